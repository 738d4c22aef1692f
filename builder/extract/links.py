"""Links between rows: whose a quantity is, who said it, where; who uses a weapon, and how many.

Whose: a nationality inside the counted noun phrase, a possessor before it, else the side the sentence speaks of last.
Where: the nearest place of the sentence, behind the quantity before in front of it. Who said it: the innermost
attribution whose content holds the number.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from claimledger.extract.mentions import (
    Actor,
    Actors,
    Attributions,
    Location,
    Locations,
    Quantities,
    Quantity,
    Weapon,
    Weapons,
)
from claimledger.gazetteer import Place
from claimledger.text.scan import Scan

_OWNED = frozenset(
    {
        "troops",
        "prisoners",
        "casualties",
        "vehicles",
        "aircraft",
        "drones",
        "missiles",
        "weapons",
        "military_units",
        "officials",
        "civilians",
        "administrative_areas",
    }
)
_OF_FORCES = frozenset(
    {"troops", "prisoners", "casualties", "vehicles", "aircraft", "drones", "missiles", "weapons", "military_units"}
)
_LAND = frozenset({"settlements", "territory"})
_SIDES = frozenset(
    {"state", "military", "military_unit", "government", "armed_group", "pmc", "police_security", "alliance"}
)
_REACH = 25
_NEAR = 9


def link(
    scan: Scan,
    counted: Quantities,
    named: Actors,
    armed: Weapons,
    located: Locations,
    attributions: Attributions,
    places: dict[str, Place],
) -> None:
    """Fill the columns that refer from one row to another, in place."""
    names = scan.names
    quantities, actors, weapons, locations = (rows.records(names) for rows in (counted, named, armed, located))
    _link_attributions(quantities, attributions)
    sides = [actor for actor in actors if actor.actor_type in _SIDES]
    side_firsts = [actor.first for actor in sides]
    location_firsts = [location.first for location in locations]
    for quantity in quantities:
        _link_place(scan, quantity, locations, location_firsts)
        quantity.actor_id = _owner(scan, quantity, sides, side_firsts, places)
    firsts = [quantity.first for quantity in quantities]
    for weapon in weapons:
        weapon.operator_id = _operator(scan, weapon, sides, side_firsts)
        weapon.quantity = _count_of(weapon, quantities, firsts)
    linked, used = Quantities.of(quantities, names), Weapons.of(weapons, names)
    counted.actor_id, counted.place_id, counted.attribution = linked.actor_id, linked.place_id, linked.attribution
    armed.operator_id, armed.quantity = used.operator_id, used.quantity


def _link_attributions(quantities: list[Quantity], attributions: Attributions) -> None:
    """The innermost attribution around each quantity."""
    columns = (attributions.content_start, attributions.content_end, attributions.content_of)
    parts = sorted(zip(*(column.tolist() for column in columns), strict=True))
    parents = attributions.parent.tolist()
    active: list[tuple[int, int, int]] = []
    at = 0
    for quantity in quantities:
        while at < len(parts) and parts[at][0] <= quantity.start:
            active.append(parts[at])
            at += 1
        active = [part for part in active if part[1] >= quantity.end]
        if active:
            depth = {part[2]: _depth(parents, part[2]) for part in active}
            quantity.attribution = min(active, key=lambda part: (part[1] - part[0], -depth[part[2]]))[2]


def _depth(parents: list[int], index: int) -> int:
    depth, seen = 0, set[int]()
    parent = parents[index]
    while parent >= 0 and parent not in seen:
        seen.add(parent)
        depth, parent = depth + 1, parents[parent]
    return depth


def _link_place(scan: Scan, quantity: Quantity, locations: list[Location], firsts: list[int]) -> None:
    first, last = scan.sentence_bounds(quantity.first)
    low, high = bisect_left(firsts, first), bisect_left(firsts, last)
    best = None
    for location in locations[low:high]:
        if location.place_id is None:
            continue
        gap = (
            location.first - quantity.last
            if location.first >= quantity.last
            else (quantity.first - location.last) * 2 + 4
        )
        if best is None or gap < best[0]:
            best = (gap, location.place_id)
    quantity.place_id = best[1] if best else None


def _owner(
    scan: Scan, quantity: Quantity, sides: list[Actor], firsts: list[int], places: dict[str, Place]
) -> str | None:
    last = quantity.noun_last or quantity.last
    if quantity.item in _LAND:
        country = places[quantity.place_id].country if quantity.place_id in places else None
        country = _nationality(scan, quantity.last, last) or country
        return f"state:{country}" if country else None
    if quantity.item not in _OWNED:
        if quantity.item == "distance" and quantity.event == "advanced":
            return _forces(_subject(scan, quantity, sides, firsts))
        return None
    country = _nationality(scan, quantity.first, last) or _nationality_before(scan, quantity.first)
    if country is None:
        country_of = _possessor(scan, quantity, sides, firsts)
        if country_of is not None and quantity.item in _OF_FORCES:
            return _forces(country_of)
        return country_of.actor_id if country_of is not None else None
    kind = "forces" if quantity.item in _OF_FORCES else "state"
    return f"{kind}:{country}"


def _nationality(scan: Scan, first: int, last: int) -> str | None:
    """The country of a nationality adjective or people noun among the tokens."""
    for token in range(first, last + 1):
        kinds = scan.kinds_at[token]
        if kinds & {"country.adjective", "country.people"}:
            return scan.senses(token, "country.")[0].row["country_code"]
        if (
            kinds & {"country.name", "country.capital", "country.seat"}
            and "mark.possessive" in scan.kinds_at[token + 1]
        ):
            return scan.senses(token, "country.")[0].row["country_code"]
    return None


def _nationality_before(scan: Scan, token: int) -> str | None:
    """The nationality shortly before a number, in its clause: Ukrainian losses at more than 400 troops."""
    for position in range(token - 1, token - _NEAR, -1):
        kinds = scan.kinds_at[position]
        if "boundary" in kinds or "cue.verb" in kinds or "mark.," in kinds:
            return None
        if "country.adjective" in kinds and "mark.hyphen" not in scan.kinds_at[position + 1]:
            return scan.senses(position, "country.adjective")[0].row["country_code"]
    return None


def _possessor(scan: Scan, quantity: Quantity, sides: list[Actor], firsts: list[int]) -> Actor | None:
    """The side named last before the quantity in its sentence, or the first one behind its noun."""
    start, end = scan.sentence_bounds(quantity.first)
    at = bisect_right(firsts, quantity.first) - 1
    if at >= 0 and sides[at].first >= start and quantity.first - sides[at].last <= _REACH:
        between = scan.kinds_at[sides[at].last : quantity.first]
        # "Moscow said they had lost 400": whose they are is not told by the nearest name
        return None if any("word.they" in kinds for kinds in between) else sides[at]
    behind = quantity.noun_last or quantity.last
    at = bisect_left(firsts, behind)
    if quantity.item == "military_units":
        return None  # what follows are the units themselves
    if at < len(sides) and sides[at].first < min(end, behind + 4):
        return sides[at]
    return None


def _subject(scan: Scan, quantity: Quantity, sides: list[Actor], firsts: list[int]) -> Actor | None:
    start, _ = scan.sentence_bounds(quantity.first)
    at = bisect_left(firsts, start)
    return sides[at] if at < len(sides) and sides[at].first < quantity.first else None


def _forces(actor: Actor | None) -> str | None:
    """The armed forces of a state; groups and units stand for themselves."""
    if actor is None:
        return None
    return (
        f"forces:{actor.country}" if actor.country and actor.actor_type in ("state", "government") else actor.actor_id
    )


def _operator(scan: Scan, weapon: Weapon, sides: list[Actor], firsts: list[int]) -> str | None:
    """Who uses it: a nationality right before it, a possessor, else the nearest side before it in the sentence."""
    for token in range(weapon.first - 1, max(weapon.first - 5, -1), -1):
        kinds = scan.kinds_at[token]
        if "country.adjective" in kinds and "mark.hyphen" not in scan.kinds_at[token + 1]:
            return f"state:{scan.senses(token, 'country.adjective')[0].row['country_code']}"
        if "boundary" in kinds or kinds & {"mark.,", "mark..", "word.of", "function.complementizer"}:
            break
    start, end = scan.sentence_bounds(weapon.first)
    at = bisect_right(firsts, weapon.first) - 1
    if at >= 0 and sides[at].first >= start:
        return sides[at].actor_id
    at += 1
    if at < len(sides) and sides[at].first < end:
        return sides[at].actor_id
    return None


def _count_of(weapon: Weapon, quantities: list[Quantity], firsts: list[int]) -> int | None:
    """The quantity whose noun phrase the weapon is part of, also behind "and": dozens of tanks and carriers."""
    at = bisect_right(firsts, weapon.first) - 1
    if at < 0:
        return None
    quantity = quantities[at]
    reach = quantity.noun_last or quantity.last
    return (
        at
        if quantity.kind == "count" and quantity.last <= weapon.first < reach + 4 and weapon.first - quantity.last <= 8
        else None
    )
