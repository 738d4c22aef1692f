"""The corpus: files to documents, in a fixed order, a batch at a time."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from claimledger.corpus.document import Document, make_batch, make_document
from claimledger.corpus.record import CorpusError, PassedOver, Place
from claimledger.corpus.sources import Source, list_sources, read_source

BATCH_BYTES = 4_000_000
_ROW_BYTES = 200  # counted for the other columns, so that a million headlines do not make one batch


class SkippedRow(NamedTuple):
    """A file, row or document that was left out, and why: the parts of its CorpusError."""

    where_found: str
    reason_code: str
    found: str
    expected: str
    remedy: str

    @classmethod
    def of(cls, error: CorpusError) -> "SkippedRow":
        """The row that stands for an error."""
        return cls(error.where, error.reason_code, error.found, error.expected, error.remedy)


class Corpus:
    """Documents as pyarrow.RecordBatch with the columns of the table documents; files are read while iterating.

    Each iteration reads the files again, in the order of the paths, then of relative paths, then of the file.
    `skipped` is filled while iterating, when the corpus keeps going over errors; otherwise they are raised. Records of
    web archives that hold no article are listed there in both cases. `places`, filled as well, tells where each
    document stands.

    Where a batch ends depends on the documents in it and not on those far before, so that most batches of a corpus
    come again when a document is added to it.
    """

    def __init__(
        self,
        sources: Sequence[Source | CorpusError],
        *,
        keep_going: bool,
        batch_bytes: int = BATCH_BYTES,
        is_part: bool = False,
        known: Mapping[str, Place] = MappingProxyType({}),
    ) -> None:
        """Sources as list_sources gives them; without any document CorpusError `missing_text` is raised.

        is_part: of a larger corpus, which may have no document here. known: ids that documents elsewhere have, with
        their places.
        """
        self._sources = sources
        self._keep_going = keep_going
        self._batch_bytes = batch_bytes
        self._is_part = is_part
        self._known = known
        self._skipped_once: set[SkippedRow] = set()
        self.skipped: list[SkippedRow] = []
        self.places: dict[str, Place] = {}

    def __iter__(self) -> Iterator[Any]:
        """Batches of at most about `batch_bytes` of text; a longer document has a batch of its own."""
        self.skipped.clear()
        self.places.clear()
        self._skipped_once.clear()
        waiting: list[Document] = []
        size = 0
        for document in self._read_documents():
            bytes_more = document.byte_count + _ROW_BYTES
            if waiting and size + bytes_more > self._batch_bytes:
                yield make_batch(waiting)
                waiting, size = [], 0
            waiting.append(document)
            size += bytes_more
            if 4 * size > 3 * self._batch_bytes and _may_end_batch(document, self._batch_bytes // 8):
                yield make_batch(waiting)
                waiting, size = [], 0
        if waiting:
            yield make_batch(waiting)
        if not (self.places or self.skipped or self._is_part):
            raise no_document([source.path for source in self._sources if isinstance(source, Source)])

    def _read_documents(self) -> Iterator[Document]:
        for source in self._sources:
            if isinstance(source, CorpusError):
                self._skip_or_raise(source)
                continue
            for record in read_source(source):
                try:
                    if isinstance(record, CorpusError):
                        raise record
                    document = make_document(record, source.stem, source.catalog_entry)
                    first = self._known.get(document.doc_id) or self.places.get(document.doc_id)
                    if first is not None:
                        raise repeated_id(document.doc_id, record.place, first)
                except CorpusError as error:
                    self._skip_or_raise(error)
                else:
                    self.places[document.doc_id] = record.place
                    yield document

    def _skip_or_raise(self, error: CorpusError) -> None:
        if not self._keep_going and not isinstance(error, PassedOver):
            raise error
        row = SkippedRow.of(error)
        if row not in self._skipped_once:  # a file named twice says the same twice
            self._skipped_once.add(row)
            self.skipped.append(row)


def read_corpus(paths: Sequence[Path], *, keep_going: bool = False, batch_bytes: int = BATCH_BYTES) -> Corpus:
    """The documents of files and folders, not read before they are iterated over.

    With `keep_going`, what cannot be read becomes a row of `Corpus.skipped`. Raises CorpusError at once, and always,
    for a path that does not exist and for a folder without documents; without `keep_going` also for a file of an
    unknown format and for an error in a catalog.

        for batch in read_corpus([Path("seeds/documents")]):
            print(batch.column("doc_id"))
    """
    return Corpus(checked_sources(paths, keep_going), keep_going=keep_going, batch_bytes=batch_bytes)


def checked_sources(paths: Sequence[Path], keep_going: bool) -> list[Source | CorpusError]:
    """The files of a corpus; the first error among them is raised, unless errors are to become rows of `skipped`."""
    sources = list_sources(paths)
    for source in sources:
        if isinstance(source, CorpusError) and not keep_going:
            raise source
    return sources


def repeated_id(doc_id: str, place: Place, first: Place) -> CorpusError:
    """The error for a document with the id that another one, read before it, has."""
    found = f"doc_id {doc_id!r}, which {first} has already"
    remedy = "Give one of the two another id (a field id, or a catalog.csv with file and id), or remove one."
    return CorpusError("duplicate_id", str(place), found, "an id that no other document has", remedy)


def no_document(paths: Sequence[Path]) -> CorpusError:
    """The error for files that hold no document at all."""
    remedy = "Check that the right files are named."
    return CorpusError("missing_text", str(paths[0]), "no document in any file", "at least one document", remedy)


def _may_end_batch(document: Document, byte_count: int) -> bool:
    """Whether a batch may end with this document: it says so itself, once in about so many bytes."""
    return int(document.text_sha256[:12], 16) * byte_count < (document.byte_count + _ROW_BYTES) << 48
