"""Kind sets: every combination of kinds that words have had in this process, each with its number.

A few thousand sets serve all words, so what is asked about kinds is asked once for each set and then looked up. Sets
are only ever added: answers stay good from batch to batch.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from claimledger.text.rows import Flags

Kinds = frozenset[str]


class Told:
    """What is told of each kind set, as a column that grows with them."""

    def __init__(self, tell: Callable[[Kinds], Any], dtype: Any) -> None:
        """tell: asked once for each set."""
        self._tell = tell
        self._column = np.zeros(0, dtype)

    def of(self, sets: list[Kinds]) -> npt.NDArray[Any]:
        """The answers for all sets so far."""
        new = sets[len(self._column) :]
        if new:
            self._column = np.append(self._column, np.array([self._tell(kinds) for kinds in new], self._column.dtype))
        return self._column


class KindSets:
    """Numbered sets of kinds."""

    def __init__(self) -> None:
        """No set yet."""
        self.sets: list[Kinds] = []
        self._number: dict[Kinds, int] = {}
        self._having: dict[tuple[str, ...], Told] = {}

    def number(self, kinds: Kinds) -> int:
        """The number of a set, given now if it is new."""
        known = self._number.get(kinds)
        if known is None:
            known = self._number[kinds] = len(self.sets)
            self.sets.append(kinds)
        return known

    def having(self, *kinds: str) -> Flags:
        """For each set whether it has one of the kinds; a kind that ends in `*` stands for all that begin so."""
        told = self._having.get(kinds)
        if told is None:
            exact = frozenset(kinds)
            heads = tuple(kind[:-1] for kind in kinds if kind.endswith("*"))

            def has(entry: Kinds) -> bool:
                return not exact.isdisjoint(entry) or (bool(heads) and any(kind.startswith(heads) for kind in entry))

            told = self._having[kinds] = Told(has, np.bool_)
        return told.of(self.sets)


KIND_SETS = KindSets()
"""Those of this process."""
