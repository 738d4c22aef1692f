"""Rows of times told from the day of publication or from another time: windows, last week, three days ago, seasons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np

from claimledger.extract import calendar
from claimledger.extract.calendar import DAY, MONTH, NO_DAY, OTHER, QUARTER, WEEK, YEAR, Days, Stretch, around, shifted
from claimledger.extract.dated import Dated
from claimledger.extract.time_drafts import NO_STEP, TimeDrafts
from claimledger.extract.time_rows import (
    counts_of,
    days_of_month,
    drafts,
    edge_of,
    either,
    is_beside,
    month_numbers,
    months_of_year,
    moved,
    nowhere,
    of_day,
    units_of,
    view_of,
    years,
)
from claimledger.text.finding import Matches
from claimledger.text.rows import NONE, Flags, Ints

_HALF_YEAR = 6
_IN = ("in", "over", "during", "within", "for", "throughout", "across")
_WEEKEND_DAYS = 5


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
    is_stretch = (grain != OTHER) & ((grain != DAY) | ~is_article & view.in_class(which, "this") & matches.has("extent"))
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
        [view.in_class(which, "previous"), view.in_class(which, "following", "next")], [-size, size], np.zeros_like(size)
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


def quarter(matches: Matches) -> TimeDrafts:
    """The first quarter of 2013, Q3, the second half of the year: the latest one begun, where no year is told."""
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
    """World War II: from and to as seeds/periods.csv has them."""
    view, words = view_of(matches), matches.group("period")[0]

    def day(column: str) -> Days:
        def tell(token: int) -> int:
            row = next(sense.row for sense in view.senses(token, "time.period"))
            return (date.fromisoformat(row[column]) - _EPOCH).days

        return calendar.as_days(view.told(words, tell))

    return drafts(matches, Stretch(day("from_on"), day("to_on"), np.full(len(matches), OTHER)), False)


_EPOCH = date(1970, 1, 1)


def clock(matches: Matches) -> TimeDrafts:
    """At 5 p.m., 17:30, 0800 GMT, noon: an hour whose day the words do not tell."""
    scan = matches.scan
    alone, hour, minute = (matches.group(name)[0] for name in ("glued", "hour", "minute"))
    is_clock = _told(matches, alone, _is_half_day) & _told(matches, hour, _is_hour) & _told(matches, minute, _is_minute)
    is_led = matches.has("lead") | is_beside(matches, matches.first - 1, "at", "by", "around", "from", "about", "between")
    is_short = matches.has("minute") & ~matches.has("zone") & ~is_led
    is_clock[is_short] &= _told(matches.take(is_short), minute[is_short], _is_half_day)
    return drafts(matches, nowhere(matches, DAY), False, "clock").take(is_clock)


def _told(matches: Matches, tokens: Ints, tell: Callable[[str], bool]) -> Flags:
    """tell(word) for each token; true for those of -1."""
    found = np.ones(len(tokens), np.bool_)
    rows = np.flatnonzero(tokens >= 0)
    found[rows] = matches.scan.told(tokens[rows], tell, np.bool_)
    return found


def _is_hour(word: str) -> bool:
    """5, 17, 0800, five; no other figure."""
    return not word[0].isdigit() or word.isdigit() and (int(word) <= 24 or len(word) == 4 and int(word) <= 2400)


def _is_minute(word: str) -> bool:
    digits = word.lower().removesuffix("am").removesuffix("pm")
    return len(digits) == 2 and digits.isdigit() and int(digits) < 60


def _is_half_day(word: str) -> bool:
    """6am, 02pm."""
    return word[0].isdigit() and word.lower().endswith(("am", "pm")) and word[:-2].isdigit() and int(word[:-2]) < 60
