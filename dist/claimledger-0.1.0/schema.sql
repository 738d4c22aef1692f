-- Every table with its keys, checks and comments, parents first, then the views.
-- A table is filled by: INSERT INTO quantities BY NAME FROM 'parquet/quantities.parquet';

-- Not enforced: ("parent_actor_id") REFERENCES "actor_registry" ("actor_id")
CREATE TABLE "actor_registry" (
    "actor_id" VARCHAR NOT NULL,
    "name" VARCHAR NOT NULL,
    "actor_type_code" VARCHAR NOT NULL,
    "country_code" VARCHAR,
    "role" VARCHAR,
    "parent_actor_id" VARCHAR,
    "aliases" VARCHAR,
    "source" VARCHAR NOT NULL,
    CONSTRAINT "actor_registry_actor_id_pattern" CHECK (regexp_matches("actor_id", '^[a-z_]+:.+$')),
    CONSTRAINT "actor_registry_actor_id_min_length" CHECK (length("actor_id") >= 1),
    CONSTRAINT "actor_registry_name_min_length" CHECK (length("name") >= 1),
    CONSTRAINT "actor_registry_actor_type_code_codes" CHECK ("actor_type_code" IN ('alliance', 'armed_group', 'company', 'demographic_group', 'government', 'intelligence', 'intergovernmental_org', 'judiciary', 'legislature', 'media', 'military', 'military_unit', 'ngo_humanitarian', 'organisation', 'person', 'pmc', 'police_security', 'political_party', 'religious_body', 'state')),
    CONSTRAINT "actor_registry_country_code_pattern" CHECK (regexp_matches("country_code", '^[A-Z]{2}$')),
    CONSTRAINT "actor_registry_country_code_min_length" CHECK (length("country_code") >= 1),
    CONSTRAINT "actor_registry_role_min_length" CHECK (length("role") >= 1),
    CONSTRAINT "actor_registry_parent_actor_id_pattern" CHECK (regexp_matches("parent_actor_id", '^[a-z_]+:.+$')),
    CONSTRAINT "actor_registry_parent_actor_id_min_length" CHECK (length("parent_actor_id") >= 1),
    CONSTRAINT "actor_registry_aliases_min_length" CHECK (length("aliases") >= 1),
    CONSTRAINT "actor_registry_source_min_length" CHECK (length("source") >= 1),
    CONSTRAINT "actor_registry_not_its_own_parent" CHECK (actor_id <> parent_actor_id),
    PRIMARY KEY ("actor_id")
);
COMMENT ON TABLE "actor_registry" IS 'One row is one actor: a person, state, organisation, medium, alliance, force or military unit.';
COMMENT ON COLUMN "actor_registry"."actor_id" IS 'Readable id that never changes its meaning, for example `state:UA` or `unit:UA:brigade:82`; actors known only from one document begin with `doc:`. Never null.';
COMMENT ON COLUMN "actor_registry"."name" IS 'The usual English name. Never null.';
COMMENT ON COLUMN "actor_registry"."actor_type_code" IS 'What sort of actor this is. A person stays a person whatever the office. Never null.';
COMMENT ON COLUMN "actor_registry"."country_code" IS 'The country the actor belongs to, ISO 3166-1 alpha-2. Null for actors of no single country or of an unknown one.';
COMMENT ON COLUMN "actor_registry"."role" IS 'Office or function, such as president or spokesperson. Null if there is none or it is unknown.';
COMMENT ON COLUMN "actor_registry"."parent_actor_id" IS 'The actor this one is part of, such as the forces a brigade belongs to; a key of this same table. Null if none is recorded.';
COMMENT ON COLUMN "actor_registry"."aliases" IS 'Other names and spellings, separated by ` | `. Null if there are none.';
COMMENT ON COLUMN "actor_registry"."source" IS 'Where this row comes from: a key of the project''s list of sources, or `text` where a document made the actor known. Never null.';

CREATE TABLE "codes" (
    "list_name" VARCHAR NOT NULL,
    "code" VARCHAR NOT NULL,
    "label" VARCHAR NOT NULL,
    "description" VARCHAR NOT NULL,
    CONSTRAINT "codes_list_name_pattern" CHECK (regexp_matches("list_name", '^[a-z_]+$')),
    CONSTRAINT "codes_list_name_min_length" CHECK (length("list_name") >= 1),
    CONSTRAINT "codes_code_min_length" CHECK (length("code") >= 1),
    CONSTRAINT "codes_label_min_length" CHECK (length("label") >= 1),
    CONSTRAINT "codes_description_min_length" CHECK (length("description") >= 1),
    PRIMARY KEY ("list_name", "code")
);
COMMENT ON TABLE "codes" IS 'One row is one code of one list, with its label and meaning; the lists are those the `_code` columns of all tables draw on.';
COMMENT ON COLUMN "codes"."list_name" IS 'The list the code belongs to; mostly the name of the column. Never null.';
COMMENT ON COLUMN "codes"."code" IS 'The code as it stands in the tables. Never null.';
COMMENT ON COLUMN "codes"."label" IS 'What to call it in a legend. Never null.';
COMMENT ON COLUMN "codes"."description" IS 'What the code says, in a sentence. Never null.';

CREATE TABLE "documents" (
    "doc_id" VARCHAR NOT NULL,
    "title" VARCHAR,
    "outlet" VARCHAR,
    "url" VARCHAR,
    "published_on" DATE,
    "language" VARCHAR,
    "rights_code" VARCHAR NOT NULL,
    "text_sha256" VARCHAR,
    "char_count" BIGINT,
    "status_code" VARCHAR NOT NULL,
    "skip_reason" VARCHAR,
    "text" VARCHAR,
    CONSTRAINT "documents_doc_id_min_length" CHECK (length("doc_id") >= 1),
    CONSTRAINT "documents_title_min_length" CHECK (length("title") >= 1),
    CONSTRAINT "documents_outlet_min_length" CHECK (length("outlet") >= 1),
    CONSTRAINT "documents_url_min_length" CHECK (length("url") >= 1),
    CONSTRAINT "documents_language_pattern" CHECK (regexp_matches("language", '^[a-z]{2}$')),
    CONSTRAINT "documents_language_min_length" CHECK (length("language") >= 1),
    CONSTRAINT "documents_rights_code_codes" CHECK ("rights_code" IN ('open', 'restricted')),
    CONSTRAINT "documents_text_sha256_pattern" CHECK (regexp_matches("text_sha256", '^[0-9a-f]{64}$')),
    CONSTRAINT "documents_text_sha256_min_length" CHECK (length("text_sha256") >= 1),
    CONSTRAINT "documents_char_count_minimum" CHECK ("char_count" >= 0),
    CONSTRAINT "documents_status_code_codes" CHECK ("status_code" IN ('extracted', 'skipped')),
    CONSTRAINT "documents_skip_reason_min_length" CHECK (length("skip_reason") >= 1),
    CONSTRAINT "documents_text_min_length" CHECK (length("text") >= 1),
    CONSTRAINT "documents_skip_has_reason" CHECK ((status_code = 'skipped') = (skip_reason IS NOT NULL)),
    CONSTRAINT "documents_extracted_has_hash" CHECK (status_code <> 'extracted' OR (text_sha256 IS NOT NULL AND char_count IS NOT NULL)),
    PRIMARY KEY ("doc_id")
);
COMMENT ON TABLE "documents" IS 'One row is one document that was read, or that was found and skipped.';
COMMENT ON COLUMN "documents"."doc_id" IS 'The caller''s own id when the input has one, else the name of the file without its ending; unique in a corpus. Never null.';
COMMENT ON COLUMN "documents"."title" IS 'Headline as given by the input. Null if the input has none.';
COMMENT ON COLUMN "documents"."outlet" IS 'Name of the publisher as given by the input. Null if unknown.';
COMMENT ON COLUMN "documents"."url" IS 'Where the document was published on the web. Null if unknown.';
COMMENT ON COLUMN "documents"."published_on" IS 'Day of publication, ISO 8601. Null if unknown.';
COMMENT ON COLUMN "documents"."language" IS 'Language of the text, ISO 639-1, for example `en`. Null if it could not be told.';
COMMENT ON COLUMN "documents"."rights_code" IS 'Whether the words may be published in full: `open` or `restricted`. Restricted unless the input says otherwise. Never null.';
COMMENT ON COLUMN "documents"."text_sha256" IS 'SHA-256 of the UTF-8 bytes of the canonical text, in lower-case hexadecimal; proves that a copy of the document is the one that was read. Null if no text could be read.';
COMMENT ON COLUMN "documents"."char_count" IS 'Length of the canonical text in Unicode code points. Null if no text could be read.';
COMMENT ON COLUMN "documents"."status_code" IS 'Whether the document was `extracted` into tables or `skipped`. Never null.';
COMMENT ON COLUMN "documents"."skip_reason" IS 'Why the document was skipped, in words. Null when it was extracted.';
COMMENT ON COLUMN "documents"."text" IS 'The decoded text that all spans point into, with line feeds as line ends. Null where the words are withheld: whoever holds the document can fill them in again and check them by `text_sha256`.';

