"""A package on disk: found, opened for reading, and asked for rows. What `query`, `show` and `explain` stand on.

A package is a release with its descriptor, or a bare folder of one Parquet file a table, as `extract` writes it.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from claimledger.errors import ClaimledgerError
from claimledger.release.descriptor import DESCRIPTOR
from claimledger.release.views import MACROS, VIEWS
from claimledger.schemas import TABLE_NAMES, literal, table

DEFAULT_OUT = Path("dist")
_REMEDY = "Run `claimledger build` first, or name the folder of a release or its datapackage.json."
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",  # a query never reaches for the network
    "autoload_known_extensions": "false",
}


@dataclass(frozen=True)
class Package:
    """Where a package's tables are. `store`: its DuckDB file, null when there is none."""

    name: str
    path: Path
    store: Path | None
    tables: dict[str, Path]


def find_package(path: Path | None = None) -> Path:
    """The descriptor (or the folder of Parquet files) that is meant.

    Without a path: datapackage.json of the current folder, else the newest release in dist. A folder may be a release,
    a folder of releases or one that `extract` has written. Raises ClaimledgerError when there is none.
    """
    if path is None:
        if Path(DESCRIPTOR).is_file():
            return Path(DESCRIPTOR)
        newest = _newest(DEFAULT_OUT)
        if newest is None:
            found = f"no {DESCRIPTOR} here and no release in {DEFAULT_OUT}"
            raise ClaimledgerError("package", found, "a package", _REMEDY)
        return newest
    if path.is_file():
        return path
    if not path.is_dir():
        raise ClaimledgerError(str(path), "no file or folder of that name", "a package", _REMEDY)
    if (path / DESCRIPTOR).is_file():
        return path / DESCRIPTOR
    newest = _newest(path)
    if newest is None and _is_extracted(path):
        return path
    if newest is None:
        raise ClaimledgerError(str(path), f"a folder without {DESCRIPTOR} and without releases", "a package", _REMEDY)
    return newest


def open_package(path: Path | None = None) -> Package:
    """The package at the path (see find_package) with its files, which must be there. Raises ClaimledgerError."""
    found = find_package(path)
    if found.is_dir():
        return Package(found.resolve().name, found, None, {name: found / f"{name}.parquet" for name in TABLE_NAMES})
    descriptor = read_descriptor(found)
    paths = {str(resource["name"]): found.parent / resource["path"] for resource in descriptor["resources"]}
    tables = {name: paths[f"{name}-parquet"] for name in TABLE_NAMES if f"{name}-parquet" in paths}
    missing = [name for name in TABLE_NAMES if name not in tables or not tables[name].is_file()]
    if missing:
        what = f"no Parquet file of the tables {', '.join(missing)}"
        raise ClaimledgerError(str(found), what, "a file for each table", "Build the release again.")
    store = tables["documents"].parent.parent / f"{descriptor.get('name')}.duckdb"
    name = f"{descriptor.get('name')} {descriptor.get('version')}"
    return Package(name, found, store if store.is_file() else None, tables)


def read_descriptor(path: Path) -> dict[str, Any]:
    """The descriptor as a dict with a list of resources that have names and paths; else ClaimledgerError."""
    try:
        descriptor: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        for resource in descriptor["resources"]:
            resource["name"], Path(resource["path"])
    except (ValueError, KeyError, TypeError) as error:
        what = f"a file that is no descriptor of a package ({type(error).__name__}: {error})"
        raise ClaimledgerError(str(path), what, DESCRIPTOR, _REMEDY) from None
    return descriptor


def connect(package: Package) -> duckdb.DuckDBPyConnection:
    """A connection with all tables and views: to the DuckDB file, read-only, else to views over the Parquet files."""
    if package.store is not None:
        try:
            return duckdb.connect(str(package.store), read_only=True, config=_CONFIG)
        except duckdb.Error as error:
            remedy = "Close the program that writes to it, or build the release again."
            raise ClaimledgerError(str(package.store), str(error), "a DuckDB file to read", remedy) from None
    connection = duckdb.connect(":memory:", config=_CONFIG)
    try:
        for name, path in package.tables.items():
            connection.execute(f'CREATE VIEW "{name}" AS FROM read_parquet({literal(str(path))})')
        for view in VIEWS:
            connection.execute(f"CREATE VIEW {view.name} AS {view.select}")
        for macro in MACROS:
            connection.execute(macro.statement)
    except duckdb.Error as error:
        connection.close()
        remedy = "Write the package again; it may be cut short, or of another version of this program."
        raise ClaimledgerError(str(package.path), str(error), "Parquet files of the tables", remedy) from None
    return connection


def read_tables(package: Package) -> dict[str, pl.DataFrame]:
    """All tables of the package as frames."""
    return {name: pl.read_parquet(path) for name, path in package.tables.items()}


def rows_of(connection: duckdb.DuckDBPyConnection, sql: str, values: Sequence[object] = ()) -> list[dict[str, Any]]:
    """The rows of a query as dicts."""
    result = connection.execute(sql, list(values))
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def row_of(connection: duckdb.DuckDBPyConnection, name: str, key: object) -> dict[str, Any] | None:
    """The row of a table whose primary key (of one column) has this value; null when there is none."""
    (column,) = table(name).primary_key
    rows = rows_of(connection, f'FROM "{name}" WHERE "{column}" = ?', [key])
    return rows[0] if rows else None


def _newest(folder: Path) -> Path | None:
    """The descriptor of the newest release in the folder: by moment, then by version, never by the file's time."""
    if not folder.is_dir():
        return None
    found = []
    for path in folder.glob(f"*/{DESCRIPTOR}"):
        if not path.parent.name.startswith("."):
            descriptor = read_descriptor(path)
            numbers = [int(digits) for digits in re.findall(r"\d+", str(descriptor.get("version")))]
            found.append((str(descriptor.get("created")), numbers, path))
    return max(found)[-1] if found else None


def _is_extracted(folder: Path) -> bool:
    return all((folder / f"{name}.parquet").is_file() for name in TABLE_NAMES)
