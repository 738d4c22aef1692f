"""Places told by the words around them: the X region, the villages of X and Y, X Hill; known or not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from claimledger.extract.mentions import Actors
from claimledger.extract.resolution import Candidates, containers
from claimledger.gazetteer import Gazetteer, load_gazetteer
from claimledger.text.finding import Found, Matches
from claimledger.text.grammar import Grammar
from claimledger.text.rows import NONE, Ints, Named, Rows
from claimledger.text.scan import Scan
from claimledger.text.view import View


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

    def __init__(self, grammar: Grammar, scan: Scan, actors: Actors) -> None:
        """Actors are no places."""
        super().__init__(grammar, scan)
        self.persons = actors.take(scan.names.are(actors.actor_type, "person"))
        self.close_all(actors.first, actors.last)
        self.candidates = Candidates()


def region(found: Found) -> PlaceName | None:
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


def cued(found: Found) -> list[PlaceName]:
    """The villages of X, Y and Z: places even when nobody knows them."""
    first, last = found.tokens("name") or (0, 0)
    scan = found.scan
    between = [token for token in range(first, last) if not _PARTING.isdisjoint(scan.kinds_of(token))]
    bounds = zip([first, *(token + 1 for token in between)], [*between, last], strict=True)
    return [_unlisted(found, *bound) for bound in bounds if bound[0] < bound[1] and _is_whole(found, *bound)]


_PARTING = frozenset({"mark.,", "word.and", "word.or"})


def beside(found: Found) -> PlaceName | None:
    """In the X neighborhood, near X Hill: a capitalised word of place belongs to the name."""
    first, last = found.tokens("name") or (0, 0)
    end = found.last
    while end > last and not found.scan.has(np.array([end - 1]), "shape.capitalised")[0]:
        end -= 1
    if not _is_whole(found, first, last):
        return None
    rows = load_gazetteer().likely_rows(found.scan.text(first, end)) if end > last else ()
    return _name(found, first, end, rows) if rows else _unlisted(found, first, last, end)


def dateline(matches: Matches) -> PlaceNames:
    """CHARLESTON, W.Va. -: known towns, before a comma only where their region follows."""
    scan, candidates = matches.scan, candidates_of(matches.view)
    first, last = matches.group("name")
    texts = scan.texts(first, last)
    is_shouted = np.array([text.isupper() and len(text) >= SHORTEST_DATELINE for text in texts], np.bool_)
    is_open = scan.has(matches.last - 1, "mark.,")
    is_open[is_open] = containers(scan, last[is_open]) < 0
    sets = np.full(len(first), NONE)
    for number in np.flatnonzero(is_shouted & ~is_open).tolist():
        rows = load_gazetteer().likely_rows(texts[number])
        sets[number] = candidates.add(rows) if rows else NONE
    return PlaceNames(first, last, matches.rule(), sets).take(sets >= 0)


SHORTEST_DATELINE = 5
"""Letters; shorter ones are mostly acronyms."""


def _unlisted(found: Found, first: int, last: int, end: int | None = None) -> PlaceName:
    return _name(found, first, end or last, load_gazetteer().likely_rows(found.scan.text(first, last)))


def _is_whole(found: Found, first: int, last: int) -> bool:
    """Whether no apostrophe in a name is a quotation mark, and no word of it one that people have."""
    return not _QUOTED.search(found.scan.text(first, last))


_QUOTED = re.compile("['\u2018\u2019]\\s|\\s['\u2018\u2019]|['\u2018\u2019]$")


def _name(found: Found, first: int, last: int, candidates: tuple[int, ...]) -> PlaceName:
    return PlaceName(first, last, found.rule_id, candidates_of(found.view).add(candidates))


def candidates_of(view: View) -> Candidates:
    """The sets of places that the names of a view may mean."""
    assert isinstance(view, PlaceView)
    return view.candidates


def persons_of(view: View) -> Actors:
    """The persons of a view's documents."""
    assert isinstance(view, PlaceView)
    return view.persons