CREATE TABLE "place_registry" (
    "place_id" VARCHAR NOT NULL,
    "name" VARCHAR NOT NULL,
    "feature_code" VARCHAR NOT NULL,
    "country_code" VARCHAR,
    "admin1_code" VARCHAR,
    "admin1_name" VARCHAR,
    "admin2_code" VARCHAR,
    "admin2_name" VARCHAR,
    "latitude" DOUBLE,
    "longitude" DOUBLE,
    "source" VARCHAR NOT NULL,
    "licence" VARCHAR NOT NULL,
    CONSTRAINT "place_registry_place_id_pattern" CHECK (regexp_matches("place_id", '^[a-z_]+:.+$')),
    CONSTRAINT "place_registry_place_id_min_length" CHECK (length("place_id") >= 1),
    CONSTRAINT "place_registry_name_min_length" CHECK (length("name") >= 1),
    CONSTRAINT "place_registry_feature_code_codes" CHECK ("feature_code" IN ('admin1', 'admin2', 'continent', 'country', 'island', 'region', 'settlement', 'site', 'terrain', 'water')),
    CONSTRAINT "place_registry_country_code_pattern" CHECK (regexp_matches("country_code", '^[A-Z]{2}$')),
    CONSTRAINT "place_registry_country_code_min_length" CHECK (length("country_code") >= 1),
    CONSTRAINT "place_registry_admin1_code_min_length" CHECK (length("admin1_code") >= 1),
    CONSTRAINT "place_registry_admin1_name_min_length" CHECK (length("admin1_name") >= 1),
    CONSTRAINT "place_registry_admin2_code_min_length" CHECK (length("admin2_code") >= 1),
    CONSTRAINT "place_registry_admin2_name_min_length" CHECK (length("admin2_name") >= 1),
    CONSTRAINT "place_registry_latitude_minimum" CHECK ("latitude" >= -90),
    CONSTRAINT "place_registry_latitude_maximum" CHECK ("latitude" <= 90),
    CONSTRAINT "place_registry_latitude_finite" CHECK (isfinite("latitude")),
    CONSTRAINT "place_registry_longitude_minimum" CHECK ("longitude" >= -180),
    CONSTRAINT "place_registry_longitude_maximum" CHECK ("longitude" <= 180),
    CONSTRAINT "place_registry_longitude_finite" CHECK (isfinite("longitude")),
    CONSTRAINT "place_registry_source_min_length" CHECK (length("source") >= 1),
    CONSTRAINT "place_registry_licence_min_length" CHECK (length("licence") >= 1),
    CONSTRAINT "place_registry_point_is_whole" CHECK ((latitude IS NULL) = (longitude IS NULL)),
    PRIMARY KEY ("place_id")
);
COMMENT ON TABLE "place_registry" IS 'One row is one place that a name in the documents was resolved to.';
COMMENT ON COLUMN "place_registry"."place_id" IS 'Readable id that never changes its meaning: `geonames:<number>` where GeoNames has the place, else a slug such as `region:donbas`. Never null.';
COMMENT ON COLUMN "place_registry"."name" IS 'The usual English name. Never null.';
COMMENT ON COLUMN "place_registry"."feature_code" IS 'What sort of place this is. Never null.';
COMMENT ON COLUMN "place_registry"."country_code" IS 'The country the place lies in, ISO 3166-1 alpha-2. Null for places across or outside countries.';
COMMENT ON COLUMN "place_registry"."admin1_code" IS 'Code of the state, province or oblast within the country, as the source writes it. Null if there is none or it is unknown.';
COMMENT ON COLUMN "place_registry"."admin1_name" IS 'Name of the state, province or oblast. Null if there is none or it is unknown.';
COMMENT ON COLUMN "place_registry"."admin2_code" IS 'Code of the county, district or raion, with those of its country and first-level division before it: `US.TX.277`. Null for places that are wider, and if it is unknown.';
COMMENT ON COLUMN "place_registry"."admin2_name" IS 'Name of the county, district or raion. Null for places that are wider, and if it is unknown.';
COMMENT ON COLUMN "place_registry"."latitude" IS 'Degrees north of the equator (WGS 84), of a representative point. Null if no point is recorded.';
COMMENT ON COLUMN "place_registry"."longitude" IS 'Degrees east of Greenwich (WGS 84), of a representative point. Null if no point is recorded.';
COMMENT ON COLUMN "place_registry"."source" IS 'Where this row comes from: a key of the project''s list of sources. Never null.';
COMMENT ON COLUMN "place_registry"."licence" IS 'Licence of the source, as an SPDX identifier where it has one, for example `CC-BY-4.0`. Never null.';

CREATE TABLE "rules" (
    "rule_id" VARCHAR NOT NULL,
    "table_name" VARCHAR NOT NULL,
    "title" VARCHAR NOT NULL,
    "description" VARCHAR NOT NULL,
    "pattern" VARCHAR,
    "example" VARCHAR,
    "near_miss" VARCHAR,
    CONSTRAINT "rules_rule_id_min_length" CHECK (length("rule_id") >= 1),
    CONSTRAINT "rules_table_name_pattern" CHECK (regexp_matches("table_name", '^[a-z_]+$')),
    CONSTRAINT "rules_table_name_min_length" CHECK (length("table_name") >= 1),
    CONSTRAINT "rules_title_min_length" CHECK (length("title") >= 1),
    CONSTRAINT "rules_description_min_length" CHECK (length("description") >= 1),
    CONSTRAINT "rules_pattern_min_length" CHECK (length("pattern") >= 1),
    CONSTRAINT "rules_example_min_length" CHECK (length("example") >= 1),
    CONSTRAINT "rules_near_miss_min_length" CHECK (length("near_miss") >= 1),
    PRIMARY KEY ("rule_id")
);
COMMENT ON TABLE "rules" IS 'One row is one rule that makes rows of a table from words.';
COMMENT ON COLUMN "rules"."rule_id" IS 'Readable id of the rule. Never null.';
COMMENT ON COLUMN "rules"."table_name" IS 'The table whose rows it makes. Never null.';
COMMENT ON COLUMN "rules"."title" IS 'What the rule matches, in a few words. Never null.';
COMMENT ON COLUMN "rules"."description" IS 'What the rule matches and what it makes of it. Never null.';
COMMENT ON COLUMN "rules"."pattern" IS 'The pattern as the program uses it. Null for rules that no single pattern expresses.';
COMMENT ON COLUMN "rules"."example" IS 'Words the rule matches. Null if none is recorded.';
COMMENT ON COLUMN "rules"."near_miss" IS 'Words that look alike and are rightly left alone. Null if none is recorded.';

