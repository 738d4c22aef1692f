"""The lexicon: which kinds a token or a phrase has.

Forms of one token are looked up once for each distinct token of a process; forms of several are found by an index of
phrases (see phrases.py). A form written with capitals matches text with the same capitals, a form without matches lower
case, a capital at its start, or one at each word.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np

from claimledger.gazetteer import load_gazetteer
from claimledger.text.batch import one_byte_each
from claimledger.text.cycles import no_cycle_search
from claimledger.text.kinds import KIND_SETS, Kinds
from claimledger.text.phrases import PhraseIndex, index_phrases, phrase_keys
from claimledger.text.rows import Ints
from claimledger.text.vocabulary import VOCABULARIES, Sense, senses

GAZETTEER = "gazetteer"
"""The kind of a name that the gazetteer knows."""

_SHAPES = (
    ("shape.ordinal", re.compile(r"\d+(?:,\d+)*(?:st|nd|rd|th)", re.I)),
    ("shape.decade", re.compile(r"(?:1[5-9]|20)?\d0s")),
    ("shape.year", re.compile(r"(?:1[5-9]|20)\d\d")),
    (
        "shape.number",
        re.compile(
            r"\d+|\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d{1,3}(?:\xa0\d{3})+(?:[.,]\d+)?|\d+[.,]\d+"
            r"|\d{1,3}(?:\.\d{3})+,\d+"
        ),
    ),
    ("shape.dotted", re.compile(r"\d[\d.,\xa0]+")),
    ("shape.glued", re.compile(r"(\d+(?:[.,]\d+)*)([A-Za-z\xb0]{1,5}[23\xb2\xb3]?)")),
    ("shape.money", re.compile(r"([A-Z][A-Za-z]{0,2})(\d+(?:[.,]\d+)*)([A-Za-z]{0,3})")),
    ("shape.designation", re.compile(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z\d\xc0]{2,}")),
    ("shape.initial", re.compile(r"[A-Z]")),
    ("shape.acronym", re.compile(r"[A-Z][A-Z\xc0]+s?")),
    ("shape.capitalised", re.compile(r"[A-Z\xc0].*")),
    ("shape.lower", re.compile(r"[a-z\xe0].*")),
)

_POWER_SHAPES = (
    ("shape.scientific", re.compile(r"\d+(?:\.\d+)?[eE]\d+")),
    ("shape.scientific_open", re.compile(r"\d+(?:\.\d+)?[eE]")),
    ("shape.times_ten", re.compile(r"(?:\d+(?:\.\d+)?)[xX]10")),
)
"""What figures with an exponent begin with, as in 1.3e6, 1.3e-6 and 1.3x10^6; beside the shape the word has anyhow."""

_LETTER_SHAPES, _LOWER_SHAPES = _SHAPES[-4:], _SHAPES[-1:]
"""The shapes of words of letters alone, and of those in lower case."""

_MARK_NAMES = {"\n": "newline", "\x1e": "separator"}


@dataclass(frozen=True)
class Lexicon:
    """Senses by form, and the index of the phrases.

    words: form as matched (with its capitals, or lower case) -> senses. phrases: one entry for each distinct phrase.
    phrase_kind: for each phrase the number of its kind set.
    """

    words: dict[str, tuple[Sense, ...]]
    phrases: tuple[tuple[Sense, ...], ...]
    phrase_kind: Ints
    index: PhraseIndex

    def senses_of(self, form: str) -> tuple[Sense, ...]:
        """The senses of a one-token form as it stands in the text."""
        exact = self.words.get(form, ())
        lowered = form.lower()
        if lowered == form:
            return exact
        folded = tuple(
            sense
            for sense in self.words.get(lowered, ())
            if sense.stem not in _LOWER_ONLY and not sense.kind.startswith("symbol.")
        )
        if not exact and len(form) > 4 and form.isupper():
            exact = self.words.get(form.capitalize(), ())
        return exact + folded


_ANY_CASE = frozenset(vocabulary.stem for vocabulary in VOCABULARIES if vocabulary.any_case)
_LOWER_ONLY = frozenset(vocabulary.stem for vocabulary in VOCABULARIES if vocabulary.lower_only)


@cache
def load_lexicon() -> Lexicon:
    """The lexicon of all seed files, and of the gazetteer's names of several words."""
    with no_cycle_search():
        return _build_lexicon()


