"""Locations: names of places used as places, and which place each is.

Recognition needs a known name and, for small places, a word that speaks of a place. Resolution weighs the candidates by
size, by the countries the document speaks of, and by what stands behind a comma; below a margin it abstains.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from functools import cache

import numpy as np

from claimledger.extract.mentions import Actor, Actors, Location, Locations
from claimledger.gazetteer import Gazetteer, Place, load_gazetteer
from claimledger.gazetteer.index import country_place
from claimledger.text.grammar import Found, Grammar, Rule, View, find
from claimledger.text.scan import Scan

LARGE = 100_000
"""From this population on a name of one word needs no cue."""
ABSTAIN_BELOW = 0.35

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


class Pending:
    """A recognised name with its candidates."""

    __slots__ = ("candidates", "first", "last", "row")

    def __init__(self, row: Location, candidates: tuple[Place, ...]) -> None:
        self.row, self.candidates = row, candidates
        self.first, self.last = row.first, row.last


def _region(found: Found) -> Pending | None:
    """X region, X oblast, X district: the admin area of or named after X."""
    name, word = found.tokens("name"), found.tokens("word")
    assert name is not None and word is not None
    scan = found.scan
    feature = next(sense.row["feature_code"] for sense in found.view.senses(word[0], "place_word."))
    gazetteer = load_gazetteer()
    text = scan.text(*name)
    candidates = [place for place in gazetteer.candidates(f"{text} {scan.word(word[0])}") if place.feature == feature]
    if not candidates:
        candidates = list(_areas(gazetteer, text, feature))
    if (
        not candidates
        and scan.word(word[0])[0].islower()
        and not any("gazetteer" in scan.kinds_at[t] for t in range(*name))
    ):
        return None
    return _location(found, name[0], found.last, tuple(dict.fromkeys(candidates)))


def _areas(gazetteer: Gazetteer, name: str, feature: str) -> list[Place]:
    found = []
    for place in gazetteer.candidates(name):
        if place.feature == feature:
            found.append(place)
        elif feature == "admin1" and place.feature == "settlement":
            region = gazetteer.region_of(place)
            if region is not None and _same_stem(region.name, name):
                found.append(region)
        elif feature == "admin2" and place.feature == "settlement":
            found.append(place)
    return found


def _same_stem(region: str, name: str) -> bool:
    return region.lower()[: max(3, len(name) - 2)] == name.lower()[: max(3, len(name) - 2)]


def _cued(found: Found) -> Pending | None:
    """The village of X: a place even when nobody knows it."""
    name = found.tokens("name")
    assert name is not None
    return _location(found, *name, load_gazetteer().candidates(found.scan.text(*name)))


def _country(found: Found) -> Pending | None:
    code = found.view.senses(found.first, "country.name")[0].row["country_code"]
    place = country_place(code)
    return None if place is None else _location(found, found.first, found.last, (place,))


def _known(found: Found) -> Pending | None:
    """A curated place, a capital, or a gazetteer name that is large or stands behind a word of place."""
    scan, first, last = found.scan, found.first, found.last
    text = scan.text(first, last)
    candidates = load_gazetteer().candidates(text)
    if not candidates:
        return None
    kinds = scan.kinds_at[first] if last - first == 1 else frozenset()
    sure = found.original[first] != found.view.grammar.codes["gazetteer"]
    before, behind = scan.kinds_at[first - 1], scan.kinds_at[last]
    cue = "geopolitics.place_before" in before or bool(before & {"word.of", "geopolitics.territory"})
    if not sure:
        if kinds & {"function.sentence_starter", "given_name", "weapon.named"} and not cue:
            return None
        joined = _part_of_name(before) or _part_of_name(behind)
        large = max(place.population for place in candidates) >= LARGE
        contained = "mark.," in behind and bool(_container(scan, last))
        if (joined and not contained) or not (large or cue or contained):
            return None
        if "boundary" in before and last - first == 1 and not (large or contained):
            return None
        if kinds & {"given_name", "function.sentence_starter"} and not contained and not large:
            return None
    return _location(found, first, last, candidates)


@cache
def _part_of_name(kinds: frozenset[str]) -> bool:
    """A capitalised word beside it that is no place: the name is probably longer than the place."""
    return bool(kinds & {"shape.capitalised", "mark.&"}) and not any(
        kind.startswith(("function.", "country.", "title.", "place.", "geopolitics", "gazetteer", "cue."))
        for kind in kinds
    )


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
        _country,
    ),
    Rule(
        "known",
        "A place of the gazetteer",
        "{curated|capital|gazetteer}",
        (("They shelled Bakhmut.", "Bakhmut"), ("He lives in Sudzha.", "Sudzha")),
        ("Victoria smiled.",),
        _known,
    ),
)

GRAMMAR = Grammar("locations", CLASSES, {}, RULES)


def find_locations(scan: Scan, named: Actors) -> tuple[Locations, dict[str, Place]]:
    """All places of a scan outside actor names, in order of the text, and the places they resolve to."""
    actors = named.records(scan.names)
    view = View(GRAMMAR, scan)
    view.lay((actor.first, actor.last) for actor in actors)
    pending = sorted(find(view), key=lambda entry: entry.row.start)
    places: dict[str, Place] = {}
    votes = _votes(scan, actors, pending)
    documents = scan.batch.document_of(
        np.fromiter((entry.row.start for entry in pending), np.int64, len(pending))
    ).tolist()
    for entry, document in zip(pending, documents, strict=True):
        place, confidence = _choose(entry.candidates, votes[document], _container(scan, entry.row.last))
        entry.row.confidence = confidence
        if place is not None:
            entry.row.place_id = place.place_id
            places[place.place_id] = place
    return Locations.of([entry.row for entry in pending], scan.names), places


def _location(found: Found, first: int, last: int, candidates: tuple[Place, ...]) -> Pending:
    scan = found.scan
    row = Location(scan.starts[first], scan.ends[last - 1], first, last, found.rule_id, None, 0.0, len(candidates))
    return Pending(row, candidates)


def _votes(scan: Scan, actors: list[Actor], pending: list[Pending]) -> dict[int, Counter[str]]:
    """How often each document speaks of each country, by its actors, and by its unambiguous places."""
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    rows: list[tuple[int, str | None]] = [
        (row.start, row.country) for row in actors if row.country and row.actor_type != "person"
    ]
    rows += [
        (entry.row.start, entry.candidates[0].country)
        for entry in pending
        if len({place.country for place in entry.candidates}) == 1
    ]
    if not rows:
        return votes
    documents = scan.batch.document_of(np.fromiter((start for start, _ in rows), np.int64, len(rows))).tolist()
    for document, (_, country) in zip(documents, rows, strict=True):
        if country:
            votes[document][country] += 1
    return votes


def _container(scan: Scan, token: int) -> frozenset[str]:
    """Countries and admin areas named behind a comma or in brackets: Bangor, Maine."""
    if not scan.kinds_at[token] & {"mark.,", "mark.("}:
        return frozenset()
    for width in (3, 2, 1):
        last = token + 1 + width
        if not scan.kinds_at[last - 1] & {"shape.capitalised", "shape.acronym", "mark.."}:
            continue
        text = scan.text(token + 1, last)
        country = next(
            (sense.row["country_code"] for sense in scan.lexicon.senses_of(text) if sense.kind == "country.name"), None
        )
        if country:
            return frozenset({country})
        areas = [place for place in load_gazetteer().candidates(text) if place.feature == "admin1"]
        if areas:
            return frozenset(f"{place.country}.{place.admin1}" for place in areas)
    return frozenset()


def _choose(
    candidates: tuple[Place, ...], votes: Counter[str], container: frozenset[str]
) -> tuple[Place | None, float]:
    """The likeliest candidate and its share of the weight; None below the margin."""
    if len(candidates) < 2:
        return (candidates[0], 1.0) if candidates else (None, 0.0)
    total = sum(votes.values()) or 1
    weights = []
    for place in candidates:
        score = math.log10(place.population + 300) + 2.2 * (votes[place.country or ""] / total)
        score += 0.6 if votes[place.country or ""] else 0.0
        if container and (place.country in container or f"{place.country}.{place.admin1}" in container):
            score += 5.0
        if place.source == "curated":
            score += 0.5
        weights.append(10.0**score)
    best = max(range(len(candidates)), key=lambda index: (weights[index], candidates[index].place_id))
    confidence = round(weights[best] / sum(weights), 3)
    return (candidates[best], confidence) if confidence >= ABSTAIN_BELOW else (None, confidence)