CREATE TABLE "skipped" (
    "where_found" VARCHAR NOT NULL,
    "reason_code" VARCHAR NOT NULL,
    "found" VARCHAR,
    "expected" VARCHAR,
    "remedy" VARCHAR NOT NULL,
    CONSTRAINT "skipped_where_found_min_length" CHECK (length("where_found") >= 1),
    CONSTRAINT "skipped_reason_code_codes" CHECK ("reason_code" IN ('catalog', 'duplicate_id', 'encoding', 'format', 'language', 'metadata', 'missing_text', 'unreadable')),
    CONSTRAINT "skipped_found_min_length" CHECK (length("found") >= 1),
    CONSTRAINT "skipped_expected_min_length" CHECK (length("expected") >= 1),
    CONSTRAINT "skipped_remedy_min_length" CHECK (length("remedy") >= 1),
    PRIMARY KEY ("where_found")
);
COMMENT ON TABLE "skipped" IS 'One row is one file or one record of a file that could not be read or used.';
COMMENT ON COLUMN "skipped"."where_found" IS 'The file as given on the command line, or `file:line` for a record of it. Never null.';
COMMENT ON COLUMN "skipped"."reason_code" IS 'Why it was skipped. Never null.';
COMMENT ON COLUMN "skipped"."found" IS 'What was there. Null if there is nothing to show.';
COMMENT ON COLUMN "skipped"."expected" IS 'What would have been accepted. Null if nothing could be.';
COMMENT ON COLUMN "skipped"."remedy" IS 'What to do to have it read. Never null.';

CREATE TABLE "weapon_registry" (
    "weapon_id" VARCHAR NOT NULL,
    "name" VARCHAR NOT NULL,
    "class_code" VARCHAR NOT NULL,
    "subclass_code" VARCHAR,
    "origin_country_code" VARCHAR,
    "unroca_code" VARCHAR,
    "is_platform" BOOLEAN NOT NULL,
    "aliases" VARCHAR,
    "source" VARCHAR NOT NULL,
    CONSTRAINT "weapon_registry_weapon_id_pattern" CHECK (regexp_matches("weapon_id", '^weapon:.+$')),
    CONSTRAINT "weapon_registry_weapon_id_min_length" CHECK (length("weapon_id") >= 1),
    CONSTRAINT "weapon_registry_name_min_length" CHECK (length("name") >= 1),
    CONSTRAINT "weapon_registry_class_code_codes" CHECK ("class_code" IN ('air_defence', 'aircraft', 'armoured_vehicle', 'artillery', 'cbrn', 'electronic', 'helicopter', 'ied', 'light_weapon', 'missile', 'munition', 'naval', 'small_arm', 'support_vehicle', 'tank', 'uav', 'unspecified')),
    CONSTRAINT "weapon_registry_subclass_code_codes" CHECK ("subclass_code" IN ('aa_gun', 'aerial_bomb', 'air_to_air', 'air_to_surface', 'ammunition', 'anti_ship', 'anti_tank_gun', 'apc', 'atgm', 'attack', 'auxiliary', 'ballistic', 'biological', 'bomber', 'carrier', 'chemical', 'cluster', 'coastal', 'cruise', 'fighter', 'fpv', 'generic', 'grenade', 'ifv', 'landing', 'loitering', 'manpads', 'mine', 'mlrs', 'mortar', 'mrap', 'nuclear', 'patrol', 'radiological', 'recon', 'rocket', 'sam', 'self_propelled', 'shell', 'spaag', 'submarine', 'surface', 'torpedo', 'towed', 'trainer', 'transport', 'ucav', 'usv')),
    CONSTRAINT "weapon_registry_origin_country_code_pattern" CHECK (regexp_matches("origin_country_code", '^[A-Z]{2}$')),
    CONSTRAINT "weapon_registry_origin_country_code_min_length" CHECK (length("origin_country_code") >= 1),
    CONSTRAINT "weapon_registry_unroca_code_codes" CHECK ("unroca_code" IN ('I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII')),
    CONSTRAINT "weapon_registry_aliases_min_length" CHECK (length("aliases") >= 1),
    CONSTRAINT "weapon_registry_source_min_length" CHECK (length("source") >= 1),
    CONSTRAINT "weapon_registry_class_code_subclass_code" CHECK ("class_code" || '/' || "subclass_code" IN ('air_defence/aa_gun', 'air_defence/manpads', 'air_defence/sam', 'air_defence/spaag', 'aircraft/attack', 'aircraft/bomber', 'aircraft/fighter', 'aircraft/generic', 'aircraft/recon', 'aircraft/trainer', 'aircraft/transport', 'armoured_vehicle/apc', 'armoured_vehicle/generic', 'armoured_vehicle/ifv', 'armoured_vehicle/mrap', 'armoured_vehicle/recon', 'artillery/anti_tank_gun', 'artillery/coastal', 'artillery/generic', 'artillery/mlrs', 'artillery/mortar', 'artillery/self_propelled', 'artillery/towed', 'cbrn/biological', 'cbrn/chemical', 'cbrn/nuclear', 'cbrn/radiological', 'missile/air_to_air', 'missile/air_to_surface', 'missile/anti_ship', 'missile/atgm', 'missile/ballistic', 'missile/cruise', 'missile/generic', 'munition/aerial_bomb', 'munition/ammunition', 'munition/cluster', 'munition/grenade', 'munition/mine', 'munition/rocket', 'munition/shell', 'munition/torpedo', 'naval/auxiliary', 'naval/carrier', 'naval/landing', 'naval/patrol', 'naval/submarine', 'naval/surface', 'naval/usv', 'uav/fpv', 'uav/generic', 'uav/loitering', 'uav/recon', 'uav/ucav')),
    PRIMARY KEY ("weapon_id")
);
COMMENT ON TABLE "weapon_registry" IS 'One row is one weapon, munition, vehicle, vessel, aircraft or system, or one generic class of them.';
COMMENT ON COLUMN "weapon_registry"."weapon_id" IS 'Readable id that never changes its meaning, for example `weapon:atacms`, or `weapon:class:uav` for a class as a whole. Never null.';
COMMENT ON COLUMN "weapon_registry"."name" IS 'The usual English name. Never null.';
COMMENT ON COLUMN "weapon_registry"."class_code" IS 'Broad class of the weapon. Never null.';
COMMENT ON COLUMN "weapon_registry"."subclass_code" IS 'Finer class within `class_code`. Null where the class has none or it is not known.';
COMMENT ON COLUMN "weapon_registry"."origin_country_code" IS 'Where the design comes from, ISO 3166-1 alpha-2. Null for generic classes, joint designs and unknown origins.';
COMMENT ON COLUMN "weapon_registry"."unroca_code" IS 'Category I to VIII of the United Nations Register of Conventional Arms. Null where no category applies or the facts that decide it are not known.';
COMMENT ON COLUMN "weapon_registry"."is_platform" IS 'True for what carries weapons (vehicles, aircraft, drones, ships), false for weapons and munitions themselves. Never null.';
COMMENT ON COLUMN "weapon_registry"."aliases" IS 'Other names and spellings, separated by ` | `. Null if there are none.';
COMMENT ON COLUMN "weapon_registry"."source" IS 'Where this row comes from: a key of the project''s list of sources. Never null.';

CREATE TABLE "sentences" (
    "doc_id" VARCHAR NOT NULL,
    "sentence_no" BIGINT NOT NULL,
    "span_start" BIGINT NOT NULL,
    "span_end" BIGINT NOT NULL,
    "surface" VARCHAR,
    CONSTRAINT "sentences_doc_id_min_length" CHECK (length("doc_id") >= 1),
    CONSTRAINT "sentences_sentence_no_minimum" CHECK ("sentence_no" >= 0),
    CONSTRAINT "sentences_span_start_minimum" CHECK ("span_start" >= 0),
    CONSTRAINT "sentences_span_end_minimum" CHECK ("span_end" >= 1),
    CONSTRAINT "sentences_surface_min_length" CHECK (length("surface") >= 1),
    CONSTRAINT "sentences_span_order" CHECK (span_start < span_end),
    PRIMARY KEY ("doc_id", "sentence_no"),
    FOREIGN KEY ("doc_id") REFERENCES "documents" ("doc_id")
);
COMMENT ON TABLE "sentences" IS 'One row is one sentence of a document.';
COMMENT ON COLUMN "sentences"."doc_id" IS 'The document the words stand in; a key of `documents`. Never null.';
COMMENT ON COLUMN "sentences"."sentence_no" IS 'Ordinal of the sentence in its document, counted from 0. Never null.';
COMMENT ON COLUMN "sentences"."span_start" IS 'Where the words begin in the document''s text: Unicode code points, counted from 0. Never null.';
COMMENT ON COLUMN "sentences"."span_end" IS 'Where the words end in the document''s text: Unicode code points, this position excluded. Never null.';
COMMENT ON COLUMN "sentences"."surface" IS 'The exact words between `span_start` and `span_end`. Null where the rights of the document withhold them.';

