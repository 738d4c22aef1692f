"""What has changed between two states of a table, row by row: added, removed, moved, changed. No Python for a row.

Rows with the same primary key are the same row. Where a row of an occurrence table has gone, and one has come in the
same document with the same words and values at another place, that row has moved: it is told once, with its old key
and its new one, and counts as kept. So is a row of another table whose key names a row that has moved.
"""

from collections.abc import Collection, Mapping, Sequence

import polars as pl

from claimledger.release.snapshot import TableSchema

ROW_CHANGES = pl.Schema(
    {
        "table": pl.String(),
        "change": pl.String(),  # added | removed | moved | changed
        "key": pl.String(),  # the primary key, parts joined by |; of a moved row the old one
        "column": pl.String(),  # of changed rows; null otherwise
        "old": pl.String(),  # the value before; of a moved row its old key
        "new": pl.String(),  # the value after; of a moved row its new key
    }
)
KINDS = ("added", "removed", "moved", "changed")
ORDINAL, LENGTH, NEW_KEY = "_ordinal", "_length", "_new_key"
NOTHING_MOVED = pl.DataFrame(schema={"key": pl.String, NEW_KEY: pl.String})


def row_changes(
    name: str,
    old: pl.DataFrame,
    new: pl.DataFrame,
    *,
    old_key: Sequence[str],
    schema: TableSchema,
    positional: Mapping[str, Collection[str]],
    moves: Mapping[str, pl.DataFrame],
) -> pl.DataFrame:
    """Return the changes of one table, the columns being those of ROW_CHANGES, in order of key and column.

    old, new: the table with its columns under their new names. Columns that only one of them has, or that have another
    type, are changes of the schema and passed over. positional: table -> columns of its key, for tables whose keys hold
    offsets; what refers to them is no part of a row's evidence. moves: column of the key -> the changes of the table it
    refers to. Under another primary key no row is told again: all are removed, all are added.
    """
    key = list(schema["primaryKey"])
    if list(old_key) != key or any(old.schema[column] != new.schema[column] for column in key):
        everything = [_listed(name, "removed", _keyed(old, old_key)), _listed(name, "added", _keyed(new, key))]
        return pl.concat(everything).sort("key", maintain_order=True)
    columns = [column for column, type_ in new.schema.items() if old.schema.get(column) == type_]
    before, after = (_keyed(frame.select(columns).sort(key), key) for frame in (old, new))
    removed = before.join(after, on=key, how="anti", maintain_order="left")
    added = after.join(before, on=key, how="anti", maintain_order="left")
    if name in positional:
        moved = _moved(removed, added, _evidence(schema, columns, positional))
    else:
        moved = _moved_along(removed, added, columns, moves)
    parts = [
        *_changed(name, before, after, key, [column for column in columns if column not in key]),
        _listed(name, "removed", removed.join(moved, on="key", how="anti")),
        _listed(name, "added", added.join(moved, left_on="key", right_on=NEW_KEY, how="anti")),
        moved.select(_row(name, "moved", column=None, old="key", new=NEW_KEY)),
    ]
    return pl.concat(parts).sort("key", maintain_order=True)


def _keyed(frame: pl.DataFrame, key: Sequence[str]) -> pl.DataFrame:
    """The frame with its key as text, in the column `key`."""
    return frame.with_columns(pl.concat_str([pl.col(part).cast(pl.String) for part in key], separator="|").alias("key"))


def _listed(name: str, change: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Added or removed rows, by their key alone."""
    return rows.select(_row(name, change))


def _changed(
    name: str, before: pl.DataFrame, after: pl.DataFrame, key: list[str], columns: list[str]
) -> list[pl.DataFrame]:
    """One frame for each column in which rows differ. Both sides are sorted by key, so that they lie side by side."""
    before = before.join(after, on=key, how="semi", maintain_order="left")
    after = after.join(before, on=key, how="semi", maintain_order="left")
    parts = []
    for column in columns:
        differs = before[column].ne_missing(after[column])
        if differs.any():
            values = pl.DataFrame([before["key"], before[column].alias("_old"), after[column].alias("_new")])
            parts.append(values.filter(differs).select(_row(name, "changed", column=column, old="_old", new="_new")))
    return parts


def _evidence(schema: TableSchema, columns: list[str], positional: Mapping[str, Collection[str]]) -> list[str]:
    """The columns by which a row is told again elsewhere: all but its id, offsets, references to what has offsets."""
    passed_over = {column for column in schema["primaryKey"] if column.endswith(("_id", "_no"))}
    passed_over |= {column for column in columns if column.endswith(("_start", "_end", "_ids"))}
    passed_over |= {key for of_table in positional.values() if len(of_table) == 1 for key in of_table}
    for key in schema.get("foreignKeys", []):
        if key["reference"]["resource"] in ("", *positional):  # "" is the table itself
            passed_over |= set(key["fields"])
    return ["doc_id", *(column for column in columns if column not in passed_over | {"doc_id"})]


def _moved(removed: pl.DataFrame, added: pl.DataFrame, evidence: list[str]) -> pl.DataFrame:
    """Pairs of `key` and its new key, for rows with the same evidence; of several the first with the first, and so on.

    The length of the span is evidence too, and all there is of words that are withheld.
    """
    if removed.is_empty() or added.is_empty():
        return NOTHING_MOVED
    on = [*evidence, LENGTH, ORDINAL]
    left, right = (_in_order(frame, evidence) for frame in (removed, added.rename({"key": NEW_KEY})))
    return left.join(right.select(*on, NEW_KEY), on=on, nulls_equal=True, maintain_order="left").select("key", NEW_KEY)


def _moved_along(
    removed: pl.DataFrame, added: pl.DataFrame, columns: list[str], moves: Mapping[str, pl.DataFrame]
) -> pl.DataFrame:
    """Pairs of `key` and its new key, for rows that differ in nothing but the new ids of rows they name."""
    if not moves or removed.is_empty() or added.is_empty():
        return NOTHING_MOVED
    renamed = [
        pl.col(column).replace(changes["old"], changes["new"])
        for column, changes in ((column, changes.filter(change="moved")) for column, changes in moves.items())
    ]
    followed = removed.with_columns(renamed)
    return followed.join(added.rename({"key": NEW_KEY}), on=columns, nulls_equal=True, maintain_order="left").select(
        "key", NEW_KEY
    )


def _in_order(rows: pl.DataFrame, evidence: list[str]) -> pl.DataFrame:
    """The rows with the length of the span, and their number among those with the same evidence."""
    rows = rows.sort("span_start", "span_end", maintain_order=True)
    rows = rows.with_columns((pl.col("span_end") - pl.col("span_start")).alias(LENGTH))
    return rows.with_columns(pl.int_range(pl.len()).over([*evidence, LENGTH]).alias(ORDINAL))


def _row(
    name: str, change: str, *, column: str | None = None, old: str | None = None, new: str | None = None
) -> list[pl.Expr]:
    """The columns of ROW_CHANGES; old and new are names of columns of the rows."""
    nothing = pl.lit(None, dtype=pl.String)
    return [
        pl.lit(name).alias("table"),
        pl.lit(change).alias("change"),
        pl.col("key"),
        pl.lit(column, dtype=pl.String).alias("column"),
        (nothing if old is None else pl.col(old).cast(pl.String)).alias("old"),
        (nothing if new is None else pl.col(new).cast(pl.String)).alias("new"),
    ]
