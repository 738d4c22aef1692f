"""Documents become annotations, annotations tables: extract; and tables of many batches one data set: consolidate.

`extract` is pure: the same rows for a document whatever batch it comes in and in whatever order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import polars as pl
import pyarrow as pa

from claimledger.claims.claims import find_claims
from claimledger.claims.columns import claim_columns
from claimledger.extract.actors import find_actors
from claimledger.extract.attributions import find_attributions
from claimledger.extract.calendar import Days
from claimledger.extract.coalitions import with_coalitions
from claimledger.extract.columns import Findings, fact_tables, place_columns, table
from claimledger.extract.counted import tell_what_is_counted
from claimledger.extract.links import link
from claimledger.extract.locations import find_locations
from claimledger.extract.peoples import with_peoples
from claimledger.extract.placed import Placed
from claimledger.extract.quantities import find_quantities
from claimledger.extract.registries import actor_columns, referred_places, weapon_columns
from claimledger.extract.sides import Sides
from claimledger.extract.times import find_times
from claimledger.extract.weapons import find_weapons
from claimledger.schemas import arrow_schema
from claimledger.text.cycles import no_cycle_search
from claimledger.text.scan import Scan, scan
from claimledger.text.signatures import SIGNATURES, signatures

Tables = dict[str, pa.Table]


def extract(documents: pa.RecordBatch) -> Tables:
    """The rows of one batch of documents.

    documents: the columns of schemas/documents.json. Gives every table but those that hold for a whole build (codes,
    rules, skipped, and the comparisons of claims); registries hold what the batch refers to. `_signatures` is for
    consolidate and not published.
    """
    readable = [status == "extracted" for status in documents.column("status_code").to_pylist()]
    rows = documents if all(readable) else documents.filter(pa.array(readable, pa.bool_()))
    with no_cycle_search():
        return {"documents": pa.Table.from_batches([documents]), **_tables(rows)}


def _tables(rows: pa.RecordBatch) -> Tables:
    text = scan(rows.column("doc_id").to_pylist(), rows.column("text").to_pylist())
    found = annotate(text, rows.column("published_on").to_numpy(zero_copy_only=False).astype("M8[D]"))
    tables = {
        "actor_registry": table("actor_registry", actor_columns(found)),
        "weapon_registry": table("weapon_registry", weapon_columns(found)),
        "place_registry": table("place_registry", place_columns(referred_places(found))),
        **fact_tables(found),
        SIGNATURES: signatures(found.scan),
    }
    return tables | {"claims": table("claims", claim_columns(found, tables, rows))}


def annotate(text: Scan, published_on: Days) -> Findings:
    """Everything the rules find in a scan, linked. published_on: a day for each document, NaT where it is unknown."""
    quantities = tell_what_is_counted(text, find_quantities(text))
    weapons = find_weapons(text)
    actors, locations, places = find_locations(text, find_actors(text))
    attributions = find_attributions(text, actors)
    times = find_times(text, published_on)
    sides = Sides(text, with_peoples(text, with_coalitions(text, actors)))
    placed = Placed(text, locations)
    link(text, quantities, actors, sides, weapons, placed, attributions, places)
    claims = find_claims(text, quantities, sides, placed, locations, attributions, times, places)
    return Findings(text, quantities, actors, weapons, locations, attributions, times, claims, places)


def consolidate(parts: Iterable[Tables], skipped: Iterable[Mapping[str, str]] = ()) -> dict[str, pl.DataFrame]:
    """One data set from the tables of all batches: registries merged, unknown persons told once, rows in key order."""
    from claimledger.join import MemoryKeeper, join  # noqa: PLC0415 - who only extracts needs no database

    keeper = MemoryKeeper()
    join(gather(parts, skipped), keeper)
    return keeper.frames


def gather(parts: Iterable[Tables], skipped: Iterable[Mapping[str, str]] = ()) -> Tables:
    """The tables of all batches, each as one, and the table of what was skipped, which is asked for last."""
    gathered: dict[str, list[pa.Table]] = defaultdict(list)
    for part in parts:
        for name, rows in part.items():
            gathered[name].append(rows)
    whole = {name: pa.concat_tables(tables) for name, tables in gathered.items()}
    return whole | {"skipped": pa.Table.from_pylist([dict(row) for row in skipped], arrow_schema("skipped"))}