CREATE TABLE "actors" (
    "actor_mention_id" VARCHAR NOT NULL,
    "doc_id" VARCHAR NOT NULL,
    "sentence_no" BIGINT NOT NULL,
    "span_start" BIGINT NOT NULL,
    "span_end" BIGINT NOT NULL,
    "surface" VARCHAR,
    "actor_id" VARCHAR NOT NULL,
    "actor_type_code" VARCHAR NOT NULL,
    "country_code" VARCHAR,
    "mention_code" VARCHAR NOT NULL,
    "title" VARCHAR,
    "place_id" VARCHAR,
    "rule_id" VARCHAR NOT NULL,
    CONSTRAINT "actors_actor_mention_id_pattern" CHECK (regexp_matches("actor_mention_id", '^.+:[a-z]:[0-9]+-[0-9]+.*$')),
    CONSTRAINT "actors_actor_mention_id_min_length" CHECK (length("actor_mention_id") >= 1),
    CONSTRAINT "actors_doc_id_min_length" CHECK (length("doc_id") >= 1),
    CONSTRAINT "actors_sentence_no_minimum" CHECK ("sentence_no" >= 0),
    CONSTRAINT "actors_span_start_minimum" CHECK ("span_start" >= 0),
    CONSTRAINT "actors_span_end_minimum" CHECK ("span_end" >= 1),
    CONSTRAINT "actors_surface_min_length" CHECK (length("surface") >= 1),
    CONSTRAINT "actors_actor_id_pattern" CHECK (regexp_matches("actor_id", '^[a-z_]+:.+$')),
    CONSTRAINT "actors_actor_id_min_length" CHECK (length("actor_id") >= 1),
    CONSTRAINT "actors_actor_type_code_codes" CHECK ("actor_type_code" IN ('alliance', 'armed_group', 'company', 'demographic_group', 'government', 'intelligence', 'intergovernmental_org', 'judiciary', 'legislature', 'media', 'military', 'military_unit', 'ngo_humanitarian', 'organisation', 'person', 'pmc', 'police_security', 'political_party', 'religious_body', 'state')),
    CONSTRAINT "actors_country_code_pattern" CHECK (regexp_matches("country_code", '^[A-Z]{2}$')),
    CONSTRAINT "actors_country_code_min_length" CHECK (length("country_code") >= 1),
    CONSTRAINT "actors_mention_code_codes" CHECK ("mention_code" IN ('group', 'metonym', 'name', 'title')),
    CONSTRAINT "actors_title_min_length" CHECK (length("title") >= 1),
    CONSTRAINT "actors_place_id_pattern" CHECK (regexp_matches("place_id", '^[a-z_]+:.+$')),
    CONSTRAINT "actors_place_id_min_length" CHECK (length("place_id") >= 1),
    CONSTRAINT "actors_rule_id_min_length" CHECK (length("rule_id") >= 1),
    CONSTRAINT "actors_span_order" CHECK (span_start < span_end),
    PRIMARY KEY ("actor_mention_id"),
    FOREIGN KEY ("doc_id") REFERENCES "documents" ("doc_id"),
    FOREIGN KEY ("doc_id", "sentence_no") REFERENCES "sentences" ("doc_id", "sentence_no"),
    FOREIGN KEY ("actor_id") REFERENCES "actor_registry" ("actor_id"),
    FOREIGN KEY ("place_id") REFERENCES "place_registry" ("place_id"),
    FOREIGN KEY ("rule_id") REFERENCES "rules" ("rule_id")
);
COMMENT ON TABLE "actors" IS 'One row is one mention of an actor in one document.';
COMMENT ON COLUMN "actors"."actor_mention_id" IS 'Names this row: `<doc_id>:<table letter>:<span_start>-<span_end>`, with a suffix where two rows share a span. Depends on content and position alone, so it stays the same across rebuilds. Never null.';
COMMENT ON COLUMN "actors"."doc_id" IS 'The document the words stand in; a key of `documents`. Never null.';
COMMENT ON COLUMN "actors"."sentence_no" IS 'Ordinal of the sentence the span begins in, counted from 0 within the document; with `doc_id` a key of `sentences`. Never null.';
COMMENT ON COLUMN "actors"."span_start" IS 'Where the words begin in the document''s text: Unicode code points, counted from 0. Never null.';
COMMENT ON COLUMN "actors"."span_end" IS 'Where the words end in the document''s text: Unicode code points, this position excluded. Never null.';
COMMENT ON COLUMN "actors"."surface" IS 'The exact words between `span_start` and `span_end`. Titles and determiners stay outside. Null where the rights of the document withhold them.';
COMMENT ON COLUMN "actors"."actor_id" IS 'The actor meant; a key of `actor_registry`. Never null: an actor known from this document alone gets an id that begins with `doc:`.';
COMMENT ON COLUMN "actors"."actor_type_code" IS 'What sort of actor this is. Never null.';
COMMENT ON COLUMN "actors"."country_code" IS 'The country the actor belongs to, ISO 3166-1 alpha-2. Null for actors of no single country or of an unknown one.';
COMMENT ON COLUMN "actors"."mention_code" IS 'How the words refer: by name, by title, by a place standing for its government, or as a group. Never null.';
COMMENT ON COLUMN "actors"."title" IS 'The title or office written beside the name, as written. Null if there is none.';
COMMENT ON COLUMN "actors"."place_id" IS 'The place named, where a place stands for its government (''Turkey said''); a key of `place_registry`. Null elsewhere.';
COMMENT ON COLUMN "actors"."rule_id" IS 'The rule that made this row; a key of `rules`. Never null.';

