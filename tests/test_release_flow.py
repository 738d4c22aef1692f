"""Releases that follow one another: numbered by what has changed, never touched again, never losing much unnoticed."""

import json
import shutil

import frictionless
import polars as pl
import pytest
from click.testing import CliRunner
from publishing import corrected, publish_tables
from release_sample import ABOUT, CLOSED, OPEN, files_of

from claimledger.build import build
from claimledger.cli import main
from claimledger.errors import ClaimledgerError
from claimledger.publish import publish
from claimledger.release import redact, write_release
from claimledger.release.checksums import changed_files, sha256_of
from claimledger.release.index import read_index
from claimledger.schemas import TABLE_NAMES
from claimledger.validation import validate_package


@pytest.fixture(scope="module")
def first(tables, tmp_path_factory):
    """A folder of releases with the first one in it, to copy."""
    out = tmp_path_factory.mktemp("releases") / "dist"
    publish_tables(tables, out, note="How it began.")
    return out


@pytest.fixture
def out(first, tmp_path):
    shutil.copy(first.parent / "datapackage.json", tmp_path)
    return shutil.copytree(first, tmp_path / "dist")


def versions(out):
    return [entry.version for entry in read_index(out)]


def test_the_first_release_is_whole(out):
    folder = out / "sample-1.0.0"
    assert sorted(path.name for path in out.iterdir()) == ["index.json", "sample-1.0.0", "sample-1.0.0.zip"]
    assert frictionless.Package(str(out.parent / "datapackage.json")).validate().valid
    assert changed_files(folder) == []
    assert "First release: " in (folder / "CHANGELOG.md").read_text()
    assert "How it began." in (folder / "CHANGELOG.md").read_text()
    assert not (folder / "changes").exists()


def test_the_index_tells_every_release(out, tables):
    publish_tables(corrected(tables), out)
    first, second = read_index(out)
    assert (first.version, first.level, second.version, second.level) == ("1.0.0", "first", "1.1.0", "minor")
    for entry in (first, second):
        assert entry.dataset == "sample"
        assert entry.created == ABOUT["created"]
        assert sha256_of(out / entry.path / "datapackage.json") == entry.descriptor_sha256
        assert sha256_of(out / entry.archive) == entry.archive_sha256
        assert set(entry.row_counts) == set(TABLE_NAMES)
    assert (first.row_counts["weapons"], second.row_counts["weapons"]) == (1, 2)


def test_the_second_release_tells_what_has_changed(out, tables):
    folder = publish_tables(corrected(tables), out, note="A noun was wrong.\n")
    changelog = (folder / "CHANGELOG.md").read_text()
    new, old = changelog.split("\n## 1.0.0 - 2024-05-01\n")
    assert "\n## 1.1.0 - 2024-05-01\n\nA noun was wrong.\n\nMinor: " in new
    assert "| weapons | 2 | 1 | 0 | 0 | 0 |  |" in new
    assert "| quantities | 2 | 0 | 0 | 0 | 1 | noun 1 |" in new
    assert "How it began." in old
    assert changelog.count("# Changelog") == 1
    assert pl.read_csv(folder / "changes/rows.csv", infer_schema=False).rows() == [
        ("quantities", "changed", "open:q:27-29", "noun", "tanks", "guns"),
        ("weapons", "added", "open:w:50-55", None, None, None),
    ]
    assert json.loads((folder / "changes/summary.json").read_text())["new"] == "sample 1.1.0"


def test_releases_before_are_not_touched(out, tables):
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in out.rglob("*") if path.is_file()}
    del before[out / "index.json"]
    publish_tables(corrected(tables), out)
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in before} == before


def test_the_current_descriptor_follows_the_newest_release(out, tables):
    publish_tables(corrected(tables), out)
    current = json.loads((out.parent / "datapackage.json").read_text())
    assert current["version"] == "1.1.0"
    assert {resource["path"].split("/")[1] for resource in current["resources"]} == {"sample-1.1.0"}


def test_without_a_change_there_is_no_release(out, tables):
    before = files_of(out.parent)
    assert publish_tables(tables, out) is None
    assert publish_tables(tables, out, version="7.0.0", created="2030-01-01T00:00:00Z") is None
    assert files_of(out.parent) == before


def test_another_title_is_a_patch(out, tables):
    publish_tables(tables, out, title="Sample claims, corrected")
    assert versions(out) == ["1.0.0", "1.0.1"]


def test_a_lower_version_is_refused_and_nothing_written(out, tables):
    before = files_of(out.parent)
    with pytest.raises(ClaimledgerError, match=r"1\.1\.0 or higher"):
        publish_tables(corrected(tables), out, version="1.0.1")
    assert files_of(out.parent) == before
    publish_tables(corrected(tables), out, version="2.0.0")
    assert versions(out) == ["1.0.0", "2.0.0"]


def test_data_sets_of_one_folder_are_counted_apart(out, tables):
    publish_tables(tables, out, dataset="other")
    publish_tables(corrected(tables), out)
    assert [(entry.dataset, entry.version) for entry in read_index(out)] == [
        ("sample", "1.0.0"),
        ("other", "1.0.0"),
        ("sample", "1.1.0"),
    ]


def many_weapons(tables, count):
    """The tables with so many mentions of one weapon."""
    starts = pl.DataFrame({"span_start": [6 * number for number in range(count)]}, schema={"span_start": pl.Int64})
    rows = starts.join(tables["weapons"].drop("span_start"), how="cross").with_columns(
        pl.format("open:w:{}-x", "span_start").str.replace("x", "9999").alias("weapon_mention_id"),
        pl.lit(9999, dtype=pl.Int64).alias("span_end"),
    )
    return dict(tables) | {"weapons": rows.select(tables["weapons"].columns)}


