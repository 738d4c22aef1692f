"""Shards on one machine: here, or in a pool of processes that survives the death of any of them."""

import multiprocessing
import os
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing import forkserver
from multiprocessing.context import BaseContext
from types import ModuleType

from claimledger.engine.plan import Shard
from claimledger.engine.shard import Job, Outcome, extract_shard
from claimledger.errors import ClaimledgerError

_SHARDS_A_PROCESS = 50
"""About; then new ones take their place, because what a process knows of the words it has seen grows with each text."""


def extract_here(job: Job, shards: Iterator[Shard]) -> Iterator[tuple[Shard, Outcome]]:
    """Each shard with its outcome, one after the other in this process."""
    for shard in shards:
        yield shard, extract_shard(job, shard)


def extract_in_pool(job: Job, shards: Iterator[Shard], workers: int) -> Iterator[tuple[Shard, Outcome]]:
    """Each shard with its outcome, as they finish.

    When a process dies, whose fault it was cannot be told: each shard then at work is tried again in a process of its
    own. Raises ClaimledgerError for one whose process dies again.
    """
    try:
        while (shard := next(shards, None)) is not None:
            some = chain([shard], islice(shards, _SHARDS_A_PROCESS * workers - 1))
            suspects: list[Shard] = []
            yield from _until_broken(job, some, workers, suspects)
            for suspect in suspects:
                again: list[Shard] = []
                yield from _until_broken(job, iter([suspect]), 1, again)
                if again:
                    raise deadly(suspect)
            shards = chain(some, shards)  # what a broken pool has left over
    finally:
        # The server would stay, and hold its memory while tables are joined. There is no public way to end it.
        forkserver._forkserver._stop()  # type: ignore[attr-defined]


def deadly(shard: Shard) -> ClaimledgerError:
    """The error for a shard whose process has died twice."""
    found = "the process that read it was killed, and another one too that read nothing else"
    expected = "documents that can be read in the memory this machine has"
    remedy = "Look for a huge document there, give the machine more memory, or take these files out of the corpus."
    return ClaimledgerError(str(shard), found, expected, remedy)


def _until_broken(
    job: Job, shards: Iterator[Shard], workers: int, suspects: list[Shard]
) -> Iterator[tuple[Shard, Outcome]]:
    """Outcomes until all shards are done or the pool is broken; those at work when it broke are added to suspects."""
    context = _context()
    at_work: dict[Future[Outcome], Shard] = {}
    with ProcessPoolExecutor(workers, context, _end_with_parent) as pool:
        while True:
            while len(at_work) < workers and not suspects and (shard := next(shards, None)) is not None:
                try:
                    with _no_main_module():
                        at_work[pool.submit(extract_shard, job, shard)] = shard
                except BrokenProcessPool:
                    suspects.append(shard)
            if not at_work:
                return
            for future in wait(at_work, return_when=FIRST_COMPLETED).done:
                shard = at_work.pop(future)
                try:
                    outcome = future.result()
                except BrokenProcessPool:
                    suspects.append(shard)
                else:
                    yield shard, outcome


def _context() -> BaseContext:
    """How processes begin: on Linux forked from one that has read the vocabulary, elsewhere each for itself."""
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["claimledger.engine.warm"])
    return context


@contextmanager
def _no_main_module() -> Iterator[None]:
    """Hide the script that runs, which a new process would otherwise run again; nothing in it is needed there."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _end_with_parent() -> None:
    """In a new process of the pool: end when the process that wants the results is gone, also when it was killed."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
