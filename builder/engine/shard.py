"""The work of any process on any machine: one shard from its files to its part of every table."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from claimledger.corpus import Corpus, CorpusError
from claimledger.corpus.record import Place
from claimledger.engine.cache import extract_once
from claimledger.engine.manifest import Manifest, finished_shard, write_manifest
from claimledger.engine.plan import Shard
from claimledger.pipeline import extract
from claimledger.schemas import arrow_schema

PLACES = "_places"
"""Internal table: where each document stands."""
PLACES_SCHEMA = pa.schema(
    [("doc_id", pa.string()), ("shard", pa.int64()), ("file", pa.string()), ("unit", pa.string()), ("row", pa.int64())]
)

BATCH_BYTES = 1_500_000
"""Less than a single process takes at a time: several processes together are to stay small."""

Outcome = Manifest | CorpusError


@dataclass(frozen=True, slots=True)
class Job:
    """What holds for all shards of a run. batches: folder of batches extracted before, null to look for none."""

    work: Path
    keep_going: bool
    batches: Path | None


def extract_shard(job: Job, shard: Shard) -> Outcome:
    """Write the shard's rows of every table and then its manifest; or the first error in its documents."""
    try:
        return _extract(job, shard)
    except CorpusError as error:
        return error


def _extract(job: Job, shard: Shard) -> Manifest:
    corpus = Corpus(shard.sources, keep_going=job.keep_going, batch_bytes=BATCH_BYTES, is_part=True, known=shard.known)
    documents = characters = again = 0
    with finished_shard(job.work, shard.name) as folder:
        writers: dict[str, Any] = {}
        try:
            for batch in corpus:
                tables, is_known = extract_once(batch, job.batches) if job.batches else (extract(batch), False)
                for name, rows in tables.items():
                    if name not in writers:
                        writers[name] = pq.ParquetWriter(folder / f"{name}.parquet", rows.schema, compression="zstd")
                    writers[name].write_table(rows)
                documents += batch.num_rows
                characters += sum(batch.column("char_count").to_pylist())
                again += batch.num_rows if is_known else 0
        finally:
            for writer in writers.values():
                writer.close()
        pq.write_table(places_table(corpus.places, shard.number), folder / f"{PLACES}.parquet")
        skipped = pa.Table.from_pylist([row._asdict() for row in corpus.skipped], arrow_schema("skipped"))
        pq.write_table(skipped, folder / "skipped.parquet")
    manifest = Manifest(shard.number, documents, characters, shard.byte_count, again)
    write_manifest(job.work, shard.name, manifest)
    return manifest


def places_table(places: dict[str, Place], shard: int) -> pa.Table:
    """One row a document, in the order they were read."""
    columns = [[*places], [shard] * len(places), *([*column] for column in zip(*places.values(), strict=True))]
    return pa.table(columns if places else [[] for _ in PLACES_SCHEMA], schema=PLACES_SCHEMA)
