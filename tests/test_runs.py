"""What a rule finds in runs of words is what it finds in the whole text, in whatever batch they stand."""

import random

import numpy as np
import pytest

from claimledger.extract.dated import Dated
from claimledger.extract.time_drafts import TimeDrafts
from claimledger.extract.times import GRAMMAR
from claimledger.text import runs
from claimledger.text.finding import find_rows
from claimledger.text.grammar import Grammar
from claimledger.text.needs import needs_of
from claimledger.text.runs import RunFinder
from claimledger.text.scan import Scan, scan

WORDS = [
    "on Monday",
    "in May 2013",
    "the next day",
    "since then",
    "6",
    "12 August",
    "August 6",
    "from",
    "to",
    "and",
    "until",
    "last",
    "the past six months",
    "year",
    "the end of",
    "2012",
    "-",
    ",",
    ".",
    "/",
    ":",
    "17:30",
    "5pm",
    "three weeks ago",
    "Kyiv",
    "said",
    "tanks",
    "The Sunday Times",
    "first quarter",
    "mid",
    "week",
    "by",
]


def view_of(text: Scan) -> Dated:
    return Dated(GRAMMAR, text, np.array(["2024-08-20"] * len(text.batch.doc_ids), "M8[D]"))


def babble(seed: int, words: int) -> str:
    chosen = random.Random(seed)
    return " ".join(chosen.choice(WORDS) for _ in range(words))


def assert_same(finder: RunFinder, texts: list[str]) -> None:
    """The finder and a reading of the whole text give the same rows."""
    text = scan([str(number) for number in range(len(texts))], texts)
    expected, found = find_rows(view_of(text), TimeDrafts), finder.find_rows(view_of(text), TimeDrafts)
    assert len(expected)
    for field in vars(expected):
        np.testing.assert_array_equal(getattr(found, field), getattr(expected, field), field)


def test_runs_give_the_rows_of_the_whole_text_in_every_batch() -> None:
    finder = RunFinder(GRAMMAR)
    for batch in range(4):
        assert_same(finder, [babble(batch * 50 + number, 80) for number in range(50)])


def test_runs_too_long_to_be_remembered_are_read() -> None:
    assert_same(RunFinder(GRAMMAR), ["August 6 2013 to " * 300 + "end", "on Monday", "2012 - " * 500])


def test_a_memory_that_is_full_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "_MOST_KNOWN", 5)
    finder = RunFinder(GRAMMAR)
    for batch in range(3):
        assert_same(finder, [babble(batch, 300)])


def test_a_text_without_times_has_none() -> None:
    for text in ("", "Nothing happened."):
        assert not len(RunFinder(GRAMMAR).find_rows(view_of(scan(["a"], [text])), TimeDrafts))


@pytest.mark.parametrize(
    ("pattern", "needed", "begins", "ends"),
    [
        ("{the}? {unit}", ["unit"], "the unit", "unit"),
        ("(?P<which>{which}) {unit}*", ["last|next"], "last next", "last next unit"),
        ("({the} {unit} | {the} {last}) {next}+", ["last|unit", "next", "the"], "the", "next"),
        ("{the}? ({unit} | {last}?)", [], "the unit last", "the unit last"),
    ],
)
def test_needs_of_a_pattern(pattern: str, needed: list[str], begins: str, ends: str) -> None:
    classes = dict.fromkeys(("the", "unit", "last", "next"), "")
    needs = needs_of(Grammar("words", classes, {"which": "{last|next}"}, ()), pattern)
    assert sorted("|".join(sorted(union)) for union in needs.needed) == needed
    assert (needs.begins, needs.ends) == (set(begins.split()), set(ends.split()))


def test_no_rule_of_times_matches_nothing() -> None:
    assert not [rule.name for rule in GRAMMAR.rules if needs_of(GRAMMAR, rule.pattern).may_be_empty]
