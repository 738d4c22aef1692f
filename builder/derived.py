"""What only the whole data set can tell: tables and columns made by SQL over the tables of all documents.

A step gets a DuckDB connection in which every table made before it is a view of its own name, and gives the rows as a
relation or the name of a view; it may lean on disk, so nothing needs to fit into memory. Tables whose name begins with
an underscore come from extraction, are seen here and are never published.
"""

from collections.abc import Callable, Mapping

import duckdb

from claimledger.claims import comparisons
from claimledger.duplicates import duplicates_of

Step = Callable[[duckdb.DuckDBPyConnection], duckdb.DuckDBPyRelation]

COLUMNS: Mapping[tuple[str, str], Step] = {("documents", "duplicate_of_doc_id"): duplicates_of}
"""(table, column) -> rows (key of the table, value): values that replace what the column has; other rows keep theirs.

These run first, on the tables as they were extracted, registries merged.
"""

TABLES: Mapping[str, Step] = {
    "disputes": comparisons.disputes,
    "dispute_claims": comparisons.dispute_claims,
    "agreement_claims": comparisons.agreement_claims,
    "agreements": comparisons.agreements,
}
"""Table -> its rows, columns in any order. These run last, in this order, each seeing those before it."""
