"""The lexicon: which kinds a token or a phrase has.

Forms of one token are looked up once for each distinct token of a batch; forms of several are found by one Aho-Corasick
automaton over the folded text (marks blanked), so that hyphens, apostrophes and full stops never matter. A form written
with capitals matches text with the same capitals, a form without matches lower case, a capital at its start, or one at
each word.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import chain

import numpy as np
import numpy.typing as npt
from ahocorasick_rs import BytesAhoCorasick, MatchKind

from claimledger.gazetteer import load_gazetteer
from claimledger.text.batch import FOREIGN_LOWER, FOREIGN_UPPER, Batch, one_byte_each
from claimledger.text.cycles import no_cycle_search
from claimledger.text.tokens import Ints
from claimledger.text.vocabulary import VOCABULARIES, Sense, senses

Kinds = frozenset[str]

GAZETTEER = "gazetteer"
"""The kind of a name that the gazetteer knows."""

_KEPT_MARKS = frozenset({FOREIGN_LOWER, FOREIGN_UPPER, 0x1E, *"$%\u20ac\xa3".encode("cp1252")})
_FOLD = bytes(code if code in _KEPT_MARKS or (code < 128 and chr(code).isalnum()) else 32 for code in range(256))
"""Blanks marks; $ % and currency signs stay because forms contain them."""

_SHAPES = (
    ("shape.ordinal", re.compile(r"\d+(?:,\d+)*(?:st|nd|rd|th)", re.I)),
    ("shape.decade", re.compile(r"(?:1[5-9]|20)?\d0s")),
    ("shape.year", re.compile(r"(?:1[5-9]|20)\d\d")),
    ("shape.number", re.compile(r"\d+|\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d{1,3}(?:\xa0\d{3})+(?:[.,]\d+)?|\d+[.,]\d+")),
    ("shape.dotted", re.compile(r"\d[\d.,\xa0]+")),
    ("shape.glued", re.compile(r"(\d+(?:[.,]\d+)*)([A-Za-z\xb0]{1,5}[23]?)")),
    ("shape.designation", re.compile(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z\d\xc0]{2,}")),
    ("shape.initial", re.compile(r"[A-Z]")),
    ("shape.acronym", re.compile(r"[A-Z][A-Z\xc0]+s?")),
    ("shape.capitalised", re.compile(r"[A-Z\xc0].*")),
    ("shape.lower", re.compile(r"[a-z\xe0].*")),
)


_MARK_NAMES = {"\n": "newline", "\x1e": "separator"}


@dataclass(frozen=True)
class Lexicon:
    """Senses by form, and the automaton over the phrases.

    words: form as matched (with its capitals, or lower case) -> senses. phrases: one entry for each distinct phrase.
    """

    words: dict[str, tuple[Sense, ...]]
    phrases: tuple[tuple[Sense, ...], ...]
    phrase_kinds: tuple[Kinds, ...]
    phrase_length: npt.NDArray[np.int64]
    phrase_last_word: npt.NDArray[np.int64]
    phrase_final_stop: npt.NDArray[np.bool_]
    automaton: BytesAhoCorasick

    def senses_of(self, form: str) -> tuple[Sense, ...]:
        """The senses of a one-token form as it stands in the text."""
        exact = self.words.get(form, ())
        lowered = form.lower()
        if lowered == form:
            return exact
        folded = tuple(sense for sense in self.words.get(lowered, ()) if sense.stem not in _LOWER_ONLY)
        if not exact and len(form) > 4 and form.isupper():
            exact = self.words.get(form.capitalize(), ())
        return exact + folded


_LOWER_ONLY = frozenset(vocabulary.stem for vocabulary in VOCABULARIES if vocabulary.lower_only)


@cache
def load_lexicon() -> Lexicon:
    """The lexicon of all seed files, and of the gazetteer's names of several words."""
    with no_cycle_search():
        return _build_lexicon()


def _build_lexicon() -> Lexicon:
    words: dict[str, list[Sense]] = defaultdict(list)
    phrases: dict[tuple[bytes, bool], list[Sense]] = defaultdict(list)
    for sense in senses():
        form = one_byte_each(sense.form).decode("latin-1")
        if _is_one_token(form):
            if sense not in words[form]:
                words[form].append(sense)
            continue
        for variant in _spellings(form):
            phrases[fold(variant.encode("latin-1")).rstrip(), form.endswith(".")].append(sense)
    place, place_only = Sense("", GAZETTEER, {}, "gazetteer", 0), frozenset({GAZETTEER})
    for name in load_gazetteer().phrases:
        phrases[fold(name.encode("latin-1")).rstrip(), False].append(place)
    keys = list(phrases)
    found = tuple(tuple(phrases[key]) for key in keys)
    return Lexicon(
        words={form: tuple(found) for form, found in words.items()},
        phrases=found,
        phrase_kinds=tuple(place_only if entry == (place,) else _kinds_of_senses(entry) for entry in found),
        phrase_length=np.array([len(key) for key, _ in keys], np.int64),
        phrase_last_word=np.array([len(key) - key.rfind(b" ") - 1 for key, _ in keys], np.int64),
        phrase_final_stop=np.array([stop for _, stop in keys], np.bool_),
        automaton=BytesAhoCorasick(
            [b" " + key + (b"" if key.endswith(b"$") else b" ") for key, _ in keys], MatchKind.Standard
        ),
    )


