"""Placed: where things are said to be, and the place of the sentence that a figure is about.

A place governs what is said around it when a preposition of place stands before it (near Mosul, in Syria and Iraq) or
when it is a heading of its own. Examples (cities such as Aleppo) and the place where somebody speaks (said in Kyiv)
govern nothing.
"""

from __future__ import annotations

import numpy as np

from claimledger.extract.mentions import Locations, Quantities
from claimledger.extract.sayings import sayings
from claimledger.text.rows import NONE, Flags, Ints
from claimledger.text.scan import Scan

_OF_PLACE = frozenset(
    {"in", "at", "near", "on", "around", "inside", "outside", "across", "throughout", "over", "off", "within", "along"}
)
_EXAMPLE = frozenset({"including", "as", "like", "unlike", "except", "than", "with"})
_HEAD_REACH = 4
_HEADING = 3


class Placed:
    """The places of a scan in order. governs: everything told near it is there; is_usable: something may be there."""

    def __init__(self, scan: Scan, locations: Locations) -> None:
        """Tell what stands before each place. One that nobody knows governs too: then it is not known where."""
        self.scan, self.first, self.last, self.place_id = scan, locations.first, locations.last, locations.place_id
        self.sentence = scan.sentences_of(self.first)
        self.document = scan.batch.document_of(scan.start[self.first])
        head = self._heads(self.first - 1)
        word = self._told(head)
        # in the town of Mosul: the first preposition tells
        of_part = np.flatnonzero(scan.has(head, "word.of"))
        outer = self._heads(head - 1)[of_part]
        part = of_part[self._told(outer) == _STRONG]
        word[part] = _STRONG
        joined = self._are_joined()
        first = np.maximum.accumulate(np.where(joined, 0, np.arange(len(word)))) if len(word) else word
        word, head = word[first], head[first]
        says = np.append(sayings(scan), False)
        speaks = says[np.maximum(head - 1, NONE)] | says[np.maximum(head - 2, NONE)]
        is_speakers = (head >= 0) & speaks & ~scan.has(head - 1, "event.*", "weapon_word.target")
        begin, end = scan.sentence_limits(self.first)
        is_heading = end - begin - 1 <= self.last - self.first + _HEADING
        self.head = head
        self.governs: Flags = (((word == _STRONG) & ~is_speakers) | is_heading).astype(np.bool_)
        self.is_usable: Flags = (word != _OF_EXAMPLE) & ~is_speakers

    def _told(self, head: Ints) -> Ints:
        """What the preposition at each token says of the place behind it; -1 without."""
        return np.where(head >= 0, self.scan.told(np.maximum(head, 0), _preposition), NONE)

    def _heads(self, before: Ints) -> Ints:
        """The preposition before each place, adjectives and determiners between; -1 where there is none."""
        scan, at = self.scan, before.copy()
        found = np.full(len(at), NONE)
        looking = np.arange(len(at))
        for _ in range(_HEAD_REACH):
            is_head = scan.has(at[looking], "function.preposition", "word.as")
            found[looking[is_head]] = at[looking[is_head]]
            passes = scan.has(at[looking], "function.determiner", "shape.lower", "shape.capitalised", "mark.hyphen")
            passes &= ~scan.has(at[looking], "cue.verb.*", "event.*", "function.auxiliary", "function.verb_common")
            looking = looking[passes & ~is_head]
            at[looking] -= 1
        return found

    def _are_joined(self) -> Flags:
        """Whether each place goes on the one before: Syria and Iraq; Aleppo, northern Syria; Syria's Idlib province."""
        if not len(self.first):
            return np.zeros(0, np.bool_)
        gap = np.append(0, self.first[1:] - self.last[:-1])
        behind = np.append(0, self.last[:-1])
        is_same = np.append(False, self.sentence[1:] == self.sentence[:-1])
        marks = ("mark.,", "word.and", "word.or", "mark.(", "mark.possessive")
        return is_same & (gap <= 3) & (gap > 0) & self.scan.has(behind, *marks)

    def of_sentence(self, quantities: Quantities) -> Ints:
        """For each quantity the row of the place of its sentence that suits it best, -1 where it has none.

        A place right behind what is counted suits best (troops to Kursk). Else the nearest: words in front count
        twice, and a place that governs nothing, or a comma between, is as good as many words.
        """
        reach = np.where(quantities.noun_last >= 0, quantities.noun_last, quantities.last)
        own = self.scan.sentences_of(quantities.first)
        attach = np.where(self.scan.names.are(quantities.item, "distance"), _DISTANT, 1)
        commas = np.flatnonzero(self.scan.flag("mark.,", "mark.;"))
        best, cost = np.full(len(reach), NONE), np.full(len(reach), np.iinfo(np.int64).max)
        for rows in (np.flatnonzero(self.governs), np.flatnonzero(self.is_usable)):
            behind = np.searchsorted(self.first[rows], quantities.last)
            for at, is_before in ((behind - 1, True), (behind, False)):
                place = np.append(rows, NONE)[at]
                place[(place < 0) | (np.append(self.sentence, NONE)[place] != own)] = NONE
                first, last = np.append(self.first, 0)[place], np.append(self.last, 0)[place]
                gap = (quantities.first - last) * 2 + 4 if is_before else first - quantities.last
                ends = (last, quantities.first) if is_before else (np.minimum(reach, first), first)
                comma = np.searchsorted(commas, ends[1]) > np.searchsorted(commas, ends[0])
                apart = 0 if is_before else comma * _COMMA
                is_attached = ~np.bool_(is_before) & (np.append(self.head, NONE)[place] - reach <= attach)
                weak = np.where(np.append(self.governs, True)[place] | is_attached, 0, _WEAK)
                total = gap + apart + weak
                is_better = (place >= 0) & (total < cost)
                best, cost = np.where(is_better, place, best), np.where(is_better, total, cost)
        return best


_COMMA, _WEAK, _DISTANT = 6, 15, 8
_STRONG, _LEADING, _OF_EXAMPLE = range(3)


def _preposition(word: str) -> int:
    """What the word before a place says of it."""
    word = word.lower()
    if word in _EXAMPLE:
        return _OF_EXAMPLE
    return _STRONG if word in _OF_PLACE else _LEADING
