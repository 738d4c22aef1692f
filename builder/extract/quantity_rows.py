"""From the matches of a quantity rule to rows: values, intervals, bounds and units.

Every function takes all matches of its rule in a batch and gives their rows, without those matches whose words turn
out to be no quantity of that form; later rules may try these.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np

from claimledger.extract.amounts import amount, floor, magnitude_of
from claimledger.extract.bounds import Interval, bounds_of, floor_only, interval_of
from claimledger.extract.countable import counts_something, inside_address, noun_follows
from claimledger.extract.mentions import Quantities
from claimledger.extract.units import PER_CENT, UNITS, YEAR, glued_unit, units_of
from claimledger.text.grammar import Found, Matches
from claimledger.text.rows import NONE, Floats, Ints, Named

_ITEM_OF_DIMENSION = {
    "length": "distance",
    "area": "territory",
    "duration": "duration",
    "money": "money",
    "share": "share",
}


def count(matches: Matches) -> Quantities:
    """A plain number, or a measure whose unit is inside the number (`155mm`)."""
    return _numbers(matches, np.full(len(matches), NONE))


def measure(matches: Matches) -> Quantities:
    """A number with its unit behind it, or inside."""
    return _numbers(matches, units_of(matches.view, *matches.group("unit")))


def _numbers(matches: Matches, unit_behind: Ints) -> Quantities:
    scan, (number_first, number_last) = matches.scan, matches.group("number")
    value, unit_inside = _written(matches, "number")
    unit = np.where(unit_inside == NONE, unit_behind, unit_inside)
    bound, first = bounds_of(matches)
    last = np.maximum.reduce([number_last, matches.group("unit")[1], matches.group("after")[1]])
    is_number = ~np.isnan(value) & ~inside_address(scan, number_first, number_last)
    is_bare = ~(matches.has("before") | matches.has("unit") | matches.has("after"))
    doubtful = is_bare | (unit == NONE)  # most bare numbers are years and dates
    is_number[doubtful] &= counts_something(scan, number_first[doubtful], number_last[doubtful], bound[doubtful])
    return _rows(matches, first, last, interval_of(scan.names, value, bound), bound, unit).take(is_number)


def between(matches: Matches) -> Quantities:
    """Two ends; a magnitude, unit or currency behind the second belongs to the first as well."""
    scan, view = matches.scan, matches.view
    (low_first, low_last), (high_first, high_last) = matches.group("low"), matches.group("high")
    (low, low_unit), (high, high_unit) = (_end(matches, end) for end in ("low", "high"))
    low = _with_magnitude(matches, low, high)
    unit, last = np.where(high_unit == NONE, low_unit, high_unit), high_last
    for group in ("unit", "currency"):
        begin, end = matches.group(group)
        unit, last = np.where(begin == NONE, unit, units_of(view, begin, end)), np.maximum(last, end)
    # twenty-three is one number
    is_compound = scan.has(low_last - 1, "number.tens") & scan.has(high_first, "number.unit")
    is_range = ~is_compound & ~np.isnan(low) & ~np.isnan(high) & ~inside_address(scan, low_first, high_last)
    # without a noun behind it: no span of years, no match result, no date
    is_lone_year = view.in_class(low_first, "year") & (low_last - low_first == 1)
    is_plain = ~is_lone_year & (low < high) & ((high >= 100) | ~scan.has(low_last, "mark.hyphen"))
    is_range &= (unit != NONE) | is_plain | noun_follows(scan, last)
    interval = Interval(np.full(len(matches), np.nan), np.minimum(low, high), np.maximum(low, high))
    return _rows(matches, matches.first, last, interval, _always(matches, "range"), unit).take(is_range)


def _end(matches: Matches, group: str) -> tuple[Floats, Ints]:
    """The value of one end of each range, and its unit where that is part of the word."""
    is_money = matches.has("currency")
    plain, money = _written(matches, group), _written(matches, group, money=True)
    return np.where(is_money, money[0], plain[0]), np.where(is_money, money[1], plain[1])


def _with_magnitude(matches: Matches, low: Floats, high: Floats) -> Floats:
    """The lower ends times the magnitude words that only the upper ends have: 10 to 20 billion."""
    factor, own = (_told(matches, end, magnitude_of) for end in ("high", "low"))
    shared = (own == 1) & (factor > 1) & (low < high)
    return np.where(shared, _rounded(low * factor), low)


def money(matches: Matches) -> Quantities:
    """An amount with its currency, before or behind it."""
    scan, (begin, end) = matches.scan, matches.group("currency")
    unit = units_of(matches.view, begin, end)
    value, _ = _written(matches, "number", money=True)
    bound, first = bounds_of(matches)
    last = np.maximum.reduce([matches.group("number")[1], end, matches.group("after")[1]])
    rows = _rows(matches, np.minimum(first, begin), last, interval_of(scan.names, value, bound), bound, unit)
    return rows.take((unit != NONE) & ~np.isnan(value))


def indefinite(matches: Matches) -> Quantities:
    """Dozens, tens of thousands, several hundred: a floor."""
    view, (first, last) = matches.view, matches.group("number")
    least = _told(matches, "number", floor)
    is_verb = _told(matches, "number", lambda words: words.lower() == "scores") > 0
    is_amount = ~np.isnan(least) & ~(is_verb & ~view.in_class(last, "of"))
    unit = np.full(len(matches), NONE)
    for group in ("unit", "currency"):
        begin, end = matches.group(group)
        of_group = units_of(view, begin, end)
        unit = np.where(begin == NONE, unit, of_group)
        last = np.where(of_group == NONE, last, end)
    return _rows(matches, first, last, floor_only(least), _always(matches, "indefinite"), unit).take(is_amount)


def fraction(matches: Matches) -> Quantities:
    """A share in words, as per cent."""
    value = _told(matches, "number", amount)
    bound, first = bounds_of(matches)
    share = interval_of(matches.scan.names, _rounded(100 * value, digits=4), bound)
    unit = np.full(len(matches), UNITS.number(PER_CENT))
    return _rows(matches, first, matches.group("number")[1], share, bound, unit).take((value > 0) & (value < 1))


def pair(matches: Matches) -> Quantities:
    """A pair of, a couple of, both: when something counted follows."""
    scan, view, (first, last) = matches.scan, matches.view, matches.group("number")
    behind = last + view.in_class(last, "of")
    is_couple = scan.has(last - 1, "number.couple")
    bound = np.where(is_couple, _always(matches, "approximate"), _always(matches, "exact"))
    two = interval_of(scan.names, np.full(len(matches), 2.0), bound)
    return _rows(matches, first, last, two, bound, np.full(len(matches), NONE)).take(noun_follows(scan, behind))


def age(matches: Matches) -> Quantities:
    """`aged 37`: years."""
    first, last = matches.group("number")
    value, bound = _told(matches, "number", amount), _always(matches, "exact")
    unit = np.full(len(matches), UNITS.number(YEAR))
    rows = _rows(matches, first, last, interval_of(matches.scan.names, value, bound), bound, unit)
    return rows.take(~np.isnan(value))


def nothing(found: Found) -> Any:
    """What a number is not: the words are closed to later rules and no row is made."""
    return None


def _written(matches: Matches, group: str, money: bool = False) -> tuple[Floats, Ints]:
    """The value of each amount, and its unit where that is part of the word."""
    wordings, which = _wordings(matches, group)
    pairs = np.array([_value_and_unit(wording, money) for wording in wordings], np.float64).reshape(-1, 2)
    return pairs[which, 0], pairs[which, 1].astype(np.int64)


@lru_cache(maxsize=200_000)
def _value_and_unit(wording: str, money: bool) -> tuple[float, int]:
    glued = glued_unit(wording, money)
    if glued is not None:
        return glued[0], UNITS.number(glued[1])
    value = amount(wording)
    return np.nan if value is None else value, NONE


def _told(matches: Matches, group: str, tell: Callable[[str], float | None]) -> Floats:
    """tell(words of the group) for each match; NaN for None."""
    wordings, which = _wordings(matches, group)
    return np.array([tell(wording) for wording in wordings], np.float64)[which]


def _wordings(matches: Matches, group: str) -> tuple[list[str], Ints]:
    """What stands in a group, each single word once, and for each match which of these wordings it has."""
    scan, (first, last) = matches.scan, matches.group(group)
    is_word = last - first == 1
    forms, which_form = np.unique(scan.form[first[is_word]], return_inverse=True)
    texts = scan.texts(first[~is_word], last[~is_word])
    which = np.empty(len(matches), np.int64)
    which[is_word] = which_form
    which[~is_word] = len(forms) + np.arange(len(texts))
    return [*(scan.words[form] for form in forms.tolist()), *texts], which


def _rounded(values: Floats, digits: int = 12) -> Floats:
    """Decimal arithmetic on the written figure: 1.1 million is 1100000, not 1100000.0000000002."""
    distinct, which = np.unique(values, return_inverse=True)
    return np.array([float(f"{value:.{digits}g}") for value in distinct.tolist()], np.float64)[which]


def _always(matches: Matches, code: str) -> Named:
    return np.full(len(matches), matches.scan.names.number(code))


def _rows(matches: Matches, first: Ints, last: Ints, interval: Interval, bound: Named, unit: Ints) -> Quantities:
    """The rows of the matches: measures where there is a unit, counts elsewhere."""
    scan, names, stated, nothing = matches.scan, matches.scan.names, interval.stated, np.full(len(matches), NONE)
    factor = UNITS.told(unit, lambda one: np.nan if one.si_factor is None else one.si_factor, np.nan, np.float64)
    has_si = ~np.isnan(factor) & ~np.isnan(stated)
    value_si = np.full(len(matches), np.nan)
    value_si[has_si] = _rounded(stated[has_si] * factor[has_si])
    unit_si = UNITS.told(unit, lambda one: names.number(one.si_unit))
    items = UNITS.told(
        unit, lambda one: names.number(_ITEM_OF_DIMENSION.get(one.dimension, "other")), names.number("other")
    )
    return Quantities(
        first=first,
        last=last,
        start=scan.start[first],
        end=scan.end[last - 1],
        rule=matches.rule(),
        value=interval.value,
        value_min=interval.low,
        value_max=interval.high,
        bound=bound,
        kind=UNITS.told(unit, lambda one: names.number(one.kind), names.number("count")),
        unit=UNITS.told(unit, lambda one: names.number(one.code)),
        dimension=UNITS.told(unit, lambda one: names.number(one.dimension)),
        value_si=value_si,
        unit_si=np.where(has_si, unit_si, NONE),
        noun_first=nothing,
        noun_last=nothing,
        item=items,
        event=nothing,
        actor_id=nothing,
        attribution=nothing,
        place_id=nothing,
    )
