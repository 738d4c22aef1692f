"""A view: a scan as one grammar sees it, a byte of a class for each token."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from claimledger.text.grammar import FILLER, OTHER, Grammar
from claimledger.text.kinds import KIND_SETS
from claimledger.text.rows import NONE, Flags, Ints, covered, distinct, looked_up
from claimledger.text.scan import Scan
from claimledger.text.vocabulary import Sense

_CLOSED = bytes([OTHER]) * 64


class View:
    """A scan as one grammar sees it: a byte for each token, and the phrases it took whole."""

    def __init__(self, grammar: Grammar, scan: Scan) -> None:
        self.grammar = grammar
        self.scan = scan
        code = grammar.class_codes.of(scan.kind_sets)
        self.classes = bytearray(looked_up(code, scan.kind))
        self.notes: set[int] = set()
        """Tokens that a build function wants later ones to know of."""
        byte = code[scan.lexicon.phrase_kind[scan.phrase]]
        wanted = np.flatnonzero((byte != OTHER) & (scan.phrase_last - scan.phrase_first > 1))
        wanted = wanted[_apart(scan.phrase_first[wanted], scan.phrase_last[wanted])]
        self.laid_first, self.laid_last = scan.phrase_first[wanted], scan.phrase_last[wanted]
        self.laid_phrase = scan.phrase[wanted]
        """The phrases taken whole, in order: their tokens and their numbers in the lexicon."""
        classes = np.frombuffer(self.classes, np.uint8)
        self._begins = np.zeros(len(classes) + 1, np.bool_)
        self._begins[self.laid_first] = True
        classes[covered(self.laid_first, self.laid_last)] = FILLER
        classes[self.laid_first] = byte[wanted]

    def _laid(self, token: int) -> int:
        """The place among the phrases taken whole of the one that begins at this token; -1 where none does."""
        begins = 0 <= token < len(self.classes) and self._begins.item(token)
        return bisect_left(self.laid_first.data, token) if begins else NONE

    def close(self, first: int, last: int) -> None:
        """Take tokens out of the reach of later rules."""
        self.classes[first:last] = (
            _CLOSED[: last - first] if last - first <= len(_CLOSED) else bytes([OTHER]) * (last - first)
        )

    def senses(self, token: int, prefix: str) -> list[Sense]:
        """Senses of the phrase that begins at this token, or of the token, whose kind begins with prefix."""
        laid, known = self._laid(token), self.scan.forms.senses
        phrase = self.laid_phrase.item(laid) if laid >= 0 else None
        key = (~phrase if phrase is not None else self.scan.form_list[token], prefix)
        found = known.get(key)
        if found is None:
            entry = self.scan.lexicon.phrases[phrase] if phrase is not None else self.scan.senses(token, prefix)
            found = known[key] = [sense for sense in entry if sense.kind.startswith(prefix)]
        return found

    def end_of(self, token: int) -> int:
        """The token behind the phrase (or single token) that begins here."""
        laid = self._laid(token)
        return self.laid_last.item(laid) if laid >= 0 else token + 1

    def ends_of(self, tokens: Ints) -> Ints:
        """For each token the one behind the phrase (or single token) that begins there."""
        ends, (begins, laid) = tokens + 1, self._laid_at(tokens)
        ends[begins] = self.laid_last[laid]
        return ends

    def keys_of(self, tokens: Ints) -> Ints:
        """A number for each token that is the same for the same word or phrase."""
        keys, (begins, laid) = self.scan.form[tokens], self._laid_at(tokens)
        keys[begins] = ~self.laid_phrase[laid]
        return keys

    def _laid_at(self, tokens: Ints) -> tuple[Ints, Ints]:
        """Those of the tokens, by place, with which a phrase taken whole begins, and the numbers of these phrases."""
        may_begin = np.flatnonzero(self._begins.take(tokens, mode="clip"))
        laid = np.searchsorted(self.laid_first, tokens[may_begin])
        inside = np.flatnonzero(self.laid_first.take(laid, mode="clip") == tokens[may_begin])
        return may_begin[inside], laid[inside]

    def told(self, tokens: Ints, tell: Callable[[int], Any], dtype: Any = np.int64) -> npt.NDArray[Any]:
        """tell(token) for each token, asked once for each distinct word or phrase.

        tell may look only at what is the same wherever the word stands: its senses, its kinds, its letters.
        """
        phrases = len(self.scan.lexicon.phrases)
        first, place = distinct(self.keys_of(tokens) + phrases, phrases + len(self.scan.forms))
        return np.array([tell(token) for token in tokens[first].tolist()], dtype)[place]

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
        return tokens_with(self.classes, [self.grammar.codes[name] for name in names])

    def words_in(self, first: Ints, last: Ints) -> Ints:
        """The words and phrases of the token ranges: the token each begins with."""
        tokens = covered(first, last)
        return tokens[np.frombuffer(self.classes, np.uint8)[tokens] != FILLER]

    def is_class(self, token: int, names: Sequence[str]) -> bool:
        """Whether the token has one of the classes."""
        return 0 <= token < len(self.classes) and self.classes[token] in {self.grammar.codes[name] for name in names}

    def having(self, tokens: Ints, prefix: str) -> Ints:
        """Those of the tokens whose word or phrase has a sense of a kind that begins with prefix."""
        has, (begins, laid) = self.scan.has(tokens, f"{prefix}*"), self._laid_at(tokens)
        has[begins] = KIND_SETS.having(f"{prefix}*")[self.scan.lexicon.phrase_kind[self.laid_phrase[laid]]]
        return tokens[has]

    def lay_words(self, first: Ints, last: Ints, name: str) -> None:
        """Make each token range one word of a class."""
        codes = np.frombuffer(self.classes, np.uint8)
        codes[covered(first, last)] = FILLER
        codes[first] = self.grammar.codes[name]


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


def tokens_with(classes: bytes | bytearray, codes: Iterable[int]) -> Ints:
    """The places of the bytes that are one of the codes."""
    rows, (first, *others) = np.frombuffer(classes, np.uint8), codes
    hits = rows == first
    for code in others:
        hits |= rows == code
    return np.flatnonzero(hits)


def any_in(first: Ints, last: Ints, are: Callable[[Ints], Flags]) -> Flags:
    """For each token range whether one of its tokens is such."""
    number = np.repeat(np.arange(len(first)), last - first)
    return np.bincount(number, are(covered(first, last)), len(first)) > 0
