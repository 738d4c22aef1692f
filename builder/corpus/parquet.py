"""Parquet files: one document a row, read a few hundred rows at a time."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from claimledger.corpus.address import is_local
from claimledger.corpus.parts import Part
from claimledger.corpus.record import FIELD_NAMES, CorpusError, Place, Record

_ROWS_AT_A_TIME = 256


def read_parquet(path: Path, part: Part | None = None) -> Iterator[Record | CorpusError]:
    """A record for each row, of the file or of some row groups; columns other than the known fields are not read.

    An error stands in the place of the rows of a group that cannot be read.
    """
    try:
        with _opened(path) as file:
            names = _check_columns(file.schema_arrow, str(path))
            for group in cut_row_groups(
                path, 1
            ):  # one by one: what is lost with a bad group does not depend on the part
                if part is None or part.begin <= group.begin < part.end:
                    yield from _read_group(file, group, names, path)
    except pa.ArrowException as error:
        raise _not_parquet(path, 0, error) from None


def cut_row_groups(path: Path, byte_count: int) -> Iterator[Part]:
    """Parts of whole row groups; a larger group has a part of its own. Nothing for a file that is no Parquet."""
    try:
        with _opened(path) as file:
            groups = [file.metadata.row_group(number) for number in range(file.metadata.num_row_groups)]
    except pa.ArrowException:
        return
    begin = number = rows = size = 0
    for end, group in enumerate(groups):
        if end > begin and size + group.total_byte_size > byte_count:
            yield Part(begin, end, number)
            begin, number, size = end, rows, 0
        size += group.total_byte_size
        rows += group.num_rows
    if groups:
        yield Part(begin, len(groups), number)


def _opened(path: Path) -> Any:
    return pq.ParquetFile(path if is_local(path) else path.open("rb"))


def _read_group(file: Any, group: Part, names: list[str], path: Path) -> Iterator[Record | CorpusError]:
    number = group.number
    try:
        for batch in file.iter_batches(batch_size=_ROWS_AT_A_TIME, row_groups=[group.begin], columns=names):
            columns = {name: _as_dates(batch.column(name)) for name in names}
            for position in range(batch.num_rows):
                number += 1
                yield _read_row(columns, position, Place(str(path), "row", number))
    except pa.ArrowException as error:
        yield _not_parquet(path, number, error)


def _not_parquet(path: Path, number: int, error: Exception) -> CorpusError:
    found = f"a file that does not read as Parquet after row {number}: {error}"
    remedy = "Write the file again; it may be cut short, or of another format under this name."
    return CorpusError("format", str(path), found, "a Parquet file", remedy)


def _check_columns(schema: Any, where: str) -> list[str]:
    """The known fields among the columns; CorpusError `format` when there is no column text of strings."""
    names = [name for name in schema.names if name in FIELD_NAMES]
    remedy = "Write the texts as a string column called text."
    if "text" not in names:
        found = f"the columns {', '.join(schema.names) or '(none)'}"
        raise CorpusError("format", where, found, "a column text", remedy)
    kind = schema.field("text").type
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)):
        raise CorpusError("format", where, f"a column text of the type {kind}", "a column text of strings", remedy)
    return names


def _as_dates(column: Any) -> Any:
    """The column, times cut to dates: Python has no nanoseconds."""
    return column.cast(pa.date32()) if pa.types.is_timestamp(column.type) else column


def _read_row(columns: dict[str, Any], position: int, place: Place) -> Record | CorpusError:
    try:
        return Record(place, {name: column[position].as_py() for name, column in columns.items()})
    except UnicodeDecodeError as error:
        found = f"a byte that is not UTF-8, at offset {error.start}"
        return CorpusError("encoding", str(place), found, "strings in UTF-8", "Write the file again from decoded text.")
