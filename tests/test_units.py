"""What written numbers are worth, and that the conversion factors of the units are right."""

import math

import pytest
from helpers import rows_of

from claimledger.extract.amounts import amount, digits, floor, magnitude_of
from claimledger.extract.units import glued_unit
from claimledger.text.vocabulary import seed_rows

PINT_NAMES = {
    "%": "percent", "'": "arcminute", "''": "arcsecond", "/min": "1 / minute", "10*-4": "1e-4",
    "10*3.[psi]": "1000 * pound_force_per_square_inch", "10*5.[Btu_IT]": "1e5 * Btu_it",
    "10*6.[Btu_IT]": "1e6 * Btu_it", "10.a": "10 * julian_year", "100.a": "100 * julian_year",
    "100.kg": "100 * kilogram", "1000.a": "1000 * julian_year", "1000.m2": "1000 * meter ** 2", "2.wk": "fortnight",
    "75.kgf.m/s": "metric_horsepower", "A": "ampere", "A.h": "ampere_hour", "AU": "astronomical_unit",
    "Ao": "angstrom", "Bq": "becquerel", "Bq/L": "becquerel / liter", "Bq/kg": "becquerel / kilogram", "By": "byte",
    "C": "coulomb", "Ci": "curie", "EBy": "exabyte", "F": "farad", "GBq": "gigabecquerel", "GBy": "gigabyte",
    "GBy/s": "gigabyte / second", "GHz": "gigahertz", "GJ": "gigajoule", "GL": "gigaliter", "GPa": "gigapascal",
    "GW": "gigawatt", "GW.h": "gigawatt_hour", "Gbit": "gigabit", "Gbit/s": "gigabit / second",
    "GeV": "gigaelectron_volt", "GiBy": "gibibyte", "Gt": "gigametric_ton", "Gy": "gray", "Hz": "hertz", "J": "joule",
    "K": "kelvin", "KiBy": "kibibyte", "L": "liter", "L/(100.km)": "liter / (100 * kilometer)",
    "L/min": "liter / minute", "L/s": "liter / second", "MBq": "megabecquerel", "MBy": "megabyte",
    "MBy/s": "megabyte / second", "MHz": "megahertz", "MJ": "megajoule", "ML": "megaliter", "MN": "meganewton",
    "MOhm": "megaohm", "MPa": "megapascal", "MV": "megavolt", "MV.A": "megavolt_ampere", "MW": "megawatt",
    "MW.h": "megawatt_hour", "Mbit": "megabit", "Mbit/s": "megabit / second", "MeV": "megaelectron_volt",
    "MiBy": "mebibyte", "Mt": "megametric_ton", "Mt{TNT}": "4.184e15 * joule", "N": "newton", "N.m": "newton * meter",
    "Ohm": "ohm", "PBy": "petabyte", "Pa": "pascal", "R": "roentgen", "Sv": "sievert", "TBq": "terabecquerel",
    "TBy": "terabyte", "TBy/s": "terabyte / second", "THz": "terahertz", "TJ": "terajoule", "TW": "terawatt",
    "TW.h": "terawatt_hour", "Tbit": "terabit", "Tbit/s": "terabit / second", "TeV": "teraelectron_volt",
    "TiBy": "tebibyte", "V": "volt", "W": "watt", "W.h": "watt_hour", "W/kg": "watt / kilogram",
    "W/m2": "watt / meter ** 2", "ZBy": "zettabyte", "[Btu_IT]": "Btu_it", "[Btu_IT]/h": "Btu_it / hour",
    "[HP]": "horsepower", "[acr_us]": "43560 * survey_foot ** 2",
    "[acr_us].[ft_i]": "43560 * survey_foot ** 2 * foot", "[bbl_us]": "oil_barrel", "[bbl_us]/d": "oil_barrel / day",
    "[bu_us]": "bushel", "[bu_us]/[acr_us]": "bushel / acre", "[car_m]": "carat", "[cft_i]": "foot ** 3",
    "[cft_i]/d": "foot ** 3 / day", "[cft_i]/s": "foot ** 3 / second", "[cin_i]": "inch ** 3", "[cup_us]": "cup",
    "[cyd_i]": "yard ** 3", "[foz_us]": "fluid_ounce", "[ft_i]": "foot", "[ft_i].[lbf_av]": "foot_pound",
    "[ft_i]/min": "foot / minute", "[ft_i]/s": "foot / second", "[fth_i]": "fathom", "[fur_us]": "furlong",
    "[gal_br]": "imperial_gallon", "[gal_us]": "gallon", "[gal_us]/d": "gallon / day",
    "[gal_us]/min": "gallon / minute", "[in_i'Hg]": "inch_Hg", "[in_i]": "inch", "[kn_i]": "knot", "[lb_av]": "pound",
    "[lbf_av]": "pound_force", "[lcwt_av]": "long_hundredweight", "[lton_av]": "long_ton", "[ly]": "light_year",
    "[mi_i]": "mile", "[mi_i]/[gal_us]": "mile / gallon", "[mi_i]/h": "mile / hour", "[mi_i]/s": "mile / second",
    "[mi_i]3": "mile ** 3", "[nmi_i]": "nautical_mile", "[oz_av]": "ounce", "[oz_tr]": "troy_ounce", "[ppb]": "1e-9",
    "[ppm]": "ppm", "[ppth]": "permille", "[pptr]": "1e-12", "[psi]": "pound_force_per_square_inch",
    "[pt_br]": "imperial_pint", "[pt_us]": "pint", "[qt_us]": "quart", "[scwt_av]": "hundredweight",
    "[sft_i]": "foot ** 2", "[sin_i]": "inch ** 2", "[smi_us]": "mile ** 2", "[ston_av]": "short_ton",
    "[stone_av]": "stone", "[syd_i]": "yard ** 2", "[tbs_us]": "tablespoon", "[tsp_us]": "teaspoon", "[yd_i]": "yard",
    "a": "julian_year", "atm": "standard_atmosphere", "bar": "bar", "bit": "bit", "bit/s": "bit / second",
    "cL": "centiliter", "cal": "calorie", "cd": "candela", "cd/m2": "nit", "cm": "centimeter",
    "cm2": "centimeter ** 2", "cm3": "cubic_centimeter", "d": "day", "dL": "deciliter", "deg": "degree",
    "dm": "decimeter", "dm3": "decimeter ** 3", "eV": "electron_volt", "g": "gram", "g/L": "gram / liter",
    "g/cm3": "gram / centimeter ** 3", "g/km": "gram / kilometer", "h": "hour", "hL": "hectoliter",
    "hPa": "hectopascal", "har": "hectare", "kA": "kiloampere", "kBq": "kilobecquerel", "kBy": "kilobyte",
    "kBy/s": "kilobyte / second", "kHz": "kilohertz", "kJ": "kilojoule", "kL": "kiloliter", "kN": "kilonewton",
    "kN.m": "kilonewton * meter", "kOhm": "kiloohm", "kPa": "kilopascal", "kV": "kilovolt", "kV.A": "kilovolt_ampere",
    "kW": "kilowatt", "kW.h": "kilowatt_hour", "kbit": "kilobit", "kbit/s": "kilobit / second", "kcal": "kilocalorie",
    "keV": "kiloelectron_volt", "kg": "kilogram", "kg/m3": "kilogram / meter ** 3", "kgf": "kilogram_force",
    "km": "kilometer", "km/L": "kilometer / liter", "km/h": "kilometer / hour", "km/s": "kilometer / second",
    "km2": "kilometer ** 2", "km3": "kilometer ** 3", "kt": "kilometric_ton", "kt{TNT}": "4.184e12 * joule",
    "lm": "lumen", "lx": "lux", "m": "meter", "m/min": "meter / minute", "m/s": "meter / second",
    "m/s2": "meter / second ** 2", "m2": "meter ** 2", "m3": "meter ** 3", "m3/d": "meter ** 3 / day",
    "m3/h": "meter ** 3 / hour", "m3/s": "meter ** 3 / second", "mA": "milliampere", "mA.h": "milliampere_hour",
    "mGy": "milligray", "mJ": "millijoule", "mL": "milliliter", "mSv": "millisievert", "mSv/h": "millisievert / hour",
    "mV": "millivolt", "mW": "milliwatt", "mbar": "millibar", "mg": "milligram", "mg/L": "milligram / liter",
    "mg/dL": "milligram / deciliter", "mg/kg": "milligram / kilogram", "mg/m3": "milligram / meter ** 3",
    "min": "minute", "mm": "millimeter", "mm2": "millimeter ** 2", "mm3": "millimeter ** 3",
    "mm[Hg]": "millimeter_Hg", "mmol": "millimole", "mmol/L": "millimole / liter", "mo": "julian_year / 12",
    "mrad": "milliradian", "ms": "millisecond", "ng": "nanogram", "nm": "nanometer", "ns": "nanosecond",
    "pF": "picofarad", "pc": "parsec", "pm": "picometer", "ps": "picosecond", "rad": "radian", "s": "second",
    "t": "metric_ton", "t/har": "metric_ton / hectare", "t{dwt}": "metric_ton", "uA": "microampere",
    "uF": "microfarad", "uL": "microliter", "uSv": "microsievert", "uSv/h": "microsievert / hour", "ug": "microgram",
    "ug/L": "microgram / liter", "ug/m3": "microgram / meter ** 3", "um": "micrometer", "us": "microsecond",
    "wk": "week", "{beats}/min": "1 / minute", "{frames}/s": "1 / second", "{rounds}/min": "1 / minute",
}  # fmt: skip
"""UCUM code -> the unit as Pint calls it. Data and power of ten agree with UCUM: a kilobyte has 1000 bytes."""

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
}  # fmt: skip
BY_HAND = {
    "10*6.{pixel}",
    "Cel",
    "[degF]",
    "dB",
    "{Mach}",
    "{TEU}",
    "{calibre}",
    "{gross_ton}",
    "{person}",
    "{piece}",
    "{share}",
}
"""Without a factor: offset and logarithmic scales, Mach numbers, and what is only counted."""


