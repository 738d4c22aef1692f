"""Tokens: where words, numbers and marks begin and end, and which of them are the same word.

A token is a run of letters and digits (1,000 and 3.5 stay whole) or a single mark; a line break is a mark. No token
objects exist: two arrays hold the offsets, a third the number of each token's distinct form. A distinct form is looked
at once (see forms.py), however often it occurs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import repeat
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from claimledger.text.batch import FOREIGN_LOWER, FOREIGN_UPPER, NARROW_BLANK
from claimledger.text.rows import Ints

_WORD, _DIGIT, _JOINER, _MARK = 1, 2, 4, 8
_POWERS = "²³".encode("cp1252")
"""Part of the word before them: km²."""
"""Bits of a character's kind, in this order because a shift brings one over the other."""


def _kind(code: int) -> int:
    char = chr(code)
    if code in {FOREIGN_LOWER, FOREIGN_UPPER, *_POWERS} or (code < 128 and char.isalnum()):
        return _WORD | (_DIGIT if char.isdigit() else 0)
    return (_JOINER if code in _JOINERS else 0) | (0 if code in _BLANKS else _MARK)


_JOINERS = bytes((*b".,", NARROW_BLANK))
_BLANKS = bytes((*b" \t\x0b\x0c\r\x00", NARROW_BLANK))
_KINDS = bytes(map(_kind, range(256)))


@dataclass(frozen=True)
class Tokens:
    """The tokens of a batch, in order of the text.

    start, end: code points. marks: which tokens are marks; mark: the byte of each of those.
    """

    start: Ints
    end: Ints
    marks: Ints
    mark: npt.NDArray[np.uint8]

    def marks_among(self, bytes_of_marks: bytes) -> Ints:
        """The tokens that are one of these marks."""
        wanted = np.zeros(256, np.bool_)
        wanted[list(bytes_of_marks)] = True
        return self.marks[wanted.take(self.mark)]


def tokenize(text: bytes) -> Tokens:
    """Find the tokens of a text, one byte for each of its code points."""
    kinds = np.frombuffer(text.translate(_KINDS), np.uint8)
    word = kinds & _WORD
    # a point, comma or narrow blank between two digits
    word[1:-1] |= (kinds[:-2] & kinds[2:] & kinds[1:-1] >> 1 & _DIGIT) >> 1
    starting = kinds >> 3 > word
    starting[1:] |= word[1:] > word[:-1]
    starting[:1] |= word[:1] > 0
    ending = kinds >> 3 > word
    ending[:-1] |= word[:-1] > word[1:]
    ending[-1:] |= word[-1:] > 0
    starts, ends = np.flatnonzero(starting), np.flatnonzero(ending) + 1
    marks = np.flatnonzero(kinds.take(starts) >= _MARK)
    return Tokens(starts, ends, marks, np.frombuffer(text, np.uint8)[starts[marks]])


_Key = TypeVar("_Key", bytes, int)


class Numbering:
    """Distinct tokens as they come, each with its number. forms: the tokens by number."""

    def __init__(self) -> None:
        """No token yet."""
        self.forms: list[bytes] = []
        self._number: dict[Any, int] = {}
        """Short tokens stand as numbers of eight bytes."""

    def number(self, text: bytes, tokens: Tokens) -> Ints:
        """The number of each token's form, given now if it is new."""
        length = tokens.end - tokens.start
        long = np.flatnonzero(length > _SHORT)
        heads: npt.NDArray[np.uint64] = np.ndarray(len(text) + 1, "<u8", text + bytes(_SHORT), strides=(1,))
        keys = heads[tokens.start]
        keys &= _KEPT[np.minimum(length, _SHORT, out=length)]
        keys[long] = 0
        short = pa.array(keys).dictionary_encode()
        numbers = self._numbers(short.dictionary.to_pylist(), _spell).take(short.indices.to_numpy(), mode="clip")
        if len(long):
            # the long tokens and what stands between them tile the text for Arrow; every second tile is a token
            bounds = np.stack([tokens.start[long], tokens.end[long]], axis=1).astype(np.int32)
            buffers = [None, pa.py_buffer(bounds), pa.py_buffer(text)]
            tiles = pa.Array.from_buffers(pa.binary(), 2 * len(long) - 1, buffers)
            words = tiles.take(pa.array(np.arange(0, len(tiles), 2))).dictionary_encode()
            numbers[long] = self._numbers(words.dictionary.to_pylist(), list)[words.indices.to_numpy()]
        return numbers

    def _numbers(self, keys: list[_Key], spell: Callable[[list[_Key]], list[bytes]]) -> Ints:
        """The number of each distinct key; -1 for the empty one, which stands for tokens that are not short."""
        found = np.fromiter(map(self._number.get, keys, repeat(-1)), np.int64, len(keys))
        new = [place for place in np.flatnonzero(found < 0).tolist() if keys[place]]
        found[new] = np.arange(len(self.forms), len(self.forms) + len(new))
        added = [keys[place] for place in new]
        self._number.update(zip(added, found[new].tolist(), strict=True))
        self.forms += spell(added)
        return found


def _spell(keys: list[int]) -> list[bytes]:
    """Short tokens as bytes: read as text of eight bytes, a number loses the zeros behind its letters."""
    return np.array(keys, "<u8").view(f"S{_SHORT}").tolist()


_SHORT = 8
_KEPT = np.array([256**length - 1 for length in range(_SHORT + 1)], np.uint64)
"""For each length a mask of the bytes that belong to it."""
