"""A run over a large corpus: plan, shards by an engine, repeated ids, and the parts of each table to be joined.

What is finished stays finished: a run that was stopped goes on from its manifests when it is started again.
"""

import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from claimledger.corpus import CorpusError
from claimledger.corpus.address import is_local
from claimledger.corpus.read import SkippedRow, no_document, repeated_id
from claimledger.corpus.record import Place
from claimledger.corpus.sources import Source
from claimledger.engine.cache import cache_folder, forget_unused, rules_key
from claimledger.engine.identity import find_repeated
from claimledger.engine.manifest import DONE, Manifest, put, read_manifest, writable_folder
from claimledger.engine.plan import Shard, plan_key, plan_shards
from claimledger.engine.shard import BATCH_BYTES, PLACES, Job, Outcome
from claimledger.join import Part
from claimledger.schemas import arrow_schema

JOIN_MB = 400
"""What DuckDB may hold while it joins; with all that it does not count, and the rest of the process, 520 MB."""
_ABANDONED_AFTER_S = 14 * 24 * 3600

OnStep = Callable[[str, int, int], None]
"""Called with the step under way, the documents read so far and the characters read so far."""

Engine = Callable[[Job, Iterator[Shard]], Iterator[tuple[Shard, Outcome]]]
"""Extracts shards, taken in the order given and finished in any; what it raises stops the run."""


@dataclass(frozen=True)
class Run:
    """A finished run. parts: the rows of each table, internal ones too, as folders on this machine.

    work holds the finished shards, scratch (on this machine) what else needs room. again_count: how many of the
    documents did not have to be extracted, because an earlier run had done it.
    """

    parts: dict[str, Part]
    work: Path
    scratch: Path
    document_count: int
    character_count: int
    again_count: int

    def clear(self) -> None:
        """Delete the files that only this run needed."""
        shutil.rmtree(self.scratch, ignore_errors=True)
        _delete(self.work)


def run_shards(
    sources: Sequence[Source | CorpusError],
    engine: Engine,
    *,
    keep_going: bool,
    shard_bytes: int,
    work: Path | None,
    fresh: bool,
    on_step: OnStep,
) -> Run:
    """Extract all documents, shard by shard, as far as an earlier run of the same has not.

    work: folder for finished shards, which all workers must reach; null for one in the cache of this machine. fresh:
    take nothing over from earlier runs. Raises the first CorpusError in the order of the corpus, unless the run is to
    keep going; finished shards stay for the next run.
    """
    files = [source for source in sources if isinstance(source, Source)]
    shards = list(plan_shards(files, shard_bytes))
    key = plan_key(files, keep_going, shard_bytes, BATCH_BYTES, rules_key())
    folder = writable_folder((work or _own_work()) / f"run-{key}")
    folder = folder.resolve() if is_local(folder) else folder
    batches = None if fresh or not is_local(folder) else cache_folder() / "batches"
    if fresh:
        _delete(folder / DONE)
    scratch = folder / "_scratch" if is_local(folder) else Path(tempfile.mkdtemp(prefix="claimledger-"))
    scratch.mkdir(exist_ok=True)
    job = Job(folder, keep_going, batches)
    manifests = _finish(job, shards, engine, on_step)
    documents, characters = _counts(manifests)
    on_step("join", documents, characters)
    _tell_wrong_sources(folder, scratch, [source for source in sources if isinstance(source, CorpusError)])
    known = _known_elsewhere(_fetch(folder, PLACES, scratch), scratch, keep_going)
    if known:
        again = [replace(shard, known=known[shard.number]) for shard in shards if shard.number in known]
        for shard in again:
            (folder / DONE / f"{shard.name}.json").unlink()
        manifests = _finish(job, [*again, *(shard for shard in shards if shard.number not in known)], engine, on_step)
    names = sorted(path.name for path in folder.iterdir() if path.is_dir() and path.name not in (DONE, scratch.name))
    parts = {name: _fetch(folder, name, scratch) for name in names if not name.startswith(".")}
    documents, characters = _counts(manifests)
    if not documents and not any(pq.read_metadata(file).num_rows for file in _files(parts["skipped"])):
        raise no_document([source.path for source in files])
    if batches:
        forget_unused(batches)
    again_count = sum(manifest.again_count for manifest in manifests)
    return Run({**parts}, folder, scratch, documents, characters, again_count)


def _own_work() -> Path:
    """The folder in the cache for runs; those that nobody went on with for two weeks are deleted."""
    folder = cache_folder() / "runs"
    folder.mkdir(parents=True, exist_ok=True)
    for run in folder.glob("run-*"):
        if run.stat().st_mtime < time.time() - _ABANDONED_AFTER_S:
            shutil.rmtree(run, ignore_errors=True)
    return folder


def _finish(job: Job, shards: Sequence[Shard], engine: Engine, on_step: OnStep) -> list[Manifest]:
    """The manifests of all shards, once the engine has extracted those that have none."""
    found = {shard.number: read_manifest(job.work, shard.name) for shard in shards}
    done = [manifest for manifest in found.values() if manifest is not None]
    missing = [shard for shard in shards if found[shard.number] is None]
    failures: dict[int, CorpusError] = {}
    on_step("extract", *_counts(done))
    # Shards are taken in order, and those taken are finished: so of several errors the first is always known.
    for shard, outcome in engine(job, takewhile(lambda _: not failures, iter(missing))):
        if isinstance(outcome, CorpusError):
            failures[shard.number] = outcome
        else:
            done.append(outcome)
            on_step("extract", *_counts(done))
    if failures:
        raise failures[min(failures)]
    return done


def _counts(manifests: Sequence[Manifest]) -> tuple[int, int]:
    """Documents and characters."""
    documents = sum(manifest.document_count for manifest in manifests)
    return documents, sum(manifest.character_count for manifest in manifests)


def _tell_wrong_sources(folder: Path, scratch: Path, errors: Sequence[CorpusError]) -> None:
    """A part of the table skipped for the files that no shard reads."""
    rows = [SkippedRow.of(error)._asdict() for error in errors]
    pq.write_table(pa.Table.from_pylist(rows, arrow_schema("skipped")), scratch / "skipped.parquet")
    target = folder / "skipped" / "sources.parquet"
    target.parent.mkdir(exist_ok=True)
    put(scratch / "skipped.parquet", target)


def _known_elsewhere(places: Path, scratch: Path, keep_going: bool) -> dict[int, dict[str, Place]]:
    """Shard -> the ids it must leave out -> where the document with this id is; raises CorpusError without keep_going.

    Within a shard, ids are told apart while it is read.
    """
    known: dict[int, dict[str, Place]] = defaultdict(dict)
    for repeated in find_repeated(places, scratch, JOIN_MB):
        if not keep_going:
            raise repeated_id(repeated.doc_id, repeated.place, repeated.first)
        known[repeated.shard][repeated.doc_id] = repeated.first
    return known


def _fetch(folder: Path, name: str, scratch: Path) -> Path:
    """The parts of a table as a folder on this machine."""
    if is_local(folder):
        return folder / name
    target = scratch / name
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    for file in _files(folder / name):
        with file.open("rb") as source, (target / file.name).open("wb") as sink:
            shutil.copyfileobj(source, sink)
    return target


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.parquet"))


def _delete(folder: Path) -> None:
    if is_local(folder):
        shutil.rmtree(folder, ignore_errors=True)
    elif folder.exists():
        folder.rmdir(recursive=True)  # type: ignore[call-arg]  # pathlib's own takes no argument
