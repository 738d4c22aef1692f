-- Views over the Parquet files, for DuckDB started in this folder: duckdb -init load.sql
-- From elsewhere: SET file_search_path = 'path/to/this/folder'; before it.
CREATE VIEW "actor_registry" AS FROM 'parquet/actor_registry.parquet';
CREATE VIEW "codes" AS FROM 'parquet/codes.parquet';
CREATE VIEW "documents" AS FROM 'parquet/documents.parquet';
CREATE VIEW "place_registry" AS FROM 'parquet/place_registry.parquet';
CREATE VIEW "rules" AS FROM 'parquet/rules.parquet';
CREATE VIEW "skipped" AS FROM 'parquet/skipped.parquet';
CREATE VIEW "weapon_registry" AS FROM 'parquet/weapon_registry.parquet';
CREATE VIEW "agreements" AS FROM 'parquet/agreements.parquet';
CREATE VIEW "disputes" AS FROM 'parquet/disputes.parquet';
CREATE VIEW "sentences" AS FROM 'parquet/sentences.parquet';
CREATE VIEW "actors" AS FROM 'parquet/actors.parquet';
CREATE VIEW "attributions" AS FROM 'parquet/attributions.parquet';
CREATE VIEW "locations" AS FROM 'parquet/locations.parquet';
CREATE VIEW "times" AS FROM 'parquet/times.parquet';
CREATE VIEW "attribution_spans" AS FROM 'parquet/attribution_spans.parquet';
CREATE VIEW "quantities" AS FROM 'parquet/quantities.parquet';
CREATE VIEW "claims" AS FROM 'parquet/claims.parquet';
CREATE VIEW "weapons" AS FROM 'parquet/weapons.parquet';
CREATE VIEW "agreement_claims" AS FROM 'parquet/agreement_claims.parquet';
CREATE VIEW "dispute_claims" AS FROM 'parquet/dispute_claims.parquet';

CREATE VIEW quantities_said AS
SELECT
    quantities.doc_id, documents.outlet, documents.published_on,
    quantities.surface, quantities.noun, quantities.item_code, quantities.event_code,
    quantities.value, quantities.value_min, quantities.value_max, quantities.bound_code, quantities.unit_code,
    owner.name AS owner_name, owner.country_code AS owner_country_code,
    speaker.name AS source_name, attributions.source_type_code, attributions.cue_lemma, attributions.cue_code,
    attributions.is_negated, attributions.quote_code,
    place_registry.name AS place_name, place_registry.country_code AS place_country_code,
    place_registry.latitude, place_registry.longitude,
    sentences.surface AS sentence,
    quantities.quantity_id, quantities.attribution_id, quantities.actor_id AS owner_actor_id,
    attributions.source_actor_id, quantities.place_id, quantities.sentence_no, quantities.span_start,
    quantities.span_end, quantities.rule_id
FROM quantities
JOIN documents ON documents.doc_id = quantities.doc_id
LEFT JOIN sentences
    ON sentences.doc_id = quantities.doc_id AND sentences.sentence_no = quantities.sentence_no
LEFT JOIN attributions ON attributions.attribution_id = quantities.attribution_id
LEFT JOIN actor_registry AS owner ON owner.actor_id = quantities.actor_id
LEFT JOIN actor_registry AS speaker ON speaker.actor_id = attributions.source_actor_id
LEFT JOIN place_registry ON place_registry.place_id = quantities.place_id;

CREATE VIEW statements_said AS
SELECT
    attributions.doc_id, documents.outlet, documents.published_on,
    speaker.name AS source_name, attributions.source_type_code,
    attributions.cue_lemma, attributions.cue_code, attributions.is_negated, attributions.quote_code,
    parts.source_words, parts.content_words,
    enclosing_speaker.name AS enclosing_source_name,
    sentences.surface AS sentence,
    attributions.attribution_id, attributions.parent_attribution_id, attributions.source_actor_id,
    attributions.sentence_no, attributions.span_start, attributions.span_end, attributions.rule_id
FROM attributions
JOIN documents ON documents.doc_id = attributions.doc_id
LEFT JOIN sentences
    ON sentences.doc_id = attributions.doc_id AND sentences.sentence_no = attributions.sentence_no
LEFT JOIN actor_registry AS speaker ON speaker.actor_id = attributions.source_actor_id
LEFT JOIN attributions AS enclosing ON enclosing.attribution_id = attributions.parent_attribution_id
LEFT JOIN actor_registry AS enclosing_speaker ON enclosing_speaker.actor_id = enclosing.source_actor_id
LEFT JOIN (
    SELECT
        attribution_id,
        string_agg(surface, ' ' ORDER BY part_no) FILTER (role_code = 'source') AS source_words,
        string_agg(surface, ' ' ORDER BY part_no) FILTER (role_code = 'content') AS content_words
    FROM attribution_spans
    GROUP BY attribution_id
) AS parts ON parts.attribution_id = attributions.attribution_id;

CREATE VIEW weapons_named AS
SELECT
    weapons.doc_id, documents.outlet, documents.published_on,
    weapons.surface, weapon_registry.name AS weapon_name, weapons.class_code, weapons.subclass_code,
    operator.name AS operator_name, operator.country_code AS operator_country_code,
    quantities.surface AS quantity_surface, quantities.value, quantities.value_min, quantities.value_max,
    sentences.surface AS sentence,
    weapons.weapon_mention_id, weapons.weapon_id, weapons.operator_actor_id, weapons.quantity_id,
    weapons.sentence_no, weapons.span_start, weapons.span_end, weapons.rule_id
FROM weapons
JOIN documents ON documents.doc_id = weapons.doc_id
LEFT JOIN sentences ON sentences.doc_id = weapons.doc_id AND sentences.sentence_no = weapons.sentence_no
LEFT JOIN weapon_registry ON weapon_registry.weapon_id = weapons.weapon_id
LEFT JOIN actor_registry AS operator ON operator.actor_id = weapons.operator_actor_id
LEFT JOIN quantities ON quantities.quantity_id = weapons.quantity_id;

CREATE VIEW places_mentioned AS
SELECT
    place_registry.place_id, place_registry.name AS place_name, place_registry.feature_code,
    place_registry.country_code, place_registry.latitude, place_registry.longitude,
    count(*) AS mention_count, count(DISTINCT locations.doc_id) AS document_count
FROM locations
JOIN place_registry ON place_registry.place_id = locations.place_id
GROUP BY ALL;
