"""CSV files: one document a row, commas between fields, a header row; read in pieces, every value as written."""

import codecs
import io
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from claimledger.corpus.address import is_local
from claimledger.corpus.decode import decode_text
from claimledger.corpus.record import FIELD_NAMES, CorpusError, Place, Record

_ROWS_AT_A_TIME = 256
_BLOCK_BYTES = 1 << 20
_REMEDY = "Put a header row first, commas between fields, and quotes around fields with commas or line breaks."


def read_csv(path: Path) -> Iterator[Record]:
    """A record for each row; columns other than the known fields are ignored."""
    names, rows = scan_rows(path)
    if "text" not in names:
        found = f"the columns {', '.join(names) or '(none)'}"
        raise CorpusError("format", str(path), found, "a column text", _REMEDY)
    for place, row in rows:
        yield Record(place, {name: value for name, value in row.items() if name in FIELD_NAMES})


def scan_rows(path: Path) -> tuple[list[str], Iterator[tuple[Place, dict[str, str | None]]]]:
    """The column names, and the rows as they are read: place and values, null for an empty field.

    Raises CorpusError `format` for a file that is not CSV, also while the rows are read.
    """
    # A file that is not UTF-8 is decoded whole; polars reads only UTF-8, and replaces what is not without a word.
    # Of addresses it knows others than fsspec.
    source = (
        path if is_local(path) and _is_utf8(path) else io.BytesIO(decode_text(path.read_bytes(), str(path)).encode())
    )
    try:
        frame = pl.scan_csv(source, infer_schema=False, glob=False, raise_if_empty=False)
        names = frame.collect_schema().names()
    except pl.exceptions.PolarsError as error:
        raise _not_csv(path, 0, error) from None
    return names, _iterate_rows(frame, path) if names else iter(())


def _is_utf8(path: Path) -> bool:
    """Whether the whole file is UTF-8 without NUL bytes, looked at a block at a time."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while block := file.read(_BLOCK_BYTES):
                if b"\0" in block:
                    return False
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _iterate_rows(frame: pl.LazyFrame, path: Path) -> Iterator[tuple[Place, dict[str, str | None]]]:
    number = 0
    try:
        for piece in frame.collect_batches(chunk_size=_ROWS_AT_A_TIME):
            for row in piece.iter_rows(named=True):
                number += 1
                yield Place(str(path), "row", number), row
    except pl.exceptions.PolarsError as error:
        raise _not_csv(path, number, error) from None


def _not_csv(path: Path, number: int, error: Exception) -> CorpusError:
    found = f"content after row {number} that does not read as CSV: {str(error).splitlines()[0]}"
    return CorpusError("format", str(path), found, "CSV in which every row has the fields of the header", _REMEDY)
