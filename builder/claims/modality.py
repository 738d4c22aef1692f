"""Modality: whether a figure is asserted, called possible, planned or denied, and whether its clause is negated.

The words are seeds/modals.csv. A word counts that stands before the figure in its clause, or right behind what is
counted as its verb (12,000 troops could be sent). Who denies, promises or demands decides before these words do.
"""

from __future__ import annotations

import numpy as np

from claimledger.extract.mentions import Attributions, Quantities
from claimledger.text.rows import NONE, Flags, Ints, Named, first_within, last_within
from claimledger.text.scan import Scan

ASSERTED, POSSIBLE, PLANNED, DENIED = "asserted", "possible", "planned", "denied"
_REACH = 12
"""So many tokens before the figure may its modal verb stand."""
_NEGATED = 6
"""So many tokens before the figure may its negation stand."""
_BEHIND = 1
"""So many tokens behind what is counted may the modal verb of a figure stand that is no subject."""
_CLAUSE = ("boundary", "mark.;", "function.relative", "word.that", "word.but", "cue.verb.*")
"""What a clause begins behind."""
_SUBJECT_REACH = 25
"""So many tokens behind it may the verb of a figure stand that is the subject of its clause."""
_VERBS = ("function.auxiliary", "function.verb_common", "cue.verb", "modal.*", "event.object", "holding.*")
_SAYING = ("say", "report", "claim", "confirm", "promise", "estimate")
_OF_CUE = {"promise": PLANNED, "demand": PLANNED}


class Clauses:
    """Where the clauses of a scan begin."""

    def __init__(self, scan: Scan) -> None:
        """Behind a conjunction, a relative or a cue, unless the cue is a noun: our humanitarian support."""
        opening = np.flatnonzero(scan.flag(*_CLAUSE))
        noun = scan.has(opening - 1, "function.determiner") | scan.has(opening - 2, "function.determiner")
        self._opening = opening[~(scan.has(opening, "cue.verb") & noun)]

    def begins(self, tokens: Ints) -> Ints:
        """What opened the clause of each token, or the first token."""
        return np.maximum(np.append(self._opening, NONE)[np.searchsorted(self._opening, tokens) - 1], 0)


def modality(scan: Scan, figures: Quantities, attributions: Attributions, clauses: Clauses) -> Named:
    """The modality code of each figure."""
    names = scan.names
    cue = np.append(attributions.cue_code, NONE)[figures.attribution]
    is_said = names.are(cue, *_SAYING)
    begin = clauses.begins(figures.first)
    is_possible, is_planned = _told_before(scan, figures, begin, is_said)
    behind = _verb_behind(scan, figures, begin)
    is_possible |= scan.has(behind, f"modal.{POSSIBLE}")
    is_planned |= scan.has(behind, f"modal.{PLANNED}")
    # what is so already: to relieve the suffering of 40 civilians; the return of those who hold 40 men
    is_given = (figures.event == NONE) & scan.has(figures.first - 1, "word.of")
    relatives = np.flatnonzero(scan.flag("function.relative"))
    is_given |= last_within(relatives, figures.first - _NEGATED, figures.first) >= 0
    is_given |= names.are(figures.event, "range", "length")
    by_cue = names.told(cue, lambda code: names.number(_OF_CUE.get(code)))
    is_denied = names.are(cue, "deny") & ~np.append(attributions.is_negated, False)[figures.attribution]
    choices = [is_denied, is_planned & ~is_given, is_possible, (by_cue >= 0) & ~is_given]
    codes = [np.full(len(figures), names.number(code)) for code in (DENIED, PLANNED, POSSIBLE)]
    return np.select(choices, [*codes, by_cue], names.number(ASSERTED))


def _told_before(scan: Scan, figures: Quantities, begin: Ints, is_said: Flags) -> tuple[Flags, Flags]:
    """Whether a word for what is possible, and one for what is planned, stands before each figure in its clause.

    `They said they would send 40 tanks` is a plan. The month of May is neither.
    """
    low = np.maximum(begin, figures.first - _REACH)
    possible, planned = (np.flatnonzero(scan.flag(f"modal.{code}")) for code in (POSSIBLE, PLANNED))
    possible = possible[~scan.has(possible, "function.month") | ~scan.has(possible, "shape.capitalised")]
    word = last_within(possible, low, figures.first)
    would = (word >= 0) & scan.has(word, "word.would")
    own_plan = would & is_said & scan.has(word - 1, "function.pronoun_personal")
    return (word >= 0) & ~own_plan, (last_within(planned, low, figures.first) >= 0) | own_plan


def _verb_behind(scan: Scan, figures: Quantities, begin: Ints) -> Ints:
    """The first verb behind each figure that stands before any verb of its clause: 40 members of it will meet.

    Of a figure behind a verb only the word right behind what is counted.
    """
    verbs = np.flatnonzero(scan.flag(*_VERBS))
    verbs = verbs[~scan.has(verbs, "function.preposition")]
    behind = np.where(figures.noun_last >= 0, figures.noun_last, figures.last)
    is_subject = last_within(verbs, begin, figures.first) < 0
    end = np.minimum(behind + np.where(is_subject, _SUBJECT_REACH, _BEHIND), scan.sentence_limits(figures.first)[1])
    return first_within(verbs, behind, end)


def negated(scan: Scan, figures: Quantities, clauses: Clauses) -> Flags:
    """Whether the clause of each figure is negated before it: did not lose 40 tanks."""
    negations = np.flatnonzero(scan.flag("function.negation"))
    negations = negations[~scan.has(negations + 1, "word.only", "word.just", "word.more", "word.less", "word.to")]
    low = np.maximum(clauses.begins(figures.first), figures.first - _NEGATED)
    return last_within(negations, low, figures.first) >= 0
