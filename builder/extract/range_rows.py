"""From the matches of a rule with two ends to rows: between A and B, A to B, more than A but fewer than B."""

from __future__ import annotations

import numpy as np

from claimledger.extract.amounts import amount, magnitude_of
from claimledger.extract.bounds import Interval, bound_of
from claimledger.extract.countable import inside_address, noun_follows, thing_follows
from claimledger.extract.mentions import Quantities
from claimledger.extract.quantity_rows import always, rounded, rows_of, told_of, with_rate, written
from claimledger.extract.units import UNITS, YEAR, units_of
from claimledger.text.finding import Matches
from claimledger.text.rows import NONE, Flags, Floats, Ints, Named


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
    of_low, _ = with_rate(matches, unit, "low_rate")
    unit, rate_last = with_rate(matches, unit)
    unit = np.where(rate_last == NONE, of_low, unit)
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
    # 5 or 500 are two amounts
    is_range &= ~(scan.has(low_last, "word.or") & (np.abs(high) > _WIDEST_CHOICE * np.abs(low)))
    # grew from 2010 to 36 billion
    is_range &= ~(is_lone_year & (told_of(matches, "high", magnitude_of) > 1))
    is_range &= (unit != NONE) | is_plain | noun_follows(scan, last) & ~is_score
    is_range &= ~(scan.has(low_last, "mark.dash") & (scan.start[low_last] > scan.end[low_last - 1])
                  & (scan.end[low_last] == scan.start[low_last + 1]))  # fmt: skip
    interval = Interval(np.full(len(matches), np.nan), np.minimum(low, high), np.maximum(low, high))
    return rows_of(matches, matches.first, last, interval, always(matches, "range"), unit).take(is_range)


_WIDEST_CHOICE = 20


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
    plain, money = written(matches, group), written(matches, group, money=True)
    return np.where(is_money, money[0], plain[0]), np.where(is_money, money[1], plain[1])


def _with_magnitude(matches: Matches, low: Floats, high: Floats) -> Floats:
    """The lower ends times the magnitude words that only the upper ends have: 10 to 20 billion; $800,000 to $1.3
    million has them told apart by the figure before the magnitude."""
    factor, own = (told_of(matches, end, magnitude_of) for end in ("high", "low"))
    shared = (own == 1) & (factor > 1) & (low < high / factor)
    return np.where(shared, rounded(low * factor), low)


def range_limits(matches: Matches) -> Quantities:
    """More than 10 but fewer than 20: two limits of one number, the one from below, the other from above."""
    names, view = matches.scan.names, matches.view
    codes = [_limit(matches, group) for group in ("floor", "ceiling")]
    low, high = (told_of(matches, end, amount) for end in ("low", "high"))
    is_floor, is_ceiling = ("at_least", "more_than"), ("at_most", "less_than")
    upward = names.are(codes[0], *is_floor) & names.are(codes[1], *is_ceiling)
    downward = names.are(codes[0], *is_ceiling) & names.are(codes[1], *is_floor)
    interval = Interval(np.full(len(matches), np.nan), np.minimum(low, high), np.maximum(low, high))
    rows = rows_of(
        matches,
        matches.first,
        matches.last,
        interval,
        always(matches, "range"),
        units_of(view, *matches.group("unit")),
    )
    return rows.take((upward & (low < high)) | (downward & (high < low)))


def _limit(matches: Matches, group: str) -> Named:
    """The bound code of the words of a group."""
    return bound_of(matches.view, *matches.group(group))


def age_range(matches: Matches) -> Quantities:
    """`aged 18 to 34`: years."""
    low, high = (told_of(matches, end, amount) for end in ("low", "high"))
    interval = Interval(np.full(len(matches), np.nan), low, high)
    first, last, unit = matches.group("low")[0], matches.group("high")[1], np.full(len(matches), UNITS.number(YEAR))
    return rows_of(matches, first, last, interval, always(matches, "range"), unit).take(low < high)
