"""What a number is not: the rules whose words are closed to the rules of quantities.

A date, a clock time, a coordinate, a footnote, a number that belongs to a name. They come first and make no rows; each
example gives what is still a quantity beside such words.
"""

from __future__ import annotations

from typing import Any

from claimledger.text.finding import Found
from claimledger.text.grammar import Rule


def nothing(found: Found) -> Any:
    """The words are closed to later rules and no row is made."""
    return None


MACROS = {
    "angle": "({figure|dotted} {degree} ({figure} {prime|symbol}+)* {compass|symbol})",
    "day": "({digits|ordinal|small})",
}

RULES = (
    Rule(
        "date",
        "A day, month or year of the calendar is no quantity",
        "{month} {stop}? {day} ({joint} {digits|ordinal})? ({comma}? {year})?"
        "| {the}? {digits|ordinal} ({joint} {digits|ordinal})? {of}? {month} ({comma}? {year})?"
        "| {may} {digits} ({comma}? {year})?"
        "| {month} {stop}? {comma}? {year} | {era} {stop}? {figure} (({joint} | {and}) {figure})? | {figure} {era}",
        (("They crossed on August 6 with 40 tanks.", "40"),),
        (
            "It fell on 14 August 2024.",
            "Since Aug. 6, 2024 it holds.",
            "The fair ran on 3-5 May.",
            "The temple stood until 575 BC.",
        ),
        nothing,
    ),
    Rule(
        "clock",
        "A clock time is no quantity",
        "{figure} {colon} {figure} ({colon} {digits})? {clock}? | {figure} {clock} | {small} {clock}"
        " | {colon} {figure} {colon}",
        (("At 5 p.m. 30 drones came.", "30"),),
        ("Shelling began at 10:45 GMT.", "They met at 6am."),
        nothing,
    ),
    Rule(
        "coordinates",
        "A point on the map is no quantity",
        "{angle} ({comma|slash|semicolon}? {angle})* ({slash} {figure} {semicolon|comma} {figure})?",
        (("The base at 33°30′N 44°20′E has 3 runways.", "3"),),
        ("It lies at 48.250°N 31.125°E / 48.250; 31.125 in the hills.",),
        nothing,
    ),
    Rule(
        "footnote",
        "A footnote mark or the number of a list's entry is no quantity",
        "{square_open} {figure} ({comma|hyphen|dash} {figure})* {square_close}"
        " | {boundary|semicolon|colon} {figure} {close}",
        (("The town fell.[3] It had 40 houses.", "40"),),
        ("The abbey was founded by monks.[12] It burned down.",),
        nothing,
    ),
    Rule(
        "address",
        "The number of a house is no quantity",
        "{figure} {capitalised|suffix}+ {street}",
        (("At 49 Chapel Street 3 shells landed.", "3"),),
        ("He lives at 12 Acacia Avenue.",),
        nothing,
    ),
    Rule(
        "number_in_name",
        "A number that belongs to a name is no quantity",
        "{numbered} {stop}? ({open} {capitalised} {close})? {hyphen}?"
        " ({figure|dotted} ({hyphen|to|comma|and} {figure})* | {small})"
        "| {word|times|suffix|capitalised|symbol|money_tail} {hyphen} {digits|year|triple|glued|dotted}"
        "| {figure} {digits|year} {figure}+ | {figure} {figure} {digits|year}"
        "| {figure} {hyphen} {figure} ({hyphen} {figure})+ | {figure} {slash} {figure} {slash} {figure}",
        (("Resolution 2118 was backed by 15 states.", "15"),),
        (
            "Pilots flew Su-34 jets.",
            "They cited Article 5 of the treaty.",
            "Call 555-010-9999 now.",
            "It is told in chapter three.",
        ),
        nothing,
    ),
)