-- Not enforced: ("parent_attribution_id") REFERENCES "attributions" ("attribution_id")
CREATE TABLE "attributions" (
    "attribution_id" VARCHAR NOT NULL,
    "doc_id" VARCHAR NOT NULL,
    "sentence_no" BIGINT NOT NULL,
    "span_start" BIGINT NOT NULL,
    "span_end" BIGINT NOT NULL,
    "surface" VARCHAR,
    "source_actor_id" VARCHAR,
    "source_type_code" VARCHAR NOT NULL,
    "cue_lemma" VARCHAR,
    "cue_code" VARCHAR,
    "is_negated" BOOLEAN NOT NULL,
    "quote_code" VARCHAR NOT NULL,
    "parent_attribution_id" VARCHAR,
    "rule_id" VARCHAR NOT NULL,
    CONSTRAINT "attributions_attribution_id_pattern" CHECK (regexp_matches("attribution_id", '^.+:[a-z]:[0-9]+-[0-9]+.*$')),
    CONSTRAINT "attributions_attribution_id_min_length" CHECK (length("attribution_id") >= 1),
    CONSTRAINT "attributions_doc_id_min_length" CHECK (length("doc_id") >= 1),
    CONSTRAINT "attributions_sentence_no_minimum" CHECK ("sentence_no" >= 0),
    CONSTRAINT "attributions_span_start_minimum" CHECK ("span_start" >= 0),
    CONSTRAINT "attributions_span_end_minimum" CHECK ("span_end" >= 1),
    CONSTRAINT "attributions_surface_min_length" CHECK (length("surface") >= 1),
    CONSTRAINT "attributions_source_actor_id_pattern" CHECK (regexp_matches("source_actor_id", '^[a-z_]+:.+$')),
    CONSTRAINT "attributions_source_actor_id_min_length" CHECK (length("source_actor_id") >= 1),
    CONSTRAINT "attributions_source_type_code_codes" CHECK ("source_type_code" IN ('armed_forces', 'collective', 'document', 'expert', 'media', 'named_person', 'official_unnamed', 'organisation', 'state', 'unknown')),
    CONSTRAINT "attributions_cue_lemma_min_length" CHECK (length("cue_lemma") >= 1),
    CONSTRAINT "attributions_cue_code_codes" CHECK ("cue_code" IN ('accuse', 'ask', 'believe', 'claim', 'confirm', 'demand', 'deny', 'estimate', 'other', 'promise', 'report', 'say', 'warn')),
    CONSTRAINT "attributions_quote_code_codes" CHECK ("quote_code" IN ('direct', 'indirect', 'mixed')),
    CONSTRAINT "attributions_parent_attribution_id_pattern" CHECK (regexp_matches("parent_attribution_id", '^.+:[a-z]:[0-9]+-[0-9]+.*$')),
    CONSTRAINT "attributions_parent_attribution_id_min_length" CHECK (length("parent_attribution_id") >= 1),
    CONSTRAINT "attributions_rule_id_min_length" CHECK (length("rule_id") >= 1),
    CONSTRAINT "attributions_span_order" CHECK (span_start < span_end),
    CONSTRAINT "attributions_cue_is_classed" CHECK (cue_lemma IS NULL OR cue_code IS NOT NULL),
    CONSTRAINT "attributions_not_its_own_parent" CHECK (attribution_id <> parent_attribution_id),
    PRIMARY KEY ("attribution_id"),
    FOREIGN KEY ("doc_id") REFERENCES "documents" ("doc_id"),
    FOREIGN KEY ("doc_id", "sentence_no") REFERENCES "sentences" ("doc_id", "sentence_no"),
    FOREIGN KEY ("source_actor_id") REFERENCES "actor_registry" ("actor_id"),
    FOREIGN KEY ("rule_id") REFERENCES "rules" ("rule_id")
);
COMMENT ON TABLE "attributions" IS 'One row is one act of saying, claiming, reporting, thinking or ordering, with its source and its content.';
COMMENT ON COLUMN "attributions"."attribution_id" IS 'Names this row: `<doc_id>:<table letter>:<span_start>-<span_end>`, with a suffix where two rows share a span. Depends on content and position alone, so it stays the same across rebuilds. Never null.';
COMMENT ON COLUMN "attributions"."doc_id" IS 'The document the words stand in; a key of `documents`. Never null.';
COMMENT ON COLUMN "attributions"."sentence_no" IS 'Ordinal of the sentence the span begins in, counted from 0 within the document; with `doc_id` a key of `sentences`. Never null.';
COMMENT ON COLUMN "attributions"."span_start" IS 'Where the words begin in the document''s text: Unicode code points, counted from 0. Never null.';
COMMENT ON COLUMN "attributions"."span_end" IS 'Where the words end in the document''s text: Unicode code points, this position excluded. Never null.';
COMMENT ON COLUMN "attributions"."surface" IS 'The exact words between `span_start` and `span_end`. The span is the hull of the parts in `attribution_spans`, so the words include the content. Null where the rights of the document withhold them.';
COMMENT ON COLUMN "attributions"."source_actor_id" IS 'The actor who says it; a key of `actor_registry`. Null if the source is not named or not resolved.';
COMMENT ON COLUMN "attributions"."source_type_code" IS 'What sort of source the text gives. Never null.';
COMMENT ON COLUMN "attributions"."cue_lemma" IS 'Dictionary form of the word that marks the attribution, such as `say` or `according to`. Null for a quotation that stands alone.';
COMMENT ON COLUMN "attributions"."cue_code" IS 'What the cue does: say, deny, warn and so on. Null where there is no cue.';
COMMENT ON COLUMN "attributions"."is_negated" IS 'True if the cue is negated, as in ''did not say''. Never null.';
COMMENT ON COLUMN "attributions"."quote_code" IS 'Whether the content is quoted word for word, told in the writer''s words, or mixed. Never null.';
COMMENT ON COLUMN "attributions"."parent_attribution_id" IS 'The attribution whose content holds this one; a key of this same table. Null for an outermost attribution.';
COMMENT ON COLUMN "attributions"."rule_id" IS 'The rule that made this row; a key of `rules`. Never null.';

CREATE TABLE "locations" (
    "location_mention_id" VARCHAR NOT NULL,
    "doc_id" VARCHAR NOT NULL,
    "sentence_no" BIGINT NOT NULL,
    "span_start" BIGINT NOT NULL,
    "span_end" BIGINT NOT NULL,
    "surface" VARCHAR,
    "place_id" VARCHAR,
    "confidence" DOUBLE,
    "candidate_count" BIGINT NOT NULL,
    "rule_id" VARCHAR NOT NULL,
    CONSTRAINT "locations_location_mention_id_pattern" CHECK (regexp_matches("location_mention_id", '^.+:[a-z]:[0-9]+-[0-9]+.*$')),
    CONSTRAINT "locations_location_mention_id_min_length" CHECK (length("location_mention_id") >= 1),
    CONSTRAINT "locations_doc_id_min_length" CHECK (length("doc_id") >= 1),
    CONSTRAINT "locations_sentence_no_minimum" CHECK ("sentence_no" >= 0),
    CONSTRAINT "locations_span_start_minimum" CHECK ("span_start" >= 0),
    CONSTRAINT "locations_span_end_minimum" CHECK ("span_end" >= 1),
    CONSTRAINT "locations_surface_min_length" CHECK (length("surface") >= 1),
    CONSTRAINT "locations_place_id_pattern" CHECK (regexp_matches("place_id", '^[a-z_]+:.+$')),
    CONSTRAINT "locations_place_id_min_length" CHECK (length("place_id") >= 1),
    CONSTRAINT "locations_confidence_minimum" CHECK ("confidence" >= 0),
    CONSTRAINT "locations_confidence_maximum" CHECK ("confidence" <= 1),
    CONSTRAINT "locations_confidence_finite" CHECK (isfinite("confidence")),
    CONSTRAINT "locations_candidate_count_minimum" CHECK ("candidate_count" >= 0),
    CONSTRAINT "locations_rule_id_min_length" CHECK (length("rule_id") >= 1),
    CONSTRAINT "locations_span_order" CHECK (span_start < span_end),
    CONSTRAINT "locations_place_has_confidence" CHECK (place_id IS NULL OR confidence IS NOT NULL),
    PRIMARY KEY ("location_mention_id"),
    FOREIGN KEY ("doc_id") REFERENCES "documents" ("doc_id"),
    FOREIGN KEY ("doc_id", "sentence_no") REFERENCES "sentences" ("doc_id", "sentence_no"),
    FOREIGN KEY ("place_id") REFERENCES "place_registry" ("place_id"),
    FOREIGN KEY ("rule_id") REFERENCES "rules" ("rule_id")
);
COMMENT ON TABLE "locations" IS 'One row is one mention of a named place, used as a place, in one document.';
COMMENT ON COLUMN "locations"."location_mention_id" IS 'Names this row: `<doc_id>:<table letter>:<span_start>-<span_end>`, with a suffix where two rows share a span. Depends on content and position alone, so it stays the same across rebuilds. Never null.';
COMMENT ON COLUMN "locations"."doc_id" IS 'The document the words stand in; a key of `documents`. Never null.';
COMMENT ON COLUMN "locations"."sentence_no" IS 'Ordinal of the sentence the span begins in, counted from 0 within the document; with `doc_id` a key of `sentences`. Never null.';
COMMENT ON COLUMN "locations"."span_start" IS 'Where the words begin in the document''s text: Unicode code points, counted from 0. Never null.';
COMMENT ON COLUMN "locations"."span_end" IS 'Where the words end in the document''s text: Unicode code points, this position excluded. Never null.';
COMMENT ON COLUMN "locations"."surface" IS 'The exact words between `span_start` and `span_end`. Null where the rights of the document withhold them.';
COMMENT ON COLUMN "locations"."place_id" IS 'The place meant; a key of `place_registry`. Null where the candidates could not be told apart, or there were none.';
COMMENT ON COLUMN "locations"."confidence" IS 'How sure the choice of the place is, from 0 (a guess) to 1 (certain). Null where no place was chosen.';
COMMENT ON COLUMN "locations"."candidate_count" IS 'How many places of that name were weighed. Never null.';
COMMENT ON COLUMN "locations"."rule_id" IS 'The rule that made this row; a key of `rules`. Never null.';

