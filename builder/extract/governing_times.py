"""Governing times: for each quantity the time at which what it tells of holds.

The nearest expression of its clause, else of its sentence. A day beside a verb of saying tells when somebody spoke and
not what happened (said on Tuesday that 40 tanks were lost), and no time reaches through a quotation mark.
"""

from __future__ import annotations

import numpy as np

from claimledger.extract.mentions import Quantities, Times
from claimledger.text.kinds import KIND_SETS
from claimledger.text.rows import NONE, Flags, Ints, Numbers, covered, last_within
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
    sentence, own_sentence = scan.sentences_of(times.first[may]), scan.sentences_of(quantities.first)
    timed = np.flatnonzero(np.isin(own_sentence, sentence))
    if not len(timed):
        return best
    first, last = times.first[may], times.last[may]
    is_day = scan.names.are(times.kind[may], "date")
    firm = np.where(is_day | scan.names.are(times.kind[may], "since", "window"), _FIRM, 0)
    words = _Words(scan, own_sentence[timed], says)
    is_of_opening = _in_opening_participle(scan, first)
    at = np.searchsorted(first, quantities.first[timed])
    for step in range(-_NEIGHBOURS, _NEIGHBOURS):
        near = np.clip(at + step, 0, len(may) - 1)
        inside = np.flatnonzero((near == at + step) & (sentence[near] == own_sentence[timed]))
        rows, time = timed[inside], near[inside]
        begin, end = quantities.first[rows], quantities.last[rows]
        is_before = last[time] <= begin
        low, high = np.where(is_before, last[time], end), np.where(is_before, begin, first[time])
        fits = low <= high
        apart, marks, said = words.between(sentence[time], np.minimum(low, high), high)
        fits &= marks % 2 == 0
        # a day in front of a verb of saying is that of the speech
        fits &= ~(is_before & is_day[time] & (said > 0))
        distance = (high - low) + apart + is_before * _BEFORE + firm[time]
        # a time behind belongs to its own clause, one in front may set the scene for all
        fits &= is_before | (apart < 2 * _CLAUSE)
        # founded in 1994, it has 40 ships
        fits &= ~(is_before & is_of_opening[time] & (apart > 0))
        better = np.flatnonzero(fits & (distance < nearest[rows]))
        best[rows[better]], nearest[rows[better]] = may[time[better]], distance[better]
    return best


def of_saying(scan: Scan, times: Times, says: Flags) -> Flags:
    """Which times belong to a verb of saying close in front of them, or right behind."""
    is_verb = np.append(says, False)
    begins_said = is_verb[times.last] & scan.names.are(times.kind, "date")
    # condemned the attack today: it was then
    of_deed = scan.has(times.first - 1, "weapon_word.target") & ~scan.has(times.first - 1, "function.preposition")
    is_beside, is_open = np.zeros(len(times), np.bool_), np.ones(len(times), np.bool_)
    for distance in range(1, _BESIDE + 2):
        word = times.first - distance
        is_open &= ~scan.has(word, "mark.,", "mark.;", "word.that", "boundary")
        is_beside |= is_open & is_verb[np.maximum(word, -1)]
    return is_beside & ~of_deed | begins_said


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


class _Words:
    """What stands between words of the same sentence, for those sentences that are asked for."""

    def __init__(self, scan: Scan, sentences: Ints, says: Flags) -> None:
        """Count the words of the sentences, which come in order; says: which tokens are verbs of speech."""
        told = np.unique(sentences)
        first, last = scan.boundary[told], np.append(scan.boundary[1:], len(scan.kind))[told]
        tokens = covered(first, last)
        kinds = scan.kind[tokens]
        self._place = np.zeros(len(scan.boundary), np.int64)
        """Sentence -> what turns its tokens into places among the words counted."""
        self._place[told] = np.cumsum(last - first) - last
        counted = (
            ((_COMMA, ("mark.,", "word.and")), (_CLAUSE, (*_ENDS, "cue.verb.finite"))),
            ((1, ('mark."', "mark.\x93", "mark.\x94")),),
        )
        self._before = [_before(kinds, len(scan.kind_sets), weights) for weights in counted]
        self._before.append(np.append(0, np.cumsum(says[tokens])))

    def between(self, sentence: Ints, low: Ints, high: Ints) -> list[Ints]:
        """Between tokens of a sentence: how far clauses and commas set apart, quotation marks, verbs of saying."""
        low, high = low + self._place[sentence], high + self._place[sentence]
        return [total[high] - total[low] for total in self._before]


def _before(kinds: Numbers, sets: int, weights: tuple[tuple[int, tuple[str, ...]], ...]) -> Ints:
    """The weights of all words before each, and behind the last."""
    of_kind = np.zeros(sets, np.int64)
    for weight, names in weights:
        of_kind[KIND_SETS.having(*names)] = weight
    total = np.zeros(len(kinds) + 1, np.int64)
    np.cumsum(of_kind.take(kinds), out=total[1:])
    return total
