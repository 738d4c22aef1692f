"""The command line: a thin layer over functions of the same verbs. Data to standard output, words to standard error.

What a command needs is imported when it runs, so that `--help` answers at once.
"""

import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claimledger.errors import ClaimledgerError

if TYPE_CHECKING:
    import pyarrow as pa

    from claimledger.engine.means import Means
    from claimledger.progress import Bar, JsonLog

GRID_ROWS = 200
"""A table for the eye ends here; all other formats hold every row."""


class Commands(click.Group):
    """Commands whose errors are for the user: the message on standard error, exit code 1, no traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except ClaimledgerError as error:
            click.echo(f"error: {error}", err=True)
        except BrokenPipeError:
            raise  # click ends quietly when the reader of a pipe has left
        except OSError as error:
            where = str(error.filename or "the system")
            found, expected = f"the system's error: {error.strerror or error}", "a file or folder that can be used"
            remedy = "Check that there is room, and that this place may be read and written."
            click.echo(f"error: {ClaimledgerError(where, found, expected, remedy)}", err=True)
        ctx.exit(1)


class Place(click.ParamType[Path]):
    """A path of this machine, or an address such as s3://bucket/folder on a file system that fsspec knows."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path; addresses as one that opens its files from there."""
        if isinstance(value, Path) or "://" not in value:
            return Path(value)
        from claimledger.corpus.address import path_of

        return path_of(value)


PLACE = Place()
FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path, dir_okay=False, exists=True)
ANY_PATH = click.Path(path_type=Path)
package_option = click.option(
    "--package",
    type=ANY_PATH,
    help="Release, its datapackage.json, or a folder of Parquet files. [default: datapackage.json here, "
    "else the newest release in dist]",
)
documents_option = click.option(
    "--documents", type=ANY_PATH, multiple=True, required=True, help="File or folder of documents; may stand often."
)
keep_going_option = click.option(
    "--keep-going", is_flag=True, help="List what cannot be read in the table skipped, instead of stopping there."
)


def with_means(command: Callable[..., None]) -> Callable[..., None]:
    """The command with the options that tell how a large corpus is worked through; it gets them as one, `means`."""

    @wraps(command)
    def with_options(
        *,
        workers: int | None,
        engine: str,
        address: str | None,
        shard_mb: float,
        work: Path | None,
        fresh: bool,
        **options: Any,
    ) -> None:
        from claimledger.engine.means import Means

        command(**options, means=Means(engine, workers, address, shard_mb, work, fresh))

    for option in reversed(_MEANS):
        with_options = option(with_options)
    return with_options


_MEANS = (
    click.option("--workers", type=click.IntRange(min=1), help="Processes at a time. [default: one a core]"),
    click.option(
        "--engine",
        type=click.Choice(["local", "ray"]),
        default="local",
        show_default=True,
        help="Processes of this machine, or a Ray cluster: pip install 'claimledger[ray]'.",
    ),
    click.option("--address", help="Address of the Ray cluster, such as auto. [default: one started here]"),
    click.option(
        "--shard-mb",
        type=click.FloatRange(min=0, min_open=True),
        default=16.0,
        show_default=True,
        help="Size of the pieces in which a large corpus is read, resumed and shared out.",
    ),
    click.option(
        "--work", type=PLACE, help="Folder or address for finished shards. [default: in the cache of this machine]"
    ),
    click.option("--fresh", is_flag=True, help="Take nothing over from earlier runs."),
)
log_option = click.option("--log", type=click.Choice(["bar", "json"]), default="bar", help="How progress is told.")


@click.group("claimledger", cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="claimledger")
def main() -> None:
    """Read reporting about armed conflict; get every figure with its speaker, hedge, place and exact words.

    \b
    A first look, with the sample that comes with the program:
      claimledger build
      claimledger query "SELECT source_name, surface, noun FROM quantities_said"
    """


