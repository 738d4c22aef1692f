"""One actor, one id within a document: surnames, acronyms, offices and unit numbers told again.

What the grammar leaves open (ids beginning with `local:`) is closed here, document by document: a surname belongs to
the one person of the document who bears it, an acronym to the name it stood behind in brackets, "the Ukrainian
president" to that president, a bare brigade number to the side last spoken of. Two bearers of a surname are never
merged.
"""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np

from claimledger.extract.mentions import Actor
from claimledger.extract.registry import LOCAL, registered
from claimledger.text.grammar import View
from claimledger.text.scan import Scan

_NEAR_TOKENS = 60


def resolve_actors(scan: Scan, view: View, actors: list[Actor]) -> list[Actor]:
    """Actors of a scan with final ids, and with the surnames and acronyms the grammar alone could not know."""
    if not actors:
        return actors
    documents = scan.batch.document_of(np.fromiter((row.start for row in actors), np.int64, len(actors))).tolist()
    by_document: dict[int, list[Actor]] = defaultdict(list)
    for document, row in zip(documents, actors, strict=True):
        by_document[document].append(row)
    short_names: dict[tuple[int, str], Actor] = {}
    for document, rows in by_document.items():
        doc_id = scan.batch.doc_ids[document]
        for short, row in _name_persons(scan, rows).items():
            short_names[document, short] = row
        for short, row in _acronyms(scan, rows).items():
            short_names[document, short] = row
        _name_offices(rows)
        _name_units(rows)
        for row in rows:
            if row.actor_id.startswith(LOCAL):
                row.actor_id = f"doc:{doc_id}:{row.actor_id.removeprefix(LOCAL)}"
    return sorted([*actors, *_told_again(scan, view, short_names)], key=lambda row: (row.start, row.end))


def _name_persons(scan: Scan, rows: list[Actor]) -> dict[str, Actor]:
    """Give single surnames the id of their bearer; surname -> its only bearer."""
    bearers: dict[str, dict[str, Actor]] = defaultdict(dict)
    for row in rows:
        if row.actor_type == "person" and row.mention == "name" and row.last - row.first > 1:
            bearers[scan.word(row.last - 1)].setdefault(row.actor_id, row)
    for row in rows:
        if row.actor_type != "person" or row.last - row.first > 1 or not row.actor_id.startswith(LOCAL):
            continue
        known = bearers.get(scan.word(row.first))
        if known and len(known) == 1:
            bearer = next(iter(known.values()))
            row.actor_id, row.country = bearer.actor_id, bearer.country
        elif not known and row.mention == "name":
            bearers[scan.word(row.first)].setdefault(row.actor_id, row)
    for found in bearers.values():
        if len(found) == 1:
            continue
        # Volodymyr and Vladimir Zelensky: a registered bearer takes the spelling variants of his own first letter
        registry = [row for row in found.values() if row.actor_id.startswith("person:")]
        if len(registry) == 1:
            for row in rows:
                if row.actor_id in found and scan.word(row.first)[0] == scan.word(registry[0].first)[0]:
                    row.actor_id = registry[0].actor_id
    return {surname: next(iter(found.values())) for surname, found in bearers.items() if len(found) == 1}


def _acronyms(scan: Scan, rows: list[Actor]) -> dict[str, Actor]:
    """Acronyms in brackets behind a name of several words."""
    found = {}
    for row in rows:
        if row.last - row.first < 2 or row.actor_type == "person":
            continue
        if "mark.(" in scan.kinds_at[row.last] and "mark.)" in scan.kinds_at[row.last + 2]:
            short = scan.word(row.last + 1)
            initials = "".join(
                scan.word(token)[0] for token in range(row.first, row.last) if scan.word(token)[:1].isupper()
            )
            if "shape.acronym" in scan.kinds_at[row.last + 1] and short[:1] == initials[:1] and len(short) >= 2:
                found[short] = row
    return found


def _name_offices(rows: list[Actor]) -> None:
    """An office standing alone is the document's person of that title and country, else an unnamed one of its own."""
    prefix = f"{LOCAL}office:"
    holders: dict[tuple[str, str], str | None] = {}
    for row in rows:
        if not row.actor_id.startswith(prefix):
            continue
        country, office = row.actor_id.removeprefix(prefix).split(":")
        words = office.replace("-", " ")
        wanted = ("president", "prime minister") if words == "leader" else (words,)
        if (country, office) not in holders:
            titled = {other.actor_id for other in rows if _holds(other, country, wanted)}
            titled = titled or {other.actor_id for other in rows if _is_registered_holder(other, country, words)}
            holders[country, office] = titled.pop() if len(titled) == 1 else None
        match = holders[country, office]
        row.actor_id = match or f"{LOCAL}person:{country.lower()}-{office}"


def _holds(row: Actor, country: str, offices: tuple[str, ...]) -> bool:
    """A named person of the country whose title ends in one of the offices: no vice president, no adviser."""
    if row.actor_type != "person" or row.mention != "name" or row.country != country or not row.title:
        return False
    title = row.title.lower()
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


def _is_registered_holder(row: Actor, country: str, office: str) -> bool:
    """A person of the document whom the registry knows in that office."""
    entry = registered(row.actor_id) if row.actor_type == "person" and row.country == country else None
    return entry is not None and entry.role == _ROLE_OF_OFFICE.get(office)


def _name_units(rows: list[Actor]) -> None:
    """A unit without a nationality is of the side whose forces were last named nearby, else of the only one."""
    sides = Counter(row.country for row in rows if row.actor_id.startswith("forces:"))
    usual = sides.most_common(1)[0][0] if sides and len(sides) == 1 else None
    side, place = None, -_NEAR_TOKENS
    for row in rows:
        if row.actor_id.startswith("forces:"):
            side, place = row.country, row.last
        elif row.actor_id.startswith(f"{LOCAL}unit:"):
            country = side if side and row.first - place <= _NEAR_TOKENS else usual
            if country:
                row.actor_id, row.country = f"unit:{country}:{row.actor_id.removeprefix(f'{LOCAL}unit:')}", country
                place = row.last


def _told_again(scan: Scan, view: View, short_names: dict[tuple[int, str], Actor]) -> list[Actor]:
    """Surnames and acronyms standing alone, where the grammar made no row."""
    if not short_names:
        return []
    number = scan.form_numbers
    width = len(scan.forms)
    wanted = np.array([document * width + number[word] for document, word in short_names if word in number], np.int64)
    free = np.flatnonzero(scan.flag("shape.capitalised", "shape.acronym"))
    keys = scan.batch.document_of(scan.start[free]) * width + scan.form[free]
    hits = free[np.isin(keys, wanted)]
    open_codes = {
        view.grammar.codes[name] for name in ("name", "given", "place", "acronym", "starter", "title", "last", "branch")
    }
    rows = []
    for token in hits.tolist():
        if view.classes[token] not in open_codes:
            continue
        before, behind = scan.kinds_at[token - 1], scan.kinds_at[token + 1]
        if "given_name" in before or "mark.hyphen" in before or "mark.hyphen" in behind:
            continue
        document = int(scan.batch.document_of(scan.start[token : token + 1])[0])
        bearer = short_names[document, scan.word(token)]
        rows.append(
            Actor(
                scan.starts[token],
                scan.ends[token],
                token,
                token + 1,
                "actors.told_again",
                bearer.actor_id,
                bearer.actor_type,
                bearer.country,
                "name",
            )
        )
        view.close(token, token + 1)
    return rows
