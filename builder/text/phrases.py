"""Phrases: where the forms of several words stand in a batch, all of them found together.

The index is a tree of words kept in sorted arrays: one more word, so many blanks behind the last, leads from a state to
the next. All places of a batch that may begin a phrase walk it at once, a word at a time; a table of word pairs refuses
most of them before they set out. Marks count as blanks, so that hyphens, apostrophes and full stops never matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from claimledger.text.batch import FOREIGN_LOWER, FOREIGN_UPPER
from claimledger.text.rows import Flags, Ints, covered
from claimledger.text.tokens import Numbering, Tokens, tokenize

UNKNOWN, MARK = -1, -2
"""Instead of a word's number: a word that no phrase has, and a mark that counts as a blank."""

_KEPT_MARKS = frozenset({FOREIGN_LOWER, FOREIGN_UPPER, 0x1E, *"$%\u20ac\xa3".encode("cp1252")})
_IS_BLANK = np.array([code not in _KEPT_MARKS and not (code < 128 and chr(code).isalnum()) for code in range(256)])
"""Which bytes count as blanks; not $ % and currency signs, because forms contain them."""
_FOLD = bytes({0: ord("."), 10: 10}.get(code, 32 if blank else code) for code, blank in enumerate(_IS_BLANK.tolist()))
_JOINER = re.compile(rb"[.,\xa0](?<=\d.)(?=\d)")
_POINTS = bytes.maketrans(b",\xa0", b"..")

_GAPS = 8
"""Phrases have fewer blanks than this between two words."""
_BEGINS, _GOES_ON, _IS_MARK, _ALONE = 1, 2, 4, 8
"""What a word may be: a phrase's first word, a later one, none but a mark, a whole phrase."""
_PAIRS = 1 << 20


@dataclass(frozen=True)
class Step:
    """One word further: the known (state, gap, word) keys in order; a key's place is the next state.

    first: for each state where the phrases that are complete there begin in `phrases`, and one number more. ends:
    states that no word leads on from.
    """

    keys: Ints
    first: Ints
    phrases: Ints
    ends: Flags


@dataclass(frozen=True)
class PhraseIndex:
    """All phrases, ready to be found.

    numbers: word -> its number. role: what each word may be; the last two are MARK and UNKNOWN. pairs: whether two
    words may begin a phrase, by a digest of their numbers. steps: one for each word of the longest phrase; the states
    of the first are the words themselves.
    """

    numbers: dict[bytes, int]
    role: npt.NDArray[np.uint8]
    pairs: Flags
    steps: tuple[Step, ...]
    lead: Ints
    """How many blanks a phrase begins with: one in `.50 calibre`."""
    open_end: Flags
    """Phrases that end in a dollar sign: a number may follow at once."""
    final_stop: Flags
    needs_stop: Flags
    """Phrases that count only with their full stop: "No." does, "U.S" may have lost its last one."""

    def number(self, form: bytes) -> int:
        """A token's number as a word of phrases; a decimal comma is a decimal point."""
        if form.isalnum():
            return self.numbers.get(form, UNKNOWN)
        if len(form) == 1:
            return MARK if _IS_BLANK[form[0]] else self.numbers.get(form, UNKNOWN)
        return self.numbers.get(form.translate(_POINTS), UNKNOWN)


def phrase_keys(forms: Sequence[str]) -> list[bytes]:
    """The forms (one byte a letter) as they are compared: marks blanked, save points inside numbers and at the end."""
    lines = _JOINER.sub(b"\0", "\n".join(forms).encode("latin-1")).translate(_FOLD).split(b"\n")
    return [
        line.rstrip() + b"." if form.endswith(".") else line.rstrip() for line, form in zip(lines, forms, strict=True)
    ]


def index_phrases(keys: Sequence[bytes]) -> PhraseIndex:
    """The index of distinct phrases, given as phrase_keys makes them."""
    text = b"\n".join([*keys, b""])
    tokens, codes, numbering = tokenize(text), np.frombuffer(text, np.uint8), Numbering()
    form = numbering.number(text, tokens)
    line_ends = np.flatnonzero(codes == ord("\n"))
    final_stop = codes[line_ends - 1] == ord(".")
    is_word = np.ones(len(tokens.start), np.bool_)
    is_word[tokens.marks_among(b"\n.")] = False
    word, start, end = form[is_word], tokens.start[is_word], tokens.end[is_word]
    phrase = np.searchsorted(line_ends, start)
    words = np.bincount(phrase, minlength=len(keys))
    begins = np.cumsum(words) - words
    place = np.arange(len(word)) - begins[phrase]
    gap = start - np.append(0, end[:-1])
    role = np.zeros(len(numbering.forms) + 2, np.uint8)
    role[MARK] = _IS_MARK
    role[word[begins]] |= _BEGINS
    role[word[begins[words == 1]]] |= _ALONE
    role[word[place > 0]] |= _GOES_ON
    pairs = np.zeros(_PAIRS, np.bool_)
    second = np.flatnonzero(place == 1)
    pairs[_digest(word[second - 1], word[second])] = True
    state = np.zeros(len(keys), np.int64)
    steps = []
    for number in range(int(words.max(initial=0))):
        here = np.flatnonzero(place == number)
        if number:
            found = _keys(state[phrase[here]], gap[here], word[here], len(role))
            known, state[phrase[here]] = np.unique(found, return_inverse=True)
        else:
            known, state[phrase[here]] = np.arange(len(role)), word[here]
        done = np.flatnonzero(words == number + 1)
        done = done[np.argsort(state[done], kind="stable")]
        ends = np.ones(len(known), np.bool_)
        ends[state[words > number + 1]] = False
        steps.append(Step(known, np.searchsorted(state[done], np.arange(len(known) + 1)), done, ends))
    return PhraseIndex(
        numbers={form: number for number, form in enumerate(numbering.forms)},
        role=role,
        pairs=pairs,
        steps=tuple(steps),
        lead=start[begins] - np.append(0, line_ends[:-1] + 1),
        open_end=codes[line_ends - 1] == ord("$"),
        final_stop=final_stop,
        needs_stop=final_stop & (words == 1),
    )


