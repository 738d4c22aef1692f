"""Commands that ask a package: query, compare, show, explain."""

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimledger.commands.options import package_option
from claimledger.commands.telling import print_grid

if TYPE_CHECKING:
    pass


@click.command(short_help="Ask a package in SQL.")
@click.argument("sql")
@package_option
@click.option(
    "--format", "format_name", type=click.Choice(["table", "csv", "json", "parquet"]), help="[default: table]"
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="File; its ending may tell the format.")
def query(sql: str, package: Path | None, format_name: str | None, out: Path | None) -> None:
    """Run one reading statement of SQL on the tables and views of a package.

    \b
    Examples:
      claimledger query "SELECT source_name, surface, noun, place_name FROM quantities_said"
      claimledger query "FROM quantities WHERE item_code = 'troops'" --out troops.csv
    """
    from claimledger import query as step

    format_name = format_name or (out.suffix.removeprefix(".") if out else "table")
    if out and format_name not in step.WRITERS:
        raise click.UsageError("Give --format csv, json or parquet, or a file with such an ending.")
    if format_name == "parquet" and not out and sys.stdout.isatty():
        raise click.UsageError("Parquet is not for a terminal: give --out FILE, or redirect the output.")
    result = step.query(sql, package)
    if out:
        step.WRITERS[format_name](result, out)
        click.echo(f"{out}: {result.num_rows:,} {'row' if result.num_rows == 1 else 'rows'}", err=True)
    elif format_name == "table":
        print_grid(result)
    else:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "result"
            step.WRITERS[format_name](result, file)
            click.echo(file.read_bytes(), nl=False)


@click.command(short_help="Claims about an item, side by side.")
@click.argument("item")
@click.option("--event", help="What happened: a code such as killed, or a family such as held.")
@click.option("--place", help="Name of a place or region, or a country code.")
@package_option
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File: .png, .svg or .pdf for a chart, .csv, .json or .parquet for the rows.",
)
def compare(item: str, event: str | None, place: str | None, package: Path | None, out: Path | None) -> None:
    """List every figure stated for ITEM, a code such as troops or a family such as forces, with who says so.

    \b
    Examples:
      claimledger compare troops
      claimledger compare territory --place "Kursk Oblast" --out territory.svg
    """
    from claimledger.chart import SUFFIXES, draw
    from claimledger.compare import COLUMNS
    from claimledger.compare import compare as step
    from claimledger.query import WRITERS

    claims = step(item, package, event=event, place=place)
    if out is None:
        print_grid(claims.select(COLUMNS))
    elif (ending := out.suffix.lower()) in SUFFIXES:
        shown = draw(claims, " ".join(filter(None, (item, event, place))), out)
        click.echo(f"{out}: {shown:,} of {claims.num_rows:,} claims", err=True)
    elif ending.removeprefix(".") in WRITERS:
        WRITERS[ending.removeprefix(".")](claims, out)
        click.echo(f"{out}: {claims.num_rows:,} claims", err=True)
    else:
        raise click.UsageError(
            f"Give --out a file that ends in one of {', '.join((*SUFFIXES, '.csv, .json, .parquet'))}."
        )


@click.command(short_help="A document with its rows marked.")
@click.argument("doc")
@package_option
@click.option("--plain", is_flag=True, help="Mark the words as [words](table), also on a terminal.")
def show(doc: str, package: Path | None, plain: bool) -> None:
    """Show the document DOC with its quantities, actors, weapons, locations, times, cues and sources marked.

    \b
    Example:
      claimledger show kursk-2024-08-09-rt
    """
    from claimledger.show import as_coloured, as_plain
    from claimledger.show import show as step
    from claimledger.terminal import is_terminal, print_data

    marked = step(doc, package)
    if marked.skip_reason:
        click.echo(f"{doc} was skipped ({marked.skip_reason}): nothing is marked.", err=True)
    if plain or not is_terminal():
        click.echo(as_plain(marked))
    else:
        print_data(as_coloured(marked))


@click.command(short_help="Why a row is there.")
@click.argument("row_id")
@package_option
def explain(row_id: str, package: Path | None) -> None:
    """Explain the row ROW_ID: its columns and words, the rule that made it, the vocabulary behind it, its links.

    \b
    Examples:
      claimledger explain kursk-2024-08-09-rt:q:1237-1248
      claimledger query "SELECT quantity_id, surface, noun FROM quantities"
    """
    from claimledger.explain import explain as step
    from claimledger.explanation import as_text
    from claimledger.terminal import print_data

    print_data(as_text(step(row_id, package)))