def _build_lexicon() -> Lexicon:
    words: dict[str, list[Sense]] = defaultdict(list)
    forms: list[str] = []
    meant: list[Sense] = []
    for sense in senses():
        form = one_byte_each(sense.form).decode("latin-1")
        if not _is_one_token(form):
            spellings = _spellings(form, sense.stem in _ANY_CASE)
            forms += spellings
            meant += [sense] * len(spellings)
        elif sense not in words[form]:
            words[form].append(sense)
    phrases: dict[bytes, tuple[Sense, ...]] = {}
    for key, sense in zip(phrase_keys(forms), meant, strict=True):
        phrases[key] = (*phrases.get(key, ()), sense)
    place = (Sense("", GAZETTEER, {}, "gazetteer", 0),)
    for key in phrase_keys([name.rstrip(".") for name in load_gazetteer().phrases]):
        phrases[key] = phrases[key] + place if key in phrases else place
    place_only = KIND_SETS.number(frozenset({GAZETTEER}))
    kinds = (place_only if found is place else KIND_SETS.number(_kinds_of_senses(found)) for found in phrases.values())
    return Lexicon(
        words={form: tuple(found) for form, found in words.items()},
        phrases=tuple(phrases.values()),
        phrase_kind=np.fromiter(kinds, np.int64, len(phrases)),
        index=index_phrases([*phrases]),
    )


_LOWER_START = re.compile(r"(?<![^ ])[a-z\xe0]")


_SMALL_WORDS = re.compile(r"(?<= )(Of|The|For|And|In|On|To|At)(?= )")
"""Words that stay small in titles: Secretary of State."""


def _spellings(form: str, any_case: bool) -> tuple[str, ...]:
    """The ways capitals may be set in a form, each once."""
    lowered = form.lower()
    if any_case and lowered != form:
        return form, lowered
    titled = _LOWER_START.sub(lambda match: match[0].upper(), form)
    in_titles = _SMALL_WORDS.sub(lambda match: match[0].lower(), titled)
    begun = form[:1].upper() + form[1:] if form == lowered else form
    return tuple(dict.fromkeys((form, titled, in_titles, begun)))


def _kinds_of_senses(found: Iterable[Sense]) -> Kinds:
    """The kinds of all senses, refined ones in both ways: cue.verb.gerund is a cue.verb as well."""
    return _with_wider(frozenset([sense.kind for sense in found]))


@cache
def _with_wider(kinds: Kinds) -> Kinds:
    return frozenset(kinds | {kind.rsplit(".", 1)[0] for kind in kinds if kind.count(".") > 1})


def kinds_of_word(lexicon: Lexicon, form: str) -> Kinds:
    """A token's kinds: its shape, its mark, and what the vocabulary says."""
    found = lexicon.senses_of(form)
    kinds = set(_kinds_of_senses(found)) if found else set()
    if len(form) > 3 and form[0].isupper() and not form.isupper() and load_gazetteer().knows(form):
        kinds.add(GAZETTEER)
    kinds.update(f"word.{sense.form}" for sense in found if sense.stem == "function_words")
    if form[0].isdigit():
        kinds.update(shape for shape, pattern in _POWER_SHAPES if pattern.fullmatch(form))
    shapes = _SHAPES if not form.isalpha() else _LOWER_SHAPES if form.islower() else _LETTER_SHAPES
    for shape, pattern in shapes:
        match = pattern.fullmatch(form)
        if not match:
            continue
        kinds.add(shape)
        if shape == "shape.year":
            kinds.add("shape.number")
        if shape == "shape.number" and len(form) == 3 and form.isdigit():
            kinds.add("shape.triple")
        if shape == "shape.glued":
            if _unit_glued(lexicon, match[2]):
                break
            kinds.discard(shape)
            continue
        if shape == "shape.money":
            currency = _currency_glued(lexicon, match[1], match[3])
            if currency != "currency.sign":
                kinds.discard(shape)
                kinds.update(["shape.money_tail"] if currency else [])
                continue
        break
    else:
        kinds.add(f"mark.{_MARK_NAMES.get(form, form)}")
    return frozenset(kinds)


def _unit_glued(lexicon: Lexicon, tail: str) -> bool:
    wanted = ("symbol.", "number.suffix", "unit.", "currency.sign")
    return any(sense.kind.startswith(wanted) for sense in lexicon.words.get(tail, ()))


def _currency_glued(lexicon: Lexicon, head: str, tail: str) -> str | None:
    """Whether the letters before a figure are a currency's sign (EUR50m) or what stands behind its $ ($US50m)."""
    if tail and not any(sense.kind in _MAGNITUDES for sense in lexicon.words.get(tail, ())):
        return None
    found = {sense.kind.rsplit(".", 1)[0] for sense in lexicon.words.get(head, ())}
    return next((kind for kind in ("currency.sign", "currency.prefix") if kind in found), None)


_MAGNITUDES = ("number.suffix", "number.magnitude")


def _is_one_token(form: str) -> bool:
    return form.isalnum() or len(form) == 1
