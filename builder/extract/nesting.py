"""Nesting: attributions in the order of the text, each with its parent, the innermost one whose content holds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from claimledger.extract.drafts import Drafts
from claimledger.extract.speech import Speech
from claimledger.text.rows import NONE, Ints, Named
from claimledger.text.scan import Scan

_SHORTEST = 4
"""A content of fewer tokens holds no other attribution."""
_Place = tuple[int, int, int]


def quote_kinds(speech: Speech, found: Drafts) -> Named:
    """direct, indirect or mixed: how much of each content stands in quotations."""
    first, last, more_first, more_last = found.content_first, found.content_last, found.more_first, found.more_last
    names = speech.scan.names
    total = last - first + more_last - more_first
    quoted = speech.quoted_tokens(first, last) + speech.quoted_tokens(more_first, more_last)
    begins_inside = speech.are(first, "filler")
    is_free = ~begins_inside & (speech.next_of(first, last, "quotation") == last) & (more_first < 0)
    indirect, direct, mixed = (names.number(kind) for kind in ("indirect", "direct", "mixed"))
    return np.where(is_free | (quoted == 0), indirect, np.where(total - quoted <= 2, direct, mixed))


def in_order(scan: Scan, found: Drafts) -> Drafts:
    """The rows ordered by their place in the text."""
    start, end = found.hulls(scan)
    cue_start, cue_end = (np.maximum(side, 0) for side in found.cues(scan))
    order = np.lexsort((cue_end, cue_start, -end, start))
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    ordered = found.take(order)
    ordered.report = np.where(ordered.report >= 0, place[ordered.report], NONE)
    return ordered


def parents(found: Drafts) -> Ints:
    """For each row the one whose content most closely holds its source and its own content, or the report it cites."""
    parent = found.report.copy()
    row, (first, last) = found.contents()
    order = np.lexsort((row, -last, first))
    order = order[(last - first >= _SHORTEST)[order]]
    if not len(order):
        return parent
    row, first, last = row[order], first[order], last[order]
    has_cue = (found.source_first >= 0) & (found.first < found.last)
    anchors = np.where(has_cue, found.source_first, found.content_first)
    before = np.searchsorted(first, anchors, side="right") - 1
    inside = np.flatnonzero((parent < 0) & (before >= 0) & (np.maximum.accumulate(last)[before] > anchors))
    inside = inside[np.argsort(anchors[inside], kind="stable")]
    asked = anchors[inside]
    holding = np.searchsorted(asked, last) > np.searchsorted(asked, first)
    contents = list(zip(*(column[holding].tolist() for column in (first, last, row)), strict=True))
    columns = (anchors, found.content_first, found.content_last, np.arange(len(found)))
    parent[inside] = list(_innermost(contents, zip(*(column[inside].tolist() for column in columns), strict=True)))
    return parent


def _innermost(contents: list[_Place], asked: Iterable[tuple[int, int, int, int]]) -> Iterator[int]:
    """The row of the innermost of the contents around each place asked for; -1 where there is none.

    contents: first token, last token, row, in order; asked: a token, in order, the tokens of the content that stands
    with it, and its row.
    """
    at, around = 0, list[_Place]()
    for token, begin, end, itself in asked:
        while at < len(contents) and contents[at][0] <= token:
            around.append(contents[at])
            at += 1
        around = [place for place in around if place[1] > token]
        yield next(
            (
                row
                for first, last, row in reversed(around)
                if row != itself and first <= begin and end <= last and (first, last) != (begin, end)
            ),
            NONE,
        )
