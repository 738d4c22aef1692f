"""Weapons: named systems and generic kinds, munitions, vehicles, aircraft and ships.

The vocabulary (seeds/weapons.csv) names them; forms with an everyday meaning are judged by the words around them (see
weapon_context.py). A designation nobody listed is read by its family (see designations.py), or when the noun behind it
is a weapon; a warship by the prefix of its navy.
"""

from __future__ import annotations

import numpy as np

from claimledger.extract import weapon_rows as rows
from claimledger.extract.designations import family_of_index
from claimledger.extract.mentions import Weapons
from claimledger.extract.weapon_context import among_war
from claimledger.text.finding import find_rows
from claimledger.text.grammar import Grammar, Rule
from claimledger.text.scan import Scan
from claimledger.text.view import View

CLASSES = {
    "ignored": "weapon.ignored",
    "named": "weapon.named",
    "pronoun": "word.mine word.arms",
    "vague": "weapon_word.vague",
    "generic": "weapon.generic",
    "designated": "weapon.designated",
    "modifier": "weapon_word.modifier",
    "purpose": "weapon_word.purpose",
    "provenance": "weapon_word.provenance",
    "owner": "weapon_word.owner actor.armed_group",
    "country": "country.adjective country.name country.capital",
    "head": "weapon_word.head",
    "make": "designation.make",
    "model": "designation.model",
    "prefix": "weapon_word.ship_prefix",
    "unknown": "weapon_word.unknown",
    "project": "weapon_word.project",
    "class": "weapon_word.class",
    "hyphen": "mark.hyphen",
    "quote": "mark.' mark.\x91 mark.\x92 mark.\" mark.\x93 mark.\x94",
    "comma": "mark.,",
    "and": "word.and",
    "article": "word.a word.an",
    "index": "",
    "designation": "shape.designation shape.glued",
    "number": "shape.number shape.year",
    "war": "weapon_word.war",
    "civil": "weapon_word.civil weapon_word.leisure",
    "capital": "shape.acronym shape.initial shape.capitalised",
}

MACROS = {
    "numbered": "({number|designation|index} ({hyphen} {number|designation|capital|model})*)",
    "lettered": "({capital|model} ({hyphen} {number|designation|capital|model})*)",
    "described": "({modifier|purpose} ({hyphen} | {comma}? {and})?)*",
    "noun": "{generic|designated}",
    "nickname": "({quote} {capital|named|make} ({hyphen} {capital|number|designation})? {quote})",
    "tail": "({hyphen}? {described} {generic|designated|head})*",
}

