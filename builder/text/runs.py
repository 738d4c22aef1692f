"""Runs: matches of rules that stand in short runs of words, each different run read once in a process.

Words that no rule of a grammar knows cut the text into runs. Where few runs have a word that the grammar `needs`, and
these are alike again and again (on Monday, in May 2013), to look up what a rule finds in a run costs less than to read
it. A word that only `leads` belongs to the run behind it. For grammars without a class of `{other}` words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import repeat, zip_longest
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from claimledger.text.finding import Matches
from claimledger.text.grammar import FILLER, OTHER, Grammar
from claimledger.text.matching import match_spans
from claimledger.text.needs import Union, needs_of
from claimledger.text.rows import NONE, Ints, Rows, covered
from claimledger.text.view import View, tokens_with

_LONG = 100
"""Longer runs are read every time; the places in those that are remembered fit a byte."""
_MOST_KNOWN = 10_000
"""Of so many different runs a rule remembers what it finds: 1 MB, or 3 for a rule of many groups."""

_MOST_UNIONS = 64
"""So many have a bit each."""

Bits = npt.NDArray[np.uint64]
RowsT = TypeVar("RowsT", bound=Rows)


class RunFinder:
    """Finds the rows of a grammar, as finding.find_rows does, and remembers for later batches what runs hold."""

    def __init__(self, grammar: Grammar) -> None:
        """Read from the patterns what each rule needs; a bit stands for each union of classes."""
        self.grammar = grammar
        self._known = [_Known(pattern) for _, pattern, _ in grammar.compiled]
        needs = [needs_of(grammar, rule.pattern) for rule, _, _ in grammar.compiled]
        unions = _telling(one.needed for one in needs)
        self._needed = np.array([_bits(unions, one.needed) for one in needs], np.uint64)
        self._bits = np.zeros(256, np.uint64)
        for name, code in grammar.codes.items():
            self._bits[code] = _bits(unions, {union for union in unions if name in union})
        self._begins, self._ends = np.zeros((2, 256), np.bool_)
        self._begins[[grammar.codes[name] for one in needs for name in one.begins]] = True
        self._ends[[FILLER, *(grammar.codes[name] for one in needs for name in one.ends)]] = True

    def find_rows(self, view: View, table: type[RowsT]) -> RowsT:
        """Rows of all rules in order of the text; a rule without a build function closes what it matches."""
        first, last, has = self._runs(view)
        parts: list[RowsT] = []
        for (rule, _, groups), known, needed in zip(self.grammar.compiled, self._known, self._needed, strict=True):
            may = np.flatnonzero(has & needed == needed)
            spans = known.spans(view, first[may], last[may])
            if not len(spans):
                continue
            if rule.build_all is None:
                view.close_all(spans[:, 0, 0], spans[:, 0, 1])
                continue
            rows = rule.build_all(Matches(f"{self.grammar.table}.{rule.name}", view, spans, groups))
            assert isinstance(rows, table)
            view.close_all(*rows.closed)
            parts.append(rows)
        return table.join([part for part in parts if len(part)]).in_order()

    def _runs(self, view: View) -> tuple[Ints, Ints, Bits]:
        """The first token of each run that has a word the grammar needs, the one behind its last, and what it has.

        Runs are cut down to what a match may begin and end with.
        """
        classes, grammar = np.frombuffer(view.classes, np.uint8), self.grammar
        table = np.ones(256, np.uint8)
        table[[OTHER, *(grammar.codes[name] for name in grammar.leads.split("|") if name)]] = 0
        table[[grammar.codes[name] for name in grammar.needs.split("|")]] = 2
        role = np.frombuffer(view.classes.translate(table.tobytes()), np.uint8)
        edges = np.flatnonzero(np.diff(role > 0, prepend=False, append=False))
        run = np.searchsorted(edges[::2], np.flatnonzero(role == 2), side="right") - 1
        if not len(run):
            return run, run, np.zeros(0, np.uint64)
        run = run[np.diff(run, prepend=NONE) > 0]
        # a word that leads stands before the run that it begins
        first, last = np.maximum(edges[::2][run] - 1, 0), edges[1::2][run]
        first[1:] = np.maximum(first[1:], last[:-1])
        tokens = covered(first, last)
        codes = classes.take(tokens)
        begins = np.cumsum(last - first) - (last - first)
        first = np.minimum.reduceat(np.where(self._begins.take(codes), tokens, len(classes)), begins)
        last = np.maximum.reduceat(np.where(self._ends.take(codes), tokens, NONE), begins) + 1
        has = np.bitwise_or.reduceat(self._bits.take(codes), begins)
        some = last > first
        return first[some], last[some], has[some]


def _telling(needed: Iterable[frozenset[Union]]) -> list[Union]:
    """The unions that tell most: the narrowest that each rule needs, then the next of each."""
    ranked = [sorted(unions, key=lambda union: (len(union), sorted(union))) for unions in needed]
    return list(dict.fromkeys(union for rank in zip_longest(*ranked) for union in rank if union))[:_MOST_UNIONS]


def _bits(unions: list[Union], some: Iterable[Union]) -> int:
    return sum(1 << unions.index(union) for union in some if union in unions)


class _Known:
    """What one pattern finds in runs, as far as it has read them."""

    def __init__(self, pattern: Any) -> None:
        self._pattern = pattern
        self._clear()

    def _clear(self) -> None:
        self._number: dict[bytes, int] = {}
        self._ends = np.zeros(1, np.int64)
        """For each run the number of matches in all before it; one more at the end."""
        self._spans = np.zeros((0, self._pattern.groups + 1, 2), np.int8)
        """The matches of all runs, counted from the beginning of theirs."""

    def spans(self, view: View, first: Ints, last: Ints) -> Ints:
        """Every match in the runs: its span and those of its groups, in order of the text."""
        if isinstance(self._pattern, re.Pattern):
            words = tokens_with(view.classes, self._pattern.pattern[1:-1])
            return np.stack([words, view.ends_of(words)], axis=1)[:, None, :]
        is_long = last - first > _LONG
        if not is_long.any():
            return self._remembered(view, first, last)
        parts = [self._remembered(view, first[~is_long], last[~is_long])]
        for begin, end in zip(first[is_long].tolist(), last[is_long].tolist(), strict=True):
            parts.append(match_spans(self._pattern, bytes(view.classes[begin:end])) + begin)
        spans = np.concatenate(parts)
        return spans[np.argsort(spans[:, 0, 0])]

    def _remembered(self, view: View, first: Ints, last: Ints) -> Ints:
        lengths = last - first
        ends = np.cumsum(lengths)
        text = np.frombuffer(view.classes, np.uint8)[covered(first, last)].tobytes()
        contents = [text[begin:end] for begin, end in zip((ends - lengths).tolist(), ends.tolist(), strict=True)]
        number = self._numbers(contents)
        counts = self._ends[number + 1] - self._ends[number]
        some = np.flatnonzero(counts)
        begins, counts = self._ends[number[some]], counts[some]
        return self._spans[covered(begins, begins + counts)] + np.repeat(first[some], counts)[:, None, None]

    def _numbers(self, contents: list[bytes]) -> Ints:
        """The number of each run, given now if it is new."""
        number = np.fromiter(map(self._number.get, contents, repeat(NONE)), np.int64, len(contents))
        new = np.flatnonzero(number == NONE)
        if not len(new):
            return number
        if len(self._number) > _MOST_KNOWN:
            self._clear()
            new = np.arange(len(contents))
        before = len(self._number)
        number[new] = [self._number.setdefault(contents[run], len(self._number)) for run in new.tolist()]
        self._read(list(self._number)[before:])
        return number

    def _read(self, contents: list[bytes]) -> None:
        """Find the matches of runs that are known no further."""
        lengths = np.fromiter(map(len, contents), np.int64, len(contents)) + 1
        begins = np.cumsum(lengths) - lengths
        spans = match_spans(self._pattern, bytes([OTHER]).join(contents))
        run = np.searchsorted(begins, spans[:, 0, 0], side="right") - 1
        spans -= begins[run][:, None, None]
        spans[spans[:, :, 0] >= spans[:, :, 1]] = 0
        self._ends = np.append(self._ends, self._ends[-1] + np.cumsum(np.bincount(run, minlength=len(contents))))
        self._spans = np.concatenate([self._spans, spans.astype(np.int8)])
