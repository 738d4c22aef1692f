"""Quotations: which marks open and close one.

Marks of every kind are paired inside their paragraph: double, single and straight ones, guillemets, two apostrophes. A
quotation whose end is missing ends with its paragraph, so no mark can reach into the next paragraph or document.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from claimledger.text.scan import Scan

OPENING = {"\x93": "\x94", "\x91": "\x92", "\xab": "\xbb", '"': '"', "'": "'", "\x84": "\x93", "\x8b": "\x9b", "`": "'"}
"""Windows-1252 bytes of the marks: opening -> closing."""
_MARKS_AHEAD = 24
_MARKS = frozenset(OPENING) | frozenset(OPENING.values())


@dataclass(slots=True)
class Quotation:
    """A quotation as tokens: its opening mark, and the token behind its closing mark (or the paragraph's end)."""

    first: int
    last: int
    is_closed: bool
    double: bool


def find_quotations(scan: Scan) -> list[Quotation]:
    """All quotations of a scan in order; none lies in another."""
    marks = np.flatnonzero(scan.flag(*(f"mark.{mark}" for mark in _MARKS), "mark.newline", "mark.separator")).tolist()
    found: list[Quotation] = []
    opened: tuple[int, str] | None = None
    skip = -1
    for index, token in enumerate(marks):
        if token <= skip:
            continue
        mark = scan.word(token)
        if mark in "\n\x1e":
            if opened is not None:
                found.append(Quotation(opened[0], token, False, opened[1] != "\x92" and opened[1] != "'"))
                opened = None
            continue
        doubled = mark == "'" and index + 1 < len(marks) and marks[index + 1] == token + 1 and _tight(scan, token)
        if doubled:
            skip = token + 1
        if opened is None:
            if _opens(scan, token, mark, doubled):
                opened = (token, "''" if doubled else OPENING[mark])
            continue
        if opened[1] == ("''" if doubled else mark) and _closes(scan, token, mark, marks, index, doubled):
            found.append(Quotation(opened[0], token + (2 if doubled else 1), True, opened[1] not in ("\x92", "'")))
            opened = None
    if opened is not None:
        found.append(Quotation(opened[0], len(scan.starts), False, opened[1] not in ("\x92", "'")))
    return found


def _tight(scan: Scan, token: int) -> bool:
    return scan.ends[token] == scan.starts[token + 1]


def _opens(scan: Scan, token: int, mark: str, doubled: bool) -> bool:
    if doubled:
        return True
    if mark not in OPENING:
        return False
    if mark in "'`":
        before = token == 0 or scan.starts[token] > scan.ends[token - 1] or "boundary" in scan.kinds_at[token - 1]
        return before and token + 1 < len(scan.starts) and _tight(scan, token) and scan.word(token + 1)[0].isalnum()
    return True


def _closes(scan: Scan, token: int, mark: str, marks: list[int], index: int, doubled: bool) -> bool:
    """A closing single mark is no apostrophe: a stop or comma stands before it, or no later mark fits better."""
    if doubled or mark not in "'\x92":
        return True
    if scan.ends[token - 1] < scan.starts[token]:
        return False
    behind_is_word = (
        token + 1 < len(scan.starts)
        and scan.ends[token] == scan.starts[token + 1]
        and scan.word(token + 1)[0].isalnum()
    )
    if behind_is_word:
        return False
    if scan.word(token - 1)[0] in ".,?!\x85;":
        return True
    if not scan.word(token - 1).endswith("s"):
        return True
    for later in marks[index + 1 : index + 1 + _MARKS_AHEAD]:
        other = scan.word(later)
        if other in {"\n", "\x91"}:
            return True
        if other == mark and scan.word(later - 1)[0] in ".,?!\x85;":
            return False
    return True
