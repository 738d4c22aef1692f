"""Sentences: before which tokens a new one starts.

A full stop ends a sentence unless an abbreviation or an initial stands before it or a lower-case word behind it. A line
break ends one unless the line was wrapped: the next begins in lower case, or all lines of the document are short.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from claimledger.text.batch import Batch
from claimledger.text.tokens import Ints, Tokens

Flags = npt.NDArray[np.bool_]

CLOSERS = frozenset({b'"', b"'", b"\x92", b"\x94", b")", b"]", b"\xbb", b"\x9b"})
WRAP_WIDTH = 100


def sentence_starts(batch: Batch, tokens: Tokens, flags: dict[str, Flags]) -> Ints:
    """Indices of the tokens that begin a sentence; line breaks never do.

    flags: for each token whether it is `stop` (. ! ? ...), `break` (line feed), `separator`, `lower`, `initial`,
    `abbreviation` (never ends a sentence) or `soft_abbreviation` (may end one), `starter` (often begins one).
    """
    count = len(tokens.start)
    if not count:
        return np.zeros(0, np.int64)
    begins = np.zeros(count + 1, np.bool_)
    _mark_after_breaks(batch, tokens, flags, begins)
    _mark_after_stops(batch, tokens, flags, begins)
    begins = begins[:count]
    visible = ~(flags["break"] | flags["separator"])
    first = np.flatnonzero(visible)[:1]
    begins[first] = True
    return np.flatnonzero(begins & visible)


def _mark_after_breaks(batch: Batch, tokens: Tokens, flags: dict[str, Flags], begins: Flags) -> None:
    """A paragraph break, or a line break that was not made by wrapping."""
    breaks = np.flatnonzero(flags["break"] | flags["separator"])
    if not len(breaks):
        return
    wrapped = _wrapped_documents(batch, tokens, breaks)
    document = batch.document_of(tokens.start[breaks])
    stop = flags["stop"] | flags["closer"]
    follows = np.minimum(breaks + 1, len(tokens.start) - 1)
    single = ~(flags["break"] | flags["separator"])[follows]
    single[1:] &= np.diff(breaks) > 1
    joins = single & (flags["lower"][follows] | (wrapped[document] & ~stop[np.maximum(breaks - 1, 0)]))
    begins[breaks[~joins] + 1] = True
    # several breaks in a row: the sentence begins behind the last one
    run = np.flatnonzero(begins[:-1] & (flags["break"] | flags["separator"]))
    for index in run[::1]:
        begins[index + 1] = True


def _wrapped_documents(batch: Batch, tokens: Tokens, breaks: Ints) -> Flags:
    """Documents whose every line is short, and which have at least six."""
    ends = tokens.start[breaks]
    lengths = np.diff(np.concatenate(([0], ends)))
    document = batch.document_of(ends)
    longest = np.zeros(len(batch.starts), np.int64)
    np.maximum.at(longest, document, lengths)
    lines = np.bincount(document, minlength=len(batch.starts))
    return (longest <= WRAP_WIDTH) & (lines >= 6)


def _mark_after_stops(batch: Batch, tokens: Tokens, flags: dict[str, Flags], begins: Flags) -> None:
    count = len(tokens.start)
    start, end, form, forms = tokens.start, tokens.end, tokens.form, tokens.forms
    stops = np.flatnonzero(flags["stop"])
    if not len(stops):
        return
    lower, initial, soft = flags["lower"], flags["initial"], flags["soft_abbreviation"]
    hard, starter, breaks = flags["abbreviation"], flags["starter"], flags["break"] | flags["separator"]
    full_stop = np.fromiter((entry == b"." for entry in forms), np.bool_, len(forms))
    closer = np.fromiter((entry in CLOSERS for entry in forms), np.bool_, len(forms))
    for index in stops.tolist():
        following = index + 1
        while following < count and closer[form[following]] and start[following] == end[following - 1]:
            following += 1
        if following >= count or breaks[following]:
            continue
        glued = start[following] == end[following - 1]
        if lower[following]:
            continue
        if full_stop[form[index]] and following == index + 1:
            before = index - 1
            if before >= 0 and end[before] == start[index]:
                if glued:
                    if not (lower[before] and flags["capitalised"][following] and end[before] - start[before] > 2):
                        continue
                elif hard[before] or (soft[before] and not starter[following]):
                    continue
                elif initial[before]:
                    dotted = before >= 1 and full_stop[form[before - 1]] and end[before - 1] == start[before]
                    if not (dotted and starter[following]):
                        continue
        elif glued:
            continue
        begins[following] = True
