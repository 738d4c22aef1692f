"""Numbers whose parts stand apart: `10, 000` with a blank behind its comma, `1'000'000`, `fifty - two`.

The tokens of such a number become one word of the grammar before any rule reads them.
"""

from __future__ import annotations

import numpy as np

from claimledger.text.rows import Flags, Ints
from claimledger.text.view import View

_LEADS = ("digits", "triple")
_BEFORE = ("digits", "triple", "year", "small", "tens", "article", "several", "plural", "dozen", "glued", "fraction",
           "fractions", "vulgar", "of", "and", "dotted", "glued_money")  # fmt: skip
"""Before such a word a magnitude is part of its number."""
_BEHIND = ("unit", "symbol", "duration", "magnitude", "currency_word")


def lay_joined_numbers(view: View) -> None:
    """Make one word of every such number."""
    anchors = view.tokens_of("triple", "tens", "magnitude")
    triples, tens, magnitudes = (anchors[view.in_class(anchors, name)] for name in ("triple", "tens", "magnitude"))
    view.lay_words(*_groups(view, triples), "digits")
    view.lay_words(*_compounds(view, tens), "tens")
    view.lay_words(*_bare_magnitudes(view, magnitudes), "digits")
    view.lay_words(*_hundreds(view, magnitudes), "magnitude")


def _compounds(view: View, tens: Ints) -> tuple[Ints, Ints]:
    """Fifty - two, with blanks around the hyphen as in tokenised text; fifty - two of them drunk - are two numbers."""
    scan, codes = view.scan, np.frombuffer(view.scan.batch.codes, np.uint8)
    dashes = tens + 1
    dashes = dashes[view.in_class(dashes, "dash") & view.in_class(dashes + 1, "small")]
    dashes = dashes[(codes[scan.start[dashes]] == ord("-")) & ~view.in_class(dashes + 2, "of", "dash")]
    return dashes - 1, dashes + 2


def _hundreds(view: View, magnitudes: Ints) -> tuple[Ints, Ints]:
    """The hundred and 21 of 3 hundred and 21."""
    scan = view.scan
    ands = magnitudes + 1
    ands = ands[view.in_class(ands, "and") & view.in_class(ands + 1, "digits")]
    ands = ands[~view.in_class(ands + 2, "magnitude")]  # 3 hundred and 2 hundred are two
    ands = ands[view.in_class(ands - 2, "digits") & (scan.end[ands + 1] - scan.start[ands + 1] <= 2)]
    ands = ands[scan.told(ands - 1, lambda word: word.lower() == "hundred", np.bool_)]
    return ands - 1, ands + 2


def _bare_magnitudes(view: View, magnitudes: Ints) -> tuple[Ints, Ints]:
    """Hundred thousand, without the article: not behind several, or another number."""
    follows = view.in_class(magnitudes - 1, "magnitude")
    begins = ~follows & view.in_class(magnitudes + 1, "magnitude") & ~view.in_class(magnitudes - 1, *_BEFORE, "hyphen")
    first = magnitudes[begins]
    last = first + 1
    while len(grows := np.flatnonzero(view.in_class(last, "magnitude"))):
        last[grows] += 1
    return first, last


def _groups(view: View, triples: Ints) -> tuple[Ints, Ints]:
    """First tokens of the figures and the ones behind their last."""
    scan = view.scan
    marks, heads = triples - 1, triples - 2
    is_mark = view.in_class(marks, "comma") | _tight_apostrophe(view, marks)
    is_head = view.in_class(heads, *_LEADS) & (scan.end[heads] - scan.start[heads] <= 3)
    triples = triples[is_mark & is_head]
    if not len(triples):
        return triples, triples
    # a chain of groups is one figure: its head is no group itself
    begins = np.isin(triples - 2, triples, invert=True)
    first = triples[begins] - 2
    last = triples[np.append(np.flatnonzero(begins)[1:], len(triples)) - 1] + 1
    keep = _is_figure(view, first, last)
    return first[keep], last[keep]


def _tight_apostrophe(view: View, marks: Ints) -> Flags:
    scan = view.scan
    is_tight = (scan.end[marks - 1] == scan.start[marks]) & (scan.end[marks] == scan.start[marks + 1])
    return view.in_class(marks, "prime") & is_tight


def _is_figure(view: View, first: Ints, last: Ints) -> Flags:
    """Whether the groups are one figure and no list: the last group is 000, or what is measured follows.

    10, 000 is a figure, 10, 118 and 300 are three.
    """
    scan = view.scan
    is_round = scan.told(last - 1, lambda word: word.startswith("0"), np.bool_)
    is_apostrophe = view.in_class(first + 1, "prime")
    is_listed = view.in_class(first - 1, "comma", "and", "or", "month") | view.in_class(last, "comma", "and", "or")
    names_thing = scan.has(last, "shape.lower") & ~scan.has(last, "function.*", "cue.verb", "event.*")
    behind = view.in_class(last, *_BEHIND) | names_thing
    before = view.in_class(first - 1, "currency_sign", "currency_code")
    # 300, 400 euros are two amounts
    is_short = (last - first == 3) & (scan.end[first] - scan.start[first] < 3)
    return is_round | is_apostrophe | ((behind | before) & is_short & ~is_listed)
