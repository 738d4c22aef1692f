"""A release is what it says, or the difference is told."""

import json
import shutil

import duckdb
import polars as pl
import pytest
from click.testing import CliRunner

from claimledger import verify as step
from claimledger.build import build
from claimledger.cli import main
from claimledger.hydrate import hydrate
from claimledger.release.checksums import write_checksums
from claimledger.release.provenance import PACKAGES, PROVENANCE
from claimledger.verify import verify


@pytest.fixture
def package(tiny_package, tmp_path):
    """A copy to damage."""
    return shutil.copytree(tiny_package, tmp_path / tiny_package.name)


def test_an_untouched_release_is_rebuilt_byte_for_byte(tiny_package, tiny_corpus):
    verified = verify(tiny_package, [tiny_corpus])
    assert (verified.name, verified.differences, verified.unchecked) == ("tiny 1.0.0", (), ())
    assert verified.rebuilt == 3


def test_a_redacted_release_is_rebuilt_too(tiny_corpus, tmp_path):
    published = build([tiny_corpus], tmp_path / "out", dataset="tiny", redact=True, scores={"f1": 0.5}).folder
    assert verify(published, [tiny_corpus]).differences == ()
    assert verify(published, [tiny_corpus]).rebuilt == 3
    whole = hydrate(published, [tiny_corpus], tmp_path / "whole").folder
    assert verify(whole, [tiny_corpus]).differences == ()


def test_without_documents_the_rebuild_is_told_as_not_checked(tiny_package):
    verified = verify(tiny_package)
    assert (verified.differences, verified.rebuilt) == ((), None)
    assert verified.unchecked == ("the rebuild: no documents given",)


def test_more_documents_than_were_read_do_no_harm(tiny_package, tiny_corpus, tmp_path):
    more = shutil.copytree(tiny_corpus, tmp_path / "more")
    (more / "new.txt").write_text("Kyiv said 70 tanks burned near Odesa.", encoding="utf-8")
    assert verify(tiny_package, [more]).differences == ()


def test_missing_and_changed_documents_are_told(tiny_package, tiny_corpus, tmp_path):
    fewer = shutil.copytree(tiny_corpus, tmp_path / "fewer")
    (fewer / "harbour.md").write_text("Other words.", encoding="utf-8")
    verified = verify(tiny_package, [fewer])
    assert verified.rebuilt is None
    assert verified.unchecked == ("the rebuild: 1 of 3 documents missing or changed (harbour)",)


def test_other_files_with_the_same_texts_will_do_and_are_told(tiny_package, tiny_corpus, tmp_path):
    other = shutil.copytree(tiny_corpus, tmp_path / "other")
    (other / "lines.jsonl").rename(other / "renamed.jsonl")
    verified = verify(tiny_package, [other])
    assert (verified.differences, verified.rebuilt) == ((), 3)
    assert verified.unchecked == (
        "the files that were read: other names or bytes here, with the same texts (lines.jsonl)",
    )


@pytest.mark.parametrize("name", ["csv/quantities.csv", "metadata/croissant.json", "README.md", PROVENANCE])
def test_a_changed_file_is_told(package, name):
    (package / name).write_bytes((package / name).read_bytes() + b"\n")
    assert any(name in difference for difference in verify(package).differences)


@pytest.mark.parametrize("name", ["csv/codes.csv", "SHA256SUMS", "metadata/datacite.json"])
def test_a_lost_file_is_told(package, name):
    (package / name).unlink()
    assert any(name in difference for difference in verify(package).differences)


def test_a_file_that_was_slipped_in_is_told(package):
    (package / "extra.csv").write_text("x\n", encoding="utf-8")
    assert "extra.csv is in no list of the release" in verify(package).differences


def test_other_rows_in_the_store_are_told(package):
    with duckdb.connect(str(package / "tiny.duckdb")) as connection:
        connection.execute("DELETE FROM weapons").fetchall()
    assert "tiny.duckdb: the table weapons holds other rows than weapons.parquet" in verify(package).differences


def test_a_wrong_checksum_of_the_store_is_told(package):
    (package / "tiny.duckdb.sha256").write_text(f"{'0' * 64}  tiny.duckdb\n", encoding="utf-8")
    assert "tiny.duckdb.sha256 tells another hash of tiny.duckdb" in verify(package).differences


def test_a_forged_table_with_right_hashes_is_found_by_the_rebuild(tiny_corpus, tmp_path, monkeypatch):
    """A value is changed before anything is written, so that all hashes and spans hold."""
    from claimledger import build as flow

    def forge(tables):
        return tables | {"quantities": tables["quantities"].with_columns(item_code=pl.lit("prisoners"))}

    monkeypatch.setattr(flow.release, "redact", forge)
    forged = build([tiny_corpus], tmp_path, dataset="tiny", redact=True).folder
    path = forged / PROVENANCE
    path.write_text(path.read_text(encoding="utf-8").replace('"redact": true', '"redact": false'), encoding="utf-8")
    write_checksums(forged)
    monkeypatch.undo()
    assert verify(forged).differences == ()
    differences = verify(forged, [tiny_corpus]).differences
    assert any(each.startswith("table quantities: ") and "rows are not rebuilt" in each for each in differences)
    assert "csv/quantities.csv: other bytes than the rebuild" in differences


def test_other_packages_are_told_and_rows_compared(tiny_package, tiny_corpus, monkeypatch):
    versions = json.loads((tiny_package / PROVENANCE).read_text(encoding="utf-8"))["predicate"]["runDetails"]
    there = versions["builder"]["version"]["polars"]
    monkeypatch.setattr(step, "package_versions", lambda: versions["builder"]["version"] | {"polars": "9.9"})
    verified = verify(tiny_package, [tiny_corpus])
    assert (verified.differences, verified.rebuilt) == ((), 3)
    told = f"the bytes: made by others than are at work here (polars {there}, here 9.9); rows are compared"
    assert verified.unchecked == (told,)
    assert "polars" in PACKAGES


def test_command_tells_differences_and_fails(package, tiny_corpus):
    arguments = ["verify", str(package), "--documents", str(tiny_corpus)]
    fine = CliRunner().invoke(main, arguments)
    assert (fine.exit_code, fine.stdout) == (0, "")
    assert fine.stderr == "tiny 1.0.0: as it says, rebuilt from 3 documents\n"
    (package / "LICENSE").write_text("all mine", encoding="utf-8")
    broken = CliRunner().invoke(main, arguments)
    assert broken.exit_code == 1
    assert "LICENSE" in broken.stdout
    assert "not checked: the rebuild: the package is broken as it is" in broken.stderr
