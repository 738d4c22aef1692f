"""The shape of speech: where a cue, a source and a content begin and end.

A scan seen for attributions. Every position is a token; every answer is a Clause (a token range) or None. Light rules
over word classes stand in for a parser: a noun phrase ends at verbs, commas and function words; a clause ends with its
sentence, at a new conjoined cue, or before a trailing ", adding".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from claimledger.extract.mentions import Actor, Span
from claimledger.text.grammar import Grammar, View
from claimledger.text.quotations import Quotation
from claimledger.text.scan import Scan
from claimledger.text.vocabulary import Sense

MIN_PRECISION = 0.45
"""Cues below this precision need "that" or a quotation beside them (the measured best threshold lies at .35 to .5)."""

GRAMMAR = Grammar(
    "attributions",
    {
        "boundary": "boundary",
        "break": "mark.newline mark.separator",
        "phrase": "cue.phrase",
        "that": "word.that",
        "to": "word.to",
        "of": "word.of",
        "and": "word.and word.or",
        "but": "word.but",
        "aux": "function.auxiliary",
        "negation": "function.negation",
        "cue": "cue.verb",
        "personal": "function.pronoun_personal",
        "relative": "function.relative",
        "determiner": "function.determiner",
        "adverb": "function.adverb cue.adverb",
        "preposition": "function.preposition",
        "subordinator": "function.conjunction_subordinating function.wh",
        "pronoun": "function.pronoun_other",
        "time": "function.weekday function.month",
        "verb": "function.verb_common",
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
        "mark": "mark.\" mark.' mark.\x91 mark.\x92 mark.\x93 mark.\x94 mark.\xab mark.\xbb mark.`",
        "number": "shape.number shape.year shape.ordinal shape.glued",
        "name": "shape.capitalised shape.acronym shape.initial shape.designation",
        "word": "shape.lower",
    },
    {},
    (),
)
C = GRAMMAR.codes
_NOMINAL = frozenset({C["name"], C["word"], C["number"], C["hyphen"], C["possessive"], C["possessive_s"], 0x7E, 0x7D})
_BEFORE_CUE = frozenset({C["aux"], C["negation"], C["adverb"]})
_ENDS_SOURCE = frozenset(C[name] for name in ("boundary", "break", "that", "but", "aux", "cue", "subordinator", "semicolon", "colon",
                                              "dash", "verb", "mark", "stop"))  # fmt: skip
_NOUN_BEFORE = frozenset(C[name] for name in ("determiner", "possessive_s", "preposition", "of", "number"))


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens first to last (excluded)."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in the text with what the vocabulary says of it."""

    first: int
    last: int
    head: int
    lemma: str
    code: str
    frames: frozenset[str]
    precision: float
    is_phrase: bool
    is_gerund: bool
    is_negated: bool
    joins: bool


