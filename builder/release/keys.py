"""Proves that every key is unique and every reference meets its row, by a database that enforces both.

The proof runs in memory and is thrown away: shipped key indexes would more than double the .duckdb file.
"""

from collections.abc import Iterator

import duckdb
import polars as pl

from claimledger.errors import ClaimledgerError
from claimledger.release.frames import Tables
from claimledger.release.sql import insert_frame
from claimledger.schemas import TABLE_NAMES, ForeignKey, create_table_sql, table


def prove_keys(frames: Tables) -> None:
    """Load arranged frames into a scratch database with all keys and checks.

    Raises ClaimledgerError naming table, key and first offending value when a row is refused.
    """
    with duckdb.connect(":memory:") as connection:
        for name in TABLE_NAMES:
            connection.execute(create_table_sql(name, keys=True)).fetchall()
            try:
                insert_frame(connection, name, frames[name])
            except duckdb.ConstraintException as refusal:
                raise explain(name, frames, str(refusal)) from refusal
            # DuckDB cannot load a table that refers to itself with that key in force, so that key is proven here.
            for error in broken_references(name, frames):
                raise error


def explain(name: str, frames: Tables, refusal: str) -> ClaimledgerError:
    """Return the error for a table the database refused: the broken key if it is one, else the database's words."""
    otherwise = ClaimledgerError(
        where=f"table {name}",
        found=refusal,
        expected=f"rows that schemas/{name}.json allows",
        remedy="Validate the tables before releasing them: the findings name every row.",
    )
    return next(broken_primary_key(name, frames), next(broken_references(name, frames), otherwise))


def broken_primary_key(name: str, frames: Tables) -> Iterator[ClaimledgerError]:
    """Give one error if rows share a primary key."""
    key = list(table(name).primary_key)
    repeated = frames[name].filter(pl.struct(key).is_duplicated())
    if repeated.height:
        yield ClaimledgerError(
            where=f"table {name}, primary key {', '.join(key)}",
            found=f"{repeated.height} rows that share a key, first {first_row(repeated, key)}",
            expected="one row for a key",
            remedy="Make the ids unique in the step that writes the table.",
        )


def broken_references(name: str, frames: Tables) -> Iterator[ClaimledgerError]:
    """Give one error for each foreign key with values that the other table lacks."""
    for key in table(name).foreign_keys:
        orphans = find_orphans(frames[name], key, frames[key.table])
        if orphans.height:
            yield ClaimledgerError(
                where=f"table {name}, foreign key {', '.join(key.fields)}",
                found=f"{orphans.height} rows that refer to nothing, first {first_row(orphans, list(key.fields))} "
                f"in the row {first_row(orphans, list(table(name).primary_key))}",
                expected=f"a row of {key.table} with that {', '.join(key.references)}",
                remedy=f"Add the row to {key.table} or correct the reference.",
            )


def find_orphans(frame: pl.DataFrame, key: ForeignKey, parent: pl.DataFrame) -> pl.DataFrame:
    """Return the rows whose key columns are all set and meet no parent, in the frame's order."""
    children = frame.drop_nulls(key.fields)
    return children.join(parent, left_on=key.fields, right_on=key.references, how="anti", maintain_order="left")


def first_row(frame: pl.DataFrame, columns: list[str]) -> str:
    """Return the columns of the first row as words for a message."""
    return ", ".join(f"{column}={value!r}" for column, value in frame.select(columns).row(0, named=True).items())
