"""What written numbers are worth, and that the conversion factors of the units are right."""

import math

import pytest
from helpers import rows_of

from claimledger.extract.amounts import amount, digits, floor, magnitude_of
from claimledger.extract.units import glued_unit
from claimledger.text.vocabulary import seed_rows

PINT_SI = {
    "1": "dimensionless", "A": "ampere", "Bq": "becquerel", "Bq/kg": "becquerel / kilogram",
    "Bq/m3": "becquerel / meter ** 3", "By": "byte", "By/s": "byte / second", "C": "coulomb",
    "C/kg": "coulomb / kilogram", "F": "farad", "Gy": "gray", "Hz": "hertz", "J": "joule", "K": "kelvin",
    "N": "newton", "N.m": "newton * meter", "Ohm": "ohm", "Pa": "pascal", "Sv": "sievert", "Sv/s": "sievert / second",
    "V": "volt", "W": "watt", "W/kg": "watt / kilogram", "W/m2": "watt / meter ** 2", "cd": "candela",
    "cd/m2": "candela / meter ** 2", "kg": "kilogram", "kg/m": "kilogram / meter", "kg/m2": "kilogram / meter ** 2",
    "kg/m3": "kilogram / meter ** 3", "lm": "lumen", "lx": "lux", "m": "meter", "m/m3": "meter / meter ** 3",
    "m/s": "meter / second", "m/s2": "meter / second ** 2", "m2": "meter ** 2", "m3": "meter ** 3",
    "m3/m": "meter ** 3 / meter", "m3/m2": "meter ** 3 / meter ** 2", "m3/s": "meter ** 3 / second", "mol": "mole",
    "mol/m3": "mole / meter ** 3", "rad": "radian", "s": "second",
    "S": "siemens", "T": "tesla", "A/m": "ampere / meter", "A/m2": "ampere / meter ** 2", "H": "henry",
    "V/m": "volt / meter", "lm/W": "lumen / watt", "mol/s": "mole / second", "Pa.s": "pascal * second",
    "m2/s": "meter ** 2 / second", "1/m": "1 / meter", "sr": "steradian",
}  # fmt: skip


@pytest.mark.parametrize(
    "row", [row for row in seed_rows("units") if row["si_factor"]], ids=lambda row: row["unit_code"]
)
def test_a_factor_agrees_with_pint(row):
    pint = pytest.importorskip("pint")
    registry = pint.UnitRegistry(cache_folder=None)
    expected = registry.parse_expression(row["pint"]).to(PINT_SI[row["si_unit"]]).magnitude
    assert math.isclose(float(row["si_factor"]), expected, rel_tol=1e-5)


def test_a_unit_without_a_factor_has_none_in_pint():
    assert {row["unit_code"] for row in seed_rows("units") if not row["pint"]} == {
        row["unit_code"] for row in seed_rows("units") if not row["si_factor"]
    }


@pytest.mark.parametrize(
    ("surface", "value"),
    [
        ("40", 40), ("1,200", 1200), ("1,234,567", 1234567), ("12,34,567", 1234567), ("3.5", 3.5), ("1,5", 1.5),
        ("1\u00a0200", 1200), ("1\u2009200", 1200), ("1\u202f200\u202f000", 1200000), ("0.25", 0.25),
        ("five", 5), ("thirty-six", 36), ("Twenty three", 23), ("ninety", 90), ("zero", 0),
        ("three twenty-fifths", 0.12), ("one hundred thirty-fifths", 2.85714285714), ("twenty fifths", 4),
        ("thousand million", 1e9), ("two lakh crore", 2e12), ("10, 000", 10000), ("1'234'567", 1234567),
        ("1.234,5", 1234.5), ("one billion and a half million", 1000500000), ("⅜", 0.375), ("5⅛", 5.125),
        ("two hundred point five", 200.5), ("123456789012345", 123456789012345),
        ("a dozen", 12), ("two dozen", 24), ("half a million", 500000), ("one and a half thousand", 1500),
        ("three and a half", 3.5), ("two hundred and fifty", 250), ("1.5 million", 1500000), ("1 thousand", 1000),
        ("20 billion", 2e10), ("2 trillion", 2e12), ("10k", 10000), ("1.1 million", 1100000), ("1.8m", 1800000),
        ("3.2bn", 3.2e9), ("one million two hundred thousand", 1200000), ("a hundred", 100), ("a million", 1000000),
        ("five hundred and twelve", 512), ("two thousand three hundred", 2300), ("a pair", 2), ("a couple", 2),
        ("1.2.3", None), ("tanks", None), ("", None),
    ],
)  # fmt: skip
def test_amounts(surface, value):
    assert amount(surface) == value