class Speech:
    """A scan with its actors and quotations, ready to be asked about speech."""

    def __init__(self, scan: Scan, actors: list[Actor], quotations: list[Quotation]) -> None:
        self.scan = scan
        self.view = View(GRAMMAR, scan)
        self.classes = bytes(self.view.classes)
        self.quotations = quotations
        self._quote_first = [quotation.first for quotation in quotations]
        self._actor_end = {actor.last: actor for actor in actors}
        self._actor_start = {actor.first: actor for actor in actors}
        self._in_actor = {token for actor in actors for token in range(actor.first, actor.last)}

    # ---- cues

    def cues(self) -> Iterator[Cue]:
        """Cues that may make an attribution, in order; those inside quotations are somebody else's words."""
        classes = self.classes
        memo: dict[str, Sense | None] = {}
        position = -1
        for match in _CUES.finditer(classes):
            token = match.start()
            if token < position:
                continue
            byte = classes[token]
            cue = self._cue(token, byte == C["phrase"], memo)
            if cue is not None and not self._quoted(token):
                position = cue.last
                yield cue

    def _cue(self, token: int, is_phrase: bool, memo: dict[str, Sense | None]) -> Cue | None:
        sense = self._sense(token, is_phrase, memo)
        if sense is None or token in self._in_actor:
            return None
        row, last = sense.row, self.view.end_of(token)
        frames = frozenset(row["frames"].split("|"))
        precision = float(row["precision"] or 0)
        if is_phrase:
            if "prep" not in frames:
                return None
            return Cue(token, last, token, row["lemma"], row["cue_code"], frames, precision, True, False, False, False)
        classes = self.classes
        first, negated = token, False
        while classes[first - 1] in _BEFORE_CUE and first > 0:
            first -= 1
            word = self.scan.word(first).lower()
            negated = negated or classes[first] == C["negation"] or word.endswith("n't") or word in ("not", "t")
        before = classes[first - 1] if first else C["boundary"]
        word = self.scan.word(token)
        if word[0].isupper():
            return None
        gerund = word.endswith("ing") and not any(classes[t] == C["aux"] for t in range(first, token))
        if before in _NOUN_BEFORE and first == token and not (before == C["possessive_s"]):
            return None
        if before == C["possessive_s"] or before == C["to"]:
            return None
        if self._is_noun(token, before):
            return None
        if precision < MIN_PRECISION and classes[last] != C["that"] and classes[last] != C["mark"]:
            return None
        passive = (
            any(self.scan.word(t).lower() in _BE for t in range(first, token))
            and not gerund
            and word not in ("saying",)
        )
        if passive and not word.endswith("ing"):
            return None
        if first == token and word == row["lemma"] and not self._plural_before(first - 1):
            return None
        joins = before in (C["and"], C["but"]) or (gerund and self._comma_before(first - 1))
        if gerund and not joins:
            return None
        return Cue(first, last, token, row["lemma"], row["cue_code"], frames, precision, False, gerund, negated, joins)

    def _plural_before(self, token: int) -> bool:
        """A verb in its base form needs a plural subject; else it is a noun."""
        word = self.scan.word(token).lower()
        return word in _PLURAL_PRONOUNS or (word.endswith("s") and self.classes[token] in _NOMINAL) or self.classes[token] in (
            C["and"], C["relative"], C["comma"]
        )  # fmt: skip

    def _comma_before(self, token: int) -> bool:
        """A comma, or a comma inside the quotation that ends here."""
        return self.is_comma(token) or (self.classes[token] == C["mark"] and self.is_comma(token - 1))

    def _sense(self, token: int, is_phrase: bool, memo: dict[str, Sense | None]) -> Sense | None:
        if token in self.view.phrases:
            return next(iter(self.view.senses(token, "cue.")), None)
        word = self.scan.word(token)
        if word not in memo:
            memo[word] = next((sense for sense in self.scan.lexicon.senses_of(word) if sense.kind == "cue.verb"), None)
        return memo[word]

    def _is_noun(self, token: int, before: int) -> bool:
        """A form that is a noun as well (claims, report, attack) behind an adjective or a name without article."""
        kinds = self.scan.kinds(token)
        if "cue.noun" not in kinds:
            return False
        behind = self.classes[token + 1] if token + 1 < len(self.classes) else C["boundary"]
        return behind in (C["of"], C["aux"], C["stop"], C["preposition"], C["cue"], C["verb"]) or (
            before == C["word"] and behind == C["comma"]
        )

    def _quoted(self, token: int) -> bool:
        at = bisect_right(self._quote_first, token) - 1
        return at >= 0 and self.quotations[at].last > token

    # ---- quotations

    def quotation_before(self, cue: Cue) -> Quotation | None:
        """A quotation that ends just before the cue or before the words of its source, and sounds like speech."""
        at = bisect_right(self._quote_first, cue.first) - 1
        if at < 0:
            return None
        quotation = self.quotations[at]
        gap = cue.first - quotation.last
        if not quotation.is_closed or gap < 0 or gap > 34 or "quote" not in cue.frames:
            return None
        start, _ = self.sentence(cue.first)
        if quotation.last < start or not self._sounds_spoken(quotation):
            return None
        between = self.classes[quotation.last : cue.first]
        if C["break"] in between or C["boundary"] in between:
            return None
        if any(byte in (C["cue"], C["that"], C["verb"]) for byte in between):
            return None
        return quotation

    def _sounds_spoken(self, quotation: Quotation) -> bool:
        """Not a scare quote: it ends in a comma or stop, and holds more than two words."""
        scan = self.scan
        inner = quotation.last - (3 if scan.word(quotation.last - 1) == "'" and quotation.double else 2)
        closed_by = self.classes[inner] if inner > quotation.first else 0
        outside = self.classes[quotation.last] if quotation.last < len(self.classes) else C["boundary"]
        return closed_by in (C["comma"], C["stop"]) or (outside == C["comma"] and quotation.last - quotation.first > 5)

    def quotation_behind(self, token: int, cue: Cue) -> Quotation | None:
        """The quotation that goes on behind the cue and source, in the same paragraph."""
        classes = self.classes
        limit = min(token + 30, len(classes))
        while token < limit:
            byte = classes[token]
            if byte == C["break"]:
                return None
            if byte == C["mark"]:
                at = bisect_right(self._quote_first, token) - 1
                quotation = self.quotations[at] if at >= 0 else None
                if quotation is not None and quotation.first == token and quotation.last - quotation.first > 4:
                    return quotation
                return None
            if byte in (C["cue"], C["verb"], C["that"]) and token > cue.last:
                return None
            token += 1
        return None

    def quote_kind(self, contents: list[Clause]) -> str:
        """direct, indirect or mixed."""
        quoted = total = 0
        for clause in contents:
            total += clause.last - clause.first
            at = max(bisect_right(self._quote_first, clause.first) - 1, 0)
            while at < len(self.quotations) and self.quotations[at].first < clause.last:
                quotation = self.quotations[at]
                quoted += max(0, min(quotation.last, clause.last) - max(quotation.first, clause.first))
                at += 1
        if not quoted:
            return "indirect"
        return "direct" if quoted >= total - 3 * len(contents) and total - quoted <= 2 else "mixed"

    def is_paragraph(self, quotation: Quotation) -> bool:
        """The quotation begins and ends its paragraph and is more than a shout."""
        before = quotation.first - 1
        while before >= 0 and self.classes[before] == C["boundary"]:
            before -= 1
        starts = before < 0 or self.classes[before] == C["break"]
        behind = quotation.last
        while behind < len(self.classes) and self.classes[behind] in (C["stop"], C["boundary"]):
            behind += 1
        ends = behind >= len(self.classes) or self.classes[behind] == C["break"]
        return starts and ends and quotation.last - quotation.first > 5

    # ---- sources

    def speaker_beside(self, cue: Cue, quotation: Quotation) -> tuple[Clause | None, int]:
        """The source between quotation and cue, or behind the cue (inverted); and where it ends."""
        if cue.first > quotation.last + (1 if self.is_comma(quotation.last) else 0):
            source = self.source_before(cue, quotation.last)
            if source is not None:
                return source, cue.last
        source = self.noun_phrase_behind(cue.last)
        return (source, source.last) if source is not None else (None, cue.last)

    def source_before(self, cue: Cue, floor: int = 0) -> Clause | None:
        """The noun phrase before the cue, with apposition or relative clause between commas."""
        classes, last = self.classes, cue.first
        start, _ = self.sentence(cue.first)
        start = max(start, floor)
        if last - 1 < start:
            return None
        if classes[last - 1] == C["relative"]:
            return Clause(last - 1, last)
        if classes[last - 1] == C["comma"]:
            opened = self._opening_comma(last - 2, start)
            if opened is None:
                return None
            head = self._noun_phrase_before(opened, start)
            return None if head is None else Clause(head, last - 1)
        head = self._noun_phrase_before(last, start)
        if head is None:
            return None
        return Clause(head, last)

    def _opening_comma(self, token: int, start: int) -> int | None:
        """The comma that opens the apposition ending at token."""
        limit = max(start, token - 40)
        while token > limit:
            if self.classes[token] == C["comma"] and ((token in self._actor_end) or self.classes[token + 1] in
                                                      (C["relative"], C["determiner"])):  # fmt: skip
                return token
            if self.classes[token] in (C["mark"], C["semicolon"], C["break"]):
                return None
            token -= 1
        return None

    def _noun_phrase_before(self, last: int, start: int) -> int | None:
        """First token of the noun phrase that ends before `last`."""
        classes, token = self.classes, last - 1
        if token < start:
            return None
        if classes[token] in (C["personal"], C["pronoun"]):
            return token
        if classes[token] == C["time"] or classes[token] == C["preposition"]:
            return None
        first = None
        while token >= start:
            byte = classes[token]
            if byte in _NOMINAL:
                actor = self._actor_end.get(token + 1)
                first = token = actor.first if actor is not None and actor.first >= start else token
                token -= 1
            elif byte == C["determiner"]:
                first = token
                if (
                    token - 1 >= start
                    and classes[token - 1] in (C["of"], C["preposition"], C["to"])
                    and self._nominal(token - 2, start)
                ):
                    token -= 2
                    first = token + 1
                    continue
                break
            elif (
                byte in (C["of"], C["preposition"], C["to"]) and first is not None and self._nominal(token - 1, start)
            ) or (
                byte == C["and"]
                and first is not None
                and self._nominal(token - 1, start)
                and self._joins_names(token, start)
            ):
                token -= 1
            elif (
                byte in (C["adverb"], C["personal"])
                and first is not None
                and self._nominal(token - 1, start)
                and byte == C["adverb"]
            ):
                break
            elif byte == C["comma"] and first is not None and self._lists_names(token, first, start):
                token -= 1
            else:
                break
        return first

    def _nominal(self, token: int, start: int) -> bool:
        return token >= start and self.classes[token] in _NOMINAL

    def _joins_names(self, token: int, start: int) -> bool:
        """`Putin and officials`: what stands before "and" is a name, or the sentence begins shortly before it."""
        return token in self._actor_end or token - start <= 4

    def _lists_names(self, comma: int, first: int, start: int) -> bool:
        """`Donetsk, Zaporizhzhia and Kherson`: names on both sides of the comma and an "and" behind."""
        behind = self.classes[first : comma + 12]
        return (
            self.classes[comma - 1] == C["name"] and self.classes[comma + 1] == C["name"] and comma - 1 >= start
            and C["and"] in behind and self.classes[comma + 2] in (C["and"], C["comma"])
        )  # fmt: skip

    def noun_phrase_behind(self, token: int) -> Clause | None:
        """The noun phrase that begins at token, with its description behind a comma."""
        classes, first, limit = self.classes, token, min(token + 30, len(self.classes))
        if token < limit and classes[token] in (C["personal"], C["pronoun"]):
            return Clause(token, token + 1)
        seen = False
        while token < limit:
            byte = classes[token]
            actor = self._actor_start.get(token)
            if actor is not None:
                token, seen = actor.last, True
            elif byte in _NOMINAL:
                token, seen = token + 1, True
            elif (
                (
                    byte == C["determiner"]
                    and (not seen or classes[token - 1] in (C["of"], C["preposition"], C["to"], C["and"]))
                )
                or (byte in (C["of"], C["to"]) and seen)
                or (
                    byte == C["preposition"]
                    and seen
                    and token + 1 < limit
                    and (classes[token + 1] in (C["name"], C["determiner"]) and self._behind_name(token))
                )
                or (
                    byte == C["and"]
                    and seen
                    and token + 1 < limit
                    and classes[token + 1] in (C["name"], C["determiner"])
                )
            ):
                token += 1
            elif byte == C["comma"] and seen and self._describes(token):
                token += 1
                seen = False
            else:
                break
        while token > first and classes[token - 1] in (
            C["of"],
            C["preposition"],
            C["to"],
            C["and"],
            C["comma"],
            C["determiner"],
        ):
            token -= 1
        return Clause(first, token) if token > first and seen else None

    def _behind_name(self, token: int) -> bool:
        return self.scan.word(token).lower() in ("for", "at", "in", "from", "with")

    def _describes(self, comma: int) -> bool:
        """A comma that opens an apposition: ", a Washington-based think tank"."""
        return (comma in self._actor_end and self.classes[comma + 1] == C["determiner"]
                and self.scan.word(comma + 1).lower() in ("a", "an", "the", "another"))  # fmt: skip

    def subject_of_sentence(self, cue: Cue) -> Clause | None:
        """The last actor or pronoun before the cue that begins a sentence or clause."""
        start, _ = self.sentence(cue.first)
        clause = self.noun_phrase_behind(start)
        if clause is not None and clause.last < cue.first:
            return clause
        for token in range(start, cue.first):
            if token in self._actor_start or self.classes[token] == C["personal"]:
                return Clause(token, self._actor_start[token].last if token in self._actor_start else token + 1)
        return None

    # ---- contents

    def clause_before(self, source: Clause, cue: Cue) -> Clause | None:
        """The clause before `, source cue`, when nothing is said behind the cue."""
        start, last = self.sentence(cue.first)
        if source.first <= start or not self.is_comma(source.first - 1):
            return None
        token = cue.last
        while (token < last and self.classes[token] in (C["time"], C["adverb"], C["preposition"], C["number"])) or (
            token < last
            and self.classes[token] == C["name"]
            and token > cue.last
            and self.classes[token - 1] == C["preposition"]
        ):
            token += 1
        ends = token >= last or self.classes[token] in (C["stop"], C["comma"], C["boundary"])
        return self.clause(start, source.first - 1) if ends and source.first - start > 3 else None

    def content_behind(self, cue: Cue, needs_that: bool = False) -> Clause | None:
        """What is said behind the cue: recipient, time and "that" skipped, up to the clause's end."""
        classes, token = self.classes, cue.last
        _, last = self.sentence(cue.first)
        if token >= last:
            return None
        limit = min(token + 25, last)
        that = self._that_within(token, limit)
        if that is not None:
            token = that + 1
        elif needs_that:
            return None
        else:
            token = self._behind_recipient(cue, token, last)
            if classes[token] == C["colon"]:
                token += 1
            byte = classes[token]
            if byte in (C["stop"], C["comma"], C["boundary"], C["break"], C["closing"]):
                return None
            frames = cue.frames
            if byte == C["to"] and not frames & {"to", "object_to"}:
                return None
            if (
                byte in (C["preposition"], C["of"])
                and not frames & {"of", "for", "about", "as"}
                and classes[token] != C["mark"]
            ):
                return None
            if not frames & {"clause", "np", "quote", "to", "object_to", "of", "for", "about", "as", "wh", "gerund"}:
                return None
        if token >= last:
            return None
        quotation = self._quotation_at(token)
        end = self._clause_end(cue, token, last)
        if quotation is not None:
            end = max(end, min(quotation.last, self._paragraph_end(token)))
        return self.clause(token, end)

    def _that_within(self, token: int, limit: int) -> int | None:
        """The complementizer of the content: no clause border or verb lies before it."""
        while token < limit:
            byte = self.classes[token]
            if byte == C["that"]:
                return token
            if byte in (
                C["boundary"],
                C["aux"],
                C["semicolon"],
                C["colon"],
                C["mark"],
                C["verb"],
                C["cue"],
                C["comma"],
            ):
                return None
            token += 1
        return None

    def _behind_recipient(self, cue: Cue, token: int, last: int) -> int:
        """Skip whom it was told, where and when."""
        classes = self.classes
        if "recipient" in cue.frames:
            clause = self.noun_phrase_behind(token)
            if clause is not None and clause.last < last:
                token = clause.last
        moved = True
        while moved and token < last:
            moved = False
            if classes[token] == C["time"] or (
                classes[token] == C["adverb"] and self.scan.word(token).lower() in _TIMES
            ):
                token, moved = token + 1, True
            elif classes[token] == C["preposition"] and token + 1 < last and classes[token + 1] == C["time"]:
                token, moved = token + 2, True
            elif "recipient" in cue.frames and classes[token] == C["preposition"]:
                clause = self.noun_phrase_behind(token + 1)
                if clause is not None and clause.last < last:
                    token, moved = clause.last, True
        return token

    def _clause_end(self, cue: Cue, token: int, last: int) -> int:
        """The sentence's end, or earlier: before `, adding`, before `and` with a new cue, before `, according to`."""
        classes = self.classes
        for position in range(token + 1, last):
            byte = classes[position]
            if byte == C["semicolon"]:
                return position
            if (
                byte == C["phrase"]
                and classes[position - 1] == C["comma"]
                and self.scan.word(position).lower() == "according"
            ):
                return position - 1
            if byte == C["cue"] and not self._quoted(position):
                before = position - 1
                while classes[before] in _BEFORE_CUE:
                    before -= 1
                if self._comma_before(before) and self.scan.word(position).endswith("ing"):
                    return before + 1 if classes[before] == C["mark"] else before
                behind = classes[self.view.end_of(position)]
                if behind in _NOT_CONTENT or behind in (C["time"], C["preposition"]):
                    head = self._noun_phrase_before(before + 1, token)
                    if head is not None and self.is_comma(head - 1):
                        return head - 1
                if (
                    classes[before] in (C["and"], C["but"])
                    and self._finite(position)
                    and classes[position + 1] not in _NOT_CONTENT
                ):
                    return before - 1 if classes[before - 1] == C["comma"] else before
        return last

    def _finite(self, token: int) -> bool:
        word = self.scan.word(token).lower()
        return word.endswith(("ed", "said", "told")) or word in ("says", "claims", "vows", "warns", "adds")

    def _quotation_at(self, token: int) -> Quotation | None:
        at = bisect_right(self._quote_first, token) - 1
        if at >= 0 and self.quotations[at].first == token:
            return self.quotations[at]
        return None

    def _paragraph_end(self, token: int) -> int:
        end = self.classes.find(bytes([C["break"]]), token)
        return len(self.classes) if end < 0 else end

    def clause(self, first: int, last: int) -> Clause | None:
        """The tokens without the sentence's own stop, boundaries and commas at their edges."""
        classes = self.classes
        while last > first and classes[last - 1] in _EDGES:
            last -= 1
        while first < last and classes[first] in (C["boundary"], C["break"], C["comma"], C["that"], C["dash"]):
            first += 1
        return Clause(first, last) if last > first else None

    # ---- places in the text

    def sentence(self, token: int) -> tuple[int, int]:
        """First token of the sentence (behind its boundary) and the one behind its last.

        A sentence that breaks inside a quotation goes on to the quotation's end.
        """
        boundaries = self.scan.boundaries
        number = self.scan.sentence_of(token)
        first = boundaries[number] + 1
        last = boundaries[number + 1] if number + 1 < len(boundaries) else len(self.classes)
        while number > 0 and self._quoted(first) and not self._starts_quotation(first):
            number -= 1
            first = boundaries[number] + 1
        return first, last

    def _starts_quotation(self, token: int) -> bool:
        return self._quotation_at(token) is not None

    def is_comma(self, token: int) -> bool:
        """Whether a comma stands here."""
        return token < len(self.classes) and self.classes[token] == C["comma"]

    def same_sentence(self, one: int, other: int) -> bool:
        """Whether two tokens stand in one sentence."""
        return self.sentence(one)[0] == self.sentence(other)[0] or self.scan.sentence_of(one) == self.scan.sentence_of(
            other
        )

    def same_document(self, one: int, other: int) -> bool:
        """Whether two tokens stand in one document."""
        starts = self.scan.batch.starts
        return bool(
            starts.searchsorted(self.scan.starts[one], "right") == starts.searchsorted(self.scan.starts[other], "right")
        )

    def paragraphs_between(self, one: int, other: int) -> int:
        """How many line breaks lie between."""
        return self.classes.count(C["break"], one, other)

    def span(self, clause: Clause) -> Span:
        """Code points of a clause."""
        return self.scan.starts[clause.first], self.scan.ends[clause.last - 1]


_CUES = re.compile(b"[%c%c]" % (C["cue"], C["phrase"]))
_EDGES = frozenset({C["boundary"], C["break"], C["stop"], C["comma"], C["semicolon"], C["dash"], C["colon"]})
_NOT_CONTENT = frozenset({C["stop"], C["comma"], C["boundary"]})
_PLURAL_PRONOUNS = frozenset({"they", "we", "i", "you", "people", "police", "troops", "military", "media"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_TIMES = frozenset({"yesterday", "today", "tonight", "earlier", "later", "recently", "now", "tomorrow"})
