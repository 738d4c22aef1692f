"""Whose: the actor a quantity belongs to (the user of a weapon: operators.py).

Whose things they are: a name or nationality in the noun phrase (six ISIL units, Russia's tanks, members of the tribe),
else the subject of the clause, if it has, does, gives or loses them. Things that are hit or taken belong to whom the
blow was aimed at, never to the subject. A figure in a list, one without a noun, and one of the same things as before
take the owner of the figure before. Functions here give a column of names, -1 where nobody is told.
"""

from __future__ import annotations

import numpy as np

from claimledger.extract.mentions import Quantities
from claimledger.extract.nationalities import country_of, may_own, nationality_within, of_country
from claimledger.extract.sides import Sides
from claimledger.extract.subjects import Figures, doers, meant, subjects
from claimledger.gazetteer import Place
from claimledger.text.rows import NONE, Flags, Ints, Named, first_within, last_within
from claimledger.text.scan import Scan
from claimledger.text.view import any_in

_OF_FORCES = (
    *("troops", "prisoners", "casualties", "vehicles", "aircraft", "drones", "missiles", "weapons"),
    "military_units",
)
_LAND = ("settlements", "territory")
_NOBODYS = ("civilians", "casualties", "prisoners", "settlements", "territory", "distance", "duration")
"""Items that the subject of a verb of having or doing does not own."""
UNDERGONE = ("killed", "wounded", "killed_or_wounded", "captured", "controlled", "destroyed", "shot_down", "displaced")
"""Events that others than the owner bring about."""
_PEOPLE = ("troops", "civilians", "casualties", "prisoners", "officials")
"""Items of lists that need not be of one side: 11 Lebanese soldiers, eight civilians and 22 militants."""
_NEAR = 8
_OF_REACH = 7
"""So many words behind `of` may the owner stand."""


