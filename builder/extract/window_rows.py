"""Rows of stretches and distances: the past six months, within 72 hours, three days ago, the next day."""

from __future__ import annotations

import numpy as np

from claimledger.extract import calendar
from claimledger.extract.calendar import DAY, MONTH, NO_DAY, OTHER, QUARTER, WEEK, YEAR, Stretch, around
from claimledger.extract.time_drafts import NO_STEP, TimeDrafts
from claimledger.extract.time_rows import (
    counts_of,
    days_of_month,
    drafts,
    either,
    is_beside,
    month_numbers,
    months_of_year,
    moved,
    nowhere,
    units_of,
    view_of,
    years,
)
from claimledger.text.finding import Matches
from claimledger.text.rows import NONE, Ints

_IN = ("in", "over", "during", "within", "for", "throughout", "across")


def window(matches: Matches) -> TimeDrafts:
    """The past six months, the last year, the next 48 hours; in the last week, but not last week."""
    view, scan = view_of(matches), matches.scan
    (which, _), (unit, _) = matches.group("which"), matches.group("unit")
    grain, size = units_of(matches)
    count = counts_of(matches)
    is_one = ~matches.has("count") & view.in_class(unit, "unit")
    count = np.where(is_one, 1, count)
    anchor = view.anchors(matches.first)
    is_past = view.in_class(which, "last", "past")
    far = moved(anchor, np.where(count == NONE, 0, np.where(is_past, -count, count)), grain, size, round_up=True)
    far = np.where(count == NONE, NO_DAY, far)
    stretch = Stretch(np.where(is_past, far, anchor), np.where(is_past, anchor, far), np.full(len(matches), OTHER))
    is_stretch = view.in_class(which, "past", "coming") | matches.has("count") | view.in_class(unit, "units")
    is_led = view.in_class(matches.first, "the") & is_beside(matches, matches.first - 1, *_IN)
    is_stretch |= is_one & is_led & (grain != QUARTER)
    is_recent = scan.has(which, "time.past") & is_one & ~scan.has(which, "word.past")
    return drafts(matches, stretch, True, "window").take(is_stretch & ~is_recent)


def within(matches: Matches) -> TimeDrafts:
    """Within 72 hours: a stretch whose beginning is not told."""
    is_stretch = matches.has("count") | view_of(matches).in_class(matches.group("unit")[0], "units")
    return drafts(matches, nowhere(matches), False, "window").take(is_stretch)


def ago(matches: Matches) -> TimeDrafts:
    """Three days ago, two months ago: the day, week, month or year that lies so far back, of decades the year."""
    view = view_of(matches)
    (grain, size), count = units_of(matches), counts_of(matches)
    base = moved(view.anchors(matches.first), -np.where(count == NONE, 0, count), grain, size, round_up=False)
    to_year = np.where((grain > YEAR) & (grain != OTHER), YEAR, np.where(grain == OTHER, DAY, grain))
    stretch = around(np.where(count == NONE, NO_DAY, base), to_year)
    is_told = matches.has("count") | view.in_class(matches.group("unit")[0], "units")
    return drafts(matches, stretch, count != NONE).take(is_told)


def apart(matches: Matches) -> TimeDrafts:
    """Two weeks earlier, a day later: counted from the time before it in the text."""
    view = view_of(matches)
    (grain, size), count = units_of(matches), counts_of(matches)
    is_back = view.in_class(matches.group("apart")[0], "earlier")
    is_clock = grain == OTHER
    steps = np.where(is_clock, count * size // 1440, count * size) * np.where(is_back, -1, 1)
    step = np.where(count == NONE, NO_STEP, steps)
    is_told = matches.has("count") | view.in_class(matches.group("unit")[0], "units")
    return drafts(matches, nowhere_of(matches, np.where(is_clock, DAY, grain)), False, step=step).take(is_told)


def nowhere_of(matches: Matches, grain: Ints) -> Stretch:
    """Stretches of these grains that are told later."""
    days = np.full(len(matches), NO_DAY)
    return Stretch(days, days, grain)


def chained(matches: Matches) -> TimeDrafts:
    """The next day, the same week, the previous month, that year: from the time before it in the text."""
    view = view_of(matches)
    which, (grain, size) = matches.group("which")[0], units_of(matches)
    step = np.select(
        [view.in_class(which, "previous"), view.in_class(which, "following", "next")],
        [-size, size],
        np.zeros_like(size),
    )
    is_day = view.in_class(matches.group("unit")[0], "unit") & (grain != OTHER)
    is_told = is_day & (~view.in_class(which, "next") | (grain == DAY) | view.in_class(which - 1, "the"))
    a_year = np.select([grain == DAY, grain == WEEK, grain == MONTH, grain == QUARTER], [365, 52, 12, 4], 1)
    step = np.where(matches.has("year_back"), step - a_year, step)
    is_told &= ~view.in_class(which, "that") | ~is_beside(matches, matches.last, "the") & (grain <= YEAR)
    return drafts(matches, nowhere_of(matches, grain), False, step=step).take(is_told)


def then(matches: Matches) -> TimeDrafts:
    """Since then, until then: the time before it in the text."""
    return drafts(matches, nowhere(matches), False, "period", np.zeros(len(matches), np.int64))


def ended(matches: Matches) -> TimeDrafts:
    """Three months ended June 30, the year to March, the 24 hours to Tuesday: so long up to the end of a time."""
    view = view_of(matches)
    (grain, size), count = units_of(matches), counts_of(matches)
    year = np.where(matches.has("year"), years(matches), years(matches, "year_to"))
    count = np.where(matches.has("count"), count, 1)
    word = either(matches, "month", "month_first", "month_alone")
    month = months_of_year(matches, word)
    is_over = matches.scan.told(matches.group("ended")[0], lambda word: word == "ended", np.bool_)
    numbers = month_numbers(matches, word, month, year, is_over)
    day = days_of_month(matches, either(matches, "day", "day_nth", "day_behind"))
    of_month = np.where(
        day == NONE, calendar.month_begins(numbers + 1) - 1, calendar.day_in_month(numbers, np.maximum(day, 1))
    )
    anchor = view.anchors(matches.first)
    weekday = calendar.weekday_before(anchor, view.values(matches.group("weekday")[0], "weekday"))
    last = np.where(month == NONE, weekday, of_month)
    first = moved(np.where(grain == OTHER, last, last + 1), -count, grain, size, round_up=True)
    first = np.where(count == NONE, NO_DAY, first)
    stretch = Stretch(first, last, np.full(len(matches), OTHER))
    is_unit = matches.has("count") | (grain >= WEEK) & (grain != OTHER)
    return drafts(matches, stretch, year == NONE, "window").take(is_unit & (count != NONE))
