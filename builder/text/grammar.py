"""Grammars: rules over classes of words instead of characters.

A grammar says which kinds of words make a class, e.g. `number: number.unit number.tens shape.number`. Each token of a
batch becomes the one byte of its class, a vocabulary phrase the byte of its class and a filler for its further words.
A rule's pattern is written over classes and compiled to one re2 expression over those bytes:

    {bound}? (?P<low>{amount}) {to} (?P<high>{amount}) {unit}?

Blanks mean nothing; `{x}` is one token (or phrase) of class x, or the macro x. re2 never backtracks, so any text is
read in linear time. Counted repeats are not used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import re2

from claimledger.text.kinds import Kinds, Told
from claimledger.text.rows import Rows

FILLER = 0x7E
OTHER = 0x7D
_FIRST_CODE = 0x80

_OPTIONS = re2.Options()
_OPTIONS.encoding = re2.Options.Encoding.LATIN1


@dataclass(frozen=True)
class Rule:
    """How one kind of row is found.

    name: reads like the phrase it matches. pattern: over the classes of its grammar, or, where no pattern can say it,
    the procedure in words. examples: sentences with the surface each must yield. near_misses: sentences that must
    yield no row by this rule.
    """

    name: str
    title: str
    pattern: str
    examples: tuple[tuple[str, str], ...]
    near_misses: tuple[str, ...]
    build: Callable[..., Any] | None = None
    """One match (Found) -> a record, several, or None."""
    build_all: Callable[..., Rows] | None = None
    """All matches of a batch at once (Matches) -> rows; for rules that match often."""
    needs: str = ""
    """A union of classes one of which is in every match: where they are rare, their sentences alone are read. For
    patterns that go no further than the boundary behind a sentence."""


@dataclass(frozen=True)
class Grammar:
    """Classes and rules of one table.

    classes: name -> kinds, most important first: a word takes the first class that has one of its kinds. macros: name
    -> pattern over classes. rules: tried in order; what one has matched is closed to the next.
    """

    table: str
    classes: Mapping[str, str]
    macros: Mapping[str, str]
    rules: tuple[Rule, ...]
    needs: str = ""
    """A union of classes one of which is in every match: the rules then read the text around such words only."""
    leads: str = ""
    """A union of classes that can only begin a match; no match goes on behind a word before it."""

    @cached_property
    def codes(self) -> dict[str, int]:
        """Class name -> its byte."""
        return {name: _FIRST_CODE + number for number, name in enumerate(self.classes)}

    @cached_property
    def _class_of_kind(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for name, kinds in self.classes.items():
            for kind in kinds.split():
                found.setdefault(kind, self.codes[name])
        return found

    @cached_property
    def compiled(self) -> tuple[tuple[Rule, Any, dict[str, int]], ...]:
        """Every rule that has a pattern, with its compiled form and the numbers of its groups."""
        found = []
        for rule in self.rules:
            if rule.build or rule.build_all:
                pattern = self.compile(rule.pattern)
                found.append((rule, pattern, {name.decode(): number for name, number in pattern.groupindex.items()}))
        return tuple(found)

    @cached_property
    def _expressions(self) -> dict[str, Any]:
        return {}

    def compile(self, pattern: str) -> Any:
        """The re2 expression of a pattern, made once; for a single class a set of bytes, which cannot backtrack."""
        if pattern not in self._expressions:
            self._expressions[pattern] = self._compiled(pattern)
        return self._expressions[pattern]

    def _compiled(self, pattern: str) -> Any:
        if re.fullmatch(r"\{[\w|]+\}", pattern) and pattern.strip("{}") not in self.macros:
            return re.compile(b"[%s]" % bytes(self.codes[name] for name in pattern.strip("{}").split("|")))
        return re2.compile(self._expand(pattern).encode("latin-1"), _OPTIONS)

    def _expand(self, pattern: str) -> str:
        def replace(match: re.Match[str]) -> str:
            name = match[1]
            if name in self.macros:
                return f"(?:{self._expand(self.macros[name])})"
            if name == "other":
                return rf"(?:\x{OTHER:02x}\x{FILLER:02x}*)"
            names = self._flatten(name)
            missing = [one for one in names if one not in self.codes]
            if missing:
                raise KeyError(f"grammar {self.table}: pattern names {missing}, which is neither class nor macro")
            codes = "".join(rf"\x{self.codes[one]:02x}" for one in names)
            return rf"(?:[{codes}]\x{FILLER:02x}*)"

        # unnamed groups capture nothing: every captured group costs time at every match
        bare = re.sub(r"\((?!\?)", "(?:", re.sub(r"\s+", "", pattern))
        return re.sub(r"\{([\w|]+)\}", replace, bare)

    def _flatten(self, union: str) -> list[str]:
        """The classes of a union; a macro that is a union itself stands for its members."""
        names: list[str] = []
        for name in union.split("|"):
            inner = self.macros.get(name, "")
            names += self._flatten(inner.strip("{}")) if re.fullmatch(r"\{[\w|]+\}", inner) else [name]
        return names

    def class_code(self, kinds: Kinds) -> int:
        """The class byte of a word or phrase with these kinds."""
        table = self._class_of_kind
        return min((table[kind] for kind in kinds if kind in table), default=OTHER)

    @cached_property
    def class_codes(self) -> Told:
        """The class byte of each kind set."""
        return Told(self.class_code, np.uint8)
