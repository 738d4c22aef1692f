"""What a table looks like in DuckDB: CREATE TABLE and COMMENT statements."""

from collections.abc import Iterable, Iterator

from claimledger.schemas.codes import codes_of
from claimledger.schemas.tables import Field, ForeignKey, Table, table

SQL_TYPES = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}


def create_table_sql(of: str | Table, keys: bool) -> str:
    """A CREATE TABLE statement with NOT NULL and named CHECK constraints, and with the keys if asked for.

    With keys, create and fill the tables in the order of `TABLE_NAMES`. A key of a table to itself becomes a comment:
    DuckDB looks for the parent among the rows of earlier inserts only, so that filling the table in one go would fail
    in whatever order the rows come. Validation proves these keys instead.
    """
    declared = table(of)
    lines = [_column(field) for field in declared.fields]
    lines += [f"CONSTRAINT {quote(f'{declared.name}_{name}')} CHECK ({sql})" for name, sql in _checks(declared)]
    notes = []
    if keys:
        lines.append(f"PRIMARY KEY ({_names(declared.primary_key)})")
        lines += [f"UNIQUE ({_names(key)})" for key in declared.unique_keys]
        lines += [f"FOREIGN KEY {_reference(key)}" for key in declared.foreign_keys if key.table != declared.name]
        notes = [f"-- Not enforced: {_reference(key)}" for key in declared.foreign_keys if key.table == declared.name]
    body = ",\n    ".join(lines)
    return "\n".join([*notes, f"CREATE TABLE {quote(declared.name)} (\n    {body}\n);"])


def comment_sql(of: str | Table) -> list[str]:
    """COMMENT statements that carry the descriptions of the table and of each column into the database."""
    declared = table(of)
    name = quote(declared.name)
    return [f"COMMENT ON TABLE {name} IS {literal(declared.description)};"] + [
        f"COMMENT ON COLUMN {name}.{quote(field.name)} IS {literal(field.description)};" for field in declared.fields
    ]


def quote(name: str) -> str:
    """The name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def _column(field: Field) -> str:
    return f"{quote(field.name)} {SQL_TYPES[field.type]}" + (" NOT NULL" if field.required else "")


def _checks(declared: Table) -> Iterator[tuple[str, str]]:
    """Name and condition of every CHECK: constraints of columns, pairs of codes, row rules."""
    for field in declared.fields:
        column = quote(field.name)
        if field.codes:
            yield f"{field.name}_codes", f"{column} IN ({_literals(codes_of(field.codes))})"
        if field.pattern:
            yield f"{field.name}_pattern", f"regexp_matches({column}, {literal(field.pattern)})"
        if field.min_length:
            yield f"{field.name}_min_length", f"length({column}) >= {field.min_length}"
        if field.minimum is not None:
            yield f"{field.name}_minimum", f"{column} >= {field.minimum}"
        if field.maximum is not None:
            yield f"{field.name}_maximum", f"{column} <= {field.maximum}"
        if field.type == "number":
            yield f"{field.name}_finite", f"isfinite({column})"
    for pair in declared.code_pairs:
        joined = " || '/' || ".join(quote(name) for name in pair.fields)
        yield "_".join(pair.fields), f"{joined} IN ({_literals(codes_of(pair.codes))})"
    for rule in declared.row_rules:
        yield rule.name, rule.sql


def _reference(key: ForeignKey) -> str:
    return f"({_names(key.fields)}) REFERENCES {quote(key.table)} ({_names(key.references)})"


def _names(names: Iterable[str]) -> str:
    return ", ".join(quote(name) for name in names)


def literal(text: str) -> str:
    """The text as an SQL string, for places where DuckDB takes no parameter."""
    return "'" + text.replace("'", "''") + "'"


def _literals(texts: Iterable[str]) -> str:
    return ", ".join(literal(text) for text in texts)
