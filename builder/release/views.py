"""Questions a researcher asks first, as views of the .duckdb file: the joins are made here once."""

from dataclasses import dataclass


@dataclass(frozen=True)
class View:
    """A SELECT over the published tables and what one of its rows means."""

    name: str
    comment: str
    select: str


VIEWS = (
    View(
        name="quantities_said",
        comment="One row per quantity with whose it is, who says it and in which words, where, and the sentence. "
        "Rows are occurrences: count or list them, never sum value.",
        select="""
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
LEFT JOIN place_registry ON place_registry.place_id = quantities.place_id
""",
    ),
    View(
        name="statements_said",
        comment="One row per attribution: who says something, with which cue, the words of source and content "
        "(parts joined by a space; content is null for restricted documents) and the source of the enclosing "
        "statement.",
        select="""
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
) AS parts ON parts.attribution_id = attributions.attribution_id
""",
    ),
    View(
        name="weapons_named",
        comment="One row per weapon mention with the registry's name, who operates it and how many where the text "
        "says so, and the sentence.",
        select="""
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
LEFT JOIN quantities ON quantities.quantity_id = weapons.quantity_id
""",
    ),
    View(
        name="places_mentioned",
        comment="One row per place with a resolved mention: its coordinates and how often and in how many documents "
        "it is mentioned.",
        select="""
SELECT
    place_registry.place_id, place_registry.name AS place_name, place_registry.feature_code,
    place_registry.country_code, place_registry.latitude, place_registry.longitude,
    count(*) AS mention_count, count(DISTINCT locations.doc_id) AS document_count
FROM locations
JOIN place_registry ON place_registry.place_id = locations.place_id
GROUP BY ALL
""",
    ),
)


@dataclass(frozen=True)
class Macro:
    """A question with parameters: a SELECT over the published tables, and what one of its rows means."""

    name: str
    parameters: str
    comment: str
    select: str

    @property
    def statement(self) -> str:
        """The CREATE MACRO statement, without a semicolon."""
        return f"CREATE MACRO {self.name}({self.parameters}) AS TABLE\n{self.select.strip()}"


_CLAIMS_SAID = """
SELECT
    coalesce(claims.refers_from_on, claims.asserted_on) AS on_day,
    claims.surface, claims.noun, claims.item_code, claims.event_code, claims.bound_code,
    claims.min_si, claims.max_si, claims.unit_si,
    owner.name AS owner_name, agent.name AS agent_name,
    coalesce(claims.source_name, claims.source_surface) AS source, claims.source_chain, claims.cue_lemma,
    claims.modality_code, claims.is_negated, claims.place_name, region.name AS region_name, claims.country_code,
    claims.refers_from_on, claims.refers_to_on, claims.asserted_on, claims.outlet, claims.doc_id,
    sentences.surface AS sentence, claims.comparable_key, claims.claim_id
FROM claims
LEFT JOIN actor_registry AS owner ON owner.actor_id = claims.owner_actor_id
LEFT JOIN actor_registry AS agent ON agent.actor_id = claims.agent_actor_id
LEFT JOIN place_registry AS region ON region.place_id = claims.region_place_id
LEFT JOIN sentences ON sentences.doc_id = claims.doc_id AND sentences.sentence_no = claims.sentence_no
"""
_OF_ITEM = "item IN (claims.item_code, split_part(claims.comparable_key, '/', 1))"
_IN_ORDER = "ORDER BY on_day, claims.doc_id, claims.span_start, claims.claim_id"

MACROS = (
    Macro(
        name="claims_about",
        parameters="item, place := NULL",
        comment="One row per claim about an item, or a family of items, in a place: its name or id, that of its "
        "region, or a country code. Rows are occurrences: count or list them, never sum.",
        select=f"""{_CLAIMS_SAID}
WHERE {_OF_ITEM}
    AND (place IS NULL OR lower(place) IN (
        lower(claims.place_name), claims.place_id, lower(region.name), claims.region_place_id,
        lower(claims.country_code)))
{_IN_ORDER}""",
    ),
    Macro(
        name="said_by",
        parameters="actor",
        comment="One row per claim that an actor makes, by id, by name or by the words of the text.",
        select=f"""{_CLAIMS_SAID}
WHERE lower(actor) IN (claims.source_actor_id, lower(claims.source_name), lower(claims.source_surface))
{_IN_ORDER}""",
    ),
    Macro(
        name="compare",
        parameters="item, event := NULL",
        comment="One row per claim about an item, or a family of items, side by side: claims of one comparable_key "
        "stand together. Denied, planned and negated claims are there and say so.",
        select=f"""{_CLAIMS_SAID}
WHERE {_OF_ITEM}
    AND (event IS NULL OR event IN (claims.event_code, split_part(claims.comparable_key, '/', 2)))
ORDER BY claims.comparable_key NULLS LAST, on_day, claims.doc_id, claims.span_start, claims.claim_id""",
    ),
    Macro(
        name="timeline",
        parameters="item",
        comment="One row per day and comparable_key with what is said of an item on that day: how many claims of how "
        "many sources, the lowest and the highest end, and who says so.",
        select=f"""
SELECT
    coalesce(claims.refers_from_on, claims.asserted_on) AS on_day, claims.comparable_key,
    count(*) AS claim_count,
    count(DISTINCT coalesce(claims.source_name, claims.source_surface, claims.outlet, claims.doc_id)) AS source_count,
    min(claims.min_si) AS lowest, max(claims.max_si) AS highest, any_value(claims.unit_si) AS unit_si,
    string_agg(DISTINCT coalesce(claims.source_name, claims.source_surface, claims.outlet, claims.doc_id), ' | '
        ORDER BY coalesce(claims.source_name, claims.source_surface, claims.outlet, claims.doc_id)) AS sources
FROM claims
WHERE {_OF_ITEM}
GROUP BY ALL
ORDER BY on_day, claims.comparable_key""",
    ),
)