def test_every_unit_is_compared():
    assert {row["unit_code"] for row in seed_rows("units")} == set(PINT_NAMES) | BY_HAND
    assert {row["unit_code"] for row in seed_rows("units") if not row["si_factor"]} == BY_HAND


@pytest.mark.parametrize(
    "row", [row for row in seed_rows("units") if row["si_factor"]], ids=lambda row: row["unit_code"]
)
def test_a_factor_agrees_with_pint(row):
    pint = pytest.importorskip("pint")
    registry = pint.UnitRegistry(cache_folder=None)
    expected = registry.parse_expression(PINT_NAMES[row["unit_code"]]).to(PINT_SI[row["si_unit"]]).magnitude
    assert math.isclose(float(row["si_factor"]), expected, rel_tol=1e-5)


@pytest.mark.parametrize(
    ("surface", "value"),
    [
        ("40", 40), ("1,200", 1200), ("1,234,567", 1234567), ("12,34,567", 1234567), ("3.5", 3.5), ("1,5", 1.5),
        ("1\u00a0200", 1200), ("1\u2009200", 1200), ("1\u202f200\u202f000", 1200000), ("0.25", 0.25),
        ("five", 5), ("thirty-six", 36), ("Twenty three", 23), ("ninety", 90), ("zero", 0),
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
