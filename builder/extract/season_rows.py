"""Rows of named parts and days of the year, and of named periods: quarters, seasons, feasts, wars."""

from __future__ import annotations

from datetime import date

import numpy as np

from claimledger.extract import calendar
from claimledger.extract.calendar import OTHER, QUARTER, Days, Stretch
from claimledger.extract.time_drafts import AFTER, SINCE, TimeDrafts
from claimledger.extract.time_rows import (
    drafts,
    edge_of,
    either,
    is_beside,
    month_numbers,
    of_day,
    units_of,
    view_of,
    years,
)
from claimledger.text.finding import Matches
from claimledger.text.rows import NONE, Ints

_HALF_YEAR = 6
_EPOCH = date(1970, 1, 1)
_IN = ("in", "over", "during", "within", "for", "throughout", "across")


def quarter(matches: Matches) -> TimeDrafts:
    """The first quarter of 2013, Q3, the second half of a year: where no year is told, the one last begun."""
    view = view_of(matches)
    word = either(matches, "short", "nth")
    is_half = matches.has("half") | view.in_class(word, "half_year")
    number = np.where(matches.has("last_half"), 2, view.values(word, "quarter", "half", "nth"))
    year = np.where(matches.has("year"), years(matches), years(matches, "year_of"))
    this_year = calendar.year_of(view.anchors(matches.first))
    year = np.where(matches.has("own_year") & ~np.isnat(view.anchors(matches.first)), this_year, year)
    size = np.where(is_half, 6, 3)
    months = _quarters(matches, word, number * size - size + 1, year)
    grain = np.where(is_half, OTHER, QUARTER)
    stretch = Stretch(calendar.month_begins(months), calendar.month_begins(months + size) - 1, grain)
    is_part = (number >= 1) & (number <= np.where(is_half, 2, 4))
    is_part &= ~matches.has("unit") | (units_of(matches)[0] == QUARTER)
    is_part &= ~matches.has("half") | matches.has("year") | matches.has("year_of") | matches.has("own_year")
    is_relative = ~(matches.has("year") | matches.has("year_of"))
    rows = drafts(matches, stretch, is_relative)
    # `the second-quarter results`: the article is of the noun
    rows.first += matches.has("hyphen") & view.in_class(rows.first, "the")
    return rows.take(is_part)


def _quarters(matches: Matches, word: Ints, month: Ints, year: Ints) -> Ints:
    """The months that quarters begin with; one to come where words say so and it begins within half a year."""
    anchor = calendar.month_of(view_of(matches).anchors(matches.first))
    months = month_numbers(matches, word, month, year)
    is_far = (year == NONE) & (months - anchor > _HALF_YEAR) & (anchor > calendar.UNKNOWN)
    return np.where(is_far, months - 12, months)


def season(matches: Matches) -> TimeDrafts:
    """The summer of 2023, last winter, in the spring: three months, a winter those from its December on."""
    view, scan = view_of(matches), matches.scan
    which, year = matches.group("which")[0], years(matches)
    word = matches.group("season")[0]
    start = view.values(word, "season")
    anchor = calendar.month_of(view.anchors(matches.first))
    latest = month_numbers(matches, word, start, year)
    # the one before the season that runs, the one that begins next
    back = (anchor - 3) - (anchor - 3 - (start - 1)) % 12
    ahead = anchor + 1 + (start - 2 - anchor) % 12
    running = anchor - anchor % 12 + start - 1 - np.where((start == 12) & (anchor % 12 < 2), 12, 0)
    is_last, is_next = view.in_class(which, "last", "past"), view.in_class(which, "next", "coming")
    kinds = [is_last, is_next, view.in_class(which, "this")]
    months = np.select(kinds, [back, ahead, running], latest)
    stretch = edge_of(matches, calendar.months_from(months, 3, QUARTER))
    of_something = scan.has(matches.last, "word.of")
    is_led = matches.has("lead") | matches.has("edge") | is_beside(matches, matches.first - 1, *_IN, "of", "from")
    is_season = matches.has("year") | matches.has("which") | is_led & ~of_something
    is_season &= ~scan.has(matches.last, "mark.hyphen")
    return drafts(matches, stretch, year == NONE).take(is_season)


def holiday(matches: Matches) -> TimeDrafts:
    """New Year's Eve, Christmas Day 2023."""
    view, year = view_of(matches), years(matches)
    word = matches.group("holiday")[0]
    told = view.values(word, "holiday")
    days = calendar.day_in_month(month_numbers(matches, word, told // 100, year), told % 100)
    is_name = matches.scan.has(matches.first - 1, "mark.&", "given_name", "title.*")
    return drafts(matches, of_day(days), year == NONE).take(~is_name)


def period(matches: Matches) -> TimeDrafts:
    """World War II: from and to as seeds/periods.csv has them; `since` a war is since its end."""
    view, words = view_of(matches), matches.group("period")[0]

    def day(column: str) -> Days:
        def tell(token: int) -> int:
            row = next(sense.row for sense in view.senses(token, "time.period"))
            return (date.fromisoformat(row[column]) - _EPOCH).days

        return calendar.as_days(view.told(words, tell))

    rows = drafts(matches, Stretch(day("from_on"), day("to_on"), np.full(len(matches), OTHER)), False)
    rows.bound[rows.bound == SINCE] = AFTER
    return rows
