"""Where: the place of a figure, from its clause, its sentence, or its document; and the region it is compared in.

Clause and sentence: the nearest place, which the quantity has already (extract/links.py). Document: the place named
last before in the same document, where that is at most a few sentences away, else the one it names most.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from claimledger.claims.modality import clause_begins
from claimledger.extract.links import nearest_places
from claimledger.extract.mentions import Locations, Quantities
from claimledger.gazetteer import Place, load_gazetteer
from claimledger.gazetteer.index import country_place
from claimledger.text.rows import NONE, Ints, Named
from claimledger.text.scan import Scan

CLAUSE, SENTENCE, DOCUMENT = "clause", "sentence", "document"
_SENTENCES = 4
"""So many sentences back may the place be named that still governs."""


@dataclass
class Where:
    """The place of each figure and the scope that tells it; -1 where nothing does."""

    place_id: Named
    scope: Named


def where(scan: Scan, figures: Quantities, locations: Locations) -> Where:
    """The place of each figure."""
    names = scan.names
    placed = locations.take(locations.place_id >= 0)
    nearest = nearest_places(scan, figures, placed)
    found = np.append(placed.place_id, NONE)[nearest]
    position = np.append(placed.first, NONE)[nearest]
    is_apart = clause_begins(scan, np.maximum(position, 0)) != clause_begins(scan, figures.first)
    scope = np.where(is_apart, names.number(SENTENCE), names.number(CLAUSE))
    unplaced = np.flatnonzero(nearest == NONE)
    found[unplaced] = _of_document(scan, figures.first[unplaced], placed)
    scope[unplaced] = names.number(DOCUMENT)
    scope[found == NONE] = NONE
    return Where(found, scope)


def _of_document(scan: Scan, tokens: Ints, placed: Locations) -> Named:
    """The place named last before each token, where it is near in its document; else the one most named there."""
    documents = np.append(_documents(scan, placed.first), NONE)
    own = _documents(scan, tokens)
    last = np.searchsorted(placed.first, tokens) - 1
    distance = scan.sentences_of(tokens) - np.append(scan.sentences_of(placed.first), 0)[last]
    is_near = (documents[last] == own) & (distance <= _SENTENCES)
    most = most_named(_documents(scan, placed.first), placed.place_id, len(scan.batch.doc_ids))
    return np.where(is_near, np.append(placed.place_id, NONE)[last], most[own])


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
