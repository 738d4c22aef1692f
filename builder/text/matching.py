"""Matching: where a compiled pattern matches in a row of bytes, all matches and their groups as one array."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import re2

from claimledger.text.rows import Ints

_UNANCHORED = re2._re2.RE2.Anchor.UNANCHORED
_ANCHORED = re2._re2.RE2.Anchor.ANCHOR_START
_BEGINS, _ENDS = b"\x01", b"\x02"
"""Marks around a match; no class has these bytes."""
_FEW = 200
"""So many matches of a pattern are asked for one by one before all others are marked at once."""


def match_spans(pattern: Any, classes: bytes) -> Ints:
    """Every match: matches x groups x (first, last), the whole match first; first >= last for a group without part."""
    bounds = _bounds(pattern, classes)
    if not pattern.groups:
        return bounds[:, None, :]
    # equal bytes match alike, so the groups are asked once for each distinct content
    known: dict[bytes, int] = {}
    contents = (classes[first:last] for first, last in bounds.tolist())
    number = np.fromiter((known.setdefault(content, len(known)) for content in contents), np.int64, len(bounds))
    groups = [pattern._regexp.Match(_ANCHORED, content, 0, len(content)) for content in known]
    return np.array(groups, np.int64).reshape(-1, pattern.groups + 1, 2)[number] + bounds[:, :1, None]


def _bounds(pattern: Any, classes: bytes) -> Ints:
    """First token of every match and the one behind its last."""
    search, position, size = pattern._regexp.Match, 0, len(classes)
    found: list[tuple[int, int]] = []
    while len(found) < _FEW:
        first, last = search(_UNANCHORED, classes, position, size)[0]
        if first < 0:
            return np.array(found, np.int64).reshape(-1, 2)
        found.append((first, last))
        position = max(last, first + 1)
    return np.concatenate((np.array(found, np.int64), _marked(pattern, classes[position:]) + position))


def _marked(pattern: Any, classes: bytes) -> Ints:
    """The bounds of all matches, found in one native call.

    Arrow's replacement, google-re2 inside, marks every match in a copy of the text. It compiles the pattern anew each
    time, which pays where a call of Match for each match would cost more.
    """
    text = pa.array([classes], pa.binary())
    replaced = pc.replace_substring_regex(text, pattern.pattern, _BEGINS + b"\\0" + _ENDS)
    marked = np.frombuffer(replaced[0].as_buffer(), np.uint8)
    begins, ends = np.flatnonzero(marked == _BEGINS[0]), np.flatnonzero(marked == _ENDS[0])
    marks_before = 2 * np.arange(len(begins))
    return np.stack([begins - marks_before, ends - marks_before - 1], axis=1)
