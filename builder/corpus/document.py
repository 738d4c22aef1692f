"""Records to documents: the canonical text with its hash and the metadata, checked; and documents to Arrow batches."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from claimledger.corpus.decode import canonicalise
from claimledger.corpus.metadata import (
    lone_surrogate,
    parse_doc_id,
    parse_language,
    parse_published_on,
    parse_rights,
    parse_words,
)
from claimledger.corpus.record import FIELDS, CorpusError, Record, show
from claimledger.schemas import arrow_schema


@dataclass(frozen=True, slots=True)
class Document:
    """A row of the table documents; `byte_count`, the size of the text in UTF-8, is no column of it."""

    doc_id: str
    title: str | None
    outlet: str | None
    url: str | None
    published_on: date | None
    language: str
    rights_code: str
    text_sha256: str
    char_count: int
    status_code: str
    skip_reason: str | None
    text: str
    byte_count: int


def make_document(record: Record, stem: str, catalog_entry: Mapping[str, str]) -> Document:
    """The document of a record. What it states goes before its catalog entry, and that before what was guessed.

    Documents that are not in English have the status `skipped`, with their text. Raises CorpusError for a text that
    is missing or not text, and for metadata that is not what the contract allows.
    """
    where = str(record.place)
    stated = {name: value for name in FIELDS if (value := _get(record.values, name)) is not None}
    fields: dict[str, Any] = {**record.guesses, **catalog_entry, **stated}
    doc_id = parse_doc_id(fields.get("id", stem), where)
    text = _check_text(fields.get("text"), where)
    try:
        encoded = text.encode()
    except UnicodeEncodeError as error:
        raise lone_surrogate(error, "text", where) from None
    language = parse_language(fields.get("language"), where)
    return Document(
        doc_id=doc_id,
        title=parse_words(fields.get("title"), "title", where),
        outlet=parse_words(fields.get("outlet"), "outlet", where),
        url=parse_words(fields.get("url"), "url", where),
        published_on=parse_published_on(fields.get("published_on"), where),
        language=language,
        rights_code=parse_rights(fields.get("rights"), where),
        text_sha256=hashlib.sha256(encoded).hexdigest(),
        char_count=len(text),
        status_code="extracted" if language == "en" else "skipped",
        skip_reason=None if language == "en" else f"language: {language}",
        text=text,
        byte_count=len(encoded),
    )


def make_batch(documents: Sequence[Document]) -> Any:
    """The documents as a pyarrow.RecordBatch with the columns of the table documents."""
    schema = arrow_schema("documents")
    columns = [
        pa.array([getattr(document, column.name, None) for document in documents], type=column.type)
        for column in schema
    ]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _get(values: Mapping[str, object], name: str) -> object:
    """The field's value under either of its names; the more specific one (`doc_id`) first."""
    other = FIELDS[name]
    value = values.get(other) if other else None
    return values.get(name) if value is None else value


def _check_text(value: object, where: str) -> str:
    expected = "the document's words in the field text"
    if value is not None and not isinstance(value, str):
        remedy = "Write the text as one string."
        raise CorpusError("format", where, f"text of the type {type(value).__name__}: {show(value)}", expected, remedy)
    text = canonicalise(value or "")
    if not text or text.isspace():
        found = "no text" if not text else "a text of blanks only"
        raise CorpusError("missing_text", where, found, expected, "Fill in the text, or remove the document.")
    return text
