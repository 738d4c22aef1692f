"""Weapons: named systems and generic kinds, munitions, vehicles, aircraft and ships.

The vocabulary (seeds/weapons.csv) names them; a row's note `context: form|form` asks for military surroundings before
a form with an everyday meaning counts. A designation nobody listed (letters and digits) is read when the noun behind it
is a weapon.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from claimledger.extract.mentions import Weapon, Weapons
from claimledger.extract.registry import slug
from claimledger.text.grammar import Found, Grammar, Rule, View, find_rows
from claimledger.text.scan import Scan
from claimledger.text.vocabulary import Sense, plural, seed_rows

CLASSES = {
    "ignored": "weapon.ignored",
    "named": "weapon.named",
    "pronoun": "word.mine word.arms",
    "vague": "weapon_word.vague",
    "generic": "weapon.generic",
    "modifier": "weapon_word.modifier",
    "provenance": "weapon_word.provenance",
    "owner": "weapon_word.owner country.adjective country.name country.capital",
    "head": "weapon_word.head",
    "hyphen": "mark.hyphen",
    "and": "word.and",
    "designation": "shape.designation shape.glued",
    "number": "shape.number shape.year",
    "capital": "shape.acronym shape.initial shape.capitalised",
}

_CONTEXT_TOKENS = 25


def nothing(found: Found) -> Any:
    """Closes words that are no weapon."""
    return None


def _named(found: Found) -> Weapon | None:
    """A named system with the generic words around its name: long-range ATACMS missiles."""
    token = found.first
    while not found.view.senses(token, "weapon.named"):
        token += 1
    return _weapon(found, found.view.senses(token, "weapon.named")[0], is_named=True)


def _generic(found: Found) -> Weapon | None:
    """A kind of weapon; the last noun tells the class."""
    token, sense = found.first, None
    while token < found.last:
        senses = found.view.senses(token, "weapon.generic")
        sense = senses[0] if senses else sense
        token = found.view.end_of(token)
    return None if sense is None else _weapon(found, sense, is_named=False)


def _supplied(found: Found) -> Weapon | None:
    """Vague words behind a provenance or owner: Western-supplied equipment."""
    span = found.tokens("vague")
    assert span is not None
    scan = found.scan
    return Weapon(
        scan.starts[span[0]],
        scan.ends[span[1] - 1],
        *span,
        found.rule_id,
        "weapon:class:unspecified",
        "unspecified",
        None,
        False,
    )


def _designation(found: Found) -> Weapon | None:
    """An unlisted designation with a weapon noun behind it: X-99 missiles."""
    span, noun = found.tokens("name"), found.tokens("noun")
    assert span is not None and noun is not None
    scan = found.scan
    sense = found.view.senses(noun[0], "weapon.generic")[0]
    name = scan.text(*span)
    if not any(char.isdigit() for char in name) or not name[0].isupper():
        return None
    row = _weapon(found, sense, is_named=True)
    if row is not None:
        row.weapon_id = f"weapon:unlisted:{slug(name)}"
    return row


def _weapon(found: Found, sense: Sense, is_named: bool) -> Weapon | None:
    scan, row = found.scan, sense.row
    if sense.form in _needing_context().get(row["weapon_id"], ()) and not _military(scan, found.first, found.last):
        return None
    return Weapon(
        scan.starts[found.first],
        scan.ends[found.last - 1],
        found.first,
        found.last,
        found.rule_id,
        row["weapon_id"],
        row["class_code"],
        row["subclass_code"] or None,
        is_named,
    )


@cache
def _needing_context() -> dict[str, frozenset[str]]:
    found = {}
    for row in seed_rows("weapons"):
        if "context:" in row["note"]:
            forms = row["note"].split("context:")[1].strip().split("|")
            found[row["weapon_id"]] = frozenset(form.strip() for form in forms) | {
                plural(form.strip()) for form in forms
            }
    return found


def _military(scan: Scan, first: int, last: int) -> bool:
    """A force, unit, attack or named weapon stands within some words, in or near the sentence."""
    near = np.arange(first - _CONTEXT_TOKENS, last + _CONTEXT_TOKENS)
    outside = (near < first) | (near >= last)
    return bool(scan.has(near[outside], *_MILITARY_KINDS).any())


_MILITARY_KINDS = (
    "force.forces",
    "echelon",
    "actor.military",
    "actor.armed_group",
    "actor.military_unit",
    "weapon.named",
    "weapon_word.owner",
    "shape.military",
)

RULES = (
    Rule(
        "ignored",
        "Words with a weapon in them that are none: think tank",
        "{ignored}",
        (("The think tank counted 40 tanks.", "tanks"),),
        ("A think tank said so.",),
        nothing,
    ),
    Rule(
        "named",
        "A system of the registry with its generic words",
        "({modifier} {hyphen}?)* ({generic} {hyphen}?)? {named} ({hyphen}? {generic|head|modifier|owner})*",
        (
            ("They fired long-range ATACMS missiles.", "long-range ATACMS missiles"),
            ("Pilots flew Su-34 jets.", "Su-34 jets"),
        ),
        ("They watched the sea.",),
        _named,
    ),
    Rule(
        "designation",
        "An unlisted designation before a weapon noun",
        "(?P<name>{capital} {hyphen} {number|designation} | {designation}) ({modifier})* (?P<noun>{generic})",
        (("A QX-99 missile landed.", "QX-99 missile"),),
        ("The A-21 road is shut.",),
        _designation,
    ),
    Rule(
        "supplied",
        "Vague words behind a provenance or an owner",
        "({hyphen} {provenance} | {owner}) (?P<vague>{vague})",
        (("They use Western-supplied equipment.", "equipment"),),
        ("The kitchen equipment was new.",),
        _supplied,
    ),
    Rule(
        "generic",
        "A kind of weapon",
        "({modifier} {hyphen}?)* {generic} ({hyphen}? {generic|head})*",
        (
            ("Infantry fighting vehicles rolled in.", "Infantry fighting vehicles"),
            ("They lost heavy tanks.", "heavy tanks"),
        ),
        ("The fish tank broke.",),
        _generic,
    ),
)

GRAMMAR = Grammar("weapons", CLASSES, {}, RULES)


def find_weapons(scan: Scan) -> Weapons:
    """All weapons of a scan, in order of the text; operators and counts still open (see links.py)."""
    return find_rows(View(GRAMMAR, scan), Weapons)
