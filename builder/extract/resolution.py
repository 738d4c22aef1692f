"""Which place a name means.

The candidates of a name are weighed by size, by the countries the document speaks of, and by what stands behind a comma
or in brackets; below a margin the resolver abstains.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from operator import attrgetter

import numpy as np

from claimledger.extract.mentions import Actors
from claimledger.gazetteer import Place, load_gazetteer
from claimledger.text.rows import NONE, Floats, Ints, Named, covered
from claimledger.text.scan import Scan

ABSTAIN_BELOW = 0.35


class Candidates:
    """The places that names of a batch may mean: sets with numbers, their places one behind the other.

    country: the one country of all places of each set, if there is but one.
    """

    def __init__(self) -> None:
        """No set yet."""
        self.places: list[Place] = []
        self.country: list[str | None] = []
        self._ends = [0]

    def add(self, places: Iterable[Place]) -> int:
        """The number of a new set of places; inside it they stand in order of their ids."""
        members = sorted(places, key=attrgetter("place_id"))
        countries = {place.country for place in members}
        self.places += members
        self.country.append(countries.pop() if len(countries) == 1 else None)
        self._ends.append(len(self.places))
        return len(self.country) - 1

    def spans(self, sets: Ints) -> tuple[Ints, Ints]:
        """For each set number its first place and the one behind its last."""
        ends = np.array(self._ends)
        return ends[sets], ends[sets + 1]


def resolve(
    scan: Scan, candidates: Candidates, sets: Ints, first: Ints, last: Ints, actors: Actors
) -> tuple[Ints, Floats]:
    """For each name its place, as a number of candidates.places (-1: none), and that place's share of the weight.

    sets: the candidates of each name; first, last: its tokens.
    """
    begin, end = candidates.spans(sets)
    size = end - begin
    place, share = np.where(size == 1, begin, NONE), np.where(size == 1, 1.0, 0.0)
    several = np.flatnonzero(size > 1)
    if len(several):
        documents = scan.batch.document_of(scan.start[first])
        votes = _Votes(scan, candidates, sets, documents, actors)
        behind = containers(scan, last[several])
        place[several], share[several] = _likeliest(scan, candidates, sets[several], documents[several], behind, votes)
    return place, share


class _Votes:
    """How often each document speaks of each country, by its actors, and by its unambiguous places."""

    def __init__(self, scan: Scan, candidates: Candidates, sets: Ints, documents: Ints, actors: Actors) -> None:
        names = scan.names
        speaks = (actors.country >= 0) & ~names.are(actors.actor_type, "person")
        country_of_set = names.numbers(country or None for country in candidates.country)[sets]
        sure = country_of_set >= 0
        countries = np.concatenate([actors.country[speaks], country_of_set[sure]])
        document = np.concatenate([scan.batch.document_of(actors.start[speaks]), documents[sure]])
        self._base = len(names.values)
        self._keys, self._counts = np.unique(document * self._base + countries, return_counts=True)
        self.totals = np.bincount(document, minlength=len(scan.batch.doc_ids))

    def of(self, documents: Ints, countries: Named) -> Ints:
        """How often each document speaks of a country; no country that got its number later has a vote."""
        if not len(self._keys):
            return np.zeros(len(documents), np.int64)
        voted_for = (countries >= 0) & (countries < self._base)
        key = documents * self._base + countries
        at = np.minimum(np.searchsorted(self._keys, key), len(self._keys) - 1)
        return np.where(voted_for & (self._keys[at] == key), self._counts[at], 0)


def _likeliest(
    scan: Scan, candidates: Candidates, sets: Ints, documents: Ints, behind: Named, votes: _Votes
) -> tuple[Ints, Floats]:
    """The place with the greatest weight for each name, or -1 below the margin, and its share of the weight."""
    # a name means the same all through a document, so each is asked for once
    key = (sets * len(scan.batch.doc_ids) + documents) * (len(scan.names.values) + 1) + behind + 1
    _, one, every = np.unique(key, return_index=True, return_inverse=True)
    begin, end = candidates.spans(sets[one])
    place, name = covered(begin, end), np.repeat(np.arange(len(one)), end - begin)
    weight = _weights(scan, candidates, place, documents[one][name], behind[one][name], votes)
    # of two places that weigh the same the one with the later id
    best = np.lexsort((weight, name))[np.cumsum(end - begin) - 1]
    shares = weight[best] / np.bincount(name, weight)
    share = np.array([round(value, 3) for value in shares.tolist()])
    return np.where(share >= ABSTAIN_BELOW, place[best], NONE)[every], share[every]


def _weights(scan: Scan, candidates: Candidates, place: Ints, documents: Ints, behind: Named, votes: _Votes) -> Floats:
    """How likely each place is meant in its document, with what stands behind its name."""
    places, names = candidates.places, scan.names
    number = {country: names.number(country or None) for country in dict.fromkeys(one.country for one in places)}
    country = np.array([number[one.country] for one in places])
    size: Floats = np.array([math.log10(one.population + 300) for one in places])
    bonus = np.array([0.5 if one.source == "curated" else 0.0 for one in places])
    voted = votes.of(documents, country[place])
    score = size[place] + 2.2 * (voted / np.maximum(votes.totals[documents], 1)) + np.where(voted > 0, 0.6, 0.0)
    for row in np.flatnonzero(behind >= 0).tolist():
        one = places[place[row]]
        if {one.country, f"{one.country}.{one.admin1}"} & set(names.values[behind[row]].split()):
            score[row] += 5.0
    return np.array([10.0**value for value in (score + bonus[place]).tolist()])


def containers(scan: Scan, tokens: Ints) -> Named:
    """The country or admin areas named behind each token, if it is a comma or an opening bracket: Bangor, Maine.

    Codes with blanks between them: `US`, `US.ME`.
    """
    found = np.full(len(tokens), NONE)
    opening = scan.has(tokens, "mark.,", "mark.(")
    for width in (3, 2, 1):
        ends_in_name = scan.has(tokens + width, "shape.capitalised", "shape.acronym", "mark..")
        asked = np.flatnonzero(opening & ends_in_name & (found < 0))
        texts = scan.texts(tokens[asked] + 1, tokens[asked] + 1 + width)
        number = {text: scan.names.number(_area(scan, text)) for text in dict.fromkeys(texts)}
        found[asked] = [number[text] for text in texts]
    return found


def _area(scan: Scan, text: str) -> str | None:
    country = next(
        (sense.row["country_code"] for sense in scan.lexicon.senses_of(text) if sense.kind == "country.name"), None
    )
    if country:
        return country
    areas = (place for place in load_gazetteer().candidates(text) if place.feature == "admin1")
    return " ".join(f"{area.country}.{area.admin1}" for area in areas) or None
