"""A release shows no running words of a document that is not open; a build for one's own use may keep them."""

from collections.abc import Iterator, Mapping

import polars as pl

from claimledger.schemas import table
from claimledger.validation.findings import joined, numbered, row_findings

WITHHELD = {"documents": "text", "sentences": "surface", "attributions": "surface", "attribution_spans": "surface"}
"""Table -> the column that must be null in rows of restricted documents; of `attribution_spans`, contents only."""


def check_rights(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Findings about words of restricted documents; they quote no words. Needs `documents` to find anything."""
    return joined(_findings(tables) if "documents" in tables else [])


def _findings(tables: Mapping[str, pl.DataFrame]) -> Iterator[pl.DataFrame]:
    is_open = tables["documents"].filter(pl.col("rights_code") == "open")["doc_id"].implode()
    for name, column in WITHHELD.items():
        if name in tables:
            shows = pl.col(column).is_not_null() & ~pl.col("doc_id").is_in(is_open)
            if name == "attribution_spans":
                shows &= pl.col("role_code") == "content"
            rows = numbered(tables[name]).filter(shows).collect()
            message = pl.format("{} holds words of document {}, which is not open", pl.lit(column), "doc_id")
            remedy = "Set the words to null before anything is written; offsets and hashes stay."
            no_words = pl.lit(None, dtype=pl.String)
            yield row_findings(table(name), rows, "withheld_words", message, remedy, column=column, value=no_words)
