"""Files to a validated release, or to bare tables: the whole flow, and nothing on disk unless all of it went well."""

import os
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow.parquet as pq

from claimledger import release
from claimledger.corpus import Corpus, checked_sources
from claimledger.corpus.address import is_local
from claimledger.corpus.inputs import input_files
from claimledger.engine.manifest import put, writable_folder
from claimledger.engine.means import HERE, Means
from claimledger.engine.run import JOIN_MB, OnStep, Run, run_shards
from claimledger.errors import ClaimledgerError
from claimledger.join import FolderKeeper, Keeper, MemoryKeeper, join
from claimledger.packages import DEFAULT_OUT, read_descriptor
from claimledger.pipeline import Tables, extract, gather
from claimledger.release.about import About
from claimledger.release.atomically import clear_leftovers, put_in_place
from claimledger.release.descriptor import DESCRIPTOR
from claimledger.release.origin import Origin
from claimledger.schemas import TABLE_NAMES

DATASET = "claimledger"
DATASET_VERSION = "0.2.0"
TITLE = "Claimledger: who claims which figures in reporting on armed conflict"
DEVELOPERS = ({"title": "The Claimledger developers", "roles": ["author"]},)
EPOCH = "1970-01-01T00:00:00Z"
NAMED_SOURCES = 50  # of more documents, the descriptor names the outlets only


class InvalidTables(ClaimledgerError):
    """Tables that validation refuses; `findings` has the columns of validation.FINDINGS."""

    def __init__(self, findings: pl.DataFrame) -> None:
        """Keep the findings."""
        errors = findings.filter(severity_code="error").height
        remedy = "Correct the rule that made the rows; the findings below name them. Nothing has been written."
        super().__init__("validation", f"errors in the tables: {errors}", "tables as schemas/ declares them", remedy)
        self.args = (findings,)  # what pickle calls __init__ with
        self.findings = findings

    def __str__(self) -> str:
        """Four lines, then the findings in groups."""
        from claimledger.validation import format_findings  # noqa: PLC0415 - see build

        return f"{super().__str__()}\n\n{format_findings(self.findings)}"


@dataclass(frozen=True)
class ExtractReport:
    """What was written where. skipped: reason -> number of documents and inputs that were left out."""

    folder: Path
    row_counts: Mapping[str, int]
    skipped: Mapping[str, int]


@dataclass(frozen=True)
class BuildReport:
    """What was written where: `folder` is the release. `warnings` has the columns of validation.FINDINGS."""

    folder: Path
    descriptor: Path
    row_counts: Mapping[str, int]
    skipped: Mapping[str, int]
    warnings: pl.DataFrame


def build(
    paths: Sequence[Path] = (),
    out: Path = DEFAULT_OUT,
    *,
    dataset: str = DATASET,
    version: str = DATASET_VERSION,
    keep_going: bool = False,
    redact: bool = False,
    scores: Mapping[str, Any] | None = None,
    means: Means = HERE,
    on_step: OnStep = lambda *_: None,
) -> BuildReport:
    """Write the release `<out>/<dataset>-<version>/` of a corpus, and the descriptor of the current release.

    Without paths the corpus is the sample that comes with the program. The descriptor stands in `out`, or beside it
    where `out` is called dist. With `redact` the running words of documents that are not open are left out; a build
    without is for one's own use. scores: for the quality report. Same corpus and arguments, same bytes (but for the
    .duckdb file), whatever the means. The tables are held in memory: about 8 GB for 1 GB of text.

    Raises ClaimledgerError, and then nothing has been written: CorpusError for what cannot be read (with `keep_going`
    that becomes rows of `skipped`), InvalidTables for tables with errors.
    """
    About(dataset, version, EPOCH, TITLE, ())  # refuses a bad name or version before the work and not after it
    descriptor = descriptor_path(out)
    valid = valid_tables(paths, out, keep_going, means, on_step)
    frames, findings = valid.frames, valid.warnings
    arguments = {"redact": redact, "keep_going": keep_going}
    about = about_tables(frames, dataset, version, origin_of(paths, arguments, findings, scores))
    folder = release.write_release(release.redact(frames) if redact else frames, out, **vars(about))
    release.write_current_descriptor(folder, descriptor)
    valid.clear()
    return BuildReport(folder, descriptor, row_counts(frames), skip_reasons(frames), findings)


