"""Where: the place of a figure, from its clause, its sentence, or its document; and the region it is compared in.

Clause and sentence: the place that suits the figure best (extract/placed.py). Document: the place that governed last
before in the same document, where that is at most a few sentences away, else the one it names most; sums of money and
shares are nowhere unless their sentence says so.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from claimledger.claims.modality import Clauses
from claimledger.extract.mentions import Locations, Quantities
from claimledger.extract.placed import Placed
from claimledger.gazetteer import Place, load_gazetteer
from claimledger.gazetteer.index import country_place
from claimledger.text.rows import NONE, Ints, Named
from claimledger.text.scan import Scan

CLAUSE, SENTENCE, DOCUMENT = "clause", "sentence", "document"
_PLACELESS = ("money", "share", "rate")
_AT_HOME = ("civilians",)
_SENTENCES = 4
"""So many sentences back may the place be named that still governs."""


@dataclass
class Where:
    """The place of each figure and the scope that tells it; -1 where nothing does."""

    place_id: Named
    scope: Named


def where(scan: Scan, figures: Quantities, placed: Placed, clauses: Clauses, places: dict[str, Place]) -> Where:
    """The place of each figure. A country that only its nationality tells is added to `places`."""
    names = scan.names
    nearest = placed.of_sentence(figures)
    found = np.append(placed.place_id, NONE)[nearest]
    position = np.append(placed.first, NONE)[nearest]
    is_apart = clauses.begins(np.maximum(position, 0)) != clauses.begins(figures.first)
    scope = np.where(is_apart, names.number(SENTENCE), names.number(CLAUSE))
    is_land = np.logical_or.reduce([scan.has(figures.last + step, "geopolitics.territory") for step in range(1, 4)])
    may_go_on = ~names.are(figures.kind, *_PLACELESS) | is_land
    unplaced = np.flatnonzero((nearest == NONE) & may_go_on)
    found[unplaced] = _of_document(scan, figures.first[unplaced], placed, places)
    at_home = np.flatnonzero(
        (nearest == NONE) & (names.are(figures.item, *_AT_HOME) | (is_land & ~names.are(figures.kind, "count")))
    )
    home = _home(scan, figures.actor_id[at_home], places)
    found[at_home] = np.where(home >= 0, home, found[at_home])
    scope[nearest == NONE] = names.number(DOCUMENT)
    scope[found == NONE] = NONE
    return Where(found, scope)


def _home(scan: Scan, owners: Named, places: dict[str, Place]) -> Named:
    """The country whose people or land they are: hundreds of thousands of Syrians, 25% of Iraqi territory."""

    def tell(owner: str) -> int:
        kind, _, code = owner.partition(":")
        whole = country_place(code) if kind == "state" else None
        if whole:
            places.setdefault(whole.place_id, whole)
        return scan.names.number(whole.place_id if whole else None)

    home: Named = scan.names.told(owners, tell)
    return home


def _of_document(scan: Scan, tokens: Ints, placed: Placed, places: dict[str, Place]) -> Named:
    """The place that governed last before each token, where it is near in its document; else the one most named there.

    Of a country and a town of it in one sentence the town, whichever is named last.
    """
    own, sentence = _documents(scan, tokens), scan.sentences_of(tokens)
    found = np.full(len(tokens), NONE)
    for rows in (np.flatnonzero(placed.governs), np.flatnonzero(placed.is_usable)):
        last = np.append(rows, NONE)[np.searchsorted(placed.first[rows], tokens) - 1]
        is_near = np.append(placed.document, NONE)[last] == own
        is_near &= sentence - np.append(placed.sentence, 0)[last] <= _SENTENCES
        found = np.where((found < 0) & is_near, last, found)
    found = _narrower(scan, placed, found, places)
    known = np.flatnonzero(placed.place_id >= 0)
    most = most_named(placed.document[known], placed.place_id[known], len(scan.batch.doc_ids))
    return np.where(found >= 0, np.append(placed.place_id, NONE)[found], most[own])


def _narrower(scan: Scan, placed: Placed, found: Ints, places: dict[str, Place]) -> Ints:
    """Of a country the place in it that its sentence names too, the first one: Mosul in northern Iraq."""

    def country(place: str, *, whole: bool) -> int:
        is_whole = places[place].feature == "country"
        return scan.names.number(places[place].country or None) if is_whole == whole else NONE

    whole = scan.names.told(placed.place_id, lambda place: country(place, whole=True))
    part = scan.names.told(placed.place_id, lambda place: country(place, whole=False))
    radix = len(scan.names.values)
    parts = np.flatnonzero((part >= 0) & placed.is_usable)
    keys, first = np.unique(placed.sentence[parts] * radix + part[parts], return_index=True)
    wanted = np.append(placed.sentence, 0)[found] * radix + np.append(whole, NONE)[found]
    at = np.searchsorted(keys, wanted)
    has_part = (found >= 0) & (np.append(whole, NONE)[found] >= 0) & (np.append(keys, NONE)[at] == wanted)
    return np.where(has_part, np.append(parts[first], NONE)[at], found)


def regions(scan: Scan, place_id: Named, tokens: Ints, locations: Locations, places: dict[str, Place]) -> Named:
    """What figures at these places are compared by: the first-level region of the place.

    A whole country stands for the region of it that the document names most, if it names one: troops in Russia, in a
    report on the Kursk region. A place across countries stands for itself. The regions are added to `places`.
    """
    names = scan.names
    placed = locations.take(locations.place_id >= 0)

    def region_of(place: str) -> int:
        found = places.get(place)
        region = load_gazetteer().region_of(found) if found else None
        if region:
            places.setdefault(region.place_id, region)
        return names.number(region.place_id if region else place)

    def country_of(place: str) -> int:
        found = places.get(place)
        whole = country_place(found.country) if found and found.country else None
        return names.number(whole.place_id if whole else None)

    region, country = names.told(placed.place_id, region_of), names.told(placed.place_id, country_of)
    inside = np.flatnonzero((country >= 0) & (region != country))
    radix = len(names.values)
    pairs, pair = np.unique(_documents(scan, placed.first[inside]) * radix + country[inside], return_inverse=True)
    focus = most_named(pair, region[inside], len(pairs))

    own = names.told(place_id, region_of)
    key = _documents(scan, tokens) * radix + own
    at = np.searchsorted(pairs, key)
    has_focus = (np.append(pairs, NONE)[at] == key) & (own >= 0)
    return np.where(has_focus, np.append(focus, NONE)[at], own)


def most_named(groups: Ints, values: Named, count: int) -> Named:
    """For each of `count` groups the value it has most often, of several the one it has first; -1 without any."""
    most = np.full(count, NONE)
    radix = int(values.max(initial=0)) + 1
    pairs, first, often = np.unique(groups * radix + values, return_index=True, return_counts=True)
    group, value = pairs // radix, pairs % radix
    order = np.lexsort((first, -often, group))
    leading = order[np.diff(group[order], prepend=NONE) != 0]
    most[group[leading]] = value[leading]
    return most


def _documents(scan: Scan, tokens: Ints) -> Ints:
    """The number of the document each token is in."""
    return scan.batch.document_of(scan.start[tokens])
