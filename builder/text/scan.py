"""A scan: everything the rules may ask about a batch, found natively and once.

Between sentences stands an empty boundary token, so that no pattern over tokens can reach from one into the next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from claimledger.text.batch import Batch, make_batch
from claimledger.text.forms import BOUNDARY, Forms, load_forms
from claimledger.text.kinds import KIND_SETS, Kinds
from claimledger.text.lexicon import Lexicon, load_lexicon
from claimledger.text.phrases import find_phrases
from claimledger.text.rows import NONE, Flags, Ints, Names, Numbers, looked_up
from claimledger.text.sentences import behind_run, sentence_starts
from claimledger.text.surfaces import Surfaces
from claimledger.text.tokens import Tokens, tokenize
from claimledger.text.vocabulary import Sense


@dataclass(frozen=True)
class Scan:
    """Tokens with their kinds, vocabulary phrases and sentences of a batch.

    start, end: as in Tokens, boundaries included; form: number in forms; kind: index into kind_sets; phrase,
    phrase_first, phrase_last: vocabulary phrases as token ranges (last excluded). Sentence n runs over the tokens after
    boundary n.
    """

    batch: Batch
    lexicon: Lexicon
    start: Ints
    end: Ints
    form: Ints
    forms: Forms
    kind: Numbers
    kind_sets: list[Kinds]
    phrase: Ints
    phrase_first: Ints
    phrase_last: Ints
    boundary: Ints

    def flag(self, *kinds: str) -> Flags:
        """For each token whether it has one of the kinds."""
        return looked_up(KIND_SETS.having(*kinds), self.kind)

    @cached_property
    def surfaces(self) -> Surfaces:
        """The text, for columns of words."""
        return Surfaces(self.batch.text)

    @cached_property
    def names(self) -> Names:
        """The texts that the rows of this scan share."""
        return Names()

    def has(self, tokens: Ints, *kinds: str) -> Flags:
        """For each of the tokens whether it has one of the kinds; a kind that ends in `*` stands for all it begins.

        A token before the text or behind it has none.
        """
        kind = self._edged_kind.take(tokens + 1, mode="clip")
        return KIND_SETS.having(*kinds).take(kind)

    @cached_property
    def _edged_kind(self) -> Numbers:
        """The kinds of all tokens, with a token of no kind before the first and behind the last."""
        edge = np.full(1, KIND_SETS.number(frozenset()), np.int32)
        return np.concatenate((edge, self.kind, edge))

    def told(self, tokens: Ints, tell: Callable[[str], Any], dtype: Any = np.int64) -> npt.NDArray[Any]:
        """tell(word) for each token, asked once for each distinct form; see Forms.told."""
        return self.forms.told(self.form[tokens], tell, dtype)

    def first_bytes(self, tokens: Ints) -> npt.NDArray[np.uint8]:
        """The first byte of each token; that of a boundary is its mark."""
        codes = np.frombuffer(self.batch.codes, np.uint8)
        empty = self.end[tokens] == self.start[tokens]
        return np.where(empty, ord(BOUNDARY), codes[np.where(empty, 0, self.start[tokens])]).astype(np.uint8)

    def begin_with(self, tokens: Ints, marks: bytes) -> Flags:
        """For each of the tokens whether its first byte is one of these."""
        table = np.zeros(256, np.bool_)
        table[list(marks)] = True
        return table[self.first_bytes(tokens)]

    def texts(self, first: Ints, last: Ints) -> list[str]:
        """The words of each token range."""
        text = self.batch.text
        return [text[a:b] for a, b in zip(self.start[first].tolist(), self.end[last - 1].tolist(), strict=True)]

    def sentences_of(self, tokens: Ints) -> Ints:
        """The number, within the batch, of the sentence each token is in."""
        return self._sentence.take(tokens + 1, mode="clip")

    @cached_property
    def _sentence(self) -> Ints:
        """The sentence of each token, and that of none before the first."""
        return np.repeat(
            np.arange(NONE, len(self.boundary)), np.diff(self.boundary, prepend=NONE, append=len(self.start))
        )

    def sentence_limits(self, tokens: Ints) -> tuple[Ints, Ints]:
        """The boundary token of the sentence each token is in, and that of the next."""
        at = self.sentences_of(tokens)
        return self.boundary[at], np.append(self.boundary[1:], len(self.start))[at]

    @cached_property
    def starts(self) -> memoryview:
        """Start offsets for light decisions: indexing gives Python numbers, and none is made before it is asked for."""
        return self.start.data

    @cached_property
    def ends(self) -> memoryview:
        """End offsets, likewise."""
        return self.end.data

    @cached_property
    def form_list(self) -> memoryview:
        """Form numbers, likewise."""
        return self.form.data

    @property
    def words(self) -> list[str]:
        """The distinct forms of the process as text, letters folded to ASCII."""
        return self.forms.words

    @cached_property
    def sentence_spans(self) -> tuple[Ints, Ints]:
        """First and last code point of each sentence."""
        if not len(self.boundary):
            return self.boundary, self.boundary
        blank = np.flatnonzero(self.flag("mark.newline", "mark.separator"))
        stop = np.append(self.boundary[1:], len(self.start)) - 1
        last = -behind_run(-stop, -blank[::-1])
        return self.start[self.boundary], self.end[last]

    def word(self, token: int) -> str:
        """The token as it stands, letters folded to ASCII."""
        return self.words[self.form_list[token]]

    def text(self, first: int, last: int) -> str:
        """The words from token `first` to token `last` (excluded)."""
        return self.batch.text[self.starts[first] : self.ends[last - 1]]

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
    tokens = tokenize(batch.codes)
    forms = load_forms()
    form = forms.of(batch.codes, tokens)
    kind = forms.kind.take(form)
    _tell_marks_apart(batch, tokens, kind)
    phrase, first, last = find_phrases(lexicon.index, batch.codes, tokens, form, forms.word)
    begins = sentence_starts(batch, tokens, kind, *_abbreviations(lexicon, len(kind), phrase, last))
    boundary = begins + np.arange(len(begins))
    token = _with_boundaries(boundary, len(kind))
    start, end, form = (column.take(token) for column in (tokens.start, tokens.end, form))
    kind = kind.take(token)
    end[boundary], form[boundary], kind[boundary] = start[boundary], 0, forms.kind[0]
    return Scan(
        batch=batch,
        lexicon=lexicon,
        start=start,
        end=end,
        form=form,
        forms=forms,
        kind=kind,
        kind_sets=KIND_SETS.sets,
        phrase=phrase,
        phrase_first=first + np.searchsorted(begins, first, side="right"),
        phrase_last=last + np.searchsorted(begins, last - 1, side="right"),
        boundary=boundary,
    )


def _tell_marks_apart(batch: Batch, tokens: Tokens, kind: Numbers) -> None:
    """A hyphen inside a word is no dash, an apostrophe before an s no quotation mark; their kinds say so."""
    start, end, codes = tokens.start, tokens.end, np.frombuffer(batch.codes, np.uint8)

    def inside(marks: Ints) -> Flags:
        """Which of the marks have words close on both sides; a line break is no word."""
        within = (marks > 0) & (marks < len(kind) - 1)
        before, behind = np.where(within, marks - 1, 0), np.where(within, marks + 1, 0)
        within &= codes[start[before]] != ord("\n")
        return within & (end[before] == start[marks]) & (end[marks] == start[behind])

    kind[tokens.marks_among(b"-\x96\x97")] = _number_of("mark.dash")
    hyphens = tokens.marks_among(b"-\x96")
    kind[hyphens[inside(hyphens)]] = _number_of("mark.hyphen")
    apostrophes = tokens.marks_among(b"'\x92")
    tails = apostrophes[inside(apostrophes)] + 1
    esses = tails[(end[tails] - start[tails] == 1) & (codes[start[tails]] & 0xDF == ord("S"))]
    kind[esses - 1] = _number_of("mark.possessive")
    kind[esses] = _number_of("mark.possessive_s")


def _number_of(kind: str) -> int:
    """The number of the set of this one kind."""
    return KIND_SETS.number(frozenset({kind}))


def _abbreviations(lexicon: Lexicon, count: int, phrase: Ints, last: Ints) -> tuple[Flags, Flags]:
    """Tokens that end an abbreviation of several, as phrases tell: one that never ends a sentence, one that may."""
    found = []
    for kind in ("abbreviation.false", "abbreviation.true"):
        flags = np.zeros(count, np.bool_)
        hits = KIND_SETS.having(kind)[lexicon.phrase_kind[phrase]]
        # the phrase ends with its full stop; the flag belongs to the token before that stop
        flags[last[hits] - 2] = True
        found.append(flags)
    return found[0], found[1]


def _with_boundaries(boundary: Ints, count: int) -> Ints:
    """For each place the token that stands there; at a boundary, the one behind it."""
    step = np.ones(count + len(boundary), np.int64)
    step[:1] = step[boundary + 1] = 0
    return np.cumsum(step)
