"""A scan as the grammar of times sees it, with the day each document was published on."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import numpy.typing as npt

from claimledger.extract.calendar import Days
from claimledger.text.grammar import Grammar
from claimledger.text.kinds import KIND_SETS
from claimledger.text.rows import NONE, Flags, Ints
from claimledger.text.scan import Scan
from claimledger.text.view import View

_REACH = 10
"""So many words around a time are asked for the tense."""
_SHORT_WORD = 3
_PAST, _FUTURE, _STOP = range(3)


class Dated(View):
    """A view with the anchors of relative times. published_on: a day for each document of the batch, NaT if unknown."""

    def __init__(self, grammar: Grammar, scan: Scan, published_on: Days) -> None:
        """Remember where words of the future stand, before any rule closes them."""
        super().__init__(grammar, scan)
        self.published_on = published_on
        self._future = self.tokens_of("future")
        self._dependent = self.tokens_of(
            "month", "doubtful", "weekday", "weekend", "season", "nth", "quarter", "holiday"
        )
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

    def is_future(self, tokens: Ints) -> Flags:
        """Whether the words beside each word of time say that it has not come yet; of `by Friday` where no verb says.

        The nearest verb decides, that in front before the one behind: `will vote on Tuesday` has not come, `said on
        Tuesday it will` has. tokens: -1 gives false.
        """
        return self._is_to_come[np.where(tokens < 0, len(self.classes), tokens)]

    @cached_property
    def _is_to_come(self) -> Flags:
        """The answers for all words that are asked for, found together; for other tokens false."""
        words = self._dependent
        told = np.full(len(words), NONE)
        for step in (-1, 1):
            still = np.flatnonzero(told == NONE)
            token = words[still]
            for _ in range(_REACH):
                token = token + step
                tense = self._tense[token]
                open_ones = np.flatnonzero(tense == NONE)
                tense[open_ones] = np.where(self._ends_in_ed(token[open_ones]), _PAST, NONE)
                told[still] = tense
                is_open = tense == NONE
                still, token = still[is_open], token[is_open]
            told[told == _STOP] = NONE
        before = words - 1
        is_limit = self.scan.has(before, "time.by") | self.scan.has(before - 1, "time.by")
        found = np.zeros(len(self.classes) + 1, np.bool_)
        found[words] = (told == _FUTURE) | (told == NONE) & is_limit
        return found

    @cached_property
    def _tense(self) -> npt.NDArray[np.int8]:
        """For each token and the one behind the text what it tells: the past, the future, that the clause ends."""
        of_kind = np.full(len(self.scan.kind_sets), NONE, np.int8)
        of_kind[KIND_SETS.having("cue.verb.finite", "word.was", "word.were", "word.had", "word.did")] = _PAST
        of_kind[KIND_SETS.having("boundary", "mark.newline", "mark.separator", "mark.;")] = _STOP
        tense = np.append(of_kind.take(self.scan.kind), np.int8(_STOP))
        tense[self._future] = _FUTURE
        return tense

    def _ends_in_ed(self, tokens: Ints) -> Flags:
        """Verbs of the past by their ending, unless `be` or a word of the future stands before them."""
        end = self.scan.end[tokens]
        in_ed = self._codes[end - 1] == ord("d")
        rows = np.flatnonzero(in_ed)
        told, end = tokens[rows], end[rows]
        in_ed[rows] = (self._codes[end - 2] == ord("e")) & (end - self.scan.start[told] > _SHORT_WORD)
        in_ed[rows] &= ~self.scan.has(told - 1, "word.be", "time.future")
        return in_ed
