"""Links between rows: whose a quantity is, who said it, where; who uses a weapon, and how many.

Where: see placed.py. Who said it: the innermost attribution whose content holds the number. Whose: see owners.py and
operators.py.
"""

from __future__ import annotations

import numpy as np

from claimledger.extract.mentions import Actors, Attributions, Quantities, Weapons
from claimledger.extract.operators import operators
from claimledger.extract.owners import Owners
from claimledger.extract.placed import Placed
from claimledger.extract.sides import Sides
from claimledger.gazetteer import Place
from claimledger.text.rows import NONE, Ints
from claimledger.text.scan import Scan


def link(
    scan: Scan,
    quantities: Quantities,
    actors: Actors,
    sides: Sides,
    weapons: Weapons,
    placed: Placed,
    attributions: Attributions,
    places: dict[str, Place],
) -> None:
    """Fill the columns that refer from one row to another, in place."""
    source = np.append(attributions.source_actor_id, NONE)
    quantities.attribution = _attributions_of(quantities, attributions)
    quantities.place_id = np.append(placed.place_id, NONE)[placed.of_sentence(quantities)]
    quantities.actor_id = Owners(scan, quantities, sides, source[quantities.attribution]).all(places)
    weapons.operator_id = operators(scan, weapons, actors, source[_attributions_of(weapons, attributions)])
    weapons.quantity = _counts_of(scan, weapons, quantities)


def _attributions_of(rows: Quantities | Weapons, attributions: Attributions) -> Ints:
    """The innermost attribution around each row: its shortest content, of two the one that is said deeper."""
    start, end, of = attributions.content_start, attributions.content_end, attributions.content_of
    first = np.searchsorted(rows.start, start)
    last = np.searchsorted(rows.end, end, side="right")
    parts = np.flatnonzero(first < last)
    order = parts[np.lexsort((of[parts], start[parts], -_depths(attributions.parent)[of[parts]], (end - start)[parts]))]
    cover = _first_cover(first[order], last[order], len(rows))
    return np.append(of[order], NONE)[cover]


def _depths(parents: Ints) -> Ints:
    """How many attributions each one stands in; the way up is doubled at every step."""
    depth, above = (parents >= 0).astype(np.int64), parents.copy()
    for _ in range(len(parents).bit_length()):
        rows = np.flatnonzero(above >= 0)
        if not len(rows):
            break
        depth[rows] += depth[above[rows]]
        above[rows] = above[above[rows]]
    return depth


def _first_cover(first: Ints, last: Ints, count: int) -> Ints:
    """For each of `count` places the first range that covers it, -1 where none does.

    A range is written down twice at the level of its length, so that two halves of a power of two cover it; then each
    level is handed down to the halves. However many ranges overlap, that takes count * log(count).
    """
    none = len(first)
    level = np.frexp(last - first)[1] - 1
    number = np.arange(none)
    best = np.full(count, none)
    for height in range(int(level.max(initial=0)), -1, -1):
        half = 1 << height
        here = np.flatnonzero(level == height)
        np.minimum.at(best, first[here], number[here])
        np.minimum.at(best, last[here] - half, number[here])
        if height:
            handed = half >> 1
            best[handed:] = np.minimum(best[handed:], best[:-handed])
    return np.where(best < none, best, NONE)


def _counts_of(scan: Scan, weapons: Weapons, quantities: Quantities) -> Ints:
    """The quantity whose noun phrase a weapon is part of, also behind "and": dozens of tanks and carriers."""
    at = np.searchsorted(quantities.first, weapons.first, side="right") - 1
    rows = np.flatnonzero(at >= 0)
    counts, first = quantities.take(at[rows]), weapons.first[rows]
    reach = np.where(counts.noun_last >= 0, counts.noun_last, counts.last)
    is_part = (counts.last <= first) & (first < reach + 4) & (first - counts.last <= 8)
    is_part &= scan.names.are(counts.kind, "count")
    found = np.full(len(weapons), NONE)
    found[rows[is_part]] = at[rows[is_part]]
    return found
