"""Which place a name means.

All names of a document are weighed together. Each candidate speaks for itself by its size and its kind, by what stands
behind the name in commas or brackets, and by what the rest of the document is about: the countries and regions its
actors and other places belong to, and how near its other places lie. Beside the candidates stands the place that no
gazetteer has, so that the share of the best one is how likely it is meant; below a margin the resolver abstains.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from claimledger.extract.mentions import Actors
from claimledger.gazetteer import Gazetteer, load_gazetteer
from claimledger.text.lexicon import load_lexicon
from claimledger.text.rows import NONE, Flags, Floats, Ints, Named, covered
from claimledger.text.scan import Scan

ABSTAIN_BELOW = 0.2
ANCHORS = 8
"""So many places of a document are the ones whose distance counts."""
HOPELESS = 0.003
GREAT_TOWN = 200_000
NEAR_KM, EARTH_KM = 60.0, 6371.0

WEIGHTS = {
    "size": 1.1,
    "country": 1.0,
    "admin1": 1.0,
    "admin2": -1.0,
    "other": -1.0,
    "curated": 1.2,
    "named_as_town": -5.0,
    "behind": 4.0,
    "told_elsewhere": 4.0,
    "same_country": 0.5,
    "any_country": 1.5,
    "same_region": 3.5,
    "any_region": 2.0,
    "near": 1.5,
    "unlisted": 5.4,
}
"""How much each reason counts, in logarithms of odds."""


CALIBRATION = ((0.0, 0.25), (0.2, 0.42), (0.4, 0.61), (0.7, 0.81), (0.85, 0.82), (0.95, 0.93), (1.0, 0.99))
"""Share of the best place and how often it is right, from the development halves: benchmarks/confidence.py --fit."""


class Candidates:
    """The places that names of a batch may mean: sets with numbers, their gazetteer rows one behind the other."""

    def __init__(self) -> None:
        """No set yet."""
        self.rows: list[int] = []
        self._ends = [0]

    def add(self, rows: Iterable[int]) -> int:
        """The number of a new set of places."""
        self.rows += rows
        self._ends.append(len(self.rows))
        return len(self._ends) - 2

    def spans(self, sets: Ints) -> tuple[Ints, Ints]:
        """For each set number its first place and the one behind its last."""
        ends = np.array(self._ends)
        return ends[sets], ends[sets + 1]


@dataclass
class _Weighed:
    """The candidates of all names of a batch, one a row. unit: a name of a document, with what stands behind it."""

    unit: Ints
    row: Ints
    document: Ints
    name: Ints
    country: Ints
    region: Ints
    begin: Ints
    """The first candidate of each unit."""
    reasons: dict[str, Floats]
    """What speaks for each by itself."""


def resolve(
    scan: Scan, candidates: Candidates, sets: Ints, first: Ints, last: Ints, actors: Actors
) -> tuple[Ints, Floats]:
    """For each name its place, as a row of the gazetteer (-1: none), and how likely it is meant.

    sets: the candidates of each name; first, last: its tokens.
    """
    place, share = np.full(len(sets), NONE), np.zeros(len(sets))
    begin, end = candidates.spans(sets)
    known = np.flatnonzero(end > begin)
    if len(known):
        documents = scan.batch.document_of(scan.start[first[known]])
        behind = containers(scan, last[known])
        key = (sets[known] * len(scan.batch.doc_ids) + documents) * (len(scan.names.values) + 1) + behind + 1
        # a name means the same all through a document, so each is asked for once
        _, one, every = np.unique(key, return_index=True, return_inverse=True)
        # in the order of the text: sets are numbered through the batch, and sums and ties must not depend on it
        order = np.lexsort((last[known][one], first[known][one]))
        one, every = one[order], np.argsort(order)[every]
        weighed = _weigh(scan, candidates, sets[known][one], documents[one], behind[one])
        best, likely = _likeliest(weighed, _shares(scan, weighed, actors))
        place[known], share[known] = best[every], likely[every]
    right = np.interp(share, *np.array(CALIBRATION).T)
    return np.where(share >= ABSTAIN_BELOW, place, NONE), np.round(right, 3)


def _weigh(scan: Scan, candidates: Candidates, sets: Ints, documents: Ints, behind: Named) -> _Weighed:
    gazetteer = load_gazetteer()
    begin, end = candidates.spans(sets)
    unit = np.repeat(np.arange(len(sets)), end - begin)
    row = np.array(candidates.rows, np.int64)[covered(begin, end)]
    country, region = gazetteer.country[row].astype(np.int64), gazetteer.region[row].astype(np.int64)
    reasons = _reasons_of_kind(gazetteer, unit, row)
    reasons["behind"] = _named_behind(scan, gazetteer, behind[unit], country, region)
    document, name = documents[unit], sets[unit]
    same = (document * (name.max() + 1) + name) * len(gazetteer.feature) + row
    elsewhere = np.isin(same, same[reasons["behind"] > 0]) & (behind[unit] < 0)
    reasons["told_elsewhere"] = elsewhere.astype(np.float64)
    return _Weighed(unit, row, document, name, country, region, np.cumsum(end - begin) - (end - begin), reasons)


def _reasons_of_kind(gazetteer: Gazetteer, unit: Ints, row: Ints) -> dict[str, Floats]:
    """What speaks for places by their size and kind."""
    feature = gazetteer.feature[row]
    is_kind = {
        kind: feature == gazetteer.features.index(kind) for kind in ("country", "admin1", "admin2", "settlement")
    }
    found = {kind: is_kind[kind].astype(np.float64) for kind in ("country", "admin1", "admin2")}
    found["other"] = (~np.logical_or.reduce(list(is_kind.values()))).astype(np.float64)
    found["size"] = np.log10(gazetteer.population[row] + 300)
    found["curated"] = (row >= gazetteer.compiled).astype(np.float64)
    # an area named like its town, or like a great town of the country (Kyiv Oblast), has a word with its name
    is_area, is_town = is_kind["admin1"] | is_kind["admin2"], is_kind["settlement"]
    named = np.flatnonzero((np.bincount(unit, is_area) > 0)[unit])
    region = unit[named] * len(gazetteer.regions) + gazetteer.region[row[named]]
    country = unit[named] * len(gazetteer.countries) + gazetteer.country[row[named]]
    is_great = is_town[named] & (gazetteer.population[row[named]] >= GREAT_TOWN)
    found["named_as_town"] = np.zeros(len(row))
    found["named_as_town"][named] = is_area[named] & (
        np.isin(region, region[is_town[named]]) | np.isin(country, country[is_great])
    )
    return found


def _named_behind(scan: Scan, gazetteer: Gazetteer, behind: Named, country: Ints, region: Ints) -> Floats:
    """Whether each place lies in what stands behind its name."""
    rows = np.flatnonzero(behind >= 0)
    countries = {code: number for number, code in enumerate(gazetteer.countries)}
    within: list[tuple[int, int]] = []
    for number in np.unique(behind[rows]).tolist():
        for code in scan.names.values[number].split():
            within.append(
                (number, -1 - countries.get(code, NONE) if "." not in code else gazetteer.region_number(code))
            )
    wide = 1 + len(gazetteer.countries) + len(gazetteer.regions)
    wanted = np.array([number * wide + area for number, area in within], np.int64)
    found = np.zeros(len(behind))
    base = behind[rows] * wide
    found[rows] = np.isin(base + region[rows], wanted) | np.isin(base - 1 - country[rows], wanted)
    return found


def _shares(scan: Scan, weighed: _Weighed, actors: Actors) -> Floats:
    """How likely each candidate is meant, all names of a document together."""
    alone, around = _score(weighed.reasons), _surroundings(scan, weighed, actors)
    share = _share_of_unit(weighed, alone)
    share = _share_of_unit(weighed, alone + _score(reasons_together(share, weighed, around)))
    near = {"near": _nearness(load_gazetteer(), weighed, share)}
    return _share_of_unit(weighed, alone + _score(reasons_together(share, weighed, around) | near))


def _score(reasons: dict[str, Floats]) -> Floats:
    return np.sum([WEIGHTS[reason] * values for reason, values in reasons.items()], axis=0)


def _share_of_unit(weighed: _Weighed, score: Floats) -> Floats:
    top = np.maximum(np.maximum.reduceat(score, weighed.begin), WEIGHTS["unlisted"])
    weight = np.exp(score - top[weighed.unit])
    unlisted = np.exp(WEIGHTS["unlisted"] - top)
    return weight / (np.bincount(weighed.unit, weight, len(weighed.begin)) + unlisted)[weighed.unit]


@dataclass
class _Votes:
    """The candidates by the areas they lie in: country or region.

    group: the area of each candidate in its document; own: the area of each in its name; said: how much speaks for each
    group without any name.
    """

    group: Ints
    own: Ints
    inside: Flags
    said: Floats

    @classmethod
    def of(cls, weighed: _Weighed, area: Ints, count: int, said_in: Ints, said: Ints) -> _Votes:
        """area: that of each candidate, -1 for none, of so many; said_in, said: documents and areas spoken of."""
        inside = area >= 0
        pairs = np.concatenate([weighed.document * count + area, said_in * count + said])
        both, group = np.unique(pairs, return_inverse=True)
        _, own = np.unique(weighed.unit * count + area, return_inverse=True)
        times = np.bincount(group[len(area) :], minlength=len(both))
        return cls(group[: len(area)], own, inside, np.log1p(times))

    def rest(self, share: Floats) -> Floats:
        """For each candidate how much of the rest of its document lies in the same area."""
        share = np.where(self.inside, share, 0.0)
        total = np.bincount(self.group, share, len(self.said)) + self.said
        return np.where(self.inside, np.maximum(total[self.group] - np.bincount(self.own, share)[self.own], 0.0), 0.0)


def _surroundings(scan: Scan, weighed: _Weighed, actors: Actors) -> dict[str, _Votes]:
    gazetteer = load_gazetteer()
    speaks = (actors.country >= 0) & ~scan.names.are(actors.actor_type, "person")
    number = {code: number for number, code in enumerate(gazetteer.countries)}
    said = scan.names.told(actors.country[speaks], lambda code: number.get(code, NONE))
    said_in = scan.batch.document_of(actors.start[speaks])
    country = np.where(weighed.country == number.get("", NONE), NONE, weighed.country)
    region = np.where(weighed.region == gazetteer.region_number(""), NONE, weighed.region)
    nothing = np.zeros(0, np.int64)
    return {
        "country": _Votes.of(weighed, country, len(gazetteer.countries), said_in[said >= 0], said[said >= 0]),
        "region": _Votes.of(weighed, region, len(gazetteer.regions), nothing, nothing),
    }


def reasons_together(share: Floats, weighed: _Weighed, around: dict[str, _Votes]) -> dict[str, Floats]:
    """What the rest of its document says for each place, given how likely the other places are."""
    found: dict[str, Floats] = {}
    names = np.bincount(weighed.document, share)[weighed.document]
    for area, votes in around.items():
        rest = votes.rest(share)
        found[f"same_{area}"], found[f"any_{area}"] = rest / (names + 1.0), np.minimum(rest, 1.0)
    return found


def _nearness(gazetteer: Gazetteer, weighed: _Weighed, share: Floats) -> Floats:
    """How near the nearest of the document's surest other places lies: 1 here, 0.5 at 60 km, 0 far away."""
    feature = gazetteer.feature[weighed.row]
    wide = [gazetteer.features.index(kind) for kind in ("country", "admin1", "continent", "region", "water")]
    usable = np.flatnonzero(~np.isin(feature, wide) & (share > 0.3))
    order = usable[np.lexsort((-share[usable], weighed.document[usable]))]
    document = weighed.document[order]
    place = np.arange(len(order)) - np.searchsorted(document, document)
    order, document, place = order[place < ANCHORS], document[place < ANCHORS], place[place < ANCHORS]
    anchors = np.full((int(weighed.document.max()) + 1, ANCHORS), NONE)
    anchors[document, place] = order
    latitude, longitude = np.radians(gazetteer.latitude[weighed.row]), np.radians(gazetteer.longitude[weighed.row])
    best = np.zeros(len(feature))
    several = np.flatnonzero((np.bincount(weighed.unit)[weighed.unit] > 1) & (share > HOPELESS))
    for number in range(ANCHORS):
        rows = several[anchors[weighed.document[several], number] >= 0]
        if not len(rows):
            break
        far = anchors[weighed.document[rows], number]
        rows, far = rows[weighed.name[far] != weighed.name[rows]], far[weighed.name[far] != weighed.name[rows]]
        north = latitude[rows] - latitude[far]
        east = (longitude[rows] - longitude[far]) * np.cos((latitude[rows] + latitude[far]) / 2)
        distance = EARTH_KM * np.hypot(north, east)
        best[rows] = np.maximum(best[rows], share[far] / (1 + (distance / NEAR_KM) ** 2))
    return best


def _likeliest(weighed: _Weighed, share: Floats) -> tuple[Ints, Floats]:
    """The place with the greatest share for each unit, and that share; of two that are equal the one named first."""
    top = np.maximum.reduceat(share, weighed.begin)
    is_best = np.flatnonzero(share == top[weighed.unit])
    best = is_best[np.searchsorted(is_best, weighed.begin)]
    return weighed.row[best], share[best]


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
        number = {text: scan.names.number(_area(text)) for text in dict.fromkeys(texts)}
        found[asked] = [number[text] for text in texts]
    return found


@lru_cache(maxsize=100_000)
def _area(text: str) -> str | None:
    senses = load_lexicon().senses_of(text)
    country = next((sense.row["country_code"] for sense in senses if sense.kind == "country.name"), None)
    areas = (place for place in load_gazetteer().candidates(text) if place.feature == "admin1")
    codes = [*filter(None, [country]), *(f"{area.country}.{area.admin1}" for area in areas)]
    return " ".join(codes) or None
