"""From records to columns: one function a table fills the columns its schema declares.

Offsets become relative to the document, ids are made of document, table letter and offsets. A column that a schema
declares and its function does not fill is an error here, at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from claimledger.extract.mentions import Actor, Attribution, Location, Quantity, Weapon
from claimledger.gazetteer import Place, load_gazetteer
from claimledger.gazetteer.index import GEONAMES_LICENCE
from claimledger.schemas import arrow_schema
from claimledger.text.scan import Scan

Columns = dict[str, Sequence[Any]]


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
    quantity_ids = where.ids("q", [(row.start, row.end) for row in found.quantities])
    attribution_ids = where.ids("s", [row.hull for row in found.attributions])
    return {
        "sentences": table("sentences", _sentences(where)),
        "quantities": table("quantities", _quantities(where, found, quantity_ids, attribution_ids)),
        "actors": table("actors", _actors(where, found)),
        "weapons": table("weapons", _weapons(where, found, quantity_ids)),
        "locations": table("locations", _locations(where, found)),
        "attributions": table("attributions", _attributions(where, found, attribution_ids)),
        "attribution_spans": table("attribution_spans", _attribution_spans(where, found, attribution_ids)),
    }


def table(name: str, columns: Columns) -> pa.Table:
    """An Arrow table in the column order of its schema."""
    schema = arrow_schema(name)
    missing = [field.name for field in schema if field.name not in columns]
    if missing:
        raise KeyError(f"table {name}: schemas/{name}.json declares {missing}, which no function fills")
    return pa.table([pa.array(columns[field.name], field.type) for field in schema], schema=schema)


class _Where:
    """Positions of a scan as the published rows tell them."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.text = scan.batch.text
        self.sentence_first, self.sentence_last = scan.sentence_spans
        self.document_first = np.searchsorted(self.sentence_first, scan.batch.starts)

    def shared(self, letter: str, id_name: str, spans: Sequence[tuple[int, int]], rules: Iterable[str]) -> Columns:
        """The columns every fact table begins and ends with."""
        starts, documents, sentences = self._places(spans)
        origin = self.scan.batch.starts[documents]
        return {
            id_name: self.ids(letter, spans),
            "doc_id": [self.scan.batch.doc_ids[number] for number in documents.tolist()],
            "sentence_no": sentences,
            "span_start": starts - origin,
            "span_end": np.fromiter((end for _, end in spans), np.int64, len(spans)) - origin,
            "surface": [self.text[start:end] for start, end in spans],
            "rule_id": list(rules),
        }

    def ids(self, letter: str, spans: Sequence[tuple[int, int]]) -> list[str]:
        """Row ids; a second row on the same span gets .2, a third .3."""
        _, documents, _ = self._places(spans)
        origin, doc_ids = self.scan.batch.starts.tolist(), self.scan.batch.doc_ids
        seen: dict[str, int] = {}
        ids = []
        for document, (start, end) in zip(documents.tolist(), spans, strict=True):
            row_id = f"{doc_ids[document]}:{letter}:{start - origin[document]}-{end - origin[document]}"
            count = seen[row_id] = seen.get(row_id, 0) + 1
            ids.append(row_id if count == 1 else f"{row_id}.{count}")
        return ids

    def origin(self, spans: Sequence[tuple[int, int]]) -> list[int]:
        """Where the document of each span begins in the batch."""
        return self.scan.batch.starts[self._places(spans)[1]].tolist()

    def _places(self, spans: Sequence[tuple[int, int]]) -> tuple[Any, Any, Any]:
        starts = np.fromiter((start for start, _ in spans), np.int64, len(spans))
        documents = self.scan.batch.document_of(starts)
        sentences = np.searchsorted(self.sentence_first, starts, side="right") - 1 - self.document_first[documents]
        return starts, documents, sentences


def _sentences(where: _Where) -> Columns:
    first, last = where.sentence_first, where.sentence_last
    documents = where.scan.batch.document_of(first)
    origin = where.scan.batch.starts[documents]
    return {
        "doc_id": [where.scan.batch.doc_ids[number] for number in documents.tolist()],
        "sentence_no": np.arange(len(first)) - where.document_first[documents],
        "span_start": first - origin,
        "span_end": last - origin,
        "surface": [where.text[start:end] for start, end in zip(first.tolist(), last.tolist(), strict=True)],
    }


