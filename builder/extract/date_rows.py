"""Rows of dates: days, months, years and weekdays as the calendar names them, alone and from one to another."""

from __future__ import annotations

import re

import numpy as np

from claimledger.extract import calendar
from claimledger.extract.calendar import DECADE, MONTH, NO_DAY, OTHER, YEAR, Days, Stretch
from claimledger.extract.time_drafts import TimeDrafts
from claimledger.extract.time_rows import (
    days_of_month,
    drafts,
    edge_of,
    either,
    figures,
    is_beside,
    month_numbers,
    months_of_year,
    of_day,
    view_of,
    years,
)
from claimledger.text.finding import Matches
from claimledger.text.rows import NONE, Flags, Ints

_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d|\d\d)")
_LEAST_YEAR, _MOST_AHEAD = 1500, 200


def date(matches: Matches) -> TimeDrafts:
    """August 6, 6 August 2024, Tuesday, Aug. 6."""
    month, year, day = _date(matches)
    word = either(matches, "month", "month_first")
    days = calendar.day_in_month(month_numbers(matches, word, month, year), day)
    is_open = (year == NONE) & _may_be_a_day(day)
    is_date = ~np.isnat(days) | (is_open & np.isnat(view_of(matches).anchors(matches.first)))
    return drafts(matches, of_day(days), year == NONE).take(is_date & (day > 0))


def _may_be_a_day(day: Ints) -> Flags:
    return (day >= 1) & (day <= 31)


def _date(matches: Matches, end: str = "") -> tuple[Ints, Ints, Ints]:
    """Month, year (-1 where none is told) and day of the groups of a date."""
    month = months_of_year(matches, either(matches, f"month{end}", f"month_first{end}"))
    behind = matches.group(f"day_behind{end}")[0]
    is_word = matches.scan.has(behind, "shape.lower", "shape.capitalised")
    day = days_of_month(matches, either(matches, f"day{end}", f"day_nth{end}", f"day_behind{end}"))
    return month, years(matches, f"year{end}"), np.where(is_word, NONE, day)


def date_of_figures(matches: Matches) -> TimeDrafts:
    """2024-08-06."""
    month, day = (figures(matches, matches.group(name)[0]) for name in ("month_number", "day"))
    days = _day_of(years(matches), month, day)
    return drafts(matches, of_day(days), is_relative=False).take(~np.isnat(days))


def date_slashed(matches: Matches) -> TimeDrafts:
    """06/08/2024: where both figures can be a month the day is not known; the only reading counts where one cannot."""
    one, two = (figures(matches, matches.group(name)[0]) for name in ("one", "two"))
    year = years(matches)
    day_first, month_first = _day_of(year, two, one), _day_of(year, one, two)
    days = np.where(np.isnat(day_first), month_first, day_first)
    is_date = ~np.isnat(days)
    days = np.where(np.isnat(month_first) | np.isnat(day_first) | (one == two), days, NO_DAY)
    return drafts(matches, of_day(days), is_relative=False).take(is_date)


def date_dotted(matches: Matches) -> TimeDrafts:
    """06.08.2024: the day first, as wherever dates are written with points."""
    words = matches.scan.texts(*matches.group("dotted"))
    parts = [_DAY_FIRST.fullmatch(word) for word in words]
    told = np.array([[int(part) for part in found.groups()] if found else [0, 0, 0] for found in parts], np.int64)
    day, month, year = told.reshape(-1, 3).T
    days = _day_of(np.where(year < 100, NONE, year), month, day)
    return drafts(matches, of_day(days), is_relative=False).take(~np.isnat(days))


def _day_of(year: Ints, month: Ints, day: Ints) -> Days:
    is_month = (month >= 1) & (month <= 12) & (year > 0)
    days = calendar.day_in_month(calendar.month_number(year, month), day)
    return np.where(is_month, days, NO_DAY)


def dates_joined(matches: Matches) -> TimeDrafts:
    """From August 6 to September 2, August 6-12, between 6 and 12 August 2024."""
    month, year, day = _date(matches)
    month_to, year_to, day_to = _date(matches, "_to")
    return _joined(matches, (month, year, day), (month_to, year_to, day_to))


def days_joined(matches: Matches) -> TimeDrafts:
    """6-12 August 2024, from August 6 to 12."""
    month, year, day = _date(matches)
    day_to = days_of_month(matches, either(matches, "last_day", "last_day_behind"))
    return _joined(matches, (month, year, day), (month, year, day_to))


