"""Quotations: which marks open and close one.

Marks of every kind are paired inside their paragraph: double, single and straight ones, guillemets, two apostrophes. A
quotation whose end is missing ends with its paragraph, so no mark can reach into the next paragraph or document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from claimledger.text.rows import Flags, Ints, Rows
from claimledger.text.scan import Scan

OPENING = {"\x93": "\x94", "\x91": "\x92", "\xab": "\xbb", '"': '"', "'": "'", "\x84": "\x93", "\x8b": "\x9b", "`": "'"}
"""Windows-1252 bytes of the marks: opening -> closing."""
_MARKS_AHEAD = 24
_MARKS = frozenset(OPENING) | frozenset(OPENING.values())
_SINGLE = b"'\x92"
_DOUBLE = b'"\x93\x94'
_PAIR = 0
"""Two apostrophes are one mark; this stands for its byte."""
_CLOSING = np.full(256, -1)
_CLOSING[_PAIR] = _PAIR
_CLOSING[[ord(mark) for mark in OPENING]] = [ord(mark) for mark in OPENING.values()]
_ALNUM = np.array([chr(byte).isalnum() for byte in range(256)])


@dataclass
class Quotations(Rows):
    """Quotations as tokens: the opening mark, and the token behind the closing mark (or the paragraph's end)."""

    is_closed: Flags
    is_double: Flags

    def tokens_before(self, tokens: Ints) -> Ints:
        """How many of the tokens before each one are in quotations."""
        if not len(self):
            return np.zeros(len(tokens), np.int64)
        lengths = self.last - self.first
        at = np.maximum(np.searchsorted(self.first, tokens, side="right") - 1, 0)
        return (np.cumsum(lengths) - lengths)[at] + np.clip(tokens - self.first[at], 0, lengths[at])


def find_quotations(scan: Scan) -> Quotations:
    """All quotations of a scan in order; none lies in another."""
    found = list(_paired(_marks(scan), len(scan.start)))
    first, last, closed, double = zip(*found, strict=True) if found else ((), (), (), ())
    return Quotations(
        np.array(first, np.int64), np.array(last, np.int64), np.array(closed, bool), np.array(double, bool)
    )


@dataclass
class _Marks:
    """Quotation marks and breaks in order. mark: the byte, or _PAIR; opens, closes: what each can be.

    stands_in: a double mark where one closes, so it may close a quotation that another double mark has opened. asks: it
    may be an apostrophe, so the marks behind must tell. active: marks that can be an end of a quotation.
    paragraph_ends: tokens of the breaks.
    """

    token: Ints
    mark: Ints
    is_break: Flags
    behind_stop: Flags
    opens: Flags
    closes: Flags
    stands_in: Flags
    asks: Flags
    active: Ints
    paragraph_ends: Ints


def _marks(scan: Scan) -> _Marks:
    token = np.flatnonzero(scan.flag(*(f"mark.{mark}" for mark in _MARKS), "mark.newline", "mark.separator"))
    mark = scan.first_bytes(token).astype(np.int64)
    is_break = (mark == ord("\n")) | (mark == 0x1E)
    following = np.minimum(token + 1, len(scan.start) - 1)
    tight = (following > token) & (scan.end[token] == scan.start[following])
    apostrophe = mark == ord("'")
    behind_gap = (token == 0) | (scan.start[token] > scan.end[token - 1]) | scan.has(token - 1, "boundary")
    second = _second_of_pair(token, tight & apostrophe, apostrophe, behind_gap)
    mark[second - 1] = _PAIR
    single = np.flatnonzero(np.isin(mark, [*_SINGLE, ord("`")]))
    before = token[single] - 1
    before_word = tight & _ALNUM[scan.first_bytes(following)]
    opens = _CLOSING[mark] >= 0
    opens[single] &= (behind_gap & before_word)[single]
    behind_stop = np.zeros(len(token), np.bool_)
    behind_stop[single] = scan.begin_with(before, b".,?!\x85;")
    closes = np.isin(mark, [_PAIR, *(ord(closing) for closing in OPENING.values())])
    closes[single] &= (scan.end[before] >= scan.start[token[single]]) & ~before_word[single]
    stands_in = np.isin(mark, [*_DOUBLE]) & ~behind_gap & ~before_word & ~apostrophe
    asks = np.zeros(len(token), np.bool_)
    asks[single] = closes[single] & ~behind_stop[single] & scan.told(before, lambda word: word.endswith("s"), np.bool_)
    free = np.ones(len(token), np.bool_)
    free[second] = False
    active, paragraph_ends = np.flatnonzero((opens | closes | stands_in) & free), token[is_break & free]
    return _Marks(token, mark, is_break, behind_stop, opens, closes, stands_in, asks, active, paragraph_ends)


def _second_of_pair(token: Ints, may_be_first: Flags, is_apostrophe: Flags, behind_gap: Flags) -> Ints:
    """The apostrophes that stand right behind another and are taken together with it.

    Of three, the first closes an inner quotation, or the last opens one.
    """
    second: list[int] = []
    follows = np.append(may_be_first[:-1] & is_apostrophe[1:] & (np.diff(token) == 1), False)
    for index in np.flatnonzero(follows).tolist():
        if follows[index + 1] and not behind_gap[index]:
            continue
        if not second or second[-1] != index:
            second.append(index + 1)
    return np.array(second, np.int64)


def _paired(marks: _Marks, size: int) -> Iterator[tuple[int, int, bool, bool]]:
    """First and last token of each quotation, whether it is closed and whether its marks are double."""
    breaks = np.append(marks.paragraph_ends, size)
    token = marks.token[marks.active]
    columns = (
        marks.active,
        token,
        breaks[np.searchsorted(breaks, token)],
        marks.mark[marks.active],
        _CLOSING[marks.mark[marks.active]],
        marks.opens[marks.active],
        marks.closes[marks.active],
        marks.stands_in[marks.active],
        marks.asks[marks.active],
    )
    opened, wanted, paragraph_end = -1, -1, size
    for index, at, end, mark, closing, opens, closes, stands_in, asks in zip(
        *(column.tolist() for column in columns), strict=True
    ):
        if opened >= 0 and at > paragraph_end:
            yield opened, paragraph_end, False, wanted not in _SINGLE
            opened = -1
        if opened < 0:
            if opens:
                opened, wanted, paragraph_end = at, closing, end
        elif (
            (stands_in and wanted in _DOUBLE)
            if mark != wanted
            else (closes and not (asks and _is_apostrophe(marks, index)))
        ):
            yield opened, at + (2 if mark == _PAIR else 1), True, wanted not in _SINGLE
            opened = -1
    if opened >= 0:
        yield opened, paragraph_end, False, wanted not in _SINGLE


def _is_apostrophe(marks: _Marks, index: int) -> bool:
    """Whether a later single mark of the paragraph, right behind a stop or comma, closes better than this one."""
    for later in range(index + 1, min(index + 1 + _MARKS_AHEAD, len(marks.token))):
        if marks.is_break[later] or marks.mark[later] == ord("\x91"):
            return False
        if marks.mark[later] == marks.mark[index] and marks.behind_stop[later]:
            return True
    return False
