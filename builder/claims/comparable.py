"""Comparable claims: a key that claims share which speak of the same things, place and time.

The key is `item/event/owner/region/dimension/window`. seeds/comparables.csv gives the family of each item and event,
and how wide the window of an event is: what is held or deployed changes slowly and is compared within a quarter, what
happens (killed, shot down, launched) within a week. A claim about a longer stretch of time is compared with claims
about the same stretch. Money is compared within one currency, all other measures in their SI unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache, lru_cache

import numpy as np

from claimledger.extract.calendar import UNKNOWN
from claimledger.text.rows import Ints, Named, Names
from claimledger.text.vocabulary import seed_rows

_WEEK = 7
_EPOCH = date(1970, 1, 1)

NOT_COMPARED = ("money", "duration", "other")
"""Items of which two amounts in the same place need not speak of the same."""


def comparable_keys(
    names: Names, columns: Sequence[Named], from_day: Ints, to_day: Ints, asserted: Ints
) -> list[str | None]:
    """The key of each claim, null where there is none.

    columns: numbers of item, event, owner's country or id, region and dimension. from_day, to_day: days of the time
    the claim refers to; asserted: the day of publication; days since 1970, UNKNOWN where there is none.
    """
    values = [*names.values, None]
    found: list[str | None] = [None] * len(asserted)
    item, event = columns[:2]
    rows = np.flatnonzero((event >= 0) & ~names.are(item, *NOT_COMPARED))
    cells = zip(*(column[rows].tolist() for column in (*columns, from_day, to_day, asserted)), strict=True)
    for row, (*numbers, start, end, told) in zip(rows.tolist(), cells, strict=True):
        found[row] = _key(*(values[number] for number in numbers), start, end, told)
    return found


@lru_cache(maxsize=100_000)
def _key(
    item: str,
    event: str,
    owner: str | None,
    region: str | None,
    dimension: str | None,
    from_day: int,
    to_day: int,
    asserted: int,
) -> str | None:
    if owner is None and region is None:
        return None
    items, events = _families("item"), _families("event")
    window = _window(events[event][1], from_day, to_day, asserted)
    parts = (items[item][0], events[event][0], owner or "-", region or "-", dimension or "count", window)
    return "/".join(parts)


@cache
def _families(list_name: str) -> dict[str, tuple[str, str]]:
    """Code -> its family and the width of its window."""
    rows = seed_rows("comparables")
    return {row["code"]: (row["family"], row["window_code"]) for row in rows if row["list_name"] == list_name}


def _window(width: str, from_day: int, to_day: int, asserted: int) -> str:
    """2024-W33, 2024-Q3, or the days of a stretch that is longer than the window is wide; `-` where no day is known."""
    day = from_day if from_day != UNKNOWN else asserted if asserted != UNKNOWN else to_day
    if day == UNKNOWN:
        return "-"
    start = _EPOCH + timedelta(days=day)
    if width == "quarter":
        return f"{start.year}-Q{(start.month + 2) // 3}"
    if from_day != UNKNOWN and (to_day == UNKNOWN or to_day - from_day >= _WEEK):
        return f"{start.isoformat()}..{(_EPOCH + timedelta(days=to_day)).isoformat() if to_day != UNKNOWN else ''}"
    year, week, _ = start.isocalendar()
    return f"{year}-W{week:02}"
