"""A country's or capital's name: a government that acts, or a place?

Read from the words around it. Behind a preposition of place, or a word for part of a territory, it is a place; as a
subject, as a possessor of anything but land, or behind with, by, between and against it is the government. The words
that decide are seeds/geopolitics.csv.
"""

from __future__ import annotations

from claimledger.extract.mentions import Actor
from claimledger.gazetteer.index import country_place
from claimledger.text.grammar import Found
from claimledger.text.scan import Scan

_BEFORE, _TERRITORY = "geopolitics.place_before", "geopolitics.territory"
_PLACE_KINDS = ("place.", "place_word.", "gazetteer", "country.capital")
_CARRIED = frozenset({"word.and", "word.or", "mark.,"})


def state(found: Found) -> Actor | None:
    """The government meant by the name; None when the words name a place."""
    scan, first, last = found.scan, found.first, found.last
    senses = found.view.senses(first, "country.")
    row = senses[0].row
    kind = next(sense.kind for sense in senses if sense.kind.split(".")[1] in ("seat", "name", "capital"))
    if kind != "country.seat" and is_place(scan, first, last, kind == "country.capital"):
        return None
    country = row["country_code"]
    place_id = None
    if kind == "country.name":
        place = country_place(country)
        place_id = place.place_id if place else None
    elif kind == "country.capital" and row["capital_geonames_id"]:
        place_id = f"geonames:{row['capital_geonames_id']}"
    mention = "name" if kind == "country.name" else "metonym"
    return Actor(
        scan.starts[first],
        scan.ends[last - 1],
        first,
        last,
        found.rule_id,
        f"state:{country}",
        "state",
        country,
        mention,
        place_id=place_id,
    )


def is_place(scan: Scan, first: int, last: int, is_capital: bool) -> bool:
    """Whether the name of tokens first..last is used as a place."""
    behind = scan.kinds_at[last]
    if "mark.possessive" in behind:
        return _is_territory(scan, last + 2)
    if "mark.," in behind and any(kind.startswith(_PLACE_KINDS) for kind in scan.kinds_at[last + 1]) and is_capital:
        return True
    before = first - 1
    while scan.kinds_at[before] & {"word.the"}:
        before -= 1
    kinds = scan.kinds_at[before]
    if kinds & _CARRIED and first >= 2:
        anchor = _anchor(scan, before)
        if anchor is not None:
            kinds, before = scan.kinds_at[anchor], anchor
    if _BEFORE in kinds:
        if "word.to" in kinds and "geopolitics.motion" not in scan.kinds_at[before - 1]:
            return not (is_capital or _gives(scan, before))
        return True
    if _TERRITORY in kinds:
        return True
    if "word.of" in kinds:
        return not any(
            kind.startswith(("title.", "state_body", "organisation_word")) for kind in scan.kinds_at[before - 1]
        )
    if "word.with" in kinds:
        return _TERRITORY in scan.kinds_at[before - 1]
    if "mark.," in kinds and any(kind.startswith(_PLACE_KINDS) for kind in scan.kinds_at[before - 1]):
        return True
    return "boundary" in kinds and bool(behind & {"boundary", "mark.newline", "mark.separator"})


def _is_territory(scan: Scan, token: int) -> bool:
    """Russia's Kursk region, Iraq's northern province."""
    return any(
        _TERRITORY in kinds or any(kind.startswith(("place.", "place_word.", "gazetteer")) for kind in kinds)
        for kinds in (scan.kinds_at[token], scan.kinds_at[token + 1])
        if not kinds & {"mark.,", "word.of"}
    )


def _anchor(scan: Scan, token: int) -> int | None:
    """In a list of names (in Iraq, Syria and Turkey) the token before its first name."""
    steps = 0
    while steps < 12 and token > 0:
        kinds = scan.kinds_at[token]
        if not (kinds & _CARRIED or any(kind.startswith(("country.", "place.", "gazetteer")) for kind in kinds)):
            return token if steps else None
        token -= 1
        steps += 1
    return None


def _gives(scan: Scan, before: int) -> bool:
    """Aid, weapons or a warning to a country go to its government."""
    return any("geopolitics.given" in scan.kinds_at[before - step] for step in (1, 2))
