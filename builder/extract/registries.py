"""Registry tables: one row for each actor, weapon and place the rows of a build refer to."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from claimledger.extract.columns import Columns, Findings
from claimledger.extract.registry import LOCAL, RegisteredActor, registered
from claimledger.gazetteer import Place, load_gazetteer
from claimledger.gazetteer.index import country_place
from claimledger.text.rows import NONE, Ints, Named, first_within
from claimledger.text.vocabulary import Row, seed_rows

_PLATFORMS = frozenset({"tank", "armoured_vehicle", "aircraft", "helicopter", "uav", "naval", "support_vehicle"})


def actor_columns(found: Findings) -> Columns:
    """Every actor the scan's rows refer to; a local one is named by its longest mention."""
    names = found.scan.names
    local, local_names, referred = _local_actors(found)
    numbers = [referred, found.quantities.actor_id, found.weapons.operator_id, found.claims.agent_id]
    listed = [
        [names.number(getattr(entry, field)) for field in _ACTOR_FIELDS]
        for entry in _with_parents(filter(None, map(names.value, np.unique(np.concatenate(numbers)).tolist())))
    ]
    whole = np.concatenate((local, np.array(listed, np.int64).reshape(-1, len(_ACTOR_FIELDS)).T), axis=1)
    columns = {name: names.column(column) for name, column in zip(_ACTOR_FIELDS.values(), whole, strict=True)}
    columns["name"] = pa.concat_arrays([local_names, columns["name"][len(local_names) :]])
    order = pc.sort_indices(columns["actor_id"])
    return {name: column.take(order) for name, column in columns.items()}


_ACTOR_FIELDS = {
    "actor_id": "actor_id",
    "name": "name",
    "actor_type": "actor_type_code",
    "country": "country_code",
    "role": "role",
    "parent": "parent_actor_id",
    "aliases": "aliases",
    "source": "source",
}
"""Field of a registered actor -> column."""


def _local_actors(found: Findings) -> tuple[Ints, pa.Array, Named]:
    """The actors that no registry knows, one row a column of the registry, their names, and the ids of all others.

    Of its rows the first tells the type, the first that has one the country, and the longest name the name.
    """
    names, actors = found.scan.names, found.actors
    is_local = names.told(actors.actor_id, lambda actor_id: actor_id.startswith(LOCAL), np.bool_)
    rows = np.flatnonzero(is_local)
    rows = rows[np.argsort(actors.actor_id[rows], kind="stable")]
    begins = np.flatnonzero(np.diff(actors.actor_id[rows], prepend=NONE))
    ends = np.append(begins[1:], len(rows))
    first = rows[begins]
    is_name = names.are(actors.mention[rows], "name")
    is_name[begins] = True
    length = np.where(is_name, actors.end[rows] - actors.start[rows], 0)
    longest = np.repeat(np.maximum.reduceat(length, begins), ends - begins) if len(rows) else length
    named = rows[first_within(np.flatnonzero(length == longest), begins, ends)]
    with_country = first_within(np.flatnonzero(actors.country[rows] >= 0), begins, ends)
    none = np.full(len(first), NONE)
    columns = {
        "actor_id": actors.actor_id[first],
        "name": none,
        "actor_type": actors.actor_type[first],
        "country": np.where(with_country >= 0, actors.country[rows[with_country]], NONE) if len(rows) else none,
        "role": none,
        "parent": none,
        "aliases": none,
        "source": np.full(len(first), names.number("document")),
    }
    surfaces = found.scan.surfaces.cut(actors.start[named], actors.end[named])
    return np.stack([columns[field] for field in _ACTOR_FIELDS]), surfaces, actors.actor_id[~is_local]


def _with_parents(actor_ids: Iterable[str]) -> list[RegisteredActor]:
    """The registry's entries of these ids, of their parents and so on."""
    entries: dict[str, RegisteredActor] = {}
    pending = list(actor_ids)
    while pending:
        actor_id = pending.pop()
        entry = None if actor_id in entries else registered(actor_id)
        if entry is not None:
            entries[actor_id] = entry
            if entry.parent:
                pending.append(entry.parent)
    return list(entries.values())


def weapon_columns(found: Findings) -> Columns:
    """Every weapon the scan's rows refer to; an unlisted designation is named as it stands."""
    entries: dict[str, Row] = {}
    for row in found.weapons.records(found.scan.names):
        entry = _weapon_rows().get(row.weapon_id) or {
            "weapon_id": row.weapon_id,
            "name": found.scan.batch.text[row.start : row.end],
            "class_code": row.class_code,
            "subclass_code": row.subclass_code or "",
            "origin_country_code": "",
            "unroca_code": "",
            "aliases": "",
            "source": "document",
        }
        # of several spellings the least one, as when batches are joined: the choice must not depend on the batch
        known = entries.setdefault(row.weapon_id, entry)
        if [*entry.values()] < [*known.values()]:
            entries[row.weapon_id] = entry
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
