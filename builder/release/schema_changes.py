"""What has changed between two contracts: tables, columns, types, keys, codes, and how much that asks of readers.

Columns are read by name. A new one may therefore stand anywhere (`rule_id` stays last) and is a minor change, while
columns that both releases have and that trade places are a major one, for those who read by position.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from claimledger.release.snapshot import Contract, TableSchema
from claimledger.release.versions import Level

LEVELS = {
    "table_removed": Level.MAJOR,
    "table_renamed": Level.MAJOR,
    "table_added": Level.MINOR,
    "column_removed": Level.MAJOR,
    "column_renamed": Level.MAJOR,
    "column_retyped": Level.MAJOR,
    "column_added": Level.MINOR,
    "columns_reordered": Level.MAJOR,
    "key_changed": Level.MAJOR,
    "reference_removed": Level.MAJOR,
    "reference_added": Level.MINOR,
    "unique_key_removed": Level.MAJOR,
    "unique_key_added": Level.MINOR,
    "code_removed": Level.MAJOR,
    "code_renamed": Level.MAJOR,
    "code_added": Level.MINOR,
    "required_to_optional": Level.MAJOR,
    "optional_to_required": Level.MINOR,
    "constraint_changed": Level.MINOR,
    "description_changed": Level.PATCH,
}
"""Kind of change -> its level. Every kind there is stands here."""

LOOSE_CONSTRAINTS = ("pattern", "minimum", "maximum", "minLength")


@dataclass(frozen=True)
class SchemaChange:
    """One change of the contract. Null: `table` where the package is meant, `column` the table, old and new none."""

    table: str | None
    change: str
    column: str | None = None
    old: str | None = None
    new: str | None = None

    @property
    def level(self) -> Level:
        """How much it asks of a reader."""
        return LEVELS[self.change]


@dataclass(frozen=True)
class Renames:
    """New name -> old name: of tables, and of the columns of each table (by its new name)."""

    tables: Mapping[str, str]
    columns: Mapping[str, Mapping[str, str]]


def schema_changes(old: Contract, new: Contract, renames: Renames) -> list[SchemaChange]:
    """Return all changes, table by table in the order of the new contract, removed tables first."""
    renamed = set(renames.tables.values())
    changes = [SchemaChange(name, "table_removed") for name in old if name not in new and name not in renamed]
    for name, schema in new.items():
        before = renames.tables.get(name, name)
        if before not in old:
            changes.append(SchemaChange(name, "table_added"))
            continue
        if before != name:
            changes.append(SchemaChange(name, "table_renamed", old=before, new=name))
        changes += _table_changes(name, old[before], schema, renames)
    return changes


def find_renames(old: Contract, new: Contract) -> Renames:
    """Return what bears a new name: a table with the same columns, a column of one type with the same words to it."""
    tables: dict[str, str] = {}
    for name in [name for name in new if name not in old]:
        gone = [before for before in old if before not in new and before not in tables.values()]
        same = [before for before in gone if list(_fields(old[before])) == list(_fields(new[name]))]
        if same:
            tables[name] = same[0]
    shared = {name: tables.get(name, name) for name in new if tables.get(name, name) in old}
    columns = {name: _renamed_columns(_fields(old[before]), _fields(new[name])) for name, before in shared.items()}
    return Renames(tables, columns)


def _renamed_columns(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, str]:
    renamed: dict[str, str] = {}
    for name in [name for name in new if name not in old]:
        for before in [before for before in old if before not in new and before not in renamed.values()]:
            one, two = old[before], new[name]
            is_told_alike = any(one.get(words) and one.get(words) == two.get(words) for words in TELLING)
            if one["type"] == two["type"] and one.get("codes") == two.get("codes") and is_told_alike:
                renamed[name] = before
                break
    return renamed


TELLING = ("title", "description")


def _table_changes(name: str, old: TableSchema, new: TableSchema, renames: Renames) -> Iterator[SchemaChange]:
    before, after, renamed = _fields(old), _fields(new), renames.columns[name]
    told_as = {was: now for now, was in renamed.items()}
    for column in before:
        if column not in after and column not in told_as:
            yield SchemaChange(name, "column_removed", column)
    for column, field in after.items():
        was = renamed.get(column, column)
        if was not in before:
            yield SchemaChange(name, "column_added", column)
            continue
        if was != column:
            yield SchemaChange(name, "column_renamed", column, was, column)
        yield from _column_changes(name, column, before[was], field)
    kept = [told_as.get(column, column) for column in before if told_as.get(column, column) in after]
    now = [column for column in after if column in kept]
    if kept != now:
        yield SchemaChange(name, "columns_reordered", None, ", ".join(kept), ", ".join(now))
    yield from _key_changes(name, old, new, told_as, {was: now for now, was in renames.tables.items()})
    yield from _changed(name, "constraint_changed", None, _conditions(old), _conditions(new))
    for words in TELLING:
        yield from _changed(name, "description_changed", None, old.get(words), new.get(words))


def _column_changes(name: str, column: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[SchemaChange]:
    yield from _changed(name, "column_retyped", column, old["type"], new["type"])
    before, after = old.get("constraints", {}), new.get("constraints", {})
    if before.get("required") and not after.get("required"):
        yield SchemaChange(name, "required_to_optional", column)
    if after.get("required") and not before.get("required"):
        yield SchemaChange(name, "optional_to_required", column)
    for constraint in LOOSE_CONSTRAINTS:
        yield from _changed(name, "constraint_changed", column, before.get(constraint), after.get(constraint))
    yield from _code_changes(name, column, old, new)
    for words in TELLING:
        yield from _changed(name, "description_changed", column, old.get(words), new.get(words))


def _code_changes(name: str, column: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[SchemaChange]:
    """Codes of the closed list of a column; a list where there was none forbids values, no list any more allows all."""
    before, after = _labels(old), _labels(new)
    if not before or not after:
        if before or after:
            yield SchemaChange(name, "constraint_changed", column, old.get("codes"), new.get("codes"))
        return
    gone = [code for code in before if code not in after]
    for code in [code for code in after if code not in before]:
        same = next((was for was in gone if before[was] == after[code]), None)
        if same is None:
            yield SchemaChange(name, "code_added", column, None, code)
        else:
            gone.remove(same)
            yield SchemaChange(name, "code_renamed", column, same, code)
    for code in gone:
        yield SchemaChange(name, "code_removed", column, code, None)
    for code in after:
        if code in before:
            yield from _changed(name, "description_changed", column, before[code], after[code])


def _key_changes(
    name: str, old: TableSchema, new: TableSchema, columns: Mapping[str, str], tables: Mapping[str, str]
) -> Iterator[SchemaChange]:
    """Keys, with the columns and tables of the old ones under their new names: a rename is told once."""

    def named(key: list[str]) -> str:
        return ", ".join(columns.get(column, column) for column in key)

    yield from _changed(name, "key_changed", None, named(old["primaryKey"]), ", ".join(new["primaryKey"]))
    before = {f"{named(fields)} -> {tables.get(parent, parent)}" for fields, parent in _references(old)}
    after = {f"{', '.join(fields)} -> {parent}" for fields, parent in _references(new)}
    yield from (SchemaChange(name, "reference_removed", None, key, None) for key in sorted(before - after))
    yield from (SchemaChange(name, "reference_added", None, None, key) for key in sorted(after - before))
    before = {named(key) for key in old.get("uniqueKeys", [])}
    after = {", ".join(key) for key in new.get("uniqueKeys", [])}
    yield from (SchemaChange(name, "unique_key_removed", None, key, None) for key in sorted(before - after))
    yield from (SchemaChange(name, "unique_key_added", None, None, key) for key in sorted(after - before))


def _changed(name: str, change: str, column: str | None, old: Any, new: Any) -> Iterator[SchemaChange]:
    if old != new:
        yield SchemaChange(name, change, column, *(None if value is None else str(value) for value in (old, new)))


def _fields(schema: TableSchema) -> dict[str, Mapping[str, Any]]:
    return {field["name"]: field for field in schema["fields"]}


def _labels(field: Mapping[str, Any]) -> dict[str, str]:
    """Code -> label of the closed list of a column; empty where the column has none."""
    return {category["value"]: category["label"] for category in field.get("categories", [])}


def _conditions(schema: TableSchema) -> str | None:
    """What a row must fulfil beyond its single columns; null where there is nothing."""
    pairs = [f"{'/'.join(pair['fields'])} in {pair['codes']}" for pair in schema.get("codePairs", [])]
    return "; ".join([*(rule["sql"] for rule in schema.get("rowRules", [])), *pairs]) or None


def _references(schema: TableSchema) -> list[tuple[list[str], str]]:
    return [(key["fields"], key["reference"]["resource"]) for key in schema.get("foreignKeys", [])]
