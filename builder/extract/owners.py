"""Whose: the actor a quantity belongs to (the user of a weapon: operators.py).

A nationality inside the counted noun phrase or shortly before it, else a side: the one the sentence names last before,
or the first one right behind. Functions here give a column of names, -1 where nobody is told.
"""

from __future__ import annotations

import numpy as np

from claimledger.extract.mentions import Actors, Quantities
from claimledger.gazetteer import Place
from claimledger.text.rows import NONE, Ints, Named, covered
from claimledger.text.scan import Scan

_OF_FORCES = (
    "troops",
    "prisoners",
    "casualties",
    "vehicles",
    "aircraft",
    "drones",
    "missiles",
    "weapons",
    "military_units",
)
_OWNED = (*_OF_FORCES, "officials", "civilians", "administrative_areas")
_LAND = ("settlements", "territory")
SIDES = ("state", "military", "military_unit", "government", "armed_group", "pmc", "police_security", "alliance")
_REACH = 25
_NEAR = 8


class Sides:
    """The actors of a scan that can own or command, in order of the text.

    forces: the armed forces of a state; groups and units stand for themselves.
    """

    def __init__(self, scan: Scan, actors: Actors) -> None:
        """Keep the actors of such types."""
        names = scan.names
        sides = actors.take(names.are(actors.actor_type, *SIDES))
        self.scan = scan
        self.first, self.last, self.actor_id = sides.first, sides.last, sides.actor_id
        is_state = (sides.country >= 0) & names.are(sides.actor_type, "state", "government")
        self.forces = sides.actor_id.copy()
        self.forces[is_state] = of_country(scan, "forces", sides.country[is_state])

    def last_until(self, tokens: Ints) -> Ints:
        """For each token the last side of its sentence that begins there or before, -1 where there is none."""
        return self._in_sentence(np.searchsorted(self.first, tokens, side="right") - 1, tokens)

    def first_from(self, begin: Ints, tokens: Ints) -> Ints:
        """For each token the first side of its sentence that begins at `begin` or behind, -1 where there is none."""
        at = np.searchsorted(self.first, begin)
        return self._in_sentence(np.where(at < len(self.first), at, NONE), tokens)

    def _in_sentence(self, sides: Ints, tokens: Ints) -> Ints:
        found = np.full(len(sides), NONE)
        there = np.flatnonzero(sides >= 0)
        sentence = self.scan.sentences_of(self.first[sides[there]])
        there = there[sentence == self.scan.sentences_of(tokens[there])]
        found[there] = sides[there]
        return found


def owners(scan: Scan, quantities: Quantities, sides: Sides, places: dict[str, Place]) -> Named:
    """Whose each quantity is; places must be linked already."""
    names = scan.names
    found = np.full(len(quantities), NONE)
    land = np.flatnonzero(names.are(quantities.item, *_LAND))
    found[land] = _of_land(scan, quantities.take(land), places)
    owned = np.flatnonzero(names.are(quantities.item, *_OWNED))
    found[owned] = _of_owned(scan, quantities.take(owned), sides)
    advances = np.flatnonzero(names.are(quantities.item, "distance") & names.are(quantities.event, "advanced"))
    found[advances] = _advancing(scan, quantities.first[advances], sides)
    return found


def _of_land(scan: Scan, land: Quantities, places: dict[str, Place]) -> Named:
    """Of the state named behind the number, else of the one the place lies in."""
    country = _nationality(scan, land.last, _reach(land))
    around = scan.names.told(land.place_id, lambda place: scan.names.number(places[place].country or None))
    return of_country(scan, "state", np.where(country >= 0, country, around))


def _of_owned(scan: Scan, owned: Quantities, sides: Sides) -> Named:
    """Of a nationality in the noun phrase, or before it in its clause: Ukrainian losses at more than 400 troops."""
    of_forces = scan.names.are(owned.item, *_OF_FORCES)
    country = _nationality(scan, owned.first, _reach(owned))
    before = nationality_before(scan, owned.first, _NEAR, ("boundary", "cue.verb", "mark.,"))
    country = np.where(country >= 0, country, before)
    of_nation = np.where(of_forces, of_country(scan, "forces", country), of_country(scan, "state", country))
    side = _possessor(scan, owned, sides)
    of_side = np.where(of_forces, _taken(sides.forces, side), _taken(sides.actor_id, side))
    return np.where(country >= 0, of_nation, of_side)


