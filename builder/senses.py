"""The vocabulary rows behind words: which senses the lexicon has for them, each with its seed file and line."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from claimledger.text.lexicon import load_lexicon
from claimledger.text.vocabulary import Sense

_WORD = re.compile(r"[^\W_]+|[%$€£]")
_LETTERS = re.compile(r"[^\W\d_]+")


class Reading(NamedTuple):
    """Words as they stand in the text, and one sense of the vocabulary that they have."""

    words: str
    sense: Sense


def readings_of(texts: Iterable[str]) -> list[Reading]:
    """Every sense of every word and phrase in the texts, longer phrases first within each, each seed row once.

    Words that only hold a sentence together (seeds/function_words.csv) are told when nothing else is known of a text.
    """
    found: dict[tuple[str, int, str], Reading] = {}
    for text in texts:
        readings = list(_readings(_WORD.findall(text)))
        telling = [reading for reading in readings if reading.sense.stem != "function_words"]
        for reading in telling or readings:
            found.setdefault((reading.sense.stem, reading.sense.line, reading.sense.kind), reading)
    return list(found.values())


def _readings(words: list[str]) -> Iterator[Reading]:
    for length in range(min(len(words), _longest()), 0, -1):
        for first in range(len(words) - length + 1):
            run = words[first : first + length]
            for sense in _senses(run):
                yield Reading(" ".join(run), sense)


def _senses(run: list[str]) -> list[Sense]:
    words = " ".join(run)
    if len(run) > 1:
        return [sense for sense in _phrases().get(words.lower(), ()) if _fits(_spaced(sense.form), words)]
    glued = [letters for letters in _LETTERS.findall(words) if letters != words]  # the unit in "300km"
    return [sense for word in (words, *glued) for sense in load_lexicon().senses_of(word) if sense.form]


def _fits(form: str, words: str) -> bool:
    """Whether the words have a capital wherever the form has one."""
    return len(form) == len(words) and all(a in (b, b.lower()) for a, b in zip(form, words, strict=True))


def _spaced(form: str) -> str:
    return " ".join(_WORD.findall(form))


@cache
def _phrases() -> dict[str, tuple[Sense, ...]]:
    """The senses of all forms of several words, by their words in lower case; names of the gazetteer have no row."""
    phrases: dict[str, dict[int, Sense]] = {}
    for entry in load_lexicon().phrases:
        for sense in entry:
            if sense.form:
                phrases.setdefault(_spaced(sense.form).lower(), {})[id(sense)] = sense
    return {words: tuple(senses.values()) for words, senses in phrases.items()}


@cache
def _longest() -> int:
    return max((words.count(" ") + 1 for words in _phrases()), default=1)
