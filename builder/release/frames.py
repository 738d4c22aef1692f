"""Tables as every writer gets them: declared columns, plain types, one row order, nothing a CSV cannot carry.

Validation has judged the tables before; what is refused here is only what would make two formats disagree.
"""

from collections.abc import Mapping

import polars as pl
import polars.selectors as cs

from claimledger.errors import ClaimledgerError
from claimledger.schemas import TABLE_NAMES, table

Tables = Mapping[str, pl.DataFrame]


def arrange(tables: Tables) -> dict[str, pl.DataFrame]:
    """Return all tables in the declared order, each sorted by its primary key, closed lists as plain strings.

    Raises ClaimledgerError for a missing or unknown table or column, and for a value (NaN, infinity, empty string)
    that reads back differently from different formats.
    """
    if set(tables) != set(TABLE_NAMES):
        missing, unknown = sorted(set(TABLE_NAMES) - set(tables)), sorted(set(tables) - set(TABLE_NAMES))
        raise ClaimledgerError(
            where="release",
            found=f"missing tables {missing}, unknown tables {unknown}",
            expected="exactly the tables that schemas/ declares",
            remedy="Pass an empty frame for a table without rows; declare a new table in schemas/ first.",
        )
    return {name: arrange_table(name, tables[name]) for name in TABLE_NAMES}


def arrange_table(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Return one table sorted by primary key: a total order, so that the bytes never depend on who made the rows."""
    columns = [field.name for field in table(name).fields]
    if set(frame.columns) != set(columns):
        raise ClaimledgerError(
            where=f"table {name}",
            found=f"columns {frame.columns}",
            expected=f"columns {columns}",
            remedy=f"Declare the columns in schemas/{name}.json or leave them out.",
        )
    # Enums would sort by their declaration and scan as something else in each format: strings are strings everywhere.
    plain = frame.select(columns).with_columns(cs.by_dtype(pl.Categorical, pl.Enum).cast(pl.String))
    refuse(name, plain, ~cs.float().is_finite(), "a finite number or null")
    refuse(name, plain, cs.string() == "", "words or null")
    return plain.sort(table(name).primary_key)


def refuse(name: str, frame: pl.DataFrame, is_bad: pl.Expr, expected: str) -> None:
    """Raise for the first column with a bad value, naming the row by its key."""
    counts = frame.select(is_bad.sum())
    for column in counts.columns:
        if counts[column].item():
            bad = frame.filter(frame.select(is_bad)[column]).row(0, named=True)
            key = ", ".join(f"{part}={bad[part]!r}" for part in table(name).primary_key)
            raise ClaimledgerError(
                where=f"table {name}, column {column}, row {key}",
                found=f"{bad[column]!r} ({counts[column].item()} such rows)",
                expected=expected,
                remedy="Write null for what is unknown.",
            )
