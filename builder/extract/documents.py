"""What must be decided document by document: spellings of a name, holders of offices, sides of units.

Only documents where something is open are read here, actor by actor.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from itertools import pairwise

import numpy as np

from claimledger.extract.mentions import Actor, Actors
from claimledger.extract.registry import registered
from claimledger.text.rows import NONE, Flags, Ints, Names
from claimledger.text.scan import Scan

_NEAR_TOKENS = 60


def decide(
    actors: Actors,
    names: Names,
    document: Ints,
    is_open: Flags,
    is_concerned: Flags,
    decision: Callable[[list[Actor]], None],
) -> None:
    """Let the decision change ids, types and countries, given the concerned rows of each document with an open one."""
    if not is_open.any():
        return
    rows = np.flatnonzero(is_concerned & np.isin(document, document[is_open]))
    records: list[Actor] = actors.take(rows).records(names)
    begins = np.flatnonzero(np.diff(document[rows], prepend=NONE)).tolist()
    for begin, end in pairwise([*begins, len(rows)]):
        decision(records[begin:end])
    actors.actor_id[rows] = names.numbers(row.actor_id for row in records)
    actors.actor_type[rows] = names.numbers(row.actor_type for row in records)
    actors.country[rows] = names.numbers(row.country for row in records)


def merge_spellings(scan: Scan, persons: list[Actor]) -> None:
    """Volodymyr and Vladimir Zelensky: a registered bearer takes the spellings of his own first letter."""
    bearers: dict[str, dict[str, Actor]] = defaultdict(dict)
    for row in persons:
        if row.mention == "name" and row.last - row.first > 1:
            bearers[scan.word(row.last - 1)].setdefault(row.actor_id, row)
    for found in bearers.values():
        registry = [row for row in found.values() if row.actor_id.startswith("person:")]
        if len(found) > 1 and len(registry) == 1:
            for row in persons:
                if row.actor_id in found and scan.word(row.first)[0] == scan.word(registry[0].first)[0]:
                    row.actor_id = registry[0].actor_id


def name_offices(persons: list[Actor]) -> None:
    """An office standing alone is the document's person of that title and country, else an unnamed one of its own."""
    holders: dict[tuple[str | None, str], str | None] = {}
    for row, behind in zip(persons, [*persons[1:], None], strict=True):
        if row.mention != "title":
            continue
        country, (local, office) = row.country, row.actor_id.rsplit(":office:", 1)
        words = office.replace("-", " ")
        if behind is not None and behind.mention == "name" and behind.first == row.last + 1:
            holders[country, office] = behind.actor_id  # the Foreign Secretary, Orest Kovalchuk,
        if (country, office) not in holders:
            wanted = ("president", "prime minister") if words == "leader" else (words,)
            titled = {other.actor_id for other in persons if _holds(other, country, wanted)}
            if not titled and words in _ROLE_OF_OFFICE:
                titled = {other.actor_id for other in persons if _is_registered_holder(other, country, words)}
            holders[country, office] = titled.pop() if len(titled) == 1 else None
        row.actor_id = holders[country, office] or f"{local}:person:{f'{country.lower()}-' if country else ''}{office}"


def _holds(person: Actor, country: str | None, offices: tuple[str, ...]) -> bool:
    """A named person of the country, if one is told, whose title ends in one of the offices: no vice president."""
    if person.mention != "name" or not person.title or country not in (None, person.country):
        return False
    title = person.title.lower()
    return title.endswith(offices) and not title.startswith(("former", "vice", "ex-"))


_ROLE_OF_OFFICE = {
    "president": "head_of_state",
    "leader": "head_of_state",
    "prime minister": "head_of_government",
    "chancellor": "head_of_government",
    "foreign minister": "foreign_minister",
    "defence minister": "defence_minister",
    "defense minister": "defence_minister",
}


def _is_registered_holder(person: Actor, country: str | None, office: str) -> bool:
    """A person of the document whom the registry knows in that office."""
    entry = registered(person.actor_id) if country and person.country == country else None
    return entry is not None and entry.role == _ROLE_OF_OFFICE.get(office)


def name_heads(scan: Scan, organisations: list[Actor]) -> None:
    """A head word standing alone is the organisation last named with it, else the first one named behind."""
    named: dict[str, Actor] = {}
    for row in reversed(organisations):
        if row.rule != "actors.organisation_alone":
            named |= dict.fromkeys(map(scan.word, range(row.first, row.last)), row)
    for row in organisations:
        words = [scan.word(token) for token in range(row.first, row.last)]
        if row.rule != "actors.organisation_alone":
            named |= dict.fromkeys(words, row)
        elif words[-1] in named:
            whole = named[words[-1]]
            if len(words) > 1 and words[0] not in map(scan.word, range(whole.first, whole.last)):
                continue
            row.actor_id, row.actor_type, row.country = whole.actor_id, whole.actor_type, whole.country


def name_units(actors: list[Actor]) -> None:
    """A unit without a nationality is of the side whose forces were last named nearby, else of the only one."""
    sides = Counter(row.country for row in actors if row.actor_id.startswith("forces:"))
    usual = sides.most_common(1)[0][0] if sides and len(sides) == 1 else None
    side, place = None, -_NEAR_TOKENS
    for row in actors:
        if row.actor_id.startswith("forces:"):
            side, place = row.country, row.last
        elif row.rule == "actors.unit" and row.country is None:
            country = side if side and row.first - place <= _NEAR_TOKENS else usual
            if country:
                row.actor_id, row.country = f"unit:{country}:{row.actor_id.rsplit(':unit:', 1)[1]}", country
                place = row.last
