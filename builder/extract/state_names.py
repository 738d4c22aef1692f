"""A country's or capital's name: a government that acts, or a place?

Read from the words around it. Behind a preposition of place, or a word for part of a territory, it is a place; as a
subject, as a possessor of anything but land, or behind with, by, between and against it is the government. The words
that decide are seeds/geopolitics.csv.
"""

from __future__ import annotations

import numpy as np

from claimledger.extract.actor_rows import actor_rows
from claimledger.extract.mentions import Actors
from claimledger.gazetteer.index import country_place
from claimledger.text.finding import Matches
from claimledger.text.rows import Flags, Ints
from claimledger.text.scan import Scan

_BEFORE, _TERRITORY = "geopolitics.place_before", "geopolitics.territory"
_BORDER_PART = "geopolitics.border_part"
_LAND = ("place.*", "place_word.*", "gazetteer*")
_PLACES = (*_LAND, "country.capital*")
_CARRIED = ("word.and", "word.or", "mark.,")
_LIST_STEPS = 12


def state(matches: Matches) -> Actors:
    """The governments meant by the names; no row where the words name a place."""
    view, scan, names = matches.view, matches.scan, matches.scan.names

    def tell(token: int) -> tuple[int, int, int, bool, bool]:
        senses = view.senses(token, "country.")
        country = senses[0].row["country_code"]
        kind = next(sense.kind for sense in senses if sense.kind.split(".")[1] in ("seat", "name", "capital"))
        place_id = None
        if kind == "country.name":
            place = country_place(country)
            place_id = place.place_id if place else None
        elif kind == "country.capital" and senses[0].row["capital_geonames_id"]:
            place_id = f"geonames:{senses[0].row['capital_geonames_id']}"
        numbers = (names.number(f"state:{country}"), names.number(country), names.number(place_id))
        return *numbers, kind == "country.seat", kind == "country.capital"

    told = view.told(matches.first, tell).reshape(-1, 5)
    is_seat, is_capital = told[:, 3] > 0, told[:, 4] > 0
    kept = is_seat | ~is_place(scan, matches.first, matches.last, is_capital)
    matches, told, is_metonym = matches.take(kept), told[kept], (is_seat | is_capital)[kept]
    return actor_rows(
        matches,
        (matches.first, matches.last),
        actor_id=told[:, 0],
        actor_type="state",
        country=told[:, 1],
        mention=np.where(is_metonym, names.number("metonym"), names.number("name")),
        place_id=told[:, 2],
    )


def is_place(scan: Scan, first: Ints, last: Ints, is_capital: Flags) -> Flags:
    """Whether each name of tokens first..last is used as a place."""
    deciding = _before_article(scan, _first_of_list(scan, _before_article(scan, first - 1)))
    towards = scan.has(deciding, "word.to") & ~scan.has(deciding - 1, "geopolitics.motion")
    of_body = scan.has(deciding - 1, "title.*", "state_body*", "organisation_word*")
    opens = scan.has(deciding, "boundary", "mark.newline", "mark.separator")
    stands_alone = opens & scan.has(last, "boundary", "mark.newline", "mark.separator")
    tells_where = scan.has(last, "mark.dash", "mark.(") | (
        scan.has(last, "mark.,") & scan.has(last + 1, "function.month")
    )
    cases = (
        (opens & tells_where, True),  # BAGHDAD -, Baghdad, Jan. 3
        (scan.has(last, "mark.possessive"), _is_territory(scan, last + 2)),
        (is_capital & scan.has(last, "mark.,") & scan.has(last + 1, *_PLACES), True),
        (scan.has(deciding, _BEFORE) & towards, ~is_capital & ~_is_given(scan, deciding)),
        (scan.has(deciding, _BEFORE, _TERRITORY), True),
        (scan.has(deciding, "word.of"), ~of_body),
        (scan.has(deciding, "word.on"), scan.has(deciding - 1, "geopolitics.topic")),
        (scan.has(deciding, "word.with"), _is_border(scan, deciding - 1)),
        (scan.has(deciding, "mark.,") & scan.has(deciding - 1, *_PLACES), True),
    )
    return np.select([case for case, _ in cases], [place for _, place in cases], stands_alone)


def _is_border(scan: Scan, tokens: Ints) -> Flags:
    """The border, or a part of it: the border crossing point with Russia."""
    along = scan.has(tokens - 1, _TERRITORY) | (scan.has(tokens - 1, _BORDER_PART) & scan.has(tokens - 2, _TERRITORY))
    return scan.has(tokens, _TERRITORY) | (scan.has(tokens, _BORDER_PART) & along)


def _is_territory(scan: Scan, tokens: Ints) -> Flags:
    """Russia's Kursk region, Iraq's northern province."""

    def names_land(near: Ints) -> Flags:
        return scan.has(near, _TERRITORY, *_LAND) & ~scan.has(near, "mark.,", "word.of")

    return names_land(tokens) | names_land(tokens + 1)


def _before_article(scan: Scan, tokens: Ints) -> Ints:
    """Each token, or the one before the articles that end with it."""
    tokens = tokens - scan.has(tokens, "word.the", "word.both")
    for at in np.flatnonzero(scan.has(tokens, "word.the")).tolist():  # the the: misprints
        while "word.the" in scan.kinds_of(int(tokens[at])):
            tokens[at] -= 1
    return tokens


def _first_of_list(scan: Scan, tokens: Ints) -> Ints:
    """Behind a list of names (in Iraq, Syria and Turkey) the token before its first name; else the token itself."""
    deciding = tokens.copy()
    walking = np.flatnonzero(scan.has(tokens, *_CARRIED))
    before = tokens[walking]
    for _ in range(_LIST_STEPS - 1):
        before = before - 1
        in_list = scan.has(before, *_CARRIED, "country.*", "place.*", "gazetteer*")
        deciding[walking[~in_list]] = before[~in_list]
        walking, before = walking[in_list], before[in_list]
    return deciding


def _is_given(scan: Scan, tokens: Ints) -> Flags:
    """Aid, weapons or a warning to a country go to its government."""
    return scan.has(tokens - 1, "geopolitics.given") | scan.has(tokens - 2, "geopolitics.given")
