"""From records to columns: one function a table fills the columns its schema declares.

Offsets become relative to the document, ids are made of document, table letter and offsets. A column that a schema
declares and its function does not fill is an error here, at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from claimledger.extract.mentions import Actor, Attribution, Location, Quantity, Weapon
from claimledger.gazetteer import Place, load_gazetteer
from claimledger.gazetteer.index import GEONAMES_LICENCE
from claimledger.schemas import arrow_schema
from claimledger.text.scan import Scan
from claimledger.text.tokens import Ints

Columns = dict[str, Any]


@dataclass(frozen=True)
class Findings:
    """Everything found in one scan."""

    scan: Scan
    quantities: list[Quantity]
    actors: list[Actor]
    weapons: list[Weapon]
    locations: list[Location]
    attributions: list[Attribution]
    places: dict[str, Place]


def fact_tables(found: Findings) -> dict[str, pa.Table]:
    """The tables of one scan with one row an occurrence."""
    where = _Where(found.scan)
    quantities = where.rows("q", [(row.start, row.end) for row in found.quantities])
    attributions = where.rows("s", [row.hull for row in found.attributions])
    actors, weapons, locations = (
        where.rows(letter, [(row.start, row.end) for row in rows])
        for letter, rows in (("a", found.actors), ("w", found.weapons), ("l", found.locations))
    )
    return {
        "sentences": table("sentences", _sentences(where)),
        "quantities": table("quantities", _quantities(found, quantities, attributions)),
        "actors": table("actors", _actors(found, actors)),
        "weapons": table("weapons", _weapons(found, weapons, quantities)),
        "locations": table("locations", _locations(found, locations)),
        "attributions": table("attributions", _attributions(found, attributions)),
        "attribution_spans": table("attribution_spans", _attribution_spans(found, where, attributions)),
    }


def table(name: str, columns: Columns) -> pa.Table:
    """An Arrow table in the column order of its schema."""
    schema = arrow_schema(name)
    missing = [field.name for field in schema if field.name not in columns]
    if missing:
        raise KeyError(f"table {name}: schemas/{name}.json declares {missing}, which no function fills")
    arrays = [
        column if isinstance(column := columns[field.name], pa.Array) else pa.array(column, field.type)
        for field in schema
    ]
    return pa.table(arrays, schema=schema)


class _Where:
    """Positions of a scan as the published rows tell them."""

    def __init__(self, scan: Scan) -> None:
        """Find each document's first sentence."""
        self.scan = scan
        self.text = scan.batch.text
        self.doc_ids = pa.array(scan.batch.doc_ids, pa.string())
        self.sentence_first, self.sentence_last = scan.sentence_spans
        self.document_first = np.searchsorted(self.sentence_first, scan.batch.starts)

    def rows(self, letter: str, spans: Sequence[tuple[int, int]]) -> _Rows:
        """The places of rows with these spans, and their ids; without a letter none are made."""
        bounds = np.fromiter(chain.from_iterable(spans), np.int64, 2 * len(spans)).reshape(-1, 2)
        starts, ends = bounds[:, 0], bounds[:, 1]
        documents = self.scan.batch.document_of(starts)
        origin = self.scan.batch.starts[documents]
        sentences = np.searchsorted(self.sentence_first, starts, side="right") - 1 - self.document_first[documents]
        doc_ids = self.doc_ids.take(pa.array(documents))
        first, last = (pa.array(offsets - origin).cast(pa.string()) for offsets in (starts, ends))
        joined = (doc_ids, f":{letter}:", first, "-", last)
        ids = _numbered(pc.binary_join_element_wise(*joined, "")) if letter else doc_ids
        surfaces = [self.text[start:end] for start, end in spans]
        return _Rows(ids, doc_ids, sentences, starts - origin, ends - origin, surfaces, origin)


@dataclass(frozen=True)
class _Rows:
    """The columns every fact table shares, and where each row's document begins in the batch."""

    ids: pa.Array
    doc_ids: pa.Array
    sentences: Ints
    starts: Ints
    ends: Ints
    surfaces: list[str]
    origin: Ints

    def columns(self, id_name: str, rules: Iterable[str]) -> Columns:
        """The shared columns under their names."""
        return {
            id_name: self.ids,
            "doc_id": self.doc_ids,
            "sentence_no": self.sentences,
            "span_start": self.starts,
            "span_end": self.ends,
            "surface": self.surfaces,
            "rule_id": list(rules),
        }


def _numbered(ids: pa.Array) -> pa.Array:
    """A second row on the same span gets .2, a third .3."""
    if pc.count_distinct(ids).as_py() == len(ids):
        return ids
    seen: dict[str, int] = {}
    numbered = []
    for row_id in ids.to_pylist():
        count = seen[row_id] = seen.get(row_id, 0) + 1
        numbered.append(row_id if count == 1 else f"{row_id}.{count}")
    return pa.array(numbered, pa.string())


def _taken(ids: pa.Array, indices: Sequence[int | None]) -> pa.Array:
    """The ids of other rows by their number, null where there is none."""
    return ids.take(pa.array(indices, pa.int64()))


def _sentences(where: _Where) -> Columns:
    first, last = where.sentence_first, where.sentence_last
    documents = where.scan.batch.document_of(first)
    origin = where.scan.batch.starts[documents]
    return {
        "doc_id": where.doc_ids.take(pa.array(documents)),
        "sentence_no": np.arange(len(first)) - where.document_first[documents],
        "span_start": first - origin,
        "span_end": last - origin,
        "surface": [where.text[start:end] for start, end in zip(first.tolist(), last.tolist(), strict=True)],
    }


