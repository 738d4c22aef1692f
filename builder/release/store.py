"""The DuckDB file of a release: every table with checks and comments, the views, and tables about the release itself.

Its bytes are never the same twice, so it stands in no list of checksums; it is compared by content. Keys are proven
before (keys.py) and described in `_keys`, not indexed.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl

from claimledger.release.about import About
from claimledger.release.frames import Tables
from claimledger.release.licence import LICENCE_NAME
from claimledger.release.sql import insert_frame, statements
from claimledger.schemas import TABLE_NAMES, literal, table

# The oldest format that 2.0 writes and DuckDB 1.2 to 2.0 and the browser build of 1.4 read.
STORAGE_VERSION = "v1.2.0"
# The smallest block. With the default of 262144 bytes twenty small tables take 5 MB, with this one 0.5 MB.
BLOCK_SIZE = 16384

ABOUT_TABLES = """
CREATE TABLE _release (
    dataset VARCHAR NOT NULL,
    version VARCHAR NOT NULL,
    created VARCHAR NOT NULL,
    licence VARCHAR NOT NULL,
    citation VARCHAR NOT NULL
);
COMMENT ON TABLE _release IS 'One row: which release this file is, and how to cite it.';
CREATE TABLE _keys (
    table_name VARCHAR NOT NULL,
    key_code VARCHAR NOT NULL CHECK (key_code IN ('primary', 'foreign')),
    column_names VARCHAR NOT NULL,
    parent_table_name VARCHAR,
    parent_column_names VARCHAR
);
COMMENT ON TABLE _keys IS 'Keys that hold in this release; proven before it was written, kept without an index.';
COMMENT ON COLUMN _keys.column_names IS 'Columns of the key, separated by a comma.';
COMMENT ON COLUMN _keys.parent_table_name IS 'The table a foreign key refers to; null for a primary key.';
"""


def write_store(frames: Tables, path: Path, about: About) -> None:
    """Write arranged frames as a DuckDB file that is opened read-only by everyone after."""
    with duckdb.connect(":memory:") as connection:
        connection.execute(
            f"ATTACH {literal(str(path))} AS store (STORAGE_VERSION '{STORAGE_VERSION}', BLOCK_SIZE {BLOCK_SIZE}); "
            "USE store; BEGIN"
        ).fetchall()
        for statement in statements(keys=False):
            connection.execute(statement).fetchall()
        for name in TABLE_NAMES:
            insert_frame(connection, name, frames[name])
        connection.execute(ABOUT_TABLES).fetchall()
        insert_frame(connection, "_release", release_row(about))
        insert_frame(connection, "_keys", pl.DataFrame(list(key_rows())))
        connection.execute("COMMIT; USE memory; DETACH store").fetchall()


def release_row(about: About) -> pl.DataFrame:
    """Return the single row of `_release`."""
    return pl.DataFrame(
        {
            "dataset": [about.dataset],
            "version": [about.version],
            "created": [about.created],
            "licence": [LICENCE_NAME],
            "citation": [about.citation],
        }
    )


def key_rows() -> Iterator[dict[str, str | None]]:
    """Give the rows of `_keys`: the primary key of each table, then what it refers to."""
    for name in TABLE_NAMES:
        yield {
            "table_name": name,
            "key_code": "primary",
            "column_names": ", ".join(table(name).primary_key),
            "parent_table_name": None,
            "parent_column_names": None,
        }
        for key in table(name).foreign_keys:
            yield {
                "table_name": name,
                "key_code": "foreign",
                "column_names": ", ".join(key.fields),
                "parent_table_name": key.table,
                "parent_column_names": ", ".join(key.references),
            }


def has_same_content(path: Path, other: Path) -> bool:
    """Whether both DuckDB files hold the same rows in every published table; an unreadable file is not the same."""
    try:
        with duckdb.connect(str(path), read_only=True) as one, duckdb.connect(str(other), read_only=True) as two:
            return all(
                one.sql(f'FROM "{name}"').pl().equals(two.sql(f'FROM "{name}"').pl())
                for name in (*TABLE_NAMES, "_release", "_keys")
            )
    except duckdb.Error:
        return False
