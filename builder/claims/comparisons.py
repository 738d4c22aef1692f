"""Comparisons: sets of claims with the same key that collide (disputes) or coincide (agreements).

Compared are claims that are asserted or held possible; what a near duplicate of a document repeats of it is left out,
a figure that is new there is not. Each asserts an interval: a figure is its own, an approximate one a tenth wide on
both sides, a bound is open at one end. Measures are taken to be a hundredth wide, so that rounding from one unit to
another is no dispute. Nothing is judged true.
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import polars as pl

ROUNDING = 0.01
"""Measures this share apart count as equal: 386 square miles are 1,000 square kilometres."""

_COMPARED = f"""
CREATE OR REPLACE TEMP VIEW compared AS
SELECT
    claims.claim_id, comparable_key, item_code, event_code, owner_actor_id, region_place_id, unit_si,
    min_si, max_si, asserted_on,
    coalesce(source_name, source_surface, claims.outlet, claims.doc_id) AS source,
    coalesce(source_actor_id, lower(source_surface), claims.outlet, claims.doc_id) AS source_key,
    coalesce(min_si - CASE WHEN unit_si IS NULL THEN 0 ELSE abs(min_si) * {ROUNDING} END, '-infinity'::DOUBLE) AS low,
    coalesce(max_si + CASE WHEN unit_si IS NULL THEN 0 ELSE abs(max_si) * {ROUNDING} END, 'infinity'::DOUBLE) AS high
FROM claims
JOIN documents ON documents.doc_id = claims.doc_id
WHERE comparable_key IS NOT NULL AND (min_si IS NOT NULL OR max_si IS NOT NULL)
    AND modality_code IN ('asserted', 'possible') AND NOT is_negated
    AND NOT EXISTS (
        FROM claims AS original
        WHERE original.doc_id = documents.duplicate_of_doc_id AND original.comparable_key = claims.comparable_key
            AND original.min_si IS NOT DISTINCT FROM claims.min_si
            AND original.max_si IS NOT DISTINCT FROM claims.max_si
    )
"""

_SIDES = """
CREATE OR REPLACE TEMP TABLE sides AS
WITH apart AS (
    SELECT comparable_key, max(low) AS highest_low, min(high) AS lowest_high
    FROM compared GROUP BY comparable_key
    HAVING max(low) > min(high) AND count(DISTINCT source_key) > 1
)
SELECT
    compared.*, high < highest_low AS is_below, low > lowest_high AS is_above,
    CASE
        WHEN high < highest_low AND low > lowest_high THEN 'between'
        WHEN high < highest_low THEN 'below'
        WHEN low > lowest_high THEN 'above'
        ELSE 'compatible'
    END AS side_code
FROM compared JOIN apart USING (comparable_key)
"""

_DISPUTES = """
SELECT
    'dispute:' || comparable_key AS dispute_id, comparable_key,
    min(item_code) AS item_code, min(event_code) AS event_code, min(owner_actor_id) AS owner_actor_id,
    min(region_place_id) AS place_id, min(unit_si) AS unit_si,
    arg_min_null(min_si, (high, claim_id)) AS low_min, min(max_si) AS low_max,
    string_agg(DISTINCT source, ' | ' ORDER BY source) FILTER (is_below) AS low_sources,
    max(min_si) AS high_min, arg_max_null(max_si, (low, claim_id)) AS high_max,
    string_agg(DISTINCT source, ' | ' ORDER BY source) FILTER (is_above) AS high_sources,
    max(min_si) - min(max_si) AS gap,
    CASE WHEN min(max_si) <> 0 THEN max(min_si) / min(max_si) END AS ratio,
    count(*) AS claim_count, count(DISTINCT source_key) AS source_count,
    min(asserted_on) AS first_on, max(asserted_on) AS last_on
FROM sides
GROUP BY comparable_key
HAVING count(DISTINCT source_key) FILTER (is_below OR is_above) > 1
"""

_NARROW = """
SELECT comparable_key, claim_id, low, high, source_key
FROM compared
WHERE min_si IS NOT NULL AND max_si IS NOT NULL
    AND comparable_key IN (
        SELECT comparable_key FROM compared WHERE min_si IS NOT NULL AND max_si IS NOT NULL
        GROUP BY comparable_key HAVING count(DISTINCT source_key) > 1
    )
ORDER BY comparable_key, high, claim_id
"""

_AGREEMENTS = """
SELECT
    agreement_id, any_value(comparable_key) AS comparable_key,
    min(item_code) AS item_code, min(event_code) AS event_code, min(owner_actor_id) AS owner_actor_id,
    min(region_place_id) AS place_id, min(unit_si) AS unit_si,
    max(low) AS common_min, min(high) AS common_max,
    string_agg(DISTINCT source, ' | ' ORDER BY source) AS sources,
    count(*) AS claim_count, count(DISTINCT source_key) AS source_count,
    min(asserted_on) AS first_on, max(asserted_on) AS last_on
FROM compared JOIN agreement_claims USING (claim_id)
GROUP BY agreement_id
"""


Database = duckdb.DuckDBPyConnection
"""Has the tables `claims` and `documents`, and what the functions before in this file have made."""


def disputes(database: Database) -> duckdb.DuckDBPyRelation:
    """The rows of `disputes`; leaves a view of what is compared and a table of sides for the functions below."""
    database.execute(_COMPARED).fetchall()
    database.execute(_SIDES).fetchall()
    return database.sql(_DISPUTES)


def dispute_claims(database: Database) -> duckdb.DuckDBPyRelation:
    """The rows of `dispute_claims`."""
    return database.sql("""
        SELECT dispute_id, claim_id, side_code FROM sides JOIN disputes USING (comparable_key)
    """)


def agreement_claims(database: Database) -> duckdb.DuckDBPyRelation:
    """The rows of `agreement_claims`."""
    coinciding = list(_coinciding(database.sql(_NARROW).pl()))
    rows = pl.DataFrame(coinciding, schema={"agreement_id": pl.String, "claim_id": pl.String}, orient="row")
    return database.from_arrow(rows.to_arrow())


def agreements(database: Database) -> duckdb.DuckDBPyRelation:
    """The rows of `agreements`."""
    return database.sql(_AGREEMENTS)


def _coinciding(claims: pl.DataFrame) -> Iterator[tuple[str, str]]:
    """Agreement and claim, of claims in order of their key and upper end.

    A claim that begins before the first of a set ends joins it, another one begins a new set. So every claim is in one
    set at most, and all of a set have the upper end of its first in common.
    """
    for (key,), group in claims.group_by("comparable_key", maintain_order=True):
        low, high = group["low"].to_numpy(), group["high"].to_numpy()
        ends, end = [], float("-inf")
        for claim_low, claim_high in zip(low.tolist(), high.tolist(), strict=True):
            end = end if claim_low <= end else claim_high
            ends.append(end)
        sets = group.with_columns(pl.Series("end", ends)).filter(pl.col("source_key").n_unique().over("end") > 1)
        for claim_id, end in sets.select("claim_id", "end").rows():
            yield f"agreement:{key}/{end:.12g}", claim_id
