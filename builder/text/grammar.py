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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import re2

from claimledger.text.kinds import Kinds, Told
from claimledger.text.matching import match_spans
from claimledger.text.rows import NONE, Flags, Ints, Rows, covered
from claimledger.text.scan import Scan
from claimledger.text.vocabulary import Sense

FILLER = 0x7E
OTHER = 0x7D
_FIRST_CODE = 0x80
_CLOSED = bytes([OTHER]) * 64
_NO_GROUPS: dict[str, tuple[int, int]] = {}

_UNANCHORED = re2._re2.RE2.Anchor.UNANCHORED
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

    def compile(self, pattern: str) -> Any:
        """The re2 expression of a pattern; for a single class a set of bytes, which cannot backtrack either."""
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


class View:
    """A scan as one grammar sees it: a byte for each token, and the phrases it took whole."""

    def __init__(self, grammar: Grammar, scan: Scan) -> None:
        self.grammar = grammar
        self.scan = scan
        code = grammar.class_codes.of(scan.kind_sets)
        self.classes = bytearray(code.take(scan.kind))
        self._senses: dict[tuple[int, str], list[Sense]] = {}
        self.notes: set[int] = set()
        """Tokens that a build function wants later ones to know of."""
        byte = code[scan.lexicon.phrase_kind[scan.phrase]]
        wanted = np.flatnonzero((byte != OTHER) & (scan.phrase_last - scan.phrase_first > 1))
        wanted = wanted[_apart(scan.phrase_first[wanted], scan.phrase_last[wanted])]
        self.laid_first, self.laid_last = scan.phrase_first[wanted], scan.phrase_last[wanted]
        self.laid_phrase = scan.phrase[wanted]
        """The phrases taken whole, in order: their tokens and their numbers in the lexicon."""
        classes = np.frombuffer(self.classes, np.uint8)
        classes[covered(self.laid_first, self.laid_last)] = FILLER
        classes[self.laid_first] = byte[wanted]

    @cached_property
    def phrases(self) -> dict[int, tuple[int, int]]:
        """First token of each phrase taken whole -> its number in the lexicon and the token behind it."""
        laid = zip(self.laid_phrase.tolist(), self.laid_last.tolist(), strict=True)
        return dict(zip(self.laid_first.tolist(), laid, strict=True))

    def close(self, first: int, last: int) -> None:
        """Take tokens out of the reach of later rules."""
        self.classes[first:last] = (
            _CLOSED[: last - first] if last - first <= len(_CLOSED) else bytes([OTHER]) * (last - first)
        )

    def lay(self, spans: Iterable[tuple[int, int]], code: int = OTHER) -> None:
        """Make each token span one word of a class; by default one that no class has."""
        bounds = np.fromiter(chain.from_iterable(spans), np.int64).reshape(-1, 2)
        if not len(bounds):
            return
        edges = np.zeros(len(self.classes) + 1, np.int64)
        np.add.at(edges, bounds[:, 0], 1)
        np.add.at(edges, bounds[:, 1], -1)
        codes = np.frombuffer(self.classes, np.uint8)
        codes[np.cumsum(edges[:-1]) > 0] = OTHER if code == OTHER else FILLER
        codes[bounds[:, 0]] = code

    def senses(self, token: int, prefix: str) -> list[Sense]:
        """Senses of the phrase that begins at this token, or of the token, whose kind begins with prefix."""
        taken = self.phrases.get(token)
        key = (~taken[0] if taken is not None else self.scan.form_list[token], prefix)
        found = self._senses.get(key)
        if found is None:
            entry = self.scan.lexicon.phrases[taken[0]] if taken is not None else self.scan.senses(token, prefix)
            found = self._senses[key] = [sense for sense in entry if sense.kind.startswith(prefix)]
        return found

    def end_of(self, token: int) -> int:
        """The token behind the phrase (or single token) that begins here."""
        taken = self.phrases.get(token)
        return taken[1] if taken is not None else token + 1

    def ends_of(self, tokens: Ints) -> Ints:
        """For each token the one behind the phrase (or single token) that begins there."""
        at, is_phrase = self._laid_at(tokens)
        ends = tokens + 1
        ends[is_phrase] = self.laid_last[at[is_phrase]]
        return ends

    def keys_of(self, tokens: Ints) -> Ints:
        """A number for each token that is the same for the same word or phrase."""
        at, is_phrase = self._laid_at(tokens)
        keys = self.scan.form[tokens]
        keys[is_phrase] = ~self.laid_phrase[at[is_phrase]]
        return keys

    def _laid_at(self, tokens: Ints) -> tuple[Ints, Flags]:
        if not len(self.laid_first):
            return np.zeros(len(tokens), np.int64), np.zeros(len(tokens), np.bool_)
        at = np.minimum(np.searchsorted(self.laid_first, tokens), len(self.laid_first) - 1)
        return at, self.laid_first[at] == tokens

    def told(self, tokens: Ints, tell: Callable[[int], Any], dtype: Any = np.int64) -> npt.NDArray[Any]:
        """tell(token) for each token, asked once for each distinct word or phrase.

        tell may look only at what is the same wherever the word stands: its senses, its kinds, its letters.
        """
        _, index, inverse = np.unique(self.keys_of(tokens), return_index=True, return_inverse=True)
        return np.array([tell(token) for token in tokens[index].tolist()], dtype)[inverse]

    def in_class(self, tokens: Ints, *names: str) -> Flags:
        """For each token whether it now has one of the classes; one before the text or behind it has none."""
        table = np.zeros(256, np.bool_)
        table[[self.grammar.codes[name] for name in names]] = True
        inside = (tokens >= 0) & (tokens < len(self.classes))
        return inside & table[np.frombuffer(self.classes, np.uint8)[np.where(inside, tokens, 0)]]

    def close_all(self, first: Ints, last: Ints) -> None:
        """Take token ranges out of the reach of later rules."""
        np.frombuffer(self.classes, np.uint8)[covered(first, last)] = OTHER

    def tokens_of(self, *names: str) -> Ints:
        """Every token that now has one of the classes."""
        return _tokens_of(self.classes, [self.grammar.codes[name] for name in names])

    def words_in(self, first: Ints, last: Ints) -> Ints:
        """The words and phrases of the token ranges: the token each begins with."""
        tokens = covered(first, last)
        return tokens[np.frombuffer(self.classes, np.uint8)[tokens] != FILLER]

    def is_class(self, token: int, names: Sequence[str]) -> bool:
        """Whether the token has one of the classes."""
        return 0 <= token < len(self.classes) and self.classes[token] in {self.grammar.codes[name] for name in names}

    def having(self, tokens: Ints, prefix: str) -> Ints:
        """Those of the tokens whose word or phrase has a sense of a kind that begins with prefix."""
        maybe = tokens[self.scan.has(tokens, f"{prefix}*") | (self.keys_of(tokens) < 0)]
        return maybe[self.told(maybe, lambda token: bool(self.senses(token, prefix)), np.bool_)]

    def lay_words(self, first: Ints, last: Ints, name: str) -> None:
        """Make each token range one word of a class."""
        codes = np.frombuffer(self.classes, np.uint8)
        codes[covered(first, last)] = FILLER
        codes[first] = self.grammar.codes[name]


