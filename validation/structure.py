"""Every table is there with its columns, types and values allowed, as the schemas declare; judged by Pandera."""

from collections.abc import Callable, Iterator, Mapping

import polars as pl
from pandera.errors import SchemaErrors

from claimledger.schemas import TABLE_NAMES, Field, Table, codes_of, polars_schema, table
from claimledger.schemas.checks import pandera_schema
from claimledger.validation.findings import ROW_NO, finding, joined, numbered, row_findings, shown

DATA_CHECKS: dict[str, Callable[[Field], tuple[str, str]]] = {
    "not_nullable": lambda field: ("is never null", "Fill the value or leave the row out."),
    "codes": lambda field: (
        f"is one of {', '.join(codes_of(field.codes or ''))}",
        f"Use a code of the list {field.codes}, or add this one to seeds/codes.csv.",
    ),
    "pattern": lambda field: (f"matches {field.pattern}", "Write the value in the form that the description names."),
    "minLength": lambda field: ("is never an empty string", "Write null for what is unknown."),
    "minimum": lambda field: (f"is at least {field.minimum}", "Correct the value."),
    "maximum": lambda field: (f"is at most {field.maximum}", "Correct the value."),
    "finite": lambda field: ("is a finite number", "Write null for what is unknown."),
}
"""Name of a Pandera check -> what is expected of the column, and the remedy."""


def sound_tables(tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The declared tables whose columns all have the declared types, with the columns in order and nothing else."""
    sound = {}
    for name in TABLE_NAMES:
        schema = polars_schema(name)
        if name in tables and all(tables[name].schema.get(column) == type_ for column, type_ in schema.items()):
            sound[name] = tables[name].select(schema.names())
    return sound


def check_structure(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Findings about missing and unknown tables and columns, order, types, nulls and values of single columns."""
    return joined(_findings(tables))


def _findings(tables: Mapping[str, pl.DataFrame]) -> Iterator[pl.DataFrame]:
    for name in sorted(tables.keys() - set(TABLE_NAMES)):
        remedy = f"Declare it in schemas/{name}.json or leave it out."
        yield finding("unknown_table", f"table {name} is not declared", remedy, table_name=name)
    for name in TABLE_NAMES:
        if name not in tables:
            remedy = "Write the table, without rows if there are none."
            yield finding("missing_table", f"table {name} is missing", remedy, table_name=name)
        else:
            yield from _column_findings(table(name), tables[name])
            try:
                pandera_schema(name).validate(tables[name], lazy=True)
            except SchemaErrors as errors:
                yield from _value_findings(table(name), tables[name], errors.failure_cases)


def _column_findings(of: Table, frame: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Findings about the header, told in fewer words than Pandera has for them."""
    where = f"schemas/{of.name}.json"
    for column in of.columns:
        if column not in frame.columns:
            message, remedy = f"column {column} is missing", f"Add the column, with nulls where {where} allows them."
            yield finding("missing_column", message, remedy, table_name=of.name, column=column)
    for column in frame.columns:
        if column not in of.columns:
            message, remedy = f"column {column} is not declared", f"Declare it in {where} or leave it out."
            yield finding("unknown_column", message, remedy, table_name=of.name, column=column)
    found = [column for column in frame.columns if column in of.columns]
    expected = [column for column in of.columns if column in found]
    if found != expected:
        message = f"the columns stand in the order {', '.join(found)}; expected {', '.join(expected)}"
        yield finding("column_order", message, f"Select the columns in the order of {where}.", table_name=of.name)
    for column, type_ in polars_schema(of).items():
        if column in found and frame.schema[column] != type_:
            message = f"column {column} has type {frame.schema[column]}; expected {type_}"
            remedy = f"Cast the column, or build the frame with polars_schema({of.name!r})."
            yield finding("column_type", message, remedy, table_name=of.name, column=column)


def _value_findings(of: Table, frame: pl.DataFrame, cases: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Findings about values: Pandera's cases that name a row, for columns of the right type."""
    types = polars_schema(of)
    of_rows = cases.filter(pl.col("index").is_not_null() & pl.col("check").is_in(list(DATA_CHECKS)))
    for column, check in of_rows.select("column", "check").unique(maintain_order=True).rows():
        if frame.schema[column] != types[column] or not set(of.primary_key) <= set(frame.columns):
            continue
        expected, remedy = DATA_CHECKS[check](of.field(column))
        failed = of_rows.filter((pl.col("column") == column) & (pl.col("check") == check))
        places = failed.select(pl.col("index").cast(pl.get_index_type()).alias(ROW_NO))
        rows = numbered(frame).join(places.lazy(), on=ROW_NO, how="semi").collect()
        message = pl.format("{} {}; found {}", pl.lit(column), pl.lit(expected), shown(column))
        rule = "required" if check == "not_nullable" else check
        yield row_findings(of, rows, rule, message, remedy, column=column, value=pl.col(column))