RULES = (
    Rule(
        "ignored",
        "Words with a weapon in them that are none: think tank",
        "{ignored}",
        (("The think tank counted 40 tanks.", "tanks"),),
        ("A think tank said so.",),
        rows.nothing,
    ),
    Rule(
        "ship",
        "A warship by the prefix of its navy, with the kind of ship before it",
        "{generic|designated}? (?P<prefix>{prefix})",
        (
            ("They sent the frigate HMS Kent.", "frigate HMS Kent"),
            ("USS Dwight D. Eisenhower left.", "USS Dwight D. Eisenhower"),
        ),
        ("The FS said so.", "The USS 2023 report is out."),
        rows.ship,
    ),
    Rule(
        "ship_class",
        "A ship by its class or the number of its project",
        "({project} {number|designation|index} | ({project} {number|designation|index})? {quote}?"
        " {capital}+ {hyphen}? {class} {quote}?) {described} (?P<noun>{noun})",
        (
            ("They sank a Strizh-class boat of the navy.", "Strizh-class boat"),
            ("The Project 773 landing ship sank.", "Project 773 landing ship"),
        ),
        ("A Mercedes E-Class tanker sold.", "Project 2025 was a vehicle."),
        rows.ship_class,
    ),
    Rule(
        "named",
        "A system of the registry with its generic words",
        "({modifier} {hyphen}?)* ({generic} {hyphen}?)? {named} ({hyphen} {number|designation|capital|model})*"
        " {nickname}? {tail}",
        (
            ("They fired long-range ATACMS missiles.", "long-range ATACMS missiles"),
            ("Pilots flew Su-34 jets.", "Su-34 jets"),
        ),
        ("They watched the sea.",),
        rows.named,
    ),
    Rule(
        "model",
        "A designation whose letters tell the family",
        "(?P<name>(?P<letters>{make|model}) ({hyphen}? (?P<number>{numbered}) | {hyphen} (?P<suffix>{lettered})))"
        " {nickname}? {tail}",
        (
            ("They lost a T-80BVK near the road.", "T-80BVK"),
            ("A KamAZ-65117 flatbed truck burned.", "KamAZ-65117 flatbed truck"),
        ),
        ("India won the T-20 series.", "T-Mobile said so.", "GAZ sold 20 lorries."),
        rows.model,
    ),
    Rule(
        "index",
        "An index of the Russian artillery directorate",
        "(?P<name>{index} ({hyphen} {number|designation})?) {nickname}? {tail}",
        (("A 9T452 transporter-loader burned.", "9T452 transporter-loader"),),
        ("The 3M2009 report is out.",),
        rows.index,
    ),
    Rule(
        "designation",
        "An unlisted designation before a weapon noun",
        "(?P<name>{capital|model} {hyphen} ({numbered} | {capital}) | {designation} ({hyphen} {number|designation})?)"
        " ({capital} {hyphen} {number|designation})? {nickname}? {described} (?P<noun>{noun})",
        (("A QX-99 missile landed.", "QX-99 missile"), ("The army lost an APE-5 command post.", "APE-5 command post")),
        ("The A-21 road is shut.", "The Anglo-French vehicle sold well."),
        rows.designation,
    ),
    Rule(
        "make",
        "A lorry by its maker alone",
        "({article|number|unknown|war}) (?P<name>(?P<letters>{make}) {tail})",
        (("Soldiers lost a KamAZ.", "KamAZ"),),
        ("KamAZ sold lorries.", "Students won a Ural scholarship."),
        rows.make,
    ),
    Rule(
        "unknown",
        "Something of which only the kind is known",
        "{unknown} {described} {designated}",
        (("The army lost: Unknown crane truck.", "Unknown crane truck"),),
        ("Unknown men came.",),
        rows.unknown,
    ),
    Rule(
        "supplied",
        "Vague words behind a provenance or an owner",
        "({hyphen} {provenance} | {owner|country}) (?P<vague>{vague})",
        (("They use Western-supplied equipment.", "equipment"),),
        ("The kitchen equipment was new.",),
        rows.vague,
    ),
    Rule(
        "owned",
        "A vehicle or boat behind those who fight with it",
        "{owner|country} (?P<noun>{designated})",
        (
            ("Air strikes hit four rebel vehicles.", "vehicles"),
            ("Soldiers and marines burned Russian vehicles.", "vehicles"),
        ),
        ("Japanese vehicles sold well.", "Soldiers stopped a Turkish lorry."),
        rows.owned,
    ),
    Rule(
        "generic",
        "A kind of weapon",
        "({modifier} {hyphen}?)* {generic} ({hyphen}? {generic|head})*",
        (
            ("Infantry fighting vehicles rolled in.", "Infantry fighting vehicles"),
            ("They lost heavy tanks.", "heavy tanks"),
        ),
        ("The fish tank broke.", "The radar-evading plane was sold."),
        rows.generic,
    ),
)

GRAMMAR = Grammar(
    "weapons",
    CLASSES,
    MACROS,
    RULES,
    needs="ignored|named|vague|generic|designated|make|model|index|prefix",
)


def find_weapons(scan: Scan) -> Weapons:
    """All weapons of a scan, in order of the text; operators and counts still open (see links.py)."""
    view = View(GRAMMAR, scan)
    _lay_indices(view)
    found = find_rows(view, Weapons)
    is_wanting, is_shunning = (np.isin(found.first, list(view.notes)), np.isin(~found.first, list(view.notes)))
    doubtful = np.flatnonzero(is_wanting | is_shunning)
    kept = np.ones(len(found), np.bool_)
    kept[doubtful] = among_war(view, found.first[doubtful], found.last[doubtful], is_wanting[doubtful])
    return found.take(kept)


def _lay_indices(view: View) -> None:
    """Tell the indices of a known family apart from other words of letters and digits."""
    tokens = view.tokens_of("designation")
    is_index = view.told(tokens, lambda token: family_of_index(view.scan.word(token)) is not None, np.bool_)
    view.lay_words(tokens[is_index], tokens[is_index] + 1, "index")
