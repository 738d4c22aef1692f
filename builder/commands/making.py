"""Commands that make something of documents: build, release, extract."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimledger.commands.options import ANY_PATH, FILE, FOLDER, PLACE, keep_going_option, log_option, with_means
from claimledger.commands.telling import counts_of, progress_of, tell_skipped

if TYPE_CHECKING:
    from claimledger.engine.means import Means


@click.command(short_help="Documents to a validated release.")
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
    with progress_of(corpus, log) as progress:
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
    tell_skipped(report.skipped)
    click.echo(f"{report.folder}: {counts_of(report.row_counts)}", err=True)


@click.command(short_help="Documents to the next release of a data set.")
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
    with progress_of(corpus, log) as progress:
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
    tell_skipped(report.skipped)
    if report.folder is None:
        click.echo(f"Nothing has changed since {dataset} {report.version}: no new release.", err=True)
        return
    if report.difference is not None:
        click.echo(difference_text(report.difference))
    click.echo(f"{report.folder}: {counts_of(report.row_counts)}", err=True)


@click.command(short_help="Documents to bare tables.")
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

    with progress_of(corpus, log) as progress:
        report = extract_to(corpus, out, keep_going, means=means, on_step=progress)
        progress.tell_end(report.row_counts, report.skipped)
    tell_skipped(report.skipped)
    click.echo(f"{report.folder}: {counts_of(report.row_counts)}", err=True)


def _is_file(words: str) -> bool:
    """Whether an option that takes words or a file names a file; a long paragraph is no possible name."""
    try:
        return Path(words).is_file()
    except OSError:
        return False
