"""Quantities: every number or indefinite amount of something, with its bounds and unit.

First what a number is not (date, clock time, number in a name) is closed to the later rules; then ranges, money,
indefinite amounts, measures, shares and plain counts are read. How a match becomes a row stands in quantity_rows.py;
what is counted, what happened to it and whose it is in counted.py.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from claimledger.extract import measure_rows, money_rules, no_quantities, power_rows, range_rows, share_rows
from claimledger.extract import quantity_rows as rows
from claimledger.extract.joined_numbers import lay_joined_numbers
from claimledger.extract.mentions import Quantities
from claimledger.extract.neighbours import share_with_neighbours
from claimledger.extract.number_grammar import CLASSES, MACROS
from claimledger.text.grammar import Grammar, Rule
from claimledger.text.runs import RunFinder
from claimledger.text.scan import Scan
from claimledger.text.view import View

RULES = (
    *no_quantities.RULES,
    Rule(
        "age_range",
        "aged 18 to 34",
        "{aged} {low} {joint} {high}",
        (("Men aged 18 to 60 may not leave.", "18 to 60"),),
        ("The aged bridge fell.",),
        build_all=range_rows.age_range,
    ),
    Rule(
        "division",
        "A fraction in figures: 1/2 pound, 10 1/2 miles",
        "{before}? {sign}? (?P<number>({figure} {hyphen}?)? {division} {magnitude}?)"
        " ({measure_unit} {rate}?)? {after}?",
        (("They drove 10 1/2 miles.", "10 1/2 miles"), ("It used 1/2 pound of powder.", "1/2 pound")),
        ("They guard it 24/7.", "It changed after 9/11."),
        build_all=share_rows.division,
    ),
    Rule(
        "power",
        "A figure with an exponent: 1.3e6, 6.2 x 10^-4",
        "{before}? {sign}? (?P<number>{power}) {measure_unit}? {rate}? {after}?",
        (("The star is 2.4 x 10^6 km away.", "2.4 x 10^6 km"), ("It counted 1.5e9 cells.", "1.5e9")),
        ("The 4x10 relay began.", "They sat in seat 12E."),
        build_all=power_rows.power,
    ),
    Rule(
        "range_limits",
        "more than A but fewer than B",
        "(?P<floor>{limit}+) (?P<low>{amount}) {measure_unit}? ({comma} | {comma}? {and|but})"
        " (?P<ceiling>{limit}+) (?P<high>{amount})",
        (("They have more than 10 but fewer than 20 tanks.", "more than 10 but fewer than 20"),),
        ("More than 10 and about 20 came.",),
        build_all=range_rows.range_limits,
    ),
    Rule(
        "range_between",
        "between A and B",
        "{between} {currency}? {low_signed} (?P<low_rate>{per_unit})? {and} {high_signed} {measure_unit}? {rate}?",
        (("Losses were put at between 40 and 60 tanks.", "between 40 and 60"),),
        ("The road between Kursk and Rylsk was cut.",),
        build_all=range_rows.between,
    ),
    Rule(
        "range_from",
        "from A to B",
        "{from} {currency}? {low_signed} (?P<low_rate>{per_unit})? {to|up_to} {high_signed} {measure_unit}? {rate}?",
        (("It grew from 10 to 20 percent.", "from 10 to 20 percent"),),
        ("The road from Kursk to Rylsk was cut.",),
        build_all=range_rows.between,
    ),
    Rule(
        "range_money",
        "$3-5 billion",
        "{before}? {currency} {low} {joint} {high} {rate}?",
        (("Damage was put at $3-5 billion.", "$3-5 billion"),),
        ("It cost $3 to enter.",),
        build_all=range_rows.between,
    ),
    Rule(
        "range",
        "A to B, A-B",
        "{before}? {low} {joint} {high} ({measure_unit} | {currency_behind})? {rate}?",
        (
            ("Some 10 to 20 billion rubles went.", "Some 10 to 20 billion rubles"),
            ("It lies 20-30 km away.", "20-30 km"),
        ),
        ("The team won 3-1 on Monday.", "He served in 2012-13."),
        build_all=range_rows.between,
    ),
    *money_rules.RULES,
    Rule(
        "indefinite",
        "dozens, tens of thousands, several hundred",
        "(?P<number>{many}) ({of}? ({measure_unit} | {currency_behind}))?",
        (("Dozens of tanks burned.", "Dozens"), ("Tens of thousands fled.", "Tens of thousands")),
        ("He scores often.", "Few people know."),
        build_all=rows.indefinite,
    ),
    Rule(
        "age",
        "aged 37",
        "{aged} {before}? {number} {after}?",
        (("A man aged 37 died.", "37"),),
        ("The aged bridge fell.",),
        build_all=rows.age,
    ),
    Rule(
        "part_of_unit",
        "half an hour, a quarter of a mile",
        "{before}? (?P<number>{article}? {fraction}) {of}? {article} (?P<unit>{unit|duration})",
        (("It burned for half an hour.", "half an hour"),),
        ("Half the town burned in an hour.",),
        build_all=measure_rows.measure,
    ),
    Rule(
        "feet_and_inches",
        "Feet and inches by their marks",
        "{before}? (?P<number>{figure}) {prime} (?P<rest>{figure}) ({prime|symbol})?",
        (("The recruit was 6'2\" tall.", "6'2\""),),
        ("They said '6' and '2'.",),
        build_all=measure_rows.feet_and_inches,
    ),
    Rule(
        "measures_joined",
        "5 feet 2 inches, two hours and 30 minutes",
        "{before}? {number} {measure_unit} {and}? (?P<rest>{figure} | {word_number})"
        " (?P<rest_unit>{unit|duration|symbol|in})",
        (("It took two hours and 30 minutes.", "two hours and 30 minutes"),),
        ("It took two hours.",),
        build_all=measure_rows.measures_joined,
    ),
    Rule(
        "measure",
        "A number with a unit",
        "{before}? {sign}? {number} {measure_unit} {rate}? {after}?",
        (
            ("They hold over 1 thousand square km of land.", "over 1 thousand square km"),
            ("They advanced almost 30 miles.", "almost 30 miles"),
            ("It moves one mile per day.", "one mile per day"),
            ("The 620-mile front line held.", "620-mile"),
            ("About 18% is lost.", "About 18%"),
        ),
        ("I'm here.", "In second place came Oleg."),
        build_all=measure_rows.measure,
    ),
    Rule(
        "measure_set_apart",
        "A number whose unit stands in brackets, or between hyphens with blanks around",
        "{before}? {sign}? {number}"
        " ({opening} (?P<unit>{unit_words}) (?P<closing>{closing}) | {dash} (?P<unit_apart>{unit|duration}) {dash})",
        (("A load of 20 (kg) was lifted.", "20 (kg)"), ("A 28 - year - old man was freed.", "28 - year")),
        ("They lost 20 (see below).", "They lost 28 - a year later 30."),
        build_all=measure_rows.measure,
    ),
    Rule(
        "mixed_number",
        "A whole number and a share in words: twenty and three fifths",
        "{before}? {sign}? (?P<number>{spoken} {and} {spoken} {hyphen|dash}? {fraction|fractions})",
        (("Twenty and three fifths.", "Twenty and three fifths"),),
        ("They lost twenty and three fifths of the rest.",),
        build_all=share_rows.mixed_number,
    ),
    Rule(
        "spoken_division",
        "A division in words: one over three",
        "{sign}? (?P<number>{amount} {over} {amount})",
        (("The ratio is one over three.", "one over three"),),
        ("He earned one over three years.",),
        build_all=share_rows.spoken_division,
    ),
    Rule(
        "fraction",
        "A share in words: two thirds, a quarter of, half the",
        "{before}? {sign}? (?P<number>{numerator} {hyphen|dash}? ({tens} {hyphen}?)? {fractions}"
        " | {small} {hyphen|dash}? {fraction} | {article|small} {tens} {hyphen}? {fraction}"
        " | ({numerator} | {article}) {tens} {hyphen}? {fraction_end} | {article}? {fraction})",
        (("Two thirds of the town burned.", "Two thirds"), ("They lost half the tanks.", "half")),
        ("A third man came.", "The second half of the match was dull."),
        build_all=share_rows.fraction,
    ),
    Rule(
        "one_in",
        "A share in words: one in five, two out of three",
        "{before}? (?P<number>({digits|triple} | {word_number}) ({in} | {out} {of})"
        " ({digits|triple} | {spoken})) {after}?",
        (("One in five homes burned.", "One in five"), ("Two out of three wells are dry.", "Two out of three")),
        ("They killed eight in two villages.",),
        build_all=share_rows.share_of_number,
    ),
    Rule(
        "pair",
        "a pair of, a couple of, both",
        "(?P<number>{article}? {pair} | {both})",
        (("A pair of tanks burned.", "A pair"),),
        ("A couple married.", "Both agreed."),
        build_all=rows.pair,
    ),
    Rule(
        "count",
        "A plain number of things",
        "{before}? {sign}? {number} {rate}? {after}?",
        (
            ("It took at least 74 settlements.", "at least 74"),
            ("As many as 10,000 troops crossed.", "As many as 10,000"),
            ("There were 1,000 or more dead.", "1,000 or more"),
            ("Ranges of 155mm shells and 12 tanks grew.", "12"),
            ("One of the hostages escaped.", "One"),
        ),
        (
            "It happened in 2023.",
            "See http://example.org/12345 for more.",
            "1. Introduction",
            "No one came.",
            "The 787 Dreamliner landed.",
        ),
        build_all=rows.count,
    ),
)

GRAMMAR = Grammar(
    "quantities",
    CLASSES,
    MACROS,
    RULES,
    needs="digits|scientific|scientific_open|times_ten|triple|year|glued|glued_money|dotted|ordinal|small|tens|magnitude|dozen|plural|several|pair|both|fraction"
    "|fractions|vulgar",
    leads="word",
)


def find_quantities(scan: Scan) -> Quantities:
    """All quantities of a scan, in order of the text; nouns, items, events and owners still open (see counted.py).

    Strings of digits too long for any number (a key, a row of sevens) are none.
    """
    view = View(GRAMMAR, scan)
    lay_joined_numbers(view)
    found = _finder().find_rows(view, Quantities)
    is_number = ~(np.isinf(found.value) | np.isinf(found.value_min) | np.isinf(found.value_max))
    return share_with_neighbours(scan, found if is_number.all() else found.take(is_number))


@cache
def _finder() -> RunFinder:
    return RunFinder(GRAMMAR)
