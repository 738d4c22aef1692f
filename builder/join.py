"""Tables of many batches to one data set, by SQL and with as little memory as asked: whatever the parts, the same rows.

Rows come in key order, registries are merged, a person unknown to the registry is told once. The parts are Arrow
tables or folders of Parquet files; where the rows go to is the keeper's choice.
"""

import glob
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import duckdb
import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from claimledger import derived
from claimledger.extract.rulebook import rule_columns
from claimledger.schemas import TABLE_NAMES, arrow_schema, codes_rows, literal, polars_schema, table

Part: TypeAlias = "pa.Table | Path"
"""The rows of a table from all batches: in memory, or a folder of Parquet files."""

ROWS_AT_A_TIME = 32_768
TEXTS_AT_A_TIME = 2_048
"""Rows of the table documents, which hold the texts: about 10 MB."""

_RANGE_CHARS = 10_000_000
"""Text of the documents whose rows are sorted at a time."""

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
        splits = _splits(connection) if scratch else []
        for name in TABLE_NAMES:
            if name not in derived.TABLES:
                _keep_sorted(connection, name, splits, keeper, scratch)
        for name, step in derived.TABLES.items():
            rows = step(connection).order(", ".join(table(name).primary_key))
            _keep(connection, name, iter(rows.to_arrow_reader(_rows_at_a_time(name))), keeper)


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
        WITH local AS (
            SELECT DISTINCT actor_id, regexp_extract(actor_id, '[^:]*$') AS slug
            FROM actor_registry WHERE regexp_matches(actor_id, '^doc:.*:person:[^:]*-[^:]*$')
        ), first AS (
            SELECT slug, min(actor_id) AS one FROM local GROUP BY slug HAVING count(*) > 1
        )
        SELECT actor_id, one FROM local JOIN first USING (slug) WHERE actor_id <> one
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


def _keep_sorted(
    connection: duckdb.DuckDBPyConnection, name: str, splits: Sequence[str], keeper: Keeper, scratch: Path | None
) -> None:
    """Keep the rows of a table in key order, of several with the same key the least one.

    Only tables without doc_id hold the same row several times, once for each batch that refers to it. Of the others
    the rows between two splits are sorted at a time: wide rows, sorted at once, outgrow the memory DuckDB may take.
    """
    key = table(name).primary_key
    if "doc_id" not in table(name).columns:
        others = (f"{column} NULLS FIRST" for column in table(name).columns if column not in key)
        rows = _read(connection, f'FROM "{name}" ORDER BY {", ".join([*key, *others])}', name)
        _keep(connection, name, _first_of_each_key(rows, key), keeper)
    elif not splits or not scratch:
        _keep(connection, name, _read(connection, f'FROM "{name}" ORDER BY {", ".join(key)}', name), keeper)
    else:
        with tempfile.TemporaryDirectory(dir=scratch) as folder:
            _keep(connection, name, _read_by_range(connection, name, splits, Path(folder)), keeper)


def _splits(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The ids of documents, in order, that begin a new range: one each so many characters of text."""
    splits: list[str] = []
    room = _RANGE_CHARS
    query = "SELECT doc_id, char_count FROM documents ORDER BY doc_id"
    for batch in connection.sql(query).to_arrow_reader(ROWS_AT_A_TIME):
        for doc_id, count in zip(batch["doc_id"].to_pylist(), batch["char_count"].to_pylist(), strict=True):
            room -= count
            if room < 0:
                splits.append(doc_id)
                room = _RANGE_CHARS - count
    return splits


def _read_by_range(
    connection: duckdb.DuckDBPyConnection, name: str, splits: Sequence[str], folder: Path
) -> Iterator[pa.RecordBatch]:
    """The rows in key order; ids of rows begin with those of their documents, so any id may split them."""
    key = table(name).primary_key
    number = _range_of(key[0], splits, 0)
    connection.execute(
        f'COPY (SELECT *, {number} AS _range FROM "{name}") TO {literal(str(folder))} '
        "(FORMAT parquet, PARTITION_BY _range, COMPRESSION lz4, ROW_GROUP_SIZE 8192, OVERWRITE_OR_IGNORE)"
    ).fetchall()
    for part in (folder / f"_range={number}" for number in range(len(splits) + 1)):
        if part.exists():
            read_parts(connection, part, hive_partitioning=False).create_view("_range", replace=True)
            yield from _read(connection, f"FROM _range ORDER BY {', '.join(key)}", name)


def _range_of(column: str, splits: Sequence[str], first: int) -> str:
    """SQL for the number of a value's range, `first` below all splits: the splits are halved at every step."""
    if not splits:
        return str(first)
    middle = len(splits) // 2
    below, above = (
        _range_of(column, splits[:middle], first),
        _range_of(column, splits[middle + 1 :], first + middle + 1),
    )
    return f"CASE WHEN {column} < {literal(splits[middle])} THEN {below} ELSE {above} END"


def _read(connection: duckdb.DuckDBPyConnection, query: str, name: str) -> Iterator[pa.RecordBatch]:
    return iter(connection.sql(query).to_arrow_reader(_rows_at_a_time(name)))


def _keep(connection: duckdb.DuckDBPyConnection, name: str, rows: Iterator[pa.RecordBatch], keeper: Keeper) -> None:
    """Give the rows to the keeper and show what it has kept."""
    schema = arrow_schema(name)
    batches = (batch.select(schema.names).cast(schema) for batch in rows)
    _show(connection, name, keeper.keep(name, pa.RecordBatchReader.from_batches(schema, batches)))


def _first_of_each_key(batches: Iterator[pa.RecordBatch], key: Sequence[str]) -> Iterator[pa.RecordBatch]:
    """The sorted rows without those whose key the row before has. A window function would not fit into memory."""
    before: pa.RecordBatch | None = None
    for batch in batches:
        keys = batch.select(list(key))
        shifted = pa.concat_batches([keys.slice(0, 1) if before is None else before, keys.slice(0, batch.num_rows - 1)])
        is_new = np.logical_or.reduce(
            [pc.not_equal(keys[name], shifted[name]).to_numpy(zero_copy_only=False) for name in key]
        )
        if before is None and batch.num_rows:
            is_new[0] = True
        if batch.num_rows:
            before = keys.slice(batch.num_rows - 1)
            yield batch.filter(pa.array(is_new))


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
