"""Sentences: before which tokens a new one starts.

A full stop ends a sentence unless an abbreviation or an initial stands before it or a lower-case word behind it. A line
break ends one unless the line was wrapped: the next begins in lower case, or all lines of the document are short.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from claimledger.text.batch import Batch
from claimledger.text.kinds import KIND_SETS
from claimledger.text.rows import Flags, Ints, Numbers
from claimledger.text.tokens import Tokens

WRAP_WIDTH = 100

_CLOSERS = b"\"'\x92\x94)]\xbb\x9b"
_BREAKS = b"\n\x1e"
_STOPS = b".!?\x85"
_FINAL = tuple(f"mark.{mark}" for mark in (_STOPS + _CLOSERS).decode("latin-1"))
_LOWER = ("shape.lower", "mark.,", "mark.;")
_STARTERS = (
    "function.sentence_starter",
    "function.determiner",
    "function.pronoun_personal",
    "function.preposition",
    "function.conjunction_coordinating",
    "function.adverb",
    "function.conjunction_subordinating",
    "function.wh",
    "function.auxiliary",
)


def sentence_starts(batch: Batch, tokens: Tokens, kind: Numbers, hard: Flags, soft: Flags) -> Ints:
    """Indices of the tokens that begin a sentence; line breaks never do.

    kind: number of each token's kind set. hard, soft: tokens that end an abbreviation of several words, one that never
    ends a sentence and one that may.
    """
    text = _Text(tokens, kind, hard, soft)
    breaks = tokens.marks_among(_BREAKS)
    begins = np.zeros(len(kind) + 1, np.bool_)
    begins[_after_breaks(batch, text, breaks)] = True
    begins[_after_stops(text)] = True
    begins[behind_run(np.zeros(1, np.int64), breaks)] = True
    begins[breaks] = False
    return np.flatnonzero(begins[:-1])


@dataclass(frozen=True)
class _Text:
    """The tokens of a batch and what is known of them; see sentence_starts."""

    tokens: Tokens
    kind: Numbers
    hard: Flags
    soft: Flags

    def has(self, tokens: Ints, *kinds: str) -> Flags:
        """For each of the tokens whether it has one of the kinds."""
        return KIND_SETS.having(*kinds)[self.kind[tokens]]


def _after_breaks(batch: Batch, text: _Text, breaks: Ints) -> Ints:
    """The tokens behind a paragraph break, or a line break that was not made by wrapping."""
    start, count = text.tokens.start, len(text.kind)
    document = batch.document_of(start[breaks])
    lines = np.append(start[breaks], batch.ends[-1:]), np.append(document, np.arange(len(batch.ends))[-1:])
    wrapped = _wrapped_documents(*lines, len(batch.starts))[document]
    next_is_break = np.diff(breaks, append=count) == 1
    single = ~next_is_break
    single[1:] &= ~next_is_break[:-1]
    single_breaks = breaks[single]
    goes_on = text.has(single_breaks + 1, *_LOWER)
    stopped = text.has(np.maximum(single_breaks - 1, 0), *_FINAL)
    joins = np.zeros(len(breaks), np.bool_)
    joins[single] = goes_on | (wrapped[single] & ~stopped)
    return breaks[~joins] + 1


def _wrapped_documents(ends: Ints, document: Ints, count: int) -> Flags:
    """Documents whose every line is short, and which have at least six; ends: where lines end, in which document.

    The last line of a document ends with it, also where no other document follows.
    """
    longest = np.zeros(count, np.int64)
    np.maximum.at(longest, document, np.diff(ends, prepend=0))
    return (longest <= WRAP_WIDTH) & (np.bincount(document, minlength=count) >= 6)


def _after_stops(text: _Text) -> Ints:
    """The tokens behind a full stop (or its like) that ends a sentence, and behind the marks that close with it."""
    start, end, count = text.tokens.start, text.tokens.end, len(text.kind)
    stops = text.tokens.marks_among(_STOPS)
    following = behind_run(stops + 1, _tight_closers(text.tokens))
    stops, following = stops[following < count], following[following < count]
    possible = ~text.has(following, "mark.newline", "mark.separator", *_LOWER)
    stops, following = stops[possible], following[possible]
    glued = start[following] == end[following - 1]
    full_stop = text.has(stops, "mark..") & (following == stops + 1)
    before = np.maximum(stops - 1, 0)
    after_word = full_stop & (stops > 0) & (end[before] == start[stops])
    starter = text.has(following, *_STARTERS)
    hard = text.has(before, "abbreviation.false") | text.hard[before]
    soft = text.has(before, "abbreviation.true") | text.soft[before]
    two_before = np.maximum(before - 1, 0)
    dotted = (before > 0) & text.has(two_before, "mark..") & (end[two_before] == start[before])
    initial = text.has(before, "shape.initial")
    abbreviated = hard | (soft & ~starter) | (initial & ~(dotted & starter))
    # "the war.The next day": a blank was lost
    lost_blank = (
        text.has(before, *_LOWER) & (end[before] - start[before] > 2) & text.has(following, "shape.capitalised")
    )
    opens_decimal = full_stop & glued & text.has(following, "shape.number", "shape.dotted", "shape.glued")
    ends_sentence = np.where(
        after_word, np.where(glued, lost_blank, ~abbreviated), (full_stop | ~glued) & ~opens_decimal
    )
    return following[ends_sentence]


def _tight_closers(tokens: Tokens) -> Ints:
    """Closing marks that stand close behind the token before."""
    closers = tokens.marks_among(_CLOSERS)
    closers = closers[closers > 0]
    return closers[tokens.start[closers] == tokens.end[closers - 1]]


def behind_run(tokens: Ints, held: Ints) -> Ints:
    """The first token at or behind each that is not one of those held; held: in rising order."""
    if not len(held):
        return tokens
    run_ends = np.flatnonzero(np.diff(held, append=held[-1] + 2) != 1)
    at = np.minimum(np.searchsorted(held, tokens), len(held) - 1)
    return np.where(held[at] == tokens, held[run_ends[np.searchsorted(run_ends, at)]] + 1, tokens)
