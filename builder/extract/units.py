"""Units: the unit behind or inside an amount. The vocabulary is seeds/units.csv and seeds/currencies.csv."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from claimledger.extract.amounts import digits
from claimledger.text.grammar import View
from claimledger.text.lexicon import load_lexicon
from claimledger.text.vocabulary import Row, seed_rows

_GLUED = re.compile(r"(\d[\d.,]*)([A-Za-z\xb0]{1,5}[23]?)")


@dataclass(frozen=True)
class Unit:
    """A unit: UCUM or ISO 4217 code, kind, dimension, and the factor to its SI unit (null: no linear conversion)."""

    code: str
    kind: str
    dimension: str
    si_unit: str | None
    si_factor: float | None


PER_CENT = Unit("%", "share", "share", "1", 0.01)
YEAR = Unit("a", "duration", "duration", "s", 31557600.0)


def unit_of(view: View, first: int, last: int) -> Unit | None:
    """The unit written by the tokens, a rate when two stand together (`mile per day`)."""
    found: list[Unit] = []
    position = first
    while position < last:
        for prefix in ("unit.", "symbol.", "currency."):
            senses = view.senses(position, prefix)
            if senses:
                found.append(_of_row(senses[0].row["unit_code"], senses[0].stem))
                break
        position = view.end_of(position)
    if not found:
        return None
    return found[0] if len(found) == 1 else _rate(found[0], found[-1])


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
    units = [sense for sense in senses if sense.kind.startswith(("symbol.", "unit."))]
    factors = [sense for sense in senses if sense.kind in ("number.suffix", "number.magnitude")]
    if factors and (money or not units):
        return float(f"{value * float(factors[0].row['value']):.12g}"), None
    if units:
        return value, _of_row(units[0].row["unit_code"], "units")
    return None


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


def _rate(unit: Unit, per: Unit) -> Unit:
    if unit.si_factor is None or per.si_factor is None or not per.si_unit or not unit.si_unit:
        return Unit(f"{unit.code}/{per.code}", "rate", "other", None, None)
    dimension = "speed" if unit.dimension == "length" else "flow" if unit.dimension == "volume" else "other"
    return Unit(f"{unit.code}/{per.code}", "rate", dimension, f"{unit.si_unit}/s", unit.si_factor / per.si_factor)
