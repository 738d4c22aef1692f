"""schema.org Dataset as JSON-LD: what search engines for data read when a page of the release carries it."""

from collections.abc import Mapping
from typing import Any

from claimledger.release.about import read_about
from claimledger.release.metadata.people import authors, is_person, name_of, released_on

CONTEXT = "https://schema.org/"


def as_schema_org(descriptor: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data set with its tables as downloads; addresses are relative to the folder `metadata`."""
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        **dataset_properties(descriptor),
        "creator": [agent(one) for one in authors(descriptor)],
        "isAccessibleForFree": True,
        "measurementTechnique": "rule-based information extraction",
        "variableMeasured": [
            {"@type": "PropertyValue", "name": f"{resource['name']}.{field['name']}", "description": field["title"]}
            for resource in descriptor["resources"]
            for field in resource.get("schema", {}).get("fields", [])
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": resource["name"],
                "description": resource["title"],
                "contentUrl": f"../{resource['path']}",
                "encodingFormat": resource["mediatype"],
                "contentSize": f"{resource['bytes']} B",
                "sha256": sha256_of(resource),
            }
            for resource in descriptor["resources"]
        ],
    }


def dataset_properties(descriptor: Mapping[str, Any]) -> dict[str, Any]:
    """Return the properties of a schema.org Dataset that hold as a whole; all formats of linked data share them."""
    properties: dict[str, Any] = {
        "name": descriptor["title"],
        "alternateName": descriptor["name"],
        "description": descriptor["description"],
        "version": descriptor["version"],
        "datePublished": released_on(descriptor),
        "license": descriptor["licenses"][0]["path"],
        "creditText": read_about(descriptor).citation,
    }
    if "keywords" in descriptor:
        properties["keywords"] = descriptor["keywords"]
    addresses = [source["path"] for source in descriptor.get("sources", []) if "path" in source]
    if addresses:
        properties["isBasedOn"] = addresses
    return properties


def agent(contributor: Mapping[str, Any]) -> dict[str, Any]:
    """Return a contributor as a schema.org Person or Organization."""
    made = {"@type": "Person" if is_person(contributor) else "Organization", "name": name_of(contributor)}
    return made | ({"url": contributor["path"]} if "path" in contributor else {})


def sha256_of(resource: Mapping[str, Any]) -> str:
    """Return the hash of a file as bare digits."""
    return str(resource["hash"]).removeprefix("sha256:")
