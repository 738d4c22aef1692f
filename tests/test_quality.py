"""The quality report counts; it never quotes."""

import json

import pytest
from release_sample import ABOUT

from claimledger.build import build
from claimledger.errors import ClaimledgerError
from claimledger.release import redact, write_release
from claimledger.release.origin import Origin, read_scores
from claimledger.release.quality import QUALITY
from claimledger.schemas import TABLE_NAMES
from claimledger.validation import validate


def report_of(package):
    return json.loads((package / QUALITY).read_text(encoding="utf-8"))


def test_report_counts_rows_nulls_and_checked_spans_of_every_table(built, tables):
    told = report_of(built)["tables"]
    assert {name: table["row_count"] for name, table in told.items()} == {
        name: tables[name].height for name in TABLE_NAMES
    }
    assert told["actor_registry"]["null_share"]["country_code"] == pytest.approx(1 / 3, abs=1e-6)
    assert "actor_id" not in told["actor_registry"]["null_share"]
    assert told["quantities"]["evidence"] == {"row_count": 2, "checked_count": 2, "withheld_count": 0}


def test_spans_of_withheld_texts_are_not_called_checked(tables, tmp_path):
    told = report_of(write_release(redact(tables), tmp_path, **ABOUT))["tables"]
    assert told["quantities"]["evidence"] == {"row_count": 2, "checked_count": 1, "withheld_count": 1}


def test_findings_are_counted_without_their_words(tables, tmp_path):
    findings = validate(tables)
    assert findings["message"].str.contains("Rovia").any()  # the sample has flaws, whose messages quote a document
    package = write_release(redact(tables), tmp_path, **ABOUT, origin=Origin(findings=findings))
    told = report_of(package)["findings"]
    assert sum(group["count"] for group in told) == findings.height
    assert {group["rule"] for group in told} == set(findings["rule"])
    assert "Rovia" not in (package / QUALITY).read_text(encoding="utf-8")


def test_scores_are_told_when_given(tiny_corpus, tmp_path):
    (tmp_path / "scores.json").write_text('{"quantities": {"f1": 0.9}}', encoding="utf-8")
    scores = read_scores(tmp_path / "scores.json")
    assert report_of(build([tiny_corpus], tmp_path / "with", scores=scores).folder)["scores"] == scores
    assert "scores" not in report_of(build([tiny_corpus], tmp_path / "without").folder)


@pytest.mark.parametrize("content", ["[0.9]", "f1: 0.9"])
def test_scores_that_are_no_object_are_refused(tmp_path, content):
    (tmp_path / "scores.json").write_text(content, encoding="utf-8")
    with pytest.raises(ClaimledgerError, match="a JSON object of scores"):
        read_scores(tmp_path / "scores.json")
