"""Sides: the actors that can own things or do something to them."""

from __future__ import annotations

import numpy as np

from claimledger.extract.mentions import Actors
from claimledger.extract.nationalities import may_own, of_country
from claimledger.text.rows import NONE, Flags, Ints
from claimledger.text.scan import Scan

SIDES = ("state", "military", "military_unit", "government", "armed_group", "pmc", "police_security", "alliance")
_OWNERS = (
    *SIDES,
    *("legislature", "intelligence", "intergovernmental_org", "ngo_humanitarian", "company", "organisation"),
    *("political_party", "religious_body", "demographic_group", "media", "person"),
)
_HEAD_REACH = 4
"""Among so many words before a name the preposition of its phrase is sought."""
_NO_ADJECTIVE = ("function.*", "cue.verb.*", "event.*", "holding.*")


class Sides:
    """The actors of a scan that can own or command, in order of the text.

    forces: the armed forces of a state; groups and units stand for themselves. is_target: an attack is aimed at it;
    is_possessor: an apostrophe follows. is_subject: may be the subject of a clause: no preposition stands before it (in
    Russia), and it is no part of another name (US-led, Russia's neighbours).
    """

    def __init__(self, scan: Scan, actors: Actors) -> None:
        """Keep the actors of such types; of persons those that stand for a country."""
        names = scan.names
        kept = names.are(actors.actor_type, *_OWNERS)
        is_person = names.are(actors.actor_type, "person")
        sides = actors.take(kept & ~(is_person & (actors.country < 0)))
        self.scan = scan
        self.first, self.last, self.country = sides.first, sides.last, sides.country
        self.speaker_id = sides.actor_id
        is_person = names.are(sides.actor_type, "person")
        self.actor_id = np.where(is_person, of_country(scan, "state", sides.country), sides.actor_id)
        is_state = (sides.country >= 0) & (is_person | names.are(sides.actor_type, "state", "government"))
        self.forces = self.actor_id.copy()
        self.forces[is_state] = of_country(scan, "forces", sides.country[is_state])
        self.sentence = scan.sentences_of(self.first)
        self.is_oblique = self._are_oblique()
        behind = self.last
        before = self.first - 1 - scan.has(self.first - 1, "function.determiner")
        self.is_target: Flags = scan.has(before, "weapon_word.target")
        is_possessor = self.is_possessor = scan.has(behind, "mark.possessive")
        thing = behind + 1 + scan.has(behind + 1, "mark.possessive_s")
        thing += scan.has(thing, "number.*", "shape.number")
        owns_subject = scan.has(thing, "force.*", "event.noun", "weapon.*", "weapon_word.war", "item", "holding.do")
        # gave Ukraine 14 tanks; forces fighting ISIL
        is_object = self.is_target | scan.has(before, "holding.give")
        is_object |= scan.told(np.maximum(before, 0), _is_gerund, np.bool_)
        self.is_person = is_person
        self.is_subject: Flags = ~self.is_oblique & ~is_object & (~is_possessor | owns_subject) & may_own(scan, behind)

    def _are_oblique(self) -> Flags:
        """Whether a preposition stands before each name, determiners and adjectives between; also behind `and`."""
        scan, at = self.scan, self.first - 1
        found = np.zeros(len(at), np.bool_)
        looking = np.arange(len(at))
        for _ in range(_HEAD_REACH):
            found[looking] = scan.has(at[looking], "function.preposition") & ~scan.has(at[looking], "mark.*")
            is_determiner = scan.has(at[looking], "function.determiner")
            found[looking] |= is_determiner & scan.has(at[looking] - 1, "function.preposition")
            is_adjective = scan.has(at[looking], "shape.lower", "shape.capitalised", "country.adjective")
            is_adjective &= ~scan.has(at[looking], *_NO_ADJECTIVE)
            looking = looking[is_adjective & ~is_determiner & ~found[looking]]
            at[looking] -= 1
        joined = scan.has(self.first - 1, "word.and", "word.or", "mark.,")
        joined |= scan.has(self.first - 2, "word.and", "mark.,") & scan.has(self.first - 1, "function.determiner")
        close = np.append(False, (self.first[1:] - self.last[:-1] <= 2) & (self.sentence[1:] == self.sentence[:-1]))
        rows = np.flatnonzero(joined & close & ~found)
        found[rows] = found[rows - 1]
        return found

    def last_until(self, tokens: Ints, which: Flags | None = None) -> Ints:
        """For each token the last side of its sentence that begins there or before, -1 where there is none."""
        rows = np.arange(len(self.first)) if which is None else np.flatnonzero(which)
        at = np.searchsorted(self.first[rows], tokens, side="right") - 1
        return self._in_sentence(np.append(rows, NONE)[at], tokens)

    def first_from(self, begin: Ints, tokens: Ints) -> Ints:
        """For each token the first side of its sentence that begins at `begin` or behind, -1 where there is none."""
        at = np.searchsorted(self.first, begin)
        return self._in_sentence(np.where(at < len(self.first), at, NONE), tokens)

    def _in_sentence(self, sides: Ints, tokens: Ints) -> Ints:
        found = np.full(len(sides), NONE)
        there = np.flatnonzero(sides >= 0)
        there = there[self.sentence[sides[there]] == self.scan.sentences_of(tokens[there])]
        found[there] = sides[there]
        return found


def _is_gerund(word: str) -> bool:
    return word.islower() and word.endswith("ing")
