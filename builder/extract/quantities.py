"""Quantities: every number or indefinite amount of something, with its bounds and unit.

First what a number is not (date, clock time, number in a name) is closed to the later rules; then ranges, money,
indefinite amounts, measures, shares and plain counts are read. How a match becomes a row stands in quantity_rows.py;
what is counted, what happened to it and whose it is in counted.py.
"""

from __future__ import annotations

from claimledger.extract import quantity_rows as rows
from claimledger.extract.mentions import Quantities
from claimledger.text.grammar import Grammar, Rule, View, find_rows
from claimledger.text.scan import Scan

CLASSES = {
    "month": "function.month",
    "numbered": "numbered.before",
    "clock": "numbered.after",
    "year": "shape.year",
    "digits": "shape.number",
    "dotted": "shape.dotted",
    "ordinal": "shape.ordinal",
    "glued": "shape.glued",
    "article": "number.article",
    "small": "number.unit",
    "tens": "number.tens",
    "magnitude": "number.magnitude",
    "dozen": "number.dozen",
    "plural": "number.plural",
    "pair": "number.pair number.couple",
    "several": "number.several",
    "both": "number.both",
    "bound_both": "bound.both",
    "bound_before": "bound.before",
    "bound_after": "bound.after",
    "currency_sign": "currency.sign",
    "currency_word": "currency.word",
    "unit": "unit.measure unit.share symbol.share",
    "duration": "unit.duration",
    "symbol": "symbol.measure symbol.duration",
    "fraction": "number.fraction",
    "hyphen": "mark.hyphen",
    "dash": "mark.dash",
    "slash": "mark./",
    "colon": "mark.:",
    "comma": "mark.,",
    "stop": "mark..",
    "to": "word.to",
    "and": "word.and",
    "or": "word.or",
    "between": "word.between",
    "from": "word.from",
    "of": "word.of",
    "per": "word.per",
    "the": "word.the",
    "aged": "number.age",
    "word": "shape.lower shape.capitalised shape.acronym shape.initial shape.designation",
}

MACROS = {
    "figure": "{digits|year}",
    "word_number": "{small|tens} ({hyphen}? {small})?",
    "simple": "({figure} | {glued} | {word_number})",
    "and_a_half": "{and} {article} {fraction}",
    "scaled": "{simple} {and_a_half}? ({hyphen}? {magnitude|dozen})*",
    "amount": "({simple} {magnitude}+ ({and}? {word_number} {magnitude}*)+ | {scaled}"
    " | {article} {magnitude|dozen} {magnitude}* | {fraction} {article} {magnitude|dozen})",
    "many": "({plural} ({of} {plural})* | {article}? {several} {magnitude|dozen} {magnitude}* | {several} {plural})",
    "before": "(?P<before>{bound_both|bound_before}+)",
    "after": "(?P<after>({hyphen|dash}? {bound_after}) | {bound_both})",
    "rate": "({per|article|slash} {duration})",
    "measure_unit": "(?P<unit>{hyphen}? {unit|duration|symbol} {rate}?)",
    "joint": "({to|hyphen|dash|or})",
    "currency": "(?P<currency>{currency_sign})",
    "currency_behind": "(?P<currency>{hyphen}? {currency_word})",
    "low": "(?P<low>{amount}) ({hyphen}? {unit|duration|symbol})?",
    "high": "{currency_sign}? (?P<high>{amount})",
    "number": "(?P<number>{amount})",
}

