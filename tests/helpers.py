"""From texts to rows, the way tests ask for them."""

import hashlib
from collections.abc import Mapping

import polars as pl
import pyarrow as pa

from claimledger.pipeline import consolidate, extract
from claimledger.schemas import arrow_schema


def batch_of(texts: Mapping[str, str], **fields: object) -> pa.RecordBatch:
    """Documents as the corpus hands them on; `texts` is id -> text, `fields` hold for every document."""
    rows = []
    for doc_id, text in texts.items():
        stated: dict[str, object] = {
            "doc_id": doc_id,
            "language": "en",
            "rights_code": "restricted",
            "status_code": "extracted",
            "text": text,
            "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
            "char_count": len(text),
        }
        rows.append(stated | fields)
    schema = arrow_schema("documents")
    return pa.RecordBatch.from_pylist([{name: row.get(name) for name in schema.names} for row in rows], schema=schema)


def extract_texts(texts: Mapping[str, str]) -> dict[str, pa.Table]:
    """The tables of one batch."""
    return extract(batch_of(texts))


def rows_of(table: str, text: str, **document: object) -> list[dict]:
    """The rows of a table that one text gives, in order of the text, a row before those inside it.

    >>> [row["surface"] for row in rows_of("weapons", "Two tanks burned.")]
    ['tanks']
    """
    rows = extract(batch_of({"d1": text}, **document))[table].to_pylist()
    return sorted(rows, key=lambda row: (row.get("span_start", 0), -row.get("span_end", 0)))


def parts_of(text: str) -> dict[str, dict[str, str]]:
    """attribution_id -> role -> the words of its parts, several joined by ` ... `."""
    parts: dict[str, dict[str, str]] = {}
    rows = extract_texts({"d1": text})["attribution_spans"].to_pylist()
    for row in sorted(rows, key=lambda row: (row["attribution_id"], row["role_code"], row["part_no"])):
        roles = parts.setdefault(row["attribution_id"], {})
        words = text[row["span_start"] : row["span_end"]]
        roles[row["role_code"]] = f"{roles[row['role_code']]} ... {words}" if row["role_code"] in roles else words
    return parts


def data_set(*batches: Mapping[str, str]) -> dict[str, pl.DataFrame]:
    """The consolidated tables of several batches."""
    return consolidate(extract_texts(batch) for batch in batches)