def find_phrases(
    index: PhraseIndex, codes: bytes, tokens: Tokens, form: Ints, word_of_form: Ints
) -> tuple[Ints, Ints, Ints]:
    """All phrases in a text, overlapping ones too: (phrase, first token, token behind its last) in order of the first.

    form: the number of each token's form; word_of_form: index.number of each form. Of phrases with one first token the
    longest comes first.
    """
    walk = _Walk(index, codes, tokens, form, word_of_form)
    phrase, first, last = (np.concatenate(column) for column in zip(*walk.found(), strict=True))
    order = np.lexsort((phrase, -last, first))
    return phrase[order], first[order], last[order]


class _Walk:
    """A text's tokens on their way through the index."""

    def __init__(self, index: PhraseIndex, codes: bytes, tokens: Tokens, form: Ints, word_of_form: Ints) -> None:
        self._index = index
        self._codes = np.frombuffer(codes, np.uint8)
        self._tokens = tokens
        self._form = form
        self._word_of_form = word_of_form
        self._role = np.append(index.role[word_of_form].take(form), np.uint8(0))
        """What each token may be in a phrase; one more stands behind the last."""

    def found(self) -> Iterator[tuple[Ints, Ints, Ints]]:
        """The phrases found at each step."""
        index, start, end = self._index, self._tokens.start, self._tokens.end
        alone = self._behind_blank(np.flatnonzero(self._role & _ALONE > 0))
        yield self._complete(index.steps[0], self._words(alone), alone, alone)
        first = last = self._beginnings()
        state = self._words(first)
        for step in index.steps[1:]:
            following = self._following(last)
            gap = start.take(following, mode="clip") - end[last]
            going = np.flatnonzero((self._role[following] & _GOES_ON > 0) & (gap < _GAPS))
            first, following = first[going], following[going]
            key = _keys(state[going], gap[going], self._words(following), len(index.role))
            state = np.minimum(np.searchsorted(step.keys, key), len(step.keys) - 1)
            known = step.keys[state] == key
            first, last, state = first[known], following[known], state[known]
            yield self._complete(step, state, first, last)
            going = ~step.ends[state]
            first, last, state = first[going], last[going], state[going]

    def _beginnings(self) -> Ints:
        """The tokens where a phrase of several words may begin, for all that a look at two words can tell."""
        role = self._role
        first = np.flatnonzero((role[:-1] & _BEGINS > 0) & (role[1:] & (_GOES_ON | _IS_MARK) > 0))
        second = self._following(first)
        going = role[second] & _GOES_ON > 0
        first, second = first[going], second[going]
        first = first[self._index.pairs[_digest(self._words(first), self._words(second))]]
        return self._behind_blank(first)

    def _behind_blank(self, tokens: Ints) -> Ints:
        return tokens[self._is_blank(self._tokens.start[tokens] - 1)]

    def _following(self, tokens: Ints) -> Ints:
        """The next token behind each that is no mark, or one too far away."""
        following = tokens + 1
        for _ in range(_GAPS):
            marks = np.flatnonzero(self._role[following] & _IS_MARK > 0)
            if not len(marks):
                break
            following[marks] += 1
        return following

    def _words(self, tokens: Ints) -> Ints:
        return self._word_of_form[self._form[tokens]]

    def _is_blank(self, positions: Ints) -> Flags:
        """Whether there is a blank, or the edge of the text."""
        inside = (positions >= 0) & (positions < len(self._codes))
        edge = (positions == -1) | (positions == len(self._codes))
        return np.where(inside, _IS_BLANK[self._codes.take(positions, mode="clip")], edge)

    def _complete(self, step: Step, state: Ints, first: Ints, last: Ints) -> tuple[Ints, Ints, Ints]:
        """The phrases that end in these states, where the text around them agrees."""
        index, tokens = self._index, self._tokens
        phrase = step.phrases[covered(step.first[state], step.first[state + 1])]
        count = step.first[state + 1] - step.first[state]
        first, last = np.repeat(first, count), np.repeat(last, count)
        lead, end = index.lead[phrase], tokens.end[last]
        start = tokens.start[first] - lead
        with_stop = index.final_stop[phrase] & (self._codes.take(end, mode="clip") == ord("."))
        kept = (
            ((lead == 0) | self._is_blank(start - 1))
            & (index.open_end[phrase] | self._is_blank(end))
            & (with_stop | ~index.needs_stop[phrase])
        )
        phrase, first, last, led = phrase[kept], first[kept], (last + 1 + with_stop)[kept], (lead > 0)[kept]
        first[led] = np.searchsorted(tokens.start, start[kept][led])
        return phrase, first, last


def _keys(state: Ints, gap: Ints, word: Ints, words: int) -> Ints:
    """One number for a state, the blanks behind it and the next word."""
    return (state * _GAPS + gap) * words + word


def _digest(first: Ints, second: Ints) -> Ints:
    """A place among the pairs."""
    return (first * 40503 + second * 2654435761 >> 8) % _PAIRS
