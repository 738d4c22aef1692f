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
_DEPENDENT = ("month", "doubtful", "weekday", "weekend", "season", "quarter", "holiday")
"""Classes of words whose day may lie before or behind the anchor."""
_PAST, _FUTURE, _STOP = range(3)


class Dated(View):
    """A view with the anchors of relative times. published_on: a day for each document of the batch, NaT if unknown."""

    def __init__(self, grammar: Grammar, scan: Scan, published_on: Days) -> None:
        """The view of a scan whose documents were published on these days."""
        super().__init__(grammar, scan)
        self.published_on = published_on
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
        """The answers for all words that are asked for and not closed yet, found together; for other tokens false."""
        words = np.sort(np.concatenate([self.tokens_of(*_DEPENDENT), self._nth_of_year()]))
        told = np.full(len(words), NONE, np.int8)
        for step in (-1, 1):
            still = np.flatnonzero(told == NONE)
            token = words[still]
            for _ in range(_REACH):
                token = token + step
                tense = self._tense(token)
                told[still] = tense
                is_open = tense == NONE
                still, token = still[is_open], token[is_open]
            told[told == _STOP] = NONE
        before = words - 1
        is_limit = self.scan.has(before, "time.by") | self.scan.has(before - 1, "time.by")
        found = np.zeros(len(self.classes) + 1, np.bool_)
        found[words] = (told == _FUTURE) | (told == NONE) & is_limit
        return found

    def _nth_of_year(self) -> Ints:
        """Words such as `second` that quarters and halves of a year may begin with."""
        words = self.tokens_of("nth")
        return words[self.in_class(words + 1, "hyphen", "unit", "half")]

    @cached_property
    def _tense_of_kind(self) -> npt.NDArray[np.int8]:
        of_kind = np.full(len(self.scan.kind_sets), NONE, np.int8)
        of_kind[KIND_SETS.having("cue.verb.finite", "word.was", "word.were", "word.had", "word.did")] = _PAST
        of_kind[KIND_SETS.having("boundary", "mark.newline", "mark.separator", "mark.;")] = _STOP
        return of_kind

    def _tense(self, tokens: Ints) -> npt.NDArray[np.int8]:
        """What each token tells: the past, the future, that the clause ends, or -1; behind the text, what ends it."""
        classes = np.frombuffer(self.classes, np.uint8)
        tense = self._tense_of_kind.take(self.scan.kind.take(tokens, mode="clip"))
        tense[classes.take(tokens, mode="clip") == self.grammar.codes["future"]] = _FUTURE
        tense[tokens >= len(classes)] = _STOP
        rows = np.flatnonzero(tense == NONE)
        tense[rows[self._ends_in_ed(tokens[rows])]] = _PAST
        return tense

    def _ends_in_ed(self, tokens: Ints) -> Flags:
        """Verbs of the past by their ending, unless `be` or a word of the future stands before them."""
        end = self.scan.end.take(tokens, mode="clip")
        in_ed = self._codes.take(end - 1) == ord("d")
        rows = np.flatnonzero(in_ed)
        told, end = tokens[rows], end[rows]
        in_ed[rows] = (self._codes[end - 2] == ord("e")) & (end - self.scan.start.take(told, mode="clip") > _SHORT_WORD)
        in_ed[rows] &= ~self.scan.has(told - 1, "word.be", "time.future")
        return in_ed
