"""Units: the unit behind or inside an amount. The vocabulary is seeds/units.csv and seeds/currencies.csv."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np

from claimledger.extract.amounts import amount, digits
from claimledger.text.lexicon import load_lexicon
from claimledger.text.rows import NONE, Ints
from claimledger.text.view import View
from claimledger.text.vocabulary import Row, seed_rows

_GLUED = re.compile(r"(\d[\d.,]*)([A-Za-z\xb0]{1,5}[23\xb2\xb3]?)")


@dataclass(frozen=True)
class Unit:
    """A unit: UCUM or ISO 4217 code (null for a plain fraction), kind and dimension.

    si_factor: how many of the SI unit it is; null where no factor converts it.
    """

    code: str | None
    kind: str
    dimension: str
    si_unit: str | None
    si_factor: float | None


FRACTION = Unit(None, "share", "share", "1", 1.0)
"""A share written as a fraction (two thirds), which has no unit."""
FOOT = Unit("[ft_i]", "measure", "length", "m", 0.3048)
INCH = Unit("[in_i]", "measure", "length", "m", 0.0254)
YEAR = Unit("a", "duration", "duration", "s", 31557600.0)


class UnitNumbers:
    """Every unit met so far, each with its number: a column of units holds the numbers, -1 where there is none."""

    def __init__(self) -> None:
        """No unit yet."""
        self.values: list[Unit] = []
        self._number: dict[Unit, int] = {}

    def number(self, unit: Unit | None) -> int:
        """The number of a unit, given now if it is new; -1 for None."""
        if unit is None:
            return NONE
        known = self._number.setdefault(unit, len(self.values))
        if known == len(self.values):
            self.values.append(unit)
        return known

    def told(self, units: Ints, tell: Callable[[Unit], Any], missing: Any = NONE, dtype: Any = np.int64) -> Any:
        """tell(unit) for each number, asked once for each unit; `missing` where there is none.

        tell may give several answers, as a tuple; the table then has a column for each.
        """
        table = np.array([missing] * (len(self.values) + 1), dtype)
        for number in np.flatnonzero(np.bincount(units + 1)[1:]).tolist():
            table[number] = tell(self.values[number])
        return table[units]


UNITS = UnitNumbers()


def units_of(view: View, first: Ints, last: Ints, kinds: tuple[str, ...] = ("unit.", "symbol.", "currency.")) -> Ints:
    """The unit written by each token range, a rate where two units stand together (`mile per day`).

    kinds: the beginnings of the kinds a unit may have, the first that fits decides.
    """
    words = view.words_in(first, last)
    units = view.told(words, lambda token: UNITS.number(_unit_at(view, token, kinds)))
    words, units = words[units >= 0], units[units >= 0]
    low, high = np.searchsorted(words, first), np.searchsorted(words, last)
    found = np.full(len(first), NONE)
    single, joint = high - low == 1, high - low > 1
    found[single] = units[low[single]]
    pairs = zip(units[low[joint]].tolist(), units[high[joint] - 1].tolist(), strict=True)
    found[joint] = [rate_of(unit, per) for unit, per in pairs]
    return found


def _unit_at(view: View, token: int, kinds: tuple[str, ...]) -> Unit | None:
    for prefix in kinds:
        for sense in view.senses(token, prefix):
            return _of_row(sense.row["unit_code"], sense.stem)
    return None


@lru_cache(maxsize=100_000)
def glued_unit(surface: str, money: bool) -> tuple[float, Unit | None] | None:
    """The value and unit of one glued word: 300km, 1.8m (a million behind a currency sign, else metres), 10k."""
    match = _GLUED.fullmatch(surface)
    if not match:
        return None
    value = digits(match[1])
    if value is None:
        return None
    senses = load_lexicon().words.get(match[2], ())
    units = [sense for sense in senses if sense.kind.startswith(("symbol.", "unit.", "currency.sign"))]
    factors = [sense for sense in senses if sense.kind in ("number.suffix", "number.magnitude")]
    if factors and (money or not units):
        return float(f"{value * float(factors[0].row['value']):.12g}"), None
    if units:
        return value, _of_row(units[0].row["unit_code"], units[0].stem)
    return None


SCALES = {"currency.scaled.thousands": 1e3, "currency.scaled.millions": 1e6, "currency.scaled.billions": 1e9}
"""The kinds of codes that hold a magnitude (MUSD, kEUR), and that magnitude."""

_GLUED_MONEY = re.compile(r"([A-Z][A-Za-z]{0,2})(\d[\d.,]*)([A-Za-z]{0,3})((?: [a-z]+)*)")


@lru_cache(maxsize=100_000)
def glued_money(surface: str) -> tuple[float, Unit | None] | None:
    """The value and currency of an amount glued to its currency: EUR50m, RM79, and US113 (behind $) billion."""
    match = _GLUED_MONEY.fullmatch(surface)
    if not match:
        return None
    words = load_lexicon().words
    signs = [sense for sense in words.get(match[1], ()) if sense.kind.startswith(("currency.sign", "currency.prefix"))]
    value = amount(f"{match[2]}{match[3]}{match[4]}")
    if not signs or value is None or (match[3] and match[3] not in words):
        return None
    return value, _of_row(signs[0].row["unit_code"], "currencies")


@cache
def _of_row(code: str, stem: str) -> Unit:
    if stem == "currencies":
        return Unit(code, "money", "money", None, None)
    row = _unit_rows()[code]
    factor = float(row["si_factor"]) if row["si_factor"] else None
    return Unit(code, row["kind_code"], row["dimension_code"], row["si_unit"], factor)


@cache
def _unit_rows() -> dict[str, Row]:
    return {row["unit_code"]: row for row in seed_rows("units")}


@cache
def rate_of(unit_number: int, per_number: int) -> int:
    """The number of the unit that is one per the other: kilometres per hour, dollars per barrel."""
    unit, per = UNITS.values[unit_number], UNITS.values[per_number]
    code = f"{unit.code}/{per.code}"
    if unit.kind == "money":
        return UNITS.number(Unit(code, "rate", "money", None, None))
    if unit.si_factor is None or per.si_factor is None or not per.si_unit or not unit.si_unit:
        return UNITS.number(Unit(code, "rate", "other", None, None))
    dimension = "speed" if unit.dimension == "length" else "flow" if unit.dimension == "volume" else "other"
    return UNITS.number(Unit(code, "rate", dimension, f"{unit.si_unit}/s", unit.si_factor / per.si_factor))


@cache
def si_factor(code: str) -> float:
    """How many of the SI unit one of the unit with this code is; 1 for money and what has no fixed conversion."""
    if code in _unit_rows():
        return float(_unit_rows()[code]["si_factor"] or 1)
    unit, slash, per = code.partition("/")
    return si_factor(unit) / si_factor(per) if slash and unit and per else 1.0
