"""Chains of sources: through whom a figure passed before it stood in the document.

An attribution inside the content of another is said by its own source and passed on by the outer one: the Post
reported, citing an official, that Kyiv had asked. Outermost first.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from claimledger.text.rows import NONE, Ints

ARROW = " > "
UNKNOWN = "unknown"
"""Stands for a source that no words name."""
_DEEPEST = 12


def chains(attributions: Ints, parents: Ints, labels: pa.Array) -> pa.Array:
    """For each attribution the labels from the outermost down to itself; null for -1.

    parents, labels: of every attribution by number; a missing label counts as unknown.
    """
    above = np.append(parents, NONE)
    at, inner = attributions, pc.fill_null(labels, UNKNOWN)
    told = inner.take(pa.array(at, mask=at < 0))
    for _ in range(1, _DEEPEST):
        at = above[at]
        nested = at >= 0
        if not nested.any():
            break
        outer = inner.take(pa.array(at[nested]))
        joined = pc.binary_join_element_wise(outer, told.filter(pa.array(nested)), ARROW)
        told = pc.replace_with_mask(told, pa.array(nested), joined)
    return told
