"""Nationalities: the country that an adjective, a people or a possessive tells (Syrian, Britons, Russia's).

Functions give a column of names, -1 where nothing is told.
"""

from __future__ import annotations

import numpy as np

from claimledger.text.rows import NONE, Flags, Ints, Named, covered
from claimledger.text.scan import Scan

_OWNING = ("held", "controlled", "occupied", "run", "owned", "ruled", "operated", "flagged", "administered")


def nationality_within(scan: Scan, first: Ints, last: Ints) -> tuple[Named, Ints]:
    """The country of the first nationality adjective, people noun or possessive in each range, and its token.

    `Russian-held` tells a holder, `Russian-made` does not.
    """
    end = np.maximum(last, first)
    tokens, row = covered(first, end), np.repeat(np.arange(len(first)), end - first)
    is_adjective = scan.has(tokens, "country.adjective", "country.people")
    is_possessive = scan.has(tokens, "country.name", "country.capital", "country.seat") & scan.has(
        tokens + 1, "mark.possessive"
    )
    hits = np.flatnonzero((is_adjective | is_possessive) & may_own(scan, tokens + 1))
    country, position = np.full((2, len(first)), NONE)
    rows, at = np.unique(row[hits], return_index=True)
    position[rows] = tokens[hits[at]]
    country[rows] = country_of(scan, position[rows], "country.")
    return country, position


def may_own(scan: Scan, behind: Ints) -> Flags:
    """Whether a name may own what follows; not if a hyphen joins it to anything but `held` or the like.

    behind: the token behind the name.
    """
    owns = ~scan.has(behind, "mark.hyphen")
    joined = np.flatnonzero(~owns & (behind + 1 < len(scan.form)))
    owns[joined] = scan.told(behind[joined] + 1, lambda word: word.lower() in _OWNING, np.bool_)
    return owns


def nationality_before(scan: Scan, tokens: Ints, near: int, stops: tuple[str, ...]) -> Named:
    """The country of the nearest nationality adjective among some words before each token, none beyond a stop."""
    found = np.full(len(tokens), NONE)
    searching = np.arange(len(tokens))
    for step in range(1, near + 1):
        searching = searching[~scan.has(tokens[searching] - step, *stops)]
        position = tokens[searching] - step
        is_adjective = scan.has(position, "country.adjective") & ~scan.has(position + 1, "mark.hyphen")
        found[searching[is_adjective]] = country_of(scan, position[is_adjective], "country.adjective")
        searching = searching[~is_adjective]
    return found


def country_of(scan: Scan, tokens: Ints, kind: str) -> Named:
    """The country each token tells by its first sense of a kind."""

    def tell(word: str) -> int:
        senses = scan.lexicon.senses_of(word)
        return scan.names.number(next(sense.row["country_code"] for sense in senses if sense.kind.startswith(kind)))

    return scan.told(tokens, tell)


def of_country(scan: Scan, kind: str, countries: Named) -> Named:
    """The id of each country's state or forces."""
    named: Named = scan.names.told(countries, lambda country: scan.names.number(f"{kind}:{country}"))
    return named
