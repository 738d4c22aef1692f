"""A data set at one moment, as two of them are compared: what its tables promise, and their rows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from claimledger.errors import ClaimledgerError
from claimledger.schemas import TABLE_NAMES, descriptor_schema, table

TableSchema = Mapping[str, Any]
"""A Table Schema as a descriptor has it, with the `title` and `description` of the table."""

Contract = Mapping[str, TableSchema]
"""Table name -> its schema, parents before children."""


@dataclass(frozen=True)
class Snapshot:
    """A data set to compare. `title` and `description` are those of the package; null for bare tables."""

    name: str
    contract: Contract
    tables: Mapping[str, pl.DataFrame]
    title: str | None = None
    description: str | None = None


def current_contract() -> dict[str, TableSchema]:
    """Return what the tables of this program promise."""
    return {
        name: descriptor_schema(name) | {"title": table(name).title, "description": table(name).description}
        for name in TABLE_NAMES
    }


def read_snapshot(descriptor_path: Path) -> Snapshot:
    """Return a release as its descriptor tells it, whichever tables it has: older ones had fewer.

    Raises ClaimledgerError when the descriptor or the Parquet file of a table cannot be read.
    """
    try:
        descriptor: dict[str, Any] = json.loads(descriptor_path.read_text(encoding="utf-8"))
        resources = {str(resource["name"]): resource for resource in descriptor["resources"]}
        contract = {
            name: {**resource["schema"], "title": resource.get("title"), "description": resource.get("description")}
            for name, resource in resources.items()
            if resource.get("type") == "table"
        }
        paths = {name: descriptor_path.parent / resources[f"{name}-parquet"]["path"] for name in contract}
        tables = {name: pl.read_parquet(path) for name, path in paths.items()}
    except (OSError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError) as error:
        raise _unreadable(descriptor_path, error) from None
    name = f"{descriptor.get('name')} {descriptor.get('version')}"
    return Snapshot(name, contract, tables, descriptor.get("title"), descriptor.get("description"))


def read_bare_snapshot(folder: Path) -> Snapshot:
    """Return the tables that `extract` has written into a folder; they promise what this program promises."""
    try:
        tables = {name: pl.read_parquet(folder / f"{name}.parquet") for name in TABLE_NAMES}
    except (OSError, pl.exceptions.PolarsError) as error:
        raise _unreadable(folder, error) from None
    return Snapshot(folder.resolve().name, current_contract(), tables)


def _unreadable(path: Path, error: Exception) -> ClaimledgerError:
    return ClaimledgerError(
        where=str(path),
        found=f"what cannot be read as a data set ({type(error).__name__}: {error})",
        expected="a release with its descriptor and a Parquet file for each table",
        remedy="Name the folder of a release; restore it from its archive if files are missing.",
    )