class Found:
    """A rule's match in a view; groups are token ranges. It is used again for the rule's next match: do not keep it."""

    __slots__ = ("close", "first", "last", "original", "rule_id", "scan", "spans", "view")

    def __init__(self, rule_id: str, view: View, original: bytes) -> None:
        self.rule_id = rule_id
        self.view = view
        self.scan = view.scan
        self.original = original
        """The class bytes the match was found in."""
        self.spans: dict[str, tuple[int, int]] = _NO_GROUPS
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


def _apart(first: Ints, last: Ints) -> Flags:
    """Which ranges to take so that none overlaps one taken before it; the ranges come in order of their first token."""
    taken = np.ones(len(first), np.bool_)
    taken[1:] = first[1:] >= np.maximum.accumulate(last)[:-1]
    free = 0
    # a range that overlaps with earlier ones may still be free of those that were taken
    for place in np.flatnonzero(~taken).tolist():
        if taken[place - 1]:
            free = last[place - 1]
        taken[place] = first[place] >= free
    return taken


def _tokens_of(classes: bytearray, codes: Iterable[int]) -> Ints:
    """The places of the bytes that are one of the codes."""
    table = bytearray(256)
    for code in codes:
        table[code] = 1
    return np.flatnonzero(np.frombuffer(classes.translate(table), np.bool_))


def any_in(first: Ints, last: Ints, are: Callable[[Ints], Flags]) -> Flags:
    """For each token range whether one of its tokens is such."""
    number = np.repeat(np.arange(len(first)), last - first)
    return np.bincount(number, are(covered(first, last)), len(first)) > 0


RowsT = TypeVar("RowsT", bound=Rows)


