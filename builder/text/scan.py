"""A scan: everything the rules may ask about a batch, found natively and once.

Between sentences stands an empty boundary token, so that no pattern over tokens can reach from one into the next.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from claimledger.text.batch import Batch, make_batch
from claimledger.text.lexicon import Kinds, Lexicon, find_phrases, kinds_of, load_lexicon
from claimledger.text.rows import Names
from claimledger.text.sentences import CLOSERS, Flags, sentence_starts
from claimledger.text.tokens import Ints, Tokens, tokenize
from claimledger.text.vocabulary import Sense

BOUNDARY = b"\x1e"
_PADDING = 16
"""So far may a rule look beyond the last token (and, by Python's counting from behind, before the first)."""


@dataclass(frozen=True)
class Scan:
    """Tokens with their kinds, vocabulary phrases and sentences of a batch.

    start, end, form: as in Tokens, boundaries included; kind: index into kind_sets; phrase, phrase_first, phrase_last:
    vocabulary phrases as token ranges (last excluded). Sentence n runs over the tokens after boundary n.
    """

    batch: Batch
    lexicon: Lexicon
    start: Ints
    end: Ints
    form: Ints
    forms: list[bytes]
    kind: Ints
    kind_sets: list[Kinds]
    phrase: Ints
    phrase_first: Ints
    phrase_last: Ints
    boundary: Ints

    def flag(self, *kinds: str) -> Flags:
        """For each token whether it has one of the kinds."""
        wanted = set(kinds)
        table = np.fromiter((not wanted.isdisjoint(entry) for entry in self.kind_sets), np.bool_, len(self.kind_sets))
        return table[self.kind]

    @cached_property
    def names(self) -> Names:
        """The texts that the rows of this scan share."""
        return Names()

    @cached_property
    def _kind_tables(self) -> dict[tuple[str, ...], Flags]:
        return {}

    @cached_property
    def _sets_of_kind(self) -> dict[str, list[int]]:
        """The kind sets that each kind is in."""
        found: dict[str, list[int]] = {}
        for number, entry in enumerate(self.kind_sets):
            for kind in entry:
                found.setdefault(kind, []).append(number)
        return found

    def has(self, tokens: Ints, *kinds: str) -> Flags:
        """For each of the tokens whether it has one of the kinds; a kind that ends in `*` stands for all it begins.

        A token before the text or behind it has none.
        """
        table = self._kind_tables.get(kinds)
        if table is None:
            table = np.zeros(len(self.kind_sets) + 1, np.bool_)
            heads = tuple(kind[:-1] for kind in kinds if kind.endswith("*"))
            headed = [kind for kind in self._sets_of_kind if kind.startswith(heads)] if heads else []
            for kind in (*kinds, *headed):
                table[self._sets_of_kind.get(kind, [])] = True
            self._kind_tables[kinds] = table
        inside = (tokens >= 0) & (tokens < len(self.kind))
        return table[np.where(inside, self.kind[np.where(inside, tokens, 0)], len(self.kind_sets))]

    def told(self, tokens: Ints, tell: Callable[[str], Any], dtype: Any = np.int64) -> npt.NDArray[Any]:
        """tell(word) for each token, asked once for each distinct form."""
        distinct, inverse = np.unique(self.form[tokens], return_inverse=True)
        return np.array([tell(self.words[form]) for form in distinct.tolist()], dtype)[inverse]

    def first_bytes(self, tokens: Ints) -> npt.NDArray[np.uint8]:
        """The first byte of each token; that of a boundary is its mark."""
        codes = np.frombuffer(self.batch.codes, np.uint8)
        empty = self.end[tokens] == self.start[tokens]
        return np.where(empty, BOUNDARY[0], codes[np.where(empty, 0, self.start[tokens])]).astype(np.uint8)

    def texts(self, first: Ints, last: Ints) -> list[str]:
        """The words of each token range."""
        text = self.batch.text
        return [text[a:b] for a, b in zip(self.start[first].tolist(), self.end[last - 1].tolist(), strict=True)]

    def sentences_of(self, tokens: Ints) -> Ints:
        """The number, within the batch, of the sentence each token is in."""
        return np.searchsorted(self.boundary, tokens, side="right") - 1

    def sentence_limits(self, tokens: Ints) -> tuple[Ints, Ints]:
        """The boundary token of the sentence each token is in, and that of the next."""
        at = self.sentences_of(tokens)
        return self.boundary[at], np.append(self.boundary[1:], len(self.start))[at]

    @cached_property
    def starts(self) -> array[int]:
        """Start offsets for light decisions: indexing gives Python numbers, and none is made before it is asked for."""
        return array("q", self.start.tobytes())

    @cached_property
    def ends(self) -> array[int]:
        """End offsets, likewise."""
        return array("q", self.end.tobytes())

    @cached_property
    def form_list(self) -> array[int]:
        """Form numbers, likewise."""
        return array("q", self.form.tobytes())

    @cached_property
    def form_numbers(self) -> dict[str, int]:
        """Word -> number of its form."""
        return {word: number for number, word in enumerate(self.words)}

    @cached_property
    def words(self) -> list[str]:
        """The distinct forms as text, letters folded to ASCII."""
        return [form.decode("latin-1") for form in self.forms]

    @cached_property
    def boundaries(self) -> list[int]:
        """Indices of the boundary tokens as Python numbers."""
        return self.boundary.tolist()

    @cached_property
    def sentence_spans(self) -> tuple[Ints, Ints]:
        """First and last code point of each sentence."""
        if not len(self.boundary):
            return self.boundary, self.boundary
        visible = self.end > self.start
        nonblank = visible & ~self.flag("mark.newline", "mark.separator")
        last = np.maximum.accumulate(np.where(nonblank, np.arange(len(self.start)), 0))
        stop = np.append(self.boundary[1:], len(self.start)) - 1
        return self.start[self.boundary], self.end[last[stop]]

    def word(self, token: int) -> str:
        """The token as it stands, letters folded to ASCII."""
        return self.words[self.form_list[token]]

    @cached_property
    def kinds_at(self) -> list[Kinds]:
        """The kinds of each token; none for the places just before and behind the text."""
        return [*map(self.kind_sets.__getitem__, self.kind.tolist()), *[frozenset()] * _PADDING]

    def text(self, first: int, last: int) -> str:
        """The words from token `first` to token `last` (excluded)."""
        return self.batch.text[self.starts[first] : self.ends[last - 1]]

    def sentence_of(self, token: int) -> int:
        """The number, within the batch, of the sentence a token is in."""
        return bisect_right(self.boundaries, token) - 1

    def sentence_bounds(self, token: int) -> tuple[int, int]:
        """The boundary token of the sentence a token is in, and that of the next."""
        at = bisect_right(self.boundaries, token) - 1
        return self.boundaries[at], self.boundaries[at + 1] if at + 1 < len(self.boundaries) else len(self.start)

    def senses(self, token: int, prefix: str) -> list[Sense]:
        """The token's senses whose kind begins with prefix."""
        return [sense for sense in self.lexicon.senses_of(self.word(token)) if sense.kind.startswith(prefix)]

    def kinds_of(self, token: int) -> Kinds:
        """The kinds of one token, for rare rules; none before the text or behind it."""
        return self.kind_sets[self.kind[token]] if 0 <= token < len(self.kind) else frozenset()


def scan(doc_ids: Sequence[str], texts: Sequence[str]) -> Scan:
    """Scan documents (canonical texts) against the whole vocabulary."""
    return scan_batch(make_batch(doc_ids, texts))


def scan_batch(batch: Batch) -> Scan:
    """Scan a batch against the whole vocabulary."""
    lexicon = load_lexicon()
    tokens = tokenize(batch)
    kind_sets, kind_of_form = kinds_of(lexicon, tokens.forms)
    kind = kind_of_form[tokens.form] if len(tokens.form) else tokens.form
    _tell_marks_apart(tokens, kind, kind_sets)
    phrase, phrase_start, phrase_end = find_phrases(lexicon, batch)
    first = np.searchsorted(tokens.start, phrase_start)
    last = np.searchsorted(tokens.end, phrase_end, side="left") + 1
    begins = sentence_starts(batch, tokens, _sentence_flags(lexicon, kind_sets, kind, phrase, last))
    marks = np.zeros(len(tokens.start), np.int64)
    marks[begins] = 1
    shift = np.cumsum(marks)
    forms = [*tokens.forms, BOUNDARY]
    place = np.arange(len(tokens.start)) + shift
    boundary = begins + np.arange(len(begins))

    def with_boundaries(column: Ints, value: Ints | int) -> Ints:
        whole = np.empty(len(place) + len(boundary), np.int64)
        whole[place], whole[boundary] = column, value
        return whole

    return Scan(
        batch=batch,
        lexicon=lexicon,
        start=with_boundaries(tokens.start, tokens.start[begins]),
        end=with_boundaries(tokens.end, tokens.start[begins]),
        form=with_boundaries(tokens.form, len(tokens.forms)),
        forms=forms,
        kind=with_boundaries(kind, len(kind_sets)),
        kind_sets=[*kind_sets, frozenset({"boundary"})],
        phrase=phrase,
        phrase_first=first + shift[first] if len(first) else first,
        phrase_last=last + shift[last - 1] if len(last) else last,
        boundary=boundary,
    )


def _tell_marks_apart(tokens: Tokens, kind: Ints, kind_sets: list[Kinds]) -> None:
    """A hyphen inside a word is no dash, an apostrophe before an s no quotation mark; their kinds say so."""
    if len(kind) < 3:
        return
    tight = tokens.end[:-1] == tokens.start[1:]
    inside = np.concatenate(([False], tight[:-1] & tight[1:], [False]))
    numbers = {form: number for number, form in enumerate(tokens.forms) if len(form) == 1}
    form_is = {mark: numbers.get(mark, -1) for mark in (b"-", b"\x96", b"\x97", b"'", b"\x92", b"s", b"S")}
    hyphen = (tokens.form == form_is[b"-"]) | (tokens.form == form_is[b"\x96"])
    dash = hyphen | (tokens.form == form_is[b"\x97"])
    apostrophe = (tokens.form == form_is[b"'"]) | (tokens.form == form_is[b"\x92"])
    ess = (tokens.form == form_is[b"s"]) | (tokens.form == form_is[b"S"])
    possessive = apostrophe & inside
    possessive[:-1] &= ess[1:]
    for where, name in (
        (hyphen & inside, "mark.hyphen"),
        (dash & ~(hyphen & inside), "mark.dash"),
        (possessive, "mark.possessive"),
        (np.concatenate(([False], possessive[:-1])), "mark.possessive_s"),
    ):
        kind[where] = len(kind_sets)
        kind_sets.append(frozenset({name}))


def _sentence_flags(
    lexicon: Lexicon, kind_sets: list[Kinds], kind: Ints, phrase: Ints, phrase_last: Ints
) -> dict[str, Flags]:
    def flag(*wanted: str) -> Flags:
        names = set(wanted)
        table = np.fromiter((not names.isdisjoint(entry) for entry in kind_sets), np.bool_, len(kind_sets))
        return table[kind] if len(kind) else np.zeros(0, np.bool_)

    flags = {
        "stop": flag("mark..", "mark.!", "mark.?", "mark.\x85"),
        "break": flag("mark.newline"),
        "separator": flag("mark.separator"),
        "lower": flag("shape.lower", "mark.,", "mark.;"),
        "capitalised": flag("shape.capitalised"),
        "initial": flag("shape.initial"),
        "closer": flag(*(f"mark.{mark.decode('latin-1')}" for mark in CLOSERS)),
        "abbreviation": flag("abbreviation.false"),
        "soft_abbreviation": flag("abbreviation.true"),
        "starter": flag(
            "function.sentence_starter",
            "function.determiner",
            "function.pronoun_personal",
            "function.preposition",
            "function.conjunction_coordinating",
            "function.adverb",
            "function.conjunction_subordinating",
            "function.wh",
            "function.auxiliary",
        ),
    }
    for entry, name in (("abbreviation.false", "abbreviation"), ("abbreviation.true", "soft_abbreviation")):
        hit = np.fromiter((entry in kinds for kinds in lexicon.phrase_kinds), np.bool_, len(lexicon.phrase_kinds))
        # the phrase ends with its full stop; the flag belongs to the token before that stop
        flags[name][phrase_last[hit[phrase]] - 2] = True
    return flags
