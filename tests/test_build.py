"""A build writes a whole valid release or nothing, and the same bytes every time."""

import json
import pickle
from pathlib import Path

import polars as pl
import pyarrow as pa
import pytest

from claimledger import build as step
from claimledger.build import DATASET_VERSION, InvalidTables, build, extract_to
from claimledger.errors import ClaimledgerError
from claimledger.pipeline import extract
from claimledger.schemas import TABLE_NAMES
from claimledger.validation import format_findings, validate_package

FILES = {f"{name}.parquet" for name in TABLE_NAMES}


def write(path: Path, content: str | bytes) -> Path:
    """The path, with a file of this content there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def descriptor_of(folder: Path) -> dict:
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def test_a_redacted_build_is_valid_and_holds_no_words_of_restricted_documents(tiny_corpus, tmp_path):
    report = build([tiny_corpus], tmp_path / "dist", redact=True)
    assert report.folder == tmp_path / "dist" / f"claimledger-{DATASET_VERSION}"
    findings = validate_package(report.folder)
    assert findings.is_empty(), format_findings(findings)
    documents = pl.read_parquet(report.folder / "parquet/documents.parquet")
    assert documents.filter(pl.col("text").is_not_null())["doc_id"].to_list() == ["harbour"]


def test_a_build_for_own_use_keeps_the_words(tiny_package):
    assert validate_package(tiny_package)["rule"].unique().to_list() == ["withheld_words"]
    assert pl.read_parquet(tiny_package / "parquet/documents.parquet")["text"].null_count() == 0


def test_the_report_tells_what_was_written(tiny_corpus, tmp_path):
    report = build([tiny_corpus], tmp_path / "out")
    assert set(report.row_counts) == set(TABLE_NAMES)
    assert report.row_counts["documents"] == 3
    assert report.row_counts["quantities"] == 5
    assert report.skipped == {"language: fr": 1}
    assert report.warnings.is_empty()


def test_two_builds_give_the_same_bytes_but_for_the_duckdb(tiny_corpus, tmp_path):
    folders = [build([tiny_corpus], tmp_path / name).folder.parent for name in ("one", "two")]
    names = [
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in folders
    ]
    assert names[0].keys() == names[1].keys()
    assert [name for name in names[0] if names[0][name] != names[1][name] and ".duckdb" not in name.name] == []


def test_building_again_leaves_the_release_untouched(tiny_corpus, tmp_path):
    store = build([tiny_corpus], tmp_path / "out").folder / "claimledger.duckdb"
    before = store.read_bytes()
    assert build([tiny_corpus], tmp_path / "out").folder == store.parent
    assert store.read_bytes() == before


@pytest.mark.parametrize(("out", "descriptor"), [("dist", "datapackage.json"), ("other", "other/datapackage.json")])
def test_the_current_descriptor_is_valid_where_it_stands(out, descriptor, tiny_corpus, tmp_path):
    report = build([tiny_corpus], tmp_path / out, redact=True)
    assert report.descriptor == tmp_path / descriptor
    assert validate_package(report.descriptor).is_empty()


def test_another_packages_descriptor_is_not_replaced(tiny_corpus, tmp_path):
    own = write(tmp_path / "datapackage.json", '{"resources": [{"name": "rainfall", "path": "rain.csv"}]}')
    with pytest.raises(ClaimledgerError, match="another data package"):
        build([tiny_corpus], tmp_path / "dist")
    assert "rainfall" in own.read_text()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["datapackage.json"]


def test_without_paths_the_sample_is_built(tmp_path):
    report = build(out=tmp_path / "dist")
    assert report.row_counts["documents"] == len(list(step.sample_folder().glob("*.md"))) > 0
    assert validate_package(report.descriptor).is_empty()
    assert descriptor_of(report.folder)["contributors"]


def test_the_descriptor_names_the_documents(tiny_package):
    descriptor = descriptor_of(tiny_package)
    titles = [source["title"] for source in descriptor["sources"]]
    assert titles[:3] == ["Bridge", "The Coast Post: Raid on the harbour", "pont"]
    assert descriptor["sources"][1]["path"] == "https://example.org/harbour"
    assert "contributors" not in descriptor  # a data set of another name is somebody else's


def test_the_descriptor_of_many_documents_names_their_outlets(tmp_path):
    lines = [{"id": str(number), "text": "Nothing.", "outlet": "Post"} for number in range(step.NAMED_SOURCES)]
    lines.append({"id": "last", "text": "Nothing."})
    corpus = write(tmp_path / "many.jsonl", "".join(f"{json.dumps(line)}\n" for line in lines))
    titles = [source["title"] for source in descriptor_of(build([corpus], tmp_path / "out").folder)["sources"]]
    assert titles == ["Post (50 documents)", "unknown outlet (1 documents)"]


def test_created_is_the_newest_documents_day(tiny_package):
    assert descriptor_of(tiny_package)["created"] == "2031-03-05T00:00:00Z"


@pytest.mark.parametrize(("stated", "created"), [("86400", "1970-01-02T00:00:00Z"), ("", "1970-01-01T00:00:00Z")])
def test_created_is_what_source_date_epoch_says_and_never_the_clock(stated, created, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", stated)
    report = build([write(tmp_path / "a.txt", "Nothing happened.")], tmp_path / "out")
    assert descriptor_of(report.folder)["created"] == created


def test_a_source_date_epoch_that_is_no_number_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(ClaimledgerError, match="SOURCE_DATE_EPOCH"):
        build([write(tmp_path / "a.txt", "Nothing happened.")], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_text_without_any_row_is_a_release(tmp_path):
    report = build([write(tmp_path / "a.txt", "Nothing happened.")], tmp_path / "out", redact=True)
    assert report.row_counts["quantities"] == 0
    assert validate_package(report.folder).is_empty()


BAD = {
    "empty folder": ({}, "a folder without documents"),
    "binary file": ({"a.txt": b"\x7fELF\0\0\1\2\0\0"}, "a.txt"),
    "invalid UTF-8": ({"a.jsonl": b'{"id": "a", "text": "caf\xe9\xff\xfe"}\n'}, "a.jsonl:1"),
    "duplicate id": ({"a.txt": "One.", "sub/a.txt": "Two."}, "doc_id 'a'"),
    "unknown format": ({"a.doc": "One."}, "a file of an unknown format"),
    "text of blanks": ({"a.txt": " \n"}, "a text of blanks only"),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("run", [build, extract_to], ids=["build", "extract"])
def test_on_failure_nothing_is_written(run, name, tmp_path):
    contents, message = BAD[name]
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    write(tmp_path / "other.txt", "A good document comes first.")
    for path, content in contents.items():
        write(corpus / path, content)
    with pytest.raises(ClaimledgerError, match="to do:") as caught:
        run([tmp_path / "other.txt", corpus], tmp_path / "out")
    assert message in str(caught.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus", "other.txt"]


def test_tables_with_errors_are_not_written(tiny_corpus, tmp_path, monkeypatch):
    def extract_badly(documents):
        tables = extract(documents)
        quantities = tables["quantities"].drop_columns(["surface"])
        surfaces = pa.array(["other words"] * quantities.num_rows)
        return tables | {
            "quantities": quantities.append_column("surface", surfaces).select(tables["quantities"].column_names)
        }

    monkeypatch.setattr(step, "extract", extract_badly)
    with pytest.raises(InvalidTables) as caught:
        build([tiny_corpus], tmp_path / "dist")
    assert "errors in the tables: 5" in str(caught.value)
    assert "quantities.surface: words_in_text, 5 errors" in str(caught.value)
    assert pickle.loads(pickle.dumps(caught.value)).findings.equals(caught.value.findings)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("about", [{"dataset": "No Name"}, {"version": "1"}], ids=["dataset", "version"])
def test_a_bad_name_is_refused_before_the_work(about, tmp_path, monkeypatch):
    monkeypatch.setattr(step, "checked_sources", pytest.fail)
    with pytest.raises(ClaimledgerError, match="release, "):
        build([tmp_path], tmp_path / "out", **about)


def test_keep_going_fills_skipped(tiny_corpus, tmp_path):
    bad = write(tmp_path / "bad.txt", b"\0\1\2\3\0\0")
    report = build([tiny_corpus, bad], tmp_path / "out", keep_going=True, redact=True)
    assert report.skipped == {"format": 1, "language: fr": 1}
    skipped = pl.read_parquet(report.folder / "parquet/skipped.parquet")
    assert skipped["where_found"].to_list() == [str(bad)]
    assert report.row_counts["documents"] == 3
    assert validate_package(report.folder).is_empty()


def test_a_document_that_is_not_english_is_listed_and_skipped(tiny_package):
    documents = pl.read_parquet(tiny_package / "parquet/documents.parquet").filter(doc_id="pont")
    assert documents.select("status_code", "skip_reason").rows() == [("skipped", "language: fr")]
    assert pl.read_parquet(tiny_package / "parquet/sentences.parquet").filter(doc_id="pont").is_empty()


def test_extract_writes_exactly_the_tables(tiny_corpus, tiny_package, tmp_path):
    report = extract_to([tiny_corpus], tmp_path / "new" / "tables")
    assert {path.name for path in report.folder.iterdir()} == FILES
    assert [path.name for path in report.folder.parent.iterdir()] == ["tables"]
    for name in TABLE_NAMES:
        built = pl.read_parquet(tiny_package / f"parquet/{name}.parquet")
        assert pl.read_parquet(report.folder / f"{name}.parquet").equals(built), name


def test_extract_replaces_its_own_files_only(tiny_corpus, tmp_path):
    note = write(tmp_path / "tables" / "notes.txt", "mine")
    old = write(tmp_path / "tables" / "quantities.parquet", "old")
    extract_to([tiny_corpus], tmp_path / "tables")
    assert note.read_text() == "mine"
    assert pl.read_parquet(old).height == 5
    assert {path.name for path in (tmp_path / "tables").iterdir()} == FILES | {"notes.txt"}
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


@pytest.mark.parametrize("run", [build, extract_to], ids=["build", "extract"])
def test_output_is_not_written_into_the_corpus_that_would_read_it(run, tmp_path):
    write(tmp_path / "a.txt", "One.")
    write(tmp_path / "out" / "b.txt", "Two.")
    with pytest.raises(ClaimledgerError, match="outside of the corpus"):
        run([tmp_path], tmp_path / "out")


@pytest.mark.parametrize("run", [build, extract_to], ids=["build", "extract"])
def test_a_file_is_no_output_folder(run, tiny_corpus, tmp_path):
    with pytest.raises(ClaimledgerError, match="expected: a folder to write to"):
        run([tiny_corpus], write(tmp_path / "out", "mine"))


def test_steps_are_told(tiny_corpus, tmp_path):
    told = []
    build([tiny_corpus], tmp_path / "out", on_step=lambda *step: told.append(step))
    assert [step[0] for step in told] == ["extract", "join", "validate", "write"]
    assert told[0][1:] == (0, 0)
    assert {step[1] for step in told[1:]} == {3}


def test_one_line_of_five_megabytes_gives_a_result(tmp_path):
    sentence = "The army said that at least 40 soldiers were killed near Odesa, and the rest of the town is quiet. "
    count = 5_000_000 // len(sentence)
    report = extract_to([write(tmp_path / "line.txt", sentence * count)], tmp_path / "out")
    assert report.row_counts["quantities"] == report.row_counts["sentences"] == count
