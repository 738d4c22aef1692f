"""From the matches of a rule of times to drafts: which stretch of the calendar the words name.

Every function takes all matches of its rule in a batch and gives their drafts, without those matches whose words turn
out to be no time of that form; later rules may try these.
"""

from __future__ import annotations

import re

import numpy as np

from claimledger.extract import calendar
from claimledger.extract.amounts import amount
from claimledger.extract.calendar import DAY, GRAINS, MONTH, NO_DAY, OTHER, UNKNOWN, YEAR, Days, Stretch
from claimledger.extract.dated import Dated
from claimledger.extract.quantity_rows import told_of
from claimledger.extract.time_drafts import AFTER, BEFORE, NO_STEP, SINCE, UNTIL, WITHIN, TimeDrafts
from claimledger.text.finding import Matches
from claimledger.text.rows import NONE, Flags, Ints, Named

_KIND_OF_GRAIN = {DAY: "date", MONTH: "month", YEAR: "year"}
_BOUNDS = {"since": SINCE, "until": UNTIL, "through": UNTIL, "by": UNTIL, "before": BEFORE, "after": AFTER}


def view_of(matches: Matches) -> Dated:
    """The view the matches were found in."""
    assert isinstance(matches.view, Dated)
    return matches.view


def drafts(
    matches: Matches,
    stretch: Stretch,
    is_relative: Flags | bool,
    kind: str | Named | None = None,
    step: Ints | None = None,
) -> TimeDrafts:
    """The drafts of the matches. is_relative: whether the day of publication told the days; kind: by the grain if null.

    `before` and `after` that belong to a noun behind the time stay outside: after Monday's attack.
    """
    view, names = view_of(matches), matches.scan.names
    lead, lead_last = matches.group("lead")
    bound = np.full(len(matches), WITHIN)
    is_noun = np.zeros(len(matches), np.bool_)
    led = np.flatnonzero(lead >= 0)
    if len(led):
        classes = np.frombuffer(view.classes, np.uint8)[lead[led]]
        bound[led] = _bounds_of_classes(view)[classes]
        behind = matches.last[led]
        of_noun = matches.scan.has(behind, "mark.possessive", "shape.lower") & np.isin(bound[led], [BEFORE, AFTER])
        is_noun[led] = of_noun & ~matches.scan.has(behind, "function.*", "time.*", "cue.*")
        bound[is_noun] = WITHIN
    if kind is None:
        codes = [names.number(_KIND_OF_GRAIN.get(grain, "period")) for grain in range(OTHER + 1)]
        kinds = np.array(codes)[stretch.grain]
    else:
        kinds = np.full(len(matches), names.number(kind)) if isinstance(kind, str) else kind
    anchor = np.full(len(matches), UNKNOWN)
    if is_relative is not False:
        anchor = np.where(is_relative, view.anchors(matches.first).astype(np.int64), UNKNOWN)
    return TimeDrafts(
        first=np.where(is_noun, lead_last, matches.first),
        last=matches.last,
        rule=matches.rule(),
        kind=kinds,
        first_day=calendar.as_numbers(stretch.first),
        last_day=calendar.as_numbers(stretch.last),
        anchor_day=anchor,
        grain=stretch.grain,
        bound=bound,
        step=np.full(len(matches), NO_STEP) if step is None else step,
    )


def _bounds_of_classes(view: Dated) -> Ints:
    """Class byte -> bound."""
    table = np.full(256, WITHIN)
    table[[view.grammar.codes[name] for name in _BOUNDS]] = [*_BOUNDS.values()]
    return table


def of_day(days: Days) -> Stretch:
    """Each day by itself."""
    return Stretch(days, days, np.full(len(days), DAY))


def nowhere(matches: Matches, grain: int = OTHER) -> Stretch:
    """Stretches whose days are not known."""
    days = np.full(len(matches), NO_DAY)
    return Stretch(days, days, np.full(len(matches), grain))


def edge_of(matches: Matches, stretch: Stretch) -> Stretch:
    """The third that `early`, `mid` or `the end of` cuts out; the whole where there is no such word."""
    view, (first, _) = view_of(matches), matches.group("edge")
    rows = np.flatnonzero(first != NONE)
    if not len(rows):
        return stretch
    word = np.where(view.in_class(first[rows], "the"), first[rows] + 1, first[rows])
    cut = calendar.third(stretch.take(rows), view.values(word, "early", "mid", "late"))
    whole = Stretch(stretch.first.copy(), stretch.last.copy(), stretch.grain)
    whole.first[rows], whole.last[rows] = cut.first, cut.last
    return whole