def test_too_many_rows_lost_are_refused_unless_accepted(tables, tmp_path):
    out = tmp_path / "dist"
    publish_tables(many_weapons(tables, 200), out)
    before = files_of(tmp_path)
    with pytest.raises(ClaimledgerError) as error:
        publish_tables(many_weapons(tables, 189), out)
    assert error.value.found == "rows removed: 11 of 200 weapons"
    assert "--accept-removals" in error.value.remedy
    assert files_of(tmp_path) == before
    publish_tables(many_weapons(tables, 190), out)
    publish_tables(many_weapons(tables, 170), out, max_removed=0.2)
    publish_tables(many_weapons(tables, 0), out, max_removed=None)
    assert versions(out) == ["1.0.0", "1.1.0", "1.2.0", "1.3.0"]


def test_no_row_may_go_where_none_is_allowed_to(tables, tmp_path):
    publish_tables(many_weapons(tables, 2), tmp_path / "dist")
    with pytest.raises(ClaimledgerError, match="1 of 2 weapons"):
        publish_tables(many_weapons(tables, 1), tmp_path / "dist", max_removed=0)


def test_a_release_that_was_tampered_with_is_not_built_upon(out, tables):
    (out / "sample-1.0.0" / "csv" / "weapons.csv").write_text("x")
    with pytest.raises(ClaimledgerError, match=r"csv/weapons\.csv"):
        publish_tables(corrected(tables), out)
    (out / "sample-1.0.0" / "datapackage.json").write_text("{}")
    with pytest.raises(ClaimledgerError, match=r"datapackage\.json"):
        publish_tables(corrected(tables), out)


def test_a_broken_index_is_an_error_and_not_a_first_release(out, tables):
    (out / "index.json").write_text("{")
    with pytest.raises(ClaimledgerError, match="no index of releases"):
        publish_tables(corrected(tables), out)


def test_a_folder_that_is_no_release_stays(out, tables):
    own = write_release(tables, out, **ABOUT | {"version": "1.1.0"})
    before = files_of(own)
    with pytest.raises(ClaimledgerError, match="does not list as a release"):
        publish_tables(corrected(tables), out)
    assert files_of(own) == before
    assert versions(out) == ["1.0.0"]


def test_a_build_does_not_replace_a_release(out, tables):
    before = files_of(out.parent)
    with pytest.raises(ClaimledgerError, match="never changes"):
        write_release(corrected(tables), out, **ABOUT | {"version": "1.0.0"})
    assert files_of(out.parent) == before


def test_a_build_of_the_same_tables_leaves_the_release_as_it_is(out, tables):
    before = files_of(out)
    assert write_release(redact(tables), out, **ABOUT | {"version": "1.0.0"}) == out / "sample-1.0.0"
    assert files_of(out) == before


def test_words_that_are_withheld_now_are_in_no_list_of_changes(tables, tmp_path):
    out = tmp_path / "dist"
    publish_tables(tables, out)
    closed = dict(tables) | {"documents": tables["documents"].with_columns(rights_code=pl.lit("restricted"))}
    folder = publish_tables(closed, out)
    rows = pl.read_csv(folder / "changes/rows.csv", infer_schema=False)
    assert rows.rows() == [("documents", "changed", "open", "rights_code", "open", "restricted")]
    for words in (OPEN[10:30], CLOSED[5:30]):
        leaking = [path.name for path in folder.rglob("*") if path.is_file() and words.encode() in path.read_bytes()]
        assert leaking == []


def test_the_command_publishes_a_corpus(tiny_corpus, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    corpus = shutil.copytree(tiny_corpus, tmp_path / "corpus")
    command = ["release", str(corpus), "--dataset", "tiny"]
    ran = CliRunner().invoke(main, command)
    assert ran.exit_code == 0, ran.output
    assert "dist/tiny-1.0.0: 3 documents" in ran.stderr
    assert "Nothing has changed since tiny 1.0.0" in CliRunner().invoke(main, command).stderr

    harbour = (corpus / "harbour.md").read_text(encoding="utf-8")
    (corpus / "harbour.md").write_text(harbour.replace("at least 40", "at least 50"), encoding="utf-8")
    (tmp_path / "note.md").write_text("The harbour lost fifty.", encoding="utf-8")
    ran = CliRunner().invoke(main, [*command, "--note", "note.md"])
    assert ran.exit_code == 0, ran.output
    assert ran.stdout.startswith("Minor: ") or ran.stdout.startswith("Patch: ")
    assert "The harbour lost fifty." in (tmp_path / "dist/tiny-1.0.1/CHANGELOG.md").read_text()
    assert validate_package(tmp_path / "datapackage.json").is_empty()

    (corpus / "lines.jsonl").unlink()
    ran = CliRunner().invoke(main, [*command, "--max-removed", "0"])
    assert ran.exit_code == 1
    assert "--accept-removals" in ran.stderr
    assert CliRunner().invoke(main, [*command, "--max-removed", "0", "--accept-removals"]).exit_code == 0
    assert versions(tmp_path / "dist") == ["1.0.0", "1.0.1", "1.1.0"]


def test_a_release_withholds_words_where_a_build_keeps_them(tiny_corpus, tmp_path):
    report = publish([tiny_corpus], tmp_path / "out", dataset="tiny")
    assert validate_package(report.folder).is_empty()
    assert report.version == "1.0.0"
    assert report.skipped == {"language: fr": 1}
    with pytest.raises(ClaimledgerError, match="never changes"):
        build([tiny_corpus], tmp_path / "out", dataset="tiny", version="1.0.0")
