"""Plain text files: the file is the document."""

from collections.abc import Iterator
from pathlib import Path

from claimledger.corpus.decode import decode_text
from claimledger.corpus.record import Place, Record


def read_plain(path: Path) -> Iterator[Record]:
    """One record: the text of the file."""
    yield Record(Place(str(path)), {"text": decode_text(path.read_bytes(), str(path))})
