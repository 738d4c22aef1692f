"""DataCite metadata, kernel 4.5 as JSON: what a repository wants to hear before it registers a DOI.

The DOI itself is not here, since it is given out for a release that exists; `identifiers` is for the repository to add.
"""

from collections.abc import Mapping
from typing import Any

from claimledger.release.metadata.people import authors, is_person, name_of, released_on

KERNEL = "http://datacite.org/schema/kernel-4"


def as_datacite(descriptor: Mapping[str, Any]) -> dict[str, Any]:
    """Return the required properties and all others that the descriptor can fill."""
    licence = descriptor["licenses"][0]
    makers = authors(descriptor)
    described: dict[str, Any] = {
        "schemaVersion": KERNEL,
        "types": {"resourceType": "Data set", "resourceTypeGeneral": "Dataset"},
        "creators": [creator(one) for one in makers],
        "titles": [{"title": descriptor["title"]}],
        "publisher": {"name": name_of(makers[0])},
        "publicationYear": released_on(descriptor)[:4],
        "dates": [{"date": released_on(descriptor), "dateType": "Created"}],
        "language": "en",
        "version": descriptor["version"],
        "descriptions": [{"description": descriptor["description"], "descriptionType": "Abstract"}],
        "rightsList": [
            {
                "rights": licence["title"],
                "rightsUri": licence["path"],
                "rightsIdentifier": licence["name"],
                "rightsIdentifierScheme": "SPDX",
                "schemeUri": "https://spdx.org/licenses/",
            }
        ],
        "formats": sorted({resource["mediatype"] for resource in descriptor["resources"]}),
        "sizes": [f"{sum(resource['bytes'] for resource in descriptor['resources'])} bytes"],
    }
    if "keywords" in descriptor:
        described["subjects"] = [{"subject": keyword} for keyword in descriptor["keywords"]]
    related = [
        {"relatedIdentifier": source["path"], "relatedIdentifierType": "URL", "relationType": "IsDerivedFrom"}
        for source in descriptor.get("sources", [])
        if "path" in source
    ]
    return described | ({"relatedIdentifiers": related} if related else {})


def creator(contributor: Mapping[str, Any]) -> dict[str, Any]:
    """Return a contributor as DataCite names one: persons with the family name first."""
    if not is_person(contributor):
        return {"name": name_of(contributor), "nameType": "Organizational"}
    names = {key: contributor[key] for key in ("givenName", "familyName") if contributor.get(key)}
    name = ", ".join(filter(None, (names.get("familyName"), names.get("givenName"))))
    return {"name": name, "nameType": "Personal", **names}
