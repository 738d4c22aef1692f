"""The calendar as columns: days, months and the stretches they make; no day that is not known gives a known one.

Days are numpy dates, an unknown one or an open end is NaT. Arithmetic and comparison carry NaT along, so nothing here
asks for it. Months are counted from January 1970, weekdays from Monday.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from claimledger.text.rows import Ints

Days = npt.NDArray[np.datetime64]
"""Dates; NaT where there is none."""

UNKNOWN = int(np.iinfo(np.int64).min)
"""NaT as a number: what a column of days since 1970-01-01 holds where there is none."""

NO_DAY = np.datetime64("NaT", "D")
_FIRST, _LAST = np.datetime64("0001-01-01"), np.datetime64("9999-12-31")
_MOST_UNITS = 100_000
"""More days, weeks, months or years than this are no time that a calendar shows."""

DAY, WEEK, MONTH, QUARTER, YEAR, DECADE, CENTURY, OTHER = range(8)
"""Grains: how long a stretch of the calendar is. OTHER is a stretch between two days."""

GRAINS = {("d", 1): DAY, ("wk", 1): WEEK, ("mo", 1): MONTH, ("mo", 3): QUARTER, ("a", 1): YEAR, ("a", 10): DECADE,
          ("a", 100): CENTURY}  # fmt: skip
"""Unit of time as seeds/time_words.csv has it -> the grain of one such stretch; all others are OTHER."""

_MONTHS_OF = np.array([1, 1, 1, 3, 12, 120, 1200, 1])
_YEARS_TO_MARCH = 3
EARLY, MID, LATE = range(3)
_THIRDS_OF_MONTH = np.array([1, 11, 21])
_THIRDS_OF_WEEK = np.array([0, 2, 4])


@dataclass
class Stretch:
    """Stretches of the calendar: first and last day (both included) and the grain."""

    first: Days
    last: Days
    grain: Ints

    def take(self, which: npt.NDArray[Any]) -> Self:
        """The stretches at these places, or where a mask says so."""
        return type(self)(**{field.name: getattr(self, field.name)[which] for field in fields(self)})


def as_days(numbers: Ints) -> Days:
    """Days since 1970-01-01 as dates."""
    return numbers.astype("M8[D]")


def as_numbers(days: Days) -> Ints:
    """Days since 1970-01-01, UNKNOWN where there is none or it lies outside the years 1 to 9999."""
    return np.where((days >= _FIRST) & (days <= _LAST), days.astype(np.int64), UNKNOWN)


def month_number(year: Ints, month: Ints) -> Ints:
    """Months since January 1970; month from 1, more than 12 or fewer than 1 carry into other years."""
    return (year - 1970) * 12 + month - 1


def month_of(days: Days) -> Ints:
    """The number of the month each day lies in; UNKNOWN where there is none."""
    return days.astype("M8[M]").astype(np.int64)


def year_of(days: Days) -> Ints:
    """The year; far from any where the day is unknown."""
    return days.astype("M8[Y]").astype(np.int64) + 1970


def month_begins(months: Ints) -> Days:
    """The first day of each month; NaT for numbers that no month of a known day has."""
    known = (months > -_MOST_UNITS) & (months < _MOST_UNITS)
    return np.where(known, np.where(known, months, 0).astype("M8[M]").astype("M8[D]"), NO_DAY)


def day_in_month(months: Ints, day: Ints) -> Days:
    """The days of these months, NaT where a month has no such day (30 February).

    >>> day_in_month(month_number(np.array([2024, 2023]), np.array([2, 2])), np.array([29, 29])).astype(str).tolist()
    ['2024-02-29', 'NaT']
    """
    days = month_begins(months) + (day - 1)
    return np.where((month_of(days) == months) & (day >= 1), days, NO_DAY)


def weekday_of(days: Days) -> Ints:
    """Days behind a Monday."""
    return (days.astype(np.int64) + 3) % 7


def weekday_before(anchor: Days, weekday: Ints, least: int | Ints = 0) -> Days:
    """The nearest such weekday at least so many days before the anchor."""
    return anchor - ((weekday_of(anchor) - weekday - least) % 7 + least)


def weekday_after(anchor: Days, weekday: Ints, least: int | Ints = 0) -> Days:
    """The nearest such weekday at least so many days behind the anchor."""
    return anchor + ((weekday - weekday_of(anchor) - least) % 7 + least)


def shifted(days: Days, count: Ints, grain: Ints) -> Days:
    """Days moved by so many units of their grain; a day that the month reached does not have becomes its last.

    >>> shifted(np.array(["2024-03-31"], "M8[D]"), np.array([-1]), np.array([MONTH])).astype(str).tolist()
    ['2024-02-29']
    """
    count = np.where(np.abs(count) <= _MOST_UNITS, count, 0)
    by_days = days + count * np.where(grain == WEEK, 7, 1)
    months = month_of(days) + np.where(grain >= MONTH, count * _MONTHS_OF[grain], 0)
    inside = np.minimum((days - month_begins(month_of(days))).astype(np.int64), _length(months) - 1)
    return np.where(grain >= MONTH, month_begins(months) + inside, by_days)


def _length(months: Ints) -> Ints:
    return (month_begins(months + 1) - month_begins(months)).astype(np.int64)


def around(days: Days, grain: Ints) -> Stretch:
    """The day, week (from Monday), month, quarter, year, decade or century that holds each day."""
    size = _MONTHS_OF[grain]
    months = month_of(days)
    # 1970 begins a quarter, a year and a decade; centuries are counted from 1900
    begins = np.where(size == 1200, (months + 840) // size * size - 840, months // size * size)
    week = days - weekday_of(days)
    first = np.select([grain == DAY, grain == WEEK], [days, week], month_begins(begins))
    last = np.select([grain == DAY, grain == WEEK], [days, week + 6], month_begins(begins + size) - 1)
    return Stretch(first, last, grain)


def months_from(months: Ints, count: int | Ints, grain: int) -> Stretch:
    """Stretches of so many months that begin with these."""
    return Stretch(month_begins(months), month_begins(months + count) - 1, np.full(len(months), grain))


def third(stretch: Stretch, which: Ints) -> Stretch:
    """The first, middle or last third; the whole where which is none of these, and of a day.

    Of a month the days to the 10th, to the 20th and the rest; of a week two, two and three days; of longer stretches
    whole months or years, the middle one longer where thirds do not come out even.
    """
    first, last, grain = stretch.first, stretch.last, stretch.grain
    months = month_of(last) - month_of(first) + 1
    begin = month_of(first)
    by_years = months >= 120
    step = np.where(by_years, months // 36 * 12, np.maximum(months // 3, 1))
    edge_first = np.select([which == EARLY, which == MID], [begin, begin + step], begin + months - step)
    edge_last = np.select([which == EARLY, which == MID], [begin + step, begin + months - step], begin + months)
    is_long = months >= _YEARS_TO_MARCH
    is_month = grain == MONTH
    is_week = grain == WEEK
    of = np.clip(which, 0, 2)
    month_first = day_in_month(begin, _THIRDS_OF_MONTH[of])
    month_last = np.where(of == LATE, last, month_first + 9)
    week_first = first + _THIRDS_OF_WEEK[of]
    week_last = np.where(of == LATE, last, week_first + 1)
    kinds = [is_week, is_month, is_long & (grain > MONTH)]
    new_first = np.select(kinds, [week_first, month_first, month_begins(edge_first)], first)
    new_last = np.select(kinds, [week_last, month_last, month_begins(edge_last) - 1], last)
    told = (which >= EARLY) & (which <= LATE)
    return Stretch(np.where(told, new_first, first), np.where(told, new_last, last), grain)
