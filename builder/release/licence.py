"""The licence of every release, and the credit that taken-over data asks for."""

from typing import Any

import polars as pl

from claimledger.release.frames import Tables

LICENCE_NAME = "CC-BY-4.0"
LICENCE_TITLE = "Creative Commons Attribution 4.0 International"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"

LICENCE: dict[str, Any] = {"name": LICENCE_NAME, "title": LICENCE_TITLE, "path": LICENCE_URL}

NOTICE = f"""\
{LICENCE_TITLE} ({LICENCE_NAME})

You may share and adapt this data set for any purpose, also commercially, if you give appropriate credit, link to the
licence and say what you changed.

Licence: {LICENCE_URL}
Full text: {LICENCE_URL}legalcode

The licence covers the tables. It does not cover the documents they were read from: words quoted from a document stay
under the rights of its publisher.
"""

GEONAMES: dict[str, Any] = {"title": "GeoNames (CC BY 4.0)", "path": "https://www.geonames.org/"}
GEONAMES_CREDIT = (
    "Places contain data from [GeoNames](https://www.geonames.org/), licensed under "
    f"[CC BY 4.0]({LICENCE_URL}); names and coordinates were selected and renamed into this data set's columns."
)


def cites_geonames(tables: Tables) -> bool:
    """Whether any place of the registry comes from GeoNames, which must then be credited."""
    cites = pl.col("place_id").str.starts_with("geonames:") | (pl.col("source") == "geonames")
    return not tables["place_registry"].filter(cites).is_empty()
