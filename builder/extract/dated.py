"""A scan as the grammar of times sees it, with the day each document was published on."""

from __future__ import annotations

import numpy as np

from claimledger.extract.calendar import Days
from claimledger.text.grammar import Grammar
from claimledger.text.rows import NONE, Flags, Ints
from claimledger.text.scan import Scan
from claimledger.text.view import View

_REACH = 12
"""So many words around a time are asked for the tense."""


class Dated(View):
    """A view with the anchors of relative times. published_on: a day for each document of the batch, NaT if unknown."""

    def __init__(self, grammar: Grammar, scan: Scan, published_on: Days) -> None:
        """Remember where words of the future stand, before any rule closes them."""
        super().__init__(grammar, scan)
        self.published_on = published_on
        self._future = np.zeros(len(self.classes) + 1, np.bool_)
        self._future[self.tokens_of("future")] = True
        self._codes = np.frombuffer(scan.batch.codes, np.uint8)

    def anchors(self, tokens: Ints) -> Days:
        """The day of publication of the document each token is in."""
        return self.published_on[self.scan.batch.document_of(self.scan.start[tokens])]

    def values(self, tokens: Ints, *kinds: str, absent: int = NONE) -> Ints:
        """The value that seeds/time_words.csv gives each word as one of the kinds; `absent` for tokens of -1."""
        found = np.full(len(tokens), absent)
        rows = np.flatnonzero(tokens >= 0)
        prefixes = [f"time.{kind}" for kind in kinds]

        def value(token: int) -> int:
            told = (sense.row["value"] for sense in self.senses(token, "time.") if sense.kind in prefixes)
            return int(next(filter(None, told), absent))

        if len(rows):
            found[rows] = self.told(tokens[rows], value)
        return found

    def is_future(self, first: Ints, last: Ints) -> Flags:
        """Whether the words beside each time say that it has not come yet; of `by Friday` where no verb says.

        The nearest verb decides, that in front before the one behind: `will vote on Tuesday` has not come, `said on
        Tuesday it will` has.
        """
        told = np.full(len(first), NONE)
        for step, begin in ((-1, first - 1), (1, last)):
            still = np.flatnonzero(told == NONE)
            for distance in range(_REACH):
                token = begin[still] + step * distance
                inside = (token >= 0) & (token < len(self.classes))
                token = np.where(inside, token, 0)
                inside &= ~self.scan.has(token, "boundary", "mark.newline", "mark.separator", "mark.;")
                will = inside & self._future[token]
                was = inside & ~will & self._is_past(token)
                told[still[will]], told[still[was]] = 1, 0
                still = still[inside & ~will & ~was]
        is_limit = self.scan.has(first, "time.by") & (told == NONE)
        return (told == 1) | is_limit

    def _is_past(self, tokens: Ints) -> Flags:
        """Verbs of the past: a word in -ed, unless `be` stands before it, a speech verb, was, had."""
        end = self.scan.end[tokens]
        in_ed = (self._codes[end - 1] == ord("d")) & (self._codes[end - 2] == ord("e"))
        in_ed &= (end - self.scan.start[tokens] > 3) & ~self.scan.has(tokens - 1, "word.be", "time.future")
        return in_ed | self.scan.has(tokens, "cue.verb.finite", "word.was", "word.were", "word.had", "word.did")
