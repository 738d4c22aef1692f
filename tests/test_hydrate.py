"""Withheld words come back from the documents, to the letter, into a package of their own."""

import json
import shutil

import polars as pl
import pytest
from click.testing import CliRunner
from helpers import data_set
from hypothesis import given, settings
from hypothesis import strategies as st
from release_sample import files_of

from claimledger.build import build
from claimledger.cli import main
from claimledger.errors import ClaimledgerError
from claimledger.hydrate import fill_words, hydrate
from claimledger.packages import open_package, read_tables
from claimledger.release import redact
from claimledger.validation import validate_package

SENTENCES = (
    "Kyiv said that “at least 40 tanks were lost” near Odesa.",
    "🛰 Nearly 3 km of road burned, the café’s owner told Reuters.",
    "No figures were given.",
    "“They took dozens of prisoners,” he said, “and 12 villages.”",
)


@pytest.fixture(scope="module")
def published(tiny_corpus, tmp_path_factory):
    """The release of the tiny corpus as others see it: one document open, two withheld."""
    return build([tiny_corpus], tmp_path_factory.mktemp("published"), dataset="tiny", redact=True).folder


def tables_of(package):
    return read_tables(open_package(package))


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map(" ".join), min_size=1, max_size=3))
def test_redacting_and_filling_gives_the_same_tables(texts):
    tables = data_set({f"d{number}": text for number, text in enumerate(texts)})
    redacted = redact(tables)
    assert redacted["documents"]["text"].null_count() == len(texts)
    by_sha256 = dict(zip(tables["documents"]["text_sha256"], texts, strict=True))
    filled = fill_words(redacted, by_sha256)
    for name, frame in tables.items():
        assert filled[name].equals(frame), name


def test_package_is_whole_again_and_valid_and_the_old_one_untouched(published, tiny_corpus, tmp_path):
    before = files_of(published)
    report = hydrate(published, [tiny_corpus], tmp_path)
    assert (report.folder.name, report.filled, report.left.height) == ("tiny-0.2.0+hydrated", 2, 0)
    whole = tables_of(build([tiny_corpus], tmp_path / "local", dataset="tiny").folder)
    hydrated = tables_of(report.folder)
    assert all(hydrated[name].equals(whole[name]) for name in whole)
    assert set(validate_package(report.folder)["rule"]) <= {"withheld_words"}
    assert "Not for publication" in (report.folder / "README.md").read_text(encoding="utf-8")
    assert files_of(published) == before


def test_a_text_is_known_by_its_hash_and_not_by_its_id(published, tiny_corpus, tmp_path):
    lines = (tiny_corpus / "lines.jsonl").read_text(encoding="utf-8").splitlines()
    renamed = [json.dumps(json.loads(line) | {"id": f"other{at}"}) for at, line in enumerate(lines)]
    (tmp_path / "renamed.jsonl").write_text("\n".join(renamed), encoding="utf-8")
    report = hydrate(published, [tmp_path / "renamed.jsonl"], tmp_path / "out")
    assert (report.filled, report.left.height) == (2, 0)


def test_changed_and_missing_documents_are_told_and_stay_withheld(published, tmp_path):
    (tmp_path / "some.jsonl").write_text('{"id": "bridge:1", "text": "Kyiv denied it."}', encoding="utf-8")
    arguments = ["hydrate", str(published), "--documents", str(tmp_path / "some.jsonl"), "--out", str(tmp_path / "out")]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert [line.split()[:2] for line in lines if line.startswith(("bridge", "pont"))] == [
        ["bridge:1", "changed"],
        ["pont", "missing"],
    ]
    assert lines[-1].endswith("0 documents filled, 2 still withheld")
    assert tables_of(tmp_path / "out/tiny-0.2.0+hydrated")["documents"]["text"].null_count() == 2
    assert CliRunner().invoke(main, [*arguments, "--strict"]).exit_code == 1


def test_nothing_is_written_within_the_package(published, tiny_corpus):
    before = files_of(published)
    with pytest.raises(ClaimledgerError, match="packages never change"):
        hydrate(published, [tiny_corpus], published / "private")
    assert files_of(published) == before


def test_a_package_that_withholds_nothing_is_refused(tiny_package, tiny_corpus, tmp_path):
    with pytest.raises(ClaimledgerError, match="withholds no words"):
        hydrate(tiny_package, [tiny_corpus], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_words_that_do_not_fit_are_never_written(published, tiny_corpus, tmp_path):
    package = shutil.copytree(published, tmp_path / "package")
    spans = package / "parquet/attribution_spans.parquet"
    pl.read_parquet(spans).with_columns(span_end=pl.col("span_end") - 1).write_parquet(spans)
    with pytest.raises(ClaimledgerError, match="validation"):
        hydrate(package, [tiny_corpus], tmp_path / "out")
    assert not (tmp_path / "out").exists()
