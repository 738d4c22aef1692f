"""What readers hand on: a record for each document, or the error that stands in its place."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

from claimledger.errors import ClaimledgerError

ReasonCode = Literal[
    "unreadable",
    "encoding",
    "missing_text",
    "duplicate_id",
    "language",
    "format",
    "catalog",
    "metadata",
    "http_status",
    "not_a_page",
    "too_short",
]

# Fields a record may have, each with the other name it is read under. All others are ignored.
FIELDS = {
    "id": "doc_id",
    "text": None,
    "title": None,
    "outlet": None,
    "url": None,
    "published_on": None,
    "language": None,
    "rights": "rights_code",
}
FIELD_NAMES = frozenset(FIELDS) | {other for other in FIELDS.values() if other}


class CorpusError(ClaimledgerError):
    """A file, row or document that cannot enter the corpus, with a code for the reason."""

    def __init__(self, reason_code: ReasonCode, where: str, found: str, expected: str, remedy: str) -> None:
        """Keep the parts as attributes of the same names."""
        super().__init__(where, found, expected, remedy)
        self.args = (reason_code, *self.args)  # what pickle calls __init__ with
        self.reason_code = reason_code


class PassedOver(CorpusError):
    """A record that was never meant to be a document: listed with the reason, and no cause to stop."""


class Place(NamedTuple):
    """A place in the input to go to: a file, or a line or row (from 1, a header not counted) or byte (from 0) of it."""

    file: str
    unit: Literal["", "line", "row", "byte"] = ""
    number: int = 0

    def __str__(self) -> str:
        """As editors write it for lines: `news.jsonl:3`."""
        if not self.unit:
            return self.file
        return f"{self.file}:{self.number}" if self.unit == "line" else f"{self.file} {self.unit} {self.number}"


@dataclass(frozen=True, slots=True)
class Record:
    """A document's fields as its file states them, not yet checked.

    `values` may hold any of FIELD_NAMES; `guesses` holds what was inferred (from a page's markup) and yields to all
    else that is stated.
    """

    place: Place
    values: Mapping[str, object]
    guesses: Mapping[str, object] = field(default_factory=dict)


# A reader yields an error in place of one bad row and reads on; it raises CorpusError when the whole file is lost.
Reader = Callable[[Path], Iterator[Record | CorpusError]]


def show(value: object) -> str:
    """The value as an error message shows it: quoted, at most 80 characters."""
    words = repr(value)
    return words if len(words) <= 80 else f"{words[:77]}..."
