"""Large corpora: the same bytes whatever the shards, processes and order; nothing lost or doubled when they die."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import polars as pl
import psutil
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from claimledger import derived, join
from claimledger.build import build, extract_to
from claimledger.corpus import CorpusError, checked_sources
from claimledger.engine import cache, pool, run
from claimledger.engine.means import Means
from claimledger.engine.plan import plan_shards
from claimledger.engine.shard import extract_shard
from claimledger.errors import ClaimledgerError
from claimledger.gazetteer.compile import compiled_folder
from claimledger.pipeline import extract

NAMES = ("Orest Kovalchuk", "Marta Quill", "Pavel Dorn", "Lina Stavros")
PLACES = ("Kursk", "Odesa", "Sumy", "Tripoli", "Paris, Texas")


def document(number: int) -> dict[str, str]:
    name, place = NAMES[number % 4], PLACES[number % 5]
    text = (
        f"General {name} said on Monday that at least {number + 2} tanks were lost near {place}. {name} denied that "
        f"“{number + 3:,} civilians left.” As many as {number + 1000:,}, according to Reuters.\nThe 82nd Brigade left."
    )
    return {"id": f"d{number}", "text": text, "published_on": f"2031-03-{number % 28 + 1:02}"}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """A folder with documents in lines, in Parquet of several row groups and in files of their own."""
    folder = tmp_path_factory.mktemp("large") / "corpus"
    folder.mkdir()
    lines = "".join(f"{json.dumps(document(number))}\n" for number in range(120))
    (folder / "a.jsonl").write_text(lines, encoding="utf-8")
    rows = pa.Table.from_pylist([document(number) for number in range(200, 260)])
    pq.write_table(rows, folder / "b.parquet", row_group_size=7)
    for number in range(300, 320):
        (folder / f"d{number}.txt").write_text(document(number)["text"], encoding="utf-8")
    (folder / "french.jsonl").write_text('{"id": "f", "text": "Le pont.", "language": "fr"}\n', encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def expected(corpus, tmp_path_factory):
    """The bytes of all tables of an undisturbed run in memory."""
    return written(extract_to([corpus], tmp_path_factory.mktemp("expected") / "tables").folder)


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory, monkeypatch):
    """A cache of its own for each test, with the gazetteer that has been compiled."""
    folder = tmp_path_factory.mktemp("cache")
    (folder / compiled_folder().name).symlink_to(compiled_folder())
    monkeypatch.setenv("CLAIMLEDGER_CACHE", str(folder))
    return folder


def written(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize(("shard_mb", "workers"), [(0.001, 1), (0.02, 1), (0.012, 2)])
def test_the_bytes_do_not_depend_on_shards_and_processes(shard_mb, workers, corpus, expected, tmp_path):
    means = Means(workers=workers, shard_mb=shard_mb)
    assert written(extract_to([corpus], tmp_path / "out", means=means).folder) == expected


def test_the_bytes_do_not_depend_on_what_is_sorted_at_a_time(corpus, expected, tmp_path, monkeypatch):
    monkeypatch.setattr(join, "_RANGE_CHARS", 3000)
    means = Means(workers=1, shard_mb=0.02)
    assert written(extract_to([corpus], tmp_path / "out's [new]*", means=means).folder) == expected


def test_the_bytes_do_not_depend_on_the_order_of_documents(corpus, expected, tmp_path):
    shuffled = tmp_path / "corpus"
    shuffled.mkdir()
    lines = (corpus / "a.jsonl").read_text().splitlines(keepends=True)
    random.Random(7).shuffle(lines)
    (shuffled / "z.jsonl").write_text("".join(lines))
    for path in corpus.iterdir():
        if path.name != "a.jsonl":
            (shuffled / path.name).symlink_to(path)
    means = Means(workers=1, shard_mb=0.01)
    assert written(extract_to([shuffled], tmp_path / "out", means=means).folder) == expected


def test_a_build_of_shards_is_the_release_of_the_whole(corpus, tmp_path):
    folders = [
        build([corpus], tmp_path / str(shard_mb), means=Means(workers=1, shard_mb=shard_mb)).folder
        for shard_mb in (16, 0.01)
    ]
    sums = [(folder / "SHA256SUMS").read_text() for folder in folders]
    assert sums[0] == sums[1]


def test_shards_hold_about_as_much_as_asked_and_every_document_once(corpus, tmp_path):
    shards = list(plan_shards(checked_sources([corpus], keep_going=False), 4000))
    assert [shard.number for shard in shards] == [*range(len(shards))]
    assert len(shards) > 15
    job = run.Job(tmp_path, keep_going=False, batches=None)
    assert sum(extract_shard(job, shard).document_count for shard in shards) == 201


def test_finished_shards_are_not_extracted_again(corpus, expected, tmp_path):
    means, told = Means(workers=1, shard_mb=0.01, work=tmp_path / "work"), []

    def stop(step, documents, characters):
        told.append((step, documents))
        if documents > 60:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        extract_to([corpus], tmp_path / "out", means=means, on_step=stop)
    assert not (tmp_path / "out").exists()
    finished = told[-1][1]
    told.clear()
    report = extract_to([corpus], tmp_path / "out", means=means, on_step=lambda *step: told.append(step[:2]))
    assert told[0] == ("extract", finished)
    assert written(report.folder) == expected
    assert list((tmp_path / "work").iterdir()) == []


def test_a_run_begins_anew_when_a_file_has_changed(corpus, tmp_path):
    own = tmp_path / "a.jsonl"
    own.write_bytes((corpus / "a.jsonl").read_bytes())
    means = Means(workers=1, shard_mb=0.01, work=tmp_path / "work")
    with pytest.raises(ZeroDivisionError):
        extract_to([own], tmp_path / "out", means=means, on_step=lambda _step, documents, _: 1 // (documents < 60))
    with own.open("a") as file:
        file.write(json.dumps(document(150)) + "\n")
    told = []
    report = extract_to([own], tmp_path / "out", means=means, on_step=lambda *step: told.append(step[1]))
    assert (told[0], report.row_counts["documents"]) == (0, 121)


def test_unchanged_documents_are_not_extracted_again(corpus, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(cache, "extract", lambda batch: asked.append(batch.num_rows) or extract(batch))
    means = Means(workers=1, shard_mb=0.01)
    first = written(extract_to([corpus], tmp_path / "one", means=means).folder)
    assert sum(asked) == 201
    asked.clear()
    assert written(extract_to([corpus], tmp_path / "two", means=means).folder) == first
    assert asked == []
    monkeypatch.setattr(cache, "rules_key", lambda: "other rules")
    extract_to([corpus], tmp_path / "two", means=means)
    assert sum(asked) == 201
    asked.clear()
    extract_to([corpus], tmp_path / "two", means=Means(workers=1, shard_mb=0.01, fresh=True))
    assert asked == []  # fresh: the cache is not even looked at


def test_the_cache_forgets_what_was_not_used_for_longest(tmp_path):
    for number in range(4):
        path = tmp_path / f"rules{number % 2}" / f"{number}.zip"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x" * 100)
        os.utime(path, (number, number))
    cache.forget_unused(tmp_path, kept_bytes=150)
    assert [path.name for path in tmp_path.rglob("*.zip")] == ["3.zip"]
    assert [path.name for path in tmp_path.iterdir()] == ["rules1"]


def test_a_damaged_file_of_the_cache_is_made_anew(corpus, expected, own_cache, tmp_path):
    means = Means(workers=1, shard_mb=0.02)
    extract_to([corpus], tmp_path / "one", means=means)
    for path in own_cache.glob("batches/*/*.zip"):
        path.write_bytes(path.read_bytes()[:100])
    assert written(extract_to([corpus], tmp_path / "two", means=means).folder) == expected


def repeated_corpus(folder: Path) -> list[Path]:
    folder.mkdir()
    documents = [document(number) for number in (*range(30), 3, *range(30, 60), 3, 45, *range(60, 80))]
    (folder / "a.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in documents))
    return [folder]


@pytest.mark.parametrize("shard_mb", [16, 0.002])
def test_an_id_of_two_documents_is_told_with_both_places(shard_mb, tmp_path):
    paths = repeated_corpus(tmp_path / "corpus")
    with pytest.raises(CorpusError, match=r"which .*a.jsonl:4 has already") as caught:
        extract_to(paths, tmp_path / "out", means=Means(workers=1, shard_mb=shard_mb))
    assert caught.value.where.endswith("a.jsonl:31")
    assert not (tmp_path / "out").exists()


def test_of_documents_with_one_id_the_first_is_kept_whatever_the_shards(tmp_path):
    paths = repeated_corpus(tmp_path / "corpus")
    outs = [
        written(extract_to(paths, tmp_path / str(size), keep_going=True, means=Means(workers=1, shard_mb=size)).folder)
        for size in (16, 0.002, 0.02)
    ]
    assert outs[0] == outs[1] == outs[2]
    assert pl.read_parquet(tmp_path / "16" / "skipped.parquet")["reason_code"].to_list() == ["duplicate_id"] * 3


@pytest.mark.parametrize("workers", [1, 2])
def test_the_first_error_of_the_corpus_is_told(workers, tmp_path):
    lines = [json.dumps(document(number)) for number in range(60)]
    lines[20], lines[50] = "not json", "neither"
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    with pytest.raises(CorpusError, match=r"a.jsonl:21"):
        extract_to([tmp_path / "a.jsonl"], tmp_path / "out", means=Means(workers=workers, shard_mb=0.003))


def test_what_is_skipped_does_not_depend_on_the_shards(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    lines = [json.dumps(document(number)) for number in range(60)]
    lines[20], lines[50] = "not json", '{"id": "x"}'
    (folder / "a.jsonl").write_text("\n".join(lines))
    (folder / "b.doc").write_bytes(b"x")
    reports = [
        extract_to([folder], tmp_path / str(size), keep_going=True, means=Means(workers=1, shard_mb=size))
        for size in (16, 0.003)
    ]
    assert reports[0].skipped == reports[1].skipped == {"format": 2, "missing_text": 1}
    assert written(reports[0].folder) == written(reports[1].folder)


def test_a_corpus_without_documents_is_told_also_of_shards(tmp_path):
    (tmp_path / "a.jsonl").write_text("\n" * 5000)
    with pytest.raises(CorpusError, match="no document in any file"):
        extract_to([tmp_path / "a.jsonl"], tmp_path / "out", means=Means(workers=1, shard_mb=0.001))


def kill_one_worker_after(documents: int, done: threading.Event):
    """Called at each step; kills a process that extracts when so many documents are done."""

    def on_step(step, count, _characters):
        if step == "extract" and count >= documents and not done.is_set():
            workers = [child for child in psutil.Process().children(recursive=True) if child.children() == []]
            workers = [child for child in workers if "resource_tracker" not in " ".join(child.cmdline())]
            if workers:
                workers[-1].send_signal(signal.SIGKILL)
                done.set()

    return on_step


def test_a_killed_worker_loses_and_doubles_nothing(corpus, expected, tmp_path):
    done = threading.Event()
    means = Means(workers=2, shard_mb=0.003)
    report = extract_to([corpus], tmp_path / "out", means=means, on_step=kill_one_worker_after(20, done))
    assert done.is_set()
    assert written(report.folder) == expected


def deadly_extract(job, shard):
    """In place of extract_shard: dies at a certain document."""
    if "deadly" in Path(shard.sources[0].path).read_text():
        os.kill(os.getpid(), signal.SIGKILL)
    return extract_shard(job, shard)


def test_a_shard_that_kills_its_worker_twice_is_told_by_name(tmp_path, monkeypatch):
    monkeypatch.setattr(pool, "extract_shard", deadly_extract)
    for number in range(8):
        (tmp_path / f"{number}.txt").write_text("deadly" if number == 5 else "Nothing happened." * 20)
    with pytest.raises(ClaimledgerError, match=r"shard 00000\d \(.*5.txt") as caught:
        extract_to([*tmp_path.iterdir()], tmp_path / "out", means=Means(workers=2, shard_mb=0.0001))
    assert "was killed" in caught.value.found


DRIVER = """
import sys
from pathlib import Path
from claimledger.build import extract_to
from claimledger.engine.means import Means
extract_to([Path(sys.argv[1])], Path(sys.argv[2]), means=Means(workers=2, shard_mb=0.002, work=Path(sys.argv[3])))
"""


@pytest.mark.parametrize("seed", [1, 2])
def test_a_run_that_was_killed_goes_on(seed, corpus, expected, tmp_path):
    arguments = [sys.executable, "-c", DRIVER, str(corpus), str(tmp_path / "out"), str(tmp_path / "work")]
    driver = subprocess.Popen(arguments, stderr=subprocess.DEVNULL)
    wanted = random.Random(seed).randint(3, 40)
    deadline = time.monotonic() + 120
    while len([*tmp_path.glob("work/*/_done/*.json")]) < wanted and driver.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.005)
    children = psutil.Process(driver.pid).children(recursive=True)
    driver.kill()
    driver.wait()
    assert not (tmp_path / "out").exists()
    _, alive = psutil.wait_procs(children, timeout=30)
    assert alive == [], "processes of the pool outlive the one that wanted their results"
    means = Means(workers=1, shard_mb=0.002, work=tmp_path / "work")
    told = []
    report = extract_to([corpus], tmp_path / "out", means=means, on_step=lambda *step: told.append(step[1]))
    assert told[0] > 0
    assert written(report.folder) == expected


def test_a_script_without_a_guard_is_not_run_again_by_its_workers(corpus, tmp_path):
    script = tmp_path / "script.py"
    script.write_text(f"print('once')\n{DRIVER}")
    arguments = [sys.executable, str(script), str(corpus), str(tmp_path / "out"), str(tmp_path / "work")]
    assert subprocess.run(arguments, check=True, capture_output=True, text=True).stdout == "once\n"


def test_tables_of_the_whole_are_derived_after_the_join(corpus, expected, tmp_path, monkeypatch):
    def first_of_its_day(connection):
        return connection.sql("SELECT doc_id, min(doc_id) OVER (PARTITION BY published_on) FROM documents")

    def claims_of_two(connection):
        return connection.sql("""
            SELECT 'nothing' AS remedy, 'format' AS reason_code, quantity_id AS where_found, noun AS found,
                outlet AS expected
            FROM quantities JOIN documents USING (doc_id) WHERE doc_id IN ('d1', 'd2') ORDER BY quantity_id DESC
        """)

    monkeypatch.setattr(derived, "COLUMNS", {("documents", "outlet"): first_of_its_day})
    monkeypatch.setattr(derived, "TABLES", {"skipped": claims_of_two})
    outs = [
        extract_to([corpus], tmp_path / str(size), means=Means(workers=1, shard_mb=size)).folder for size in (16, 0.01)
    ]
    assert written(outs[0]) == written(outs[1])
    documents = pl.read_parquet(outs[0] / "documents.parquet")
    assert documents.filter(doc_id="d29")["outlet"].to_list() == ["d1"]
    derived_rows = pl.read_parquet(outs[0] / "skipped.parquet")
    quantities = pl.read_parquet(outs[0] / "quantities.parquet").filter(pl.col("doc_id").is_in(["d1", "d2"]))
    assert derived_rows["where_found"].to_list() == quantities["quantity_id"].to_list()
    assert set(derived_rows["expected"]) == {"d1", "d114"}
