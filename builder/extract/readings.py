"""Readings: words that may be cues or something else, told apart by the words around them before any rule runs.

`report` is a noun behind a determiner, `released` in `a poll released Friday found` links words as a preposition does.
Each form is looked up once; the rest is comparing the classes of neighbours.
"""

from __future__ import annotations

import numpy as np

from claimledger.extract.cues import cue_number, load_cues
from claimledger.text.grammar import FILLER
from claimledger.text.lexicon import load_lexicon
from claimledger.text.rows import NONE, Flags, Ints
from claimledger.text.view import View
from claimledger.text.vocabulary import Sense

CUES = ("finite", "base", "gerund", "citing", "unsafe")
BASE, THIRD, PARTICIPLE, OTHER_FORM = range(4)
"""Forms of a cue: as the lemma, the lemma with -s, one that may be a participle, another one."""
PHRASE = (
    *("actor", "name", "word", "fixed_noun", "number", "hyphen", "possessive", "possessive_s", "noun_cue"),
    *("determiner", "of", "preposition", "to", "time"),
)
"""The classes of a noun phrase with its prepositions."""
LONGEST_PHRASE = 20
_VERB = "cue.verb"


class Readings:
    """The cue and the form of each token that can be a cue verb, -1 elsewhere; the classes of the view are settled."""

    def __init__(self, view: View, padding: int) -> None:
        """Look up every distinct form of the view, then change the classes that neighbours decide.

        The view is not kept: it has these readings, and two that hold each other would outlive their batch.
        """
        self.cue, self.form = np.full((2, len(view.classes) + padding), NONE)
        tokens = view.tokens_of(*CUES)
        is_phrase = view.keys_of(tokens) < 0
        words, phrases = tokens[~is_phrase], tokens[is_phrase]
        for some, facts in (
            (words, view.scan.told(words, _word_facts)),
            (phrases, view.told(phrases, lambda token: _facts(view.scan.word(token), view.senses(token, _VERB)))),
        ):
            self.cue[some], self.form[some] = facts // (OTHER_FORM + 1), facts % (OTHER_FORM + 1)
        self._settle_nouns(view, tokens)
        self._settle_adverbs(view, tokens)
        self._settle_participles(view, tokens)

    def _settle_nouns(self, view: View, tokens: Ints) -> None:
        """Nouns stand behind a determiner or possessor, or before a verb: `the report says`, `records show`."""
        before = ("determiner", "possessive_s", "possessive")
        behind = view.in_class(tokens - 1, *before)
        behind |= view.in_class(tokens + 1, "aux", "finite", "of", "base")
        can_be = load_cues().allow(self.cue[tokens], "noun") & (self.form[tokens] <= THIRD)
        verbs = view.tokens_of("verb")
        verbs = verbs[view.in_class(verbs - 1, *before, "to")]
        self._give(view, np.append(tokens[behind & can_be], verbs), "noun_cue")

    def _settle_adverbs(self, view: View, tokens: Ints) -> None:
        """Words in -ly before a cue are adverbs, and `first` behind an auxiliary."""
        words = tokens[view.in_class(tokens - 1, "word", "number")] - 1
        kind = view.scan.told(words, _adverb_kind)
        self._give(view, words[(kind == _IN_LY) | ((kind == _FIRST) & view.in_class(words - 1, "aux"))], "adverb")

    def _settle_participles(self, view: View, tokens: Ints) -> None:
        """Participles behind a noun whose phrase a verb follows link words like prepositions."""
        cues = tokens[(self.form[tokens] == PARTICIPLE) & ~load_cues().allow(self.cue[tokens], "clause")]
        verbs = view.tokens_of("verb")
        tokens = np.append(cues, verbs)
        tokens = tokens[view.in_class(tokens - 1, "word", "noun_cue", "name", "actor", "number")]
        tokens = tokens[view.in_class(tokens + 1, "of", "preposition", "to", "time", "determiner", "adverb")]
        tokens = tokens[(self.cue[tokens] >= 0) | view.scan.told(tokens, _ends, np.bool_)]
        behind = tokens + 1
        moving = np.arange(len(tokens))
        for _ in range(LONGEST_PHRASE):
            moving = moving[_in_phrase(view, behind[moving])]
            behind[moving] += 1
        self._give(view, tokens[view.in_class(behind, "aux", "finite", "base")], "preposition")

    def _give(self, view: View, tokens: Ints, name: str) -> None:
        np.frombuffer(view.classes, np.uint8)[tokens] = view.grammar.codes[name]
        self.cue[tokens] = NONE


def _in_phrase(view: View, tokens: Ints) -> Flags:
    codes = np.frombuffer(view.classes, np.uint8)
    inside = tokens < len(codes)
    is_filler = codes[np.where(inside, tokens, 0)] == FILLER
    return inside & (is_filler | view.in_class(tokens, *PHRASE))


def _facts(word: str, senses: list[Sense]) -> int:
    """The cue and its form as one number."""
    word, lemma = word.lower(), senses[0].row["lemma"]
    form = BASE if word == lemma else THIRD if word == f"{lemma}s" else PARTICIPLE if _ends(word) else OTHER_FORM
    return cue_number(senses) * (OTHER_FORM + 1) + form


def _word_facts(word: str) -> int:
    return _facts(word, [sense for sense in load_lexicon().senses_of(word) if sense.kind.startswith(_VERB)])


def _ends(word: str) -> bool:
    """Whether the word may be a participle."""
    return word.endswith(("ed", "en", "ing", "de"))


def _adverb_kind(word: str) -> int:
    return _IN_LY if word.endswith("ly") and word not in _NOUNS_IN_LY else _FIRST if word == "first" else NONE


_IN_LY, _FIRST = range(2)
_NOUNS_IN_LY = frozenset({"ally", "assembly", "bully", "family", "fly", "only", "rally", "reply", "supply"})
