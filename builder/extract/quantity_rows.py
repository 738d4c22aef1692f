"""From a match of the quantity grammar to a row: value, interval, bound and unit.

Every function takes the match and gives a Quantity, or None when the words turn out to be no quantity of that form and
later rules may try.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from claimledger.extract.amounts import amount, floor, magnitude_of
from claimledger.extract.mentions import Quantity
from claimledger.extract.units import PER_CENT, YEAR, Unit, glued_unit, unit_of
from claimledger.text.grammar import Found
from claimledger.text.kinds import Kinds
from claimledger.text.scan import Scan

_ITEM_OF_DIMENSION = {
    "length": "distance",
    "area": "territory",
    "duration": "duration",
    "money": "money",
    "share": "share",
}
_NAME_SHAPES = frozenset({"shape.capitalised", "shape.acronym", "shape.designation", "shape.initial"})


def number(found: Found) -> Quantity | None:
    """A count, or a measure when a unit stands behind or inside the number."""
    spans = found.spans
    span, unit_span = spans["number"], spans.get("unit")
    if len(spans) == 1 and not _counts_something(found, span, "exact"):
        return None  # most bare numbers are years and dates
    words = found.text("number")
    glued = glued_unit(words, money=False)
    value, unit = glued if glued is not None else (amount(words), None)
    if unit is None and unit_span is not None:
        unit = unit_of(found.view, *unit_span)
    if value is None or _inside_address(found.scan, *span):
        return None
    bound, first = _bound(found)
    last = max(span[1], unit_span[1] if unit_span else 0, _end(found, "after"))
    if unit is not None:
        return _measure(found, first, last, _interval(value, bound), bound, unit)
    if len(spans) > 1 and not _counts_something(found, span, bound):
        return None
    return _count(found, first, last, _interval(value, bound), bound)


def between(found: Found) -> Quantity | None:
    """Two ends; a magnitude, unit or currency behind the second belongs to the first as well."""
    low_span, high_span = found.tokens("low"), found.tokens("high")
    assert low_span is not None and high_span is not None
    if _is_compound(found.scan, low_span, high_span):
        return None
    money = found.tokens("currency") is not None
    ends = [_end_value(found.text(name), money) for name in ("low", "high")]
    (low, low_unit), (high, high_unit) = ends
    if low is None or high is None or _inside_address(found.scan, low_span[0], high_span[1]):
        return None
    factor = magnitude_of(found.text("high"))
    if magnitude_of(found.text("low")) == 1 and factor > 1 and low < high:
        low = float(f"{low * factor:.12g}")
    unit = high_unit or low_unit
    for group in ("unit", "currency"):
        span = found.tokens(group)
        if span is not None:
            unit = unit_of(found.view, *span)
    last = max(high_span[1], _end(found, "unit"), _end(found, "currency"))
    interval = (None, min(low, high), max(low, high))
    if unit is not None:
        return _measure(found, found.first, last, interval, "range", unit)
    if not (_noun_follows(found.scan, last) or _plain_range(found, low_span, low, high)):
        return None
    return _count(found, found.first, last, interval, "range")


def money(found: Found) -> Quantity | None:
    """An amount with its currency, before or behind it."""
    currency, span = found.tokens("currency"), found.tokens("number")
    assert currency is not None and span is not None
    unit = unit_of(found.view, *currency)
    value, _ = _end_value(found.text("number"), money=True)
    if unit is None or value is None:
        return None
    bound, first = _bound(found)
    last = max(span[1], currency[1], _end(found, "after"))
    return _measure(found, min(first, currency[0]), last, _interval(value, bound), bound, unit)


def indefinite(found: Found) -> Quantity | None:
    """Dozens, tens of thousands, several hundred: a floor."""
    span = found.tokens("number")
    assert span is not None
    least = floor(found.text("number"))
    if least is None or (found.text("number").lower() == "scores" and not found.view.is_class(span[1], ("of",))):
        return None
    unit = None
    for group in ("unit", "currency"):
        behind = found.tokens(group)
        if behind is not None:
            unit = unit_of(found.view, *behind)
    interval = (None, least, None)
    if unit is None:
        return _count(found, *span, interval, "indefinite")
    return _measure(found, span[0], max(_end(found, "unit"), _end(found, "currency")), interval, "indefinite", unit)


def fraction(found: Found) -> Quantity | None:
    """A share in words, as per cent."""
    span = found.tokens("number")
    assert span is not None
    value = amount(found.text("number"))
    if value is None or not 0 < value < 1:
        return None
    bound, first = _bound(found)
    return _measure(found, first, span[1], _interval(float(f"{100 * value:.4g}"), bound), bound, PER_CENT)


def pair(found: Found) -> Quantity | None:
    """A pair of, a couple of, both: when something counted follows."""
    span = found.tokens("number")
    assert span is not None
    behind = span[1] + (1 if found.view.is_class(span[1], ("of",)) else 0)
    if not _noun_follows(found.scan, behind):
        return None
    bound = "approximate" if found.view.senses(span[1] - 1, "number.couple") else "exact"
    return _count(found, *span, _interval(2.0, bound), bound)


def age(found: Found) -> Quantity | None:
    """`aged 37`: years."""
    span = found.tokens("number")
    assert span is not None
    value = amount(found.text("number"))
    return None if value is None else _measure(found, *span, _interval(value, "exact"), "exact", YEAR)


Interval = tuple[float | None, float | None, float | None]


def _interval(value: float, bound: str) -> Interval:
    """(value, value_min, value_max) of a stated number under a bound."""
    low = value if bound in ("exact", "at_least", "more_than") else None
    high = value if bound in ("exact", "at_most", "less_than") else None
    return value, low, high


def _count(found: Found, first: int, last: int, interval: Interval, bound: str) -> Quantity:
    value, low, high = interval
    scan = found.scan
    return Quantity(
        scan.starts[first], scan.ends[last - 1], first, last, found.rule_id, value, low, high, bound, "count"
    )


def _measure(found: Found, first: int, last: int, interval: Interval, bound: str, unit: Unit) -> Quantity:
    row = _count(found, first, last, interval, bound)
    row.kind, row.unit, row.dimension = unit.kind, unit.code, unit.dimension
    stated = next((value for value in interval if value is not None), None)
    if unit.si_factor is not None and stated is not None:
        row.value_si, row.unit_si = float(f"{stated * unit.si_factor:.12g}"), unit.si_unit
    row.item = _ITEM_OF_DIMENSION.get(unit.dimension, "other")
    return row


def _end_value(surface: str, money: bool) -> tuple[float | None, Unit | None]:
    glued = glued_unit(surface, money=money)
    return glued if glued is not None else (amount(surface), None)


def _end(found: Found, group: str) -> int:
    span = found.tokens(group)
    return span[1] if span is not None else 0


def _bound(found: Found) -> tuple[str, int]:
    """The bound of a number, and the token with which its wording begins."""
    span = found.tokens("number")
    assert span is not None
    code, first = "exact", span[0]
    for group in ("before", "after"):
        words = found.tokens(group)
        if words is None:
            continue
        position = words[0]
        while position < words[1]:
            senses = found.view.senses(position, "bound.")
            if senses and senses[0].row["bound_code"] != "exact" and code == "exact":
                code, first = senses[0].row["bound_code"], min(first, position)
            position = found.view.end_of(position)
    return code, first


def _inside_address(scan: Scan, first: int, last: int) -> bool:
    """Digits in a link, a file name or a handle."""
    text = scan.batch.text
    before, behind = scan.starts[first] - 1, scan.ends[last - 1]
    return (before >= 0 and text[before] in "/_=#@&\\") or (behind < len(text) and text[behind] in "/_=@\\")


def _is_compound(scan: Scan, low: tuple[int, int], high: tuple[int, int]) -> bool:
    """Twenty-three is one number."""
    return "number.tens" in scan.kinds_at[low[1] - 1] and "number.unit" in scan.kinds_at[high[0]]


def _plain_range(found: Found, low_span: tuple[int, int], low: float, high: float) -> bool:
    """A range without a noun behind it: no span of years, no match result, no date."""
    if found.view.grammar.codes["year"] in found.original[low_span[0] : low_span[1]] and low_span[1] - low_span[0] == 1:
        return False
    return low < high and (high >= 100 or "mark.hyphen" not in found.scan.kinds_at[low_span[1]])


def _counts_something(found: Found, span: tuple[int, int], bound: str) -> bool:
    """Whether a bare number counts: it is no year, no lone `one`, no number in a name, no item of a list."""
    scan, (first, last) = found.scan, span
    before, behind = scan.kinds_at[first - 1], scan.kinds_at[last]
    if "shape.glued" in scan.kinds_at[first]:
        return True
    counted = _noun_follows(scan, last)
    alone = last - first == 1
    if (
        alone
        and "shape.year" in scan.kinds_at[first]
        and not counted
        and bound not in ("at_least", "at_most", "less_than")
    ):
        return False
    if "mark.hyphen" in behind:
        return _noun_follows(scan, last + 1)
    if "mark.hyphen" in before:
        return False
    if alone and scan.word(first).lower() in ("one", "zero"):
        return counted
    if "boundary" in before and behind & {"mark..", "mark.)"}:
        return False
    named = bool(before & _NAME_SHAPES) and not any(kind.startswith(("function.", "cue.")) for kind in before)
    return not (named and alone and bound == "exact" and not counted and "boundary" not in scan.kinds_at[first - 2])


_LEADS_TO_NOUN = frozenset({"shape.lower", "shape.capitalised", "shape.acronym", "mark.hyphen"})
_IS_NOUN, _MAY_LEAD, _ENDS = "noun", "lead", "end"


@cache
def _place_in_phrase(kinds: Kinds) -> str:
    """What a word does behind a number: it is a counted thing, may stand before one, or ends the phrase."""
    if any(kind.startswith(("item", "weapon.", "force.", "country.people")) for kind in kinds):
        return _IS_NOUN
    if any(kind.startswith("function.") for kind in kinds) or not kinds & _LEADS_TO_NOUN:
        return _ENDS
    return _MAY_LEAD


def _noun_follows(scan: Scan, token: int) -> bool:
    """Whether a counted thing stands among the next four words: a known noun, or a first word in the plural."""
    kinds = scan.kinds_at
    for position in range(token, token + 4):
        place = _place_in_phrase(kinds[position])
        if place is not _MAY_LEAD:
            return place is _IS_NOUN
        if position == token and "shape.lower" in kinds[position] and scan.word(position).endswith("s"):
            return True
    return False


def nothing(found: Found) -> Any:
    """What a number is not: the words are closed to later rules and no row is made."""
    return None
