"""RO-Crate 1.1: the folder of the release as a research object, every listed file an entity with its hash."""

from collections.abc import Mapping
from typing import Any

from claimledger.release.descriptor import DESCRIPTOR
from claimledger.release.metadata.people import authors
from claimledger.release.metadata.schema_org import agent, dataset_properties, sha256_of

CONTEXT = "https://w3id.org/ro/crate/1.1/context"
CONFORMS_TO = "https://w3id.org/ro/crate/1.1"
CRATE = "ro-crate-metadata.json"


def as_ro_crate(descriptor: Mapping[str, Any]) -> dict[str, Any]:
    """Return the crate: itself, the root, the files, then the people and the licence that the root refers to."""
    licence = descriptor["licenses"][0]
    people = [{"@id": f"#author-{number}", **agent(one)} for number, one in enumerate(authors(descriptor), 1)]
    files = [file_entity(resource) for resource in descriptor["resources"]]
    described = {"@id": DESCRIPTOR, "@type": "File", "name": "Data Package", "encodingFormat": "application/json"}
    root = {
        "@id": "./",
        "@type": "Dataset",
        **{name: alone(value) for name, value in dataset_properties(descriptor).items()},
        "license": {"@id": licence["path"]},
        "author": alone([{"@id": person["@id"]} for person in people]),
        "publisher": {"@id": people[0]["@id"]},
        "hasPart": [{"@id": entity["@id"]} for entity in (described, *files)],
    }
    crate = {
        "@id": CRATE,
        "@type": "CreativeWork",
        "conformsTo": {"@id": CONFORMS_TO},
        "about": {"@id": "./"},
    }
    terms = {
        "@id": licence["path"],
        "@type": "CreativeWork",
        "name": licence["title"],
        "identifier": licence["name"],
    }
    return {"@context": CONTEXT, "@graph": [crate, root, described, *files, *people, terms]}


def alone(value: Any) -> Any:
    """Return the one thing of a list of one, as RO-Crate wants it; all else as it is."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def file_entity(resource: Mapping[str, Any]) -> dict[str, Any]:
    """Return one file of the release; `sha256` is a term of the context of RO-Crate 1.1."""
    entity = {
        "@id": resource["path"],
        "@type": "File",
        "name": resource["title"],
        "encodingFormat": resource["mediatype"],
        "contentSize": str(resource["bytes"]),
        "sha256": sha256_of(resource),
    }
    return entity | ({"description": resource["description"]} if "description" in resource else {})
