"""Claims: which figures assert something, and what is said of each beyond its own row."""

from __future__ import annotations

import numpy as np

from claimledger.claims.agents import agents
from claimledger.claims.modality import Clauses, modality, negated
from claimledger.claims.places import regions, where
from claimledger.claims.sources import stating
from claimledger.claims.times import when
from claimledger.extract.mentions import Attributions, Claims, Locations, Quantities, Times
from claimledger.extract.placed import Placed
from claimledger.extract.sides import Sides
from claimledger.gazetteer import Place
from claimledger.text.rows import NONE, Flags, Ints
from claimledger.text.scan import Scan
from claimledger.text.view import any_in

_LARGE = 1000
"""A bare number from here on is a claim even without a noun: the figure is as high as 12,000."""


def find_claims(
    scan: Scan,
    quantities: Quantities,
    sides: Sides,
    placed: Placed,
    locations: Locations,
    attributions: Attributions,
    times: Times,
    places: dict[str, Place],
) -> Claims:
    """The claims among the quantities; rows must be linked already."""
    rows = np.flatnonzero(~are_filler(scan, quantities))
    figures = quantities.take(rows)
    clauses = Clauses(scan)
    place = where(scan, figures, placed, clauses, places)
    return Claims(
        quantity=rows,
        attribution=stating(scan, figures, attributions),
        agent_id=agents(scan, figures, sides, attributions),
        modality=modality(scan, figures, attributions, clauses),
        is_negated=negated(scan, figures, clauses),
        time=when(scan, figures, times),
        place_id=place.place_id,
        scope=place.scope,
        region=regions(scan, place.place_id, figures.first, locations, places),
    )


def are_filler(scan: Scan, figures: Quantities) -> Flags:
    """Spans of time and ages; of counts to which nothing happens `one of`, `both`, and small numbers without a noun."""
    names = scan.names
    stated = np.where(np.isnan(figures.value), figures.value_min, figures.value)
    is_part = scan.has(figures.last, "word.of")  # 36 of which are for intensive care
    is_bare = (figures.noun_last == NONE) & ~is_part & ~(np.abs(stated) >= _LARGE)
    is_bare[is_bare] = ~_are_totals(scan, figures.first[is_bare])
    only_points = is_part & (stated == 1) | scan.has(figures.first, "number.both")
    is_idle = names.are(figures.kind, "count") & (figures.event == NONE)
    return names.are(figures.item, "duration") | is_idle & (is_bare | only_points)


def _are_totals(scan: Scan, tokens: Ints) -> Flags:
    """Whether each number is what a number of things rose to: bring the number of strikes since Monday to 92."""
    found = scan.has(tokens - 1, "word.to", "word.at")
    rows = np.flatnonzero(found)
    begin = np.maximum(scan.sentence_limits(tokens[rows])[0], tokens[rows] - _TOTAL_REACH)

    def are_sums(words: Ints) -> Flags:
        return scan.told(words, lambda word: word.lower() in _TOTALS, np.bool_)

    found[rows] = any_in(begin, tokens[rows], are_sums)
    return found


_TOTALS = frozenset({"number", "total", "toll", "tally", "count"})
_TOTAL_REACH = 20
