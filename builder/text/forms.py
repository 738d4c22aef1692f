"""Forms: the distinct tokens of this process, each with its number and what has been told of it.

A corpus has the same words again and again. What a word may be, and what a rule asks about its letters, is worked out
when the process first meets it; in every later batch it is looked up by number.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from claimledger.text.kinds import KIND_SETS
from claimledger.text.lexicon import Lexicon, kinds_of_word, load_lexicon
from claimledger.text.phrases import UNKNOWN
from claimledger.text.rows import Answers, Ints
from claimledger.text.tokens import Numbering, Tokens
from claimledger.text.vocabulary import Sense

BOUNDARY = "\x1e"
"""The form of the empty token between two sentences; its number is 0."""
_MOST_KNOWN = 1_000_000
"""A corpus of noise must not fill the memory."""


class Forms:
    """Numbered forms; words: each as text. kind: the number of its kind set; word: its number in the phrase index."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Only the boundary so far."""
        self.words = [BOUNDARY]
        self.kind = np.array([KIND_SETS.number(frozenset({"boundary"}))], np.int32)
        self.word = np.array([UNKNOWN])
        self._lexicon = lexicon
        self._numbering = Numbering()
        self._answers = Answers(self.words)
        self.senses: dict[tuple[int, str], list[Sense]] = {}
        """Senses of a form, or of a phrase (~number), whose kind begins with a text, as far as they were asked for."""

    def __len__(self) -> int:
        """The number of forms."""
        return len(self.words)

    def of(self, text: bytes, tokens: Tokens) -> Ints:
        """The number of each token's form."""
        numbers = self._numbering.number(text, tokens)
        new = self._numbering.forms[len(self.words) - 1 :]
        if new:
            words = [form.decode("latin-1") for form in new]
            self.words += words
            kinds = [KIND_SETS.number(kinds_of_word(self._lexicon, word)) for word in words]
            self.kind = np.append(self.kind, np.array(kinds, np.int32))
            self.word = np.append(self.word, np.array(list(map(self._lexicon.index.number, new)), np.int64))
        numbers += 1
        return numbers

    def told(self, forms: Ints, tell: Callable[[str], Any], dtype: Any) -> npt.NDArray[Any]:
        """tell(word) for each form; see Answers.told."""
        return self._answers.told(forms, tell, dtype)


_KNOWN: list[Forms] = []


def load_forms() -> Forms:
    """The forms of this process; new ones when there are too many."""
    if not _KNOWN or len(_KNOWN[0]) > _MOST_KNOWN:
        _KNOWN[:] = [Forms(load_lexicon())]
    return _KNOWN[0]
