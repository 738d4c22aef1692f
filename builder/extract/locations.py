"""Locations: names of places used as places.

Recognition needs a known name and, for small places, a word that speaks of a place. Which place a name means is told
in resolution.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from claimledger.extract.evidence import LARGE, are_places
from claimledger.extract.mentions import Actors, Locations
from claimledger.extract.resolution import Candidates, resolve
from claimledger.gazetteer import Gazetteer, Place, load_gazetteer
from claimledger.text.grammar import Found, Grammar, Matches, Rule, View, find_rows
from claimledger.text.rows import NONE, Ints, Named, Rows
from claimledger.text.scan import Scan

NAMESAKE = 5_000
"""From this population on a town is set against the country or capital of the same name."""
SURE = 0.6
"""So likely must a town be that it takes the place of a government."""

CLASSES = {
    "of": "word.of",
    "comma": "mark.,",
    "closed": "function.preposition function.determiner function.conjunction_coordinating function.auxiliary"
    " function.conjunction_subordinating function.pronoun_personal function.pronoun_other function.relative"
    " function.complementizer function.weekday function.month function.wh function.negation",
    "country": "country.name",
    "capital": "country.capital",
    "curated": "place.settlement place.admin1 place.admin2 place.region place.site place.water place.terrain"
    " place.island place.continent",
    "admin": "place_word.admin",
    "before": "place_word.before",
    "settlement": "place_word.settlement",
    "feature": "place_word.feature",
    "gazetteer": "gazetteer",
    "organisation": "organisation_word.head_last",
    "adjective": "country.adjective",
    "opening": "mark.(",
    "closing": "mark.)",
    "hyphen": "mark.hyphen",
    "name": "shape.capitalised",
}


@dataclass(slots=True)
class PlaceName:
    """A recognised name; candidates: number of the set of places it may mean."""

    first: int
    last: int
    rule: str
    candidates: int


@dataclass
class PlaceNames(Rows):
    """Recognised names."""

    rule: Named
    candidates: Ints

    record: ClassVar[type] = PlaceName


class PlaceView(View):
    """A scan as this grammar sees it, and what its names may mean."""

    def __init__(self, scan: Scan, actors: Actors) -> None:
        """Actors are no places."""
        super().__init__(GRAMMAR, scan)
        self.persons = actors.take(scan.names.are(actors.actor_type, "person"))
        self.close_all(actors.first, actors.last)
        self.candidates = Candidates()


def _region(found: Found) -> PlaceName | None:
    """X region, X oblast, X district: the admin area of or named after X."""
    name, word = found.tokens("name"), found.tokens("word")
    assert name is not None and word is not None
    scan = found.scan
    feature = next(sense.row["feature_code"] for sense in found.view.senses(word[0], "place_word."))
    gazetteer = load_gazetteer()
    text = scan.text(*name)
    wanted = gazetteer.features.index(feature)
    candidates = [row for row in gazetteer.rows(f"{text} {scan.word(word[0])}") if gazetteer.feature[row] == wanted]
    if not candidates:
        candidates = _areas(gazetteer, text, feature)
    known = scan.has(np.arange(*name), "gazetteer").any()
    if not candidates and not known and scan.word(word[0])[0].islower():
        return None
    return _name(found, name[0], found.last, tuple(dict.fromkeys(candidates)))


def _areas(gazetteer: Gazetteer, name: str, feature: str) -> list[int]:
    """The rows of areas of a kind that are named like this, or of which this is the main town."""
    found = []
    for row in gazetteer.rows(name):
        kind = gazetteer.features[gazetteer.feature[row]]
        if kind == feature:
            found.append(row)
        elif feature == "admin1" and kind == "settlement":
            region = gazetteer.region_row(row)
            if region >= 0 and _same_stem(gazetteer.at(region).name, name):
                found.append(region)
        elif feature == "admin2" and kind == "settlement":
            found.append(row)
    return found


def _same_stem(region: str, name: str) -> bool:
    return region.lower()[: max(3, len(name) - 2)] == name.lower()[: max(3, len(name) - 2)]


def _cued(found: Found) -> PlaceName:
    """The village of X: a place even when nobody knows it."""
    name = found.tokens("name")
    assert name is not None
    return _name(found, *name, load_gazetteer().likely_rows(found.scan.text(*name)))


def _name(found: Found, first: int, last: int, candidates: tuple[int, ...]) -> PlaceName:
    return PlaceName(first, last, found.rule_id, _candidates_of(found.view).add(candidates))


def _candidates_of(view: View) -> Candidates:
    assert isinstance(view, PlaceView)
    return view.candidates


def _country(matches: Matches) -> PlaceNames:
    """A country by its name, or a place that has the same."""
    view, candidates, gazetteer = matches.view, _candidates_of(matches.view), load_gazetteer()

    def tell(token: int) -> int:
        code = view.senses(token, "country.name")[0].row["country_code"]
        text = view.scan.text(token, view.end_of(token))
        return candidates.add(dict.fromkeys((gazetteer.country_row(code), *gazetteer.likely_rows(text))))

    return _names(matches, view.told(matches.first, tell))


def _known(matches: Matches) -> PlaceNames:
    """A curated place, a capital, or a gazetteer name that is large or stands where a place does."""
    view, scan, candidates, gazetteer = matches.view, matches.scan, _candidates_of(matches.view), load_gazetteer()
    assert isinstance(view, PlaceView)
    unsure = view.in_class(matches.first, "gazetteer")

    def text(token: int) -> str:
        return scan.text(token, view.end_of(token))

    def tell(token: int) -> int:
        places = gazetteer.likely_rows(text(token))
        return candidates.add(places) if places else NONE

    largest = np.full(len(matches), LARGE)
    largest[unsure] = view.told(matches.first[unsure], lambda token: gazetteer.largest(text(token)))
    kept = (largest >= 0) & are_places(matches, unsure, largest, view.persons)
    return _names(matches.take(kept), view.told(matches.first[kept], tell))


def _names(matches: Matches, sets: Ints) -> PlaceNames:
    return PlaceNames(matches.first, matches.last, matches.rule(), sets).take(sets >= 0)


RULES = (
    Rule(
        "region",
        "X region, oblast, province or district",
        "(?P<name>{curated|gazetteer|capital|name} ({hyphen} {name|gazetteer})?) {opening}? (?P<word>{admin})"
        " {closing}?",
        (("They hold Limburg province.", "Limburg province"),),
        ("The region is quiet.",),
        _region,
    ),
    Rule(
        "cued",
        "the village of X",
        "{settlement|feature} {of} (?P<name>{curated|gazetteer|capital|name} ({hyphen}? {name|gazetteer})*)",
        (("The village of Zelenyi Shliakh fell.", "Zelenyi Shliakh"),),
        ("The village of his youth.",),
        _cued,
    ),
    Rule(
        "country",
        "A country that is no actor here",
        "{country}",
        (("Fighting goes on in Ukraine.", "Ukraine"),),
        ("Turkey said no.",),
        build_all=_country,
    ),
    Rule(
        "known",
        "A place of the gazetteer",
        "{curated|capital|gazetteer}",
        (("They shelled Bakhmut.", "Bakhmut"), ("He lives in Sudzha.", "Sudzha")),
        ("Victoria smiled.",),
        build_all=_known,
    ),
    Rule(
        "namesake",
        "A town with the name of a government",
        "where the resolver finds that the country or capital read as an actor is a town elsewhere",
        (("The fair in Sherman, Texas, drew people from Denison. Paris said no.", "Paris"),),
        ("Paris said no.",),
    ),
)

GRAMMAR = Grammar("locations", CLASSES, {}, RULES)


def find_locations(scan: Scan, actors: Actors) -> tuple[Actors, Locations, dict[str, Place]]:
    """All places of a scan outside actor names, in order of the text, and the places they resolve to.

    Of the actors those that stay: what was read as a government but is a town of the same name becomes a place.
    """
    view = PlaceView(scan, actors)
    doubtful, namesakes = _namesakes(view, actors)
    sure = np.ones(len(actors), np.bool_)
    sure[doubtful] = False
    found, candidates = PlaceNames.join([find_rows(view, PlaceNames), namesakes]), view.candidates
    chosen, confidence = resolve(scan, candidates, found.candidates, found.first, found.last, actors.take(sure))
    begin, end = candidates.spans(found.candidates)
    distinct, inverse = np.unique(chosen, return_inverse=True)
    meant = [load_gazetteer().at(row) if row >= 0 else None for row in distinct.tolist()]
    locations = Locations(
        first=found.first,
        last=found.last,
        start=scan.start[found.first],
        end=scan.end[found.last - 1],
        rule=found.rule,
        place_id=scan.names.numbers(place and place.place_id for place in meant)[inverse],
        confidence=confidence,
        candidates=end - begin,
    )
    names = len(found) - len(doubtful)
    country = scan.names.numbers(place and place.country for place in meant)[inverse][names:]
    is_elsewhere = (country >= 0) & (country != actors.country[doubtful]) & (confidence[names:] >= SURE)
    sure[doubtful[~is_elsewhere]] = True
    kept = locations.take(np.concatenate([np.ones(names, np.bool_), is_elsewhere])).in_order()
    return actors.take(sure), kept, {place.place_id: place for place in meant if place is not None}


def _namesakes(view: PlaceView, actors: Actors) -> tuple[Ints, PlaceNames]:
    """The rows of governments whose name is also that of a town in another country, and their names as places."""
    scan, gazetteer = view.scan, load_gazetteer()
    rows = np.flatnonzero((actors.place_id >= 0) & scan.names.are(actors.actor_type, "state"))

    def tell(country: int, text: str) -> int:
        code = scan.names.value(country) or ""
        found = (gazetteer.country_row(code), *gazetteer.likely_rows(text))
        others = [row for row in found if gazetteer.countries[gazetteer.country[row]] != code]
        is_known = max((gazetteer.population[row] for row in others), default=0) >= NAMESAKE
        is_country = any(sense.kind == "country.name" for sense in scan.lexicon.senses_of(text))
        return view.candidates.add(dict.fromkeys(found[0 if is_country else 1 :])) if is_known else NONE

    texts = scan.texts(actors.first[rows], actors.last[rows])
    names = list(zip(actors.country[rows].tolist(), texts, strict=True))
    told = {name: tell(*name) for name in dict.fromkeys(names)}
    sets = np.array([told[name] for name in names], np.int64)
    rows, sets = rows[sets >= 0], sets[sets >= 0]
    rule = np.full(len(rows), scan.names.number("locations.namesake"))
    return rows, PlaceNames(actors.first[rows], actors.last[rows], rule, sets)