@dataclass(frozen=True)
class ValidTables:
    """Tables without an error, the warnings about them, and the run they came from, if they came from shards."""

    frames: dict[str, pl.DataFrame]
    warnings: pl.DataFrame
    run: Run | None

    def clear(self) -> None:
        """Remove the shards: what they are for has been written."""
        if self.run:
            self.run.clear()


def valid_tables(paths: Sequence[Path], out: Path, keep_going: bool, means: Means, on_step: OnStep) -> ValidTables:
    """The tables of a corpus (without paths: the sample); InvalidTables when there are errors."""
    from claimledger.validation import validate  # noqa: PLC0415 - takes half a second and 50 MB, and extract needs none

    paths = paths or [sample_folder()]
    _check_out(paths, out)
    keeper = MemoryKeeper()
    run = _tables_of(paths, keep_going, means, keeper, on_step)
    frames = keeper.frames
    counts = frames["documents"].height, int(frames["documents"]["char_count"].sum())
    on_step("validate", *counts)
    findings = validate(frames)
    if "error" in findings["severity_code"]:
        raise InvalidTables(findings)
    on_step("write", *counts)
    return ValidTables(frames, findings, run)


def origin_of(
    paths: Sequence[Path], arguments: Mapping[str, Any], findings: pl.DataFrame, scores: Mapping[str, Any] | None
) -> Origin:
    """What valid tables of a corpus (without paths: the sample) come from."""
    return Origin(arguments, input_files(paths or [sample_folder()]), findings, scores)


def about_tables(frames: Mapping[str, pl.DataFrame], dataset: str, version: str, origin: Origin) -> About:
    """What a release of these tables says about itself."""
    return About(
        dataset=dataset,
        version=version,
        created=_created(frames["documents"]),
        title=TITLE,
        sources=tuple(_sources(frames["documents"])),
        contributors=DEVELOPERS if dataset == DATASET else (),
        keywords=("armed conflict", "claims", "attribution"),
        origin=origin,
    )


def extract_to(
    paths: Sequence[Path],
    out: Path,
    keep_going: bool = False,
    *,
    means: Means = HERE,
    on_step: OnStep = lambda *_: None,
) -> ExtractReport:
    """Write one `<table>.parquet` per table of a corpus into `out`, all words kept, neither validated nor described.

    Files of these names are replaced, others in the folder stay; the bytes do not depend on the means. Memory does not
    grow with the corpus. Raises ClaimledgerError, and then nothing has been written to `out`.
    """
    _check_out(paths, out)
    if not is_local(out):
        return _extract_to_address(paths, out, keep_going, means, on_step)
    target = out.resolve()
    new = target.parent / f".{target.name}.{os.getpid()}.tmp"
    target.parent.mkdir(parents=True, exist_ok=True)
    clear_leftovers(target)
    try:
        new.mkdir()
        run = _tables_of(paths, keep_going, means, FolderKeeper(new), on_step)
        report = _report_on(new, out)
        if target.exists():
            for name in TABLE_NAMES:
                (new / f"{name}.parquet").replace(target / f"{name}.parquet")
        else:
            put_in_place(new, target)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    if run:
        run.clear()
    return report


def _extract_to_address(
    paths: Sequence[Path], out: Path, keep_going: bool, means: Means, on_step: OnStep
) -> ExtractReport:
    """The same for a folder behind an address such as s3://: written here, then uploaded file by file."""
    writable_folder(out)
    with tempfile.TemporaryDirectory(prefix="claimledger-") as folder:
        run = _tables_of(paths, keep_going, means, FolderKeeper(Path(folder)), on_step)
        report = _report_on(Path(folder), out)
        for name in TABLE_NAMES:
            put(Path(folder) / f"{name}.parquet", out / f"{name}.parquet")
    if run:
        run.clear()
    return report


def sample_folder() -> Path:
    """The folder of the sample documents that come with the program."""
    return Path(str(files("claimledger.seeds") / "documents"))


def _check_out(paths: Sequence[Path], out: Path) -> None:
    """Refuse an output folder that cannot be one, and one that would be read as part of the corpus."""
    if out.exists() and not out.is_dir():
        raise ClaimledgerError(str(out), "a file", "a folder to write to", "Name a folder, or one that does not exist.")
    for path in paths:
        if path.is_dir() and out.resolve().is_relative_to(path.resolve()) and out.exists() and any(out.iterdir()):
            found = f"files in the folder {path}, which is the corpus"
            remedy = "Write to a folder outside of the corpus; what is in this one would be read as documents."
            raise ClaimledgerError(str(out), found, "an output folder outside of the corpus", remedy)