def _joined(matches: Matches, begin: tuple[Ints, Ints, Ints], end: tuple[Ints, Ints, Ints]) -> TimeDrafts:
    """From one day to another; each is month, year and day."""
    (month, year, day), (month_to, year_to, day_to) = begin, end
    first, last = _ends(matches, month, year, month_to, year_to, day > day_to)
    days = calendar.day_in_month(first, day), calendar.day_in_month(last, day_to)
    stretch = Stretch(*days, np.full(len(matches), OTHER))
    open_year = (year == NONE) & (year_to == NONE)
    is_anchored = ~open_year | ~np.isnat(view_of(matches).anchors(matches.first))
    is_range = np.where(is_anchored, days[0] <= days[1], _may_be_a_day(day) & _may_be_a_day(day_to))
    return drafts(matches, stretch, open_year, "period").take(is_range & _joins(matches))


def months_joined(matches: Matches) -> TimeDrafts:
    """From March to May, January-March 2013, between July 2012 and May 2013."""
    month, month_to = (months_of_year(matches, matches.group(name)[0]) for name in ("month", "month_to"))
    year, year_to = years(matches), years(matches, "year_to")
    first, last = _ends(matches, month, year, month_to, year_to, np.zeros(len(matches), np.bool_))
    stretch = Stretch(calendar.month_begins(first), calendar.month_begins(last + 1) - 1, np.full(len(matches), OTHER))
    open_year = (year == NONE) & (year_to == NONE)
    is_range = ~(stretch.first > stretch.last) & _joins(matches)
    return drafts(matches, stretch, open_year, "period").take(is_range)


def _ends(matches: Matches, month: Ints, year: Ints, month_to: Ints, year_to: Ints, wraps: Flags) -> tuple[Ints, Ints]:
    """The numbers of the first and last month; a year told at one end holds for the other.

    wraps: whether within one month the last day would come before the first.
    """
    is_over = (month > month_to) | ((month == month_to) & wraps)
    begin_year = np.where((year == NONE) & (year_to != NONE), year_to - is_over, year)
    first = month_numbers(matches, either(matches, "month", "month_first"), month, begin_year)
    follows = first + (month_to - month) % 12 + np.where((month == month_to) & wraps, 12, 0)
    return first, np.where(year_to == NONE, follows, calendar.month_number(year_to, month_to))


def _joins(matches: Matches) -> Flags:
    """Whether the word between the ends fits the one in front: `and` behind `between` alone."""
    scan = matches.scan
    is_and = scan.has(either(matches, "joint", "joint_behind"), "word.and")
    return is_and == scan.has(matches.group("open")[0], "word.between")


