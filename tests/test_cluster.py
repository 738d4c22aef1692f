"""Shards on a Ray cluster of two machines (processes that act as such): the same bytes, also when some of it dies."""

import os
import signal
import threading

import psutil
import pytest
from test_engine import corpus, expected, own_cache, written  # noqa: F401 - fixtures

from claimledger.build import extract_to
from claimledger.engine.means import Means
from claimledger.errors import ClaimledgerError

ray = pytest.importorskip("ray", reason="ray is an extra: pip install 'claimledger[ray]'")


@pytest.fixture(scope="module")
def cluster():
    """A head without cores, and two nodes with one core each."""
    from ray.cluster_utils import Cluster

    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0})
    nodes = [cluster.add_node(num_cpus=1) for _ in range(2)]
    ray.init(address=cluster.address, log_to_driver=False)
    yield cluster, nodes
    ray.shutdown()
    cluster.shutdown()


def test_a_cluster_gives_the_same_bytes(cluster, corpus, expected, tmp_path):  # noqa: F811
    means = Means(engine="ray", shard_mb=0.01, work=tmp_path / "work")
    assert written(extract_to([corpus], tmp_path / "out", means=means).folder) == expected


def test_a_killed_worker_of_the_cluster_loses_and_doubles_nothing(cluster, corpus, expected, tmp_path):  # noqa: F811
    done = threading.Event()

    def kill(step, documents, _characters):
        if step == "extract" and documents >= 20 and not done.is_set():
            at_work = [
                one
                for one in psutil.process_iter(["cmdline"])
                if "ray::_extract_from" in " ".join(one.info["cmdline"] or [])
            ]
            if at_work:
                at_work[0].send_signal(signal.SIGKILL)
                done.set()

    means = Means(engine="ray", shard_mb=0.003, work=tmp_path / "work")
    assert written(extract_to([corpus], tmp_path / "out", means=means, on_step=kill).folder) == expected
    assert done.is_set()


def test_a_killed_machine_loses_and_doubles_nothing(cluster, corpus, expected, tmp_path):  # noqa: F811
    machines, nodes = cluster

    def kill(step, documents, _characters):
        if step == "extract" and documents >= 30 and len(nodes) > 1:
            machines.remove_node(nodes.pop(), allow_graceful=False)

    means = Means(engine="ray", shard_mb=0.003, work=tmp_path / "work")
    assert written(extract_to([corpus], tmp_path / "out", means=means, on_step=kill).folder) == expected
    assert len(nodes) == 1


def test_a_cluster_elsewhere_needs_a_folder_that_all_reach(corpus, tmp_path):  # noqa: F811
    means = Means(engine="ray", address="192.0.2.1:6379", shard_mb=0.01)
    with pytest.raises(ClaimledgerError, match="--work"):
        extract_to([corpus], tmp_path / "out", means=means)