def find_rows(view: View, table: type[RowsT]) -> RowsT:
    """Rows of all rules of the view's grammar in order of the text: each rule sees what the earlier ones have left.

    A build function gives a row, several or None; the words of a row are closed to later rules. A rule that makes no
    rows at all (its build function is called `nothing`) closes all it matches.
    """
    grammar, names = view.grammar, view.scan.names
    tokens = _tokens_to_read(view) if grammar.needs else None
    parts: list[RowsT] = []
    for rule, pattern, groups in grammar.compiled:
        rule_id = f"{grammar.table}.{rule.name}"
        if rule.build is not None and rule.build.__name__ == "nothing":
            spans = _match_spans(view, pattern, tokens)
            view.close_all(spans[:, 0, 0], spans[:, 0, 1])
            continue
        if rule.build_all is None:
            records = list(_built(view, rule, pattern, groups, bytes(view.classes), tokens))
            parts.append(table.of(records, names))
            continue
        rows = rule.build_all(Matches(rule_id, view, _match_spans(view, pattern, tokens), groups))
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


def _match_spans(view: View, pattern: Any, tokens: Ints | None) -> Ints:
    """Every match among the tokens (None: all): its span and those of its groups."""
    codes = np.frombuffer(view.classes, np.uint8)
    if isinstance(pattern, re.Pattern):
        first = _tokens_of(view.classes, pattern.pattern[1:-1])
        return np.stack([first, view.ends_of(first)], axis=1)[:, None, :]
    spans = match_spans(pattern, (codes if tokens is None else codes[tokens]).tobytes())
    if tokens is not None:
        first = spans[:, 0, 0]
        spans += (tokens[first] - first)[:, None, None]
    return spans


def _built(
    view: View, rule: Rule, pattern: Any, groups: Mapping[str, int], original: bytes, tokens: Ints | None = None
) -> Iterator[Any]:
    """The records of one rule, match by match, among the tokens (None: all)."""
    rule_id = f"{view.grammar.table}.{rule.name}"
    build = rule.build
    assert build is not None
    closing = build.__name__ == "nothing"
    found = Found(rule_id, view, original)
    found_ones = (
        _matches(view, pattern, groups, original) if tokens is None else _matches_among(view, pattern, groups, tokens)
    )
    for first, last, spans in found_ones:
        if closing:
            view.close(first, last)
            continue
        found.first, found.last, found.spans, found.close = first, last, spans, None
        rows = build(found)
        for row in rows if isinstance(rows, list) else () if rows is None else (rows,):
            view.close(*(found.close or (row.first, row.last)))
            yield row


def find(view: View) -> Iterator[Any]:
    """Rows of all rules of the view's grammar: each rule sees what the earlier ones have left.

    A build function gives a row, several or None; the words of a row are closed to later rules. A rule that makes no
    rows at all (its build function is called `nothing`) closes all it matches.
    """
    for rule, pattern, groups in view.grammar.compiled:
        yield from _built(view, rule, pattern, groups, bytes(view.classes))


def _matches(
    view: View, pattern: Any, groups: Mapping[str, int], classes: bytes
) -> Iterator[tuple[int, int, dict[str, tuple[int, int]]]]:
    """First token, last token and named groups of every match.

    A pattern of one class needs no expression: a byte set finds its tokens. For the others the compiled expression
    inside google-re2's pattern is asked directly; its Python wrapper makes an object for every match and asks for the
    group count at every span, which together cost more than many a build function.
    """
    if isinstance(pattern, re.Pattern):
        for token in map(re.Match.start, pattern.finditer(classes)):
            yield token, view.end_of(token), _NO_GROUPS
        return
    search, position, size = pattern._regexp.Match, 0, len(classes)
    wanted = tuple(groups.items())
    while True:
        spans = search(_UNANCHORED, classes, position, size)
        first, last = spans[0]
        if first < 0:
            return
        yield first, last, {name: spans[number] for name, number in wanted if -1 < spans[number][0] < spans[number][1]}
        position = max(last, first + 1)


def _matches_among(
    view: View, pattern: Any, groups: Mapping[str, int], tokens: Ints
) -> Iterator[tuple[int, int, dict[str, tuple[int, int]]]]:
    """As _matches, among the tokens that a grammar with needs reads."""
    for spans in _match_spans(view, pattern, tokens).tolist():
        parts = ((name, spans[number]) for name, number in groups.items())
        yield *spans[0], {name: (first, last) for name, (first, last) in parts if -1 < first < last}
