"""Shards on a cluster: tasks of Ray core, which outlive the death of workers and machines."""

from collections.abc import Iterator
from contextlib import chdir, nullcontext
from pathlib import Path
from typing import Any

from claimledger.engine.plan import Shard
from claimledger.engine.pool import deadly
from claimledger.engine.run import Engine
from claimledger.engine.shard import Job, Outcome, extract_shard
from claimledger.errors import ClaimledgerError

_TRIES = 5
"""How often the workers or machines of one shard may die; more than in a pool, since the machines may be lent."""
_SHARDS_A_PROCESS = 50


def connect(address: str | None, workers: int | None) -> Engine:
    """An engine on the cluster at this address (`auto`: the one this machine is part of), else on this machine.

    workers: shards at a time, null for as many as the cluster has cores. Raises ClaimledgerError without Ray, and for
    a cluster that does not answer.
    """
    ray = _ray()
    if not ray.is_initialized():
        try:
            ray.init(
                address, num_cpus=workers if address is None else None, include_dashboard=False, log_to_driver=False
            )
        except (ConnectionError, ValueError, RuntimeError, OSError) as error:
            found = f"no cluster that answers: {str(error).splitlines()[0]}"
            remedy = (
                "Start one with `ray start --head`, correct the address, or leave --address out to use this machine."
            )
            raise ClaimledgerError(address or "this machine", found, "the address of a Ray cluster", remedy) from None
    task = ray.remote(num_cpus=1, max_retries=_TRIES - 1, max_calls=_SHARDS_A_PROCESS)(_extract_from)

    def extract_on_cluster(job: Job, shards: Iterator[Shard]) -> Iterator[tuple[Shard, Outcome]]:
        at_work: dict[Any, Shard] = {}
        while True:
            limit = workers or 2 * max(1, int(ray.cluster_resources().get("CPU", 1)))
            while len(at_work) < limit and (shard := next(shards, None)) is not None:
                at_work[task.remote(str(Path.cwd()), job, shard)] = shard
            if not at_work:
                return
            for reference in ray.wait([*at_work])[0]:
                shard = at_work.pop(reference)
                try:
                    outcome: Outcome = ray.get(reference)
                except (ray.exceptions.WorkerCrashedError, ray.exceptions.OutOfMemoryError):
                    raise deadly(shard) from None
                yield shard, outcome

    return extract_on_cluster


def _extract_from(folder: str, job: Job, shard: Shard) -> Outcome:
    """The outcome of a shard whose relative paths count from a folder, where there is such a folder."""
    with chdir(folder) if Path(folder).is_dir() else nullcontext():
        return extract_shard(job, shard)


def _ray() -> Any:
    try:
        import ray  # noqa: PLC0415 - an extra
    except ImportError:
        found, expected = "no package of that name", "the package ray, which runs shards on a cluster"
        raise ClaimledgerError("ray", found, expected, "Run: pip install 'claimledger[ray]'") from None
    return ray
