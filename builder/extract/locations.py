"""Locations: names of places used as places.

Recognition needs a known name and, for small places, a word that speaks of a place. Which place a name means is told
in resolution.py.
"""

from __future__ import annotations

import numpy as np

from claimledger.extract.evidence import LARGE, are_places, named_like_places
from claimledger.extract.mentions import Actors, Locations
from claimledger.extract.place_phrases import (
    PlaceNames,
    PlaceView,
    beside,
    candidates_of,
    cued,
    dateline,
    persons_of,
    region,
)
from claimledger.extract.resolution import resolve
from claimledger.gazetteer import Place, load_gazetteer
from claimledger.text.finding import Matches, find_rows
from claimledger.text.grammar import Grammar, Rule
from claimledger.text.rows import NONE, Ints
from claimledger.text.scan import Scan

NAMESAKE = 5_000
"""From this population on a town is set against the country or capital of the same name."""
SURE = 0.74
"""So likely must a town be that it takes the place of a government."""

CLASSES = {
    "of": "word.of",
    "the": "word.the",
    "and": "word.and word.or",
    "comma": "mark.,",
    "from": "word.from word.to word.over word.off word.through word.across word.with word.via",
    "at": "geopolitics.place_before word.between",
    "direction": "place_word.direction",
    "landmark": "town_word.landmark",
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
    "stop": "mark..",
    "opening": "mark.(",
    "closing": "mark.)",
    "hyphen": "mark.hyphen",
    "apostrophe": "mark.' mark.\x92 mark.\x91",
    "head": "town_word.head",
    "part": "town_word.part",
    "particle": "name_particle",
    "capitals": "shape.acronym",
    "dash": "mark.dash",
    "boundary": "boundary",
    "name": "shape.capitalised",
    "lower": "shape.lower",
}


def _country(matches: Matches) -> PlaceNames:
    """A country by its name, or a place that has the same."""
    view, candidates, gazetteer = matches.view, candidates_of(matches.view), load_gazetteer()

    def tell(token: int) -> int:
        code = view.senses(token, "country.name")[0].row["country_code"]
        text = view.scan.text(token, view.end_of(token))
        return candidates.add(dict.fromkeys((gazetteer.country_row(code), *gazetteer.likely_rows(text))))

    return _names(matches, view.told(matches.first, tell))


def _known(matches: Matches) -> PlaceNames:
    """A curated place, a capital, or a gazetteer name that is large or stands where a place does."""
    view, scan, candidates, gazetteer = matches.view, matches.scan, candidates_of(matches.view), load_gazetteer()
    unsure = view.in_class(matches.first, "gazetteer")

    def text(token: int) -> str:
        return scan.text(token, view.end_of(token))

    def tell(token: int) -> int:
        places = gazetteer.likely_rows(text(token))
        return candidates.add(places) if places else NONE

    largest = np.full(len(matches), LARGE)
    largest[unsure] = view.told(matches.first[unsure], lambda token: gazetteer.largest(text(token)))
    kept = (largest >= 0) & are_places(matches, unsure, largest, persons_of(view))
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
        region,
        needs="admin",
    ),
    Rule(
        "cued",
        "the village of X",
        "{settlement|feature|head|landmark} {of} (?P<name>{place} ({comma} {place})* ({comma}? {and} {place})?)",
        (
            ("The village of Zelenyi Shliakh fell.", "Zelenyi Shliakh"),
            ("They took the villages of Zelenyi Shliakh and Nova Hreblia.", "Nova Hreblia"),
        ),
        ("The village of his youth.",),
        cued,
        needs="settlement|feature|head|landmark",
    ),
    Rule(
        "landmark",
        "in the X neighborhood, near X hill",
        "{at|from|of} {the}? {direction}* (?P<name>{place}) (?P<word>({landmark|settlement|feature|admin})+)",
        (("A bomb exploded in the Karmak neighborhood.", "Karmak"), ("They stormed Zorva Hill.", "Zorva Hill")),
        ("He rested in the camp.",),
        beside,
        needs="landmark|settlement|feature|admin",
    ),
    Rule(
        "transliterated",
        "in Deir X, near Al-X",
        "{at} (?P<name>{part|particle} {hyphen}? {place})",
        (("They shelled Kafr Zorna.", "Kafr Zorna"),),
        ("They shelled a house.",),
        cued,
        needs="part|particle",
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
        "dateline",
        "A town in capitals before a report",
        "{boundary} (?P<name>({capitals|capital|curated} {stop}?)+) ({dash}|{opening}|{comma})",
        (("SALINA, Kan. (AP) - A truck overturned.", "SALINA"), ("GLASGOW - A man was found.", "GLASGOW")),
        ("NATO - the alliance - said no.", "UPDATE - a man was found."),
        build_all=dateline,
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

MACROS = {
    "word": "{apostrophe}? ({part|particle} {hyphen}?)* {gazetteer|curated|capital|name|part}"
    " ({apostrophe} {lower|closed|at|name|gazetteer|particle})?",
    "place": "{word} ({hyphen}? {word})*",
}

GRAMMAR = Grammar("locations", CLASSES, MACROS, RULES)


def find_locations(scan: Scan, actors: Actors) -> tuple[Actors, Locations, dict[str, Place]]:
    """All places of a scan outside actor names, in order of the text, and the places they resolve to.

    Of the actors those that stay: what was read as a government but is a town of the same name becomes a place.
    """
    actors = actors.take(~named_like_places(scan, actors))
    view = PlaceView(GRAMMAR, scan, actors)
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

    first, last, country = actors.first[rows], actors.last[rows], actors.country[rows]
    words = (scan.form[first] * len(scan.forms) + scan.form[last - 1]) * len(scan.names.values) + country
    _, one, every = np.unique(words, return_index=True, return_inverse=True)
    texts = scan.texts(first[one], last[one])
    sets = np.array([tell(*name) for name in zip(country[one].tolist(), texts, strict=True)], np.int64)[every]
    rows, sets = rows[sets >= 0], sets[sets >= 0]
    rule = np.full(len(rows), scan.names.number("locations.namesake"))
    return rows, PlaceNames(actors.first[rows], actors.last[rows], rule, sets)
