"""Who says it: the innermost attribution around a figure that states something.

Who intends, welcomes, condemns or sees something does not state its figures: `the US condemns attacks that killed 40`
leaves them to whoever says so around it, or to the document. seeds/stances.csv lists such cues.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from claimledger.extract.mentions import Attributions, Quantities
from claimledger.text.rows import NONE, Ints, Names
from claimledger.text.vocabulary import seed_rows

_DEEPEST = 12
"""Attributions are nested no deeper than this."""


def stating(names: Names, figures: Quantities, attributions: Attributions) -> Ints:
    """The row of the attribution that states each figure; -1 where the document itself does."""
    states = np.append(names.told(attributions.cue_lemma, lambda lemma: lemma not in _stances(), np.bool_, True), True)
    parents = np.append(attributions.parent, NONE)
    found = figures.attribution.copy()
    for _ in range(_DEEPEST):
        silent = np.flatnonzero(~states[found])
        if not len(silent):
            break
        found[silent] = parents[found[silent]]
    return np.where(states[found], found, NONE)


@cache
def _stances() -> frozenset[str]:
    """Lemmas of cues that state nothing."""
    return frozenset(row["lemma"] for row in seed_rows("stances"))
