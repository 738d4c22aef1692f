"""Countable: whether a bare number counts something, told from the words around it."""

from __future__ import annotations

import numpy as np

from claimledger.text.rows import Flags, Ints, Named
from claimledger.text.scan import Scan

_NAME_SHAPES = ("shape.capitalised", "shape.acronym", "shape.designation", "shape.initial")
_LEADS_TO_NOUN = ("shape.lower", "shape.capitalised", "shape.acronym", "mark.hyphen")
_NOUN_REACH = 4
"""Among so many words behind a number what it counts is sought."""


def counts_something(scan: Scan, first: Ints, last: Ints, begin: Ints, behind: Ints, bound: Named) -> Flags:
    """Whether a bare number counts: it is no year, no lone `one`, no number in a name, no item of a list.

    first, last: its tokens; begin, behind: the same with the words of its bound.
    """
    before = begin - 1
    has_noun = noun_follows(scan, behind)
    is_alone = last - first == 1
    is_exact, is_limited = scan.names.are(bound, "exact"), scan.names.are(bound, "at_least", "at_most", "less_than")
    is_year = is_alone & scan.has(first, "shape.year") & ~is_limited
    is_year[is_year] = ~_year_counts(scan, first[is_year], behind[is_year], has_noun[is_year])
    is_later_year = is_alone & ~has_noun & scan.has(before, "word.by", "word.in", "word.until", "word.before")
    is_later_year[is_later_year] = scan.told(first[is_later_year], _is_later_year, np.bool_)
    is_one = is_alone & scan.has(first, "number.unit")
    is_one[is_one] = scan.told(first[is_one], lambda word: word.lower() in ("one", "zero"), np.bool_)
    is_list_item = scan.has(before, "boundary") & scan.has(behind, "mark..", "mark.)")
    is_list_item |= is_alone & _is_list_number(scan, first, behind)
    behind_name = scan.has(before, *_NAME_SHAPES) & ~scan.has(before, "function.*", "cue.*")
    opens_sentence = scan.has(begin - 2, "boundary")
    is_in_name = behind_name & is_alone & is_exact & ~has_noun & ~opens_sentence
    is_in_name |= is_alone & is_exact & _opens_name(scan, first, behind)
    cases = (
        (scan.has(first, "shape.glued"), True),
        (is_year | is_later_year, False),
        (scan.has(behind, "mark.hyphen"), noun_follows(scan, behind + 1) | _is_compound(scan, first, behind)),
        (scan.has(before, "mark.hyphen"), False),
        (is_one, has_noun | _one_counts(scan, before, behind)),
        (is_list_item | is_in_name, False),
    )
    return np.select([case for case, _ in cases], [counts for _, counts in cases], True)


def _is_later_year(word: str) -> bool:
    return len(word) == 4 and word.startswith(("21", "22")) and word.isdigit()


def _is_list_number(scan: Scan, tokens: Ints, behind: Ints) -> Flags:
    """Whether a bracket closes behind the tokens that has not been opened before them: 1) and 2) are no amounts."""
    found = scan.has(behind, "mark.)")
    open_rows = np.flatnonzero(found)
    for step in range(1, _BRACKET_REACH + 1):
        if not len(open_rows):
            break
        at = tokens[open_rows] - step
        opens = scan.has(at, "mark.(")
        found[open_rows[opens]] = False
        open_rows = open_rows[~opens & ~scan.has(at, "mark.)", "boundary")]
    return found


_BRACKET_REACH = 60


def _is_compound(scan: Scan, first: Ints, hyphen: Ints) -> Flags:
    """Six-cylinder, 12-member; also the first of four-, five- and six-cylinder. Not one-time, two-sided, 2-ish."""
    joined = scan.has(hyphen + 1, "shape.lower") & ~scan.has(hyphen + 1, "function.*")
    joined &= ~scan.told(np.minimum(hyphen + 1, len(scan.form) - 1), lambda word: word.endswith(_NO_THINGS), np.bool_)
    left_open = scan.has(hyphen + 1, "mark.,", "word.and", "word.or", "word.to")
    is_one = scan.told(first, lambda word: word.lower() in ("one", "zero"), np.bool_)
    return (joined | left_open) & ~is_one


_NO_THINGS = ("ed", "time", "fold", "way", "ish", "something", "th", "odd")
"""How the words end that stand behind a number and a hyphen and are not counted."""


def _year_counts(scan: Scan, first: Ints, last: Ints, has_noun: Flags) -> Flags:
    """Whether what may be a year counts: of things known to be counted (2000 troops), or round (1500 jobs)."""
    is_round = scan.told(first, lambda word: word.endswith("00") and word != "2000", np.bool_)
    is_mean = scan.has(first - 1, "word.of") & scan.told(np.maximum(first - 2, 0), _is_mean, np.bool_)
    return (
        is_mean & is_round
        | _is_counted_thing(scan, last)
        | _is_counted_thing(scan, last + 1) & _may_lead(scan, last)
        | has_noun & is_round
    )


def _is_mean(word: str) -> bool:
    """An average of 1500, a total of 1800."""
    return word in ("average", "total", "maximum", "minimum", "mean", "median")


def _one_counts(scan: Scan, before: Ints, behind: Ints) -> Flags:
    """One of the hostages, one proposal; not no one, this one, one another."""
    is_pronoun = scan.has(before, "function.determiner", "function.negation", "function.pronoun_other", "word.this")
    names_thing = scan.has(behind, "shape.lower") & ~scan.has(behind, "function.*", "cue.verb", "event.*")
    return ~is_pronoun & (scan.has(behind, "word.of") | names_thing)


def _opens_name(scan: Scan, first: Ints, behind: Ints) -> Flags:
    """The 787 Dreamliner, 11 Pro Max: a capitalised word, no adjective of a country, and nothing counted behind."""
    is_name = scan.told(first, lambda word: word.isdigit() and len(word) < 5, np.bool_)
    is_name &= scan.has(behind, "shape.capitalised", "shape.initial") & ~scan.has(behind, "symbol.*")
    is_name &= ~scan.has(
        behind, "country.*", "item*", "weapon.*", "force.*", "title.*", "function.*", "number.*", "unit.*"
    )
    open_rows = np.flatnonzero(is_name)
    for step in range(1, _NOUN_REACH + 1):
        ahead = behind[open_rows] + step
        is_plural = scan.told(
            np.minimum(ahead, len(scan.form) - 1), lambda word: word.islower() and word.endswith("s"), np.bool_
        )
        counts = is_plural & ~scan.has(ahead, "function.*") | _is_counted_thing(scan, ahead)
        is_name[open_rows[counts]] = False
        leads = scan.has(ahead, *_LEADS_TO_NOUN, "shape.number", "shape.designation")
        open_rows = open_rows[~counts & leads & ~scan.has(ahead, "function.*")]
    return is_name


def noun_follows(scan: Scan, tokens: Ints) -> Flags:
    """Whether a counted thing stands among the next four words: a known noun, or a first word in the plural."""
    is_lower = scan.has(tokens, "shape.lower")
    found = np.zeros(len(tokens), np.bool_)
    found[is_lower] = scan.told(tokens[is_lower], lambda word: word.endswith("s"), np.bool_)
    return found & _may_lead(scan, tokens) | thing_follows(scan, tokens)


def thing_follows(scan: Scan, tokens: Ints) -> Flags:
    """Whether a noun known to be counted stands among the next four words."""
    found = np.zeros(len(tokens), np.bool_)
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
