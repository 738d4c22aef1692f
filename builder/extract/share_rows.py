"""From the matches of a rule of shares to rows: two thirds, half the, one in five, 1/2."""

from __future__ import annotations

import re

import numpy as np

from claimledger.extract.amounts import amount
from claimledger.extract.bounds import bounds_of, interval_of
from claimledger.extract.countable import inside_address, noun_follows
from claimledger.extract.mentions import Quantities
from claimledger.extract.quantity_rows import rows_of, told_of, with_rate
from claimledger.extract.units import FRACTION, UNITS, units_of
from claimledger.text.finding import Matches
from claimledger.text.rows import NONE, Flags, Floats, Ints
from claimledger.text.scan import Scan


def division(matches: Matches) -> Quantities:
    """A fraction in figures: with a unit, behind a whole number, or of something. 9/11 and 24/7 are none."""
    scan, view, (first, last) = matches.scan, matches.view, matches.group("number")
    share = told_of(matches, "number", _as_division)
    is_mixed = last - first > 3
    behind = units_of(view, *matches.group("unit"))
    unit, rate_last = with_rate(matches, behind)
    value = told_of(matches, "number", amount)
    unit = np.where((unit == NONE) & ~is_mixed, UNITS.number(FRACTION), unit)
    bound, begin = bounds_of(matches, first)
    end = np.maximum.reduce([last, matches.group("unit")[1], rate_last, matches.group("after")[1]])
    is_number = ~np.isnan(share) & ~inside_address(scan, first, last)
    is_number &= (
        is_mixed | (behind != NONE) | view.in_class(last, "of") | noun_follows(scan, last) | _alone(scan, first, last)
    )
    return rows_of(matches, begin, end, interval_of(scan.names, value, bound), bound, unit).take(is_number)


def _as_division(wording: str) -> float | None:
    """The share that a wording ends with, where it is written as shares are: smaller than one, an everyday divisor."""
    match = re.search(r"(\d+) ?/ ?(\d+)", wording)
    if match is None or int(match[2]) not in _DENOMINATORS or int(match[1]) >= int(match[2]):
        return None
    return int(match[1]) / int(match[2])


def fraction(matches: Matches) -> Quantities:
    """A share in words: two thirds, a quarter of, half the; the second half and a third man are none."""
    scan, view, (first, last) = matches.scan, matches.view, matches.group("number")
    value = told_of(matches, "number", amount)
    is_several = scan.has(last - 1, "number.fractions") | scan.has(last - 2, "mark.hyphen")
    is_half = scan.told(last - 1, lambda word: word.lower() == "half", np.bool_)
    # half a million is a number
    behind = last + view.in_class(last, "article")
    is_factor = view.in_class(behind, "magnitude", "dozen")
    is_bare = last - first == 1
    of_something = view.in_class(last, "of") & (is_half | ~is_bare)
    half_the = is_half & (scan.has(last, "function.determiner") | matches.has("before"))
    is_part_of_time = is_bare & scan.has(first - 1, "number.ordinal_part")
    is_alone = _alone(scan, first, last) & ~is_bare
    is_share = (is_several | ((of_something | half_the) & ~is_part_of_time) | is_alone) & ~is_factor
    return _shares(matches, value).take((value > 0) & is_share)


def share_of_number(matches: Matches) -> Quantities:
    """One in five, two out of three."""
    value = told_of(matches, "number", _one_in)
    return _shares(matches, value).take((value > 0) & (value < 1))


def _one_in(wording: str) -> float | None:
    part, joint, whole = re.split(r"\s+(in|out\s+of)\s+", wording.lower(), maxsplit=1)
    some, of_all = amount(part), amount(whole)
    if some is None or not of_all or (joint == "in" and some != 1 and of_all not in (10, 100, 1000)):
        return None
    return some / of_all


def _shares(matches: Matches, value: Floats) -> Quantities:
    number_first, last = matches.group("number")
    bound, first = bounds_of(matches, number_first)
    share = interval_of(matches.scan.names, value, bound)
    return rows_of(matches, first, last, share, bound, np.full(len(matches), UNITS.number(FRACTION)))


_DENOMINATORS = frozenset((2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 32, 64, 100))


def _alone(scan: Scan, first: Ints, last: Ints) -> Flags:
    """Whether the words are a sentence of their own, as in a table's cell."""
    behind = last + scan.has(last, "mark..", "mark.?", "mark.!")
    return scan.has(first - 1, *_ENDS) & (scan.has(behind, *_ENDS) | (behind >= len(scan.form)))


_ENDS = ("boundary", "mark.newline", "mark.separator")
