"""Peoples: nations that act by the name of their people (the Iraqis have cleared the city, the French sent 40 tanks).

They are no named actors and have no row of their own, but they own, do and lose things as their state does.
"""

from __future__ import annotations

import numpy as np

from claimledger.extract.mentions import Actors
from claimledger.extract.nationalities import country_of, of_country
from claimledger.text.rows import NONE
from claimledger.text.scan import Scan

_VERBS = ("function.auxiliary", "function.verb_common", "holding.*", "event.object", "cue.verb.finite")
_COUNTED = ("number.*", "shape.number", "word.of", "word.some", "word.many", "word.most", "word.other")
"""What stands before people that are counted or part of a whole: 40 Syrians, thousands of Syrians."""


def with_peoples(scan: Scan, actors: Actors) -> Actors:
    """The actors, in order, with one for every people that acts as a whole.

    Either in the plural (Iraqis) or, where the word is an adjective too, behind `the` and before a verb (the French).
    """
    words = np.flatnonzero(scan.flag("country.people", "country.adjective"))
    before = words - 1
    is_group = scan.has(before, "word.the") & scan.has(words + 1, *_VERBS)
    is_group |= scan.has(words, "country.people") & scan.told(words, _is_plural, np.bool_)
    words = words[is_group & ~scan.has(before, *_COUNTED) & ~scan.has(before - scan.has(before, "word.the"), *_COUNTED)]
    covering = np.searchsorted(actors.first, words, side="right") - 1
    words = words[~((covering >= 0) & (np.append(actors.last, NONE)[covering] > words))]
    if not len(words):
        return actors
    country, number = country_of(scan, words, "country."), scan.names.number
    nothing = np.full(len(words), NONE)
    found = Actors(
        first=words,
        last=words + 1,
        start=scan.start[words],
        end=scan.end[words],
        rule=nothing,
        actor_id=of_country(scan, "state", country),
        actor_type=np.full(len(words), number("state")),
        country=country,
        mention=np.full(len(words), number("group")),
        title=nothing,
        place_id=nothing,
    )
    return Actors.join([actors, found]).in_order()


def _is_plural(word: str) -> bool:
    """Whether a people's name is in the plural; not the Swiss."""
    return word.endswith("s") and not word.endswith("ss")
