"""Rows of times told from the day of publication: last week, earlier this month, next Tuesday, yesterday."""

from __future__ import annotations

import numpy as np

from claimledger.extract import calendar
from claimledger.extract.calendar import DAY, MONTH, OTHER, QUARTER, Days, Stretch, around, shifted
from claimledger.extract.dated import Dated
from claimledger.extract.time_drafts import TimeDrafts
from claimledger.extract.time_rows import (
    drafts,
    edge_of,
    either,
    months_of_year,
    of_day,
    units_of,
    view_of,
)
from claimledger.text.finding import Matches
from claimledger.text.rows import Ints

_WEEKEND_DAYS = 5


def of_calendar(matches: Matches) -> TimeDrafts:
    """Last week, this year, earlier this month, so far this year, the end of the month, early next week."""
    view = view_of(matches)
    (which, _), (unit, _) = matches.group("which"), matches.group("unit")
    grain, size = units_of(matches)
    anchor = view.anchors(matches.first)
    step = _steps(view, which)
    whole = edge_of(matches, around(shifted(anchor, step * size, np.where(grain == OTHER, DAY, grain)), grain))
    stretch = _cut(view, matches, whole, anchor)
    is_article = view.in_class(which, "the")
    is_stretch = (grain != OTHER) & (
        (grain != DAY) | ~is_article & view.in_class(which, "this") & matches.has("extent")
    )
    is_stretch &= ~is_article | matches.has("edge") | matches.has("extent")
    is_stretch &= is_article | ~view.in_class(which - 1, "the") | (grain == QUARTER) | matches.has("edge")
    is_stretch &= ~matches.scan.has(unit + 1, "mark.hyphen") | is_article | view.in_class(which, "last", "next", "this")
    return drafts(matches, stretch, True).take(is_stretch)


def _steps(view: Dated, which: Ints) -> Ints:
    """-1 for last, 1 for next and coming, 0 for this and the."""
    return np.select([view.in_class(which, "last"), view.in_class(which, "next", "coming")], [-1, 1], 0)


def _cut(view: Dated, matches: Matches, whole: Stretch, anchor: Days) -> Stretch:
    """What `earlier`, `so far` (up to the anchor) and `later` (from it on) leave of a stretch."""
    extent = matches.group("extent")[0]
    is_before, is_behind = view.in_class(extent, "earlier", "so_far"), view.in_class(extent, "later")
    last = np.where(is_before, np.minimum(whole.last, anchor), whole.last)
    first = np.where(is_behind, np.maximum(whole.first, anchor), whole.first)
    grain = np.where(is_before | is_behind, OTHER, whole.grain)
    return Stretch(first, last, grain)


def unit_end(matches: Matches) -> TimeDrafts:
    """Year-end, mid-year, by month end."""
    view = view_of(matches)
    grain = np.maximum(units_of(matches)[0], units_of(matches, "whole")[0])
    whole = around(view.anchors(matches.first), np.where(grain == OTHER, DAY, grain))
    word = either(matches, "mid", "end")
    stretch = calendar.third(whole, view.values(word, "mid", "late"))
    is_end = matches.has("mid") | (matches.scan.told(word, lambda word: word == "end", np.bool_))
    return drafts(matches, stretch, True).take((grain >= MONTH) & (grain != OTHER) & is_end)


def weekday_of(matches: Matches) -> TimeDrafts:
    """Last Tuesday, next Friday night, this Monday."""
    view = view_of(matches)
    which, told = matches.group("which")[0], view.values(matches.group("weekday")[0], "weekday")
    anchor = view.anchors(matches.first)
    days = np.select(
        [view.in_class(which, "last", "past"), view.in_class(which, "next", "coming")],
        [calendar.weekday_before(anchor, told, 1), calendar.weekday_after(anchor, told, 1)],
        anchor - calendar.weekday_of(anchor) + told,
    )
    return drafts(matches, of_day(days), True)


def month_of(matches: Matches) -> TimeDrafts:
    """Last August, next March, this May."""
    view = view_of(matches)
    which, month = matches.group("which")[0], months_of_year(matches, matches.group("month")[0])
    anchor = calendar.month_of(view.anchors(matches.first))
    back, ahead = anchor - (anchor - month) % 12 - 1, anchor + (month - 2 - anchor) % 12 + 1
    same = anchor - anchor % 12 + month - 1
    is_last, is_next = view.in_class(which, "last", "past"), view.in_class(which, "next", "coming")
    stretch = calendar.months_from(np.select([is_last, is_next], [back, ahead], same), 1, MONTH)
    return drafts(matches, edge_of(matches, stretch), True)


def weekend(matches: Matches) -> TimeDrafts:
    """Last weekend, this weekend, the weekend: the Saturday and Sunday begun last, or those to come."""
    view = view_of(matches)
    which, anchor = matches.group("which")[0], view.anchors(matches.first)
    week = calendar.weekday_before(anchor, np.zeros(len(matches), np.int64))
    is_next, is_this = view.in_class(which, "next", "coming"), view.in_class(which, "this")
    is_over = calendar.weekday_of(anchor) < _WEEKEND_DAYS
    ahead = is_next | (is_this | ~matches.has("which")) & view.is_future(matches.group("weekend")[0])
    # on a Saturday `next weekend` is the one after
    behind = week + _WEEKEND_DAYS - np.where(is_over | view.in_class(which, "last"), 7, 0)
    first = np.where(ahead, week + _WEEKEND_DAYS + np.where(is_over | ~is_next, 0, 7), behind)
    return drafts(matches, Stretch(first, first + 1, np.full(len(matches), OTHER)), True)


def part_of_day(matches: Matches) -> TimeDrafts:
    """This morning, last night."""
    view = view_of(matches)
    anchor, is_last = view.anchors(matches.first), view.in_class(matches.group("which")[0], "last")
    return drafts(matches, of_day(np.where(is_last, anchor - 1, anchor)), True)


def day_word(matches: Matches) -> TimeDrafts:
    """Yesterday, early today, tomorrow night."""
    view = view_of(matches)
    step = view.values(matches.group("day")[0], "day", absent=0)
    return drafts(matches, of_day(view.anchors(matches.first) + step), True)


def overnight(matches: Matches) -> TimeDrafts:
    """From the day before to the day of publication."""
    anchor = view_of(matches).anchors(matches.first)
    return drafts(matches, Stretch(anchor - 1, anchor, np.full(len(matches), OTHER)), True)
