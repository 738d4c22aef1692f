"""The corpus: files to documents, in a fixed order, a batch at a time."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from claimledger.corpus.document import Document, make_batch, make_document
from claimledger.corpus.record import CorpusError, PassedOver, Place
from claimledger.corpus.sources import Source, list_sources, read_source

_ROW_BYTES = 200  # counted for the other columns, so that a million headlines do not make one batch


class SkippedRow(NamedTuple):
    """A file, row or document that was left out, and why: the parts of its CorpusError."""

    where_found: str
    reason_code: str
    found: str
    expected: str
    remedy: str


class Corpus:
    """Documents as pyarrow.RecordBatch with the columns of the table documents; files are read while iterating.

    Each iteration reads the files again, in the order of the paths, then of relative paths, then of the file.
    `skipped` is filled while iterating, when the corpus keeps going over errors; otherwise they are raised. Records of
    web archives that hold no article are listed there in both cases.
    """

    def __init__(self, sources: Sequence[Source | CorpusError], *, keep_going: bool, batch_bytes: int) -> None:
        """Made by read_corpus."""
        self._sources = sources
        self._keep_going = keep_going
        self._batch_bytes = batch_bytes
        self._skipped_once: set[SkippedRow] = set()
        self.skipped: list[SkippedRow] = []

    def __iter__(self) -> Iterator[Any]:
        """Batches of at most about `batch_bytes` of text; a longer document has a batch of its own."""
        self.skipped.clear()
        self._skipped_once.clear()
        waiting: list[Document] = []
        size = 0
        is_empty = True
        for document in self._read_documents():
            is_empty = False
            bytes_more = document.byte_count + _ROW_BYTES
            if waiting and size + bytes_more > self._batch_bytes:
                yield make_batch(waiting)
                waiting, size = [], 0
            waiting.append(document)
            size += bytes_more
        if waiting:
            yield make_batch(waiting)
        if is_empty and not self.skipped:
            remedy = "Check that the right files are named."
            where = str(next(source.path for source in self._sources if isinstance(source, Source)))
            raise CorpusError("missing_text", where, "no document in any file", "at least one document", remedy)

    def _read_documents(self) -> Iterator[Document]:
        places: dict[str, Place] = {}
        for source in self._sources:
            if isinstance(source, CorpusError):
                self._skip_or_raise(source)
                continue
            for record in read_source(source):
                try:
                    if isinstance(record, CorpusError):
                        raise record
                    document = make_document(record, source.stem, source.catalog_entry)
                    _check_unique(document.doc_id, record.place, places)
                except CorpusError as error:
                    self._skip_or_raise(error)
                else:
                    places[document.doc_id] = record.place
                    yield document

    def _skip_or_raise(self, error: CorpusError) -> None:
        if not self._keep_going and not isinstance(error, PassedOver):
            raise error
        row = SkippedRow(error.where, error.reason_code, error.found, error.expected, error.remedy)
        if row not in self._skipped_once:  # a file named twice says the same twice
            self._skipped_once.add(row)
            self.skipped.append(row)


def read_corpus(paths: Sequence[Path], *, keep_going: bool = False, batch_bytes: int = 4_000_000) -> Corpus:
    """The documents of files and folders, not read before they are iterated over.

    With `keep_going`, what cannot be read becomes a row of `Corpus.skipped`. Raises CorpusError at once, and always,
    for a path that does not exist and for a folder without documents; without `keep_going` also for a file of an
    unknown format and for an error in a catalog.

        for batch in read_corpus([Path("seeds/documents")]):
            print(batch.column("doc_id"))
    """
    sources = list_sources(paths)
    for source in sources:
        if isinstance(source, CorpusError) and not keep_going:
            raise source
    return Corpus(sources, keep_going=keep_going, batch_bytes=batch_bytes)


def _check_unique(doc_id: str, place: Place, places: dict[str, Place]) -> None:
    if doc_id in places:
        found = f"doc_id {doc_id!r}, which {places[doc_id]} has already"
        remedy = "Give one of the two another id (a field id, or a catalog.csv with file and id), or remove one."
        raise CorpusError("duplicate_id", str(place), found, "an id that no other document has", remedy)
