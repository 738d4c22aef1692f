"""What of a restricted document may be published: where the words stand, not the words.

Only short spans (names, numbers, cues, sources) keep their `surface`. Offsets and hashes always stay, so that whoever
holds the documents can fill the words in again. A build for one's own use is not redacted.
"""

import polars as pl

from claimledger.release.frames import Tables

WITHHELD_COLUMNS = {"documents": "text", "sentences": "surface", "attributions": "surface"}


def restricted_documents(tables: Tables) -> pl.Series:
    """Return the ids of all documents not marked open: a document without rights counts as restricted."""
    documents = tables["documents"]
    return documents.filter(pl.col("rights_code").cast(pl.String).eq_missing("open").not_())["doc_id"]


def redact(tables: Tables) -> dict[str, pl.DataFrame]:
    """Return the tables without the running words of restricted documents; rows and columns are the same.

    Null become `documents.text`, `sentences.surface`, `attributions.surface` (the hull of a statement holds its
    content) and, in `attribution_spans`, the `surface` of content.
    """
    redacted = dict(tables)
    restricted = restricted_documents(tables).implode()
    is_restricted = pl.col("doc_id").is_in(restricted)
    for name, column in WITHHELD_COLUMNS.items():
        redacted[name] = tables[name].with_columns(withhold(column, is_restricted))

    attributions = tables["attributions"].filter(is_restricted)["attribution_id"].implode()
    is_content = pl.col("role_code").cast(pl.String) == "content"
    redacted["attribution_spans"] = tables["attribution_spans"].with_columns(
        withhold("surface", is_content & pl.col("attribution_id").is_in(attributions))
    )
    return redacted


def withhold(column: str, condition: pl.Expr) -> pl.Expr:
    """Null where the condition holds, else the column's own value."""
    return pl.when(condition).then(None).otherwise(pl.col(column)).alias(column)