def descriptor_path(out: Path) -> Path:
    """Where the descriptor of the current release belongs; ClaimledgerError when another package's stands there."""
    path = (out.parent if out.resolve().name == DEFAULT_OUT.name else out) / DESCRIPTOR
    if path.exists():
        names = {resource["name"] for resource in read_descriptor(path)["resources"]}
        if not {"documents", "quantities"} <= names:
            remedy = "Choose another --out, or move that file away."
            found = "the descriptor of another data package, which the build would replace"
            raise ClaimledgerError(str(path), found, "no file, or the descriptor of an earlier build", remedy)
    return path


def _tables_of(paths: Sequence[Path], keep_going: bool, means: Means, keeper: Keeper, on_step: OnStep) -> Run | None:
    """Give the keeper all tables of a corpus; of a large one, also its shards, to be cleared when all is well."""
    sources = checked_sources(paths, keep_going)
    if means.need_shards(sources):
        run = run_shards(
            sources,
            means.start(),
            keep_going=keep_going,
            shard_bytes=means.shard_bytes,
            work=means.work,
            fresh=means.fresh,
            on_step=on_step,
        )
        join(run.parts, keeper, memory_mb=JOIN_MB, scratch=run.scratch)
        return run
    corpus = Corpus(sources, keep_going=keep_going)
    skipped = (row._asdict() for row in corpus.skipped)  # asked for last, when the corpus has been read
    join(gather(_parts(corpus, on_step), skipped), keeper)
    return None


def _parts(corpus: Corpus, on_step: OnStep) -> Iterator[Tables]:
    documents = characters = 0
    for batch in corpus:
        on_step("extract", documents, characters)
        yield extract(batch)
        documents += batch.num_rows
        characters += sum(batch.column("char_count").to_pylist())
    on_step("join", documents, characters)


def _report_on(folder: Path, out: Path) -> ExtractReport:
    """What stands in a folder of tables, which will be called `out`."""
    counts = {name: pq.read_metadata(folder / f"{name}.parquet").num_rows for name in TABLE_NAMES}
    columns = {"documents": ["skip_reason"], "skipped": ["reason_code"]}
    told = {
        name: pl.read_parquet(folder / f"{name}.parquet", columns=names, glob=False) for name, names in columns.items()
    }
    return ExtractReport(out, counts, skip_reasons(told))


def _created(documents: pl.DataFrame) -> str:
    """The moment of the release: SOURCE_DATE_EPOCH, else the newest document's day, else the epoch; never the clock."""
    stated = os.environ.get("SOURCE_DATE_EPOCH")
    if stated:
        try:
            moment = datetime.fromtimestamp(int(stated), UTC)
        except (ValueError, OverflowError, OSError):
            expected = "seconds since 1970 as a whole number"
            remedy = "Correct the environment variable, or unset it."
            raise ClaimledgerError("SOURCE_DATE_EPOCH", repr(stated), expected, remedy) from None
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    newest = documents["published_on"].drop_nulls().sort()
    return f"{newest[-1].isoformat()}T00:00:00Z" if len(newest) else EPOCH


def _sources(documents: pl.DataFrame) -> list[dict[str, Any]]:
    """The documents as sources of a Data Package; of a large corpus its outlets, with how much is from each."""
    if documents.height <= NAMED_SOURCES:
        return [_source(row) for row in documents.iter_rows(named=True)]
    outlets = documents.group_by(pl.col("outlet").fill_null("unknown outlet")).len().sort("outlet")
    return [{"title": f"{outlet} ({count:,} documents)"} for outlet, count in outlets.rows()]


def _source(document: Mapping[str, Any]) -> dict[str, Any]:
    title = document["title"] or document["doc_id"]
    source = {"title": f"{document['outlet']}: {title}" if document["outlet"] else title}
    url = document["url"] or ""
    return source | {"path": url} if re.fullmatch(r"https?://\S+", url) else source


def row_counts(frames: Mapping[str, pl.DataFrame]) -> dict[str, int]:
    """Table -> number of rows."""
    return {name: frame.height for name, frame in frames.items()}


def skip_reasons(frames: Mapping[str, pl.DataFrame]) -> dict[str, int]:
    """Reason -> count, of documents that are listed and not read and of inputs that are no documents."""
    reasons = [*frames["documents"]["skip_reason"].drop_nulls(), *frames["skipped"]["reason_code"]]
    return dict(sorted(Counter(reasons).items()))
