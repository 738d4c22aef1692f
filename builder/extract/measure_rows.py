"""From the matches of a rule of measures to rows: 30 km, 5 feet 2 inches, 6'2"."""

from __future__ import annotations

import numpy as np

from claimledger.extract.amounts import amount
from claimledger.extract.bounds import bounds_of, interval_of
from claimledger.extract.mentions import Quantities
from claimledger.extract.quantity_rows import numbers_of, rounded, rows_of, told_of, written
from claimledger.extract.units import FOOT, INCH, UNITS, units_of
from claimledger.text.finding import Matches
from claimledger.text.rows import NONE

_MOST_FEET = 100


def measure(matches: Matches) -> Quantities:
    """A number with its unit behind it; what is glued to the number is a magnitude then (`1.2m tons`)."""
    value, inside = written(matches, "number", money=True)
    begin, end = (np.maximum(*pair) for pair in zip(matches.group("unit"), matches.group("unit_apart"), strict=True))
    behind = units_of(matches.view, begin, end)
    plain, glued = written(matches, "number")
    # in "12 T-72s" the letter belongs to a name
    is_name = matches.scan.has(matches.last, "mark.hyphen") & matches.scan.has(
        matches.last + 1, "shape.number", "shape.designation", "shape.glued", "shape.ordinal", "shape.decade"
    )
    is_name &= matches.scan.has(end - 1, "symbol.measure")
    value = np.where(is_name, np.nan, value)
    plain = np.where(is_name, np.nan, plain)
    is_behind = (behind != NONE) & (inside == NONE)
    return numbers_of(matches, np.where(is_behind, value, plain), np.where(is_behind, behind, glued))


def measures_joined(matches: Matches) -> Quantities:
    """Two hours and 30 minutes: one measure in the first unit, where the second is a smaller one of its dimension."""
    scan, view = matches.scan, matches.view
    unit, rest_unit = (units_of(view, *matches.group(name)) for name in ("unit", "rest_unit"))
    is_inch = view.in_class(matches.last - 1, "in") & (unit == UNITS.number(FOOT))  # 5 ft 2 in
    rest_unit = np.where(is_inch, UNITS.number(INCH), rest_unit)
    value, _ = written(matches, "number", money=True)
    rest = told_of(matches, "rest", amount)
    factor, smaller = (
        UNITS.told(one, lambda known: np.nan if known.si_factor is None else known.si_factor, np.nan, np.float64)
        for one in (unit, rest_unit)
    )
    dimension, other = (UNITS.told(one, lambda known: scan.names.number(known.dimension)) for one in (unit, rest_unit))
    joined = (dimension == other) & (smaller < factor)
    bound, first = bounds_of(matches, matches.group("number")[0])
    interval = interval_of(scan.names, rounded(value + rest * smaller / factor), bound)
    return rows_of(matches, first, matches.last, interval, bound, unit).take(joined & ~np.isnan(value))


def feet_and_inches(matches: Matches) -> Quantities:
    """6'2", 5'10: feet, where the marks stand close to the figures and there are fewer than twelve inches."""
    scan, (first, last) = matches.scan, matches.group("number")
    feet, inches = (told_of(matches, name, amount) for name in ("number", "rest"))
    is_tight = (scan.end[first] == scan.start[last]) & (scan.end[last] == scan.start[last + 1])
    bound, first = bounds_of(matches, first)
    interval = interval_of(scan.names, rounded(feet + inches / 12), bound)
    unit = np.full(len(matches), UNITS.number(FOOT))
    is_height = is_tight & (feet < _MOST_FEET) & (inches < 12)
    return rows_of(matches, first, matches.last, interval, bound, unit).take(is_height)
