"""Finding: the rows of all rules of a grammar in a view.

All matches of a rule are found at once. A rule builds its rows from the whole of them (Matches) or, where it matches
rarely, from one after the other (Found).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from claimledger.text.grammar import FILLER, OTHER, Rule
from claimledger.text.matching import match_spans
from claimledger.text.rows import NONE, Flags, Ints, Rows, covered
from claimledger.text.view import View, tokens_with


class Found:
    """A rule's match in a view; groups are token ranges. It is used again for the rule's next match: do not keep it."""

    __slots__ = ("close", "first", "last", "original", "rule_id", "scan", "spans", "view")

    def __init__(self, rule_id: str, view: View, original: bytes) -> None:
        self.rule_id = rule_id
        self.view = view
        self.scan = view.scan
        self.original = original
        """The class bytes the match was found in."""
        self.spans: dict[str, tuple[int, int]] = {}
        self.first = self.last = 0
        self.close: tuple[int, int] | None = None
        """The tokens to close to later rules, where they are not the row's own."""

    def tokens(self, group: str) -> tuple[int, int] | None:
        """First token of a group and the one behind its last; null when the group took no part."""
        return self.spans.get(group)

    def text(self, group: str) -> str:
        """The group's words as written."""
        span = self.spans.get(group)
        return "" if span is None else self.scan.text(*span)


class Matches:
    """All matches of a rule in a view, as columns; groups are token ranges."""

    def __init__(self, rule_id: str, view: View, spans: Ints, groups: Mapping[str, int]) -> None:
        """spans: matches x groups x (first, last), the whole match first."""
        self.rule_id = rule_id
        self.view = view
        self.scan = view.scan
        self._spans = spans
        self._groups = groups

    @property
    def first(self) -> Ints:
        """First token of each match."""
        return self._spans[:, 0, 0]

    @property
    def last(self) -> Ints:
        """The token behind each match."""
        return self._spans[:, 0, 1]

    def __len__(self) -> int:
        """The number of matches."""
        return len(self._spans)

    def group(self, name: str) -> tuple[Ints, Ints]:
        """First token of a group and the one behind its last; -1 where the group took no part or the rule has none."""
        number = self._groups.get(name)
        if number is None:
            return np.full(len(self), NONE), np.full(len(self), NONE)
        first, last = self._spans[:, number, 0], self._spans[:, number, 1]
        absent = first >= last
        return np.where(absent, NONE, first), np.where(absent, NONE, last)

    def has(self, name: str) -> Flags:
        """For each match whether the group took part."""
        return self.group(name)[0] >= 0

    def take(self, which: npt.NDArray[Any]) -> Matches:
        """The matches at these places, or where a mask says so."""
        return Matches(self.rule_id, self.view, self._spans[which], self._groups)

    def rule(self) -> Ints:
        """The rule's id as a column of names."""
        return np.full(len(self), self.scan.names.number(self.rule_id))


RowsT = TypeVar("RowsT", bound=Rows)


def find_rows(view: View, table: type[RowsT]) -> RowsT:
    """Rows of all rules of the view's grammar in order of the text: each rule sees what the earlier ones have left.

    A build function gives a row, several or None; the words of a row are closed to later rules. A rule that makes no
    rows at all (its build function is called `nothing`) closes all it matches.
    """
    grammar, names = view.grammar, view.scan.names
    near = _tokens_to_read(view) if grammar.needs else None
    parts: list[RowsT] = []
    for rule, pattern, groups in grammar.compiled:
        rule_id = f"{grammar.table}.{rule.name}"
        tokens = _sentences_to_read(view, rule.needs) if rule.needs else near
        if rule.build is not None and rule.build.__name__ == "nothing":
            spans = _match_spans(view, pattern, tokens)
            view.close_all(spans[:, 0, 0], spans[:, 0, 1])
            continue
        if rule.build_all is None:
            records = list(_built(view, rule, pattern, groups, tokens))
            parts.append(table.of(records, names))
            continue
        spans = _match_spans(view, pattern, tokens)
        if not len(spans):
            continue
        rows = rule.build_all(Matches(rule_id, view, spans, groups))
        assert isinstance(rows, table)
        view.close_all(*rows.closed)
        parts.append(rows)
    return table.join([part for part in parts if len(part)]).in_order()


def _tokens_to_read(view: View) -> Ints:
    """The runs of words that have one the grammar needs, as far as a match can reach, with the token on either side."""
    grammar, size = view.grammar, len(view.classes)
    table = np.ones(256, np.uint8)
    table[[OTHER, *(grammar.codes[name] for name in grammar.leads.split("|") if name)]] = 0
    table[[grammar.codes[name] for name in grammar.needs.split("|")]] = 2
    role = np.frombuffer(view.classes.translate(table.tobytes()), np.uint8)
    edges = np.flatnonzero(np.diff(role > 0, prepend=False, append=False))
    run = np.searchsorted(edges[::2], np.flatnonzero(role == 2), side="right") - 1
    run = run[np.diff(run, prepend=NONE) > 0]
    first, last = np.maximum(edges[::2][run] - 1, 0), np.minimum(edges[1::2][run] + 1, size)
    first[1:] = np.maximum(first[1:], last[:-1])
    return covered(first, last)


def _sentences_to_read(view: View, needs: str) -> Ints | None:
    """The tokens of the sentences with a word that is needed, and of the boundary behind each; null: all tokens."""
    needed = view.tokens_of(*needs.split("|"))
    if len(needed) * _RARE > len(view.classes):
        return None
    codes, bounds = np.frombuffer(view.classes, np.uint8), view.scan.boundary
    # a word that reaches over a boundary stays whole
    bounds = np.concatenate(([0], bounds[codes[bounds] != FILLER], [len(codes)]))
    sentence = np.searchsorted(bounds, needed, side="right") - 1
    sentence = sentence[np.diff(sentence, prepend=NONE) > 0]
    first, last = bounds[sentence], np.minimum(bounds[sentence + 1] + 1, len(codes))
    last[:-1] = np.minimum(last[:-1], first[1:])
    return covered(first, last)


_RARE = 60
"""Where one word in so many is needed, to gather the sentences costs as much as to read all."""


def _match_spans(view: View, pattern: Any, tokens: Ints | None) -> Ints:
    """Every match among the tokens (None: all): its span and those of its groups."""
    codes = np.frombuffer(view.classes, np.uint8)
    if isinstance(pattern, re.Pattern):
        first = tokens_with(view.classes, pattern.pattern[1:-1])
        return np.stack([first, view.ends_of(first)], axis=1)[:, None, :]
    spans = match_spans(pattern, (codes if tokens is None else codes[tokens]).tobytes())
    if tokens is not None:
        first = spans[:, 0, 0]
        spans += (tokens[first] - first)[:, None, None]
    return spans


def _built(
    view: View, rule: Rule, pattern: Any, groups: Mapping[str, int], tokens: Ints | None = None
) -> Iterator[Any]:
    """The records of one rule, match by match, among the tokens (None: all)."""
    build = rule.build
    assert build is not None
    found = Found(f"{view.grammar.table}.{rule.name}", view, bytes(view.classes))
    for spans in _match_spans(view, pattern, tokens).tolist():
        parts = ((name, spans[number]) for name, number in groups.items())
        found.first, found.last = spans[0]
        found.spans = {name: (first, last) for name, (first, last) in parts if -1 < first < last}
        found.close = None
        rows = build(found)
        for row in rows if isinstance(rows, list) else () if rows is None else (rows,):
            view.close(*(found.close or (row.first, row.last)))
            yield row
