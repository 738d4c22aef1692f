"""Sayings: the verbs that tell of speech, among all words that can.

`Attacks` and `strikes` are verbs of speech and, far more often in reports on war, things that happen; an attack that is
claimed, or claimed by somebody, is no speech of which a day beside it could be the day.
"""

from __future__ import annotations

import numpy as np

from claimledger.text.rows import Flags, Ints
from claimledger.text.scan import Scan

_DEEDS = ("weapon_word.defeat", "weapon_word.target", "weapon_word.war", "event.noun")
_CLAIMS = frozenset({"claim", "claims", "claimed"})
_RESPONSIBILITY = frozenset({"responsibility", "credit"})
_REACH = 3
"""Among so many words behind `claimed` stands the deed."""


def sayings(scan: Scan) -> Flags:
    """For each token whether it is a finite verb of speech."""
    cues = np.flatnonzero(scan.flag("cue.verb.finite"))
    is_speech = ~scan.has(cues, *_DEEDS) & ~scan.has(cues + 1, "word.by")
    before = cues - 1
    is_noun = scan.has(before, "function.determiner", "shape.number", "number.*", "mark.possessive_s", "word.of")
    is_noun |= scan.has(before, "shape.lower") & scan.has(before - 1, "function.preposition")
    is_speech &= ~(is_noun & ~scan.has(before, "function.adverb") & scan.told(cues, _is_plural, np.bool_))
    is_speech[is_speech] = ~claims_deed(scan, cues[is_speech])
    found = np.zeros(len(scan.kind), np.bool_)
    found[cues[is_speech]] = True
    return found


def _is_plural(word: str) -> bool:
    """Whether a word may be the plural of a noun as well: projects, claims."""
    return word.endswith("s")


def claims_deed(scan: Scan, tokens: Ints) -> Flags:
    """Whether each word claims a deed and no fact: claimed two attacks, claimed responsibility."""
    is_claim = scan.told(tokens, lambda word: word.lower() in _CLAIMS, np.bool_)
    rows = np.flatnonzero(is_claim & ~scan.has(tokens + 1, "word.that"))
    is_claim[:] = False
    for step in range(1, _REACH + 1):
        behind = np.minimum(tokens[rows] + step, len(scan.kind) - 1)
        is_deed = scan.has(behind, "weapon_word.target") & ~scan.has(behind, "function.preposition", "event.object")
        is_claim[rows] |= is_deed | scan.told(behind, lambda word: word.lower() in _RESPONSIBILITY, np.bool_)
    return is_claim
