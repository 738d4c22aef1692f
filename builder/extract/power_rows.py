"""From the matches of a rule of powers to rows: 1.3e6, 6.2 x 10^-4, 10^23."""

from __future__ import annotations

import math
import re

from claimledger.extract.mentions import Quantities
from claimledger.extract.quantity_rows import numbers_of, told_of
from claimledger.extract.units import units_of
from claimledger.text.batch import one_byte_each
from claimledger.text.finding import Matches

_RAISED = str.maketrans(one_byte_each("⁰¹²³⁴⁵⁶⁷⁸⁹⁻").decode("latin-1"), "0123456789-")
_SCIENTIFIC = re.compile(r"([\d.,]+)[eE]([+-]?)(\d+)")
_TIMES_TEN = re.compile(r"([\d.,]+) ?[xX*] ?10 ?\^? ?([+-]?) ?(\d+)")
_POWER = re.compile(r"([\d.,]+) ?\^ ?([+-]?) ?(\d+)")
_TEN_RAISED = re.compile(r"(10)([+-]?)(\d+)")
_LONGEST_EXPONENT = 3


def power(matches: Matches) -> Quantities:
    """A figure with an exponent, and its unit; 12 with the mark of a footnote is none."""
    return numbers_of(matches, told_of(matches, "number", _worth), units_of(matches.view, *matches.group("unit")))


def _worth(wording: str) -> float | None:
    """The value of a figure with an exponent; null where it has none, or one beyond all measure.

    >>> [_worth(text) for text in ("1.3e6", "6.2x10^-4", "10^23", "2.5^-1", "10⁶", "12⁴")]
    [1300000.0, 0.00062, 1e+23, 0.4, 1000000.0, None]
    """
    text = one_byte_each(wording).decode("latin-1").replace("\x96", "-")
    for pattern in (_SCIENTIFIC, _TIMES_TEN, _POWER, _TEN_RAISED):
        match = pattern.fullmatch(text if pattern is _POWER else text.translate(_RAISED))
        if match and len(match[3]) <= _LONGEST_EXPONENT:
            figure, exponent = float(match[1].replace(",", "")), int(match[2] + match[3])
            factor, base = (figure, 10.0) if pattern in (_SCIENTIFIC, _TIMES_TEN) else (1.0, figure)
            try:
                worth = factor * math.pow(base, exponent)
            except (OverflowError, ValueError):
                return None
            return float(f"{worth:.12g}") if 0 < worth < math.inf else None
    return None
