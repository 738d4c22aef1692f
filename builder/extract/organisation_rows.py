"""Organisations no registry lists, read from their head word: National Salvation Front, University of X."""

from __future__ import annotations

import numpy as np

from claimledger.extract.actor_rows import actor_rows, country_within, local_ids
from claimledger.extract.mentions import Actors
from claimledger.text.finding import Matches
from claimledger.text.rows import NONE, Ints, Named, covered, first_within, last_within
from claimledger.text.scan import Scan
from claimledger.text.view import any_in


def organisation(matches: Matches) -> Actors:
    """Capitalised names with a head word."""
    scan = matches.scan
    first, last = matches.first, matches.last
    opens_sentence = scan.has(first, "function.sentence_starter") & scan.has(first - 1, "boundary")
    belongs_to_name = scan.has(first, "given_name", "organisation_word.head_first")
    first = first + (opens_sentence & ~belongs_to_name & (last - first > 2))
    has_capital = scan.told(first, lambda word: word[:1].isupper(), np.bool_)
    kept = (last - first > 1) & has_capital
    headless = np.flatnonzero(kept & ~any_in(first, last, lambda tokens: scan.has(tokens, f"{_HEAD_WORD}*")))
    low, high = first[headless], last[headless]
    kept[headless] = first_within(matches.view.having(covered(low, high), _HEAD_WORD), low, high) >= 0
    matches, first, last = matches.take(kept), first[kept], last[kept]
    return actor_rows(
        matches,
        (first, last),
        actor_id=local_ids(scan, "org", first, last),
        actor_type=_type_of(scan, first, last),
        country=country_within(matches.view, first, last),
    )


def organisation_alone(matches: Matches) -> Actors:
    """Head words in capitals; the document's name that has the word is found when all its names are known."""
    view, scan = matches.view, matches.scan
    first, last = matches.group("name")
    may_stand_alone = np.isin(first, view.having(first, "organisation_word.head_alone"))
    may_stand_alone |= view.in_class(first, "body")
    goes_on = view.in_class(last, "name", "given", "hyphen", "title", "initial") & ~scan.has(last, "shape.lower")
    kept = may_stand_alone & scan.has(first, "shape.capitalised") & ~goes_on

    def tell(token: int) -> int:
        senses = view.senses(token, "organisation_word.head_alone") or view.senses(token, "state_body")
        return scan.names.number(senses[0].row["actor_type_code"])

    matches, first, last = matches.take(kept), first[kept], last[kept]
    return actor_rows(
        matches,
        (first, last),
        actor_id=local_ids(scan, "org", first, last),
        actor_type=view.told(first, tell),
        country=np.full(len(matches), NONE),
    )


def _type_of(scan: Scan, first: Ints, last: Ints) -> Named:
    """What the last head word of each name says."""
    names = scan.names

    def tell(word: str) -> int:
        senses = scan.lexicon.senses_of(word)
        return next(names.number(one.row["actor_type_code"]) for one in senses if one.kind.startswith(_HEAD_WORD))

    words = covered(first, last)
    head = last_within(words[scan.has(words, f"{_HEAD_WORD}*")], first, last)
    found = head >= 0
    types = np.full(len(head), names.number("organisation"))
    types[found] = scan.told(head[found], tell)
    return types


_HEAD_WORD = "organisation_word."
