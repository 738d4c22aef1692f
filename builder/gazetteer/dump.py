"""GeoNames dumps that the user supplies: `allCountries.txt`, or `UA.txt` and the like of single countries.

The packages carry settlements from 500 people on; a dump (https://download.geonames.org/export/dump/) has all villages.
CLAIMLEDGER_GEONAMES names the files, with the separator of PATH between them.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from claimledger.errors import ClaimledgerError
from claimledger.gazetteer.rows import ADMIN1, ADMIN2, SETTLEMENT, Row

COLUMNS = 19
_FEATURES = {"ADM1": ADMIN1, "ADM2": ADMIN2}


def dump_files() -> tuple[Path, ...]:
    """The dumps that the environment names."""
    return tuple(Path(part) for part in os.environ.get("CLAIMLEDGER_GEONAMES", "").split(os.pathsep) if part)


def read_dump(path: Path, admin1_names: Mapping[str, str]) -> Iterator[tuple[Row, list[str]]]:
    """Settlements and admin areas of a dump, each with its alternate names.

    admin1_names: region code -> name. Raises ClaimledgerError for a file that is no dump.
    """
    if not path.is_file():
        raise ClaimledgerError(
            f"CLAIMLEDGER_GEONAMES: {path}", "no file", "a GeoNames dump such as UA.txt", "give the path of a dump"
        )
    with path.open(encoding="utf-8", newline="") as lines:
        for number, cells in enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), start=1):
            if len(cells) != COLUMNS:
                raise ClaimledgerError(
                    f"{path}, line {number}",
                    f"{len(cells)} columns",
                    f"the {COLUMNS} columns of a GeoNames dump",
                    "give allCountries.txt or a country's file as it is in the archive",
                )
            feature = SETTLEMENT if cells[6] == "P" else _FEATURES.get(cells[7])
            if feature is None:
                continue
            region = f"{cells[8]}.{cells[10]}" if cells[10] else ""
            row = Row(
                geonames_id=int(cells[0]),
                name=cells[1],
                feature=feature,
                country=cells[8],
                region=region,
                admin1_name=admin1_names.get(region, ""),
                admin2=f"{region}.{cells[11]}" if cells[11] else "",
                admin2_name="",
                latitude=float(cells[4]),
                longitude=float(cells[5]),
                population=int(cells[14] or 0),
            )
            yield row, [cells[2], *filter(None, cells[3].split(","))]
