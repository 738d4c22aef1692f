"""What a table looks like in memory: its Arrow and polars schemas."""

import polars as pl
import pyarrow as arrow

from claimledger.schemas.tables import Table, table

POLARS_TYPES: dict[str, type[pl.DataType]] = {
    "string": pl.String,
    "integer": pl.Int64,
    "number": pl.Float64,
    "boolean": pl.Boolean,
    "date": pl.Date,
}
ARROW_TYPES: dict[str, arrow.DataType] = {
    "string": arrow.string(),
    "integer": arrow.int64(),
    "number": arrow.float64(),
    "boolean": arrow.bool_(),
    "date": arrow.date32(),
}


def polars_schema(of: str | Table) -> pl.Schema:
    """Column names and polars types, in order."""
    return pl.Schema({field.name: POLARS_TYPES[field.type]() for field in table(of).fields})


def arrow_schema(of: str | Table) -> arrow.Schema:
    """Column names and Arrow types, in order. Every column is nullable: what is required is for validation to say."""
    return arrow.schema([arrow.field(field.name, ARROW_TYPES[field.type]) for field in table(of).fields])
