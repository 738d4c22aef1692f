"""Nesting: attributions in the order of the text, each with its parent, the innermost one whose content holds it."""

from __future__ import annotations

import numpy as np

from claimledger.extract.drafts import Drafts
from claimledger.extract.speech import Speech
from claimledger.text.rows import NONE, Ints, Named
from claimledger.text.scan import Scan

_SHORTEST = 4
"""A content of fewer tokens holds no other attribution."""


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
    row, (first, last) = found.contents()
    order = np.lexsort((row, -last, first))
    order = order[(last - first >= _SHORTEST)[order]]
    row, first, last = row[order], first[order], last[order]
    has_cue = (found.source_first >= 0) & (found.first < found.last)
    anchors = np.where(has_cue, found.source_first, found.content_first)
    parent = found.report.copy()
    if not len(row):
        return parent
    before = np.searchsorted(first, anchors, side="right") - 1
    inside = (before >= 0) & (np.maximum.accumulate(last)[before] > anchors) & (parent < 0)
    held = np.flatnonzero(inside)
    held = held[np.argsort(anchors[held], kind="stable")]
    asked = anchors[held]
    holds = np.searchsorted(asked, last) > np.searchsorted(asked, first)
    contents = list(zip(first[holds].tolist(), last[holds].tolist(), row[holds].tolist(), strict=True))
    columns = (held, asked, found.content_first[held], found.content_last[held])
    at, around = 0, list[tuple[int, int, int]]()
    for number, anchor, begin, end in zip(*(column.tolist() for column in columns), strict=True):
        while at < len(contents) and contents[at][0] <= anchor:
            around.append(contents[at])
            at += 1
        around = [content for content in around if content[1] > anchor]
        for outer_first, outer_last, outer in reversed(around):
            holds_it = outer_first <= begin and end <= outer_last and (outer_first, outer_last) != (begin, end)
            if outer != number and holds_it:
                parent[number] = outer
                break
    return parent