def years_joined(matches: Matches) -> TimeDrafts:
    """2012-13, 1941-1945, from 2012 to 2014, between 2001 and 2005."""
    scan, (last, _) = matches.scan, matches.group("year_to")
    year, to = years(matches), years(matches, "year_to")
    is_short = (to < 100) & (scan.end[last] - scan.start[last] == 2)
    to = np.where(is_short, year // 100 * 100 + to, to)
    is_mark = scan.has(matches.group("joint")[0], "mark.hyphen", "mark.dash", "mark./")
    is_range = (year < to) & (is_mark | ~is_short & matches.has("open")) & _joins(matches)
    is_range &= ~_counts(matches) & ~scan.has(matches.last, "mark.hyphen", "mark./")
    is_range &= ~scan.has(matches.first - 1, "mark.hyphen", "mark./")
    first, last_month = calendar.month_number(year, np.ones_like(year)), calendar.month_number(to, np.full_like(to, 12))
    stretch = Stretch(
        calendar.month_begins(first), calendar.month_begins(last_month + 1) - 1, np.full(len(matches), OTHER)
    )
    return drafts(matches, stretch, False, "period").take(is_range)


def weekdays_joined(matches: Matches) -> TimeDrafts:
    """From Monday to Friday, between Monday and Wednesday, Saturday-Sunday."""
    view = view_of(matches)
    one, two = (view.values(matches.group(name)[0], "weekday") for name in ("weekday", "weekday_to"))
    last = _weekday(matches, two)
    stretch = Stretch(last - (two - one) % 7, last, np.full(len(matches), OTHER))
    return drafts(matches, stretch, True, "period").take(_joins(matches) & (one != two))


def weekday(matches: Matches) -> TimeDrafts:
    """Tuesday, Tuesday morning, late on Friday; the following Tuesday is known to nobody but its text."""
    view, scan = view_of(matches), matches.scan
    days = _weekday(matches, view.values(matches.group("weekday")[0], "weekday"))
    days = np.where(matches.has("chained"), NO_DAY, days)
    is_name = scan.has(matches.last, "shape.capitalised") & scan.has(matches.first - 1, "shape.capitalised", "word.the")
    return drafts(matches, of_day(days), ~matches.has("chained")).take(~is_name)


def _weekday(matches: Matches, told: Ints) -> Days:
    """The nearest such day not behind the anchor, or not before it where it is to come."""
    view = view_of(matches)
    anchor = view.anchors(matches.first)
    future = view.is_future(either(matches, "weekday_to", "weekday"))
    return np.where(future, calendar.weekday_after(anchor, told), calendar.weekday_before(anchor, told))


def month(matches: Matches) -> TimeDrafts:
    """August, Aug. 2013, late August, the end of July 2013; names of persons and the verb `march` are none."""
    scan, view, year = matches.scan, view_of(matches), years(matches)
    word = matches.group("month")[0]
    numbers = month_numbers(matches, word, months_of_year(matches, word), year)
    stretch = edge_of(matches, calendar.months_from(numbers, 1, MONTH))
    is_led = matches.has("lead") | matches.has("edge") | matches.has("year")
    is_led |= is_beside(matches, matches.first - 1, "in", "during", "for", "of", "throughout", "from", "to")
    is_short = scan.end[word] - scan.start[word] <= 3
    is_doubtful = view.in_class(word, "doubtful") | is_short
    goes_on = scan.has(matches.last, "shape.capitalised") & ~scan.has(
        matches.last, "function.*", "country.*", "actor.*"
    )
    is_name = goes_on | scan.has(matches.last, "mark.hyphen") & is_doubtful
    is_name |= scan.has(matches.first - 1, "given_name", "title.*", "name_particle*", "shape.initial", "mark..")
    is_beside_in = is_beside(matches, matches.first - 1, "in", "during", "since", "throughout")
    is_month = matches.has("year") | ~is_name & (is_led | ~is_doubtful) | is_beside_in & ~is_doubtful
    return drafts(matches, stretch, year == NONE).take(is_month)


def year(matches: Matches) -> TimeDrafts:
    """In 2022, since 2014, the end of 2013, the 2014 annexation; no number of things."""
    scan, view, told = matches.scan, view_of(matches), years(matches)
    first = matches.group("year")[0]
    months = calendar.month_number(told, np.ones_like(told))
    stretch = edge_of(matches, calendar.months_from(months, 12, YEAR))
    before, behind = first - 1, matches.last
    is_led = matches.has("lead") | matches.has("edge")
    is_led |= is_beside(matches, before, "in", "during", "of", "for", "throughout", "from", "than", "vs", "versus")
    is_led |= scan.has(before, "time.fiscal", "time.unit")
    is_led |= scan.has(before, "mark.(") & scan.has(behind, "mark.)", "mark.,", "mark.;")
    is_listed = scan.has(before, "mark.,", "word.and", "word.or") & scan.has(before - 1, "shape.year")
    anchor = calendar.year_of(view.anchors(matches.first))
    is_near = (told <= anchor + 30) & (told >= anchor - 130) | (anchor < _LEAST_YEAR)
    names_noun = scan.has(before, "word.the", "word.its", "word.their", "mark.possessive_s", "word.a", "word.his")
    is_adjective = names_noun & is_near & scan.has(behind, "shape.lower", "shape.capitalised")
    is_number = _counts(matches) | scan.has(
        before, "mark.hyphen", "mark./", "mark.:", "currency.sign", "numbered.before"
    )
    is_number |= scan.has(behind, "mark.hyphen", "mark./", "mark.:", "mark.%", "numbered.after")
    is_near |= told < anchor + _MOST_AHEAD
    return drafts(matches, stretch, False).take((is_led | is_listed | is_adjective) & ~is_number & is_near)


def _counts(matches: Matches) -> Flags:
    """Whether something countable stands behind: 2000 troops, 1900 km."""
    behind = matches.last
    return matches.scan.has(
        behind, "item", "unit.*", "symbol.*", "weapon.*", "number.*", "currency.*"
    ) & ~matches.scan.has(behind, "number.article", "number.both", "function.*")


def decade(matches: Matches) -> TimeDrafts:
    """The 1990s, the late 1980s, the '90s; his 30s are an age."""
    scan, (first, _) = matches.scan, matches.group("decade")
    told = scan.told(first, lambda word: int(word[:-1]))
    is_short = told < 100
    begins = np.where(is_short, 1900 + told, told)
    stretch = calendar.months_from(calendar.month_number(begins, np.ones_like(begins)), 120, DECADE)
    is_age = is_beside(matches, first - 1, "his", "her", "their", "my", "your", "our")
    is_age |= is_short & (told < 30) | is_short & ~scan.has(first - 1, "word.the", "mark.'", "mark.\x92", "time.*")
    is_age |= is_short & scan.has(matches.last, "item", "unit.*")
    return drafts(matches, edge_of(matches, stretch), False).take(~is_age)
