"""The rules of money: amounts with their currency before or behind them."""

from __future__ import annotations

from claimledger.extract import money_rows
from claimledger.text.grammar import Rule

RULES = (
    Rule(
        "money_and_cents",
        "Dollars and cents",
        "{before}? {sign_of_money}? {number} (?P<currency>{currency_word|sign_of_money}) {and}?"
        " (?P<cents>{figure} | {word_number})"
        " (?P<subunit>{subunit})?",
        (("A loaf costs three dollars and 20 cents.", "three dollars and 20 cents"),),
        ("He paid 20 cents.", "They paid 15 dollars 3 times.", "Swap EUR 10 USD 20."),
        build_all=money_rows.money_and_cents,
    ),
    Rule(
        "money_in_turn",
        "Amounts one after the other, their currencies on the same side",
        "{number} (?P<currency>{currency_word|sign_of_money}) {figure} {currency_word|sign_of_money}"
        " | (?P<currency_before>{sign_of_money}) (?P<number_behind>{figure}) {sign_of_money} {figure}",
        (("Change 10 EUR 12 USD here.", "10 EUR"),),
        ("Change 10 EUR here.",),
        build_all=money_rows.money_in_turn,
    ),
    Rule(
        "money",
        "An amount of money",
        "{before}? {sign}? {currency} (?P<inner_sign>{hyphen|dash})? (?P<number>{amount} | {money_tail} {magnitude}*)"
        " (?P<scale>{suffix|symbol})? (?P<behind>{currency_word|currency_code})? {rate}? {after}?",
        (
            ("It gave $1.8m in aid.", "$1.8m"),
            ("More than €5 billion was sent.", "More than €5 billion"),
            ("Oil cost $52 a barrel.", "$52 a barrel"),
        ),
        ("He paid in dollars.",),
        build_all=money_rows.money,
    ),
    Rule(
        "money_named_before",
        "An amount of money, the currency's name before it",
        "{before}? (?P<currency>{currency_word}) (?P<number>{figure} {magnitude}+)",
        (("It cost rupees 50 crore to build.", "rupees 50 crore"),),
        ("They sold dollars 5 times.",),
        build_all=money_rows.money,
    ),
    Rule(
        "money_behind",
        "An amount of money, the currency behind it",
        "{before}? {sign}? {number} {currency_behind} (?P<scale>{magnitude})? {rate}? {after}?",
        (("He paid 300 dollars.", "300 dollars"),),
        ("The dollar fell.",),
        build_all=money_rows.money,
    ),
)
