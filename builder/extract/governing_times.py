"""Governing times: for each quantity the time at which what it tells of holds.

The nearest expression of its clause, else of its sentence. A day beside a verb of saying tells when somebody spoke and
not what happened (said on Tuesday that 40 tanks were lost), and no time reaches through a quotation mark.
"""

from __future__ import annotations

import numpy as np

from claimledger.extract.mentions import Quantities, Times
from claimledger.text.rows import NONE, Flags, Ints, last_within
from claimledger.text.scan import Scan

_NEIGHBOURS = 4
"""So many times on either side of a quantity are weighed."""
_CLAUSE = 14
_COMMA = 3
"""How many words of distance a clause that ends between time and quantity, and a comma, stand for."""
_BEFORE = 1
"""Words in front count this much more than those behind: 40 tanks since August."""
_FIRM = -4
"""What speaks for a time that tells how long something was counted (since, the past week) or the day."""
_BESIDE = 3
"""So many words may stand between a verb of saying and its time: told reporters in Kyiv on Tuesday."""
_FAR = 1_000_000


def governing_times(scan: Scan, quantities: Quantities, times: Times) -> Ints:
    """For each quantity the row number of the time that governs it; -1 where its sentence has none.

    quantities and times: in order of the text, of the scan. Hours of the day (clock) govern nothing.
    """
    cues = np.flatnonzero(scan.flag("cue.verb.finite"))
    of_saying = _of_saying(scan, times, cues)
    may = np.flatnonzero(~scan.names.are(times.kind, "clock") & ~of_saying)
    best, nearest = np.full(len(quantities), NONE), np.full(len(quantities), _FAR)
    if not len(may):
        return best
    first, last = times.first[may], times.last[may]
    is_day = scan.names.are(times.kind[may], "date")
    firm = np.where(is_day | scan.names.are(times.kind[may], "since", "window"), _FIRM, 0)
    breaks, commas, quotes, said = _counted(scan, cues)
    sentence, own_sentence = scan.sentences_of(first), scan.sentences_of(quantities.first)
    at = np.searchsorted(first, quantities.first)
    for step in range(-_NEIGHBOURS, _NEIGHBOURS):
        row = np.clip(at + step, 0, len(may) - 1)
        is_before = last[row] <= quantities.first
        apart = is_before | (first[row] >= quantities.last)
        low = np.where(is_before, last[row], quantities.last)
        high = np.where(is_before, quantities.first, first[row])
        high = np.maximum(low, high)
        fits = apart & (row == at + step) & (sentence[row] == own_sentence)
        fits &= (quotes[high] - quotes[low]) % 2 == 0
        # a day in front of a verb of saying is that of the speech
        fits &= ~(is_before & is_day[row] & (said[high] > said[low]))
        distance = (high - low) + (breaks[high] - breaks[low]) * _CLAUSE + (commas[high] - commas[low]) * _COMMA
        distance = np.where(fits, distance + is_before * _BEFORE + firm[row], _FAR)
        best = np.where(distance < nearest, may[row], best)
        nearest = np.minimum(distance, nearest)
    return best


def _of_saying(scan: Scan, times: Times, cues: Ints) -> Flags:
    """Which times belong to a verb of saying close in front of them, or right behind."""
    cue = last_within(cues, times.first - _BESIDE - 2, times.first)
    clause = np.flatnonzero(scan.flag("mark.,", "mark.;", "word.that", "boundary"))
    is_beside = (cue >= 0) & (last_within(clause, cue, times.first) == NONE)
    begins_said = scan.has(times.last, "cue.verb.finite") & scan.names.are(times.kind, "date")
    return is_beside & (times.first - cue <= _BESIDE + 1) | begins_said


def _counted(scan: Scan, cues: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """How many ends of clauses, commas, double quotation marks and verbs of saying stand before each token."""
    ends = scan.flag(
        "mark.;", "mark.:", "mark.dash", "function.complementizer", "function.relative", "word.but", "word.while",
        "word.when", "word.after", "word.before", "word.as",
    )  # fmt: skip
    said = np.zeros(len(scan.start), np.bool_)
    said[cues] = True
    marks = scan.flag('mark."', "mark.\x93", "mark.\x94")
    return _before(ends | said), _before(scan.flag("mark.,", "word.and")), _before(marks), _before(said)


def _before(flags: Flags) -> Ints:
    return np.append(0, np.cumsum(flags))