@main.command(short_help="Documents to a validated release.")
@click.argument("corpus", nargs=-1, type=PLACE)
@click.option("--out", type=FOLDER, default=Path("dist"), show_default=True, help="Folder for releases.")
@click.option("--dataset", default="claimledger", show_default=True, help="Name of the data set.")
@click.option("--release-version", help="Version of the release, such as 1.4.0. [default: the project's own]")
@keep_going_option
@click.option("--redact", is_flag=True, help="Leave out the running words of documents that are not open.")
@click.option("--scores", type=FILE, help="JSON file of measured scores, for quality/report.json.")
@with_means
@log_option
def build(
    *,
    corpus: tuple[Path, ...],
    out: Path,
    dataset: str,
    release_version: str | None,
    keep_going: bool,
    redact: bool,
    scores: Path | None,
    means: "Means",
    log: str,
) -> None:
    """Build a validated release of CORPUS: files or folders of documents; without one, the sample.

    \b
    Examples:
      claimledger build
      claimledger build reports/ --dataset my-reports --release-version 1.0.0
    """
    from claimledger import build as step
    from claimledger.release.origin import read_scores

    version = release_version or step.DATASET_VERSION
    measured = read_scores(scores) if scores else None
    with _progress(corpus, log) as progress:
        report = step.build(
            corpus,
            out,
            dataset=dataset,
            version=version,
            keep_going=keep_going,
            redact=redact,
            scores=measured,
            means=means,
            on_step=progress,
        )
        progress.tell_end(report.row_counts, report.skipped)
    if not report.warnings.is_empty():
        from claimledger.validation import format_findings

        click.echo(format_findings(report.warnings), err=True)
    _tell_skipped(report.skipped)
    click.echo(f"{report.folder}: {_counts(report.row_counts)}", err=True)


@main.command(short_help="Documents to the next release of a data set.")
@click.argument("corpus", nargs=-1, type=ANY_PATH)
@click.option("--out", type=FOLDER, default=Path("dist"), show_default=True, help="Folder for releases.")
@click.option("--dataset", default="claimledger", show_default=True, help="Name of the data set.")
@click.option("--release-version", help="Version of the release, such as 2.0.0. [default: computed from the changes]")
@click.option("--note", help="Paragraph for the changelog, or a file that holds it.")
@click.option(
    "--max-removed",
    type=click.FloatRange(0, 1),
    default=0.05,
    show_default=True,
    help="Share of its rows that a table may lose.",
)
@click.option("--accept-removals", is_flag=True, help="Any number of rows may go.")
@click.option("--scores", type=FILE, help="JSON file of measured scores, for quality/report.json.")
@keep_going_option
@with_means
@log_option
def release(
    *,
    corpus: tuple[Path, ...],
    out: Path,
    dataset: str,
    release_version: str | None,
    note: str | None,
    max_removed: float,
    accept_removals: bool,
    keep_going: bool,
    scores: Path | None,
    means: "Means",
    log: str,
) -> None:
    """Publish the next release of CORPUS: files or folders of documents; without one, the sample.

    It is compared with the release before in OUT/index.json, which gives its version and changelog. Releases never
    change; the running words of documents that are not open are left out. Where nothing has changed, nothing is done.

    \b
    Examples:
      claimledger release reports/ --dataset my-reports
      claimledger release reports/ --dataset my-reports --note "Two reports of May were corrected."
    """
    from claimledger.publish import publish as step
    from claimledger.release.difference_text import difference_text
    from claimledger.release.origin import read_scores

    words = Path(note).read_text(encoding="utf-8") if note and _is_file(note) else note
    with _progress(corpus, log) as progress:
        report = step(
            corpus,
            out,
            dataset=dataset,
            version=release_version,
            note=words,
            max_removed=None if accept_removals else max_removed,
            keep_going=keep_going,
            scores=read_scores(scores) if scores else None,
            means=means,
            on_step=progress,
        )
        progress.tell_end(report.row_counts, report.skipped)
    if not report.warnings.is_empty():
        from claimledger.validation import format_findings

        click.echo(format_findings(report.warnings), err=True)
    _tell_skipped(report.skipped)
    if report.folder is None:
        click.echo(f"Nothing has changed since {dataset} {report.version}: no new release.", err=True)
        return
    if report.difference is not None:
        click.echo(difference_text(report.difference))
    click.echo(f"{report.folder}: {_counts(report.row_counts)}", err=True)


