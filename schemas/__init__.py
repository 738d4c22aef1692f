"""What a table is: one Table Schema file a table, and everything that is derived from it."""

from claimledger.schemas.cells import ESCAPED, escape_cells, unescape_cells
from claimledger.schemas.codes import code_labels, codes_of, codes_rows
from claimledger.schemas.descriptor import descriptor_schema
from claimledger.schemas.frames import arrow_schema, polars_schema
from claimledger.schemas.sql import comment_sql, create_table_sql, literal
from claimledger.schemas.tables import (
    TABLE_NAMES,
    CodePair,
    Field,
    ForeignKey,
    RowRule,
    Table,
    parse_table,
    table,
)

__all__ = [
    "ESCAPED",
    "TABLE_NAMES",
    "CodePair",
    "Field",
    "ForeignKey",
    "RowRule",
    "Table",
    "arrow_schema",
    "code_labels",
    "codes_of",
    "codes_rows",
    "comment_sql",
    "create_table_sql",
    "descriptor_schema",
    "escape_cells",
    "literal",
    "parse_table",
    "polars_schema",
    "table",
    "unescape_cells",
]
