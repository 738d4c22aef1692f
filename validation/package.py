"""Judges a release where it lies: its descriptor, its files and the tables in them."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import frictionless
import polars as pl

from claimledger.schemas import TABLE_NAMES, polars_schema, unescape_cells
from claimledger.validation.findings import finding, joined
from claimledger.validation.rights import check_rights
from claimledger.validation.tables import validate

DESCRIPTOR = "datapackage.json"
SUMS = "SHA256SUMS"
REBUILD = "Build the release again; never edit its files."


def validate_package(path: Path) -> pl.DataFrame:
    """Findings about a release, given its folder or its descriptor; the columns are those of `FINDINGS`.

    Paths are taken from the folder of the descriptor. Tables are read from Parquet, else from CSV; where both are
    there they must agree. Words of documents that are not open are findings.
    """
    path = path / DESCRIPTOR if path.is_dir() else path
    try:
        descriptor = json.loads(path.read_text(encoding="utf-8"))
        paths = {str(resource["name"]): path.parent / resource["path"] for resource in descriptor["resources"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"{path.name} cannot be read as a descriptor of files: {type(error).__name__}: {error}"
        return finding("descriptor", message, "Give the folder of a release or its datapackage.json.", value=path.name)
    sha256 = cache(_sha256)
    tables, unreadable = _load_tables(paths)
    return joined(
        [
            *_file_findings(path.parent, descriptor, sha256),
            *_sums_findings(path.parent, list(paths.values()), sha256),
            *unreadable,
            *_format_findings(tables, paths),
            validate(tables),
            check_rights(tables),
            *_frictionless_findings(path.parent, descriptor),
        ]
    )


def _file_findings(
    folder: Path, descriptor: Mapping[str, Any], sha256: Callable[[Path], str]
) -> Iterator[pl.DataFrame]:
    """Files of the descriptor that are missing or have other bytes than it states."""
    for resource in descriptor["resources"]:
        name, file = resource["path"], folder / resource["path"]
        if not file.is_file():
            yield finding("file_missing", f"{name} is listed and not there", REBUILD, value=name)
            continue
        if resource.get("bytes") != file.stat().st_size:
            message = f"{name} has {file.stat().st_size} bytes; the descriptor says {resource.get('bytes')}"
            yield finding("file_bytes", message, REBUILD, value=name)
        if resource.get("hash") != f"sha256:{sha256(file)}":
            message = f"{name} has sha256:{sha256(file)}; the descriptor says {resource.get('hash')}"
            yield finding("file_hash", message, REBUILD, value=name)


def _sums_findings(folder: Path, files: list[Path], sha256: Callable[[Path], str]) -> Iterator[pl.DataFrame]:
    """Files that do not agree with the SHA256SUMS in the folder of the release, or that it leaves out.

    The descriptor at the top of a repository describes a release in a folder below, so that the list is sought there.
    """
    above = {parent for file in files for parent in file.parents if parent.is_relative_to(folder)}
    for sums in sorted(parent / SUMS for parent in above if (parent / SUMS).is_file()):
        lines = [line.partition("  ") for line in sums.read_text(encoding="utf-8").splitlines()]
        listed = {name: digest for digest, _, name in lines}
        for name, digest in listed.items():
            file = sums.parent / name
            if not file.is_file() or sha256(file) != digest:
                found = sha256(file) if file.is_file() else "no file"
                yield finding("sums", f"{SUMS} says {digest} of {name}; found {found}", REBUILD, value=name)
        within = [file.relative_to(sums.parent).as_posix() for file in files if file.is_relative_to(sums.parent)]
        for name in sorted(set(within) - listed.keys()):
            if not name.endswith(".duckdb"):  # its bytes differ from build to build, so it has a file of its own
                yield finding("sums", f"{SUMS} does not list {name}", REBUILD, value=name)


def _load_tables(paths: Mapping[str, Path]) -> tuple[dict[str, pl.DataFrame], list[pl.DataFrame]]:
    """The declared tables that could be read, and findings about those that could not."""
    tables, findings = {}, []
    for name in TABLE_NAMES:
        file = paths.get(f"{name}-parquet", paths.get(name))
        if file is not None and file.is_file():
            try:
                tables[name] = pl.read_parquet(file) if file.suffix == ".parquet" else _read_csv(name, file)
            except (pl.exceptions.PolarsError, OSError) as error:
                message = f"{file.name} cannot be read: {error}"
                findings.append(finding("unreadable", message, REBUILD, table_name=name, value=file.name))
    return tables, findings


def _read_csv(name: str, file: Path) -> pl.DataFrame:
    """The table with its declared types and words; columns that are not declared come as text."""
    header = file.open(encoding="utf-8").readline().rstrip("\n").split(",")
    types = dict(polars_schema(name))
    return unescape_cells(
        pl.read_csv(file, schema_overrides={column: types.get(column, pl.String()) for column in header})
    )


def _format_findings(tables: Mapping[str, pl.DataFrame], paths: Mapping[str, Path]) -> Iterator[pl.DataFrame]:
    """Tables whose CSV file holds other values than their Parquet file."""
    for name, frame in tables.items():
        if f"{name}-parquet" in paths and name in paths and paths[name].is_file():
            try:
                same = _read_csv(name, paths[name]).equals(frame)
            except pl.exceptions.PolarsError as error:
                yield finding("formats_agree", f"{paths[name].name} cannot be read: {error}", REBUILD, table_name=name)
                continue
            if not same:
                message = f"{paths[name].name} and {paths[f'{name}-parquet'].name} hold different values"
                yield finding("formats_agree", message, REBUILD, table_name=name)


def _frictionless_findings(folder: Path, descriptor: Mapping[str, Any]) -> Iterator[pl.DataFrame]:
    """What Frictionless finds: all of the descriptor and the first thousand rows of each CSV file.

    Bytes, hashes and keys of all rows are proved above; Frictionless would take a minute and a half for a million rows.
    Foreign keys are taken out for it: it would read all rows that they refer to, to no end.
    """
    resources = [dict(resource) for resource in descriptor["resources"]]
    for resource in resources:
        if isinstance(schema := resource.get("schema"), Mapping):
            resource["schema"] = {name: value for name, value in schema.items() if name != "foreignKeys"}
    package = {**descriptor, "resources": resources}
    report = frictionless.validate(package, type="package", basepath=str(folder), limit_rows=1000)
    for error in report.errors:
        yield finding("frictionless", f"{error.title}: {error.message}", REBUILD)
    for task in report.tasks:
        for error in task.errors:
            message = f"{task.name}, {error.title}: {error.message}"
            yield finding("frictionless", message, REBUILD, value=task.place)


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
