"""Registry ids: which actor or side a seed row, a country or a unit number stands for."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from claimledger.text.vocabulary import Row, seed_rows


@dataclass(frozen=True)
class RegisteredActor:
    """One actor as published in actor_registry."""

    actor_id: str
    name: str
    actor_type: str
    country: str | None
    role: str | None = None
    parent: str | None = None
    aliases: str | None = None
    source: str = "curated"


LOCAL = "doc:"
"""Begins the id of a name no registry knows; the id of its document follows."""


@cache
def slug(name: str) -> str:
    """A readable id part: `Côte d'Ivoire` -> `cote-d-ivoire`."""
    words = name.lower().split(" ")
    if name.isascii() and all(map(str.isalnum, words)):
        return "-".join(words)
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "unnamed"


def local_id(doc_id: str, kind: str, name: str) -> str:
    """The id of a name no registry knows: `doc:d1:person:matthew-savill`."""
    return f"{LOCAL}{doc_id}:{kind}:{slug(name)}"


@cache
def _countries() -> dict[str, Row]:
    return {row["country_code"]: row for row in seed_rows("countries")}


@cache
def _actors() -> dict[str, Row]:
    return {row["actor_id"]: row for row in seed_rows("actors")}


@cache
def _bodies() -> dict[str, Row]:
    return {row["slug"]: row for row in seed_rows("state_bodies")}


@cache
def registered(actor_id: str) -> RegisteredActor | None:
    """The registry entry behind an id; null for local names."""
    row = _actors().get(actor_id)
    if row is not None:
        aliases = " | ".join(filter(None, row["aliases"].split("|"))) or None
        parent = row["parent_id"] if row["parent_id"] in _actors() else None
        return RegisteredActor(
            actor_id,
            row["name"],
            row["actor_type_code"],
            row["country_code"] or None,
            row["role"] or None,
            parent,
            aliases,
            row["source"],
        )
    parts = actor_id.split(":")
    kind, country = parts[0], _countries().get(parts[1]) if len(parts) > 1 else None
    if country is None:
        return None
    code = country["country_code"]
    if kind == "state":
        aliases = " | ".join(filter(None, country["aliases"].split("|"))) or None
        return RegisteredActor(actor_id, country["name"], "state", code, aliases=aliases, source=country["source"])
    if kind == "forces":
        return RegisteredActor(actor_id, f"Armed forces of {country['name']}", "military", code, parent=f"state:{code}")
    if kind == "gov" and parts[2] in _bodies():
        body = _bodies()[parts[2]]
        name = f"{body['name'][:1].upper()}{body['name'][1:]} of {country['name']}"
        return RegisteredActor(
            actor_id, name, body["actor_type_code"], code, parent=f"state:{code}", source=body["source"]
        )
    if kind == "unit" and len(parts) == 4:
        number, _, namesake = parts[3].partition("-")
        name = f"{ordinal(number)} {parts[2]} {namesake}".strip().replace("_", " ") + f" ({country['name']})"
        return RegisteredActor(actor_id, name, "military_unit", code, parent=f"forces:{code}")
    return None


def ordinal(number: str) -> str:
    """22 -> 22nd."""
    if not number.isdigit():
        return number
    tail = "th" if 10 <= int(number) % 100 <= 20 else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th")
    return f"{number}{tail}"


def side_of(actor_id: str) -> str:
    """The country in the id of a state, its forces, a ministry or a unit (`UA`), for all others the id itself."""
    kind, _, rest = actor_id.partition(":")
    return rest.partition(":")[0] if kind in ("state", "forces", "gov", "unit") else actor_id
