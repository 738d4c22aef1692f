"""Countable: whether a bare number counts something, told from the words around it."""

from __future__ import annotations

import numpy as np

from claimledger.text.rows import Flags, Ints, Named
from claimledger.text.scan import Scan

_NAME_SHAPES = ("shape.capitalised", "shape.acronym", "shape.designation", "shape.initial")
_LEADS_TO_NOUN = ("shape.lower", "shape.capitalised", "shape.acronym", "mark.hyphen")
_NOUN_REACH = 4
"""Among so many words behind a number what it counts is sought."""


def counts_something(scan: Scan, first: Ints, last: Ints, bound: Named) -> Flags:
    """Whether a bare number counts: it is no year, no lone `one`, no number in a name, no item of a list."""
    before, behind = first - 1, last
    has_noun = noun_follows(scan, last)
    is_alone = last - first == 1
    is_exact, is_limited = scan.names.are(bound, "exact"), scan.names.are(bound, "at_least", "at_most", "less_than")
    is_year = is_alone & scan.has(first, "shape.year") & ~has_noun & ~is_limited
    is_one = is_alone & scan.has(first, "number.unit")
    is_one[is_one] = scan.told(first[is_one], lambda word: word.lower() in ("one", "zero"), np.bool_)
    is_list_item = scan.has(before, "boundary") & scan.has(behind, "mark..", "mark.)")
    behind_name = scan.has(before, *_NAME_SHAPES) & ~scan.has(before, "function.*", "cue.*")
    opens_sentence = scan.has(first - 2, "boundary")
    is_in_name = behind_name & is_alone & is_exact & ~has_noun & ~opens_sentence
    cases = (
        (scan.has(first, "shape.glued"), True),
        (is_year, False),
        (scan.has(behind, "mark.hyphen"), noun_follows(scan, last + 1)),
        (scan.has(before, "mark.hyphen"), False),
        (is_one, has_noun),
        (is_list_item | is_in_name, False),
    )
    return np.select([case for case, _ in cases], [counts for _, counts in cases], True)


def noun_follows(scan: Scan, tokens: Ints) -> Flags:
    """Whether a counted thing stands among the next four words: a known noun, or a first word in the plural."""
    is_lower = scan.has(tokens, "shape.lower")
    found = np.zeros(len(tokens), np.bool_)
    found[is_lower] = scan.told(tokens[is_lower], lambda word: word.endswith("s"), np.bool_)
    found &= _may_lead(scan, tokens)
    open_rows = np.arange(len(tokens))
    for step in range(_NOUN_REACH):
        ahead = tokens[open_rows] + step
        found[open_rows] |= _is_counted_thing(scan, ahead)
        open_rows = open_rows[_may_lead(scan, ahead) & ~found[open_rows]]
    return found


def _is_counted_thing(scan: Scan, tokens: Ints) -> Flags:
    return scan.has(tokens, "item*", "weapon.*", "force.*", "country.people*")


def _may_lead(scan: Scan, tokens: Ints) -> Flags:
    """Words that may stand before a counted thing."""
    return scan.has(tokens, *_LEADS_TO_NOUN) & ~scan.has(tokens, "function.*") & ~_is_counted_thing(scan, tokens)


def inside_address(scan: Scan, first: Ints, last: Ints) -> Flags:
    """Whether the tokens are digits in a link, a file name or a handle."""
    codes = np.frombuffer(scan.batch.codes, np.uint8)
    before, behind = scan.start[first] - 1, scan.end[last - 1]
    leads, follows = np.zeros(257, np.bool_), np.zeros(257, np.bool_)
    leads[list(b"/_=#@&\\")] = True
    follows[list(b"/_=@\\")] = True
    outside = 256
    before_code = np.where(before >= 0, codes[before], outside)
    behind_code = np.where(behind < len(codes), codes[np.minimum(behind, len(codes) - 1)], outside)
    return leads[before_code] | follows[behind_code]
