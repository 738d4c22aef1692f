"""Small pieces of DuckDB SQL that several writers share, and the script that makes the whole empty database."""

from collections.abc import Iterator

import duckdb
import polars as pl

from claimledger.release.views import MACROS, VIEWS
from claimledger.schemas import TABLE_NAMES, comment_sql, create_table_sql, literal
from claimledger.schemas.sql import quote


def insert_frame(connection: duckdb.DuckDBPyConnection, table_name: str, frame: pl.DataFrame) -> None:
    """Append the rows of a frame to a table, matching columns by name, in the frame's order."""
    connection.register("frame", frame)
    connection.execute(f'INSERT INTO "{table_name}" BY NAME SELECT * FROM frame').fetchall()
    connection.unregister("frame")


def statements(*, keys: bool) -> Iterator[str]:
    """Give the statements that make all tables, views and macros with their comments, without final semicolons."""
    for name in TABLE_NAMES:
        yield create_table_sql(name, keys=keys).strip().rstrip(";")
        yield from (comment.strip().rstrip(";") for comment in comment_sql(name))
    for view in VIEWS:
        yield f"CREATE VIEW {view.name} AS\n{view.select.strip()}"
        yield f"COMMENT ON VIEW {view.name} IS {literal(view.comment)}"
    for macro in MACROS:
        yield macro.statement
        yield f"COMMENT ON MACRO TABLE {macro.name} IS {literal(macro.comment)}"


def schema_script() -> str:
    """Return schema.sql: tables with keys, checks and comments, parents first, then the views and macros."""
    head = (
        "-- Every table with its keys, checks and comments, parents first, then the views and macros.\n"
        "-- A table is filled by: INSERT INTO quantities BY NAME FROM 'parquet/quantities.parquet';\n"
    )
    return head + "".join(
        f"{statement};\n" if statement.startswith("COMMENT") else f"\n{statement};\n"
        for statement in statements(keys=True)
    )


def load_script() -> str:
    """Return load.sql: a view for each Parquet file and the ready-made joins, for a session in the release's folder."""
    head = (
        "-- Views over the Parquet files, for DuckDB started in this folder: duckdb -init load.sql\n"
        "-- From elsewhere: SET file_search_path = 'path/to/this/folder'; before it.\n"
    )
    tables = "".join(f"CREATE VIEW {quote(name)} AS FROM 'parquet/{name}.parquet';\n" for name in TABLE_NAMES)
    joins = "".join(f"\nCREATE VIEW {view.name} AS\n{view.select.strip()};\n" for view in VIEWS)
    return head + tables + joins
