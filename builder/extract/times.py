"""Times: every expression of time with the days it means.

A day of publication stands for `today`; without one, what is told from it has no days. What the words before or behind
tell (since, until, the next day) is settled when all times of a text are known (time_drafts.py).
"""

from __future__ import annotations

from functools import cache

from claimledger.extract import date_rules, span_rules
from claimledger.extract.calendar import Days
from claimledger.extract.dated import Dated
from claimledger.extract.mentions import Times
from claimledger.extract.time_drafts import TimeDrafts, settled
from claimledger.extract.time_grammar import CLASSES, MACROS, NEEDS
from claimledger.text.finding import Found
from claimledger.text.grammar import Grammar, Rule
from claimledger.text.runs import RunFinder
from claimledger.text.scan import Scan


def nothing(found: Found) -> None:
    """The words are closed to later rules and no row is made."""


RULES = (
    Rule(
        "no_time",
        "A name with a word of time in it is no time",
        "{ignored}",
        (("The Sunday Times reported it on Monday.", "Monday"),),
        ("The Sunday Times reported it.",),
        nothing,
    ),
    *date_rules.FULL,
    *span_rules.RULES,
    *date_rules.PLAIN,
)

GRAMMAR = Grammar("times", CLASSES, MACROS, RULES, needs=NEEDS)


def find_times(scan: Scan, published_on: Days) -> Times:
    """All times of a scan in order of the text. published_on: a day for each document of the batch, NaT if unknown."""
    return settled(scan, _finder().find_rows(Dated(GRAMMAR, scan, published_on), TimeDrafts), published_on)


@cache
def _finder() -> RunFinder:
    return RunFinder(GRAMMAR)
