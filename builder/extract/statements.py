"""Statements: paragraphs without quotation marks behind `the minister said:`.

A press release gives the words of its speaker so. They end where another paragraph begins that is a heading, that
brings a speaker in again (she added, “...,” said the general), or that announces the next statement.
"""

from __future__ import annotations

import numpy as np

from claimledger.extract.contents import open_statements, trimmed
from claimledger.extract.drafts import Drafts
from claimledger.extract.speech import BREAKS, Speech
from claimledger.text.rows import Flags

_HEADING = 12
"""A paragraph of no more tokens that ends without a stop is a heading."""
_PARAGRAPHS = 40
"""No statement is followed further than so many paragraphs."""


def extend_statements(speech: Speech, found: Drafts) -> None:
    """Let each statement run over its paragraphs, in place; its words are the speaker's own."""
    begins = open_statements(speech, found.last + 1)
    statements = (begins >= 0) & (found.content_first == begins) & (found.source_first >= 0)
    statements = np.flatnonzero(statements & ~speech.are(begins, "quotation"))
    if not len(statements):
        return
    paragraphs = _Paragraphs(speech, found)
    for row in statements.tolist():
        end = paragraphs.end_of_statement(int(found.content_first[row]))
        first, last = trimmed(speech, found.content_first[row : row + 1], np.array([end]))
        found.content_first[row], found.content_last[row] = first[0], last[0]
    found.quote[statements] = speech.scan.names.number("direct")


class _Paragraphs:
    """The paragraphs of a scan: first token, the token behind the last, and whether each ends a statement before it."""

    def __init__(self, speech: Speech, found: Drafts) -> None:
        breaks = speech.positions("newline")
        begins = np.unique(np.append(0, speech.skip(breaks, np.full(len(breaks), speech.size), 1, *BREAKS)))
        self.first = begins[begins < speech.size]
        behind = np.append(self.first[1:], speech.size)
        self.last = speech.skip(behind - 1, self.first, -1, *BREAKS) + 1
        self.document = speech.scan.batch.document_of(speech.scan.start[self.first])
        self.ends = self._headings(speech)
        self.ends[np.searchsorted(self.first, found.first[_brings_speaker(speech, found)], side="right") - 1] = True

    def _headings(self, speech: Speech) -> Flags:
        is_short = self.last - self.first <= _HEADING
        return is_short & ~speech.are(self.last - 1, "stop", "closing", "colon", "semicolon", "comma", "filler")

    def end_of_statement(self, token: int) -> int:
        """The token behind the last paragraph of the statement that begins at a token."""
        paragraph = int(np.searchsorted(self.first, token, side="right")) - 1
        limit = min(paragraph + _PARAGRAPHS, len(self.first) - 1)
        while paragraph < limit:
            following = paragraph + 1
            if self.ends[following] or self.document[following] != self.document[paragraph]:
                break
            paragraph = following
        return int(self.last[paragraph])


def _brings_speaker(speech: Speech, found: Drafts) -> Flags:
    """Which attributions show that a statement is over: he or she speaks, a quotation, another statement."""
    told = speech.scan.told
    named = found.source_first >= 0
    source = np.where(named, found.source_first, 0)
    is_ours = named & told(source, lambda word: word.lower() in _OURS, np.bool_)
    is_his = named & told(source, lambda word: word.lower() in _HIS, np.bool_)
    quotes = speech.are(found.content_first, "quotation") | speech.are(found.more_first, "quotation")
    announces = speech.are(found.last, "colon")
    return ~is_ours & named & (is_his | quotes | announces)


_OURS = frozenset({"i", "we", "who", "which", "that"})
_HIS = frozenset({"he", "she"})
