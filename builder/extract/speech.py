"""Speech: a scan as the attribution grammar sees it, and what the rules ask about cues, quotations and places in it.

Quotations and actors' names are single words here. Every question is answered for many tokens at once.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from claimledger.extract.cues import cue_number, load_cues
from claimledger.extract.drafts import Spans
from claimledger.extract.mentions import Actors
from claimledger.extract.readings import BASE, LONGEST_PHRASE, THIRD, Readings
from claimledger.text.grammar import FILLER, Grammar
from claimledger.text.matching import end_of_match
from claimledger.text.quotations import Quotations
from claimledger.text.rows import NONE, Flags, Ints
from claimledger.text.scan import Scan
from claimledger.text.view import View, any_in, tokens_with

HELPERS = ("aux", "adverb", "negation")
BREAKS = ("boundary", "newline")
LONGEST = 500
"""No sentence or clause is looked for beyond this many tokens, so that no text can make the work quadratic."""
_PADDING = 16
"""So far may a question look beyond the last token."""
_STEPS = 40
"""So many steps are taken one by one before the end of a run of words is looked up."""
_CLOSING_MARKS = 3
"""At the end of a quotation with another one inside: two apostrophes behind one."""
_LONG = 5
"""Fewer tokens than this between quotation marks are a scare quote, not speech going on."""


class Speech(View):
    """A view with quotations and actors as single words.

    fixed: the classes as they are before any rule has closed words; behind the text stands one of no class.
    """

    def __init__(self, grammar: Grammar, scan: Scan, actors: Actors, quotations: Quotations) -> None:
        """Lay actors and quotations over the classes."""
        super().__init__(grammar, scan)
        self.actors = actors
        self.quotations = quotations
        self.lay_words(actors.first, actors.last, "actor")
        whole = quotations.take(quotations.last - quotations.first > 1)
        self.lay_words(whole.first, whole.last, "quotation")
        self.readings = Readings(self, _PADDING)
        self.fixed_bytes = bytes(self.classes)
        self.fixed = np.frombuffer(self.fixed_bytes + bytes(_PADDING), np.uint8)
        self.size = len(self.fixed_bytes)
        self.nouns = ("determiner", *grammar.macros["nominal"].strip("{}").split("|"))
        """The classes that can begin a noun phrase."""
        self.noun_phrase = grammar.compile("{np} | {personal} | {pronoun}")
        self.subject = grammar.compile("{np} | {personal}")
        self._codes = {**grammar.codes, "filler": FILLER}
        self._tables: dict[tuple[str, ...], Flags] = {}
        self._positions: dict[tuple[str, ...], Ints] = {}

    def are(self, tokens: Ints, *names: str) -> Flags:
        """For each token whether it has one of the classes; `filler` is a further token of a longer word."""
        return self._table(names)[self.fixed[tokens]]

    def positions(self, *names: str) -> Ints:
        """All tokens of the classes."""
        found = self._positions.get(names)
        if found is None:
            found = self._positions[names] = tokens_with(self.fixed_bytes, [self._codes[name] for name in names])
        return found

    def _table(self, names: tuple[str, ...]) -> Flags:
        table = self._tables.get(names)
        if table is None:
            table = self._tables[names] = np.zeros(256, np.bool_)
            table[[self._codes[name] for name in names]] = True
        return table

    @cached_property
    def remarks(self) -> Ints:
        """Commas behind which the writer goes on alone: `, which`, `, while`, `, raising fears`."""
        commas = self.positions("comma")
        commas = commas[self.are(commas + 1, *_REMARK_CLASSES)]
        behind = commas + 1
        goes_on = self.are(behind, "but") & self.are(behind + 1, "personal")
        return commas[self.scan.told(behind, _opens_remark, np.bool_) & ~goes_on]

    def skip(self, tokens: Ints, limits: Ints, step: int, *names: str) -> Ints:
        """Each token moved on by steps (1 or -1) over words of the classes, but not beyond its limit."""
        at, table = tokens.copy(), self._table(names)
        moving = np.flatnonzero((limits - tokens) * step > 0)
        for _ in range(_STEPS):
            moving = moving[table[self.fixed[at[moving]]]]
            if not len(moving):
                return at
            at[moving] += step
            moving = moving[at[moving] != limits[moving]]
        others = np.append(NONE, np.flatnonzero(~table[self.fixed]))
        if step > 0:
            at[moving] = np.minimum(others[np.searchsorted(others, at[moving])], limits[moving])
        else:
            behind = np.searchsorted(others, at[moving], side="right")
            at[moving] = np.maximum(others[behind - 1], limits[moving])
        return at

    def next_of(self, tokens: Ints, limits: Ints, name: str) -> Ints:
        """The next token of the class at or behind each token and before its limit; else the limit."""
        positions = np.append(self.positions(name), self.size)
        return np.minimum(positions[np.searchsorted(positions, tokens)], limits)

    def sentence(self, tokens: Ints) -> Spans:
        """First token of the sentence and the boundary behind it; breaks inside a quotation do not count."""
        boundaries = np.concatenate(([-1], self.positions(*BREAKS), [self.size]))
        at = np.searchsorted(boundaries, tokens)
        first = np.maximum(boundaries[at - 1] + 1, tokens - LONGEST)
        return first, np.minimum(boundaries[at], tokens + LONGEST)

    def sentence_numbers(self, tokens: Ints) -> Ints:
        """A number for the sentence of each token, likewise."""
        return np.searchsorted(self.positions(*BREAKS), tokens)

    def word_ends(self, tokens: Ints) -> Ints:
        """The token behind the actor, quotation, phrase or word that begins at each token."""
        ends = self.ends_of(tokens)
        for whole in (self.actors, self.quotations):
            if len(whole):
                at = np.searchsorted(whole.first, tokens, side="right") - 1
                ends = np.where(whole.first[at] == tokens, whole.last[at], ends)
        return ends

    # ---- cues

    def cues(self, heads: Ints) -> Ints:
        """The cue verb (row of seeds/cues.csv) that begins at each token; -1 where it can be none."""
        return self.readings.cue[heads]

    def phrase_cues(self, firsts: Ints) -> Ints:
        """The cue phrase that begins at each token, likewise."""
        return self.told(firsts, lambda token: cue_number(self.senses(token, "cue.phrase")))

    def can_be_verbs(self, heads: Ints, cue_firsts: Ints, cues: Ints) -> Flags:
        """Whether each form can be a verb here.

        A participle behind `was` tells nothing of who speaks. A form that is a noun as well needs a subject of its
        number before it, and no word behind it that only a noun has.
        """
        alone = heads == cue_firsts
        can_be = cues >= 0
        helped = np.flatnonzero(~alone & can_be)
        is_passive = self.are_passive(cue_firsts[helped], heads[helped])
        can_be[helped] &= is_passive == self.are(heads[helped], "gerund", "citing")
        nouns = np.flatnonzero(can_be & alone & load_cues().allow(cues, "noun"))
        nouns = nouns[self.readings.form[heads[nouns]] <= THIRD]
        form = self.readings.form[heads[nouns]]
        subject = self._subjects(heads[nouns] - 1)
        fits = np.where(form == BASE, np.isin(subject, (_PLURAL, _EITHER)), np.isin(subject, (_SINGULAR, _EITHER)))
        behind = np.minimum(self.ends_of(heads[nouns]), self.size)
        begins_clause = self.are(behind, "that", "determiner", "personal", "pronoun", "actor", "name", "subordinator")
        fits |= (form == THIRD) & (subject == _THING) & begins_clause
        can_be[nouns] = fits & ~self.are(behind, "of", "aux", "finite", "base", "unsafe", "verb", "and", "relative")
        can_be &= ~load_cues().allow(cues, "impersonal")
        return can_be

    def _subjects(self, tokens: Ints) -> Ints:
        """What the subject that ends at each token can be: plural, a single name, a single thing, either or none."""
        begins = self.skip(tokens, tokens - LONGEST, -1, "filler")
        last_words = self.word_ends(begins) - 1
        plural = self.scan.told(last_words, lambda word: word.lower() in _MANY or word[-1] in "sS", np.bool_)
        either = self.are(begins, "relative", "comma", "closing")
        single = self.are(begins, "actor", "name", "personal", "pronoun")
        kind = np.where(plural, _PLURAL, np.where(single, _SINGULAR, _THING))
        kind[self.are(begins, "possessive", "possessive_s")] = _POSSESSOR
        kind[self.are(begins, "actor") & plural] = _EITHER
        kind[either | (self.are(begins, "pronoun") & ~plural)] = _EITHER
        return kind

    def are_passive(self, cue_firsts: Ints, heads: Ints) -> Flags:
        """Whether a form of be stands among the words before each head."""
        return any_in(cue_firsts, heads, self._are_be)

    def agents(self, first: Ints, last: Ints) -> Spans:
        """The noun phrase of `by ...` behind each passive, a time skipped; -1 where there is none."""
        at = self.skip(first, last, 1, "time", "adverb", "filler")
        is_by = self.are(at, "preposition")
        is_by[is_by] = self.scan.told(at[is_by], "by".__eq__, np.bool_)
        found = np.full((2, len(first)), NONE)
        for row in np.flatnonzero(is_by).tolist():
            begin = min(int(at[row]) + 1, int(last[row]))
            end = end_of_match(self.subject, self.fixed_bytes, begin, int(last[row]))
            if end >= 0:
                found[:, row] = begin, end
        return found[0], found[1]

    def can_be_sources(self, first: Ints, last: Ints) -> Flags:
        """Whether each noun phrase behind a cue may be who speaks; a bare noun is rather what is said."""
        return (last - first > 1) | self.are(first, "actor", "name") | (self._subjects(last - 1) == _PLURAL)

    def told_empty(self, subjects: Spans) -> Flags:
        """Whether each subject is `it` or `there`, which stand for nothing."""
        return self.scan.told(subjects[0], lambda word: word.lower() in _EMPTY, np.bool_)

    def are_negated(self, first: Ints, last: Ints) -> Flags:
        """Whether a negation stands among each cue's words."""
        negated = np.zeros(len(first), np.bool_)
        long = np.flatnonzero(last - first > 1)
        negated[long] = any_in(first[long], last[long], self._are_negations)
        return negated

    def _are_be(self, tokens: Ints) -> Flags:
        return self.scan.told(tokens, _BE.__contains__, np.bool_)

    def _are_negations(self, tokens: Ints) -> Flags:
        told = self.scan.told(tokens, lambda word: word.lower() in _NOT, np.bool_)
        return told | self.are(tokens, "negation")

    # ---- quotations

    def sound_spoken(self, quotations: Spans) -> Flags:
        """No scare quotes: each ends in a comma or stop, or one stands behind it and it is long."""
        return self.end_in(quotations[0], b".,?!\x85-\x97") | (
            self.are(quotations[1], "comma", "dash") & self.are_long(quotations)
        )

    def are_long(self, quotations: Spans) -> Flags:
        """More than a few words."""
        return quotations[1] - quotations[0] > _LONG

    def end_in(self, firsts: Ints, marks: bytes) -> Flags:
        """Whether the quotation that begins at each token ends in one of the marks, inside its own."""
        rows = self.quotations.take(np.searchsorted(self.quotations.first, firsts))
        inner = rows.last - 1
        for _ in range(_CLOSING_MARKS):
            inner -= rows.is_closed & self.scan.begin_with(inner, b"'\"\x92\x93\x94\xbb")
        return (inner > rows.first) & self.scan.begin_with(inner, marks)

    def going_on(self, tokens: Ints) -> Spans:
        """The quotation that goes on at each token, behind a stop, comma or colon; -1 where there is none."""
        at = tokens + self.are(tokens, "stop", "comma", "colon")
        at += self.are(at, "boundary")
        at = np.where(self.are(at, "quotation"), at, NONE)
        last = np.where(at < 0, NONE, self.word_ends(at))
        goes_on = (at >= 0) & self.are_long((at, last))
        goes_on[goes_on] &= ~self.end_in(at[goes_on], b",")
        return np.where(goes_on, at, NONE), np.where(goes_on, last, NONE)

    def behind_when(self, tokens: Ints) -> Ints:
        """Each token moved on over place and time: `in Kyiv on Tuesday`."""
        return self.skip(tokens, np.minimum(tokens + LONGEST_PHRASE, self.size), 1, *_WHEN, "filler")

    def quotations_end(self, tokens: Ints, marks: bytes) -> Flags:
        """Whether each token is the last of a quotation that ends in one of the marks."""
        ends = np.zeros(len(tokens), np.bool_)
        at = np.searchsorted(self.quotations.last, tokens + 1)
        known = np.flatnonzero(at < len(self.quotations))
        known = known[self.quotations.last[at[known]] == tokens[known] + 1]
        ends[known] = self.end_in(self.quotations.first[at[known]], marks)
        return ends

    def quoted_tokens(self, first: Ints, last: Ints) -> Ints:
        """How many tokens of each range stand in quotations."""
        return self.quotations.tokens_before(last) - self.quotations.tokens_before(first)

    def paragraphs(self) -> Spans:
        """Quotations that begin and end their paragraph and are more than a shout."""
        spans = self.quotations.first, self.quotations.last
        first, last = (side[self.are_long(spans)] for side in spans)
        before = first - 1
        before -= self.scan.has(before, "boundary")  # that of the sentence, which is empty
        opens = (before < 0) | self.are(before, *BREAKS)
        first, last = first[opens], last[opens]
        behind, moving = last.copy(), np.arange(len(last))
        for _ in range(LONGEST):
            moving = moving[self.are(behind[moving], "stop") | self.scan.has(behind[moving], "boundary")]
            if not len(moving):
                break
            behind[moving] += 1
        ends = (behind == self.size) | self.are(behind, *BREAKS)
        return first[ends], last[ends]


_WHEN = ("preposition", "time", "adverb", "number", "determiner", "actor", "name", "of", "word", "personal")
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_EMPTY = frozenset({"it", "there"})
_NOT = frozenset({"not", "t", "cannot"})
_MANY = frozenset({"they", "we", "i", "you", "people", "police", "troops", "military", "media", "percent", "%"})
_PLURAL, _SINGULAR, _THING, _EITHER, _POSSESSOR = range(5)


def _opens_remark(word: str) -> bool:
    return word in _REMARKS or (word.endswith("ing") and word not in _NO_PARTICIPLES and len(word) > len("thing"))


_REMARK_CLASSES = ("word", "gerund", "citing", "unsafe", "verb", "but", "subordinator", "preposition")
_REMARKS = frozenset({"but", "while", "despite", "though", "although", "with"})
_NO_PARTICIPLES = frozenset(
    {"including", "during", "nothing", "something", "anything", "everything", "according", "meaning"}
)
