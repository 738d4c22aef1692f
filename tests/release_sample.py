"""A small invented data set, and what the tests of releases ask of its files."""

import hashlib
from datetime import date
from pathlib import Path

import polars as pl

from claimledger.schemas import TABLE_NAMES, codes_rows, descriptor_schema, polars_schema

ABOUT = {
    "dataset": "sample",
    "version": "1.2.3",
    "created": "2024-05-01T00:00:00Z",
    "title": "Sample claims",
    "sources": [{"title": "Two invented reports", "path": "https://example.org/reports"}],
    "contributors": [{"title": "The Claimledger developers", "roles": ["author"]}],
    "keywords": ["armed conflict"],
}

OPEN = 'Officials said "Rovia lost 40 tanks", the Daily\nreported. Aid, worth 1e-7, reached Namibia.'
CLOSED = "Rovia says it captured dozens of villages near Port Azure."

# Only what the tests are about: every other column is null, or the first value its schema allows.
ROWS = {
    "codes": codes_rows(),
    "rules": [{"rule_id": "x"}],
    "documents": [
        {"doc_id": "open", "rights_code": "open", "outlet": "Daily", "published_on": date(2024, 4, 30), "text": OPEN,
         "text_sha256": hashlib.sha256(OPEN.encode()).hexdigest(), "char_count": len(OPEN)},
        {"doc_id": "closed", "rights_code": "restricted", "text": CLOSED,
         "text_sha256": hashlib.sha256(CLOSED.encode()).hexdigest(), "char_count": len(CLOSED)},
    ],
    "sentences": [
        {"doc_id": "open", "sentence_no": 0, "span_end": 56, "surface": OPEN[:56]},
        {"doc_id": "open", "sentence_no": 1, "span_start": 57, "span_end": len(OPEN), "surface": OPEN[57:]},
        {"doc_id": "closed", "sentence_no": 0, "span_end": len(CLOSED), "surface": CLOSED},
    ],
    "actor_registry": [
        {"actor_id": "state:RV", "name": "Rovia", "country_code": "RV", "parent_actor_id": "state:UN"},
        {"actor_id": "state:UN", "name": "Union"},
        {"actor_id": "media:daily", "name": 'The "Daily", Ltd.', "country_code": "NA"},
    ],
    "weapon_registry": [{"weapon_id": "weapon:class:tank", "name": "tank"}],
    "place_registry": [
        {"place_id": "geonames:1", "name": "Port Azure", "latitude": 1e-7, "longitude": -0.1, "source": "geonames"}
    ],
    # The enclosing attribution sorts after the enclosed one.
    "attributions": [
        {"attribution_id": "open:a:0-36", "doc_id": "open", "surface": OPEN[:36], "source_type_code": "media",
         "span_end": 36, "parent_attribution_id": "open:a:0-55"},
        {"attribution_id": "open:a:0-55", "doc_id": "open", "surface": OPEN[:55], "source_actor_id": "media:daily",
         "span_end": 55},
        {"attribution_id": "closed:a:0-57", "doc_id": "closed", "surface": CLOSED[:57], "source_actor_id": "state:RV",
         "span_end": 57},
    ],
    "attribution_spans": [
        {"attribution_id": "open:a:0-36", "doc_id": "open", "role_code": "content", "surface": OPEN[15:36]},
        {"attribution_id": "closed:a:0-57", "doc_id": "closed", "role_code": "source", "surface": CLOSED[:5]},
        {"attribution_id": "closed:a:0-57", "doc_id": "closed", "role_code": "content", "surface": CLOSED[11:57]},
    ],
    "actors": [{"actor_mention_id": "closed:p:0-5", "doc_id": "closed", "actor_id": "state:RV", "surface": "Rovia"}],
    "locations": [
        {"location_mention_id": "closed:l:47-57", "doc_id": "closed", "place_id": "geonames:1", "confidence": 0.9}
    ],
    "quantities": [
        {"quantity_id": "open:q:27-29", "doc_id": "open", "surface": "40", "noun": "tanks",
         "noun_start": 30, "noun_end": 35, "bound_code": "exact", "value": 40.0, "value_min": 40.0, "value_max": 40.0,
         "actor_id": "state:RV", "attribution_id": "open:a:0-55"},
        {"quantity_id": "closed:q:23-29", "doc_id": "closed", "surface": "dozens",
         "bound_code": "indefinite", "value_min": 12.0, "span_end": 29,
         "noun": "villages", "noun_start": 33, "noun_end": 41,
         "attribution_id": "closed:a:0-57", "place_id": "geonames:1"},
    ],
    "weapons": [
        {"weapon_mention_id": "open:w:30-35", "doc_id": "open", "weapon_id": "weapon:class:tank", "class_code": "tank",
         "surface": "tanks", "quantity_id": "open:q:27-29"}
    ],
}  # fmt: skip


def sample_tables() -> dict[str, pl.DataFrame]:
    return {name: frame_of(name, ROWS.get(name, [])) for name in TABLE_NAMES}


def frame_of(name: str, rows: list[dict[str, object]]) -> pl.DataFrame:
    filled = [{field["name"]: row.get(field["name"], default(field)) for field in fields_of(name)} for row in rows]
    return pl.DataFrame(filled, schema=polars_schema(name))


def fields_of(name: str) -> list[dict[str, object]]:
    return descriptor_schema(name)["fields"]


def default(field: dict[str, object]) -> object:
    constraints = field.get("constraints", {})
    if not constraints.get("required"):
        return None
    if "enum" in constraints:
        return "extracted" if "extracted" in constraints["enum"] else constraints["enum"][0]
    if field["name"].endswith("_sha256"):
        return hashlib.sha256(b"words").hexdigest()
    return {"string": "x", "integer": int(field["name"] == "span_end"), "number": 0.5, "boolean": False}[field["type"]]


def files_of(folder: Path) -> dict[str, str]:
    """Every file but the .duckdb, with the hash of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".duckdb" not in path.name
    }
