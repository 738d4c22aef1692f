"""Which documents are copies of which: the same text, or nearly the same words, over the whole corpus.

Two documents are nearly the same when their signatures (see text/signatures.py) share four fifths of their numbers.
Copies of copies belong together, whatever their order in the corpus, and the first published stands for all of them.
A short version inside a much longer one is no copy, and neither are two reports on one event in words of their own.

A million documents take 1 GB: 256 bytes each for the signature, the rest for their ids and one band at a time.
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa

from claimledger.text.rows import Ints
from claimledger.text.signatures import NUMBERS, SIGNATURE_SCHEMA, SIGNATURES

ALIKE = 0.8
"""Share of the numbers that the signatures of near copies have in common."""

_BAND_NUMBERS = 6
"""Pairs are compared when they agree in all numbers of a band. Of pairs at 0.8 that misses 2 in 1,000, at 0.9 none."""
_BANDS = NUMBERS // _BAND_NUMBERS
_NEIGHBOURS = 32
"""Of the documents that agree in a band each is compared with so many before it: thousands of copies form a chain."""
_PAIRS_AT_A_TIME = 1 << 16

Signatures = npt.NDArray[np.uint16]  # a row a document


def find_duplicates(documents: pl.DataFrame, signatures: pa.Table) -> pl.DataFrame:
    """A row for each copy: `doc_id`, and `duplicate_of_doc_id`, the first published of its group, else first by id.

    documents: at least the columns doc_id, published_on, text_sha256 and status_code; skipped ones are copies of none.
    signatures: the tables of text.signatures of all batches, joined in any order.
    """
    ordered = (
        documents.filter(pl.col("status_code") == "extracted")
        .select("doc_id", "published_on", "text_sha256")
        .sort("published_on", "doc_id", nulls_last=True)
        .with_row_index("document")
        .with_columns(pl.col("document").cast(pl.Int64))
    )
    same_text = ordered.select("document", pl.col("document").min().over("text_sha256").alias("first"))
    rows, numbers = _signatures_of(ordered, signatures)
    pairs = [same_text.filter(pl.col("document") != pl.col("first")).to_numpy(), *_alike(rows, numbers)]
    first = _first_of_groups(ordered.height, np.concatenate(pairs))
    is_copy = first != np.arange(len(first))
    doc_ids = ordered["doc_id"]
    return pl.DataFrame({"doc_id": doc_ids.filter(is_copy), "duplicate_of_doc_id": doc_ids.gather(first[is_copy])})


def duplicates_of(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyRelation:
    """The rows of find_duplicates, from the tables `documents` and `_signatures` of a data set."""
    documents = connection.sql("SELECT doc_id, published_on, text_sha256, status_code FROM documents").pl()
    has_signatures = connection.sql("SELECT 1 FROM duckdb_views() WHERE view_name = $name", params={"name": SIGNATURES})
    rows = (
        connection.table(SIGNATURES).to_arrow_table() if has_signatures.fetchall() else SIGNATURE_SCHEMA.empty_table()
    )
    return connection.from_arrow(find_duplicates(documents, rows.cast(SIGNATURE_SCHEMA)).to_arrow())


def _signatures_of(ordered: pl.DataFrame, signatures: pa.Table) -> tuple[Ints, Signatures]:
    """The numbers of the documents that have a signature, in order, and the signatures."""
    known = pl.DataFrame(
        {"doc_id": pl.Series(signatures["doc_id"]), "row": np.arange(signatures.num_rows)},
        schema={"doc_id": pl.String, "row": pl.Int64},
    ).filter(pl.Series(signatures["signature"].is_valid()))
    joined = ordered.join(known.unique("doc_id"), on="doc_id", maintain_order="left")
    taken = signatures["signature"].combine_chunks().take(pa.array(joined["row"].to_numpy()))
    numbers = np.frombuffer(taken.buffers()[1] or b"", "<u2", len(taken) * NUMBERS, taken.offset * NUMBERS * 2)
    return joined["document"].to_numpy(), numbers.reshape(-1, NUMBERS)


def _alike(rows: Ints, numbers: Signatures) -> Iterator[Ints]:
    """Pairs of near copies, the later document first; one array of shape (n, 2) a band and distance."""
    for band in range(_BANDS):
        part = numbers[:, band * _BAND_NUMBERS : (band + 1) * _BAND_NUMBERS]
        key = np.zeros(len(part), np.uint64)
        for column in range(_BAND_NUMBERS):
            key = (key ^ part[:, column]) * np.uint64(0x9E3779B97F4A7C15)
            key ^= key >> np.uint64(32)
        order = np.argsort(key, kind="stable")
        key = key[order]
        for distance in range(1, _NEIGHBOURS + 1):
            later = np.flatnonzero(key[distance:] == key[:-distance]) + distance
            if not len(later):
                break
            pairs = np.stack((order[later], order[later - distance]), axis=1)
            yield rows[pairs[_are_alike(numbers, pairs)]]


def _are_alike(numbers: Signatures, pairs: Ints) -> npt.NDArray[np.bool_]:
    shared = np.empty(len(pairs), np.float64)
    for start in range(0, len(pairs), _PAIRS_AT_A_TIME):
        piece = pairs[start : start + _PAIRS_AT_A_TIME]
        shared[start : start + len(piece)] = (numbers[piece[:, 0]] == numbers[piece[:, 1]]).mean(axis=1)
    return shared >= ALIKE


def _first_of_groups(count: int, pairs: Ints) -> Ints:
    """For each document the first one that pairs lead to, directly or through others."""
    pairs = np.unique(pairs, axis=0)
    first = np.arange(count)
    while True:
        lower = np.minimum(first[pairs[:, 0]], first[pairs[:, 1]])
        told = first.copy()
        np.minimum.at(told, pairs[:, 0], lower)
        np.minimum.at(told, pairs[:, 1], lower)
        np.minimum.at(told, first[pairs[:, 0]], lower)  # whole groups join at once
        np.minimum.at(told, first[pairs[:, 1]], lower)
        told = told[told]
        if np.array_equal(told, first):
            return first
        first = told
