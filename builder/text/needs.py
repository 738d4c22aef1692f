"""Needs: what is in every match of a pattern, and what it may begin and end with, read from the pattern itself.

Text without a word that is needed cannot hold a match, so it need not be read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import reduce
from itertools import product

from claimledger.text.grammar import Grammar

Union = frozenset[str]
"""Classes one of which is meant."""

_PART = re.compile(r"\{([\w|]+)\}|(\()(?:\?P<\w+>|\?:)?|([|)?*+])")
_Part = tuple[str, str, str]
"""A union or macro, an opening bracket, or another mark; the others are empty."""


@dataclass(frozen=True)
class Needs:
    """needed: unions of which each has a word in every match; begins, ends: classes of a match's first and last word.

    may_be_empty: whether nothing at all is a match.
    """

    needed: frozenset[Union]
    begins: Union
    ends: Union
    may_be_empty: bool = False


_NOTHING = Needs(frozenset(), frozenset(), frozenset(), may_be_empty=True)


def needs_of(grammar: Grammar, pattern: str) -> Needs:
    """What matches of a pattern need.

    >>> grammar = Grammar("times", {"the": "", "last": "", "next": "", "unit": ""}, {"which": "{last|next}"}, ())
    >>> needs = needs_of(grammar, "{the}? (?P<which>{which}) {unit} ({the} | {last})*")
    >>> sorted(map(sorted, needs.needed)), sorted(needs.begins), sorted(needs.ends)
    ([['last', 'next'], ['unit']], ['last', 'next', 'the'], ['last', 'the', 'unit'])
    """
    return _alternatives(grammar, [(one[1] or "", one[2] or "", one[3] or "") for one in _PART.finditer(pattern)])


def _alternatives(grammar: Grammar, parts: list[_Part]) -> Needs:
    """The needs of all alternatives up to the next closing bracket; takes their parts off the front."""
    branches = [_NOTHING]
    while parts:
        name, opening, mark = parts.pop(0)
        if mark == ")":
            break
        if mark == "|":
            branches.append(_NOTHING)
            continue
        needs = _alternatives(grammar, parts) if opening else _of_words(grammar, name)
        if parts and parts[0][2] in ("?", "*", "+"):
            needs = needs if parts.pop(0)[2] == "+" else either(needs, _NOTHING)
        branches[-1] = _in_turn(branches[-1], needs)
    return reduce(either, branches)


def _of_words(grammar: Grammar, name: str) -> Needs:
    """Of a union of classes and macros, or of a macro."""
    found = [
        needs_of(grammar, grammar.macros[one])
        if one in grammar.macros
        else Needs(frozenset({frozenset({one})}), frozenset({one}), frozenset({one}))
        for one in name.split("|")
    ]
    return reduce(either, found)


def _in_turn(one: Needs, two: Needs) -> Needs:
    """The needs of one pattern with another behind it."""
    return Needs(
        one.needed | two.needed,
        one.begins | two.begins if one.may_be_empty else one.begins,
        two.ends | one.ends if two.may_be_empty else two.ends,
        one.may_be_empty and two.may_be_empty,
    )


def either(one: Needs, two: Needs) -> Needs:
    """The needs of what matches one pattern or the other."""
    unions = {union | other for union, other in product(one.needed, two.needed)}
    narrowest = frozenset(union for union in unions if not any(other < union for other in unions))
    return Needs(narrowest, one.begins | two.begins, one.ends | two.ends, one.may_be_empty or two.may_be_empty)
