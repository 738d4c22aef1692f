"""What commands say of their work: how far it is, what was left out, how much there is, and tables for the eye."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    import pyarrow as pa

    from claimledger.progress import Bar, JsonLog

GRID_ROWS = 200
"""A table for the eye ends here; all other formats hold every row."""


def progress_of(corpus: Sequence[Path], log: str) -> "Bar | JsonLog":
    """A bar or a log that knows the size of the corpus, where that of its files tells something of their text."""
    from claimledger.progress import Bar, JsonLog

    files = [file for path in corpus for file in ([path] if path.is_file() else path.rglob("*")) if file.is_file()]
    is_text = all(file.suffix.lower() in (".txt", ".md", ".jsonl", ".csv") for file in files)
    total = sum(file.stat().st_size for file in files) if files and is_text else None
    return JsonLog(total) if log == "json" else Bar(total)


def tell_skipped(skipped: Mapping[str, int]) -> None:
    """Say how much was left out, by reason."""
    if skipped:
        reasons = ", ".join(f"{count:,} {reason}" for reason, count in skipped.items())
        click.echo(f"skipped: {sum(skipped.values()):,} ({reasons}); see the tables documents and skipped", err=True)


def counts_of(rows: Mapping[str, int]) -> str:
    """The rows of the main tables in words."""
    told = (
        "documents",
        "sentences",
        "quantities",
        "actors",
        "weapons",
        "locations",
        "times",
        "attributions",
        "claims",
        "disputes",
    )
    return ", ".join(f"{rows[name]:,} {name if rows[name] != 1 else _singular(name)}" for name in told)


def _singular(name: str) -> str:
    return f"{name.removesuffix('ies')}y" if name.endswith("ies") else name.removesuffix("s")


def print_grid(result: "pa.Table") -> None:
    """Print the first rows as a table, and say where there are more."""
    from claimledger.query import as_grid
    from claimledger.terminal import print_data

    print_data(as_grid(result, GRID_ROWS))
    if result.num_rows > GRID_ROWS:
        click.echo(f"{GRID_ROWS} of {result.num_rows:,} rows; --format csv, json or parquet gives all", err=True)