@main.command(short_help="What has changed between two packages.")
@click.argument("old", type=ANY_PATH)
@click.argument("new", type=ANY_PATH)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="File for every changed row: .csv or .json."
)
def diff(old: Path, new: Path, out: Path | None) -> None:
    """Compare two packages: releases (folder, datapackage.json or .zip) or folders of tables that extract has written.

    Tells tables, columns and codes that have changed, and rows added, removed, moved within their document, or
    changed; and how the version would have to rise.

    \b
    Examples:
      claimledger diff dist/my-reports-1.0.0 dist/my-reports-1.1.0
      claimledger diff dist/my-reports-1.0.0.zip tables --out changes.csv
    """
    from claimledger.diff import check_ending, write_difference
    from claimledger.diff import diff as step
    from claimledger.release.difference_text import difference_text

    if out:
        check_ending(out)
    difference = step(old, new)
    click.echo(f"# {difference.old} -> {difference.new}\n")
    click.echo(difference_text(difference, examples=True), nl=False)
    if out:
        write_difference(difference, out)
        click.echo(f"{out}: {len(difference.schema) + difference.rows.height:,} changes", err=True)


@main.command(short_help="Documents to bare tables.")
@click.argument("corpus", nargs=-1, required=True, type=PLACE)
@click.option("--out", type=PLACE, required=True, help="Folder or address for one <table>.parquet per table.")
@keep_going_option
@with_means
@log_option
def extract(*, corpus: tuple[Path, ...], out: Path, keep_going: bool, means: "Means", log: str) -> None:
    """Write the tables of CORPUS, files or folders of documents, as Parquet: no release, no validation.

    A run that was stopped goes on where it was when it is started again.

    \b
    Examples:
      claimledger extract reports/ --out tables
      claimledger extract s3://bucket/news/ --out s3://bucket/tables --engine ray --address auto --work s3://bucket/work
    """
    from claimledger.build import extract_to

    with _progress(corpus, log) as progress:
        report = extract_to(corpus, out, keep_going, means=means, on_step=progress)
        progress.tell_end(report.row_counts, report.skipped)
    _tell_skipped(report.skipped)
    click.echo(f"{report.folder}: {_counts(report.row_counts)}", err=True)


@main.command(short_help="Check a release.")
@click.argument("package", required=False, type=ANY_PATH)
@click.option("--local", is_flag=True, help="A build for your own use: it may hold the words of all documents.")
def validate(package: Path | None, local: bool) -> None:
    """Check PACKAGE: its descriptor, its files, and every row against schemas, keys and the words of the documents.

    Without PACKAGE: datapackage.json of the current folder, else the newest release in dist. Findings go to standard
    output; the exit code is 1 when one is an error.

    \b
    Example:
      claimledger validate dist/claimledger-0.1.0
    """
    from claimledger.packages import find_package, open_package, read_tables
    from claimledger.validation import evidence_coverage, format_findings, validate_package

    descriptor = find_package(package)
    findings = validate_package(descriptor)
    withheld = findings["rule"] == "withheld_words"
    if local:
        findings = findings.filter(~withheld)
    elif withheld.any():
        click.echo("These words are for your own use: build with --redact to publish, or validate --local.", err=True)
    if not findings.is_empty():
        click.echo(format_findings(findings))
    if "error" in findings["severity_code"]:
        sys.exit(1)
    opened = open_package(descriptor)
    tables = read_tables(opened)
    coverage = evidence_coverage(tables)
    spans, checked = int(coverage["row_count"].sum()), int(coverage["checked_count"].sum())
    counts = _counts({name: frame.height for name, frame in tables.items()})
    share = f"{checked / spans:.0%}" if spans else "all"
    click.echo(f"{opened.name} is valid: {counts}; {share} of {spans:,} spans checked against the text", err=True)


@main.command(short_help="Prove a release, also by rebuilding it.")
@click.argument("package", required=False, type=ANY_PATH)
@click.option("--documents", type=ANY_PATH, multiple=True, help="What it was made of, to rebuild it; may stand often.")
def verify(package: Path | None, documents: tuple[Path, ...]) -> None:
    """Check that PACKAGE is what it says: hashes, keys, schemas, words, provenance; with documents, by a rebuild.

    Differences go to standard output, one a line, and make the exit code 1. What could not be checked is told on
    standard error.

    \b
    Example:
      claimledger verify dist/claimledger-0.1.0 --documents seeds/documents
    """
    from claimledger.verify import verify as step

    verified = step(package, documents)
    for difference in verified.differences:
        click.echo(difference)
    for what in verified.unchecked:
        click.echo(f"not checked: {what}", err=True)
    count = len(verified.differences)
    found = f"{count:,} {'difference' if count == 1 else 'differences'}" if count else "as it says"
    rebuilt = f", rebuilt from {verified.rebuilt:,} documents" if verified.rebuilt else ""
    click.echo(f"{verified.name}: {found}{rebuilt}", err=True)
    if count:
        sys.exit(1)


