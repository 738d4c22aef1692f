"""Croissant 1.0: the tables as record sets that machine-learning tools load without further code.

Records are read from the Parquet files, where words need no unescaping and `NA` is never taken for nothing.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from claimledger.release.metadata.people import authors
from claimledger.release.metadata.schema_org import agent, dataset_properties, sha256_of

CONFORMS_TO = "http://mlcommons.org/croissant/1.0"
RECORDS = "parquet"

# The context that the specification of Croissant 1.0 prints; readers compare it word for word.
CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}

DATA_TYPES = {
    "string": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
}

# The registered name of Parquet is unknown to mlcroissant, which then cannot read the file.
ENCODINGS = {"application/vnd.apache.parquet": "application/x-parquet"}


def as_croissant(descriptor: Mapping[str, Any]) -> dict[str, Any]:
    """Return the whole description; addresses are relative to the folder `metadata`."""
    properties = dataset_properties(descriptor)
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS_TO,
        "citeAs": properties.pop("creditText"),
        **properties,
        "url": "../",
        "creator": [agent(one) for one in authors(descriptor)],
        "distribution": [file_object(resource) for resource in descriptor["resources"]],
        "recordSet": list(record_sets(descriptor)),
    }


def file_object(resource: Mapping[str, Any]) -> dict[str, Any]:
    """Return one file with its hash."""
    return {
        "@type": "cr:FileObject",
        "@id": resource["path"],
        "name": resource["name"],
        "description": resource["title"],
        "contentUrl": f"../{resource['path']}",
        "contentSize": f"{resource['bytes']} B",
        "encodingFormat": ENCODINGS.get(resource["mediatype"], resource["mediatype"]),
        "sha256": sha256_of(resource),
    }


def record_sets(descriptor: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Give one record set a table: its columns with types and its primary key.

    Foreign keys stay with the descriptor. mlcroissant 1.1 loads the table that a column `references` too, and then, by
    the order of its own sets, sometimes gives the columns of the wrong one.
    """
    paths = {resource["name"]: resource["path"] for resource in descriptor["resources"]}
    for resource in descriptor["resources"]:
        if "schema" in resource:
            name, schema = resource["name"], resource["schema"]
            yield {
                "@type": "cr:RecordSet",
                "@id": name,
                "name": name,
                "description": resource["description"],
                "key": [{"@id": f"{name}/{column}"} for column in schema["primaryKey"]],
                "field": [record_field(name, field, paths[f"{name}-{RECORDS}"]) for field in schema["fields"]],
            }


def record_field(table: str, field: Mapping[str, Any], path: str) -> dict[str, Any]:
    """Return one column of a record set."""
    return {
        "@type": "cr:Field",
        "@id": f"{table}/{field['name']}",
        "name": field["name"],
        "description": field["description"],
        "dataType": DATA_TYPES[field["type"]],
        "source": {"fileObject": {"@id": path}, "extract": {"column": field["name"]}},
    }