def fold(codes: bytes) -> bytes:
    """Marks blanked; the length stays."""
    return codes.translate(_FOLD)


def _spellings(form: str) -> set[str]:
    """The ways capitals may be set in a form."""
    words = form.split(" ")
    spellings = {form, " ".join(word[:1].upper() + word[1:] for word in words)}
    if form == form.lower():
        spellings.add(form[:1].upper() + form[1:])
    return spellings


def find_phrases(lexicon: Lexicon, batch: Batch) -> tuple[Ints, Ints, Ints]:
    """All phrases of the vocabulary in the batch, overlapping ones too: (phrase, start, end)."""
    text = b" " + fold(batch.codes) + b" "
    hits = lexicon.automaton.find_matches_as_indexes(text, True)
    if not hits:
        nothing = np.zeros(0, np.int64)
        return nothing, nothing, nothing
    table = np.fromiter(chain.from_iterable(hits), np.int64, 3 * len(hits)).reshape(-1, 3)
    phrase, start = table[:, 0], table[:, 1]
    end = start + lexicon.phrase_length[phrase]
    codes = np.frombuffer(batch.codes, np.uint8)
    with_stop = lexicon.phrase_final_stop[phrase] & (end < len(codes))
    with_stop[with_stop] &= codes[end[with_stop]] == ord(".")
    # "No." needs its stop, "U.S" may have lost its last one
    kept = with_stop | ~lexicon.phrase_final_stop[phrase] | (end - start > lexicon.phrase_last_word[phrase])
    return phrase[kept], start[kept], (end + with_stop)[kept]


@dataclass
class _Seen:
    """Distinct tokens seen so far in this process, as numbers of kind sets."""

    number_of_form: dict[bytes, int]
    number_of_kinds: dict[Kinds, int]


_SEEN = _Seen({}, {})


def kinds_of(lexicon: Lexicon, forms: list[bytes]) -> tuple[list[Kinds], npt.NDArray[np.int64]]:
    """All kind sets known so far, and for each distinct token the number of its own.

    A token's kinds: its shape, its mark, and what the vocabulary says.
    """
    if len(_SEEN.number_of_form) > 1_000_000:  # a corpus of noise must not fill the memory
        _SEEN.number_of_form.clear()
    known, sets = _SEEN.number_of_form, _SEEN.number_of_kinds
    numbers = np.fromiter(
        (
            number
            if (number := known.get(form, -1)) >= 0
            else known.setdefault(form, sets.setdefault(_analyse(lexicon, form.decode("latin-1")), len(sets)))
            for form in forms
        ),
        np.int64,
        len(forms),
    )
    return list(sets), numbers


def _kinds_of_senses(found: Iterable[Sense]) -> Kinds:
    """The kinds of all senses, refined ones in both ways: cue.verb.gerund is a cue.verb as well."""
    kinds = {sense.kind for sense in found}
    return frozenset(kinds | {kind.rsplit(".", 1)[0] for kind in kinds if kind.count(".") > 1})


def _analyse(lexicon: Lexicon, form: str) -> Kinds:
    found = lexicon.senses_of(form)
    kinds = set(_kinds_of_senses(found))
    if len(form) > 3 and form[0].isupper() and not form.isupper() and load_gazetteer().knows(form):
        kinds.add(GAZETTEER)
    kinds.update(f"word.{sense.form}" for sense in found if sense.stem == "function_words")
    for shape, pattern in _SHAPES:
        match = pattern.fullmatch(form)
        if not match:
            continue
        kinds.add(shape)
        if shape == "shape.year":
            kinds.add("shape.number")
        if shape == "shape.glued":
            if _unit_glued(lexicon, match[2]):
                break
            kinds.discard(shape)
            continue
        break
    else:
        kinds.add(f"mark.{_MARK_NAMES.get(form, form)}")
    return frozenset(kinds)


def _unit_glued(lexicon: Lexicon, tail: str) -> bool:
    wanted = ("symbol.", "number.suffix", "unit.")
    return any(sense.kind.startswith(wanted) for sense in lexicon.words.get(tail, ()))


def _is_one_token(form: str) -> bool:
    return form.isalnum() or len(form) == 1
