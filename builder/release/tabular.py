"""One file per table and format. A new format is one writer and one line in FORMATS.

A writer gets the table's name, its arranged frame and a path, and must write the same bytes for the same frame.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from claimledger.release.frames import Tables
from claimledger.schemas import TABLE_NAMES, escape_cells, literal, table


def write_csv(_name: str, frame: pl.DataFrame, path: Path) -> None:
    """Write RFC 4180 CSV with LF; null is nothing between two commas, and no words are run as a formula."""
    cells = escape_cells(frame)
    cells.write_csv(path, datetime_format="%Y-%m-%dT%H:%M:%SZ", line_terminator="\n", quote_style="necessary")


def write_parquet(name: str, frame: pl.DataFrame, path: Path) -> None:
    """Write Parquet that carries the table's title and description in its footer.

    Copied from the frame and not from a database table, because DuckDB would then mark a column required whenever its
    values happen to hold no null, and the file's schema would change from release to release.
    """
    about = f"{{title: {literal(table(name).title)}, description: {literal(table(name).description)}}}"
    with duckdb.connect(":memory:") as connection:
        connection.register("frame", frame)
        connection.execute(
            f"COPY (FROM frame) TO {literal(str(path))} "
            f"(FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v2, KV_METADATA {about})"
        ).fetchall()


@dataclass(frozen=True)
class Format:
    """A way to write a table. `is_tabular`: the descriptor gives the columns, else only size and hash of the file."""

    name: str
    mediatype: str
    is_tabular: bool
    write: Callable[[str, pl.DataFrame, Path], None]

    def path(self, table_name: str) -> str:
        """The file of a table inside the release."""
        return f"{self.name}/{table_name}.{self.name}"


# The first format gives the resources of the descriptor their names; a new one goes behind the others.
# Parquet is not declared tabular: Frictionless needs pandas to read it and then misreports its size.
FORMATS = (
    Format("csv", "text/csv", True, write_csv),
    Format("parquet", "application/vnd.apache.parquet", False, write_parquet),
)


def write_tables(frames: Tables, folder: Path) -> None:
    """Write every table in every format, each format in its own subfolder."""
    for output in FORMATS:
        (folder / output.name).mkdir()
        for name in TABLE_NAMES:
            output.write(name, frames[name], folder / output.path(name))
