"""Commands that check or mend a release: validate, verify, diff, hydrate."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimledger.commands.options import ANY_PATH, FOLDER, documents_option
from claimledger.commands.telling import counts_of

if TYPE_CHECKING:
    pass


@click.command(short_help="Check a release.")
@click.argument("package", required=False, type=ANY_PATH)
@click.option("--local", is_flag=True, help="A build for your own use: it may hold the words of all documents.")
def validate(package: Path | None, local: bool) -> None:
    """Check PACKAGE: its descriptor, its files, and every row against schemas, keys and the words of the documents.

    Without PACKAGE: datapackage.json of the current folder, else the newest release in dist. Findings go to standard
    output; the exit code is 1 when one is an error.

    \b
    Example:
      claimledger validate dist/claimledger-0.2.0
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
    counts = counts_of({name: frame.height for name, frame in tables.items()})
    share = f"{checked / spans:.0%}" if spans else "all"
    click.echo(f"{opened.name} is valid: {counts}; {share} of {spans:,} spans checked against the text", err=True)


@click.command(short_help="Prove a release, also by rebuilding it.")
@click.argument("package", required=False, type=ANY_PATH)
@click.option("--documents", type=ANY_PATH, multiple=True, help="What it was made of, to rebuild it; may stand often.")
def verify(package: Path | None, documents: tuple[Path, ...]) -> None:
    """Check that PACKAGE is what it says: hashes, keys, schemas, words, provenance; with documents, by a rebuild.

    Differences go to standard output, one a line, and make the exit code 1. What could not be checked is told on
    standard error.

    \b
    Example:
      claimledger verify dist/claimledger-0.2.0 --documents seeds/documents
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


@click.command(short_help="What has changed between two packages.")
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


@click.command(short_help="Fill withheld words in again.")
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