def _advancing(scan: Scan, tokens: Ints, sides: Sides) -> Named:
    """The first side of the sentence, if it stands before."""
    side = sides.first_from(scan.boundary[scan.sentences_of(tokens)], tokens)
    return np.where(_taken(sides.first, side) < tokens, _taken(sides.forces, side), NONE)


def _possessor(scan: Scan, owned: Quantities, sides: Sides) -> Ints:
    """The side named last before the quantity in its sentence, or the first one behind its noun."""
    before = sides.last_until(owned.first)
    side_last = _taken(sides.last, before)
    is_near = (before >= 0) & (owned.first - side_last <= _REACH)
    reach = _reach(owned)
    behind = sides.first_from(reach, owned.first)
    # the words behind military units are the units themselves
    follows = (_taken(sides.first, behind) < reach + 4) & ~scan.names.are(owned.item, "military_units")
    side = np.where(is_near, before, np.where(follows, behind, NONE))
    # "Moscow said they had lost 400": whose they are is not told by the nearest name
    rows = np.flatnonzero(is_near & (side_last < owned.first))
    between = owned.first[rows] - side_last[rows]
    side[np.repeat(rows, between)[scan.has(covered(side_last[rows], owned.first[rows]), "word.they")]] = NONE
    return side


def _nationality(scan: Scan, first: Ints, last: Ints) -> Named:
    """The country of the first nationality adjective, people noun or possessive from one token to another."""
    end = np.maximum(last + 1, first)
    tokens, row = covered(first, end), np.repeat(np.arange(len(first)), end - first)
    is_adjective = scan.has(tokens, "country.adjective", "country.people")
    is_possessive = scan.has(tokens, "country.name", "country.capital", "country.seat") & scan.has(
        tokens + 1, "mark.possessive"
    )
    hits = np.flatnonzero(is_adjective | is_possessive)
    found = np.full(len(first), NONE)
    rows, at = np.unique(row[hits], return_index=True)
    found[rows] = country_of(scan, tokens[hits[at]], "country.")
    return found


def nationality_before(scan: Scan, tokens: Ints, near: int, stops: tuple[str, ...]) -> Named:
    """The country of the nearest nationality adjective among some words before each token, none beyond a stop."""
    found = np.full(len(tokens), NONE)
    searching = np.arange(len(tokens))
    for step in range(1, near + 1):
        searching = searching[~scan.has(tokens[searching] - step, *stops)]
        position = tokens[searching] - step
        is_adjective = scan.has(position, "country.adjective") & ~scan.has(position + 1, "mark.hyphen")
        found[searching[is_adjective]] = country_of(scan, position[is_adjective], "country.adjective")
        searching = searching[~is_adjective]
    return found


def country_of(scan: Scan, tokens: Ints, kind: str) -> Named:
    """The country each token tells by its first sense of a kind."""

    def tell(word: str) -> int:
        senses = scan.lexicon.senses_of(word)
        return scan.names.number(next(sense.row["country_code"] for sense in senses if sense.kind.startswith(kind)))

    return scan.told(tokens, tell)


def of_country(scan: Scan, kind: str, countries: Named) -> Named:
    """The id of each country's state or forces."""
    named: Named = scan.names.told(countries, lambda country: scan.names.number(f"{kind}:{country}"))
    return named


def _reach(quantities: Quantities) -> Ints:
    """The token behind what is counted, or behind the number alone."""
    return np.where(quantities.noun_last >= 0, quantities.noun_last, quantities.last)


def _taken(values: Ints, rows: Ints) -> Ints:
    """The value of each row, -1 where there is none."""
    return np.append(values, NONE)[rows]
