"""What amounts side by side share: `8 or $9` are both dollars, and `more than 100 km (60 miles)` says one bound twice.

A count that directly joins a measure has its unit; a measure given again in brackets, in another unit, has the bound
of the first.
"""

from __future__ import annotations

import numpy as np

from claimledger.extract.mentions import Quantities
from claimledger.text.rows import NONE, Flags, Ints
from claimledger.text.scan import Scan

_JOINTS = ("word.or", "word.and", "word.to", "number.times", "word.versus", "word.vs")
_FILLERS = ("word.even", "word.the", "word.its", "word.their")
_LIMITED = ("at_least", "more_than", "at_most", "less_than")
_FLOORS, _CEILINGS = ("at_least", "more_than"), ("at_most", "less_than")
_LONGEST_GAP = 3


def share_with_neighbours(scan: Scan, rows: Quantities) -> Quantities:
    """The rows, in order of the text, with the units and bounds they share; the rows themselves are changed."""
    _carry_units(scan, rows)
    _repeat_bounds(scan, rows)
    return rows


def _carry_units(scan: Scan, rows: Quantities) -> None:
    """A count takes the unit of the measure it joins: 5, 6 and 7 kg; 200 million of the 1.4 billion pesos."""
    gap_first, gap_last = rows.last[:-1], rows.first[1:]
    size = gap_last - gap_first
    is_count = scan.names.are(rows.kind, "count")
    near = np.flatnonzero(is_count[:-1] & (size > 0) & (size <= _LONGEST_GAP))
    joins = near[_joins(scan, gap_first[near], gap_last[near])]
    # one of the 136-year-old walls, 19 of 24 euro traders
    modifies = scan.has(rows.last[1:][joins], "mark.hyphen", "shape.lower") & ~scan.has(
        rows.last[1:][joins], "function.*", "cue.verb"
    )
    modifies |= scan.has(rows.last[:-1][joins] - 1, "number.unit") & (rows.value[:-1][joins] == 1)
    joins = joins[~(scan.has(gap_first[joins], "word.of", "word.out") & modifies)]
    lists = set(near[(size[near] == 1) & scan.has(gap_first[near])].tolist())
    parts = set(joins[scan.has(gap_first[joins], "word.of", "word.out")].tolist())
    given = set[int]()
    for row in sorted({*joins.tolist(), *lists}, reverse=True):
        other = row + 1
        has_unit = rows.unit[other] != NONE and not is_count[other]
        fits = other in given if row in lists else row not in parts or _is_part(rows, row, other, given)
        if has_unit and fits:
            _give_unit(rows, row, other)
            is_count[row] = False
            given.add(row)


def _is_part(rows: Quantities, row: int, other: int, given: set[int]) -> bool:
    """Whether a count may be a part of the other row: no more than the whole, which has a unit of its own."""
    return other not in given and _stated(rows, row) <= _stated(rows, other)


def _joins(scan: Scan, first: Ints, last: Ints) -> Flags:
    """Whether the words between two amounts only join them: or, and, of the, out of the."""
    found = np.zeros(len(first), np.bool_)
    is_open = np.ones(len(first), np.bool_)
    for step in range(_LONGEST_GAP):
        at = first + step
        inside = at < last
        is_joint = scan.has(at, *_JOINTS) | scan.has(at, "word.of")
        is_open &= ~inside | is_joint | scan.has(at, *_FILLERS) | scan.has(at, "word.out")
        found |= inside & is_joint
    return found & is_open


def _give_unit(rows: Quantities, row: int, other: int) -> None:
    """Unit, kind and dimension of another row; the item stays where that is no plain measure."""
    for column in (rows.unit, rows.kind, rows.dimension, rows.item):
        column[row] = column[other]
    stated, of_other = (_stated(rows, one) for one in (row, other))
    if of_other and not np.isnan(rows.value_si[other]):
        rows.value_si[row] = float(f"{stated * rows.value_si[other] / of_other:.12g}")
        rows.unit_si[row] = rows.unit_si[other]


def _stated(rows: Quantities, row: int) -> float:
    """The value, or else an end of the interval."""
    given = (column[row] for column in (rows.value, rows.value_min, rows.value_max) if not np.isnan(column[row]))
    return float(next(given, np.nan))


def _repeat_bounds(scan: Scan, rows: Quantities) -> None:
    """The bound of a measure goes over the same measure in brackets behind it."""
    names = scan.names
    first, again = slice(None, -1), slice(1, None)
    is_again = (rows.first[again] - rows.last[first] == 1) & scan.has(rows.last[first], "mark.(")
    is_again &= scan.has(rows.last[again], "mark.)") & names.are(rows.bound[again], "exact")
    is_again &= names.are(rows.bound[first], *_LIMITED) & (rows.unit[again] != NONE)
    is_again &= (rows.dimension[first] == rows.dimension[again]) & (rows.unit[first] != rows.unit[again])
    which = np.flatnonzero(is_again) + 1
    rows.bound[which] = rows.bound[which - 1]
    value = rows.value[which]
    rows.value_min[which] = np.where(names.are(rows.bound[which], *_FLOORS), value, np.nan)
    rows.value_max[which] = np.where(names.are(rows.bound[which], *_CEILINGS), value, np.nan)
