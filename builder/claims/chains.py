"""Chains of sources: through whom a figure passed before it stood in the document.

An attribution inside the content of another is said by its own source and passed on by the outer one: the Post
reported, citing an official, that Kyiv had asked. Outermost first.
"""

from __future__ import annotations

from collections.abc import Sequence

from claimledger.text.rows import NONE, Ints

ARROW = " > "
UNKNOWN = "unknown"
"""Stands for a source that no words name."""
_DEEPEST = 12


def chains(attributions: Ints, parents: Ints, labels: Sequence[str | None]) -> list[str | None]:
    """For each attribution the labels from the outermost down to itself; null for -1.

    parents, labels: of every attribution by number; a missing label counts as unknown.
    """
    above: list[int] = parents.tolist()
    told: dict[int, str | None] = {NONE: None}
    for innermost in set(attributions.tolist()) - {NONE}:
        attribution, chain = innermost, list[str]()
        while attribution != NONE and len(chain) < _DEEPEST:
            chain.append(labels[attribution] or UNKNOWN)
            attribution = above[attribution]
        told[innermost] = ARROW.join(reversed(chain))
    return [told[attribution] for attribution in attributions.tolist()]