@main.command(short_help="Fill withheld words in again.")
@click.argument("package", type=ANY_PATH)
@documents_option
@click.option("--out", type=FOLDER, required=True, help="Folder for the package with all words.")
@click.option("--strict", is_flag=True, help="Exit code 1 when a document is missing or has changed.")
def hydrate(package: Path, documents: tuple[Path, ...], out: Path, strict: bool) -> None:
    """Fill the words that PACKAGE withholds from the documents, found by the hash of their text, into a new package.

    PACKAGE stays as it is. Documents that are missing or have changed are listed on standard error; their words stay
    withheld.

    \b
    Example:
      claimledger hydrate dist/my-reports-1.0.0 --documents reports/ --out private
    """
    from claimledger.hydrate import hydrate as step
    from claimledger.query import as_grid
    from claimledger.terminal import print_words

    report = step(package, documents, out)
    if not report.left.is_empty():
        print_words(as_grid(report.left.to_arrow(), report.left.height))
    click.echo(f"{report.folder}: {report.filled:,} documents filled, {report.left.height:,} still withheld", err=True)
    if strict and not report.left.is_empty():
        sys.exit(1)


@main.command(short_help="Ask a package in SQL.")
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
        _print_grid(result)
    else:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "result"
            step.WRITERS[format_name](result, file)
            click.echo(file.read_bytes(), nl=False)


@main.command(short_help="Claims about an item, side by side.")
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
        _print_grid(claims.select(COLUMNS))
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


@main.command(short_help="A document with its rows marked.")
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


@main.command(short_help="Why a row is there.")
@click.argument("row_id")
@package_option
def explain(row_id: str, package: Path | None) -> None:
    """Explain the row ROW_ID: its columns and words, the rule that made it, the vocabulary behind it, its links.

    \b
    Examples:
      claimledger explain kursk-2024-08-09-rt:q:1236-1247
      claimledger query "SELECT quantity_id, surface, noun FROM quantities"
    """
    from claimledger.explain import explain as step
    from claimledger.explanation import as_text
    from claimledger.terminal import print_data

    print_data(as_text(step(row_id, package)))


def _progress(corpus: Sequence[Path], log: str) -> "Bar | JsonLog":
    """A bar or a log that knows the size of the corpus, where that of its files tells something of their text."""
    from claimledger.progress import Bar, JsonLog

    files = [file for path in corpus for file in ([path] if path.is_file() else path.rglob("*")) if file.is_file()]
    is_text = all(file.suffix.lower() in (".txt", ".md", ".jsonl", ".csv") for file in files)
    total = sum(file.stat().st_size for file in files) if files and is_text else None
    return JsonLog(total) if log == "json" else Bar(total)


def _is_file(words: str) -> bool:
    """Whether an option that takes words or a file names a file; a long paragraph is no possible name."""
    try:
        return Path(words).is_file()
    except OSError:
        return False


def _tell_skipped(skipped: Mapping[str, int]) -> None:
    if skipped:
        reasons = ", ".join(f"{count:,} {reason}" for reason, count in skipped.items())
        click.echo(f"skipped: {sum(skipped.values()):,} ({reasons}); see the tables documents and skipped", err=True)


def _counts(rows: Mapping[str, int]) -> str:
    told = ("documents", "sentences", "quantities", "actors", "weapons", "locations", "attributions", "times")
    return ", ".join(f"{rows[name]:,} {name if rows[name] != 1 else _singular(name)}" for name in told)


def _singular(name: str) -> str:
    return f"{name.removesuffix('ies')}y" if name.endswith("ies") else name.removesuffix("s")


def _print_grid(result: "pa.Table") -> None:
    from claimledger.query import as_grid
    from claimledger.terminal import print_data

    print_data(as_grid(result, GRID_ROWS))
    if result.num_rows > GRID_ROWS:
        click.echo(f"{GRID_ROWS} of {result.num_rows:,} rows; --format csv, json or parquet gives all", err=True)
