"""CITATION.cff of the release, Citation File Format 1.2: how tools and people cite this very version."""

from collections.abc import Mapping
from typing import Any

import yaml

from claimledger.release.metadata.people import authors, is_person, name_of, released_on


def as_citation(descriptor: Mapping[str, Any]) -> str:
    """Return the YAML text."""
    citation: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "If you use this data set, please cite this version of it as below.",
        "type": "dataset",
        "title": descriptor["title"],
        "abstract": descriptor["description"],
        "version": descriptor["version"],
        "date-released": released_on(descriptor),
        "license": descriptor["licenses"][0]["name"],
        "authors": [author(one) for one in authors(descriptor)],
    }
    if "keywords" in descriptor:
        citation["keywords"] = descriptor["keywords"]
    return str(yaml.safe_dump(citation, allow_unicode=True, sort_keys=False, width=120))


def author(contributor: Mapping[str, Any]) -> dict[str, Any]:
    """Return a contributor as a person with names in parts, or as an entity."""
    if not is_person(contributor):
        return {"name": name_of(contributor)}
    parts = {"given-names": contributor.get("givenName"), "family-names": contributor.get("familyName")}
    return {key: value for key, value in parts.items() if value}
