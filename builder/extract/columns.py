"""From records to columns: one function a table fills the columns its schema declares.

Offsets become relative to the document, ids are made of document, table letter and offsets. A column that a schema
declares and its function does not fill is an error here, at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from claimledger.extract.calendar import as_days
from claimledger.extract.mentions import Actors, Attributions, Claims, Locations, Quantities, Times, Weapons
from claimledger.gazetteer import Place, load_gazetteer
from claimledger.gazetteer.index import GEONAMES_LICENCE
from claimledger.schemas import arrow_schema
from claimledger.text.rows import NONE, Flags, Floats, Ints
from claimledger.text.scan import Scan

Columns = dict[str, Any]


@dataclass(frozen=True)
class Findings:
    """Everything found in one scan."""

    scan: Scan
    quantities: Quantities
    actors: Actors
    weapons: Weapons
    locations: Locations
    attributions: Attributions
    times: Times
    claims: Claims
    places: dict[str, Place]


def fact_tables(found: Findings) -> dict[str, pa.Table]:
    """The tables of one scan with one row an occurrence."""
    where = _Where(found.scan)
    quantities, actors, weapons, locations, attributions, times = (
        where.rows(rows.start, rows.end, letter)
        for rows, letter in (
            (found.quantities, "q"),
            (found.actors, "a"),
            (found.weapons, "w"),
            (found.locations, "l"),
            (found.attributions, "s"),
            (found.times, "t"),
        )
    )
    return {
        "sentences": table("sentences", _sentences(where)),
        "quantities": table("quantities", _quantities(found, quantities, attributions)),
        "actors": table("actors", _actors(found, actors)),
        "weapons": table("weapons", _weapons(found, weapons, quantities)),
        "locations": table("locations", _locations(found, locations)),
        "attributions": table("attributions", _attributions(found, attributions)),
        "attribution_spans": table("attribution_spans", _attribution_spans(found, where, attributions)),
        "times": table("times", _times(found, times)),
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
        self.doc_ids = pa.array(scan.batch.doc_ids, pa.string())
        self.sentence_first, self.sentence_last = scan.sentence_spans
        self.document_first = np.searchsorted(self.sentence_first, scan.batch.starts)

    def rows(self, starts: Ints, ends: Ints, letter: str) -> _Rows:
        """The places of rows with these spans, and their ids; without a letter none are made."""
        documents = self.scan.batch.document_of(starts)
        origin = self.scan.batch.starts[documents]
        sentences = np.searchsorted(self.sentence_first, starts, side="right") - 1 - self.document_first[documents]
        doc_ids = self.doc_ids.take(pa.array(documents))
        first, last = (pa.array(offsets - origin).cast(pa.string()) for offsets in (starts, ends))
        joined = (doc_ids, f":{letter}:", first, "-", last)
        ids = _numbered(pc.binary_join_element_wise(*joined, ""), starts, ends) if letter else doc_ids
        return _Rows(ids, doc_ids, sentences, starts - origin, ends - origin, self.words(starts, ends), origin)

    def words(self, starts: Ints, ends: Ints) -> pa.Array:
        """The words of each span; null where it begins at -1."""
        return self.scan.surfaces.cut(starts, ends)


@dataclass(frozen=True)
class _Rows:
    """The columns every fact table shares, and where each row's document begins in the batch."""

    ids: pa.Array
    doc_ids: pa.Array
    sentences: Ints
    starts: Ints
    ends: Ints
    surfaces: pa.Array
    origin: Ints

    def columns(self, id_name: str, rules: pa.Array) -> Columns:
        """The shared columns under their names."""
        return {
            id_name: self.ids,
            "doc_id": self.doc_ids,
            "sentence_no": self.sentences,
            "span_start": self.starts,
            "span_end": self.ends,
            "surface": self.surfaces,
            "rule_id": rules,
        }


def _numbered(ids: pa.Array, starts: Ints, ends: Ints) -> pa.Array:
    """A second row on the same span gets .2, a third .3."""
    key = starts * (ends.max(initial=0) + 1) + ends
    order = np.argsort(key, kind="stable")
    is_again = np.diff(key[order], prepend=NONE) == 0
    if not is_again.any():
        return ids
    place, count = np.arange(len(order)), np.empty(len(order), np.int64)
    count[order] = place - np.maximum.accumulate(np.where(is_again, 0, place)) + 1
    again = pa.array(count > 1)
    counts = pa.array(count[count > 1]).cast(pa.string())
    return pc.replace_with_mask(ids, again, pc.binary_join_element_wise(ids.filter(again), counts, "."))


def _optional(numbers: Ints | Floats, absent: Flags) -> pa.Array:
    """A column with nulls where absent."""
    return pa.array(numbers, mask=absent)


def _taken(ids: pa.Array, rows: Ints) -> pa.Array:
    """The ids of other rows by their number, null where there is none."""
    return ids.take(_optional(rows, rows < 0))


def _sentences(where: _Where) -> Columns:
    first, last = where.sentence_first, where.sentence_last
    documents = where.scan.batch.document_of(first)
    origin = where.scan.batch.starts[documents]
    return {
        "doc_id": where.doc_ids.take(pa.array(documents)),
        "sentence_no": np.arange(len(first)) - where.document_first[documents],
        "span_start": first - origin,
        "span_end": last - origin,
        "surface": where.words(first, last),
    }


