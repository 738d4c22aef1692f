"""The table of claims: each figure in one flat row with its source, owner, place and time.

Nothing but the document itself is looked at. What several documents say of the same is found later, by
`comparable_key` (see comparisons.py).
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from claimledger.claims.chains import chains
from claimledger.claims.comparable import comparable_keys
from claimledger.extract.calendar import UNKNOWN, as_days
from claimledger.extract.columns import Columns, Findings
from claimledger.extract.mentions import Quantities
from claimledger.extract.registry import side_of
from claimledger.extract.units import si_factor
from claimledger.text.rows import Floats, Named

TOLERANCE = 0.1
"""An approximate figure is taken to be right within this share of it."""

_OF_QUANTITY = (
    "quantity_id", "doc_id", "sentence_no", "span_start", "span_end", "surface", "item_code", "event_code", "noun",
    "value", "value_min", "value_max", "bound_code", "unit_code", "dimension_code", "value_si", "unit_si", "rule_id",
)  # fmt: skip
_OF_ATTRIBUTION = ("attribution_id", "source_actor_id", "source_type_code", "cue_lemma", "cue_code", "quote_code")


def claim_columns(found: Findings, tables: dict[str, pa.Table], documents: pa.RecordBatch) -> Columns:
    """The columns of the claims of one scan.

    tables: the other tables of the same scan. documents: those that were scanned, in order.
    """
    names, claims = found.scan.names, found.claims
    rows = claims.quantity
    figures = found.quantities.take(rows)
    columns: Columns = {name: tables["quantities"][name].combine_chunks().take(pa.array(rows)) for name in _OF_QUANTITY}
    columns["claim_id"] = _claim_ids(columns["quantity_id"], columns["doc_id"])
    columns |= _intervals(found, figures)
    columns |= _sides(found, figures)
    columns |= _sources(found, tables)
    columns |= {"is_negated": claims.is_negated, "modality_code": names.column(claims.modality)}
    columns |= _times_and_places(found, figures, tables, documents)
    return columns


def _claim_ids(quantity_ids: pa.Array, doc_ids: pa.Array) -> pa.Array:
    """The ids of quantities with the letter of claims: what stands behind `<doc_id>:` is one byte."""
    _, offsets, words = quantity_ids.buffers()
    begins = np.frombuffer(offsets, np.int32)[quantity_ids.offset :][: len(quantity_ids)]
    letters = begins + pc.binary_length(doc_ids).to_numpy() + 1
    codes = np.array(np.frombuffer(words or b"", np.uint8))
    codes[letters] = ord("c")
    return pa.Array.from_buffers(
        pa.string(), len(quantity_ids), [None, offsets, pa.py_buffer(codes)], offset=quantity_ids.offset
    )


def _intervals(found: Findings, figures: Quantities) -> Columns:
    """What each figure asserts, in base units."""
    factor = np.where(figures.unit_si >= 0, found.scan.names.told(figures.unit, si_factor, np.float64, 1.0), 1.0)
    is_approximate = found.scan.names.are(figures.bound, "approximate")
    spread = np.abs(figures.value) * TOLERANCE
    low = np.where(is_approximate, figures.value - spread, figures.value_min) * factor
    high = np.where(is_approximate, figures.value + spread, figures.value_max) * factor
    return {"min_si": _known(low), "max_si": _known(high)}


def _sides(found: Findings, figures: Quantities) -> Columns:
    names = found.scan.names
    owner_country = names.told(figures.actor_id, lambda owner: names.number(_country(owner)))
    return {
        "owner_actor_id": names.column(figures.actor_id),
        "owner_country_code": names.column(owner_country),
        "agent_actor_id": names.column(found.claims.agent_id),
    }


def _country(actor_id: str) -> str | None:
    side = side_of(actor_id)
    return side if side != actor_id else None


def _sources(found: Findings, tables: dict[str, pa.Table]) -> Columns:
    """Who says it, and through whom it came."""
    said, rows, stating = tables["attributions"], found.attributions, found.claims.attribution
    at = pa.array(stating, mask=stating < 0)
    columns: Columns = {name: said[name].combine_chunks().take(at) for name in _OF_ATTRIBUTION}
    name, surface = _source_names(found, tables["actor_registry"]), _source_surfaces(found, tables["attribution_spans"])
    return columns | {
        "source_name": name.take(at),
        "source_surface": surface.take(at),
        "source_chain": chains(stating, rows.parent, pc.coalesce(name, surface)),
        "source_chain_ids": chains(stating, rows.parent, said["attribution_id"].combine_chunks()),
    }


def _source_names(found: Findings, registry: pa.Table) -> pa.Array:
    """The name of each attribution's source; null where no registry has it."""
    distinct, inverse = np.unique(found.attributions.source_actor_id, return_inverse=True)
    entry = pc.index_in(found.scan.names.column(distinct), registry["actor_id"].combine_chunks())
    return registry["name"].combine_chunks().take(entry.take(pa.array(inverse)))


def _source_surfaces(found: Findings, spans: pa.Table) -> pa.Array:
    """The words of each attribution's source; null where it has none. spans: sources first, in order."""
    has_source = found.attributions.source_start >= 0
    return spans["surface"].combine_chunks().take(pa.array(np.cumsum(has_source) - 1, mask=~has_source))


def _times_and_places(
    found: Findings, figures: Quantities, tables: dict[str, pa.Table], documents: pa.RecordBatch
) -> Columns:
    scan, names, claims, registry = found.scan, found.scan.names, found.claims, tables["place_registry"]
    document = scan.batch.document_of(figures.start)
    published = documents.column("published_on").take(pa.array(document))
    asserted = np.array(pc.fill_null(published.cast(pa.int32()).cast(pa.int64()), UNKNOWN), np.int64)
    from_day, to_day = (np.append(days, UNKNOWN)[claims.time] for days in (found.times.from_day, found.times.to_day))
    place_id = names.column(claims.place_id)
    at = pc.index_in(place_id, registry["place_id"])
    side = names.told(figures.actor_id, lambda owner: names.number(side_of(owner)))
    compared_by = (figures.item, figures.event, side, claims.region, _compared_in(figures))
    keys = comparable_keys(names, compared_by, from_day, to_day, asserted)
    return {
        "place_id": place_id,
        "place_name": registry["name"].combine_chunks().take(at),
        "place_scope_code": names.column(claims.scope),
        **{name: registry[name].combine_chunks().take(at) for name in ("country_code", "latitude", "longitude")},
        "region_place_id": names.column(claims.region),
        "time_id": tables["times"]["time_id"].combine_chunks().take(pa.array(claims.time, mask=claims.time < 0)),
        "refers_from_on": pa.array(as_days(from_day)),
        "refers_to_on": pa.array(as_days(to_day)),
        "asserted_on": published,
        "outlet": documents.column("outlet").take(pa.array(document)),
        "comparable_key": keys,
    }


def _compared_in(figures: Quantities) -> Named:
    """The dimension claims are compared in, a currency for money; -1 for counts."""
    has_base = figures.unit_si >= 0
    compared: Named = np.where(has_base, figures.dimension, figures.unit)
    return compared


def _known(values: Floats) -> pa.Array:
    """A column with nulls where a value is unknown."""
    return pa.array(values, mask=np.isnan(values))
