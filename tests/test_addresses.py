"""Corpora, shards and tables on file systems behind addresses; what is told when one cannot be used."""

import json

import pytest
from click.testing import CliRunner
from test_engine import corpus, expected, own_cache, written  # noqa: F401 - fixtures
from upath import UPath

from claimledger.build import extract_to
from claimledger.cli import main
from claimledger.corpus.address import path_of
from claimledger.engine.means import Means
from claimledger.errors import ClaimledgerError


@pytest.fixture
def bucket():
    """An empty folder in the memory of this process, as a stand-in for an object store."""
    path = UPath("memory://bucket")
    path.mkdir(parents=True, exist_ok=True)
    yield path
    path.rmdir(recursive=True)


def test_all_may_lie_behind_addresses(bucket, corpus, expected, tmp_path):  # noqa: F811
    for file in corpus.iterdir():
        (bucket / "corpus" / file.name).parent.mkdir(exist_ok=True)
        (bucket / "corpus" / file.name).write_bytes(file.read_bytes())
    means = Means(workers=1, shard_mb=0.01, work=path_of("memory://bucket/work"))
    report = extract_to([path_of("memory://bucket/corpus")], path_of("memory://bucket/tables"), means=means)
    assert report.row_counts["documents"] == 201
    assert {path.name: path.read_bytes() for path in (bucket / "tables").iterdir()} == expected
    assert not (bucket / "work").exists() or list((bucket / "work").iterdir()) == []


def told(*arguments: str) -> str:
    result = CliRunner().invoke(main, [*arguments])
    assert result.exit_code == 1, result.output
    return result.stderr


def test_an_unknown_kind_of_address_is_told(tmp_path):
    message = told("extract", "nosuch://bucket/news", "--out", str(tmp_path / "out"))
    assert "an address of the unknown kind nosuch://" in message


def test_a_missing_package_for_an_address_is_told(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "adlfs", None)
    message = told("extract", "abfs://bucket/news", "--out", str(tmp_path / "out"))
    assert "pip install" in message


def test_missing_ray_is_told(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "ray", None)
    (tmp_path / "a.txt").write_text("Nothing.")
    message = told("extract", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out"), "--engine", "ray")
    assert "pip install 'claimledger[ray]'" in message


def test_a_work_folder_that_cannot_be_written_to_is_told(tmp_path):
    (tmp_path / "a.txt").write_text("Nothing.")
    (tmp_path / "file").write_text("mine")
    work = str(tmp_path / "file" / "work")
    message = told("extract", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out"), "--work", work)
    assert "an address that cannot be written to" in message
    assert not (tmp_path / "out").exists()


def test_log_json_tells_progress_and_the_end(tmp_path):
    lines = [{"id": "a", "text": "At least 40 tanks burned near Odesa."}, {"id": "b", "text": "Oui.", "language": "fr"}]
    (tmp_path / "a.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    arguments = ["extract", str(tmp_path / "a.jsonl"), "--out", str(tmp_path / "out"), "--log", "json"]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    events = [json.loads(line) for line in result.stderr.splitlines() if line.startswith("{")]
    assert [event.get("step") for event in events] == ["extract", "join", None]
    assert (events[1]["documents"], events[-1]["rows"]["quantities"]) == (2, 1)
    assert events[-1]["skipped"] == {"language: fr": 1}


def test_a_bad_size_of_shards_is_refused(tmp_path):
    result = CliRunner().invoke(main, ["extract", str(tmp_path), "--out", "x", "--shard-mb", "0"])
    assert result.exit_code == 2
    with pytest.raises(ClaimledgerError, match="cluster"):
        Means(engine="ray", address="auto").start()
