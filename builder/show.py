"""A document with its rows marked in the text: coloured on a terminal, `[words](table)` elsewhere."""

import difflib
import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
from rich.text import Text

from claimledger.errors import ClaimledgerError
from claimledger.packages import connect, open_package, row_of, rows_of
from claimledger.terminal import visible

STYLES = {
    "source": "underline",
    "cue": "bold italic magenta",
    "quantities": "bold yellow",
    "actors": "cyan",
    "weapons": "red",
    "locations": "green",
    "times": "blue",
}
"""What is marked -> its style. Where two marks have the same words, the one named first here is the outer one."""


class Mark(NamedTuple):
    """A stretch of the text, and the table or part of an attribution it belongs to."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Marked:
    """A document with the marks in it. `skip_reason`: why it has none, null for documents that were extracted."""

    doc_id: str
    text: str
    marks: tuple[Mark, ...]
    skip_reason: str | None


def show(doc_id: str, package: Path | None = None) -> Marked:
    """The document's text with the spans of its quantities, actors, weapons, locations, times, and of cues and sources.

    package: see packages.find_package. Raises ClaimledgerError for an unknown document, with the ids most like it, and
    for one whose words the package withholds.
    """
    opened = open_package(package)
    with connect(opened) as connection:
        document = row_of(connection, "documents", doc_id)
        if document is None:
            expected = "the doc_id of a document of the package"
            raise ClaimledgerError(opened.name, f"no document {doc_id!r}", expected, did_you_mean(connection, doc_id))
        if document["text"] is None:
            remedy = "Build the package from the documents themselves, without --redact."
            found = f"document {doc_id!r} without its words, which its rights withhold"
            raise ClaimledgerError(opened.name, found, "a document with its text", remedy)
        return Marked(doc_id, document["text"], tuple(_marks(connection, doc_id)), document["skip_reason"])


def did_you_mean(connection: duckdb.DuckDBPyConnection, doc_id: str) -> str:
    """What to do about an unknown document id: the ids most like it, else how to list them."""
    near = near_documents(connection, doc_id)
    listing = '`claimledger query "SELECT doc_id FROM documents"` lists all.'
    return f"Did you mean {', '.join(near)}? {listing}" if near else listing


def near_documents(connection: duckdb.DuckDBPyConnection, doc_id: str) -> list[str]:
    """At most three ids of documents: those that go on where this one ends, then those most like it."""
    known = [row["doc_id"] for row in rows_of(connection, "SELECT doc_id FROM documents ORDER BY doc_id")]
    longer = [each for each in known if doc_id and each.startswith(doc_id)]
    return list(dict.fromkeys([*longer, *difflib.get_close_matches(doc_id, known, n=3, cutoff=0.5)]))[:3]


def _marks(connection: duckdb.DuckDBPyConnection, doc_id: str) -> Iterator[Mark]:
    for name in ("quantities", "actors", "weapons", "locations", "times"):
        for row in rows_of(connection, f"SELECT span_start, span_end FROM {name} WHERE doc_id = ?", [doc_id]):
            yield Mark(row["span_start"], row["span_end"], name)
    parts = "SELECT span_start, span_end, role_code FROM attribution_spans WHERE doc_id = ? AND role_code <> 'content'"
    for row in rows_of(connection, parts, [doc_id]):
        yield Mark(row["span_start"], row["span_end"], row["role_code"])


def as_plain(marked: Marked) -> str:
    """The text with each mark as `[words](kind)`, marks inside marks; one that crosses another's end is cut in two.

    >>> as_plain(Marked("a", "Kyiv lost 40 tanks", (Mark(0, 4, "actors"), Mark(10, 12, "quantities")), None))
    '[Kyiv](actors) lost [40](quantities) tanks'
    """
    pieces: list[str] = []
    open_marks: list[Mark] = []
    at = 0

    def copy_to(position: int) -> None:
        nonlocal at
        pieces.append(marked.text[at:position])
        at = position

    def close_until(position: int) -> None:
        while open_marks and open_marks[-1].end <= position:
            mark = open_marks.pop()
            copy_to(mark.end)
            pieces.append(f"]({mark.kind})")

    for mark in _nested(marked.marks):
        close_until(mark.start)
        copy_to(mark.start)
        pieces.append("[")
        open_marks.append(mark)
    close_until(len(marked.text))
    copy_to(len(marked.text))
    return "".join(pieces)


def _nested(marks: Iterable[Mark]) -> Iterator[Mark]:
    """The marks, outer before inner, cut where they would cross."""
    rank = {kind: number for number, kind in enumerate(STYLES)}
    waiting: list[tuple[int, int, int, Mark]] = []

    def put(mark: Mark) -> None:
        heapq.heappush(waiting, (mark.start, -mark.end, rank[mark.kind], mark))

    for mark in set(marks):
        put(mark)
    open_ends: list[int] = []
    while waiting:
        mark = heapq.heappop(waiting)[-1]
        while open_ends and open_ends[-1] <= mark.start:
            open_ends.pop()
        if open_ends and mark.end > open_ends[-1]:
            put(mark._replace(start=open_ends[-1]))
            mark = mark._replace(end=open_ends[-1])
        open_ends.append(mark.end)
        yield mark


def as_coloured(marked: Marked) -> Any:
    """The text as rich Text in the colours of STYLES, a legend above it."""
    text = Text(visible(marked.text))
    for mark in sorted(marked.marks, key=lambda mark: list(STYLES).index(mark.kind)):
        text.stylize(STYLES[mark.kind], mark.start, mark.end)
    legend = Text("  ").join(Text(kind, style) for kind, style in STYLES.items())
    return Text("\n\n").join([legend, text])