def _quantities(where: _Where, found: Findings, ids: list[str], attribution_ids: list[str]) -> Columns:
    rows = found.quantities
    spans = [(row.start, row.end) for row in rows]
    origins = where.origin(spans)
    columns = where.shared("q", "quantity_id", spans, (row.rule for row in rows))
    columns |= {
        "value": [row.value for row in rows],
        "value_min": [row.value_min for row in rows],
        "value_max": [row.value_max for row in rows],
        "bound_code": [row.bound for row in rows],
        "kind_code": [row.kind for row in rows],
        "unit_code": [row.unit for row in rows],
        "dimension_code": [row.dimension for row in rows],
        "value_si": [row.value_si for row in rows],
        "unit_si": [row.unit_si for row in rows],
        "noun": [where.text[slice(*row.noun)] if row.noun else None for row in rows],
        "noun_start": [row.noun[0] - origin if row.noun else None for row, origin in zip(rows, origins, strict=True)],
        "noun_end": [row.noun[1] - origin if row.noun else None for row, origin in zip(rows, origins, strict=True)],
        "item_code": [row.item for row in rows],
        "event_code": [row.event for row in rows],
        "actor_id": [row.actor_id for row in rows],
        "attribution_id": [None if row.attribution is None else attribution_ids[row.attribution] for row in rows],
        "place_id": [row.place_id for row in rows],
    }
    return columns


def _actors(where: _Where, found: Findings) -> Columns:
    rows = found.actors
    columns = where.shared("a", "actor_mention_id", [(row.start, row.end) for row in rows], (row.rule for row in rows))
    columns |= {
        "actor_id": [row.actor_id for row in rows],
        "actor_type_code": [row.actor_type for row in rows],
        "country_code": [row.country for row in rows],
        "mention_code": [row.mention for row in rows],
        "title": [row.title for row in rows],
        "place_id": [row.place_id for row in rows],
    }
    return columns


def _weapons(where: _Where, found: Findings, quantity_ids: list[str]) -> Columns:
    rows = found.weapons
    columns = where.shared("w", "weapon_mention_id", [(row.start, row.end) for row in rows], (row.rule for row in rows))
    columns |= {
        "weapon_id": [row.weapon_id for row in rows],
        "class_code": [row.class_code for row in rows],
        "subclass_code": [row.subclass_code for row in rows],
        "is_named": [row.is_named for row in rows],
        "operator_actor_id": [row.operator_id for row in rows],
        "quantity_id": [None if row.quantity is None else quantity_ids[row.quantity] for row in rows],
    }
    return columns


def _locations(where: _Where, found: Findings) -> Columns:
    rows = found.locations
    columns = where.shared(
        "l", "location_mention_id", [(row.start, row.end) for row in rows], (row.rule for row in rows)
    )
    columns |= {
        "place_id": [row.place_id for row in rows],
        "confidence": [row.confidence if row.place_id else None for row in rows],
        "candidate_count": [row.candidates for row in rows],
    }
    return columns


def _attributions(where: _Where, found: Findings, ids: list[str]) -> Columns:
    rows = found.attributions
    columns = where.shared("s", "attribution_id", [row.hull for row in rows], (row.rule for row in rows))
    columns |= {
        "source_actor_id": [row.source_actor_id for row in rows],
        "source_type_code": [row.source_type for row in rows],
        "cue_lemma": [row.cue_lemma for row in rows],
        "cue_code": [row.cue_code for row in rows],
        "is_negated": [row.is_negated for row in rows],
        "quote_code": [row.quote for row in rows],
        "parent_attribution_id": [None if row.parent is None else ids[row.parent] for row in rows],
    }
    return columns


def _attribution_spans(where: _Where, found: Findings, ids: list[str]) -> Columns:
    owners: list[int] = []
    roles: list[str] = []
    numbers: list[int] = []
    spans: list[tuple[int, int]] = []
    for index, row in enumerate(found.attributions):
        for role, parts in (("source", [row.source]), ("cue", [row.cue]), ("content", row.contents)):
            for number, part in enumerate(sorted(filter(None, parts))):
                owners.append(index)
                roles.append(role)
                numbers.append(number)
                spans.append(part)
    columns = where.shared("s", "attribution_id", spans, ())
    surfaces = columns["surface"]
    columns |= {
        "attribution_id": [ids[index] for index in owners],
        "role_code": roles,
        "part_no": numbers,
        "surface_sha256": [hashlib.sha256(surface.encode()).hexdigest() for surface in surfaces],
    }
    return columns


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
