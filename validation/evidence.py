"""Every row shows its words: they stand in the document exactly where the row says, and in the sentence it names.

By convention of names, `span_start` and `span_end` delimit `surface`, and `<x>_start` and `<x>_end` delimit `<x>`; so a
new table or column is checked from the day it is declared. Rows of documents whose text is withheld cannot be checked
here and give no findings; `evidence_coverage` counts them.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import polars as pl

from claimledger.schemas import Table, table
from claimledger.validation.findings import joined, numbered, quoted, row_findings, shown, shown_values

WORDS = "_words"
HASH = "_hash"


class Span(NamedTuple):
    """The columns that hold a span: where it begins, where it ends, and its words."""

    start: str
    end: str
    words: str


def check_evidence(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Findings about spans, words, sentences and hashes of the tables given; needs `documents` to find anything."""
    if "documents" not in tables:
        return joined([])
    texts = _texts(tables["documents"])
    return joined(_findings(tables, texts))


def evidence_coverage(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """How many rows could be checked against the text: table_name, row_count, checked_count, withheld_count."""
    withheld = tables["documents"].filter(pl.col("text").is_null())["doc_id"].implode()
    rows = []
    for name, frame in tables.items():
        if "span_start" in frame.columns:
            unseen = frame["doc_id"].is_in(withheld).sum()
            rows.append((name, frame.height, frame.height - unseen, unseen))
    columns = {"table_name": pl.String, "row_count": pl.Int64, "checked_count": pl.Int64, "withheld_count": pl.Int64}
    return pl.DataFrame(rows, schema=columns, orient="row")


def _findings(tables: Mapping[str, pl.DataFrame], texts: dict[str, str]) -> Iterator[pl.DataFrame]:
    yield from _document_findings(tables["documents"])
    for name, frame in tables.items():
        of = table(name)
        for span in spans_of(of):
            yield from _word_findings(of, frame, texts, span)
        if "surface_sha256" in of.columns:
            yield _hash_findings(of, frame, texts)
        if "sentence_no" in of.columns and name != "sentences" and "sentences" in tables:
            yield _sentence_findings(of, frame, tables["sentences"])


def spans_of(of: Table) -> list[Span]:
    """Every span the table has."""
    stems = [name.removesuffix("_start") for name in of.columns if name.endswith("_start")]
    return [Span(f"{stem}_start", f"{stem}_end", "surface" if stem == "span" else stem) for stem in stems]


def _texts(documents: pl.DataFrame) -> dict[str, str]:
    present = documents.drop_nulls(["doc_id", "text"])
    return dict(zip(present["doc_id"], present["text"], strict=True))


def _document_findings(documents: pl.DataFrame) -> Iterator[pl.DataFrame]:
    of = table("documents")
    rows = numbered(documents).filter(pl.col("text").is_not_null()).collect()
    rows = rows.with_columns(_hashes(rows["text"]), pl.col("text").str.len_chars().alias("_length"))
    wrong = rows.filter(pl.col("text_sha256").ne_missing(pl.col(HASH)))
    message = pl.format("the text has SHA-256 {}; the row says {}", HASH, shown("text_sha256"))
    remedy = "Compute the hash from the UTF-8 bytes of the canonical text."
    value = pl.col("text_sha256")
    yield row_findings(of, wrong, "text_hash", message, remedy, column="text_sha256", value=value)
    wrong = rows.filter(pl.col("char_count").ne_missing(pl.col("_length").cast(pl.Int64)))
    message = pl.format("the text has {} code points; the row says {}", "_length", shown("char_count"))
    remedy = "Count Unicode code points, not bytes."
    yield row_findings(of, wrong, "text_length", message, remedy, column="char_count", value=pl.col("char_count"))


def _word_findings(of: Table, frame: pl.DataFrame, texts: dict[str, str], span: Span) -> Iterator[pl.DataFrame]:
    """Rows whose span runs out of the text, and rows whose words are not those of the span."""
    start, end, words = span
    cut = cut_words(frame, texts, span)
    if cut.equals(frame[words]):  # the usual case; the rest would only copy a large frame
        return
    kept = list(dict.fromkeys([*of.primary_key, "doc_id", start, end, words]))
    rows = numbered(frame.select(kept).with_columns(cut)).filter(pl.col(WORDS).is_not_null()).collect()
    outside = pl.col(WORDS).str.len_chars().cast(pl.Int64) != pl.col(end) - pl.col(start)
    message = pl.format("{} lies outside the text of document {}", shown_values([start, end]), "doc_id")
    remedy = "Count Unicode code points of the canonical text, not bytes, and not of the file before decoding."
    value = pl.format("{}-{}", start, end)
    yield row_findings(of, rows.filter(outside), "span_in_text", message, remedy, column=start, value=value)
    wrong = rows.filter(~outside & pl.col(WORDS).ne_missing(pl.col(words)))
    found = [quoted(pl.col(WORDS)), quoted(pl.col(words))]
    message = pl.format("the text at {}-{} is {}; the row says {}", start, end, *found)
    remedy = "Cut the words from the canonical text by the offsets of the row, and change neither afterwards."
    yield row_findings(of, wrong, "words_in_text", message, remedy, column=words, value=pl.col(words))


def cut_words(frame: pl.DataFrame, texts: dict[str, str], span: Span) -> pl.Series:
    """The words at the span of each row; null where there is no span or the text is withheld.

    Python finds a code point at once, polars counts to it from the beginning of the text for every row. A million rows
    took 0.4 seconds here and 2.2 there in documents of 100,000 code points, 0.3 and 0.15 in those of 3,000.
    """
    places = zip(frame["doc_id"].to_list(), frame[span.start].to_list(), frame[span.end].to_list(), strict=True)
    words = [
        texts[doc_id][start:end] if start is not None and end is not None and doc_id in texts else None
        for doc_id, start, end in places
    ]
    return pl.Series(WORDS, words, dtype=pl.String)


def _hash_findings(of: Table, frame: pl.DataFrame, texts: dict[str, str]) -> pl.DataFrame:
    """Rows whose hash is not that of the words in the text, or of `surface` where the text is withheld."""
    cut = cut_words(frame, texts, Span("span_start", "span_end", "surface"))
    rows = numbered(frame.with_columns(_hashes(cut.fill_null(frame["surface"])))).filter(pl.col(HASH).is_not_null())
    stated = pl.col("surface_sha256")
    wrong = rows.filter(stated.is_not_null() & pl.col(HASH).ne(stated)).collect()
    message = pl.format("the words have SHA-256 {}; the row says {}", HASH, shown("surface_sha256"))
    remedy = "Compute the hash from the UTF-8 bytes of the words in the span."
    value = pl.col("surface_sha256")
    return row_findings(of, wrong, "words_hash", message, remedy, column="surface_sha256", value=value)


def _hashes(words: Iterable[str | None]) -> pl.Series:
    digests = [None if each is None else hashlib.sha256(each.encode()).hexdigest() for each in words]
    return pl.Series(HASH, digests, dtype=pl.String)


def _sentence_findings(of: Table, frame: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Rows that begin before or after the sentence they name; a sentence not given is for the keys to find."""
    key = ["doc_id", "sentence_no"]
    spans = sentences.lazy().select(*key, pl.col("span_start").alias("_from"), pl.col("span_end").alias("_to"))
    kept = list(dict.fromkeys([*of.primary_key, *key, "span_start"]))
    rows = numbered(frame.select(kept)).join(spans.unique(key), on=key, how="inner", maintain_order="left")
    within = (pl.col("span_start") >= pl.col("_from")) & (pl.col("span_start") < pl.col("_to"))
    message = pl.format(
        "the span begins at {}; sentence {} runs from {} to {}", "span_start", "sentence_no", "_from", "_to"
    )
    remedy = "Give the number of the sentence that holds the first code point of the span."
    wrong = rows.filter(~within).collect()
    return row_findings(
        of, wrong, "span_in_sentence", message, remedy, column="sentence_no", value=pl.col("sentence_no")
    )