@pytest.mark.parametrize(
    ("surface", "value"),
    [
        ("dozens", 12), ("Scores", 20), ("hundreds", 100), ("thousands", 1000), ("tens of thousands", 10000),
        ("Hundreds of thousands", 100000), ("millions", 1000000), ("a few thousand", 2000), ("several hundred", 200),
        ("dozens of thousands", 12000), ("tens of millions", 10000000), ("tanks", None),
    ],
)  # fmt: skip
def test_floors_of_indefinite_amounts(surface, value):
    assert floor(surface) == value


@pytest.mark.parametrize(
    ("text", "value"), [("1,200", 1200), ("1,2", 1.2), ("1.200", 1.2), ("12.", 12), ("1.2.3", None)]
)
def test_digits(text, value):
    assert digits(text) == value


@pytest.mark.parametrize(
    ("surface", "factor"), [("20 billion", 1e9), ("20", 1), ("2 hundred thousand", 1e5), ("5k", 1000)]
)
def test_magnitudes(surface, factor):
    assert magnitude_of(surface) == factor


@pytest.mark.parametrize(
    ("surface", "money", "value", "unit"),
    [("300km", False, 300, "km"), ("155mm", False, 155, "mm"), ("1.8m", True, 1800000, None), ("1.8m", False, 1.8, "m"),
     ("10k", False, 10000, None), ("5kg", False, 5, "kg")],
)  # fmt: skip
def test_glued_units(surface, money, value, unit):
    found = glued_unit(surface, money)
    assert found is not None
    assert (found[0], found[1] and found[1].code) == (value, unit)


def test_a_glued_word_without_a_unit_is_none():
    assert glued_unit("82nd", False) is None
    assert glued_unit("T72", False) is None


@pytest.mark.parametrize(
    ("sentence", "surface", "low", "high", "unit"),
    [
        ("Losses were put at 40 to 60 tanks.", "40 to 60", 40, 60, None),
        ("It lies 20-30 km away.", "20-30 km", 20, 30, "km"),
        ("It lies 20–30 km away.", "20–30 km", 20, 30, "km"),
        ("It lies 20 km to 30 km away.", "20 km to 30 km", 20, 30, "km"),
        ("It will take three to five weeks.", "three to five weeks", 3, 5, "wk"),
        ("It lost between 1,000 and 1,500 men.", "between 1,000 and 1,500", 1000, 1500, None),
        ("It grew from 10 to 20 percent.", "from 10 to 20 percent", 10, 20, "%"),
        ("Damage was put at $3-5 billion.", "$3-5 billion", 3e9, 5e9, "USD"),
        ("Damage was put at $3 billion to $5 billion.", "$3 billion to $5 billion", 3e9, 5e9, "USD"),
        ("Some 2 or 3 million people fled.", "2 or 3 million", 2e6, 3e6, None),
    ],
)
def test_ranges(sentence, surface, low, high, unit):
    row = next(row for row in rows_of("quantities", sentence) if row["surface"].removeprefix("Some ") == surface)
    assert (row["value"], row["value_min"], row["value_max"], row["bound_code"]) == (None, low, high, "range")
    assert row["unit_code"] == unit


@pytest.mark.parametrize(
    ("sentence", "value_si", "unit_si"),
    [
        ("They advanced 10 miles.", 16093.44, "m"),
        ("They hold 2 square km of land.", 2000000, "m2"),
        ("It lasted 2 hours.", 7200, "s"),
        ("It moves one mile per day.", 1609.344 / 86400, "m/s"),
        ("About 18% is lost.", 0.18, "1"),
    ],
)
def test_values_in_base_units(sentence, value_si, unit_si):
    (row,) = rows_of("quantities", sentence)
    assert row["unit_si"] == unit_si
    assert math.isclose(row["value_si"], value_si, rel_tol=1e-9)
