"""Parquet files: one document a row, read a few hundred rows at a time."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from claimledger.corpus.record import FIELD_NAMES, CorpusError, Place, Record

_ROWS_AT_A_TIME = 256


def read_parquet(path: Path) -> Iterator[Record | CorpusError]:
    """A record for each row; columns other than the known fields are not read."""
    number = 0
    try:
        with pq.ParquetFile(path) as file:
            names = _check_columns(file.schema_arrow, str(path))
            for batch in file.iter_batches(batch_size=_ROWS_AT_A_TIME, columns=names):
                columns = {name: _as_dates(batch.column(name)) for name in names}
                for position in range(batch.num_rows):
                    number += 1
                    yield _read_row(columns, position, Place(str(path), "row", number))
    except pa.ArrowException as error:
        found = f"a file that does not read as Parquet after row {number}: {error}"
        remedy = "Write the file again; it may be cut short, or of another format under this name."
        raise CorpusError("format", str(path), found, "a Parquet file", remedy) from None


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
