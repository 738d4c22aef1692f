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

from claimledger.text.batch import FOREIGN_LOWER, FOREIGN_UPPER, NARROW_BLANK, Batch

Ints = npt.NDArray[np.int64]

WORD, DIGIT, BLANK, JOINER = 1, 2, 4, 8


def _char_kinds() -> npt.NDArray[np.uint8]:
    kinds = np.zeros(256, np.uint8)
    for code in range(128):
        char = chr(code)
        if char.isalnum():
            kinds[code] = WORD | (DIGIT if char.isdigit() else 0)
        elif char in " \t\x0b\x0c\r\x00":
            kinds[code] = BLANK
        elif char in ".,":
            kinds[code] = JOINER
    kinds[[FOREIGN_LOWER, FOREIGN_UPPER]] = WORD
    kinds[NARROW_BLANK] = BLANK | JOINER
    return kinds


_KINDS = _char_kinds()
_BLANKS = b" \t\x0b\x0c\r\x00\xa0"


@dataclass(frozen=True)
class Tokens:
    """The tokens of a batch, in order of the text.

    start, end: code points; form: index into forms; forms: the distinct tokens as bytes.
    """

    start: Ints
    end: Ints
    form: Ints
    forms: list[bytes]


def tokenize(batch: Batch) -> Tokens:
    """Find the tokens of a batch."""
    codes = np.frombuffer(batch.codes, np.uint8)
    if not len(codes):
        nothing = np.zeros(0, np.int64)
        return Tokens(nothing, nothing, nothing, [])
    kinds = _KINDS[codes]
    word = (kinds & WORD) > 0
    joined = _inside_numbers(kinds)
    word |= joined
    starting = word.copy()
    starting[1:] &= ~word[:-1]
    starting |= ~word & ((kinds & BLANK) == 0)
    starts = np.flatnonzero(starting)
    if not len(starts):
        return Tokens(starts, starts, starts, [])
    # A token owns the blanks behind it until the next one starts, so that the tokens tile the text for Arrow.
    bounds = np.append(starts, len(codes)).astype(np.int32)
    tiles = pa.Array.from_buffers(
        pa.binary(), len(starts), [None, pa.py_buffer(bounds.tobytes()), pa.py_buffer(batch.codes)]
    ).dictionary_encode()
    # the same word with and without blanks behind it is two tiles and one form
    numbers: dict[bytes, int] = {}
    form_of_tile = np.fromiter(
        (numbers.setdefault(tile.rstrip(_BLANKS), len(numbers)) for tile in tiles.dictionary.to_pylist()),
        np.int64,
        len(tiles.dictionary),
    )
    forms = list(numbers)
    lengths = np.fromiter(map(len, forms), np.int64, len(forms))
    form = form_of_tile[tiles.indices.to_numpy()]
    return Tokens(starts, starts + lengths[form], form, forms)


def _inside_numbers(kinds: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Points, commas and narrow blanks that stand between two digits."""
    joined = (kinds & JOINER) > 0
    digit = (kinds & DIGIT) > 0
    joined[1:] &= digit[:-1]
    joined[:-1] &= digit[1:]
    joined[[0, -1]] = False
    return joined
