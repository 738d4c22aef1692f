"""From the matches of a quantity rule to rows: values, intervals, bounds and units.

Every function takes all matches of its rule in a batch and gives their rows, without those matches whose words turn
out to be no quantity of that form; later rules may try these.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

import numpy as np

from claimledger.extract.amounts import amount, floor, magnitude_of
from claimledger.extract.bounds import Interval, bound_of, bounds_of, floor_only, interval_of
from claimledger.extract.countable import counts_something, inside_address, noun_follows, thing_follows
from claimledger.extract.mentions import Quantities
from claimledger.extract.units import FRACTION, UNITS, YEAR, glued_money, glued_unit, rate_of, units_of
from claimledger.text.grammar import Matches
from claimledger.text.rows import NONE, Flags, Floats, Ints, Named

_ITEM_OF_DIMENSION = {
    "length": "distance",
    "area": "territory",
    "duration": "duration",
    "money": "money",
    "share": "share",
}


def count(matches: Matches) -> Quantities:
    """A plain number, or a measure whose unit is inside the number (`155mm`, `EUR50m`)."""
    return _numbers(matches, *_written(matches, "number"))


def measure(matches: Matches) -> Quantities:
    """A number with its unit behind it; what is glued to the number is a magnitude then (`1.2m tons`)."""
    value, inside = _written(matches, "number", money=True)
    behind = units_of(matches.view, *matches.group("unit"))
    plain, glued = _written(matches, "number")
    is_behind = (behind != NONE) & (inside == NONE)
    return _numbers(matches, np.where(is_behind, value, plain), np.where(is_behind, behind, glued))


def _numbers(matches: Matches, value: Floats, unit: Ints) -> Quantities:
    scan, (number_first, number_last) = matches.scan, matches.group("number")
    value, first = _signed(matches, value)
    is_signed = scan.has(matches.group("sign")[0], "number.minus")
    bound, first = bounds_of(matches, first)
    unit, rate_last = _with_rate(matches, unit)
    last = np.maximum.reduce([number_last, matches.group("unit")[1], rate_last, matches.group("after")[1]])
    is_number = ~np.isnan(value) & ~inside_address(scan, number_first, np.maximum(number_last, rate_last))
    is_bare = ~(matches.has("before") | matches.has("unit") | matches.has("after")) & (unit == NONE)
    doubtful = (is_bare | (unit == NONE)) & ~is_signed  # most bare numbers are years and dates
    # what stands before and behind the number is sought outside the words of its bound
    begin = np.where(matches.has("before"), matches.group("before")[0], number_first)
    behind = np.maximum(number_last, matches.group("after")[1])
    arguments = (column[doubtful] for column in (number_first, number_last, begin, behind, bound))
    is_number[doubtful] &= counts_something(scan, *arguments)
    return _rows(matches, first, last, interval_of(scan.names, value, bound), bound, unit).take(is_number)


def _signed(matches: Matches, value: Floats) -> tuple[Floats, Ints]:
    """Values with their signs, and the token each begins with: minus 40, -5, $-5, .5; a dash between words is no sign."""
    scan, number_first = matches.scan, matches.group("number")[0]
    first, is_negative = number_first, np.zeros(len(matches), np.bool_)
    codes = np.frombuffer(scan.batch.codes, np.uint8)
    for group in ("sign", "inner_sign"):
        begin, end = matches.group(group)
        is_mark = (begin != NONE) & np.isin(codes[scan.start[begin]], [0x2D, 0x96])
        loose_before = (scan.end[begin - 1] < scan.start[begin]) | scan.has(
            begin - 1, "boundary", "currency.sign", "mark.("
        )
        is_tight = scan.end[end - 1] == scan.start[np.where(begin == NONE, 0, end)]
        is_sign = scan.has(begin, "number.minus") | (is_mark & is_tight & loose_before)
        is_negative |= is_sign
        is_point = (begin != NONE) & (codes[scan.start[begin]] == ord(".")) & is_tight & loose_before
        value = np.where(is_point, value / 10.0 ** (scan.end[number_first] - scan.start[number_first]), value)
        first = np.where(is_sign | is_point, np.minimum(first, begin), first)
    return np.where(is_negative, -value, value), first


def _with_rate(matches: Matches, unit: Ints) -> tuple[Ints, Ints]:
    """Units with what they are per (`$52 a barrel`, `100km/h`), and the token behind; `a year ago` is no rate."""
    scan, (begin, end) = matches.scan, matches.group("rate")
    is_past = scan.has(begin, "word.a", "word.an") & scan.has(
        end, "word.ago", "word.earlier", "word.later", "word.before"
    )
    is_rate = (begin != NONE) & (unit != NONE) & ~is_past
    per = units_of(matches.view, begin, end)
    is_rate &= per != NONE
    pairs = zip(unit[is_rate].tolist(), per[is_rate].tolist(), strict=True)
    joined = unit.copy()
    joined[is_rate] = [rate_of(one, other) for one, other in pairs]
    return joined, np.where(is_rate, end, NONE)


def division(matches: Matches) -> Quantities:
    """A fraction in figures: with a unit, behind a whole number, or of something. 9/11 and 24/7 are none."""
    scan, view, (first, last) = matches.scan, matches.view, matches.group("number")
    share = _told(matches, "number", _as_division)
    is_mixed = last - first > 3
    behind = units_of(view, *matches.group("unit"))
    unit, rate_last = _with_rate(matches, behind)
    value = _told(matches, "number", amount)
    unit = np.where((unit == NONE) & ~is_mixed, UNITS.number(FRACTION), unit)
    bound, begin = bounds_of(matches, first)
    end = np.maximum.reduce([last, matches.group("unit")[1], rate_last, matches.group("after")[1]])
    is_number = ~np.isnan(share) & ~inside_address(scan, first, last)
    is_number &= is_mixed | (behind != NONE) | view.in_class(last, "of") | noun_follows(scan, last)
    return _rows(matches, begin, end, interval_of(scan.names, value, bound), bound, unit).take(is_number)


_DENOMINATORS = frozenset((2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 32, 64, 100))


def _as_division(wording: str) -> float | None:
    """The share that a wording ends with, where it is written as shares are: smaller than one, an everyday divisor."""
    match = re.search(r"(\d+) ?/ ?(\d+)", wording)
    if match is None or int(match[2]) not in _DENOMINATORS or int(match[1]) >= int(match[2]):
        return None
    return int(match[1]) / int(match[2])


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
    unit, rate_last = _with_rate(matches, unit)
    apart = _ends_differ(matches, unit)
    last = np.maximum(last, rate_last)
    # twenty-three is one number
    is_compound = scan.has(low_last - 1, "number.tens") & scan.has(high_first, "number.unit")
    is_range = ~is_compound & ~apart & ~np.isnan(low) & ~np.isnan(high) & ~inside_address(scan, low_first, high_last)
    # without a noun behind it: no span of years, no match result, no date; 50 -1.3 is a number and a negative one
    is_lone_year = view.in_class(low_first, "year") & (low_last - low_first == 1)
    is_plain = ~is_lone_year & (low < high) & ((high >= 100) | ~scan.has(low_last, "mark.hyphen"))
    # ahead by 2-1 thanks to him: behind a hyphen small numbers need something known to be counted
    is_score = scan.has(low_last, "mark.hyphen") & (high < 100) & ~thing_follows(scan, last)
    is_range &= (unit != NONE) | is_plain | noun_follows(scan, last) & ~is_score
    is_range &= ~(scan.has(low_last, "mark.dash") & (scan.start[low_last] > scan.end[low_last - 1])
                  & (scan.end[low_last] == scan.start[low_last + 1]))  # fmt: skip
    interval = Interval(np.full(len(matches), np.nan), np.minimum(low, high), np.maximum(low, high))
    return _rows(matches, matches.first, last, interval, _always(matches, "range"), unit).take(is_range)


def _ends_differ(matches: Matches, unit: Ints) -> Flags:
    """Whether the ends are no two ends of one range: `rose 9 per cent to 84`, `fell 4 per cent to $13`."""
    scan, view, (begin, end) = matches.scan, matches.view, matches.group("low_unit")
    low_unit = units_of(view, begin, end)
    behind = matches.has("unit") | (matches.has("currency") & (matches.group("currency")[0] > begin))
    is_from = scan.has(matches.first, "word.from", "word.between")
    only_low = (begin != NONE) & ~behind & scan.has(matches.group("low_unit")[1], "word.to") & ~is_from
    other_unit = (begin != NONE) & behind & (low_unit != NONE) & (low_unit != unit)
    only_high_money = matches.has("high_currency") & ~matches.has("currency")
    return only_low | other_unit | only_high_money


def _end(matches: Matches, group: str) -> tuple[Floats, Ints]:
    """The value of one end of each range, and its unit where that is part of the word."""
    is_money = matches.has("currency") | matches.has("unit")
    plain, money = _written(matches, group), _written(matches, group, money=True)
    return np.where(is_money, money[0], plain[0]), np.where(is_money, money[1], plain[1])


def _with_magnitude(matches: Matches, low: Floats, high: Floats) -> Floats:
    """The lower ends times the magnitude words that only the upper ends have: 10 to 20 billion; $800,000 to $1.3
    million has them told apart by the figure before the magnitude."""
    factor, own = (_told(matches, end, magnitude_of) for end in ("high", "low"))
    shared = (own == 1) & (factor > 1) & (low < high / factor)
    return np.where(shared, _rounded(low * factor), low)


def money(matches: Matches) -> Quantities:
    """An amount with its currency, before or behind it; a currency named behind goes over a sign before."""
    scan, view, (begin, end) = matches.scan, matches.view, matches.group("currency")
    unit = units_of(view, begin, end)
    value, inside = _written(matches, "number", money=True)
    behind = units_of(view, *matches.group("behind"))
    unit = np.where(behind != NONE, behind, np.where(inside != NONE, inside, unit))
    unit, rate_last = _with_rate(matches, unit)
    scale = _told(matches, "scale", magnitude_of)  # 75 USD million
    value, first = _signed(matches, np.where(matches.has("scale"), value * scale, value))
    bound, first = bounds_of(matches, first)
    groups = ("number", "behind", "scale", "after")
    last = np.maximum.reduce([*(matches.group(name)[1] for name in groups), end, rate_last])
    rows = _rows(matches, np.minimum(first, begin), last, interval_of(scan.names, value, bound), bound, unit)
    return rows.take((unit != NONE) & ~np.isnan(value))


def money_and_cents(matches: Matches) -> Quantities:
    """Three dollars and 20 cents: one amount."""
    scan, (begin, end) = matches.scan, matches.group("currency")
    unit = units_of(matches.view, begin, end)
    whole, _ = _written(matches, "number", money=True)
    cents = _told(matches, "cents", amount)
    bound, first = bounds_of(matches, matches.group("number")[0])
    interval = interval_of(scan.names, _rounded(whole + cents / 100), bound)
    return _rows(matches, first, matches.last, interval, bound, unit).take((unit != NONE) & (cents < 100))


def measures_joined(matches: Matches) -> Quantities:
    """Two hours and 30 minutes: one measure in the first unit, where the second is a smaller one of its dimension."""
    scan, view = matches.scan, matches.view
    unit, rest_unit = (units_of(view, *matches.group(name)) for name in ("unit", "rest_unit"))
    value, _ = _written(matches, "number", money=True)
    rest = _told(matches, "rest", amount)
    factor, smaller = (
        UNITS.told(one, lambda known: np.nan if known.si_factor is None else known.si_factor, np.nan, np.float64)
        for one in (unit, rest_unit)
    )
    dimension, other = (UNITS.told(one, lambda known: scan.names.number(known.dimension)) for one in (unit, rest_unit))
    joined = (dimension == other) & (smaller < factor)
    bound, first = bounds_of(matches, matches.group("number")[0])
    interval = interval_of(scan.names, _rounded(value + rest * smaller / factor), bound)
    return _rows(matches, first, matches.last, interval, bound, unit).take(joined & ~np.isnan(value))


def range_limits(matches: Matches) -> Quantities:
    """More than 10 but fewer than 20: two limits of one number, the one from below, the other from above."""
    names, view = matches.scan.names, matches.view
    codes = [_limit(matches, group) for group in ("floor", "ceiling")]
    low, high = (_told(matches, end, amount) for end in ("low", "high"))
    is_floor, is_ceiling = ("at_least", "more_than"), ("at_most", "less_than")
    upward = names.are(codes[0], *is_floor) & names.are(codes[1], *is_ceiling)
    downward = names.are(codes[0], *is_ceiling) & names.are(codes[1], *is_floor)
    interval = Interval(np.full(len(matches), np.nan), np.minimum(low, high), np.maximum(low, high))
    rows = _rows(
        matches,
        matches.first,
        matches.last,
        interval,
        _always(matches, "range"),
        units_of(view, *matches.group("unit")),
    )
    return rows.take((upward & (low < high)) | (downward & (high < low)))


def _limit(matches: Matches, group: str) -> Named:
    """The bound code of the words of a group."""
    return bound_of(matches.view, *matches.group(group))


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
    """A share in words: two thirds, a quarter of, half the; the second half and a third man are none."""
    scan, view, (first, last) = matches.scan, matches.view, matches.group("number")
    value = _told(matches, "number", amount)
    is_several = scan.has(last - 1, "number.fractions") | scan.has(last - 2, "mark.hyphen")
    is_half = scan.told(last - 1, lambda word: word.lower() == "half", np.bool_)
    # half a million is a number
    behind = last + view.in_class(last, "article")
    is_factor = view.in_class(behind, "magnitude", "dozen")
    is_bare = last - first == 1
    of_something = view.in_class(last, "of") & (is_half | ~is_bare)
    half_the = is_half & (scan.has(last, "function.determiner") | matches.has("before"))
    is_part_of_time = is_bare & scan.has(first - 1, "number.ordinal_part")
    is_share = (is_several | ((of_something | half_the) & ~is_part_of_time)) & ~is_factor
    return _shares(matches, value).take((value > 0) & is_share)


def share_of_number(matches: Matches) -> Quantities:
    """One in five, two out of three."""
    value = _told(matches, "number", _one_in)
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
    return _rows(matches, first, last, share, bound, np.full(len(matches), UNITS.number(FRACTION)))


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
    number_first, last = matches.group("number")
    value, (bound, first) = _told(matches, "number", amount), bounds_of(matches, number_first)
    last = np.maximum(last, matches.group("after")[1])
    unit = np.full(len(matches), UNITS.number(YEAR))
    rows = _rows(matches, first, last, interval_of(matches.scan.names, value, bound), bound, unit)
    return rows.take(~np.isnan(value))


def age_range(matches: Matches) -> Quantities:
    """`aged 18 to 34`: years."""
    low, high = (_told(matches, end, amount) for end in ("low", "high"))
    interval = Interval(np.full(len(matches), np.nan), low, high)
    first, last, unit = matches.group("low")[0], matches.group("high")[1], np.full(len(matches), UNITS.number(YEAR))
    return _rows(matches, first, last, interval, _always(matches, "range"), unit).take(low < high)


def _written(matches: Matches, group: str, money: bool = False) -> tuple[Floats, Ints]:
    """The value of each amount, and its unit where that is part of the word."""
    wordings, which = _wordings(matches, group)
    pairs = np.array([_value_and_unit(wording, money) for wording in wordings], np.float64).reshape(-1, 2)
    return pairs[which, 0], pairs[which, 1].astype(np.int64)


@lru_cache(maxsize=200_000)
def _value_and_unit(wording: str, money: bool) -> tuple[float, int]:
    glued = glued_money(wording) or glued_unit(wording, money)
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