CREATE TABLE "attribution_spans" (
    "attribution_id" VARCHAR NOT NULL,
    "role_code" VARCHAR NOT NULL,
    "part_no" BIGINT NOT NULL,
    "doc_id" VARCHAR NOT NULL,
    "span_start" BIGINT NOT NULL,
    "span_end" BIGINT NOT NULL,
    "surface" VARCHAR,
    "surface_sha256" VARCHAR,
    CONSTRAINT "attribution_spans_attribution_id_pattern" CHECK (regexp_matches("attribution_id", '^.+:[a-z]:[0-9]+-[0-9]+.*$')),
    CONSTRAINT "attribution_spans_attribution_id_min_length" CHECK (length("attribution_id") >= 1),
    CONSTRAINT "attribution_spans_role_code_codes" CHECK ("role_code" IN ('content', 'cue', 'source')),
    CONSTRAINT "attribution_spans_part_no_minimum" CHECK ("part_no" >= 0),
    CONSTRAINT "attribution_spans_doc_id_min_length" CHECK (length("doc_id") >= 1),
    CONSTRAINT "attribution_spans_span_start_minimum" CHECK ("span_start" >= 0),
    CONSTRAINT "attribution_spans_span_end_minimum" CHECK ("span_end" >= 1),
    CONSTRAINT "attribution_spans_surface_min_length" CHECK (length("surface") >= 1),
    CONSTRAINT "attribution_spans_surface_sha256_pattern" CHECK (regexp_matches("surface_sha256", '^[0-9a-f]{64}$')),
    CONSTRAINT "attribution_spans_surface_sha256_min_length" CHECK (length("surface_sha256") >= 1),
    CONSTRAINT "attribution_spans_span_order" CHECK (span_start < span_end),
    PRIMARY KEY ("attribution_id", "role_code", "part_no"),
    FOREIGN KEY ("attribution_id") REFERENCES "attributions" ("attribution_id"),
    FOREIGN KEY ("doc_id") REFERENCES "documents" ("doc_id")
);
COMMENT ON TABLE "attribution_spans" IS 'One row is one stretch of words that is part of an attribution: of its source, its cue or its content.';
COMMENT ON COLUMN "attribution_spans"."attribution_id" IS 'The attribution this is a part of; a key of `attributions`. Never null.';
COMMENT ON COLUMN "attribution_spans"."role_code" IS 'Which part of the attribution the words are. Never null.';
COMMENT ON COLUMN "attribution_spans"."part_no" IS 'Ordinal of the stretch among those with the same attribution and part, in text order, counted from 0. Never null.';
COMMENT ON COLUMN "attribution_spans"."doc_id" IS 'The document the words stand in; a key of `documents`. Never null.';
COMMENT ON COLUMN "attribution_spans"."span_start" IS 'Where the words begin in the document''s text: Unicode code points, counted from 0. Never null.';
COMMENT ON COLUMN "attribution_spans"."span_end" IS 'Where the words end in the document''s text: Unicode code points, this position excluded. Never null.';
COMMENT ON COLUMN "attribution_spans"."surface" IS 'The exact words between `span_start` and `span_end`. Null for contents where the rights of the document withhold them.';
COMMENT ON COLUMN "attribution_spans"."surface_sha256" IS 'SHA-256 of the UTF-8 bytes of the words, in lower-case hexadecimal; there even where the words are withheld. Null for sources and cues, whose words are always published.';