RULES = (
    Rule(
        "date",
        "A day, month or year of the calendar is no quantity",
        "{month} {stop}? {digits|ordinal|small} ({joint} {digits|ordinal})? ({comma}? {year})?"
        "| {the}? {digits|ordinal} {of}? {month} ({comma}? {year})? | {month} {stop}? {comma}? {year}",
        (("They crossed on August 6 with 40 tanks.", "40"),),
        ("It fell on 14 August 2024.", "Since Aug. 6, 2024 it holds.", "The fair ran on 3-5 May."),
        rows.nothing,
    ),
    Rule(
        "clock",
        "A clock time is no quantity",
        "{figure} {colon} {figure} ({colon} {digits})? {clock}? | {figure} {clock} | {small} {clock}",
        (("At 5 p.m. 30 drones came.", "30"),),
        ("Shelling began at 10:45 GMT.", "They met at 6am."),
        rows.nothing,
    ),
    Rule(
        "number_in_name",
        "A number that belongs to a name is no quantity",
        "{numbered} {hyphen}? {figure} (({joint} | {comma|and}) {figure})* "
        "| {word|symbol} {hyphen} {digits|year|glued|dotted}"
        "| {figure} {hyphen} {figure} ({hyphen} {figure})+ | {figure} {slash} {figure} {slash} {figure}",
        (("Resolution 2118 was backed by 15 states.", "15"),),
        ("Pilots flew Su-34 jets.", "They cited Article 5 of the treaty.", "Call 555-010-9999 now."),
        rows.nothing,
    ),
    Rule(
        "range_between",
        "between A and B",
        "{between} {currency}? {low} {and} {high} {measure_unit}?",
        (("Losses were put at between 40 and 60 tanks.", "between 40 and 60"),),
        ("The road between Kursk and Rylsk was cut.",),
        build_all=rows.between,
    ),
    Rule(
        "range_from",
        "from A to B",
        "{from} {currency}? {low} {to} {high} {measure_unit}?",
        (("It grew from 10 to 20 percent.", "from 10 to 20 percent"),),
        ("The road from Kursk to Rylsk was cut.",),
        build_all=rows.between,
    ),
    Rule(
        "range_money",
        "$3-5 billion",
        "{before}? {currency} {low} {joint} {high}",
        (("Damage was put at $3-5 billion.", "$3-5 billion"),),
        ("It cost $3 to enter.",),
        build_all=rows.between,
    ),
    Rule(
        "range",
        "A to B, A-B",
        "{before}? {low} {joint} {high} ({measure_unit} | {currency_behind})?",
        (
            ("Some 10 to 20 billion rubles went.", "Some 10 to 20 billion rubles"),
            ("It lies 20-30 km away.", "20-30 km"),
        ),
        ("The team won 3-1 on Monday.", "He served in 2012-13."),
        build_all=rows.between,
    ),
    Rule(
        "money",
        "An amount of money",
        "{before}? {currency} {number} {after}?",
        (("It gave $1.8m in aid.", "$1.8m"), ("More than €5 billion was sent.", "More than €5 billion")),
        ("He paid in dollars.",),
        build_all=rows.money,
    ),
    Rule(
        "money_behind",
        "An amount of money, the currency behind it",
        "{before}? {number} {currency_behind} {after}?",
        (("He paid 300 dollars.", "300 dollars"),),
        ("The dollar fell.",),
        build_all=rows.money,
    ),
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
        "{aged} {number}",
        (("A man aged 37 died.", "37"),),
        ("The aged bridge fell.",),
        build_all=rows.age,
    ),
    Rule(
        "measure",
        "A number with a unit",
        "{before}? {number} {measure_unit} {after}?",
        (
            ("They hold over 1 thousand square km of land.", "over 1 thousand square km"),
            ("They advanced almost 30 miles.", "almost 30 miles"),
            ("It moves one mile per day.", "one mile per day"),
            ("The 620-mile front line held.", "620-mile"),
            ("About 18% is lost.", "About 18%"),
        ),
        ("I'm here.", "In second place came Oleg."),
        build_all=rows.measure,
    ),
    Rule(
        "fraction",
        "A share in words: two thirds, a quarter of",
        "{before}? (?P<number>{word_number} {hyphen}? {fraction} | {article}? {fraction}) {of}",
        (("Two thirds of the town burned.", "Two thirds"),),
        ("A third man came.",),
        build_all=rows.fraction,
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
        "{before}? {number} {after}?",
        (
            ("It took at least 74 settlements.", "at least 74"),
            ("As many as 10,000 troops crossed.", "As many as 10,000"),
            ("There were 1,000 or more dead.", "1,000 or more"),
            ("Ranges of 155mm shells and 12 tanks grew.", "12"),
        ),
        ("It happened in 2023.", "See http://example.org/12345 for more.", "1. Introduction"),
        build_all=rows.count,
    ),
)

GRAMMAR = Grammar(
    "quantities",
    CLASSES,
    MACROS,
    RULES,
    needs="digits|year|glued|dotted|ordinal|small|tens|magnitude|dozen|plural|several|pair|both|fraction",
    leads="word",
)


def find_quantities(scan: Scan) -> Quantities:
    """All quantities of a scan, in order of the text; nouns, items, events and owners still open (see counted.py)."""
    return find_rows(View(GRAMMAR, scan), Quantities)
