"""Rows of hours of the day."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from claimledger.extract.calendar import DAY
from claimledger.extract.time_drafts import TimeDrafts
from claimledger.extract.time_rows import (
    drafts,
    is_beside,
    nowhere,
)
from claimledger.text.finding import Matches
from claimledger.text.rows import Flags, Ints


def clock(matches: Matches) -> TimeDrafts:
    """At 5 p.m., 17:30, 0800 GMT, noon: an hour whose day the words do not tell."""
    alone, hour, minute = (matches.group(name)[0] for name in ("glued", "hour", "minute"))
    is_clock = _told(matches, alone, _is_half_day) & _told(matches, hour, _is_hour) & _told(matches, minute, _is_minute)
    is_led = matches.has("lead") | is_beside(
        matches, matches.first - 1, "at", "by", "around", "from", "about", "between"
    )
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
    return not word[0].isdigit() or (word.isdigit() and int(word) <= (2400 if len(word) == 4 else 24))


def _is_minute(word: str) -> bool:
    digits = word.lower().removesuffix("am").removesuffix("pm")
    return len(digits) == 2 and digits.isdigit() and int(digits) < 60


def _is_half_day(word: str) -> bool:
    """6am, 02pm."""
    return word[0].isdigit() and word.lower().endswith(("am", "pm")) and word[:-2].isdigit() and int(word[:-2]) < 60
