"""Subjects: the side that the clause of a figure is about, and the side that a verb in the passive has behind `by`.

A subject stands before the figure in its clause and behind no preposition. A relative clause has the one before it
(Russia, which lost 40 tanks). A pronoun stands for a side named before: we and our for the speaker, it for the last
subject, they for the last side that does not speak.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from claimledger.extract.mentions import Quantities
from claimledger.extract.nationalities import nationality_within, of_country
from claimledger.extract.sides import Sides
from claimledger.text.rows import NONE, Flags, Ints, Named, first_within, last_within
from claimledger.text.scan import Scan

_OPENS = (
    *("boundary", "mark.;", "mark.:", "word.that", "word.whether", "function.relative"),
    "function.conjunction_subordinating",
)
_RELATIVE_REACH = 4
"""So many words before `which` may the name end that it stands for."""
_FAR = 25
"""So many words before a figure may its subject end."""
_SENTENCES = 3
"""So many sentences back may the side be named that a pronoun stands for."""
_BEHIND = 8
"""So many words behind what is counted may `by` stand."""
_NAME_REACH = 4
"""So many words behind `by` may the name begin."""
_OURS = ("word.we", "word.we've", "word.we'll", "word.our", "word.us", "word.i", "word.my")
_THEIRS = ("word.they", "word.they've", "word.their", "word.them")
_ITS = ("word.it", "word.its")
_POSSESSIVES = ("word.our", "word.my", "word.their", "word.its", "word.his", "word.her")
_SUBJECT_NOUNS = ("force.*", "item", "weapon.*")
"""Whose subject may be of the owner: its troops, their air force."""
_PRONOUNS = (*_OURS, *_THEIRS, *_ITS, "word.he", "word.she", "word.his", "word.her")


@dataclass(frozen=True)
class Figures:
    """Figures as links see them: first token, the token behind what is counted, and the actor who tells each."""

    first: Ints
    reach: Ints
    speaker: Named

    @classmethod
    def of(cls, quantities: Quantities, speaker: Named) -> Figures:
        """Of quantities and their speakers."""
        reach = np.where(quantities.noun_last >= 0, quantities.noun_last, quantities.last)
        return cls(quantities.first, reach, speaker)

    def take(self, rows: Ints) -> Figures:
        """These figures."""
        return Figures(self.first[rows], self.reach[rows], self.speaker[rows])


def subjects(scan: Scan, figures: Figures, sides: Sides) -> Ints:
    """The row of the side that each figure's clause is about; -1 where it has none."""
    opening = _openings(scan)
    at = np.searchsorted(opening, figures.first) - 1
    begin = np.where(at >= 0, np.append(opening, NONE)[at], 0)
    side = sides.last_until(figures.first - 1, sides.is_subject)
    in_clause = (side >= 0) & (np.append(sides.first, NONE)[side] >= begin)
    in_clause &= figures.first - np.append(sides.last, NONE)[side] <= _FAR
    found = np.where(in_clause, side, NONE)
    found = np.where(found >= 0, found, _before_relative(scan, begin, figures.first, sides))
    pronouns = np.flatnonzero(scan.flag(*_PRONOUNS))
    possessive = scan.has(pronouns, *_POSSESSIVES)
    owns_subject = scan.has(pronouns + 1, *_SUBJECT_NOUNS) | scan.has(pronouns + 2, *_SUBJECT_NOUNS)
    pronoun = last_within(pronouns[~possessive | owns_subject], begin, figures.first)
    rows = np.flatnonzero((found < 0) & (pronoun >= 0))
    found[rows] = meant(scan, pronoun[rows], figures.speaker[rows], sides)
    return found


def _openings(scan: Scan) -> Ints:
    """What a clause begins behind; a cue only where another subject may follow: not `pledged 40 tanks`, `vowed to`."""
    opening = np.flatnonzero(
        scan.flag(*_OPENS, "cue.verb.finite", "cue.verb.base", "cue.verb.gerund", "cue.verb.citing")
    )
    return opening[
        ~scan.has(opening, "holding.*") & ~(scan.has(opening, "cue.verb") & scan.has(opening + 1, "word.to"))
    ]


def _before_relative(scan: Scan, begin: Ints, tokens: Ints, sides: Sides) -> Ints:
    """The side right before the relative pronoun that opens a clause."""
    side = sides.last_until(begin)
    is_near = (side >= 0) & (begin - np.append(sides.last, NONE)[side] <= _RELATIVE_REACH)
    is_relative = scan.has(begin, "function.relative") & (begin < tokens)
    return np.where(is_relative & is_near, side, NONE)


