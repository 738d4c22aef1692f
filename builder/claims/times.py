"""When: the time that governs a figure, from its sentence or carried on from an earlier one of the same account.

An account tells its day once: On Jan. 9 the coalition conducted 26 strikes. Near Mosul, seven strikes destroyed two
bridges. The day, or a stretch of a week at most, holds for counts in the sentences behind it until another time is
named, as long as they are told in the simple past; what has been, is or may be has another time. What is told to come
holds for what else is to come.
"""

from __future__ import annotations

import numpy as np

from claimledger.extract.calendar import UNKNOWN
from claimledger.extract.governing_times import governing_times, of_saying
from claimledger.extract.mentions import Quantities, Times
from claimledger.extract.sayings import sayings
from claimledger.text.rows import NONE, Flags, Ints
from claimledger.text.scan import Scan
from claimledger.text.view import any_in

_SENTENCES = 30
"""So many sentences may lie between a day and what happened on it."""
_VERBS = ("function.verb_common", "holding.*", "event.subject")
_WEEK = 7
_NOT_PAST = (
    *("word.is", "word.are", "word.has", "word.have", "word.can", "word.do", "word.does", "word.am", "word.now"),
    *("modal.*", "word.'s", "word.'ve", "word.'re"),
)
"""Words that take a sentence out of the simple past."""


def when(scan: Scan, figures: Quantities, times: Times) -> Ints:
    """The row number of the time of each figure, -1 where none is told."""
    says = sayings(scan)
    found = governing_times(scan, figures, times, says)
    rows = np.flatnonzero((found == NONE) & scan.names.are(figures.kind, "count"))
    found[rows] = _carried(scan, figures.take(rows), times, says)
    return found


def _carried(scan: Scan, figures: Quantities, times: Times, says: Flags) -> Ints:
    """The last time named before each figure in another sentence of its document, if that is a day that holds on."""
    named = np.flatnonzero(~scan.names.are(times.kind, "clock"))
    last = np.append(named, NONE)[np.searchsorted(times.first[named], figures.first) - 1]
    is_known = (times.from_day != UNKNOWN) & (times.to_day != UNKNOWN) & (times.to_day - times.from_day <= _WEEK)
    is_short = scan.names.are(times.kind, "date") | is_known & scan.names.are(times.kind, "window")
    holds = np.append(is_short & ~of_saying(scan, times, says), False)[last]
    position = np.append(times.first, 0)[last]
    distance = scan.sentences_of(figures.first) - scan.sentences_of(position)
    document, own = (scan.batch.document_of(scan.start[tokens]) for tokens in (position, figures.first))
    rows = np.flatnonzero(holds & (document == own) & (distance > 0) & (distance <= _SENTENCES))
    is_past, is_coming = _tense(scan, figures.first[rows])
    rows = rows[is_past | is_coming & _tense(scan, position[rows])[1]]
    found = np.full(len(figures), NONE)
    found[rows] = last[rows]
    return found


def _tense(scan: Scan, tokens: Ints) -> tuple[Flags, Flags]:
    """Whether the sentence of each token is told in the simple past, and whether it tells what will be."""
    begins, ends = scan.sentence_limits(tokens)

    def are_present(words: Ints) -> Flags:
        return scan.has(words, *_NOT_PAST) | scan.has(words, *_VERBS) & scan.told(words, _is_present, np.bool_)

    return ~any_in(begins, ends, are_present), any_in(begins, ends, lambda words: scan.has(words, "word.will"))


def _is_present(word: str) -> bool:
    """Whether a verb is in the third person of the present: takes."""
    return word.endswith("s") and not word.endswith("ss") and word != "was"
