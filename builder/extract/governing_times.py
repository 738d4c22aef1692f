"""Governing times: for each quantity the time at which what it tells of holds.

The nearest expression of its clause, else of its sentence. A day beside a verb of saying tells when somebody spoke and
not what happened (said on Tuesday that 40 tanks were lost), and no time reaches through a quotation mark.
"""

from __future__ import annotations

import numpy as np

from claimledger.extract.mentions import Quantities, Times
from claimledger.text.kinds import KIND_SETS
from claimledger.text.rows import NONE, Flags, Ints, last_within
from claimledger.text.scan import Scan

_NEIGHBOURS = 3
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
_ENDS = (
    *("mark.;", "mark.:", "mark.dash", "function.complementizer", "function.relative"),
    *("word.but", "word.while", "word.when", "word.after", "word.before", "word.as"),
)
"""Kinds of words that end a clause."""


def governing_times(scan: Scan, quantities: Quantities, times: Times, says: Flags) -> Ints:
    """For each quantity the row number of the time that governs it; -1 where its sentence has none.

    quantities and times: in order of the text, of the scan; says: which tokens are verbs of speech. Hours of the day
    (clock) govern nothing.
    """
    may = np.flatnonzero(~scan.names.are(times.kind, "clock") & ~of_saying(scan, times, says))
    best, nearest = np.full(len(quantities), NONE), np.full(len(quantities), _FAR)
    if not len(may):
        return best
    first, last = times.first[may], times.last[may]
    is_day = scan.names.are(times.kind[may], "date")
    firm = np.where(is_day | scan.names.are(times.kind[may], "since", "window"), _FIRM, 0)
    apart, marks, said = _counted(scan, says)
    sentence, own_sentence = scan.sentences_of(first), scan.sentences_of(quantities.first)
    is_of_opening = _in_opening_participle(scan, first)
    at = np.searchsorted(first, quantities.first)
    for step in range(-_NEIGHBOURS, _NEIGHBOURS):
        row = at + step
        inside = (row >= 0) & (row < len(may))
        rows = np.flatnonzero(inside & (sentence[np.where(inside, row, 0)] == own_sentence))
        time, begin, end = row[rows], quantities.first[rows], quantities.last[rows]
        is_before = last[time] <= begin
        low, high = np.where(is_before, last[time], end), np.where(is_before, begin, first[time])
        fits = low <= high
        high = np.maximum(low, high)
        fits &= (marks[high] - marks[low]) % 2 == 0
        # a day in front of a verb of saying is that of the speech
        fits &= ~(is_before & is_day[time] & (said[high] > said[low]))
        distance = (high - low) + (apart[high] - apart[low]) + is_before * _BEFORE + firm[time]
        # a time behind belongs to its own clause, one in front may set the scene for all
        fits &= is_before | (apart[high] - apart[low] < 2 * _CLAUSE)
        # founded in 1994, it has 40 ships
        fits &= ~(is_before & is_of_opening[time] & (apart[high] > apart[low]))
        better = np.flatnonzero(fits & (distance < nearest[rows]))
        best[rows[better]], nearest[rows[better]] = may[time[better]], distance[better]
    return best


def of_saying(scan: Scan, times: Times, says: Flags) -> Flags:
    """Which times belong to a verb of saying close in front of them, or right behind."""
    cues = np.flatnonzero(says)
    cue = last_within(cues, times.first - _BESIDE - 2, times.first)
    clause = np.flatnonzero(scan.flag("mark.,", "mark.;", "word.that", "boundary"))
    is_beside = (cue >= 0) & (last_within(clause, cue, times.first) == NONE)
    begins_said = np.append(says, False)[times.last] & scan.names.are(times.kind, "date")
    # condemned the attack today: it was then
    of_deed = scan.has(times.first - 1, "weapon_word.target") & ~scan.has(times.first - 1, "function.preposition")
    return is_beside & ~of_deed & (times.first - cue <= _BESIDE + 1) | begins_said


def _in_opening_participle(scan: Scan, tokens: Ints) -> Flags:
    """Whether each token stands in a participle that opens its sentence: founded in 1994, speaking on Monday."""
    begin = scan.sentence_limits(tokens)[0] + 1
    opens = scan.told(np.minimum(begin, len(scan.kind) - 1), _is_participle, np.bool_)
    commas = np.flatnonzero(scan.flag("mark.,"))
    return opens & (last_within(commas, begin, tokens) == NONE)


def _is_participle(word: str) -> bool:
    """Whether a word at the head of a sentence can only be a participle; not Following, During, Beginning."""
    return word in _PARTICIPLES or (len(word) > 5 and word.istitle() and word.endswith("ed"))


_PARTICIPLES = frozenset({"Built", "Born", "Set", "Speaking", "Writing", "Addressing", "Founded", "Based"})


def _counted(scan: Scan, says: Flags) -> tuple[Ints, Ints, Ints]:
    """What stands before each token: how far ends of clauses and commas set apart, quotation marks, verbs of saying."""
    apart = _before(scan, ((_COMMA, ("mark.,", "word.and")), (_CLAUSE, (*_ENDS, "cue.verb.finite"))))
    marks = _before(scan, ((1, ('mark."', "mark.\x93", "mark.\x94")),))
    return apart, marks, np.append(0, np.cumsum(says))


def _before(scan: Scan, weights: tuple[tuple[int, tuple[str, ...]], ...]) -> Ints:
    """The weights of all words before each token, and behind the last."""
    of_kind = np.zeros(len(scan.kind_sets), np.int8)
    for weight, kinds in weights:
        of_kind[KIND_SETS.having(*kinds)] = weight
    total = np.zeros(len(scan.kind) + 1, np.int64)
    np.cumsum(of_kind.take(scan.kind), out=total[1:])
    return total