def _quantities(found: Findings, where: _Rows, attributions: _Rows) -> Columns:
    rows, scan, names = found.quantities, found.scan, found.scan.names.column
    uncounted = rows.noun_first < 0
    noun_start = np.where(uncounted, NONE, scan.start[rows.noun_first])
    noun_end = np.where(uncounted, NONE, scan.end[rows.noun_last - 1])
    return where.columns("quantity_id", names(rows.rule)) | {
        "value": _optional(rows.value, np.isnan(rows.value)),
        "value_min": _optional(rows.value_min, np.isnan(rows.value_min)),
        "value_max": _optional(rows.value_max, np.isnan(rows.value_max)),
        "bound_code": names(rows.bound),
        "kind_code": names(rows.kind),
        "unit_code": names(rows.unit),
        "dimension_code": names(rows.dimension),
        "value_si": _optional(rows.value_si, np.isnan(rows.value_si)),
        "unit_si": names(rows.unit_si),
        "noun": _Where(scan).words(noun_start, noun_end),
        "noun_start": _optional(noun_start - where.origin, uncounted),
        "noun_end": _optional(noun_end - where.origin, uncounted),
        "item_code": names(rows.item),
        "event_code": names(rows.event),
        "actor_id": names(rows.actor_id),
        "attribution_id": _taken(attributions.ids, rows.attribution),
        "place_id": names(rows.place_id),
    }


def _actors(found: Findings, where: _Rows) -> Columns:
    rows, names = found.actors, found.scan.names.column
    return where.columns("actor_mention_id", names(rows.rule)) | {
        "actor_id": names(rows.actor_id),
        "actor_type_code": names(rows.actor_type),
        "country_code": names(rows.country),
        "mention_code": names(rows.mention),
        "title": names(rows.title),
        "place_id": names(rows.place_id),
    }


def _weapons(found: Findings, where: _Rows, quantities: _Rows) -> Columns:
    rows, names = found.weapons, found.scan.names.column
    return where.columns("weapon_mention_id", names(rows.rule)) | {
        "weapon_id": names(rows.weapon_id),
        "class_code": names(rows.class_code),
        "subclass_code": names(rows.subclass_code),
        "is_named": rows.is_named,
        "operator_actor_id": names(rows.operator_id),
        "quantity_id": _taken(quantities.ids, rows.quantity),
    }


def _locations(found: Findings, where: _Rows) -> Columns:
    rows, names = found.locations, found.scan.names.column
    return where.columns("location_mention_id", names(rows.rule)) | {
        "place_id": names(rows.place_id),
        "confidence": _optional(rows.confidence, rows.place_id < 0),
        "candidate_count": rows.candidates,
    }


def _attributions(found: Findings, where: _Rows) -> Columns:
    rows, names = found.attributions, found.scan.names.column
    return where.columns("attribution_id", names(rows.rule)) | {
        "source_actor_id": names(rows.source_actor_id),
        "source_type_code": names(rows.source_type),
        "cue_lemma": names(rows.cue_lemma),
        "cue_code": names(rows.cue_code),
        "is_negated": rows.is_negated,
        "quote_code": names(rows.quote),
        "parent_attribution_id": _taken(where.ids, rows.parent),
    }


def _attribution_spans(found: Findings, where: _Where, attributions: _Rows) -> Columns:
    """Sources, then cues, then contents, each in the order of their attributions."""
    rows = found.attributions
    sources, cues = np.flatnonzero(rows.source_start >= 0), np.flatnonzero(rows.cue_start >= 0)
    owners = np.concatenate([sources, cues, rows.content_of])
    starts = np.concatenate([rows.source_start[sources], rows.cue_start[cues], rows.content_start])
    ends = np.concatenate([rows.source_end[sources], rows.cue_end[cues], rows.content_end])
    others = len(sources) + len(cues)
    parts = where.rows(starts, ends, "")
    roles = np.repeat(np.arange(3), [len(sources), len(cues), len(rows.content_of)])
    first_part = np.searchsorted(rows.content_of, rows.content_of)
    pieces = found.scan.surfaces.pieces(rows.content_start, rows.content_end)
    hashes = _texts_of_length(64, b"".join([hashlib.sha256(piece).digest() for piece in pieces]).hex())
    return parts.columns("attribution_id", parts.ids) | {
        "attribution_id": attributions.ids.take(pa.array(owners)),
        "role_code": pa.array(["source", "cue", "content"]).take(pa.array(roles)),
        "part_no": np.concatenate([np.zeros(others, np.int64), np.arange(len(first_part)) - first_part]),
        "surface_sha256": pa.concat_arrays([pa.nulls(others, pa.string()), hashes]),
    }


def _texts_of_length(length: int, joined: str) -> pa.Array:
    """The texts of one length that stand joined."""
    bounds = np.arange(0, len(joined) + 1, length).astype(np.int32)
    return pa.Array.from_buffers(
        pa.string(), len(bounds) - 1, [None, pa.py_buffer(bounds), pa.py_buffer(joined.encode())]
    )


def _times(found: Findings, where: _Rows) -> Columns:
    rows, names = found.times, found.scan.names.column
    return where.columns("time_id", names(rows.rule)) | {
        "time_code": names(rows.kind),
        "from_on": pa.array(as_days(rows.from_day)),
        "to_on": pa.array(as_days(rows.to_day)),
        "anchor_on": pa.array(as_days(rows.anchor_day)),
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
        "admin2_code": lambda place: place.admin2,
        "admin2_name": lambda place: place.admin2_name,
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
