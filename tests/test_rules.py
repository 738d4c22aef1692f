"""Every rule by its own examples and near misses."""

from dataclasses import replace

import pytest
from helpers import rows_of

from claimledger.extract import actor_rules, attributions, locations
from claimledger.extract.actors import find_actors
from claimledger.extract.drafts import Drafts
from claimledger.extract.mentions import Actors, Quantities
from claimledger.extract.place_phrases import PlaceNames, PlaceView
from claimledger.extract.quantities import GRAMMAR
from claimledger.extract.rulebook import RULEBOOK, rule_columns
from claimledger.extract.speech import Speech
from claimledger.schemas import TABLE_NAMES
from claimledger.text.finding import find_rows
from claimledger.text.quotations import find_quotations
from claimledger.text.runs import RunFinder
from claimledger.text.scan import scan
from claimledger.text.view import View

RULES = [(f"{table}.{rule.name}", table, rule) for table, rules in RULEBOOK.items() for rule in rules]
EXAMPLES = [
    pytest.param(rule_id, table, rule, *example, id=f"{rule_id}: {example[0][:60]}")
    for rule_id, table, rule in RULES
    for example in rule.examples
]
NEAR_MISSES = [
    pytest.param(rule_id, table, sentence, id=f"{rule_id}: {sentence[:60]}")
    for rule_id, table, rule in RULES
    for sentence in rule.near_misses
]


def makes_no_rows(rule):
    """Whether the rule only closes words to the rules after it."""
    return rule.build is not None and rule.build.__name__ == "nothing"


def test_rule_ids_are_unique_and_name_a_table():
    ids = [rule_id for rule_id, _, _ in RULES]
    assert len(ids) == len(set(ids))
    assert set(RULEBOOK) <= set(TABLE_NAMES)


def test_the_rules_table_tells_of_every_rule():
    assert rule_columns()["rule_id"] == sorted(rule_id for rule_id, _, _ in RULES)


@pytest.mark.parametrize(("rule_id", "rule"), [(rule_id, rule) for rule_id, _, rule in RULES])
def test_a_rule_has_a_title_examples_and_near_misses(rule_id, rule):
    assert rule.title
    assert rule.examples, f"{rule_id} has no example"
    assert rule.near_misses, f"{rule_id} has no near miss"


@pytest.mark.parametrize(("rule_id", "table", "rule", "sentence", "surface"), EXAMPLES)
def test_an_example_gives_its_row(rule_id, table, rule, sentence, surface):
    rows = [(row["surface"], row["rule_id"]) for row in rows_of(table, sentence)]
    if makes_no_rows(rule):
        assert rule_id not in {found for _, found in rows}
        assert surface in {found for found, _ in rows}
    else:
        assert (surface, rule_id) in rows


@pytest.mark.parametrize(("rule_id", "table", "sentence"), NEAR_MISSES)
def test_a_near_miss_gives_no_row_of_the_rule(rule_id, table, sentence):
    assert [row["surface"] for row in rows_of(table, sentence) if row["rule_id"] == rule_id] == []


def test_all_that_a_grammar_finds_stands_around_the_words_it_needs():
    sentences = [text for _, _, rule in RULES for text in (*(text for text, _ in rule.examples), *rule.near_misses)]
    text = scan(["all"], ["\n".join(sentences * 5)])
    around, everywhere = (
        find_rows(View(grammar, text), Quantities).records(text.names)
        for grammar in (GRAMMAR, replace(GRAMMAR, needs=""))
    )
    finder = RunFinder(GRAMMAR)
    first_read, remembered = (finder.find_rows(View(GRAMMAR, text), Quantities).records(text.names) for _ in range(2))
    assert around == everywhere == first_read == remembered
    assert len(around) > 100


def test_a_rule_finds_the_same_in_the_sentences_of_the_words_it_needs():
    sentences = [text for _, _, rule in RULES for text in (*(text for text, _ in rule.examples), *rule.near_misses)]
    plain = ["Rain fell on the quiet fields, and then it stopped for a while."] * 10
    text = scan(["all"], ["\n".join(line for sentence in sentences for line in (sentence, *plain))])
    actors = find_actors(text)
    views = (
        (actor_rules.GRAMMAR, Actors, lambda grammar: View(grammar, text)),
        (locations.GRAMMAR, PlaceNames, lambda grammar: PlaceView(grammar, text, actors)),
        (attributions.GRAMMAR, Drafts, lambda grammar: Speech(grammar, text, actors, find_quotations(text))),
    )
    for grammar, table, view in views:
        needing = {f"{grammar.table}.{rule.name}" for rule in grammar.rules if rule.needs}
        everywhere = replace(grammar, rules=tuple(replace(rule, needs="") for rule in grammar.rules))
        found, expected = (find_rows(view(one), table) for one in (grammar, everywhere))
        assert found.first.tolist() == expected.first.tolist()
        assert found.rule.tolist() == expected.rule.tolist()
        assert needing <= {text.names.value(rule) for rule in found.rule.tolist()}
