"""Bounds: how far a stated number holds (`at least`, `about`, `or more`), and the interval that follows from it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from claimledger.text.finding import Matches
from claimledger.text.rows import NONE, Floats, Ints, Named, Names, first_within
from claimledger.text.view import View


@dataclass
class Interval:
    """What a number may be, as columns: the stated value, the least and the greatest; NaN where there is none."""

    value: Floats
    low: Floats
    high: Floats

    @property
    def stated(self) -> Floats:
        """The value, or else an end of the interval."""
        end = np.where(np.isnan(self.low), self.high, self.low)
        return np.where(np.isnan(self.value), end, self.value)


def interval_of(names: Names, value: Floats, bound: Named) -> Interval:
    """The interval of stated values under their bounds."""
    has_floor = names.are(bound, "exact", "at_least", "more_than")
    has_ceiling = names.are(bound, "exact", "at_most", "less_than")
    return Interval(value, np.where(has_floor, value, np.nan), np.where(has_ceiling, value, np.nan))


def floor_only(least: Floats) -> Interval:
    """The interval of an indefinite amount: a floor and nothing else."""
    unknown = np.full(len(least), np.nan)
    return Interval(unknown, least, unknown)


def bounds_of(matches: Matches, first: Ints) -> tuple[Named, Ints]:
    """The bound of each number that begins at `first`, and the token with which its wording begins.

    Words before the number go over words behind it.
    """
    view = matches.view
    bound = np.full(len(matches), matches.scan.names.number("exact"))
    for group in ("after", "before"):
        begin, end = matches.group(group)
        words, codes = _limiting_words(view, begin, end)
        word = first_within(words, begin, end)
        is_limited = word >= 0
        bound[is_limited] = codes[np.searchsorted(words, word[is_limited])]
        first = np.where(is_limited, np.minimum(first, word), first)
    return bound, first


def bound_of(view: View, begin: Ints, end: Ints) -> Named:
    """The bound code that the words of each token range set; -1 where they set none."""
    words, codes = _limiting_words(view, begin, end)
    word = first_within(words, begin, end)
    found = np.full(len(begin), NONE)
    found[word >= 0] = codes[np.searchsorted(words, word[word >= 0])]
    return found


def _limiting_words(view: View, begin: Ints, end: Ints) -> tuple[Ints, Named]:
    """The words of the token ranges that limit a number, with the bound they set."""
    words = view.words_in(begin, end)
    codes = view.told(words, lambda token: _bound_at(view, token))
    return words[codes != NONE], codes[codes != NONE]


def _bound_at(view: View, token: int) -> int:
    for sense in view.senses(token, "bound."):
        code = sense.row["bound_code"]
        return NONE if code == "exact" else view.scan.names.number(code)
    return NONE
