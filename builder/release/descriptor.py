"""datapackage.json, Data Package version 2: what is in the release, with the schema, size and hash of every file.

Written here key by key: Frictionless would lose part of it on the way through. The .duckdb file is not listed, because
its bytes are not reproducible and the descriptor's are.
"""

import json
import os
from pathlib import Path
from typing import Any

from claimledger.errors import ClaimledgerError
from claimledger.release.about import About
from claimledger.release.atomically import write_whole_file
from claimledger.release.checksums import sha256_of
from claimledger.release.licence import LICENCE
from claimledger.release.tabular import FORMATS, Format
from claimledger.schemas import ESCAPED, TABLE_NAMES, descriptor_schema, table

DESCRIPTOR = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

# Files that explain the tables, listed where they are there: name of the resource, path, media type, title.
DOCUMENTS = (
    ("readme", "README.md", "text/markdown", "What this release is and how to read it"),
    ("data-dictionary", "data-dictionary.md", "text/markdown", "Every table and column in words"),
    (
        "data-dictionary-html",
        "data-dictionary.html",
        "text/html",
        "Every table and column in words, to read in a browser",
    ),
    ("schema-sql", "schema.sql", "application/sql", "Tables with keys, checks and comments for DuckDB"),
    ("load-sql", "load.sql", "application/sql", "Views over the Parquet files for DuckDB"),
    ("quality-report", "quality/report.json", "application/json", "How full and how well checked the tables are"),
    ("licence", "LICENSE", "text/plain", "Licence notice"),
    ("changelog", "CHANGELOG.md", "text/markdown", "What is new in this release and those before"),
    ("changed-rows", "changes/rows.csv", "text/csv", "Every row that differs from the release before"),
    ("changes-summary", "changes/summary.json", "application/json", "Numbers of changes by table and column"),
)

# How to get the words back that a spreadsheet would have run; a property of our own, which Frictionless passes over.
ESCAPED_CELLS = {
    "pattern": ESCAPED,
    "replacement": "$1",
    "description": "Words that begin like a formula have an apostrophe before them in this file, and in no other "
    "format. Replacing the pattern in columns of the type string gives the words back.",
}


def write_descriptor(folder: Path, about: About, sources: list[dict[str, Any]]) -> None:
    """Write datapackage.json for a folder in which all listed files stand already."""
    (folder / DESCRIPTOR).write_bytes(as_json(describe(folder, about, sources)).encode())


def write_current_descriptor(release: Path, descriptor_path: Path) -> None:
    """Write the release's descriptor as seen from another folder: same content, paths leading into the release.

    Raises ClaimledgerError when the release does not lie below the folder of `descriptor_path`, since a descriptor
    may not point upwards or into hidden folders.
    """
    prefix = Path(os.path.relpath(release.resolve(), descriptor_path.resolve().parent))
    if prefix.is_absolute() or any(part.startswith(".") for part in prefix.parts):
        raise ClaimledgerError(
            where=str(descriptor_path),
            found=f"a release at {prefix.as_posix()}",
            expected="a release below the descriptor's folder, not in a hidden one",
            remedy="Write the descriptor to a folder above the release.",
        )
    descriptor = json.loads((release / DESCRIPTOR).read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        resource["path"] = (prefix / resource["path"]).as_posix()
    write_whole_file(descriptor_path, as_json(descriptor))


def as_json(descriptor: dict[str, Any]) -> str:
    """Return the descriptor as text that reads and compares well."""
    return json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n"


def describe(folder: Path, about: About, sources: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the whole descriptor as a dict in the order it is written."""
    descriptor: dict[str, Any] = {
        "$schema": PROFILE,
        "name": about.dataset,
        "title": about.title,
        "description": about.description,
        "version": about.version,
        "created": about.created,
        "licenses": [LICENCE],
    }
    if sources:
        descriptor["sources"] = sources
    if about.contributors:
        descriptor["contributors"] = [dict(contributor) for contributor in about.contributors]
    if about.keywords:
        descriptor["keywords"] = list(about.keywords)
    tables = [table_resource(folder, name, output) for output in FORMATS for name in TABLE_NAMES]
    documents = [document_resource(folder, *each) for each in DOCUMENTS if (folder / each[1]).is_file()]
    return descriptor | {"resources": tables + documents}


def table_resource(folder: Path, name: str, output: Format) -> dict[str, Any]:
    """Return one table in one format. The first format bears the table's own name, which foreign keys refer to."""
    path = output.path(name)
    resource: dict[str, Any] = {
        "name": name if output is FORMATS[0] else f"{name}-{output.name}",
        "path": path,
        "type": "table" if output.is_tabular else "file",
        "title": table(name).title,
        "format": output.name,
        "mediatype": output.mediatype,
        **fingerprint(folder / path),
    }
    if output.is_tabular:
        resource |= {
            "description": table(name).description,
            "encoding": "utf-8",
            "escapedCells": ESCAPED_CELLS,
            "schema": descriptor_schema(name),
        }
    return resource


def document_resource(folder: Path, name: str, path: str, mediatype: str, title: str) -> dict[str, Any]:
    """Return one file of words."""
    kind = Path(path).suffix.removeprefix(".") or "txt"
    named = {"name": name, "path": path, "type": "file", "title": title, "format": kind, "mediatype": mediatype}
    return named | fingerprint(folder / path)


def fingerprint(path: Path) -> dict[str, Any]:
    """Return size and hash of a file as a resource states them."""
    return {"hash": f"sha256:{sha256_of(path)}", "bytes": path.stat().st_size}
