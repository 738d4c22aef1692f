"""Tokens: where words, numbers and marks begin and end, and which of them are the same word.

A token is a run of letters and digits (1,000 and 3.5 stay whole) or a single mark; a line break is a mark. No token
objects exist: two arrays hold the offsets, one the number of the token's distinct form. A distinct form is looked at
once (see lexicon.py), however often it occurs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from claimledger.text.batch import FOREIGN_LOWER, FOREIGN_UPPER, NARROW_BLANK
from claimledger.text.rows import Ints

WORD, DIGIT, BLANK, JOINER, MARK = 1, 2, 4, 8, 16


def _kind(code: int) -> int:
    char = chr(code)
    if code in {FOREIGN_LOWER, FOREIGN_UPPER} or (code < 128 and char.isalnum()):
        return WORD | (DIGIT if char.isdigit() else 0)
    if code == NARROW_BLANK:
        return BLANK | JOINER
    if char in _BLANKS:
        return BLANK
    return MARK | (JOINER if char in ".," else 0)


_BLANKS = " \t\x0b\x0c\r\x00\xa0"
_KINDS = bytes(map(_kind, range(256)))


@dataclass(frozen=True)
class Tokens:
    """The tokens of a batch, in order of the text.

    start, end: code points; form: index into forms; forms: the distinct tokens as bytes; marks: the tokens that are a
    mark.
    """

    start: Ints
    end: Ints
    form: Ints
    forms: list[bytes]
    marks: Ints


def tokenize(text: bytes) -> Tokens:
    """Find the tokens of a text, one byte for each of its code points."""
    kinds = np.frombuffer(bytearray(text.translate(_KINDS)), np.uint8)
    kinds[_inside_numbers(kinds)] = WORD
    word = kinds & WORD
    starting = kinds & MARK > 0
    starting[1:] |= word[1:] > word[:-1]
    starting[:1] |= word[:1] > 0
    starts = np.flatnonzero(starting)
    if not len(starts):
        return Tokens(starts, starts, starts, [], starts)
    # A token owns the blanks behind it until the next one starts, so that the tokens tile the text for Arrow.
    bounds = np.append(starts, len(text)).astype(np.int32)
    tiles = pa.Array.from_buffers(
        pa.binary(), len(starts), [None, pa.py_buffer(bounds), pa.py_buffer(text)]
    ).dictionary_encode()
    # the same word with and without blanks behind it is two tiles and one form
    numbers: dict[bytes, int] = {}
    form_of_tile = np.fromiter(
        (
            numbers.setdefault(tile.rstrip(_BLANKS.encode("latin-1")), len(numbers))
            for tile in tiles.dictionary.to_pylist()
        ),
        np.int64,
        len(tiles.dictionary),
    )
    forms = list(numbers)
    lengths = np.fromiter(map(len, forms), np.int64, len(forms))
    form = form_of_tile[tiles.indices.to_numpy()]
    return Tokens(starts, starts + lengths[form], form, forms, np.flatnonzero(kinds[starts] & MARK))


def _inside_numbers(kinds: npt.NDArray[np.uint8]) -> Ints:
    """Points, commas and narrow blanks that stand between two digits."""
    joiners = np.flatnonzero(kinds[1:-1] & JOINER) + 1
    return joiners[(kinds[joiners - 1] & kinds[joiners + 1] & DIGIT) > 0]
