"""Matching: where a compiled pattern matches in a row of bytes, all matches and their groups as one array."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import re2

from claimledger.text.rows import Ints

_UNANCHORED = re2._re2.RE2.Anchor.UNANCHORED
_ANCHORED = re2._re2.RE2.Anchor.ANCHOR_START
_ANCHORED_AT_BOTH_ENDS = re2._re2.RE2.Anchor.ANCHOR_BOTH
_BEGINS, _ENDS = b"\x01", b"\x02"
"""Marks around a match; no class has these bytes."""
_CODES_A_MATCH, _BYTES_A_MATCH = 3, 2000
"""To mark all matches at once costs as much as to ask for one in so many bytes of the pattern, which is compiled anew,
and one in so many bytes of the text."""
_SAMPLE = 50
"""So many are asked for before the number of all is estimated."""
_SHORT = 8
"""Matches of up to so many bytes are told apart as numbers."""


def match_spans(pattern: Any, classes: bytes) -> Ints:
    """Every match: matches x groups x (first, last), the whole match first; first >= last for a group without part."""
    found, position = _one_by_one(pattern, classes)
    first = np.array(found, np.int64).reshape(-1, pattern.groups + 1, 2)
    if position == len(classes):
        return first
    bounds = _marked(pattern, classes, position) + position
    return np.concatenate((first, _with_groups(pattern, classes, bounds)))


def first_span(pattern: Any, classes: bytes, first: int, last: int) -> tuple[int, int]:
    """The first match within these bytes, -1 where there is none: Pattern.search without its objects."""
    begin, end = pattern._regexp.Match(_UNANCHORED, classes, first, last)[0]
    return begin, end


def end_of_match(pattern: Any, classes: bytes, first: int, last: int) -> int:
    """The end of the match that begins at a byte and goes no further than another; -1 where there is none."""
    end: int = pattern._regexp.Match(_ANCHORED, classes, first, last)[0][1]
    return end


def is_match(pattern: Any, classes: bytes, first: int, last: int) -> bool:
    """Whether all these bytes are one match."""
    begin: int = pattern._regexp.Match(_ANCHORED_AT_BOTH_ENDS, classes, first, last)[0][0]
    return begin >= 0


def _with_groups(pattern: Any, classes: bytes, bounds: Ints) -> Ints:
    """The matches with these bounds, and their groups."""
    if not pattern.groups:
        return bounds[:, None, :]
    # equal bytes match alike, so the groups are asked once for each distinct content
    one, every = _distinct(classes, bounds)
    contents = [classes[first:last] for first, last in bounds[one].tolist()]
    groups = [pattern._regexp.Match(_ANCHORED, content, 0, len(content)) for content in contents]
    return np.array(groups, np.int64).reshape(-1, pattern.groups + 1, 2)[every] + bounds[:, :1, None]


def _distinct(classes: bytes, bounds: Ints) -> tuple[Ints, Ints]:
    """The place of a match for each distinct content, and for each match the place in those."""
    first, length = bounds[:, 0], bounds[:, 1] - bounds[:, 0]
    short, long = np.flatnonzero(length <= _SHORT), np.flatnonzero(length > _SHORT)
    heads: npt.NDArray[np.uint64] = np.ndarray(len(classes) + 1, "<u8", classes + bytes(_SHORT), strides=(1,))
    behind = (8 * (_SHORT - length[short])).astype(np.uint64)
    every = np.empty(len(bounds), np.int64)
    _, one, every[short] = np.unique(heads[first[short]] << behind, return_index=True, return_inverse=True)
    known: dict[bytes, int] = {}
    contents = (classes[begin:end] for begin, end in bounds[long].tolist())
    number = np.fromiter((known.setdefault(content, len(known)) for content in contents), np.int64, len(long))
    _, other = np.unique(number, return_index=True)
    every[long] = len(one) + number
    return np.concatenate((short[one], long[other])), every


def _one_by_one(pattern: Any, classes: bytes) -> tuple[list[Any], int]:
    """The first matches, each with its groups, and how far they were sought: to the end unless there are many."""
    search, position, size = pattern._regexp.Match, 0, len(classes)
    few = len(pattern.pattern) // _CODES_A_MATCH + size // _BYTES_A_MATCH
    found: list[Any] = []
    while len(found) < _SAMPLE or len(found) * size < few * position:
        spans = search(_UNANCHORED, classes, position, size)
        first, last = spans[0]
        if first < 0:
            return found, size
        found.append(spans)
        position = max(last, first + 1)
    return found, position


def _marked(pattern: Any, classes: bytes, position: int) -> Ints:
    """The bounds, counted from a position, of all matches from there on, found in one native call.

    Arrow's replacement, google-re2 inside, marks every match in a copy of the text. It compiles the pattern anew each
    time, which pays where a call of Match for each match would cost more.
    """
    bounds = pa.py_buffer(np.array([position, len(classes)], np.int32))
    text = pa.Array.from_buffers(pa.binary(), 1, [None, bounds, pa.py_buffer(classes)])
    replaced = pc.replace_substring_regex(text, pattern.pattern, _BEGINS + b"\\0" + _ENDS)
    marked = np.frombuffer(replaced[0].as_buffer(), np.uint8)
    marks = np.flatnonzero(marked <= _ENDS[0])  # one that begins, one that ends, by turns
    return (marks - np.arange(len(marks))).reshape(-1, 2)
