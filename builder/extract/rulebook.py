"""The rulebook: every rule of every table, for the `rules` table, `explain` and the tests."""

from __future__ import annotations

from claimledger.extract import actor_rules, attributions, locations, quantities, times, weapons
from claimledger.extract.columns import Columns
from claimledger.text.grammar import Rule

TOLD_AGAIN = Rule(
    "told_again",
    "A surname or acronym standing alone, of the one actor of the document who bears it",
    "name or acronym, known from its full form in the same document",
    (("General Orest Kovalchuk came. Kovalchuk spoke.", "Kovalchuk"),),
    ("Kovalchuk spoke.",),
)

RULEBOOK: dict[str, tuple[Rule, ...]] = {
    "quantities": quantities.RULES,
    "actors": (*actor_rules.RULES, TOLD_AGAIN),
    "weapons": weapons.RULES,
    "locations": locations.RULES,
    "attributions": attributions.RULES,
    "times": times.RULES,
}


def rule_columns() -> Columns:
    """The columns of the rules table, ordered by rule."""
    rows = sorted(
        ((f"{name}.{rule.name}", name, rule) for name, rules in RULEBOOK.items() for rule in rules),
        key=lambda row: row[0],
    )
    return {
        "rule_id": [rule_id for rule_id, _, _ in rows],
        "table_name": [name for _, name, _ in rows],
        "title": [rule.title for _, _, rule in rows],
        "description": [f"Finds rows of {name}: {rule.title}." for _, name, rule in rows],
        "pattern": [" ".join(rule.pattern.split()) for _, _, rule in rows],
        "example": [rule.examples[0][0] for _, _, rule in rows],
        "near_miss": [rule.near_misses[0] if rule.near_misses else None for _, _, rule in rows],
    }
