"""Who made the data set, and the other facts that every format states in some way."""

from collections.abc import Mapping
from typing import Any

MAKERS = ("author", "creator")
"""Roles of a Data Package contributor who is cited."""


def authors(descriptor: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The contributors who are cited, as the descriptor has them; never none.

    Where no role tells, all are; without contributors the data set stands for its makers.
    """
    contributors = descriptor.get("contributors", [])
    made = [one for one in contributors if set(one.get("roles", [])) & set(MAKERS)]
    return made or list(contributors) or [{"title": descriptor["name"]}]


def is_person(contributor: Mapping[str, Any]) -> bool:
    """Whether it is a person: one with a given or family name. A title alone may be anybody's."""
    return bool(contributor.get("givenName") or contributor.get("familyName"))


def name_of(contributor: Mapping[str, Any]) -> str:
    """The name in one string."""
    parts = (contributor.get("givenName"), contributor.get("familyName"))
    return str(contributor.get("title") or " ".join(filter(None, parts)) or contributor.get("organization"))


def released_on(descriptor: Mapping[str, Any]) -> str:
    """The day of the release, ISO 8601."""
    return str(descriptor["created"])[:10]
