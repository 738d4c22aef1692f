"""Every claim about an item, side by side: who says which figure, how firmly, where and when."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa

from claimledger.errors import ClaimledgerError
from claimledger.packages import connect, open_package, rows_of

COLUMNS = (
    "surface", "noun", "event_code", "owner_name", "source", "cue_lemma", "modality_code", "place_name", "on_day",
    "doc_id",
)  # fmt: skip
"""What a comparison shows of each claim; `chart` needs the interval too."""
INTERVAL = (
    "bound_code", "min_si", "max_si", "unit_si", "refers_from_on", "refers_to_on", "asserted_on", "outlet",
    "comparable_key",
)  # fmt: skip


def compare(item: str, package: Path | None = None, *, event: str | None = None, place: str | None = None) -> pa.Table:
    """The claims about an item, those of one comparable key together, with COLUMNS and INTERVAL.

    item, event: a code, or a family of seeds/comparables.csv (`forces`, `held`). place: name or id of a place or
    region, or a country code. Raises ClaimledgerError for an item or event without claims, naming those there are.
    """
    opened = open_package(package)
    with connect(opened) as connection:
        found = connection.sql(
            f"SELECT {', '.join((*COLUMNS, *INTERVAL))} FROM compare($item, event := $event) "
            "WHERE $place IS NULL OR lower($place) IN (lower(place_name), lower(region_name), lower(country_code)) ",
            params={"item": item, "event": event, "place": place},
        ).to_arrow_table()
        if found.num_rows == 0:
            what = " and ".join(
                filter(None, (f"item {item!r}", event and f"event {event!r}", place and f"place {place!r}"))
            )
            raise ClaimledgerError(opened.name, f"no claim with {what}", "an item with claims", _there_are(connection))
    return found


def _there_are(connection: duckdb.DuckDBPyConnection) -> str:
    """Which items and events have claims."""
    sql = "SELECT DISTINCT {0} AS code FROM claims WHERE {0} IS NOT NULL ORDER BY ALL"
    items, events = (
        ", ".join(row["code"] for row in rows_of(connection, sql.format(column)))
        for column in ("item_code", "event_code")
    )
    return f"Choose one of the items {items or '(none)'}; of the events {events or '(none)'}; or a place they name."
