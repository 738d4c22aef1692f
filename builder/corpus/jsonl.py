"""JSON Lines: one document a line, read line by line, so that the size of the file does not matter."""

import json
from collections.abc import Iterator
from pathlib import Path

from claimledger.corpus.parts import Part
from claimledger.corpus.record import FIELD_NAMES, CorpusError, Place, Record, show

_EXPECTED = "one JSON object a line, in UTF-8, with the field text"


def read_jsonl(path: Path, part: Part | None = None) -> Iterator[Record | CorpusError]:
    """A record for each line, of the file or of a part of it, that is not blank."""
    # polars and pyarrow read no faster once texts are Python strings, and neither names the line of an error.
    offset, end, lines_before = part or (0, None, 0)
    with path.open("rb") as lines:
        lines.seek(offset)
        for number, raw in enumerate(lines, start=lines_before + 1):
            if offset == end:
                break
            offset += len(raw)
            if raw.isspace():
                continue
            place = Place(str(path), "line", number)
            try:
                yield Record(place, _parse_line(raw, str(place)))
            except CorpusError as error:
                yield error


def _parse_line(raw: bytes, where: str) -> dict[str, object]:
    try:
        fields = json.loads(raw.decode("utf-8-sig"))  # a byte order mark may open the file, or files joined to one
    except UnicodeDecodeError as error:
        found = f"a byte that is not UTF-8, at offset {error.start} of the line"
        raise CorpusError("encoding", where, found, _EXPECTED, "Save the file as UTF-8.") from None
    except (ValueError, RecursionError) as error:
        remedy = "Write each document on a line of its own; a line break inside a text is written \\n."
        raise CorpusError("format", where, f"a line that is not JSON: {error}", _EXPECTED, remedy) from None
    if not isinstance(fields, dict):
        remedy = 'Write each line as {"id": ..., "text": ...}.'
        raise CorpusError("format", where, f"JSON that is no object: {show(fields)}", _EXPECTED, remedy)
    return {name: value for name, value in fields.items() if name in FIELD_NAMES}