def _quantities(found: Findings, where: _Rows, attributions: _Rows) -> Columns:
    rows, text = found.quantities, found.scan.batch.text
    origins = where.origin.tolist()
    return where.columns("quantity_id", (row.rule for row in rows)) | {
        "value": [row.value for row in rows],
        "value_min": [row.value_min for row in rows],
        "value_max": [row.value_max for row in rows],
        "bound_code": [row.bound for row in rows],
        "kind_code": [row.kind for row in rows],
        "unit_code": [row.unit for row in rows],
        "dimension_code": [row.dimension for row in rows],
        "value_si": [row.value_si for row in rows],
        "unit_si": [row.unit_si for row in rows],
        "noun": [text[row.noun[0] : row.noun[1]] if row.noun else None for row in rows],
        "noun_start": [row.noun[0] - origin if row.noun else None for row, origin in zip(rows, origins, strict=True)],
        "noun_end": [row.noun[1] - origin if row.noun else None for row, origin in zip(rows, origins, strict=True)],
        "item_code": [row.item for row in rows],
        "event_code": [row.event for row in rows],
        "actor_id": [row.actor_id for row in rows],
        "attribution_id": _taken(attributions.ids, [row.attribution for row in rows]),
        "place_id": [row.place_id for row in rows],
    }


def _actors(found: Findings, where: _Rows) -> Columns:
    rows = found.actors
    return where.columns("actor_mention_id", (row.rule for row in rows)) | {
        "actor_id": [row.actor_id for row in rows],
        "actor_type_code": [row.actor_type for row in rows],
        "country_code": [row.country for row in rows],
        "mention_code": [row.mention for row in rows],
        "title": [row.title for row in rows],
        "place_id": [row.place_id for row in rows],
    }


def _weapons(found: Findings, where: _Rows, quantities: _Rows) -> Columns:
    rows = found.weapons
    return where.columns("weapon_mention_id", (row.rule for row in rows)) | {
        "weapon_id": [row.weapon_id for row in rows],
        "class_code": [row.class_code for row in rows],
        "subclass_code": [row.subclass_code for row in rows],
        "is_named": [row.is_named for row in rows],
        "operator_actor_id": [row.operator_id for row in rows],
        "quantity_id": _taken(quantities.ids, [row.quantity for row in rows]),
    }


def _locations(found: Findings, where: _Rows) -> Columns:
    rows = found.locations
    return where.columns("location_mention_id", (row.rule for row in rows)) | {
        "place_id": [row.place_id for row in rows],
        "confidence": [row.confidence if row.place_id else None for row in rows],
        "candidate_count": [row.candidates for row in rows],
    }


def _attributions(found: Findings, where: _Rows) -> Columns:
    rows = found.attributions
    return where.columns("attribution_id", (row.rule for row in rows)) | {
        "source_actor_id": [row.source_actor_id for row in rows],
        "source_type_code": [row.source_type for row in rows],
        "cue_lemma": [row.cue_lemma for row in rows],
        "cue_code": [row.cue_code for row in rows],
        "is_negated": [row.is_negated for row in rows],
        "quote_code": [row.quote for row in rows],
        "parent_attribution_id": _taken(where.ids, [row.parent for row in rows]),
    }


def _attribution_spans(found: Findings, where: _Where, attributions: _Rows) -> Columns:
    rows = found.attributions
    sources = [(index, row.source) for index, row in enumerate(rows) if row.source is not None]
    cues = [(index, row.cue) for index, row in enumerate(rows) if row.cue is not None]
    numbered = [
        (index, number, span) for index, row in enumerate(rows) for number, span in enumerate(sorted(row.contents))
    ]
    owners = [*(index for index, _ in sources), *(index for index, _ in cues), *(index for index, _, _ in numbered)]
    spans = [*(span for _, span in sources), *(span for _, span in cues), *(span for _, _, span in numbered)]
    others = len(sources) + len(cues)
    parts = where.rows("", spans)
    roles = np.repeat(np.arange(3), [len(sources), len(cues), len(numbered)])
    return parts.columns("attribution_id", ()) | {
        "attribution_id": _taken(attributions.ids, owners),
        "role_code": pa.array(["source", "cue", "content"]).take(pa.array(roles)),
        "part_no": np.concatenate(
            [np.zeros(others, np.int64), np.array([number for _, number, _ in numbered], np.int64)]
        ),
        "surface_sha256": [None] * others
        + [hashlib.sha256(surface.encode()).hexdigest() for surface in parts.surfaces[others:]],
    }


def place_columns(places: Iterable[Place]) -> Columns:
    """Registry columns of places, ordered by id."""
    rows = sorted(places, key=lambda place: place.place_id)
    regions = [load_gazetteer().region_of(place) for place in rows]
    getters: dict[str, Callable[[Place], Any]] = {
        "place_id": lambda place: place.place_id,
        "name": lambda place: place.name,
        "feature_code": lambda place: place.feature,
        "country_code": lambda place: place.country,
        "admin1_code": lambda place: place.admin1,
        "latitude": lambda place: place.latitude,
        "longitude": lambda place: place.longitude,
        "source": lambda place: place.source,
        "licence": lambda place: GEONAMES_LICENCE,
    }
    columns: Columns = {name: [getter(place) for place in rows] for name, getter in getters.items()}
    columns["admin1_name"] = [
        region.name if region else place.admin1_name for place, region in zip(rows, regions, strict=True)
    ]
    return columns