def either(matches: Matches, *names: str) -> Ints:
    """The first token of whichever group took part; -1 where none did."""
    found = np.full(len(matches), NONE)
    for name in names:
        found = np.where(found == NONE, matches.group(name)[0], found)
    return found


def years(matches: Matches, group: str = "year") -> Ints:
    """The year written in a group; -1 where there is none."""
    return figures(matches, matches.group(group)[0])


def figures(matches: Matches, tokens: Ints) -> Ints:
    """The whole number at the beginning of each token (6, 6th); -1 where there is none."""
    found = np.full(len(matches), NONE)
    rows = np.flatnonzero(tokens >= 0)
    found[rows] = matches.scan.told(tokens[rows], _figure)
    return found


def _figure(word: str) -> int:
    digits = re.fullmatch(r"(\d{1,4})(?:st|nd|rd|th)?", word, re.IGNORECASE)
    return int(digits[1]) if digits else NONE


def days_of_month(matches: Matches, tokens: Ints) -> Ints:
    """The day of the month at each token; words (the first of August) count before the month only."""
    told = figures(matches, tokens)
    return np.where(told == NONE, view_of(matches).values(tokens, "nth"), told)


def months_of_year(matches: Matches, tokens: Ints) -> Ints:
    """The month at each token, 1 to 12; -1 where there is none."""
    return view_of(matches).values(tokens, "month", "month_doubtful")


def month_numbers(matches: Matches, word: Ints, month: Ints, year: Ints, is_over: Flags | bool = False) -> Ints:
    """Months counted from 1970: of the year told, else the nearest one not behind the anchor.

    Where the month is still to come it is the nearest not before the anchor. word: the token that tells the month;
    month: 1 to 12; year: -1 where none is told; is_over: the words tell that it lies behind. Without a year and an
    anchor the number is no month's.
    """
    view = view_of(matches)
    anchor = calendar.month_of(view.anchors(matches.first))
    back = anchor - (anchor - (month - 1)) % 12
    ahead = anchor + ((month - 1) - anchor) % 12
    back = np.where(view.is_future(word) & ~np.asarray(is_over), ahead, back)
    return np.where(year == NONE, back, calendar.month_number(year, month))


def units_of(matches: Matches, group: str = "unit") -> tuple[Ints, Ints]:
    """The grain of each unit of time, and how many of them the word means (a fortnight is two weeks).

    Hours and minutes are of the grain OTHER, their number is the share of a day they are, counted from 1440 minutes.
    """
    view, tokens = view_of(matches), matches.group(group)[0]
    told = np.full((2, len(matches)), NONE)
    rows = np.flatnonzero(tokens >= 0)

    def tell(token: int) -> int:
        row = next(sense.row for sense in view.senses(token, "time.unit"))
        unit, value = row["unit_code"], int(row["value"])
        if unit in _MINUTES:
            return OTHER * 10_000 + _MINUTES[unit]
        grain = GRAINS.get((unit, value))
        return grain * 10_000 + 1 if grain is not None else GRAINS[unit, 1] * 10_000 + value

    if len(rows):
        found = view.told(tokens[rows], tell)
        told[0, rows], told[1, rows] = found // 10_000, found % 10_000
    return told[0], told[1]


_MINUTES = {"h": 60, "min": 1}


def counts_of(matches: Matches) -> Ints:
    """How many units are counted; -1 where nobody says (several, or units without a number)."""
    view, (first, last) = view_of(matches), matches.group("count")
    told = told_of(matches, "count", amount)
    is_whole = (first >= 0) & (told == np.rint(told)) & (told < 100_000)
    counted = np.where(is_whole, np.where(is_whole, told, 0), NONE).astype(np.int64)
    is_article = (last - first == 1) & view.in_class(first, "article")
    begins = np.where(view.in_class(first, "article"), first + 1, first)
    counted[view.in_class(begins, "several")] = NONE
    return np.where(is_article, 1, counted)


def moved(days: Days, count: Ints, grain: Ints, size: Ints, round_up: bool) -> Days:
    """Days moved by counted units; hours and minutes to whole days."""
    minutes = count * size
    whole = np.where(minutes >= 0, minutes, -minutes)
    by_clock = np.sign(minutes) * ((whole + 1439) // 1440 if round_up else whole // 1440)
    is_clock = grain == OTHER
    return calendar.shifted(days, np.where(is_clock, by_clock, minutes), np.where(is_clock, DAY, grain))


def is_beside(matches: Matches, tokens: Ints, *words: str) -> Flags:
    """Whether each token is one of these function words."""
    return matches.scan.has(tokens, *(f"word.{word}" for word in words))
