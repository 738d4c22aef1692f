"""Speech: a scan as the attribution grammar sees it, and where sources and contents end.

Quotations and actors' names are single words here. A content ends with its sentence, or earlier: before `, adding`,
before `and` with a new cue, before `, source cue`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import numpy as np

from claimledger.extract.mentions import Actor, Span
from claimledger.text.grammar import FILLER, Grammar, View
from claimledger.text.quotations import Quotation
from claimledger.text.scan import Scan
from claimledger.text.vocabulary import Row

TokenSpan = tuple[int, int]
"""First token and the one behind the last."""

CLASSES = {
    "quotation": "a whole quotation",
    "actor": "a whole name",
    "boundary": "boundary mark.newline mark.separator",
    "prepositional": "cue.phrase.prepositional",
    "fixed_noun": "weapon.ignored",
    "that": "word.that",
    "to": "word.to",
    "of": "word.of",
    "and": "word.and word.or",
    "but": "word.but",
    "aux": "function.auxiliary",
    "negation": "function.negation",
    "citing": "cue.verb.citing",
    "unsafe": "cue.verb.unsafe",
    "gerund": "cue.verb.gerund",
    "base": "cue.verb.base",
    "finite": "cue.verb.finite",
    "personal": "function.pronoun_personal",
    "relative": "function.relative",
    "determiner": "function.determiner",
    "adverb": "function.adverb cue.adverb",
    "preposition": "function.preposition",
    "subordinator": "function.conjunction_subordinating function.wh",
    "pronoun": "function.pronoun_other",
    "time": "function.weekday function.month",
    "verb": "function.verb_common",
    "noun_cue": "cue.noun",
    "comma": "mark.,",
    "stop": "mark.. mark.! mark.? mark.\x85",
    "semicolon": "mark.;",
    "colon": "mark.:",
    "dash": "mark.dash",
    "opening": "mark.( mark.[",
    "closing": "mark.) mark.]",
    "hyphen": "mark.hyphen",
    "possessive": "mark.possessive",
    "possessive_s": "mark.possessive_s",
    "number": "shape.number shape.year shape.ordinal shape.glued",
    "name": "shape.capitalised shape.acronym shape.initial shape.designation",
    "word": "shape.lower",
}
_LONGEST = 500
"""No sentence or clause is looked for beyond this many tokens, so that no text can make the work quadratic."""
_CUES_IN_CLAUSE = 12
_LONG = 5
"""Fewer tokens than this between quotation marks are a scare quote, not speech going on."""


class Speech(View):
    """A view with quotations and actors as single words."""

    def __init__(self, grammar: Grammar, scan: Scan, actors: list[Actor], quotations: list[Quotation]) -> None:
        """Lay actors and quotations over the classes."""
        super().__init__(grammar, scan)
        self.quotations = quotations
        self._word_end = {actor.first: actor.last for actor in actors}
        self._word_end |= {quotation.first: quotation.last for quotation in quotations}
        self.code = grammar.codes
        self.lay(((actor.first, actor.last) for actor in actors), self.code["actor"])
        self.lay(
            ((quotation.first, quotation.last) for quotation in quotations if quotation.last - quotation.first > 1),
            self.code["quotation"],
        )
        self.fixed = bytes(self.classes)
        self._first_of_quotation = [quotation.first for quotation in quotations]
        codes = np.frombuffer(self.fixed, np.uint8)
        cues = [self.code[name] for name in ("finite", "base", "gerund", "citing", "unsafe")]
        self._cues = np.flatnonzero(np.isin(codes, cues)).tolist()
        self._helpers = frozenset(self.code[name] for name in ("aux", "adverb", "negation"))
        self._behind_content = frozenset(
            self.code[name] for name in ("boundary", "stop", "comma", "semicolon", "dash", "colon")
        )
        self._before_content = frozenset(self.code[name] for name in ("boundary", "comma", "that", "dash", "colon"))
        self._behind_noun = frozenset(self.code[name] for name in ("of", "aux", "finite", "base", "unsafe"))
        self._noun_phrase = grammar.compile("{np} | {personal} | {pronoun}")
        self._subject = grammar.compile("{np} | {personal}")

    # ---- cues

    def is_cue(self, head: int, cue: TokenSpan, row: Row) -> bool:
        """Whether the form can be a verb here.

        A base form needs a plural subject, a participle behind `was` tells nothing of who speaks, nouns may look alike.
        """
        classes, word = self.fixed, self.scan.word
        if head == cue[0]:
            if word(head) == row["lemma"] and not self._plural(head - 1):
                return False
        elif any(word(token) in _BE for token in range(cue[0], head)):
            return False
        if "cue.noun" in self.scan.kinds_at[head]:
            behind = classes[self.end_of(head)] if self.end_of(head) < len(classes) else 0
            if behind in self._behind_noun and row["lemma"] != "say":
                return False
        return True

    def _plural(self, token: int) -> bool:
        byte = self.fixed[token]
        for _ in range(_LONGEST):
            if byte != FILLER:
                break
            token -= 1
            byte = self.fixed[token]
        if byte in (self.code["relative"], self.code["comma"]):
            return True
        token = self.end_of_word(token) - 1
        word = self.scan.word(token).lower()
        return word in _PLURAL or word.endswith("s") or (byte == self.code["pronoun"])

    def end_of_word(self, token: int) -> int:
        """The token behind the actor, phrase or word that begins here."""
        end = self._word_end.get(token)
        return end if end is not None else self.end_of(token)

    def is_finite(self, head: int) -> bool:
        """A form that is no base form: said, claims."""
        return self.fixed[head] == self.code["finite"]

    def is_negated(self, cue: TokenSpan) -> bool:
        """Whether a negation stands among the cue's words."""
        if cue[1] - cue[0] == 1:
            return False
        negation = self.code["negation"]
        return any(
            self.fixed[token] == negation or self.scan.word(token).lower() in ("not", "t", "cannot")
            for token in range(cue[0], cue[1])
        )

    # ---- quotations

    def is_quotation(self, token: int) -> bool:
        """Whether a quotation begins here."""
        return self.fixed[token] == self.code["quotation"]

    def sounds_spoken(self, quotation: TokenSpan) -> bool:
        """Not a scare quote: it ends in a comma or stop, or one stands behind it and it is long."""
        behind = self.fixed[quotation[1]] if quotation[1] < len(self.fixed) else 0
        return self._ends_in(quotation[0], ".,?!\x85-\x97") or (
            behind in (self.code["comma"], self.code["dash"]) and self.is_long(quotation)
        )

    def is_long(self, quotation: TokenSpan) -> bool:
        """More than a few words."""
        return quotation[1] - quotation[0] > _LONG

    def ends_in_comma(self, first: int) -> bool:
        """Whether the quotation that begins here has its comma inside."""
        return self._ends_in(first, ",")

    def _ends_in(self, first: int, marks: str) -> bool:
        quotation = self.quotations[bisect_left(self._first_of_quotation, first)]
        word = self.scan.word(quotation.last - 1)
        inner = quotation.last - (2 if quotation.is_closed else 1)
        if word == "'" and quotation.double and quotation.is_closed:
            inner -= 1
        return inner > quotation.first and self.scan.word(inner)[0] in marks

    def paragraphs(self) -> Iterator[TokenSpan]:
        """Quotations that begin and end their paragraph and are more than a shout."""
        boundary, stop = self.code["boundary"], self.code["stop"]
        kinds = self.scan.kinds_at
        for quotation in self.quotations:
            if quotation.last - quotation.first <= _LONG:
                continue
            before, behind = quotation.first - 1, quotation.last
            while before >= 0 and "boundary" in kinds[before]:
                before -= 1
            while behind < len(self.fixed) and (self.fixed[behind] == stop or "boundary" in kinds[behind]):
                behind += 1
            starts = before < 0 or self.fixed[before] == boundary
            if starts and (behind >= len(self.fixed) or self.fixed[behind] == boundary):
                yield quotation.first, quotation.last

    def quote_kind(self, contents: Sequence[TokenSpan]) -> str:
        """direct, indirect or mixed."""
        if len(contents) == 1 and self._quotation_free(*contents[0]):
            return "indirect"
        quoted = total = 0
        for first, last in contents:
            total += last - first
            at = max(bisect_right(self._first_of_quotation, first) - 1, 0)
            while at < len(self.quotations) and self.quotations[at].first < last:
                quotation = self.quotations[at]
                quoted += max(0, min(quotation.last, last) - max(quotation.first, first))
                at += 1
        if not quoted:
            return "indirect"
        return "direct" if total - quoted <= 2 else "mixed"

    def _quotation_free(self, first: int, last: int) -> bool:
        quotation = bytes([self.code["quotation"]])
        return self.fixed[first] != FILLER and self.fixed.find(quotation, first, last) < 0

    # ---- contents

    def content(
        self, first: int, frames: frozenset[str], with_that: bool, quotation: TokenSpan | None
    ) -> TokenSpan | None:
        """What is said, from behind the cue: recipient and time skipped, to the end of its clause."""
        _, last = self.sentence(first)
        if not with_that:
            if quotation is None:
                first = self._behind_recipient(first, last, frames)
            if first >= last or not self._may_begin(first, frames):
                return None
        if first >= last:
            return None
        return self.trimmed(first, self.clause_end(first, last))

    def _may_begin(self, first: int, frames: frozenset[str]) -> bool:
        code, byte = self.code, self.fixed[first]
        if byte == code["colon"]:
            return True
        if byte in (code["stop"], code["comma"], code["boundary"], code["closing"], code["semicolon"]):
            return False
        if byte == code["to"]:
            return "to" in frames or "object_to" in frames
        if byte in (code["preposition"], code["of"]):
            return not {"of", "for", "about", "as"}.isdisjoint(frames)
        return not _CONTENT.isdisjoint(frames)

    def _behind_recipient(self, token: int, last: int, frames: frozenset[str]) -> int:
        """Behind whom it was told, where and when."""
        code = self.code
        if "recipient" in frames:
            match = self._noun_phrase.match(self.fixed, token, last)
            if match is not None and match.end() < last:
                token = match.end()
        while token < last:
            byte = self.fixed[token]
            if byte == code["time"] or (byte == code["adverb"] and self.scan.word(token).lower() in _TIMES):
                token += 1
            elif byte == code["preposition"] and token + 1 < last and self.fixed[token + 1] == code["time"]:
                token += 2
            else:
                break
        return token

    def clause_end(self, first: int, last: int) -> int:
        """The sentence's end, or an earlier border."""
        code, classes = self.code, self.fixed
        last = min(last, first + _LONGEST)
        semicolon = classes.find(bytes([code["semicolon"]]), first, last)
        if semicolon >= 0:
            last = semicolon
        at = bisect_right(self._cues, first)
        for cue in self._cues[at : at + _CUES_IN_CLAUSE]:
            if cue >= last:
                break
            before = cue - 1
            while classes[before] in self._helpers:
                before -= 1
            byte = classes[before]
            if classes[cue] in (code["gerund"], code["citing"]):
                if byte == code["comma"] and before > first:
                    return before
                if byte == FILLER and self._quotation_ends(before, ","):
                    return before + 1
            elif byte in (code["and"], code["but"]) and self.is_finite(cue) and before > first + 1:
                behind = classes[cue + 1] if cue + 1 < last else code["stop"]
                if behind not in (code["stop"], code["comma"]):
                    return before - 1 if classes[before - 1] == code["comma"] else before
            elif classes[cue] in (code["finite"], code["base"]):
                end = self._speaker_behind(first, last, cue, before)
                if end is not None:
                    return end
        phrase = classes.find(bytes([code["prepositional"]]), first, last)
        return phrase - 1 if phrase > first + 1 and classes[phrase - 1] == code["comma"] else last

    def _speaker_behind(self, first: int, last: int, cue: int, before: int) -> int | None:
        """The comma of `, source cue .` that ends the clause."""
        code, classes = self.code, self.fixed
        behind = classes[self.end_of_word(cue)] if self.end_of_word(cue) < last else code["stop"]
        if behind not in (code["stop"], code["comma"], code["time"], code["preposition"]):
            return None
        comma = classes.rfind(bytes([code["comma"]]), first + 1, before + 1)
        if comma < 0 or self._subject.fullmatch(classes, comma + 1, before + 1) is None:
            return None
        return comma

    def _quotation_ends(self, token: int, marks: str) -> bool:
        at = bisect_right(self._first_of_quotation, token) - 1
        return at >= 0 and self.quotations[at].last == token + 1 and self._ends_in(self.quotations[at].first, marks)

    def opens_description(self, content: TokenSpan, comma: int) -> bool:
        """Whether the comma before the source opens an apposition: no verb stands before it."""
        verbs = (self.code["aux"], self.code["verb"], self.code["finite"], self.code["base"], self.code["unsafe"])
        before = self.fixed[content[0] : comma]
        return (
            len(before) < 12
            and not any(verb in before for verb in verbs)
            and not _PAST.search(self.scan.text(content[0], comma))
        )

    def is_relative(self, token: int) -> bool:
        """Whether a relative pronoun stands here: what it says ends with its clause."""
        return self.fixed[token] == self.code["relative"]

    def up_to_comma(self, content: TokenSpan) -> TokenSpan | None:
        """The content of a relative clause, which ends at its comma."""
        comma = self.fixed.find(bytes([self.code["comma"]]), *content)
        return content if comma < 0 else self.trimmed(content[0], comma)

    def subject(self, cue: int) -> TokenSpan | None:
        """The noun phrase that begins the sentence of a cue."""
        first, _ = self.sentence(cue)
        match = self._subject.search(self.fixed, first, cue)
        return None if match is None else match.span()

    def trimmed(self, first: int, last: int) -> TokenSpan | None:
        """The tokens without stops, commas and boundaries at their edges, and without a leading that."""
        classes = self.fixed
        while last > first and classes[last - 1] in self._behind_content:
            last -= 1
        while first < last and classes[first] in self._before_content:
            first += 1
        return (first, last) if last > first else None

    # ---- places in the text

    def sentence(self, token: int) -> TokenSpan:
        """First token of the sentence and the boundary behind it; breaks inside a quotation do not count."""
        boundary = bytes([self.code["boundary"]])
        low, high = max(token - _LONGEST, 0), min(token + _LONGEST, len(self.fixed))
        first, last = self.fixed.rfind(boundary, low, token), self.fixed.find(boundary, token, high)
        return low if first < 0 else first + 1, high if last < 0 else last

    def is_comma(self, token: int) -> bool:
        """Whether a comma stands here."""
        return token < len(self.fixed) and self.fixed[token] == self.code["comma"]

    def same_sentence(self, one: int, other: int) -> bool:
        """Whether no boundary lies between."""
        return self.fixed.find(bytes([self.code["boundary"]]), one, other) < 0

    def near(self, one: int, other: int) -> bool:
        """Whether two tokens stand in one document, no more than two paragraphs apart."""
        if other - one > _LONGEST:
            return False
        between = self.scan.batch.text[self.scan.starts[one] : self.scan.starts[other]]
        return "\x1e" not in between and sum(1 for line in between.split("\n") if line.strip()) <= 3

    def offsets(self, span: TokenSpan) -> Span:
        """Code points of a token span."""
        return self.scan.starts[span[0]], self.scan.ends[span[1] - 1]


_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_PLURAL = frozenset({"they", "we", "i", "you", "people", "police", "troops", "military", "media"})
_TIMES = frozenset({"yesterday", "today", "tonight", "earlier", "later", "recently", "now", "tomorrow"})
_CONTENT = frozenset({"clause", "np", "quote", "object_to", "wh", "gerund"})
_PAST = re.compile(r"\w(ed|s)\b")