class Owners:
    """What is asked of all quantities to tell whose they are; every answer is a column of names."""

    def __init__(self, scan: Scan, quantities: Quantities, sides: Sides, speakers: Named) -> None:
        """speakers: the actor who tells each quantity."""
        self.scan, self.quantities, self.sides = scan, quantities, sides
        self.figures = Figures.of(quantities, speakers)
        self.subject = subjects(scan, self.figures, sides)
        self.of_forces: Flags = scan.names.are(quantities.item, *_OF_FORCES)
        before = quantities.first - 1
        is_hit = scan.has(before, "weapon_word.target", "weapon_word.defeat") & ~scan.has(
            before, "function.preposition"
        )
        self.is_undergone: Flags = scan.names.are(quantities.event, *UNDERGONE) | is_hit
        self.verb = self._verb()

    def all(self, places: dict[str, Place]) -> Named:
        """Whose each quantity is; places must be linked already."""
        names, item = self.scan.names, self.quantities.item
        named = self._named()
        found = _first_told(named, self._of_sum(), self._possessed(), self._aimed_at(), self._held())
        land, distance = self._are_land(), names.are(item, "distance")
        found = np.where(land, self._land(land, named, places), found)
        advanced = names.are(self.quantities.event, "advanced")
        found = np.where(distance, np.where(advanced, self._owned_by(self.subject, True), NONE), found)
        found[names.are(item, "duration")] = NONE
        return self._as_before(self._in_lists(found))

    def _owned_by(self, side: Ints, of_forces: Flags | bool | None = None) -> Named:
        """The id of each side: its armed forces where these are what is counted."""
        is_force = self.of_forces if of_forces is None else of_forces
        return np.where(is_force, _taken(self.sides.forces, side), _taken(self.sides.actor_id, side))

    def _of_country(self, country: Named) -> Named:
        scan = self.scan
        return np.where(self.of_forces, of_country(scan, "forces", country), of_country(scan, "state", country))

    def _verb(self) -> Ints:
        """The verb of having or doing that each figure is the object of; -1 where none is.

        Only adjectives stand between, or what a sum of money is: gave a grant of $400.
        """
        scan = self.scan
        at, found = self.quantities.first - 1, np.full(len(self.quantities), NONE)
        # provided a grant of $530,000
        at = at - (scan.has(at, "word.of") & self._are_sums())
        looking = np.arange(len(at))
        for _ in range(_VERB_REACH):
            is_verb = scan.has(at[looking], "holding.*")
            found[looking[is_verb]] = at[looking[is_verb]]
            passes = ~is_verb & scan.has(at[looking], *_BEFORE_OBJECT)
            passes &= ~scan.has(at[looking], "function.preposition", "cue.verb.*") | scan.has(at[looking], "word.out")
            looking = looking[passes]
            at[looking] -= 1
        return found

    def _are_sums(self) -> Flags:
        return self.scan.names.are(self.quantities.kind, "money")

    def _are_heirs(self) -> Flags:
        """Counts without a noun, which are of what the count before was: as high as 12,000."""
        names, quantities = self.scan.names, self.quantities
        return names.are(quantities.kind, "count") & (quantities.noun_last < 0) & ~names.are(quantities.item, "other")

    def _named(self) -> Named:
        """Told in the noun phrase, or in the phrase behind `of`: six ISIL units, 30% of Iraqi territory."""
        reach, last = self.figures.reach, self.quantities.last
        is_of = self.scan.has(reach, "word.of", "word.from")
        stops = np.flatnonzero(self.scan.flag(*_ENDS_PHRASE))
        stop = first_within(stops, reach + 1, reach + 1 + _OF_REACH)
        end = np.where(is_of, np.where(stop >= 0, stop, reach + 1 + _OF_REACH), reach)
        return self._told_within(last, end)

    def _of_sum(self) -> Named:
        """Told in front of `of` for a sum of money: the U.S. grant of $400, a Russian loan of $3 billion."""
        of = self.quantities.first - 1
        stops = np.flatnonzero(self.scan.flag(*_ENDS_PHRASE, "holding.*"))
        begin = np.maximum(last_within(stops, of - _VERB_REACH, of - 1) + 1, of - _VERB_REACH)
        is_sum = self.scan.has(of, "word.of") & self._are_sums()
        side = self.sides.last_until(of - 1)
        is_near = is_sum & (side >= 0) & (_taken(self.sides.last, side) >= begin)
        country, _ = nationality_within(self.scan, np.where(is_sum, begin, 0), np.where(is_sum, of, 0))
        return np.where(is_near, self._owned_by(side), self._of_country(country))

    def _told_within(self, first: Ints, last: Ints) -> Named:
        """The first side or nationality in each range."""
        country, position = nationality_within(self.scan, first, last)
        side = np.searchsorted(self.sides.first, first)
        side[side == len(self.sides.first)] = NONE
        side_first = _taken(self.sides.first, side)
        is_inside = (side >= 0) & (side_first < last)
        is_inside &= may_own(self.scan, _taken(self.sides.last, side)) & ((position < 0) | (side_first <= position))
        return np.where(is_inside, self._owned_by(side), self._of_country(country))

    def _possessed(self) -> Named:
        """Of the one right before: Russia's 12 ships, its 12 ships; for losses and sums also further before.

        Ukrainian losses at 400 troops, our contribution to 5 million pounds.
        """
        scan, first, sides = self.scan, self.quantities.first, self.sides
        begin = np.maximum(scan.boundary[scan.sentences_of(first)], first - _FAR)
        is_sum = scan.names.are(self.quantities.kind, "money", "share", "rate") & (self.verb < 0)
        low = np.where(is_sum, begin, first - _POSSESSED)
        pronoun = last_within(np.flatnonzero(scan.flag(*_POSSESSIVE)), low, first)
        possessor = sides.last_until(first - 1, sides.is_possessor)
        last = _taken(sides.last, possessor)
        is_near = (possessor >= 0) & (last >= low) & (last > pronoun)
        # Ukrainian forces from four brigades
        holder = sides.last_until(first - 1)
        is_whole = (
            (holder >= 0) & scan.has(first - 1, "word.from", "word.of") & (_taken(sides.last, holder) == first - 1)
        )
        possessor, is_near = np.where(is_whole, holder, possessor), is_near | is_whole
        rows = np.flatnonzero((pronoun >= 0) & ~is_near)
        owner = meant(scan, pronoun[rows], self.figures.speaker[rows], sides)
        # a sum far behind `its` is rather of something without a name, unless the sentence has one
        is_told = ~is_sum[rows] | scan.has(pronoun[rows], "word.our", "word.my")
        is_told |= _taken(sides.sentence, owner) == scan.sentences_of(first[rows])
        side = np.where(is_near, possessor, NONE)
        side[rows] = np.where(is_told, owner, NONE)
        losses = np.flatnonzero(scan.flag("event.noun"))
        losses = losses[scan.has(losses - 1, "country.adjective")]
        loss = last_within(losses, np.maximum(begin, first - _NEAR), first)
        country = np.full(len(first), NONE)
        country[loss >= 0] = country_of(scan, loss[loss >= 0] - 1, "country.adjective")
        is_lost = self.of_forces & (country >= 0)
        return np.where(is_lost, self._of_country(country), self._owned_by(side))

    def _aimed_at(self) -> Named:
        """The side before whom a blow was aimed at: an attack on Russian forces killed 40 soldiers."""
        target = self.sides.last_until(self.quantities.first - 1, self.sides.is_target)
        is_near = self.quantities.first - _taken(self.sides.last, target) <= _FAR
        return np.where(self.is_undergone & self.of_forces & is_near, self._owned_by(target), NONE)

    def _held(self) -> Named:
        """The subject that has, does, gives or loses them, or the one behind `by`."""
        scan, quantities, sides = self.scan, self.quantities, self.sides
        loses = scan.has(self.verb, "holding.lose")
        losses = self.of_forces & scan.has(_taken(sides.last, self.subject), "event.noun") & (self.subject >= 0)
        is_held = (self.verb >= 0) & ~scan.names.are(quantities.item, *_NOBODYS)
        is_active = ~self.is_undergone & (is_held | (self.of_forces & ~self._are_heirs()))
        owner = np.where(loses | losses | is_active, self._owned_by(self.subject), NONE)
        done = np.flatnonzero(~self.is_undergone & (owner < 0) & scan.names.are(quantities.kind, "count"))
        owner[done] = doers(scan, self.figures.take(done), sides)
        return owner

    def _are_land(self) -> Flags:
        """Settlements, territory, and shares of them that somebody takes or holds: cleared 15% of the city."""
        names, quantities = self.scan.names, self.quantities
        is_part = names.are(quantities.kind, "share") & names.are(quantities.event, "controlled", "captured")
        return names.are(quantities.item, *_LAND) | is_part & (quantities.place_id >= 0)

    def _land(self, land: Flags, named: Named, places: dict[str, Place]) -> Named:
        """Of the state it lies in, where another one takes it; of a group that takes it; else of the one named.

        Both sides of what changes hands own it; the state is the one that its people know.
        """
        names = self.scan.names
        around = np.full(len(self.quantities), NONE)
        rows = np.flatnonzero(land)
        around[rows] = names.told(
            self.quantities.place_id[rows], lambda place: names.number(places[place].country or None)
        )
        doer = np.where(self.is_undergone, self.subject, NONE)
        country = _taken(self.sides.country, doer)
        is_group = (doer >= 0) & ((country < 0) | (country == around))
        lies_in = of_country(self.scan, "state", around)
        return _first_told(named, np.where(is_group, _taken(self.sides.actor_id, doer), lies_in))

    def _in_lists(self, found: Named) -> Named:
        """Figures in a list take the owner of the one before: 14 ISIL tanks, three guns and two trucks were hit."""
        scan, first = self.scan, self.quantities.first
        before = np.append(0, self.figures.reach)[:-1]
        names, quantities = scan.names, self.quantities
        is_joined = (found < 0) & (before > 0) & (first - before <= _FAR)
        is_joined &= names.are(quantities.kind, "count") & ~names.are(quantities.item, *_PEOPLE)
        rows = np.flatnonzero(is_joined & scan.has(before, "mark.,", "word.and", "word.or", "mark.;"))
        low = np.minimum(before[rows], first[rows])
        takes = np.zeros(len(found), np.bool_)
        takes[rows] = ~any_in(low, first[rows], lambda tokens: scan.has(tokens, *_ENDS_LIST))
        return _carried(found, takes)

    def _as_before(self, found: Named) -> Named:
        """What has no noun, or the same one as a figure shortly before, takes its owner: in all, 12 strikes hit."""
        scan, quantities = self.scan, self.quantities
        is_count = scan.names.are(quantities.kind, "count")
        head = np.where(quantities.noun_last >= 0, quantities.noun_last - 1, NONE)
        thing = np.full(len(found), NONE)
        thing[head >= 0] = scan.told(head[head >= 0], lambda word: scan.names.number(word.lower().removesuffix("s")))
        heir = self._are_heirs()
        subject = self.sides.last_until(quantities.first - 1, self.sides.is_subject)
        rows = np.flatnonzero(is_count & ((found >= 0) | heir | ((thing >= 0) & (subject < 0))))
        sentences, documents = scan.sentences_of(quantities.first), scan.batch.document_of(quantities.start)
        last: dict[tuple[int, int], tuple[int, int]] = {}
        cells = (documents, np.where(heir, NONE, thing), quantities.item, sentences, found)
        for row, document, what, item, sentence, owner in zip(
            rows.tolist(), *(column[rows].tolist() for column in cells), strict=True
        ):
            same = (document, ~item) if what == NONE else (document, what)
            known, told_in = last.get(same, (NONE, sentence)) if owner < 0 else (owner, sentence)
            if known >= 0 and sentence - told_in <= _SENTENCES:
                found[row] = known
                last[document, what] = last[document, ~item] = known, sentence
        return found