def meant(scan: Scan, pronouns: Ints, speaker: Named, sides: Sides) -> Ints:
    """The row of the side each pronoun stands for; speaker: who says the sentence, as an actor."""
    ours, theirs = scan.has(pronouns, *_OURS), scan.has(pronouns, *_THEIRS)
    is_body = ~sides.is_person
    subject, anybody = (_last_before(scan, pronouns, sides, which) for which in (sides.is_subject & is_body, is_body))
    sentence = np.append(sides.sentence, NONE)
    nearest = np.where(sentence[anybody] > sentence[subject], anybody, subject)
    found = np.where(theirs, _near(scan, _not_speaking(nearest, speaker, sides), pronouns, sides), nearest)
    found[ours] = np.where(
        _row_of(sides, speaker[ours]) >= 0, _row_of(sides, speaker[ours]), _topic(scan, pronouns[ours], sides)
    )
    return np.where(ours | theirs | scan.has(pronouns, *_ITS), found, NONE)


def _last_before(scan: Scan, tokens: Ints, sides: Sides, which: Flags) -> Ints:
    """The last of such sides before each token, a few sentences back at most; -1 where there is none."""
    rows = np.flatnonzero(which)
    return _near(scan, np.append(rows, NONE)[np.searchsorted(sides.first[rows], tokens) - 1], tokens, sides)


def _near(scan: Scan, rows: Ints, tokens: Ints, sides: Sides) -> Ints:
    """The rows whose side stands in the document of its token and few sentences before it; -1 for all others."""
    first = np.append(sides.first, 0)[rows]
    is_near = (rows >= 0) & (first < tokens)
    is_near &= scan.sentences_of(tokens) - np.append(sides.sentence, 0)[rows] < _SENTENCES
    documents = scan.batch.document_of
    is_near &= documents(scan.start[first]) == documents(scan.start[tokens])
    return np.where(is_near, rows, NONE)


def _not_speaking(rows: Ints, speaker: Named, sides: Sides) -> Ints:
    """The same rows, but where it is the speaker the one before that is no mere place or receiver.

    Moscow said they had lost 400 men.
    """
    speaker_id, is_oblique = np.append(sides.speaker_id, NONE), np.append(sides.is_oblique, False)
    passed = np.zeros(len(rows), np.bool_)
    for _ in range(2 * _SENTENCES):
        speaks = (rows >= 0) & (speaker >= 0) & (speaker_id[rows] == speaker)
        passes = speaks | (passed & is_oblique[rows])
        rows, passed = np.where(passes, rows - 1, rows), passed | passes
    return np.maximum(rows, NONE)


def _row_of(sides: Sides, speaker: Named) -> Ints:
    """The first row of each actor, -1 where it is no side."""
    known, row = np.unique(sides.speaker_id, return_index=True)
    at = np.searchsorted(known, speaker)
    return np.where(np.append(known, NONE)[at] == speaker, np.append(row, NONE)[at], NONE) * (speaker >= 0) - (
        speaker < 0
    )


def _topic(scan: Scan, tokens: Ints, sides: Sides) -> Ints:
    """The first subject of the nearest sentence that has one: what a speech is about."""
    rows = np.flatnonzero(sides.is_subject)
    sentence, at = np.unique(sides.sentence[rows], return_index=True)
    own = np.searchsorted(sentence, scan.sentences_of(tokens), side="right") - 1
    row = np.append(rows[at], NONE)[own]
    is_behind = np.append(sides.first, 0)[row] >= tokens
    return _near(
        scan, np.where(is_behind & (own > 0), np.append(rows[at], NONE)[np.maximum(own - 1, NONE)], row), tokens, sides
    )


def doers(scan: Scan, figures: Figures, sides: Sides) -> Named:
    """The forces behind `by` that the passive has: 40 drones were shot down by Russian air defences; -1 without."""
    by = first_within(np.flatnonzero(scan.flag("word.by")), figures.reach, figures.reach + _BEHIND)
    side = np.where(by >= 0, sides.first_from(by, figures.first), NONE)
    side = np.where(np.append(sides.first, NONE)[side] <= by + _NAME_REACH, side, NONE)
    country, _ = nationality_within(scan, by + 1, np.where(by >= 0, by + _NAME_REACH, 0))
    return np.where(side >= 0, np.append(sides.forces, NONE)[side], of_country(scan, "forces", country))
