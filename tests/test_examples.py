"""The sentences of examples/<table>.yaml and all the rows each should give.

An entry has `text`, perhaps the day it was `published_on`, and either `rows`, all rows of the table in order of the
text, each told by the columns that matter, or `no_rows: true`. `xfail` gives the reason for a known miss; strict, so
that a repaired miss is noticed.
"""

from datetime import date
from pathlib import Path

import pytest
import yaml
from helpers import parts_of, rows_of

from claimledger.schemas import polars_schema

EXAMPLES = Path(__file__).parent / "examples"
TABLES = ("quantities", "actors", "weapons", "locations", "attributions", "times", "claims")
PARTS = ("source", "cue", "content")


def entries(table):
    return yaml.safe_load((EXAMPLES / f"{table}.yaml").read_text(encoding="utf-8"))


def cases():
    for table in TABLES:
        for entry in entries(table):
            reason = entry.get("xfail")
            marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
            yield pytest.param(table, entry, marks=marks, id=f"{table}: {entry['text'][:70]}")


PUBLISHED_ON = date(2031, 9, 10)
"""When the texts were published, where an entry does not say."""


def found(table, text, published_on=PUBLISHED_ON):
    """The rows a text gives; those of attributions with their parts and their parent's cue."""
    rows = rows_of(table, text, published_on=published_on)
    if table == "attributions":
        parts = parts_of(text)
        for row in rows:
            row.update({part: parts[row["attribution_id"]].get(part) for part in PARTS})
            row["parent"] = parts[row["parent_attribution_id"]]["cue"] if row["parent_attribution_id"] else None
    return rows


@pytest.mark.parametrize("table", TABLES)
def test_examples_are_well_formed(table):
    known = {*polars_schema(table)} | ({*PARTS, "parent"} if table == "attributions" else set())
    texts = [entry["text"] for entry in entries(table)]
    assert len(texts) == len(set(texts))
    for entry in entries(table):
        assert set(entry) <= {"text", "published_on", "rows", "no_rows", "xfail"}
        assert ("rows" in entry) != (entry.get("no_rows") is True)
        for row in entry.get("rows", []):
            assert set(row) <= known, f"{entry['text']}: {set(row) - known} are no columns of {table}"


@pytest.mark.parametrize(("table", "entry"), list(cases()))
def test_a_sentence_gives_its_rows(table, entry):
    expected = entry.get("rows", [])
    rows = found(table, entry["text"], entry.get("published_on", PUBLISHED_ON))
    columns = sorted({name for row in expected for name in row}) or ["surface"]
    assert len(rows) == len(expected), [{name: row[name] for name in columns} for row in rows]
    for row, wanted in zip(rows, expected, strict=True):
        assert {name: row[name] for name in wanted} == wanted