def _first_told(*columns: Named) -> Named:
    """For each row the first of the names that is told."""
    found = columns[0]
    for column in columns[1:]:
        found = np.where(found >= 0, found, column)
    return found


def _carried(values: Ints, takes: Flags) -> Ints:
    """The values, where those that take get what the row before has."""
    row = np.maximum.accumulate(np.where(takes, 0, np.arange(len(values))))
    return values[row] if len(values) else values


def _taken(values: Ints, rows: Ints) -> Ints:
    """The value of each row, -1 where there is none."""
    return np.append(values, NONE)[rows]


_BEFORE_OBJECT = (
    *("function.determiner", "function.adverb", "shape.lower", "shape.capitalised", "shape.acronym", "word.out"),
)
_VERB_REACH = 6
_POSSESSED = 3
"""Among so many words before a figure may its possessor stand."""
_FAR = 25
_SENTENCES = 6
_POSSESSIVE = ("word.our", "word.its", "word.their", "word.my")
_ENDS_PHRASE = (
    *("boundary", "mark.,", "mark.;", "mark.(", "mark..", "function.preposition", "function.auxiliary"),
    *("function.verb_common", "cue.verb", "function.relative", "function.complementizer"),
)
_ENDS_LIST = (
    *("boundary", "function.preposition", "function.auxiliary", "function.verb_common", "cue.verb", "event.object"),
    *("function.relative", "function.complementizer", "holding.*"),
)
