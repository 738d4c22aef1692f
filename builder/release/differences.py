"""Two data sets compared: changes of the contract, changes of rows, and the level they make together."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from claimledger.release.row_changes import KINDS, ROW_CHANGES, row_changes
from claimledger.release.schema_changes import Renames, SchemaChange, find_renames, schema_changes
from claimledger.release.snapshot import Contract, Snapshot
from claimledger.release.versions import Level

CODES = "codes"


@dataclass(frozen=True)
class Difference:
    """What is new in `new` against `old` (names of the data sets).

    rows: the columns of ROW_CHANGES, table by table. lost: table -> number of rows removed with no place they
    moved to. row_counts: table -> rows of the old one and of the new one, null where it has none.
    """

    old: str
    new: str
    schema: tuple[SchemaChange, ...]
    rows: pl.DataFrame
    lost: Mapping[str, int]
    row_counts: Mapping[str, tuple[int | None, int | None]]

    @cached_property
    def counts(self) -> dict[str, dict[str, int]]:
        """Table -> kind of change -> number of rows, where any row has changed; a row counts once a kind."""
        grouped = self.rows.group_by("table", "change", maintain_order=True).agg(pl.col("key").n_unique())
        counts: dict[str, dict[str, int]] = {}
        for table, change, count in grouped.rows():
            counts.setdefault(table, dict.fromkeys(KINDS, 0))[change] = count
        return counts

    @cached_property
    def changed_columns(self) -> dict[str, dict[str, int]]:
        """Table -> column -> number of values changed."""
        changed = self.rows.filter(change="changed").group_by("table", "column", maintain_order=True).len()
        columns: dict[str, dict[str, int]] = {}
        for table, column, count in changed.rows():
            columns.setdefault(table, {})[column] = count
        return columns

    @cached_property
    def level(self) -> Level:
        """The highest level of any change. A code that is no longer explained in `codes` is a code removed."""
        levels = [change.level for change in self.schema]
        for table, counts in self.counts.items():
            if counts["removed"] and table == CODES:
                levels.append(Level.MAJOR)
            is_patch = not (counts["added"] or counts["removed"] or counts["moved"])
            levels.append(Level.PATCH if is_patch else Level.MINOR)
        return max(levels, default=Level.NONE)

    def summary(self) -> dict[str, Any]:
        """The difference in numbers, for programs: the content of changes/summary.json."""
        return {
            "old": self.old,
            "new": self.new,
            "level": self.level.word,
            "schema": [
                {
                    "table": change.table,
                    "change": change.change,
                    "column": change.column,
                    "old": change.old,
                    "new": change.new,
                    "level": change.level.word,
                }
                for change in self.schema
            ],
            "tables": {
                table: {
                    "rows_before": before,
                    "rows_after": after,
                    **self.counts.get(table, dict.fromkeys(KINDS, 0)),
                    "changed_columns": self.changed_columns.get(table, {}),
                }
                for table, (before, after) in self.row_counts.items()
            },
        }


def compare(old: Snapshot, new: Snapshot) -> Difference:
    """Return all that has changed from the old data set to the new one, tables in the order of the new one."""
    renames = find_renames(old.contract, new.contract)
    changes = schema_changes(old.contract, new.contract, renames)
    if old.title is not None and new.title is not None:
        changes += [
            SchemaChange(None, "description_changed", None, was, now)
            for was, now in ((old.title, new.title), (old.description, new.description))
            if was != now
        ]
    gone = [name for name in old.contract if name not in {renames.tables.get(each, each) for each in new.contract}]
    rows: dict[str, pl.DataFrame] = {}
    for name in new.contract:  # parents first: a row may follow one that has moved
        rows[name] = _rows_of(name, old, new, renames, rows)
    lost = {name: old.tables[name].height for name in gone}
    lost |= {name: changed.filter(change="removed").height for name, changed in rows.items()}
    return Difference(
        old=old.name,
        new=new.name,
        schema=tuple(changes),
        rows=pl.concat([ROW_CHANGES.to_frame(), *rows.values()]),
        lost=lost,
        row_counts={name: (old.tables[name].height, None) for name in gone}
        | {name: (_height(old, renames.tables.get(name, name)), new.tables[name].height) for name in new.contract},
    )


def _rows_of(
    name: str, old: Snapshot, new: Snapshot, renames: Renames, parents: Mapping[str, pl.DataFrame]
) -> pl.DataFrame:
    """The changes of one table, those of its parents being known; none for a new table, which the schema tells."""
    was = renames.tables.get(name, name)
    if was not in old.contract:
        return ROW_CHANGES.to_frame()
    told_as = {before: now for now, before in renames.columns[name].items()}
    schema, positional = new.contract[name], _positional(new.contract)
    references = ((key["fields"], key["reference"]["resource"]) for key in schema.get("foreignKeys", []))
    return row_changes(
        name,
        old.tables[was].rename(told_as),
        new.tables[name],
        old_key=[told_as.get(column, column) for column in old.contract[was]["primaryKey"]],
        schema=schema,
        positional=positional if was in _positional(old.contract) else {},
        moves={
            fields[0]: parents[parent]
            for fields, parent in references
            if len(fields) == 1 and fields[0] in schema["primaryKey"] and parent in positional and parent in parents
        },
    )


def _positional(contract: Contract) -> dict[str, list[str]]:
    """The tables whose rows stand somewhere in a text, with their keys."""
    return {
        name: schema["primaryKey"]
        for name, schema in contract.items()
        if "span_start" in {each["name"] for each in schema["fields"]}
    }


def _height(of: Snapshot, name: str) -> int | None:
    return of.tables[name].height if name in of.tables else None
