"""Tables of many batches to one data set, by SQL and with as little memory as asked: whatever the parts, the same rows.

Rows come in key order, registries are merged, a person unknown to the registry is told once. The parts are Arrow
tables or folders of Parquet files; where the rows go to is the keeper's choice.
"""

import glob
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from claimledger import derived
from claimledger.extract.rulebook import rule_columns
from claimledger.schemas import TABLE_NAMES, arrow_schema, codes_rows, polars_schema, table

Part: TypeAlias = "pa.Table | Path"
"""The rows of a table from all batches: in memory, or a folder of Parquet files."""

ROWS_AT_A_TIME = 32_768
TEXTS_AT_A_TIME = 2_048
"""Rows of the table documents, which hold the texts: about 10 MB."""

_SAME_PERSON = "_same_person"


class Keeper(Protocol):
    """Takes the finished tables, and shows them to the steps that come after."""

    def keep(self, name: str, rows: pa.RecordBatchReader) -> Part:
        """Keep the rows of a table; give them back as something to read."""


class MemoryKeeper:
    """Keeps polars frames."""

    def __init__(self) -> None:
        """Begin with none."""
        self.frames: dict[str, pl.DataFrame] = {}

    def keep(self, name: str, rows: pa.RecordBatchReader) -> Part:
        """Read all rows."""
        whole = rows.read_all()
        frame = pl.from_arrow(whole)
        assert isinstance(frame, pl.DataFrame)
        self.frames[name] = frame
        return whole


class FolderKeeper:
    """Writes one `<table>.parquet` per table into a folder; the bytes depend on the rows alone."""

    def __init__(self, folder: Path) -> None:
        """The folder must exist."""
        self._folder = folder

    def keep(self, name: str, rows: pa.RecordBatchReader) -> Part:
        """Write all rows, a group at a time."""
        path = self._folder / f"{name}.parquet"
        with pq.ParquetWriter(path, rows.schema, compression="zstd") as writer:
            for group in _equal_groups(rows, _rows_at_a_time(name)):
                writer.write_table(group)
        return path


def join(
    parts: Mapping[str, Part], keeper: Keeper, *, memory_mb: int | None = None, scratch: Path | None = None
) -> None:
    """Hand every table of the data set to the keeper, made of the parts of all batches.

    parts: rows by table; a table without rows may be missing, and codes and rules are made here. memory_mb: what
    DuckDB may hold at a time; more goes to the folder `scratch`.
    """
    with open_database(memory_mb, scratch) as connection:
        _show_parts(connection, dict(parts))
        _merge_persons(connection)
        for (name, column), step in derived.COLUMNS.items():
            _fill(connection, name, column, step)
        for name in TABLE_NAMES:
            if name not in derived.TABLES:
                _keep(connection, name, connection.sql(_sorted_once(name)), keeper)
        for name, step in derived.TABLES.items():
            rows = step(connection)
            columns, key = (", ".join(names) for names in (table(name).columns, table(name).primary_key))
            _keep(connection, name, rows.project(columns).order(key), keeper)


def open_database(memory_mb: int | None, scratch: Path | None) -> duckdb.DuckDBPyConnection:
    """An empty database in memory that holds no more than that at a time, and leans on the folder for the rest."""
    config: dict[str, Any] = {"memory_limit": f"{memory_mb}MB", "threads": 2} if memory_mb else {}
    if scratch:
        config["temp_directory"] = str(scratch)
    connection = duckdb.connect(":memory:", config=config)
    connection.execute("SET enable_progress_bar = false").fetchall()  # the program has one of its own
    return connection


def read_parts(connection: duckdb.DuckDBPyConnection, path: Path, **options: Any) -> duckdb.DuckDBPyRelation:
    """The rows of a Parquet file, or of all those in a folder."""
    name = glob.escape(str(path))
    return connection.read_parquet(f"{name}/*.parquet" if path.is_dir() else name, **options)


def _show_parts(connection: duckdb.DuckDBPyConnection, parts: dict[str, Part]) -> None:
    """A view for each table: the rows of all batches, as yet neither merged nor in order."""
    parts["codes"] = pa.Table.from_pylist(codes_rows(), arrow_schema("codes"))
    parts["rules"] = pl.DataFrame(rule_columns(), schema=polars_schema("rules")).to_arrow()
    for name in (*TABLE_NAMES, *(name for name in parts if name.startswith("_"))):
        if name not in derived.TABLES:
            part = parts.get(name)
            _show(connection, name, arrow_schema(name).empty_table() if part is None else part)


