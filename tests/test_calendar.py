"""Days and stretches at the edges of months, years and leap years; what is not known stays unknown."""

import numpy as np
import pytest
from helpers import extract_texts, rows_of

from claimledger.extract import calendar
from claimledger.extract.calendar import DAY, DECADE, MONTH, QUARTER, WEEK, YEAR


def days(*dates):
    return np.array(dates, "M8[D]")


def texts(column):
    return column.astype(str).tolist()


@pytest.mark.parametrize(
    ("grain", "first", "last"),
    [
        (DAY, "2024-02-29", "2024-02-29"),
        (WEEK, "2024-02-26", "2024-03-03"),
        (MONTH, "2024-02-01", "2024-02-29"),
        (QUARTER, "2024-01-01", "2024-03-31"),
        (YEAR, "2024-01-01", "2024-12-31"),
        (DECADE, "2020-01-01", "2029-12-31"),
        (calendar.CENTURY, "2000-01-01", "2099-12-31"),
    ],
)
def test_a_grain_around_a_leap_day(grain, first, last):
    stretch = calendar.around(days("2024-02-29", "NaT"), np.array([grain, grain]))
    assert texts(stretch.first) == [first, "NaT"]
    assert texts(stretch.last) == [last, "NaT"]


@pytest.mark.parametrize(
    ("day", "count", "grain", "moved"),
    [
        ("2024-02-29", -1, YEAR, "2023-02-28"),
        ("2024-01-31", 1, MONTH, "2024-02-29"),
        ("2023-12-31", 1, DAY, "2024-01-01"),
        ("2024-03-01", -1, WEEK, "2024-02-23"),
        ("1969-12-31", 1, DECADE, "1979-12-31"),
        ("NaT", 3, MONTH, "NaT"),
    ],
)
def test_moving_a_day(day, count, grain, moved):
    assert texts(calendar.shifted(days(day), np.array([count]), np.array([grain]))) == [moved]


def test_a_day_that_a_month_lacks_is_none():
    months = calendar.month_number(np.array([2023, 2024, 2100, 2024]), np.array([2, 2, 2, 4]))
    assert texts(calendar.day_in_month(months, np.array([29, 29, 29, 31]))) == ["NaT", "2024-02-29", "NaT", "NaT"]


def test_thirds_of_a_month_a_year_and_a_decade():
    stretch = calendar.around(days(*["2024-02-10"] * 3), np.array([MONTH, YEAR, DECADE]))
    late = calendar.third(stretch, np.full(3, calendar.LATE))
    assert texts(late.first) == ["2024-02-21", "2024-09-01", "2027-01-01"]
    assert texts(late.last) == ["2024-02-29", "2024-12-31", "2029-12-31"]


def test_days_outside_of_the_calendar_are_unknown():
    numbers = calendar.as_numbers(days("0000-12-31", "0001-01-01", "9999-12-31", "10000-01-01", "NaT"))
    assert (numbers == calendar.UNKNOWN).tolist() == [True, False, False, True, True]


RESOLVED = [
    # the turn of a year
    ("They met on Friday.", "2032-01-02", "2032-01-02", "2032-01-02"),
    ("They met on Wednesday.", "2032-01-02", "2031-12-31", "2031-12-31"),
    ("They met in December.", "2032-01-02", "2031-12-01", "2031-12-31"),
    ("They met on January 3.", "2032-01-02", "2032-01-03", "2032-01-03"),
    ("They will meet on January 3.", "2031-12-30", "2032-01-03", "2032-01-03"),
    ("They met last week.", "2032-01-02", "2031-12-22", "2031-12-28"),
    ("They met last month.", "2032-01-31", "2031-12-01", "2031-12-31"),
    ("They met last winter.", "2032-01-31", "2030-12-01", "2031-02-28"),
    ("They met this winter.", "2032-01-31", "2031-12-01", "2032-02-29"),
    # leap years
    ("They met on February 29.", "2032-03-04", "2032-02-29", "2032-02-29"),
    ("They met in February.", "2032-03-04", "2032-02-01", "2032-02-29"),
    ("They met over the past month.", "2032-03-31", "2032-02-29", "2032-03-31"),
    ("They met a year ago.", "2032-02-29", "2031-01-01", "2031-12-31"),
    # nothing to count from
    ("They met on Friday.", None, None, None),
    ("They met in May.", None, None, None),
    ("They met in May 2031.", None, "2031-05-01", "2031-05-31"),
    ("They met three days ago.", None, None, None),
    # beyond the calendar
    ("They met 9000 years ago.", "2032-02-29", None, None),
    ("They met in the past 99999 years.", "2032-02-29", None, "2032-02-29"),
]


@pytest.mark.parametrize(("text", "published_on", "first", "last"), RESOLVED)
def test_a_time_is_resolved_from_the_day_of_publication(text, published_on, first, last):
    published = None if published_on is None else days(published_on)[0].item()
    (row,) = rows_of("times", text, published_on=published)
    told = [None if day is None else day.isoformat() for day in (row["from_on"], row["to_on"])]
    assert told == [first, last]


def test_a_chain_of_next_days_ends_and_does_not_reach_into_the_next_document():
    chain = "It fell on May 6, 2029. " + "The next day it rained. " * 12
    tables = extract_texts({"d1": chain, "d2": "The next day it rained."})
    rows = tables["times"].to_pylist()
    told = [row["from_on"] and row["from_on"].day for row in rows]
    assert told == [6, 7, 8, 9, 10, 11, 12, 13, 14, None, None, None, None, None]
