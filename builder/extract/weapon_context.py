"""Context: whether a word that may be a weapon is one where it stands.

A plane, a mine or a shell is a weapon among words of war and none among words of business and sport. The vocabulary
tells which forms are in doubt (see weapon_form in text/vocabulary.py).
"""

from __future__ import annotations

import numpy as np

from claimledger.text.kinds import KIND_SETS
from claimledger.text.rows import Flags, Ints, covered
from claimledger.text.view import View

_REACH = 40
"""So many words on either side are looked at."""

_WAR = (
    "weapon_word.war",
    "weapon_word.owner",
    "weapon_word.ship_prefix",
    "weapon.named.plain",
    "weapon.generic.plain",
    "force.forces",
    "actor.military",
    "actor.armed_group",
)
_LEISURE = ("weapon_word.leisure",)
_PEACE = ("weapon_word.civil", *_LEISURE)


def among_war(view: View, first: Ints, last: Ints, is_wanting: Flags) -> Flags:
    """For each token range whether the words around speak of war more than of peace, where that is wanted; of the
    others, whether they do not speak of leisure more than of war."""
    begin, end = _surroundings(view, first, last)
    tokens, row = covered(begin, end), np.repeat(np.arange(len(first)), end - begin)
    outside = (tokens < first[row]) | (tokens >= last[row])
    tokens, row = tokens[outside], row[outside]

    def count(*kinds: str) -> Ints:
        words = np.bincount(row[view.scan.has(tokens, *kinds)], minlength=len(first))
        return words + _phrases(view, begin, end, kinds)

    war = count(*_WAR)
    return np.where(is_wanting, war > count(*_PEACE), war >= count(*_LEISURE))


def _surroundings(view: View, first: Ints, last: Ints) -> tuple[Ints, Ints]:
    """The words on either side, within the document."""
    separators = np.flatnonzero(view.scan.flag("mark.separator"))
    document = np.searchsorted(separators, first)
    begins = np.concatenate(([0], separators))[document]
    ends = np.append(separators, len(view.classes))[document]
    return np.maximum(first - _REACH, begins), np.minimum(last + _REACH, ends)


def _phrases(view: View, begin: Ints, end: Ints, kinds: tuple[str, ...]) -> Ints:
    """How many phrases of one of the kinds begin in each token range."""
    is_such = KIND_SETS.having(*kinds)[view.scan.lexicon.phrase_kind[view.laid_phrase]]
    first = view.laid_first[is_such]
    return np.searchsorted(first, end) - np.searchsorted(first, begin)