def _show(connection: duckdb.DuckDBPyConnection, name: str, part: Part) -> None:
    if isinstance(part, pa.Table):
        connection.register(f"{name} in memory", part)
        rows = connection.table(f"{name} in memory")
    else:
        rows = read_parts(connection, part)
    rows.create_view(name, replace=True)


def _merge_persons(connection: duckdb.DuckDBPyConnection) -> None:
    """A full name unknown to the registry keeps the id of the first document (by id) that has it."""
    connection.sql(f"""
        CREATE TEMP TABLE {_SAME_PERSON} AS
        SELECT actor_id, one FROM (
            SELECT actor_id, min(actor_id) OVER (PARTITION BY regexp_extract(actor_id, '[^:]*$')) AS one
            FROM (SELECT DISTINCT actor_id FROM actor_registry)
            WHERE regexp_matches(actor_id, '^doc:.*:person:[^:]*-[^:]*$')
        ) WHERE actor_id <> one
    """)
    if not connection.sql(f"FROM {_SAME_PERSON} LIMIT 1").fetchall():
        return
    for name in TABLE_NAMES:
        columns = [key.fields[0] for key in table(name).foreign_keys if key.table == "actor_registry"]
        columns += ["actor_id"] if name == "actor_registry" else []
        if columns and name not in derived.TABLES:
            same = " ".join(
                f"LEFT JOIN {_SAME_PERSON} AS of_{column} ON of_{column}.actor_id = rows.{column}" for column in columns
            )
            told = ", ".join(f"coalesce(of_{column}.one, rows.{column}) AS {column}" for column in columns)
            _rework(connection, name, f"SELECT rows.* REPLACE ({told}) FROM {{}} AS rows {same}")


def _fill(connection: duckdb.DuckDBPyConnection, name: str, column: str, step: derived.Step) -> None:
    """The column with the values of the step where it gives one."""
    values = f"_{name}_{column}"
    step(connection).create(values)
    key = table(name).primary_key
    first, value = connection.table(values).columns[: len(key)], connection.table(values).columns[len(key)]
    on = " AND ".join(f'rows.{own} = step."{other}"' for own, other in zip(key, first, strict=True))
    told = f'coalesce(step."{value}", rows.{column}) AS {column}'
    _rework(connection, name, f"SELECT rows.* REPLACE ({told}) FROM {{}} AS rows LEFT JOIN {values} AS step ON {on}")


def _rework(connection: duckdb.DuckDBPyConnection, name: str, sql: str) -> None:
    """The view of a table with a query over what it was before in its place; `{}` stands for that."""
    before = f'"{name} before {len(connection.sql("SHOW TABLES").fetchall())}"'
    connection.sql(f'ALTER VIEW "{name}" RENAME TO {before}')
    connection.sql(f'CREATE VIEW "{name}" AS {sql.format(before)}')


def _sorted_once(name: str) -> str:
    """The query for the rows of a table in key order, of several with the same key the least one.

    Only tables without doc_id hold the same row several times, once for each batch that refers to it.
    """
    key = table(name).primary_key
    if "doc_id" in table(name).columns:
        return f'FROM "{name}" ORDER BY {", ".join(key)}'
    others = [f"{column} NULLS FIRST" for column in table(name).columns if column not in key] or key
    least = f"row_number() OVER (PARTITION BY {', '.join(key)} ORDER BY {', '.join(others)}) = 1"
    return f'FROM "{name}" QUALIFY {least} ORDER BY {", ".join(key)}'


def _keep(connection: duckdb.DuckDBPyConnection, name: str, rows: duckdb.DuckDBPyRelation, keeper: Keeper) -> None:
    """Give the rows to the keeper and show what it has kept."""
    schema = arrow_schema(name)
    reader = rows.to_arrow_reader(_rows_at_a_time(name))
    kept = keeper.keep(name, pa.RecordBatchReader.from_batches(schema, (batch.cast(schema) for batch in reader)))
    _show(connection, name, kept)


def _rows_at_a_time(name: str) -> int:
    return TEXTS_AT_A_TIME if name == "documents" else ROWS_AT_A_TIME


def _equal_groups(rows: pa.RecordBatchReader, count: int) -> Iterator[pa.Table]:
    """All rows in tables of exactly so many, but for the last one."""
    waiting = rows.schema.empty_table()
    for batch in rows:
        waiting = pa.concat_tables([waiting, pa.Table.from_batches([batch])])
        while waiting.num_rows >= count:
            yield waiting.slice(0, count).combine_chunks()
            waiting = waiting.slice(count)
    if waiting.num_rows:
        yield waiting.combine_chunks()
