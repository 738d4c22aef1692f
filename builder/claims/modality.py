"""Modality: whether a figure is asserted, called possible, planned or denied, and whether its clause is negated.

The words are seeds/modals.csv. A word counts that stands before the figure in its clause, or right behind what is
counted as its verb (12,000 troops could be sent). Who denies, promises or demands decides before these words do.
"""

from __future__ import annotations

import numpy as np

from claimledger.extract.mentions import Attributions, Quantities
from claimledger.text.rows import NONE, Flags, Ints, Named, last_within
from claimledger.text.scan import Scan

ASSERTED, POSSIBLE, PLANNED, DENIED = "asserted", "possible", "planned", "denied"
_REACH = 12
"""So many tokens before the figure may its modal verb stand."""
_NEGATED = 6
"""So many tokens before the figure may its negation stand."""
_BEHIND = 2
"""So many tokens behind what is counted may its modal verb stand."""
_CLAUSE = ("boundary", "mark.;", "function.relative", "word.that", "word.but", "cue.verb.*")
"""What a clause begins behind."""
_OF_CUE = {"promise": PLANNED, "demand": PLANNED}


def modality(scan: Scan, figures: Quantities, attributions: Attributions) -> Named:
    """The modality code of each figure."""
    begin = clause_begins(scan, figures.first)
    possible, planned = (np.flatnonzero(scan.flag(f"modal.{code}")) for code in (POSSIBLE, PLANNED))
    low = np.maximum(begin, figures.first - _REACH)
    behind = np.where(figures.noun_last >= 0, figures.noun_last, figures.last)
    is_possible = last_within(possible, low, figures.first) >= 0
    is_planned = last_within(planned, low, figures.first) >= 0
    near = (scan.has(behind + step, f"modal.{POSSIBLE}") for step in range(_BEHIND))
    is_possible |= np.logical_or.reduce(list(near))
    names = scan.names
    cue = np.append(attributions.cue_code, NONE)[figures.attribution]
    by_cue = names.told(cue, lambda code: names.number(_OF_CUE.get(code)))
    is_denied = names.are(cue, "deny") & ~np.append(attributions.is_negated, False)[figures.attribution]
    choices = [is_denied, is_planned, is_possible, by_cue >= 0]
    codes = [np.full(len(figures), names.number(code)) for code in (DENIED, PLANNED, POSSIBLE)]
    return np.select(choices, [*codes, by_cue], names.number(ASSERTED))


def negated(scan: Scan, figures: Quantities) -> Flags:
    """Whether the clause of each figure is negated before it: did not lose 40 tanks."""
    negations = np.flatnonzero(scan.flag("function.negation"))
    negations = negations[~scan.has(negations + 1, "word.only", "word.just", "word.more", "word.less", "word.to")]
    low = np.maximum(clause_begins(scan, figures.first), figures.first - _NEGATED)
    return last_within(negations, low, figures.first) >= 0


def clause_begins(scan: Scan, tokens: Ints) -> Ints:
    """The first token of the clause of each token: the word behind what last opened one, or that word itself."""
    opening = np.flatnonzero(scan.flag(*_CLAUSE))
    return np.maximum(opening[np.searchsorted(opening, tokens) - 1], 0)
