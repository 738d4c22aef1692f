"""SQL over a package: one reading statement in, an Arrow table out, and that table written in a chosen format."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa
from rich import box
from rich.table import Table
from rich.text import Text

from claimledger.errors import ClaimledgerError
from claimledger.packages import connect, open_package
from claimledger.release.views import MACROS, VIEWS
from claimledger.schemas import TABLE_NAMES, literal
from claimledger.terminal import as_words, visible

_EXPECTED = "one statement that reads (SELECT, FROM, WITH, DESCRIBE, SUMMARIZE)"


def query(sql: str, package: Path | None = None) -> pa.Table:
    """The result of one reading statement over the tables and views of a package.

    package: see packages.find_package. Raises ClaimledgerError for SQL that is wrong, that writes, or is not one
    statement.

        query("SELECT surface, noun FROM quantities WHERE item_code = 'troops'")
    """
    with connect(open_package(package)) as connection:
        try:
            statements = duckdb.extract_statements(sql)
            if len(statements) != 1:
                remedy = "Give a single statement, in quotes."
                raise ClaimledgerError("query", f"{len(statements)} statements", _EXPECTED, remedy)
            if statements[0].type != duckdb.StatementType.SELECT:
                found = f"a statement of the kind {statements[0].type.name}"
                remedy = "Put PIVOT into FROM (PIVOT ...); to change data, work on a copy of the .duckdb file."
                raise ClaimledgerError("query", found, _EXPECTED, remedy)
            return connection.sql(sql).to_arrow_table()
        except duckdb.Error as error:
            raise ClaimledgerError("query", str(error).strip(), _EXPECTED, _tables_there_are()) from None


def _tables_there_are() -> str:
    views = ", ".join(view.name for view in VIEWS)
    macros = ", ".join(f"{macro.name}({macro.parameters.replace(' := NULL', '')})" for macro in MACROS)
    return f"Tables: {', '.join(TABLE_NAMES)}; views: {views}; macros: {macros}. `DESCRIBE quantities` lists columns."


def write_csv(result: pa.Table, path: Path) -> None:
    """Write RFC 4180 CSV with a header; null is nothing between two commas."""
    _copy(result, path, "FORMAT csv, HEADER")


def write_json(result: pa.Table, path: Path) -> None:
    """Write a JSON array with one object a row."""
    _copy(result, path, "FORMAT json, ARRAY")


def write_parquet(result: pa.Table, path: Path) -> None:
    """Write Parquet."""
    _copy(result, path, "FORMAT parquet, COMPRESSION zstd")


WRITERS: dict[str, Callable[[pa.Table, Path], None]] = {
    "csv": write_csv,
    "json": write_json,
    "parquet": write_parquet,
}


def _copy(result: pa.Table, path: Path, options: str) -> None:
    with duckdb.connect(":memory:") as connection:
        connection.register("result", result)
        try:
            connection.execute(f"COPY (FROM result) TO {literal(str(path))} ({options})")
        except duckdb.Error as error:
            remedy = "Name a file in a folder that exists and that may be written."
            raise ClaimledgerError(str(path), str(error), "a file that can be written", remedy) from None


_NUMBERS = (pa.types.is_integer, pa.types.is_floating, pa.types.is_decimal)


def as_grid(result: pa.Table, row_limit: int) -> Table:
    """The first rows as a rich table: numbers to the right, null as nothing."""
    grid = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for field in result.schema:
        is_number = any(is_kind(field.type) for is_kind in _NUMBERS)
        grid.add_column(Text(visible(field.name)), justify="right" if is_number else "left", overflow="fold")
    columns = [column.to_pylist() for column in result.slice(0, row_limit).columns]
    for row in zip(*columns, strict=True):
        grid.add_row(*(Text("" if value is None else visible(as_words(value))) for value in row))
    return grid