CREATE TABLE "quantities" (
    "quantity_id" VARCHAR NOT NULL,
    "doc_id" VARCHAR NOT NULL,
    "sentence_no" BIGINT NOT NULL,
    "span_start" BIGINT NOT NULL,
    "span_end" BIGINT NOT NULL,
    "surface" VARCHAR,
    "value" DOUBLE,
    "value_min" DOUBLE,
    "value_max" DOUBLE,
    "bound_code" VARCHAR NOT NULL,
    "kind_code" VARCHAR NOT NULL,
    "unit_code" VARCHAR,
    "dimension_code" VARCHAR,
    "value_si" DOUBLE,
    "unit_si" VARCHAR,
    "noun" VARCHAR,
    "noun_start" BIGINT,
    "noun_end" BIGINT,
    "item_code" VARCHAR NOT NULL,
    "event_code" VARCHAR,
    "actor_id" VARCHAR,
    "attribution_id" VARCHAR,
    "place_id" VARCHAR,
    "rule_id" VARCHAR NOT NULL,
    CONSTRAINT "quantities_quantity_id_pattern" CHECK (regexp_matches("quantity_id", '^.+:[a-z]:[0-9]+-[0-9]+.*$')),
    CONSTRAINT "quantities_quantity_id_min_length" CHECK (length("quantity_id") >= 1),
    CONSTRAINT "quantities_doc_id_min_length" CHECK (length("doc_id") >= 1),
    CONSTRAINT "quantities_sentence_no_minimum" CHECK ("sentence_no" >= 0),
    CONSTRAINT "quantities_span_start_minimum" CHECK ("span_start" >= 0),
    CONSTRAINT "quantities_span_end_minimum" CHECK ("span_end" >= 1),
    CONSTRAINT "quantities_surface_min_length" CHECK (length("surface") >= 1),
    CONSTRAINT "quantities_value_finite" CHECK (isfinite("value")),
    CONSTRAINT "quantities_value_min_finite" CHECK (isfinite("value_min")),
    CONSTRAINT "quantities_value_max_finite" CHECK (isfinite("value_max")),
    CONSTRAINT "quantities_bound_code_codes" CHECK ("bound_code" IN ('approximate', 'at_least', 'at_most', 'exact', 'indefinite', 'less_than', 'more_than', 'range')),
    CONSTRAINT "quantities_kind_code_codes" CHECK ("kind_code" IN ('count', 'duration', 'measure', 'money', 'rate', 'share')),
    CONSTRAINT "quantities_unit_code_min_length" CHECK (length("unit_code") >= 1),
    CONSTRAINT "quantities_dimension_code_codes" CHECK ("dimension_code" IN ('angle', 'area', 'current', 'data', 'duration', 'energy', 'flow', 'force', 'frequency', 'length', 'mass', 'money', 'other', 'power', 'pressure', 'share', 'speed', 'temperature', 'voltage', 'volume')),
    CONSTRAINT "quantities_value_si_finite" CHECK (isfinite("value_si")),
    CONSTRAINT "quantities_unit_si_min_length" CHECK (length("unit_si") >= 1),
    CONSTRAINT "quantities_noun_min_length" CHECK (length("noun") >= 1),
    CONSTRAINT "quantities_noun_start_minimum" CHECK ("noun_start" >= 0),
    CONSTRAINT "quantities_noun_end_minimum" CHECK ("noun_end" >= 1),
    CONSTRAINT "quantities_item_code_codes" CHECK ("item_code" IN ('administrative_areas', 'aircraft', 'casualties', 'civilians', 'distance', 'drones', 'duration', 'military_units', 'missiles', 'money', 'officials', 'other', 'prisoners', 'settlements', 'share', 'territory', 'troops', 'vehicles', 'weapons')),
    CONSTRAINT "quantities_event_code_codes" CHECK ("event_code" IN ('advanced', 'captured', 'controlled', 'deployed', 'destroyed', 'displaced', 'killed', 'killed_or_wounded', 'launched', 'length', 'range', 'returned', 'shot_down', 'wounded')),
    CONSTRAINT "quantities_actor_id_pattern" CHECK (regexp_matches("actor_id", '^[a-z_]+:.+$')),
    CONSTRAINT "quantities_actor_id_min_length" CHECK (length("actor_id") >= 1),
    CONSTRAINT "quantities_attribution_id_pattern" CHECK (regexp_matches("attribution_id", '^.+:[a-z]:[0-9]+-[0-9]+.*$')),
    CONSTRAINT "quantities_attribution_id_min_length" CHECK (length("attribution_id") >= 1),
    CONSTRAINT "quantities_place_id_pattern" CHECK (regexp_matches("place_id", '^[a-z_]+:.+$')),
    CONSTRAINT "quantities_place_id_min_length" CHECK (length("place_id") >= 1),
    CONSTRAINT "quantities_rule_id_min_length" CHECK (length("rule_id") >= 1),
    CONSTRAINT "quantities_span_order" CHECK (span_start < span_end),
    CONSTRAINT "quantities_interval_order" CHECK (value_min <= value_max),
    CONSTRAINT "quantities_exact_has_value" CHECK (bound_code <> 'exact' OR (value IS NOT NULL AND value_min IS NOT NULL AND value_max IS NOT NULL AND value_min = value AND value_max = value)),
    CONSTRAINT "quantities_approximate_has_no_interval" CHECK (bound_code <> 'approximate' OR (value IS NOT NULL AND value_min IS NULL AND value_max IS NULL)),
    CONSTRAINT "quantities_range_has_ends" CHECK (bound_code <> 'range' OR (value IS NULL AND value_min IS NOT NULL AND value_max IS NOT NULL)),
    CONSTRAINT "quantities_indefinite_has_no_value" CHECK (bound_code <> 'indefinite' OR value IS NULL),
    CONSTRAINT "quantities_lower_bound_has_minimum" CHECK (bound_code NOT IN ('at_least', 'more_than') OR (value_min IS NOT NULL AND (value IS NULL OR value_min = value))),
    CONSTRAINT "quantities_upper_bound_has_maximum" CHECK (bound_code NOT IN ('at_most', 'less_than') OR (value_max IS NOT NULL AND (value IS NULL OR value_max = value))),
    CONSTRAINT "quantities_count_has_no_unit" CHECK (kind_code <> 'count' OR (unit_code IS NULL AND dimension_code IS NULL)),
    CONSTRAINT "quantities_measure_has_unit" CHECK (kind_code IN ('count', 'share') OR (unit_code IS NOT NULL AND dimension_code IS NOT NULL)),
    CONSTRAINT "quantities_base_value_has_unit" CHECK (value_si IS NULL OR unit_si IS NOT NULL),
    CONSTRAINT "quantities_noun_has_span" CHECK ((noun_start IS NULL) = (noun_end IS NULL) AND (noun IS NULL OR noun_start IS NOT NULL)),
    CONSTRAINT "quantities_noun_span_order" CHECK (noun_start < noun_end),
    PRIMARY KEY ("quantity_id"),
    FOREIGN KEY ("doc_id") REFERENCES "documents" ("doc_id"),
    FOREIGN KEY ("doc_id", "sentence_no") REFERENCES "sentences" ("doc_id", "sentence_no"),
    FOREIGN KEY ("actor_id") REFERENCES "actor_registry" ("actor_id"),
    FOREIGN KEY ("attribution_id") REFERENCES "attributions" ("attribution_id"),
    FOREIGN KEY ("place_id") REFERENCES "place_registry" ("place_id"),
    FOREIGN KEY ("rule_id") REFERENCES "rules" ("rule_id")
);
COMMENT ON TABLE "quantities" IS 'One row is one number or indefinite amount of something, as one place in one document states it. Rows are statements, not events: they can be listed and counted, but adding up their values counts the same thing many times.';
COMMENT ON COLUMN "quantities"."quantity_id" IS 'Names this row: `<doc_id>:<table letter>:<span_start>-<span_end>`, with a suffix where two rows share a span. Depends on content and position alone, so it stays the same across rebuilds. Never null.';
COMMENT ON COLUMN "quantities"."doc_id" IS 'The document the words stand in; a key of `documents`. Never null.';
COMMENT ON COLUMN "quantities"."sentence_no" IS 'Ordinal of the sentence the span begins in, counted from 0 within the document; with `doc_id` a key of `sentences`. Never null.';
COMMENT ON COLUMN "quantities"."span_start" IS 'Where the words begin in the document''s text: Unicode code points, counted from 0. Never null.';
COMMENT ON COLUMN "quantities"."span_end" IS 'Where the words end in the document''s text: Unicode code points, this position excluded. Never null.';
COMMENT ON COLUMN "quantities"."surface" IS 'The exact words between `span_start` and `span_end`. From the modifier or number to the end of the unit, or of the number where things are counted. Null where the rights of the document withhold them.';
COMMENT ON COLUMN "quantities"."value" IS 'The number stated, in `unit_code`, written out (1 thousand is 1000). Null for ranges and indefinite amounts.';
COMMENT ON COLUMN "quantities"."value_min" IS 'Lower end of the interval asserted, in `unit_code`; for indefinite amounts the floor (dozens: 12). Null if nothing bounds it from below.';
COMMENT ON COLUMN "quantities"."value_max" IS 'Upper end of the interval asserted, in `unit_code`. Null if nothing bounds it from above.';
COMMENT ON COLUMN "quantities"."bound_code" IS 'How the statement bounds the number: exact, at least, a range and so on. Never null.';
COMMENT ON COLUMN "quantities"."kind_code" IS 'Whether things are counted, something is measured, or the number is money, a share, a duration or a rate. Never null.';
COMMENT ON COLUMN "quantities"."unit_code" IS 'Unit as written: UCUM, for example `km` or `[mi_i]`; for money ISO 4217, for example `USD`. Null for counts, and for shares stated without a unit.';
COMMENT ON COLUMN "quantities"."dimension_code" IS 'What is measured: length, mass, money and so on. Null for counts.';
COMMENT ON COLUMN "quantities"."value_si" IS '`value` in `unit_si`. Null where `value` is null or the unit has no fixed conversion.';
COMMENT ON COLUMN "quantities"."unit_si" IS 'The unit of `value_si`, UCUM. Null where there is no fixed conversion.';
COMMENT ON COLUMN "quantities"."noun" IS 'What is counted or measured, as written. Null if not said, or where the rights of the document withhold the words.';
COMMENT ON COLUMN "quantities"."noun_start" IS 'Where the noun begins: Unicode code points, counted from 0. Null if there is no noun.';
COMMENT ON COLUMN "quantities"."noun_end" IS 'Where the noun ends: Unicode code points, this position excluded. Null if there is no noun.';
COMMENT ON COLUMN "quantities"."item_code" IS 'What the quantity is of, in classes of this project. Never null.';
COMMENT ON COLUMN "quantities"."event_code" IS 'What happened to the things or with them: killed, captured, launched and so on. Null if the text says nothing of the kind.';
COMMENT ON COLUMN "quantities"."actor_id" IS 'Whose things they are; a key of `actor_registry`. Null if not said.';
COMMENT ON COLUMN "quantities"."attribution_id" IS 'The innermost attribution whose content holds the quantity; a key of `attributions`. Null when the document itself states it.';
COMMENT ON COLUMN "quantities"."place_id" IS 'Where; a key of `place_registry`. Null if not said or not resolved.';
COMMENT ON COLUMN "quantities"."rule_id" IS 'The rule that made this row; a key of `rules`. Never null.';

