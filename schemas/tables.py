"""The declaration of every table as frozen objects, read from the JSON files beside this module.

A new file is a new table: nothing else lists them. What a declaration turns into (frames, SQL, descriptor) is left to
the modules of that name; they all take a table's name or a `Table`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import fields as fields_of
from functools import cache
from graphlib import TopologicalSorter
from importlib.resources import files
from typing import Any, Literal, get_args

from claimledger.schemas.codes import code_lists

FieldType = Literal["string", "integer", "number", "boolean", "date"]


@dataclass(frozen=True)
class Field:
    """One column: its name, type and meaning, and the values it takes."""

    name: str
    type: FieldType
    title: str
    description: str
    codes: str | None = None
    """Name of the list in seeds/codes.csv that holds all values allowed."""
    required: bool = False
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    min_length: int | None = None


@dataclass(frozen=True)
class ForeignKey:
    """Columns whose values, where none is null, stand in the named columns of another table or of the same one."""

    fields: tuple[str, ...]
    table: str
    references: tuple[str, ...]


@dataclass(frozen=True)
class RowRule:
    """A condition on the columns of one row: SQL for DuckDB and polars alike, fine when true or null."""

    name: str
    sql: str
    description: str
    remedy: str


@dataclass(frozen=True)
class CodePair:
    """Two columns whose codes must go together: where neither is null, `<first>/<second>` stands in the list."""

    fields: tuple[str, str]
    codes: str


@dataclass(frozen=True)
class Table:
    """One table: what a row is, its columns in order, its keys and the conditions on its rows."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    unique_keys: tuple[tuple[str, ...], ...] = ()
    row_rules: tuple[RowRule, ...] = ()
    code_pairs: tuple[CodePair, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Column names in order."""
        return tuple(field.name for field in self.fields)

    def field(self, name: str) -> Field:
        """The column of that name; raises KeyError naming the columns there are."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(f"table {self.name} has no column {name!r}; it has {', '.join(self.columns)}")


def table(of: str | Table) -> Table:
    """The table of that name, or the table itself; raises KeyError naming the tables there are."""
    if isinstance(of, Table):
        return of
    if of not in _tables():
        raise KeyError(f"no table {of!r}; there are {', '.join(TABLE_NAMES)}")
    return _tables()[of]


def parse_table(schema: Mapping[str, Any]) -> Table:
    """The table that a Table Schema declares; raises ValueError with every flaw of the declaration."""
    declared = Table(
        name=schema["name"],
        title=schema["title"],
        description=schema["description"],
        fields=tuple(_parse_field(field) for field in schema["fields"]),
        primary_key=tuple(schema["primaryKey"]),
        foreign_keys=tuple(
            ForeignKey(tuple(key["fields"]), key["reference"]["resource"], tuple(key["reference"]["fields"]))
            for key in schema.get("foreignKeys", [])
        ),
        unique_keys=tuple(tuple(key) for key in schema.get("uniqueKeys", [])),
        row_rules=tuple(RowRule(**rule) for rule in schema.get("rowRules", [])),
        code_pairs=tuple(CodePair(tuple(pair["fields"]), pair["codes"]) for pair in schema.get("codePairs", [])),
    )
    flaws = _flaws(declared)
    if flaws:
        raise ValueError(f"schema of table {declared.name}: " + "; ".join(flaws))
    return declared


CONSTRAINTS = {
    "required": "required",
    "pattern": "pattern",
    "minimum": "minimum",
    "maximum": "maximum",
    "minLength": "min_length",
}
"""Constraint in the JSON -> attribute of `Field`."""


def _parse_field(field: Mapping[str, Any]) -> Field:
    known = {each.name for each in fields_of(Field)} - set(CONSTRAINTS.values())
    plain = {name: value for name, value in field.items() if name != "constraints"}
    constraints = field.get("constraints", {})
    unknown = sorted((plain.keys() - known) | (constraints.keys() - CONSTRAINTS.keys()))
    if unknown:
        raise ValueError(
            f"column {field.get('name')!r} declares {', '.join(unknown)}, which nothing derives; "
            f"use {', '.join(sorted(known))} and the constraints {', '.join(CONSTRAINTS)}"
        )
    return Field(**plain, **{CONSTRAINTS[name]: value for name, value in constraints.items()})


def _flaws(declared: Table) -> list[str]:
    """What would mislead a reader or a derivation, in words."""
    flaws = [] if declared.description and declared.title else ["the table needs a title and a description"]
    if len(set(declared.columns)) < len(declared.columns):
        flaws.append("a column is declared twice")
    for field in declared.fields:
        if not (field.title and field.description):
            flaws.append(f"column {field.name} needs a title and a description")
        if field.type not in get_args(FieldType):
            flaws.append(f"column {field.name} has type {field.type!r}; use one of {', '.join(get_args(FieldType))}")
        if field.pattern and not (field.pattern.startswith("^") and field.pattern.endswith("$")):
            flaws.append(f"the pattern of column {field.name} must begin with ^ and end with $")
        if field.codes and field.codes not in code_lists():
            flaws.append(f"column {field.name} names the list {field.codes!r}, which seeds/codes.csv does not have")
        if field.type == "string" and not field.codes and not field.min_length:
            flaws.append(f"column {field.name} must forbid empty strings by minLength 1; unknown is null")
    required = {field.name for field in declared.fields if field.required}
    flaws += [
        f"key column {name} must be declared and required" for name in declared.primary_key if name not in required
    ]
    flaws += [
        f"code list {pair.codes!r} of {' and '.join(pair.fields)} is not in seeds/codes.csv"
        for pair in declared.code_pairs
        if pair.codes not in code_lists()
    ]
    keys = [*(key.fields for key in declared.foreign_keys), *declared.unique_keys]
    keys += [pair.fields for pair in declared.code_pairs]
    named = {name for key in keys for name in key} - set(declared.columns)
    flaws += [f"a key names column {name}, which the table does not have" for name in sorted(named)]
    return flaws


@cache
def _tables() -> dict[str, Table]:
    """Every table by name, parents before children, else by name; raises ValueError on a key to a missing table."""
    schemas = [file for file in files("claimledger.schemas").iterdir() if file.name.endswith(".json")]
    parsed = [parse_table(json.loads(file.read_text(encoding="utf-8"))) for file in schemas]
    declared = {each.name: each for each in parsed}
    for each in parsed:
        for key in each.foreign_keys:
            if key.table not in declared or key.references != declared[key.table].primary_key:
                raise ValueError(
                    f"schema of table {each.name}: the key {', '.join(key.fields)} must refer to the primary key "
                    f"of a table, found {key.table} ({', '.join(key.references)})"
                )
    parents = {each.name: {key.table for key in each.foreign_keys} - {each.name} for each in parsed}
    order = TopologicalSorter(parents)
    order.prepare()
    names: list[str] = []
    while order.is_active():
        ready = sorted(order.get_ready())
        names += ready
        order.done(*ready)
    return {name: declared[name] for name in names}


TABLE_NAMES: tuple[str, ...] = tuple(_tables())
"""All tables, parents before the children whose keys refer to them."""
