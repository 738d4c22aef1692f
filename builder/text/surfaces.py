"""Surfaces: the words of spans as an Arrow column, cut natively from one buffer.

A string of Python for each row would be made only to be copied again. Here a span is a view (16 bytes: a length, and
the words themselves or where they stand), and Arrow makes a column of strings of all views at once.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from claimledger.text.rows import Ints

_INLINE = 12
"""A view holds words of up to so many bytes itself: the layout of Arrow's Utf8View."""
_LENGTH, _OFFSET = 0, 3
"""Where a view has its length and, for longer words, their place, in numbers of four bytes."""
_KEPT = np.tri(_INLINE + 1, _INLINE, -1, np.uint8) * np.uint8(255)
"""For each length a mask of the bytes that belong to it."""
_CONTINUES, _TOP_BITS = 0x80, 0xC0


class Surfaces:
    """A text from which spans are cut; offsets are code points."""

    def __init__(self, text: str) -> None:
        """Encode the text and find its characters of several bytes."""
        encoded = text.encode()
        self._size = len(encoded)
        self._padded = encoded + bytes(_INLINE)
        self._buffer = pa.py_buffer(self._padded)
        self._further: Ints | None = None
        if self._size > len(text):
            codes = np.frombuffer(encoded, np.uint8)
            further = np.flatnonzero(codes & _TOP_BITS == _CONTINUES)
            self._further = further - np.arange(1, len(further) + 1)
            """For each byte that continues a character the code point it belongs to."""

    def bytes_at(self, points: Ints) -> Ints:
        """For each code point the place of its first byte."""
        return points if self._further is None else points + np.searchsorted(self._further, points)

    def cut(self, starts: Ints, ends: Ints) -> pa.Array:
        """The words of each span; null where it begins at -1."""
        absent = starts < 0
        first = self.bytes_at(np.where(absent, 0, starts))
        length = np.where(absent, 0, self.bytes_at(ends) - first)
        views = np.empty((len(first), 4), np.int32)
        views[:, _LENGTH] = length
        heads: npt.NDArray[np.void] = np.ndarray(self._size + 1, f"V{_INLINE}", self._padded, strides=(1,))
        words = heads[first].view(np.uint8).reshape(-1, _INLINE)
        words &= _KEPT[np.minimum(length, _INLINE)]
        views[:, 1:] = words.view(np.int32)
        long = np.flatnonzero(length > _INLINE)
        views[long, _OFFSET - 1], views[long, _OFFSET] = 0, first[long]
        present = pa.py_buffer(np.packbits(~absent, bitorder="little")) if absent.any() else None
        buffers = [present, pa.py_buffer(views), self._buffer]
        return pa.Array.from_buffers(pa.string_view(), len(views), buffers).cast(pa.string())

    def pieces(self, starts: Ints, ends: Ints) -> list[bytes]:
        """The words of each span as bytes."""
        text, spans = self._padded, zip(self.bytes_at(starts).tolist(), self.bytes_at(ends).tolist(), strict=True)
        return [text[start:end] for start, end in spans]
