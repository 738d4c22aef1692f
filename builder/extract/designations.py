"""Designations: which kind of weapon letters and digits tell, known from their beginning alone.

seeds/designations.csv lists families: makers of lorries (GAZ-3308), models by letters (BTR-82A) and the indices of the
Russian artillery directorate (9T452). `numbers` limits a family to those that are weapons: T-80 is one, T-20 is not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from claimledger.text.vocabulary import Row, seed_rows

_INDEX = re.compile(r"(\d{1,2}[A-Z][A-Za-z]?)(\d+)")
_BEGINNING = re.compile(r"\d+|[A-Z]+")


def family_of(letters: str, number: str) -> Row | None:
    """The family of a maker or model by the number behind its letters.

    >>> family_of("T", "80BVK")["class_code"], family_of("T", "20")
    ('tank', None)
    """
    beginning = _BEGINNING.match(number)
    return _fitting(_families().get(letters, ()), beginning[0] if beginning else "")


def family_of_index(index: str) -> Row | None:
    """The family of an index that is one word.

    >>> family_of_index("9T452")["class_code"], family_of_index("9T"), family_of_index("3M2009")
    ('support_vehicle', None, None)
    """
    parts = _INDEX.match(index)
    return None if parts is None else _fitting(_families().get(parts[1], ()), parts[2])


def family_alone(letters: str) -> Row | None:
    """The family of a maker named without a number."""
    return next((row for row in _families().get(letters, ()) if row["kind_code"] == "make"), None)


def _fitting(rows: tuple[Row, ...], number: str) -> Row | None:
    """The family that lists the number, else the one that takes any."""
    listed = (row for row in rows if number in row["numbers"].split("|"))
    return next(listed, None) or next((row for row in rows if not row["numbers"]), None)


@cache
def _families() -> dict[str, tuple[Row, ...]]:
    found: dict[str, tuple[Row, ...]] = defaultdict(tuple)
    for row in seed_rows("designations"):
        found[row["form"]] += (row,)
    return dict(found)
