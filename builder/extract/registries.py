"""Registry tables: one row for each actor, weapon and place the rows of a build refer to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from claimledger.extract.columns import Columns, Findings
from claimledger.extract.registry import RegisteredActor, registered
from claimledger.gazetteer import Place, load_gazetteer
from claimledger.gazetteer.index import country_place
from claimledger.text.vocabulary import Row, seed_rows

_PLATFORMS = frozenset({"tank", "armoured_vehicle", "aircraft", "helicopter", "uav", "naval", "support_vehicle"})


def actor_columns(found: Findings) -> Columns:
    """Every actor the scan's rows refer to; a local one is named by its longest mention."""
    entries: dict[str, RegisteredActor] = {}
    text = found.scan.batch.text
    for row in found.actors.records(found.scan.names):
        entry = entries.get(row.actor_id)
        if entry is None:
            entry = registered(row.actor_id)
            if entry is None:
                entry = RegisteredActor(
                    row.actor_id, text[row.start : row.end], row.actor_type, row.country, source="document"
                )
            entries[row.actor_id] = entry
        elif entry.source == "document" and (
            row.end - row.start > len(entry.name) or (entry.country is None and row.country is not None)
        ):
            name = (
                text[row.start : row.end]
                if row.end - row.start > len(entry.name) and row.mention == "name"
                else entry.name
            )
            entries[row.actor_id] = replace(entry, name=name, country=entry.country or row.country)
    names = found.scan.names
    referred = {
        names.value(number) for number in {*found.quantities.actor_id.tolist(), *found.weapons.operator_id.tolist()}
    }
    pending = [actor_id for actor_id in referred if actor_id] + [
        entry.parent for entry in entries.values() if entry.parent
    ]
    while pending:
        actor_id = pending.pop()
        entry = registered(actor_id)
        if actor_id not in entries and entry is not None:
            entries[actor_id] = entry
            if entry.parent:
                pending.append(entry.parent)
    rows = [entries[actor_id] for actor_id in sorted(entries)]
    return {
        "actor_id": [row.actor_id for row in rows],
        "name": [row.name for row in rows],
        "actor_type_code": [row.actor_type for row in rows],
        "country_code": [row.country for row in rows],
        "role": [row.role for row in rows],
        "parent_actor_id": [row.parent for row in rows],
        "aliases": [row.aliases for row in rows],
        "source": [row.source for row in rows],
    }


def weapon_columns(found: Findings) -> Columns:
    """Every weapon the scan's rows refer to; an unlisted designation is named as it stands."""
    entries: dict[str, Row] = {}
    for row in found.weapons.records(found.scan.names):
        listed = _weapon_rows().get(row.weapon_id)
        entries.setdefault(
            row.weapon_id,
            listed
            or {
                "weapon_id": row.weapon_id,
                "name": found.scan.batch.text[row.start : row.end],
                "class_code": row.class_code,
                "subclass_code": row.subclass_code or "",
                "origin_country_code": "",
                "unroca_code": "",
                "aliases": "",
                "source": "document",
            },
        )
    rows = [entries[weapon_id] for weapon_id in sorted(entries)]
    columns: Columns = {
        name: [row[name] or None for row in rows]
        for name in ("weapon_id", "name", "class_code", "subclass_code", "origin_country_code", "unroca_code", "source")
    }
    columns["aliases"] = [" | ".join(filter(None, row["aliases"].split("|"))) or None for row in rows]
    columns["is_platform"] = [row["class_code"] in _PLATFORMS for row in rows]
    return columns


@cache
def _weapon_rows() -> dict[str, Row]:
    return {row["weapon_id"]: row for row in seed_rows("weapons")}


def referred_places(found: Findings) -> Iterable[Place]:
    """Places of locations, and those that stand for governments."""
    places = dict(found.places)
    names, actors = found.scan.names, found.actors
    governing = (actors.place_id >= 0) & (actors.country >= 0)
    for place, country in set(
        zip(actors.place_id[governing].tolist(), actors.country[governing].tolist(), strict=True)
    ):
        place_id, code = names.values[place], names.values[country]
        if place_id not in places:
            places[place_id] = _government_place(place_id, code)
    return places.values()


@cache
def _government_place(place_id: str, country: str) -> Place:
    """The country, or its capital, by id."""
    whole = country_place(country)
    if whole is not None and whole.place_id == place_id:
        return whole
    row = next(row for row in seed_rows("countries") if row["country_code"] == country)
    for name in row["capital"].split("|"):
        for place in load_gazetteer().candidates(name):
            if place.place_id == place_id:
                return place
    raise LookupError(f"seeds/countries.csv: the gazetteer has no capital {place_id} of {country}")
