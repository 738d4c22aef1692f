"""Drafts: attributions as the rules find them, in tokens, before they are ordered and their speakers named."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from claimledger.text.rows import NONE, Ints, Named, Rows
from claimledger.text.scan import Scan

Spans = tuple[Ints, Ints]
"""First tokens (or code points) and the ones behind the last; -1 where there is none."""


@dataclass
class Drafts(Rows):
    """Attributions; first and last are the cue's tokens.

    cue: row of seeds/cues.csv. more: the second part of a quotation. quote: direct, indirect or mixed. report: for a
    source that a report cites, the row of the report. What is absent or not known yet is -1.
    """

    rule: Named
    cue: Ints
    source_first: Ints
    source_last: Ints
    content_first: Ints
    content_last: Ints
    more_first: Ints
    more_last: Ints
    quote: Named
    report: Ints

    def sources(self, scan: Scan) -> Spans:
        """Code points of the sources."""
        return _offsets(scan, self.source_first, self.source_last)

    def cues(self, scan: Scan) -> Spans:
        """Code points of the cues."""
        return _offsets(scan, np.where(self.first == self.last, NONE, self.first), self.last)

    def contents(self) -> tuple[Ints, Spans]:
        """The contents one by one: the row of each, and its tokens."""
        first = np.stack([self.content_first, self.more_first], axis=1)
        last = np.stack([self.content_last, self.more_last], axis=1)
        present = first >= 0
        return np.repeat(np.arange(len(self)), present.sum(axis=1)), (first[present], last[present])

    def hulls(self, scan: Scan) -> Spans:
        """From the first code point of any part to the last."""
        contents = _offsets(scan, self.content_first, self.content_last)
        parts = [contents, _offsets(scan, self.more_first, self.more_last), self.sources(scan), self.cues(scan)]
        starts = [np.where(start < 0, contents[0], start) for start, _ in parts]
        return np.minimum.reduce(starts), np.maximum.reduce([end for _, end in parts])

    def content_offsets(self, scan: Scan) -> tuple[Ints, Spans]:
        """The contents one by one: the row of each, and its code points."""
        row, tokens = self.contents()
        return row, _offsets(scan, *tokens)


def _offsets(scan: Scan, first: Ints, last: Ints) -> Spans:
    absent = first < 0
    return np.where(absent, NONE, scan.start[first]), np.where(absent, NONE, scan.end[last - 1])
