"""Tokens: where words, numbers and marks begin and end, and which of them are the same word.

A token is a run of letters and digits (1,000 and 3.5 stay whole) or a single mark; a line break is a mark. No token
objects exist: two arrays hold the offsets, one the number of the token's distinct form. A distinct form is looked at
once (see lexicon.py), however often it occurs.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count, repeat

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

    start, end: code points; form: index into forms; forms: the distinct tokens as bytes. marks: which tokens are marks;
    mark: the byte of each of those.
    """

    start: Ints
    end: Ints
    form: Ints
    forms: list[bytes]
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
    starts = np.flatnonzero(starting)
    marks = np.flatnonzero(kinds.take(starts) >= _MARK)
    # A token owns the blanks behind it until the next one starts, so that the tokens tile the text for Arrow.
    bounds = np.append(starts, len(text)).astype(np.int32)
    tiles = pa.Array.from_buffers(
        pa.binary(), len(starts), [None, pa.py_buffer(bounds), pa.py_buffer(text)]
    ).dictionary_encode()
    # the same word with and without blanks behind it is two tiles and one form: the first such tile stands for it
    first_tile: dict[bytes, int] = {}
    stripped = map(bytes.rstrip, tiles.dictionary.to_pylist(), repeat(_BLANKS))
    like = np.fromiter(map(first_tile.setdefault, stripped, count()), np.int64, len(tiles.dictionary))
    form_of_tile = (np.cumsum(like == np.arange(len(like))) - 1)[like]
    forms = list(first_tile)
    lengths = np.fromiter(map(len, forms), np.int64, len(forms))
    form = form_of_tile.take(tiles.indices.to_numpy())
    mark = np.frombuffer(text, np.uint8)[starts[marks]]
    return Tokens(starts, starts + lengths.take(form), form, forms, marks, mark)
