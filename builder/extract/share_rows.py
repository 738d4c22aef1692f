"""From the matches of a rule of shares to rows: two thirds, half the, one in five, 1/2."""

from __future__ import annotations

import re

import numpy as np

from claimledger.extract.amounts import amount
from claimledger.extract.bounds import bounds_of, interval_of
from claimledger.extract.countable import inside_address, noun_follows
from claimledger.extract.mentions import Quantities
from claimledger.extract.quantity_rows import always, rows_of, signed, told_of, with_rate
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
    value, begin = signed(matches, value)
    bound, begin = bounds_of(matches, begin)
    end = np.maximum.reduce([last, matches.group("unit")[1], rate_last, matches.group("after")[1]])
    is_number = ~np.isnan(share) & ~inside_address(scan, first, last)
    is_number &= (
        is_mixed | (behind != NONE) | view.in_class(last, "of") | noun_follows(scan, last) | _alone(scan, begin, last)
    )
    is_number |= ~np.isnan(share) & view.in_class(last, "point")
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
    value, begin = signed(matches, told_of(matches, "number", amount))
    is_several = scan.has(last - 1, "number.fractions")
    is_several |= scan.has(last - 2, "mark.hyphen") & scan.has(last - 3, "number.unit")
    is_half = scan.told(last - 1, lambda word: word.lower() == "half", np.bool_)
    # half a million is a number
    behind = last + view.in_class(last, "of")
    behind = behind + view.in_class(behind, "article")
    is_factor = view.in_class(behind, "magnitude", "dozen")
    is_bare = last - first == 1
    of_something = view.in_class(last, "of") & (is_half | ~is_bare)
    half_the = is_half & (scan.has(last, "function.determiner") | matches.has("before"))
    is_part_of_time = is_bare & scan.has(first - 1, "number.ordinal_part")
    is_alone = _alone(scan, begin, last) & ~is_bare
    is_share = (is_several | ((of_something | half_the) & ~is_part_of_time) | is_alone) & ~is_factor
    return _shares(matches, value, begin).take((value != 0) & is_share)


def share_of_number(matches: Matches) -> Quantities:
    """One in five, two out of three; killed three in five villages is none."""
    scan, (first, _) = matches.scan, matches.group("number")
    value = told_of(matches, "number", _one_in)
    begin = np.where(matches.has("before"), matches.group("before")[0], first)
    is_common = told_of(matches, "number", _is_common_share) > 0
    leads = scan.has(begin - 1, "boundary", "mark.*", "function.*") | matches.has("before")
    return _shares(matches, value, first).take((value > 0) & (value < 1) & (is_common | leads))


def _one_in(wording: str) -> float | None:
    some, of_all, joint = _part_and_whole(wording)
    if some is None or not of_all or (joint == "in" and some != 1 and of_all not in _SHARED_AMONG):
        return None
    return some / of_all


def _is_common_share(wording: str) -> bool:
    """Whether the wording says a share wherever it stands: one in five, nine in ten, two out of three."""
    some, of_all, joint = _part_and_whole(wording)
    return joint != "in" or some == 1 or of_all in (10, 100, 1000)


def _part_and_whole(wording: str) -> tuple[float | None, float | None, str]:
    part, joint, whole = re.split(r"\s+(in|out\s+of)\s+", wording.lower(), maxsplit=1)
    return amount(part), amount(whole), joint


_SHARED_AMONG = (3, 4, 5, 10, 100, 1000)
"""Of so many things people say how many are such: three in five."""


def mixed_number(matches: Matches) -> Quantities:
    """Twenty and three fifths, as a sentence of its own: otherwise `and` joins two amounts."""
    scan, (first, last) = matches.scan, matches.group("number")
    value, begin = signed(matches, told_of(matches, "number", amount))
    bound, begin = bounds_of(matches, begin)
    rows = rows_of(matches, begin, last, interval_of(scan.names, value, bound), bound, np.full(len(matches), NONE))
    return rows.take(~np.isnan(value) & _alone(scan, first, last))


def spoken_division(matches: Matches) -> Quantities:
    """One over three, where nothing follows; before it the sentence begins, or what it is said to be."""
    scan, (_, last) = matches.scan, matches.group("number")
    value, begin = signed(matches, told_of(matches, "number", _over))
    bound = always(matches, "exact")
    rows = rows_of(matches, begin, last, interval_of(scan.names, value, bound), bound, np.full(len(matches), NONE))
    leads = scan.has(begin - 1, *_ENDS, "word.is", "word.was", "mark.=", "mark.:")
    return rows.take(~np.isnan(value) & leads & _ends(scan, last))


def _over(wording: str) -> float | None:
    above, below = (amount(part) for part in wording.lower().split(" over ", 1))
    return None if above is None or not below else above / below


def _shares(matches: Matches, value: Floats, begin: Ints) -> Quantities:
    """Shares that begin, with their sign, at these tokens."""
    bound, first = bounds_of(matches, begin)
    last = np.maximum(matches.group("number")[1], matches.group("after")[1])
    share = interval_of(matches.scan.names, value, bound)
    return rows_of(matches, first, last, share, bound, np.full(len(matches), UNITS.number(FRACTION)))


_DENOMINATORS = frozenset((2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 32, 64, 100))


def _alone(scan: Scan, first: Ints, last: Ints) -> Flags:
    """Whether the words are a sentence of their own, as in a table's cell."""
    return scan.has(first - 1, *_ENDS) & _ends(scan, last)


def _ends(scan: Scan, last: Ints) -> Flags:
    """Whether the sentence ends behind the words."""
    behind = last + scan.has(last, "mark..", "mark.?", "mark.!")
    return scan.has(behind, *_ENDS) | (behind >= len(scan.form))


_ENDS = ("boundary", "mark.newline", "mark.separator")
