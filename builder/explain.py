"""Why a row is there: its columns, its words in their sentence, the rule, the vocabulary, and what it links to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from claimledger.errors import ClaimledgerError
from claimledger.packages import Package, connect, open_package, row_of, rows_of
from claimledger.schemas import TABLE_NAMES, table
from claimledger.senses import Reading, readings_of
from claimledger.show import near_documents

Row = dict[str, Any]

EXPLAINED = tuple(
    name for name in TABLE_NAMES if {"rule_id", "span_start"} <= set(table(name).columns) and name != "rules"
)
"""Tables whose rows a rule has made from words; each has a key of one column."""

_ROW_ID = re.compile(r"(?P<doc_id>.+):(?P<letter>[a-z]):(?P<start>\d+)-(?P<end>\d+)(\.\d+)?", re.DOTALL)


class Sentence(NamedTuple):
    """The sentence or sentences around a span, and where in these words the span is."""

    text: str
    start: int
    end: int


class Link(NamedTuple):
    """A row of another table that the explained row refers to: the column that does, and that row."""

    column: str
    table: str
    row: Row


@dataclass(frozen=True)
class Explanation:
    """Everything that made a row.

    parts: source, cue and content of an attribution. sentence: null where the package withholds the words. said_by:
    the attributions around the row, innermost first, with their parts.
    """

    table: str
    row: Row
    parts: tuple[Row, ...]
    sentence: Sentence | None
    rule: Row
    readings: tuple[Reading, ...]
    links: tuple[Link, ...]
    said_by: tuple[tuple[Row, tuple[Row, ...]], ...]


def explain(row_id: str, package: Path | None = None) -> Explanation:
    """What is behind the row with this id: of quantities, actors, weapons, locations or attributions.

    package: see packages.find_package. Raises ClaimledgerError for an unknown id, with the ids nearest to it.
    """
    opened = open_package(package)
    with connect(opened) as connection:
        for name in EXPLAINED:
            row = row_of(connection, name, row_id)
            if row is not None:
                return _explain_row(connection, name, row)
        raise _unknown(connection, opened, row_id)


def _explain_row(connection: duckdb.DuckDBPyConnection, name: str, row: Row) -> Explanation:
    parts = _parts(connection, row["attribution_id"]) if name == "attributions" else ()
    named = [part["surface"] for part in parts if part["role_code"] != "content"]
    words = named if name == "attributions" else [row["surface"], row.get("noun")]
    return Explanation(
        table=name,
        row=row,
        parts=parts,
        sentence=_sentence(connection, row),
        rule=row_of(connection, "rules", row["rule_id"]) or {"rule_id": row["rule_id"]},
        readings=tuple(readings_of(filter(None, words))),
        links=tuple(_links(connection, name, row)),
        said_by=tuple(_said_by(connection, name, row)),
    )


def _parts(connection: duckdb.DuckDBPyConnection, attribution_id: str) -> tuple[Row, ...]:
    """Source, cue and content in text order."""
    parts = "FROM attribution_spans WHERE attribution_id = ? ORDER BY span_start, span_end"
    return tuple(rows_of(connection, parts, [attribution_id]))


def _sentence(connection: duckdb.DuckDBPyConnection, row: Row) -> Sentence | None:
    """The sentences that the span touches, as one stretch of the text."""
    hull = rows_of(
        connection,
        "SELECT min(span_start) AS first, max(span_end) AS last FROM sentences "
        "WHERE doc_id = ? AND span_start < ? AND span_end > ?",
        [row["doc_id"], row["span_end"], row["span_start"]],
    )[0]
    text = row_of(connection, "documents", row["doc_id"])
    if text is None or text["text"] is None or hull["first"] is None:
        return None
    words = text["text"][hull["first"] : hull["last"]]
    return Sentence(words, row["span_start"] - hull["first"], row["span_end"] - hull["first"])


def _links(connection: duckdb.DuckDBPyConnection, name: str, row: Row) -> Iterator[Link]:
    """The rows that the row's keys refer to; attributions are told apart, as a chain."""
    for key in table(name).foreign_keys:
        if len(key.fields) > 1 or key.table in ("documents", "rules", "attributions"):
            continue
        (column,) = key.fields
        linked = row_of(connection, key.table, row[column]) if row[column] is not None else None
        if linked is not None:
            yield Link(column, key.table, linked)


def _said_by(connection: duckdb.DuckDBPyConnection, name: str, row: Row) -> Iterator[tuple[Row, tuple[Row, ...]]]:
    """The attributions around a row up to the outermost."""
    attribution_id = row.get("parent_attribution_id" if name == "attributions" else "attribution_id")
    seen = {row["attribution_id"]} if name == "attributions" else set()
    while attribution_id is not None and attribution_id not in seen:
        seen.add(attribution_id)
        attribution = row_of(connection, "attributions", attribution_id)
        if attribution is None:
            return
        yield attribution, _parts(connection, attribution_id)
        attribution_id = attribution["parent_attribution_id"]


def _unknown(connection: duckdb.DuckDBPyConnection, opened: Package, row_id: str) -> ClaimledgerError:
    expected = "an id such as news-7:q:120-131: document, letter of the table, start and end of the span"
    listing = '`claimledger query "SELECT quantity_id, surface FROM quantities"` lists ids.'
    found = f"no row {row_id!r}"
    named = _ROW_ID.fullmatch(row_id)
    doc_id = named["doc_id"] if named else row_id.partition(":")[0]
    if row_of(connection, "documents", row_id) is not None:
        found, listing = f"{found}, but a document of that id", f"`claimledger show {row_id}` marks its rows; {listing}"
    elif row_of(connection, "documents", doc_id) is None:
        found = f"{found}, and no document {doc_id!r}"
        doc_id = next(iter(near_documents(connection, doc_id)), "")
    near = _near_rows(connection, doc_id, named)
    remedy = f"Did you mean {', '.join(near)}? {listing}" if near else listing
    return ClaimledgerError(opened.name, found, expected, remedy)


def _near_rows(connection: duckdb.DuckDBPyConnection, doc_id: str, named: re.Match[str] | None) -> list[str]:
    """At most three rows of the document: those of the same table first, then those whose spans are nearest."""
    start, end, letter = (int(named["start"]), int(named["end"]), named["letter"]) if named else (0, 0, "q")
    found = []
    for name in EXPLAINED:
        (key,) = table(name).primary_key
        ids = f'SELECT "{key}" AS id, span_start, span_end FROM "{name}" WHERE doc_id = ?'
        for row in rows_of(connection, ids, [doc_id]):
            is_other = not row["id"].startswith(f"{doc_id}:{letter}:")
            found.append((is_other, abs(row["span_start"] - start) + abs(row["span_end"] - end), row["id"]))
    return [row_id for _, _, row_id in sorted(found)[:3]]
