"""Drafts of times: stretches as the rules read them, before the time told earlier in the text and bounds are known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from claimledger.extract.calendar import DAY, OTHER, UNKNOWN, Days, Stretch, around, as_days, as_numbers, shifted
from claimledger.extract.mentions import Times
from claimledger.text.rows import NONE, Flags, Ints, Named, Rows, last_within
from claimledger.text.scan import Scan

WITHIN, SINCE, UNTIL, BEFORE, AFTER = range(5)
"""Bounds: what a time tells of the stretch it names."""
NO_STEP = UNKNOWN
_BEGAN = frozenset({"began", "begun", "started", "opened", "launched", "commenced", "erupted"})
_SINCE_REACH = 12
"""So many words before `began` may `since` stand."""
_LONGEST_CHAIN = 8
"""So many times may follow from one another: the next day, the next day."""


@dataclass
class TimeDrafts(Rows):
    """Times as read. first_day, last_day, anchor_day: days since 1970-01-01 or UNKNOWN.

    grain: of calendar.py. bound: one of WITHIN ... AFTER. step: so many grains from the time before it in the text,
    NO_STEP for times that stand by themselves.
    """

    rule: Named
    kind: Named
    first_day: Ints
    last_day: Ints
    anchor_day: Ints
    grain: Ints
    bound: Ints
    step: Ints


def settled(scan: Scan, drafts: TimeDrafts, published_on: Days) -> Times:
    """The times of drafts in order of the text. published_on: a day for each document of the batch, NaT if unknown."""
    first, last, anchor = _follow(scan, drafts, published_on)
    bound = np.where(_begins_since(scan, drafts), SINCE, drafts.bound)
    open_first, open_last = (bound == UNTIL) | (bound == BEFORE), (bound == SINCE) | (bound == AFTER)
    from_day, to_day = np.where(open_first, UNKNOWN, first), np.where(open_last, UNKNOWN, last)
    after, before = np.flatnonzero(bound == AFTER), np.flatnonzero(bound == BEFORE)
    from_day[after], to_day[before] = _moved(last[after], 1), _moved(first[before], -1)
    kind = np.where(open_last, scan.names.number("since"), drafts.kind)
    kind[open_first] = scan.names.number("until")
    return Times(
        first=drafts.first,
        last=drafts.last,
        start=scan.start[drafts.first],
        end=scan.end[drafts.last - 1],
        rule=drafts.rule,
        kind=kind,
        from_day=from_day,
        to_day=to_day,
        anchor_day=anchor,
    )


def _begins_since(scan: Scan, drafts: TimeDrafts) -> Flags:
    """Which times tell when something began since which something is so: since the operation began on Oct. 17."""
    before = drafts.first - 1 - scan.has(drafts.first - 1, "word.on", "word.in")
    rows = np.flatnonzero(drafts.bound == WITHIN)
    rows = rows[scan.told(np.maximum(before[rows], 0), lambda word: word in _BEGAN, np.bool_)]
    since = last_within(np.flatnonzero(scan.flag("word.since")), before[rows] - _SINCE_REACH, before[rows])
    ends = np.flatnonzero(scan.flag("boundary", "mark.,", "mark.;"))
    found = np.zeros(len(drafts), np.bool_)
    found[rows] = (since >= 0) & (last_within(ends, since, before[rows]) == NONE)
    return found


def _moved(days: Ints, by: int) -> Ints:
    return as_numbers(as_days(days) + by)


def _follow(scan: Scan, drafts: TimeDrafts, published_on: Days) -> tuple[Ints, Ints, Ints]:
    """First day, last day and anchor; those of chained times come from the nearest time before them that can tell."""
    first, last, anchor = drafts.first_day.copy(), drafts.last_day.copy(), drafts.anchor_day.copy()
    is_chained = drafts.step != NO_STEP
    chained = np.flatnonzero(is_chained)
    if not len(chained):
        return first, last, anchor
    known = (first != UNKNOWN) & (last != UNKNOWN) & (drafts.bound == WITHIN) | is_chained
    single = known & ((first == last) & ~is_chained | is_chained & (drafts.grain == DAY))
    base = np.where(drafts.grain[chained] == DAY, _last_before(single, chained), _last_before(known, chained))
    document, of_base = (
        scan.batch.document_of(scan.start[drafts.first[rows]]) for rows in (chained, np.maximum(base, 0))
    )
    base = np.where(of_base == document, base, NONE)
    # what was earlier than something nobody told was earlier than the day of writing
    is_first = (base == NONE) & (drafts.step[chained] < 0)
    rows, published = chained[is_first], as_numbers(published_on[document[is_first]])
    _place(drafts, rows, published, published, first, last)
    anchor[rows] = published
    settled = ~is_chained
    settled[chained[base == NONE]] = True
    for _ in range(_LONGEST_CHAIN):
        ready = ~settled[chained] & (base >= 0) & settled[base]
        if not ready.any():
            break
        rows, of = chained[ready], base[ready]
        _place(drafts, rows, first[of], last[of], first, last)
        anchor[rows], settled[rows] = first[of], True
    return first, last, anchor


def _last_before(which: Flags, rows: Ints) -> Ints:
    """For each row the last one before it that is such; -1 where there is none."""
    places = np.where(which, np.arange(len(which)), NONE)
    return np.append(NONE, np.maximum.accumulate(places))[rows]


def _place(drafts: TimeDrafts, rows: Ints, base_first: Ints, base_last: Ints, first: Ints, last: Ints) -> None:
    """Give chained rows their days: so many grains from the base; the base itself for `then`."""
    grain = drafts.grain[rows]
    stretch: Stretch = around(shifted(as_days(base_first), drafts.step[rows], grain), grain)
    first[rows] = np.where(grain == OTHER, base_first, as_numbers(stretch.first))
    last[rows] = np.where(grain == OTHER, base_last, as_numbers(stretch.last))
