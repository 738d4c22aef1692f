"""A batch: several documents as one string and, beside it, one byte for each of its code points.

The byte copy is what every scanner reads. Letters lose their diacritics (Côte -> Cote), typographic marks take their
Windows-1252 byte, letters of other alphabets become one placeholder each, and everything else a blank. Because one
code point is exactly one byte, an offset found in the bytes is already the offset the data contract asks for.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

SEPARATOR = "\n\x1e\n"
"""Stands between documents; no pattern and no vocabulary form contains the middle byte."""

NARROW_BLANK = 0xA0
"""No-break and thin blanks: part of a number between digits, otherwise a blank."""

FOREIGN_LOWER, FOREIGN_UPPER = 0xE0, 0xC0
"""Placeholders for letters outside the Latin alphabet."""

Offsets = npt.NDArray[np.int64]

_BLANKS = "\u00a0\u2007\u2009\u202f"
_MARKS = {
    "\u2032": "'",
    "\u02bc": "'",
    "\u201b": "\u2018",
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "\u2013",
    "\u2015": "\u2014",
    "\u2212": "-",
    "\xd7": "x",
    "\u20a4": "£",
    "\uff04": "$",
    "\xdf": "s",
    "\xe6": "a",
    "\xc6": "A",
    "\xf8": "o",
    "\xd8": "O",
    "\u0142": "l",
    "\u0141": "L",
    "\u0111": "d",
    "\u0110": "D",
    "\u0131": "i",
    "\xfe": "t",
    "\xde": "T",
    "\xf0": "d",
    "\xd0": "D",
    "\u0153": "o",
    "\u0152": "O",
}
_OWN_BYTES = dict(
    zip(
        "₴₽₪₹₺₩₦₫₱฿₡₭₸₾₿₵₲₼₮৳元円원¢″⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞≤≥≈⁰¹⁴⁵⁶⁷⁸⁹⁻",
        b"\xa8\xa9\xaa\xac\xae\xaf\xb1\xb4\xb6\xb7\xb8\xb9\xba\xbf\xd7\xc1\xc2\xc3\xc4\xc5\xc6\xc7\xc8\xa2\xc9"
        b"\xe1\xe2\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xea\xeb\xec\xca\xcb\xcc\xcd\xce\xcf\xd0\xd1\xd2\xd3\xd4\xd5",
        strict=True,
    )
)
"""Signs of money, fractions, comparison and powers that Windows-1252 lacks take bytes no other character does."""
_KEPT = set("£€«»½¼¾°²³‘’“”–—…•‹›²³\u2020%$")


@dataclass(frozen=True)
class Batch:
    """Documents ready for scanning.

    text: the documents joined by SEPARATOR; codes: the same length in bytes; starts, ends: the documents' code points.
    """

    doc_ids: tuple[str, ...]
    text: str
    codes: bytes
    starts: Offsets
    ends: Offsets

    def document_of(self, positions: Offsets) -> Offsets:
        """The number of the document in which each position lies."""
        return np.searchsorted(self.starts, positions, side="right") - 1


def make_batch(doc_ids: Sequence[str], texts: Sequence[str]) -> Batch:
    """Join documents into a Batch; texts are canonical (see the data contract)."""
    lengths = np.fromiter((len(text) for text in texts), np.int64, len(texts))
    starts = np.concatenate(([0], np.cumsum(lengths + len(SEPARATOR))))[:-1]
    joined = SEPARATOR.join(texts)
    codes = SEPARATOR.encode().join(one_byte_each(text) for text in texts)
    return Batch(tuple(doc_ids), joined, codes, starts, starts + lengths)


def one_byte_each(text: str) -> bytes:
    """The text with one byte for each code point.

    >>> one_byte_each("Côte d’Ivoire")
    b'Cote d\\x92Ivoire'
    """
    if text.isascii():
        return text.encode().replace(b"\x1e", b" ")
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    table = _table()
    return table[np.minimum(points, len(table) - 1)].tobytes()


@cache
def _table() -> npt.NDArray[np.uint8]:
    codes = bytearray(b" " * 0x10001)
    for point in range(0x10000):
        codes[point] = _byte_of(chr(point))
    return np.frombuffer(bytes(codes), np.uint8)


def _byte_of(char: str) -> int:
    if char in _OWN_BYTES:
        return _OWN_BYTES[char]
    char = _MARKS.get(char, char)
    if char == "\x1e":
        return 0x20
    if ord(char) < 0x80:
        return ord(char)
    if char in _BLANKS:
        return NARROW_BLANK
    if char in _KEPT or 0xA4 <= ord(char) <= 0xA7:
        return char.encode("cp1252")[0]
    base = unicodedata.normalize("NFKD", char)[0]
    if ord(base) < 0x80 and base.isalnum():
        return ord(base)
    if unicodedata.category(char)[0] in "LM":
        return FOREIGN_UPPER if char.isupper() else FOREIGN_LOWER
    return 0x20