CREATE TABLE "weapons" (
    "weapon_mention_id" VARCHAR NOT NULL,
    "doc_id" VARCHAR NOT NULL,
    "sentence_no" BIGINT NOT NULL,
    "span_start" BIGINT NOT NULL,
    "span_end" BIGINT NOT NULL,
    "surface" VARCHAR,
    "weapon_id" VARCHAR,
    "class_code" VARCHAR NOT NULL,
    "subclass_code" VARCHAR,
    "is_named" BOOLEAN NOT NULL,
    "operator_actor_id" VARCHAR,
    "quantity_id" VARCHAR,
    "rule_id" VARCHAR NOT NULL,
    CONSTRAINT "weapons_weapon_mention_id_pattern" CHECK (regexp_matches("weapon_mention_id", '^.+:[a-z]:[0-9]+-[0-9]+.*$')),
    CONSTRAINT "weapons_weapon_mention_id_min_length" CHECK (length("weapon_mention_id") >= 1),
    CONSTRAINT "weapons_doc_id_min_length" CHECK (length("doc_id") >= 1),
    CONSTRAINT "weapons_sentence_no_minimum" CHECK ("sentence_no" >= 0),
    CONSTRAINT "weapons_span_start_minimum" CHECK ("span_start" >= 0),
    CONSTRAINT "weapons_span_end_minimum" CHECK ("span_end" >= 1),
    CONSTRAINT "weapons_surface_min_length" CHECK (length("surface") >= 1),
    CONSTRAINT "weapons_weapon_id_pattern" CHECK (regexp_matches("weapon_id", '^weapon:.+$')),
    CONSTRAINT "weapons_weapon_id_min_length" CHECK (length("weapon_id") >= 1),
    CONSTRAINT "weapons_class_code_codes" CHECK ("class_code" IN ('air_defence', 'aircraft', 'armoured_vehicle', 'artillery', 'cbrn', 'electronic', 'helicopter', 'ied', 'light_weapon', 'missile', 'munition', 'naval', 'small_arm', 'support_vehicle', 'tank', 'uav', 'unspecified')),
    CONSTRAINT "weapons_subclass_code_codes" CHECK ("subclass_code" IN ('aa_gun', 'aerial_bomb', 'air_to_air', 'air_to_surface', 'ammunition', 'anti_ship', 'anti_tank_gun', 'apc', 'atgm', 'attack', 'auxiliary', 'ballistic', 'biological', 'bomber', 'carrier', 'chemical', 'cluster', 'coastal', 'cruise', 'fighter', 'fpv', 'generic', 'grenade', 'ifv', 'landing', 'loitering', 'manpads', 'mine', 'mlrs', 'mortar', 'mrap', 'nuclear', 'patrol', 'radiological', 'recon', 'rocket', 'sam', 'self_propelled', 'shell', 'spaag', 'submarine', 'surface', 'torpedo', 'towed', 'trainer', 'transport', 'ucav', 'usv')),
    CONSTRAINT "weapons_operator_actor_id_pattern" CHECK (regexp_matches("operator_actor_id", '^[a-z_]+:.+$')),
    CONSTRAINT "weapons_operator_actor_id_min_length" CHECK (length("operator_actor_id") >= 1),
    CONSTRAINT "weapons_quantity_id_pattern" CHECK (regexp_matches("quantity_id", '^.+:[a-z]:[0-9]+-[0-9]+.*$')),
    CONSTRAINT "weapons_quantity_id_min_length" CHECK (length("quantity_id") >= 1),
    CONSTRAINT "weapons_rule_id_min_length" CHECK (length("rule_id") >= 1),
    CONSTRAINT "weapons_class_code_subclass_code" CHECK ("class_code" || '/' || "subclass_code" IN ('air_defence/aa_gun', 'air_defence/manpads', 'air_defence/sam', 'air_defence/spaag', 'aircraft/attack', 'aircraft/bomber', 'aircraft/fighter', 'aircraft/generic', 'aircraft/recon', 'aircraft/trainer', 'aircraft/transport', 'armoured_vehicle/apc', 'armoured_vehicle/generic', 'armoured_vehicle/ifv', 'armoured_vehicle/mrap', 'armoured_vehicle/recon', 'artillery/anti_tank_gun', 'artillery/coastal', 'artillery/generic', 'artillery/mlrs', 'artillery/mortar', 'artillery/self_propelled', 'artillery/towed', 'cbrn/biological', 'cbrn/chemical', 'cbrn/nuclear', 'cbrn/radiological', 'missile/air_to_air', 'missile/air_to_surface', 'missile/anti_ship', 'missile/atgm', 'missile/ballistic', 'missile/cruise', 'missile/generic', 'munition/aerial_bomb', 'munition/ammunition', 'munition/cluster', 'munition/grenade', 'munition/mine', 'munition/rocket', 'munition/shell', 'munition/torpedo', 'naval/auxiliary', 'naval/carrier', 'naval/landing', 'naval/patrol', 'naval/submarine', 'naval/surface', 'naval/usv', 'uav/fpv', 'uav/generic', 'uav/loitering', 'uav/recon', 'uav/ucav')),
    CONSTRAINT "weapons_span_order" CHECK (span_start < span_end),
    PRIMARY KEY ("weapon_mention_id"),
    FOREIGN KEY ("doc_id") REFERENCES "documents" ("doc_id"),
    FOREIGN KEY ("doc_id", "sentence_no") REFERENCES "sentences" ("doc_id", "sentence_no"),
    FOREIGN KEY ("weapon_id") REFERENCES "weapon_registry" ("weapon_id"),
    FOREIGN KEY ("operator_actor_id") REFERENCES "actor_registry" ("actor_id"),
    FOREIGN KEY ("quantity_id") REFERENCES "quantities" ("quantity_id"),
    FOREIGN KEY ("rule_id") REFERENCES "rules" ("rule_id")
);
COMMENT ON TABLE "weapons" IS 'One row is one mention of a weapon, munition, military vehicle, vessel, aircraft or system in one document, by name or as a class.';
COMMENT ON COLUMN "weapons"."weapon_mention_id" IS 'Names this row: `<doc_id>:<table letter>:<span_start>-<span_end>`, with a suffix where two rows share a span. Depends on content and position alone, so it stays the same across rebuilds. Never null.';
COMMENT ON COLUMN "weapons"."doc_id" IS 'The document the words stand in; a key of `documents`. Never null.';
COMMENT ON COLUMN "weapons"."sentence_no" IS 'Ordinal of the sentence the span begins in, counted from 0 within the document; with `doc_id` a key of `sentences`. Never null.';
COMMENT ON COLUMN "weapons"."span_start" IS 'Where the words begin in the document''s text: Unicode code points, counted from 0. Never null.';
COMMENT ON COLUMN "weapons"."span_end" IS 'Where the words end in the document''s text: Unicode code points, this position excluded. Never null.';
COMMENT ON COLUMN "weapons"."surface" IS 'The exact words between `span_start` and `span_end`. Determiners, numbers and nationalities stay outside. Null where the rights of the document withhold them.';
COMMENT ON COLUMN "weapons"."weapon_id" IS 'The weapon or class of weapons meant; a key of `weapon_registry`. Null for a designation that the registry does not know.';
COMMENT ON COLUMN "weapons"."class_code" IS 'Broad class of the weapon. Never null.';
COMMENT ON COLUMN "weapons"."subclass_code" IS 'Finer class within `class_code`. Null where the class has none or it is not known.';
COMMENT ON COLUMN "weapons"."is_named" IS 'True for a named model or family (HIMARS), false for a common noun (tanks). Never null.';
COMMENT ON COLUMN "weapons"."operator_actor_id" IS 'Who has or uses it, as the text says; a key of `actor_registry`. Null if not said.';
COMMENT ON COLUMN "weapons"."quantity_id" IS 'How many, where the text counts them; a key of `quantities`. Null if not counted.';
COMMENT ON COLUMN "weapons"."rule_id" IS 'The rule that made this row; a key of `rules`. Never null.';

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
COMMENT ON VIEW quantities_said IS 'One row per quantity with whose it is, who says it and in which words, where, and the sentence. Rows are occurrences: count or list them, never sum value.';

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
COMMENT ON VIEW statements_said IS 'One row per attribution: who says something, with which cue, the words of source and content (parts joined by a space; content is null for restricted documents) and the source of the enclosing statement.';

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
COMMENT ON VIEW weapons_named IS 'One row per weapon mention with the registry''s name, who operates it and how many where the text says so, and the sentence.';

CREATE VIEW places_mentioned AS
SELECT
    place_registry.place_id, place_registry.name AS place_name, place_registry.feature_code,
    place_registry.country_code, place_registry.latitude, place_registry.longitude,
    count(*) AS mention_count, count(DISTINCT locations.doc_id) AS document_count
FROM locations
JOIN place_registry ON place_registry.place_id = locations.place_id
GROUP BY ALL;
COMMENT ON VIEW places_mentioned IS 'One row per place with a resolved mention: its coordinates and how often and in how many documents it is mentioned.';
