"""Who says it: the innermost attribution around a figure that states something.

Who intends, welcomes, condemns, sees or owns up to something does not state its figures: `the US condemns attacks that
killed 40` leaves them to whoever says so around it, or to the document. seeds/stances.csv lists such cues.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from claimledger.extract.mentions import Attributions, Quantities
from claimledger.extract.sayings import claims_deed
from claimledger.text.rows import NONE, Ints
from claimledger.text.scan import Scan
from claimledger.text.vocabulary import seed_rows

_DEEPEST = 12
"""Attributions are nested no deeper than this."""


def stating(scan: Scan, figures: Quantities, attributions: Attributions) -> Ints:
    """The row of the attribution that states each figure; -1 where the document itself does."""
    is_stance = scan.names.told(attributions.cue_lemma, lambda lemma: lemma in _stances(), np.bool_, False)
    cue = np.searchsorted(scan.end, attributions.cue_start, side="right")
    states = np.append(~is_stance & ~claims_deed(scan, np.minimum(cue, len(scan.kind) - 1)), True)
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
