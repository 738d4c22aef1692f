"""By what means a corpus is extracted: how many processes, which engine, how large the shards, where they wait."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from claimledger.corpus import CorpusError
from claimledger.corpus.sources import Source
from claimledger.engine.plan import byte_count_of
from claimledger.engine.pool import extract_here, extract_in_pool
from claimledger.engine.run import Engine
from claimledger.errors import ClaimledgerError

LOCAL, RAY = "local", "ray"
ENGINES = (LOCAL, RAY)
SHARD_MB = 16.0
SMALL_BYTES = 8_000_000
"""A corpus up to here is extracted and joined in memory, before other processes would have begun."""


@dataclass(frozen=True)
class Means:
    """workers: processes at a time, null for one a core. address: of the cluster. shard_mb: input a shard, 10^6 bytes.

    work: folder for finished shards that all workers reach, null for the cache of this machine. fresh: extract anew
    what an earlier run has extracted.
    """

    engine: str = LOCAL
    workers: int | None = None
    address: str | None = None
    shard_mb: float = SHARD_MB
    work: Path | None = None
    fresh: bool = False

    @property
    def shard_bytes(self) -> int:
        """Size of a shard's input."""
        return max(1, int(self.shard_mb * 1e6))

    def need_shards(self, sources: Sequence[Source | CorpusError]) -> bool:
        """Whether the corpus is cut into shards at all."""
        size = sum(byte_count_of(source) for source in sources if isinstance(source, Source))
        return size > min(SMALL_BYTES, self.shard_bytes) or self.work is not None or self.engine != LOCAL

    def start(self) -> Engine:
        """What extracts the shards; raises ClaimledgerError for means that are not there."""
        if self.engine == RAY:
            from claimledger.engine.cluster import connect  # noqa: PLC0415 - Ray is an extra, and slow to import

            if self.work is None and self.address not in (None, LOCAL):
                expected = "a folder that all machines of the cluster reach"
                remedy = "Name one with --work, such as s3://bucket/work or a shared disk."
                raise ClaimledgerError("--engine ray", "no folder for finished shards", expected, remedy)
            return connect(self.address, self.workers)
        workers = self.workers or available_cores()
        return extract_here if workers == 1 else partial(extract_in_pool, workers=workers)


HERE = Means()
"""As this machine is: small corpora in memory, large ones on all cores."""


def available_cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
