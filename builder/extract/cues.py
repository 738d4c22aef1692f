"""Cues: the verbs and phrases of seeds/cues.csv as columns, each cue a row number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from claimledger.text.rows import NONE, Flags, Ints, Named, Names
from claimledger.text.vocabulary import Sense, seed_rows


@dataclass(frozen=True)
class Cues:
    """The rows of seeds/cues.csv. frames: the constructions of each cue as bits; the last entry stands for no cue."""

    lemmas: tuple[str, ...]
    codes: tuple[str, ...]
    frames: Ints
    bit: dict[str, int]

    def allow(self, cues: Ints, *frames: str) -> Flags:
        """For each cue whether it takes one of the constructions; no cue takes none."""
        return (self.frames[cues] & sum(self.bit[frame] for frame in frames)) > 0

    def are(self, cues: Ints, lemma: str) -> Flags:
        """For each cue whether it is a form of the lemma."""
        return np.isin(cues, [number for number, known in enumerate(self.lemmas) if known == lemma])

    def named(self, cues: Ints, names: Names) -> tuple[Named, Named]:
        """The lemma and the code of each cue."""
        lemmas, codes = (np.append(names.numbers(texts), NONE) for texts in (self.lemmas, self.codes))
        return lemmas[cues], codes[cues]


@cache
def load_cues() -> Cues:
    """The cues in the order of their file."""
    rows = seed_rows("cues")
    frames = [row["frames"].split("|") for row in rows]
    bit = {frame: 1 << number for number, frame in enumerate(sorted({frame for cell in frames for frame in cell}))}
    return Cues(
        lemmas=tuple(row["lemma"] for row in rows),
        codes=tuple(row["cue_code"] for row in rows),
        frames=np.array([*(sum(bit[frame] for frame in set(cell)) for cell in frames), 0]),
        bit=bit,
    )


def cue_number(senses: list[Sense]) -> int:
    """The row of seeds/cues.csv behind the first sense; -1 without a sense."""
    return senses[0].line - 2 if senses else NONE
