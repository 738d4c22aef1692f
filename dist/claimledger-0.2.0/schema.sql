-- Every table with its keys, checks and comments, parents first, then the views and macros.
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

-- Not enforced: ("duplicate_of_doc_id") REFERENCES "documents" ("doc_id")
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
    "duplicate_of_doc_id" VARCHAR,
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
    CONSTRAINT "documents_duplicate_of_doc_id_min_length" CHECK (length("duplicate_of_doc_id") >= 1),
    CONSTRAINT "documents_status_code_codes" CHECK ("status_code" IN ('extracted', 'skipped')),
    CONSTRAINT "documents_skip_reason_min_length" CHECK (length("skip_reason") >= 1),
    CONSTRAINT "documents_text_min_length" CHECK (length("text") >= 1),
    CONSTRAINT "documents_duplicate_of_another" CHECK (duplicate_of_doc_id <> doc_id),
    CONSTRAINT "documents_skip_has_reason" CHECK ((status_code = 'skipped') = (skip_reason IS NOT NULL)),
    CONSTRAINT "documents_extracted_has_hash" CHECK (status_code <> 'extracted' OR (text_sha256 IS NOT NULL AND char_count IS NOT NULL)),
    PRIMARY KEY ("doc_id")
);
COMMENT ON TABLE "documents" IS 'One row is one document that was read, or that was found and skipped.';
COMMENT ON COLUMN "documents"."doc_id" IS 'The caller''s own id when the input has one, in a web archive the UUID of the record, else the name of the file without its ending; unique in a corpus. Never null.';
COMMENT ON COLUMN "documents"."title" IS 'Headline as given by the input. Null if the input has none.';
COMMENT ON COLUMN "documents"."outlet" IS 'Name of the publisher as given by the input. Null if unknown.';
COMMENT ON COLUMN "documents"."url" IS 'Where the document was published on the web. Null if unknown.';
COMMENT ON COLUMN "documents"."published_on" IS 'Day of publication, ISO 8601. Null if unknown.';
COMMENT ON COLUMN "documents"."language" IS 'Language of the text, ISO 639-1, for example `en`: as given by the input, else as detected in the text; `en` where neither tells. Null if no text could be read.';
COMMENT ON COLUMN "documents"."rights_code" IS 'Whether the words may be published in full: `open` or `restricted`. Restricted unless the input says otherwise. Never null.';
COMMENT ON COLUMN "documents"."text_sha256" IS 'SHA-256 of the UTF-8 bytes of the canonical text, in lower-case hexadecimal; proves that a copy of the document is the one that was read. Null if no text could be read.';
COMMENT ON COLUMN "documents"."char_count" IS 'Length of the canonical text in Unicode code points. Null if no text could be read.';
COMMENT ON COLUMN "documents"."duplicate_of_doc_id" IS 'The document of which this one is a copy or near copy (the same wire text with another headline): the one published first; a key of `documents`. Claims of duplicates are counted once. Null for all others.';
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
    CONSTRAINT "skipped_reason_code_codes" CHECK ("reason_code" IN ('catalog', 'duplicate_id', 'encoding', 'format', 'http_status', 'language', 'metadata', 'missing_text', 'not_a_page', 'too_short', 'unreadable')),
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

CREATE TABLE "agreements" (
    "agreement_id" VARCHAR NOT NULL,
    "comparable_key" VARCHAR NOT NULL,
    "item_code" VARCHAR NOT NULL,
    "event_code" VARCHAR,
    "owner_actor_id" VARCHAR,
    "place_id" VARCHAR,
    "unit_si" VARCHAR,
    "common_min" DOUBLE NOT NULL,
    "common_max" DOUBLE NOT NULL,
    "sources" VARCHAR NOT NULL,
    "claim_count" BIGINT NOT NULL,
    "source_count" BIGINT NOT NULL,
    "first_on" DATE,
    "last_on" DATE,
    CONSTRAINT "agreements_agreement_id_min_length" CHECK (length("agreement_id") >= 1),
    CONSTRAINT "agreements_comparable_key_min_length" CHECK (length("comparable_key") >= 1),
    CONSTRAINT "agreements_item_code_codes" CHECK ("item_code" IN ('administrative_areas', 'aircraft', 'casualties', 'civilians', 'distance', 'drones', 'duration', 'military_units', 'missiles', 'money', 'officials', 'other', 'prisoners', 'settlements', 'share', 'territory', 'troops', 'vehicles', 'weapons')),
    CONSTRAINT "agreements_event_code_codes" CHECK ("event_code" IN ('advanced', 'captured', 'controlled', 'deployed', 'destroyed', 'displaced', 'killed', 'killed_or_wounded', 'launched', 'length', 'range', 'returned', 'shot_down', 'wounded')),
    CONSTRAINT "agreements_owner_actor_id_pattern" CHECK (regexp_matches("owner_actor_id", '^[a-z_]+:.+$')),
    CONSTRAINT "agreements_owner_actor_id_min_length" CHECK (length("owner_actor_id") >= 1),
    CONSTRAINT "agreements_place_id_pattern" CHECK (regexp_matches("place_id", '^[a-z_]+:.+$')),
    CONSTRAINT "agreements_place_id_min_length" CHECK (length("place_id") >= 1),
    CONSTRAINT "agreements_unit_si_min_length" CHECK (length("unit_si") >= 1),
    CONSTRAINT "agreements_common_min_finite" CHECK (isfinite("common_min")),
    CONSTRAINT "agreements_common_max_finite" CHECK (isfinite("common_max")),
    CONSTRAINT "agreements_sources_min_length" CHECK (length("sources") >= 1),
    CONSTRAINT "agreements_claim_count_minimum" CHECK ("claim_count" >= 2),
    CONSTRAINT "agreements_source_count_minimum" CHECK ("source_count" >= 2),
    CONSTRAINT "agreements_common_order" CHECK (common_min <= common_max),
    PRIMARY KEY ("agreement_id"),
    FOREIGN KEY ("owner_actor_id") REFERENCES "actor_registry" ("actor_id"),
    FOREIGN KEY ("place_id") REFERENCES "place_registry" ("place_id")
);
COMMENT ON TABLE "agreements" IS 'One row is one set of comparable claims of independent sources that coincide: figures with two ends (exact, approximate, ranges) that have a value in common.';
COMMENT ON COLUMN "agreements"."agreement_id" IS '`agreement:`, the comparable key and the common value: readable, and the same across rebuilds. Never null.';
COMMENT ON COLUMN "agreements"."comparable_key" IS 'The key that the claims of this agreement share; see `claims.comparable_key`. Never null.';
COMMENT ON COLUMN "agreements"."item_code" IS 'What the figures are of: the first of the items the claims name, by code. Never null.';
COMMENT ON COLUMN "agreements"."event_code" IS 'What happened to the things: the first of the events the claims name, by code. Null if they name none.';
COMMENT ON COLUMN "agreements"."owner_actor_id" IS 'Whose things they are: the first of the owners the claims name, by id; a key of `actor_registry`. Null if they name none.';
COMMENT ON COLUMN "agreements"."place_id" IS 'The region all claims lie in; a key of `place_registry`. Null if they name none.';
COMMENT ON COLUMN "agreements"."unit_si" IS 'The unit of all values of the row, UCUM. Null for counts.';
COMMENT ON COLUMN "agreements"."common_min" IS 'Lower end of what all claims allow, in `unit_si`. Never null.';
COMMENT ON COLUMN "agreements"."common_max" IS 'Upper end of what all claims allow, in `unit_si`. Never null.';
COMMENT ON COLUMN "agreements"."sources" IS 'Who stands behind the claims: names, or else words or outlets, in order of the alphabet, ` | ` between. Never null.';
COMMENT ON COLUMN "agreements"."claim_count" IS 'How many claims share the key, near duplicates of a document counted once. Never null.';
COMMENT ON COLUMN "agreements"."source_count" IS 'How many different sources these claims have; the document itself is one. Never null.';
COMMENT ON COLUMN "agreements"."first_on" IS 'Earliest day on which one of the documents was published. Null if none is known.';
COMMENT ON COLUMN "agreements"."last_on" IS 'Latest day on which one of the documents was published. Null if none is known.';

CREATE TABLE "disputes" (
    "dispute_id" VARCHAR NOT NULL,
    "comparable_key" VARCHAR NOT NULL,
    "item_code" VARCHAR NOT NULL,
    "event_code" VARCHAR,
    "owner_actor_id" VARCHAR,
    "place_id" VARCHAR,
    "unit_si" VARCHAR,
    "low_min" DOUBLE,
    "low_max" DOUBLE NOT NULL,
    "low_sources" VARCHAR NOT NULL,
    "high_min" DOUBLE NOT NULL,
    "high_max" DOUBLE,
    "high_sources" VARCHAR NOT NULL,
    "gap" DOUBLE NOT NULL,
    "ratio" DOUBLE,
    "claim_count" BIGINT NOT NULL,
    "source_count" BIGINT NOT NULL,
    "first_on" DATE,
    "last_on" DATE,
    CONSTRAINT "disputes_dispute_id_min_length" CHECK (length("dispute_id") >= 1),
    CONSTRAINT "disputes_comparable_key_min_length" CHECK (length("comparable_key") >= 1),
    CONSTRAINT "disputes_item_code_codes" CHECK ("item_code" IN ('administrative_areas', 'aircraft', 'casualties', 'civilians', 'distance', 'drones', 'duration', 'military_units', 'missiles', 'money', 'officials', 'other', 'prisoners', 'settlements', 'share', 'territory', 'troops', 'vehicles', 'weapons')),
    CONSTRAINT "disputes_event_code_codes" CHECK ("event_code" IN ('advanced', 'captured', 'controlled', 'deployed', 'destroyed', 'displaced', 'killed', 'killed_or_wounded', 'launched', 'length', 'range', 'returned', 'shot_down', 'wounded')),
    CONSTRAINT "disputes_owner_actor_id_pattern" CHECK (regexp_matches("owner_actor_id", '^[a-z_]+:.+$')),
    CONSTRAINT "disputes_owner_actor_id_min_length" CHECK (length("owner_actor_id") >= 1),
    CONSTRAINT "disputes_place_id_pattern" CHECK (regexp_matches("place_id", '^[a-z_]+:.+$')),
    CONSTRAINT "disputes_place_id_min_length" CHECK (length("place_id") >= 1),
    CONSTRAINT "disputes_unit_si_min_length" CHECK (length("unit_si") >= 1),
    CONSTRAINT "disputes_low_min_finite" CHECK (isfinite("low_min")),
    CONSTRAINT "disputes_low_max_finite" CHECK (isfinite("low_max")),
    CONSTRAINT "disputes_low_sources_min_length" CHECK (length("low_sources") >= 1),
    CONSTRAINT "disputes_high_min_finite" CHECK (isfinite("high_min")),
    CONSTRAINT "disputes_high_max_finite" CHECK (isfinite("high_max")),
    CONSTRAINT "disputes_high_sources_min_length" CHECK (length("high_sources") >= 1),
    CONSTRAINT "disputes_gap_minimum" CHECK ("gap" >= 0),
    CONSTRAINT "disputes_gap_finite" CHECK (isfinite("gap")),
    CONSTRAINT "disputes_ratio_finite" CHECK (isfinite("ratio")),
    CONSTRAINT "disputes_claim_count_minimum" CHECK ("claim_count" >= 2),
    CONSTRAINT "disputes_source_count_minimum" CHECK ("source_count" >= 2),
    CONSTRAINT "disputes_sides_apart" CHECK (low_max < high_min),
    CONSTRAINT "disputes_low_side_order" CHECK (low_min <= low_max),
    CONSTRAINT "disputes_high_side_order" CHECK (high_min <= high_max),
    PRIMARY KEY ("dispute_id"),
    FOREIGN KEY ("owner_actor_id") REFERENCES "actor_registry" ("actor_id"),
    FOREIGN KEY ("place_id") REFERENCES "place_registry" ("place_id")
);
COMMENT ON TABLE "disputes" IS 'One row is one set of comparable claims that cannot all be right: the highest figure at one end lies below the lowest at the other, and different sources stand behind the two. Which side is right is not judged.';
COMMENT ON COLUMN "disputes"."dispute_id" IS '`dispute:` and the comparable key: readable, and the same across rebuilds. Never null.';
COMMENT ON COLUMN "disputes"."comparable_key" IS 'The key that the claims of this dispute share; see `claims.comparable_key`. Never null.';
COMMENT ON COLUMN "disputes"."item_code" IS 'What the figures are of: the first of the items the claims name, by code. Never null.';
COMMENT ON COLUMN "disputes"."event_code" IS 'What happened to the things: the first of the events the claims name, by code. Null if they name none.';
COMMENT ON COLUMN "disputes"."owner_actor_id" IS 'Whose things they are: the first of the owners the claims name, by id; a key of `actor_registry`. Null if they name none.';
COMMENT ON COLUMN "disputes"."place_id" IS 'The region all claims lie in; a key of `place_registry`. Null if they name none.';
COMMENT ON COLUMN "disputes"."unit_si" IS 'The unit of all values of the row, UCUM. Null for counts.';
COMMENT ON COLUMN "disputes"."low_min" IS 'Lower end of the lowest claim, in `unit_si`. Null where it has none.';
COMMENT ON COLUMN "disputes"."low_max" IS 'Upper end of the lowest claim, in `unit_si`. Never null.';
COMMENT ON COLUMN "disputes"."low_sources" IS 'Who stands behind figures below `high_min`: names, or else words or outlets, in order of the alphabet, ` | ` between. Never null.';
COMMENT ON COLUMN "disputes"."high_min" IS 'Lower end of the highest claim, in `unit_si`. Never null.';
COMMENT ON COLUMN "disputes"."high_max" IS 'Upper end of the highest claim, in `unit_si`. Null where it has none.';
COMMENT ON COLUMN "disputes"."high_sources" IS 'Who stands behind figures above `low_max`: names, or else words or outlets, in order of the alphabet, ` | ` between. Never null.';
COMMENT ON COLUMN "disputes"."gap" IS '`high_min` less `low_max`: how far the accounts lie apart, in `unit_si`. Never null.';
COMMENT ON COLUMN "disputes"."ratio" IS '`high_min` divided by `low_max`. Null where `low_max` is zero.';
COMMENT ON COLUMN "disputes"."claim_count" IS 'How many claims share the key, near duplicates of a document counted once. Never null.';
COMMENT ON COLUMN "disputes"."source_count" IS 'How many different sources these claims have; the document itself is one. Never null.';
COMMENT ON COLUMN "disputes"."first_on" IS 'Earliest day on which one of the documents was published. Null if none is known.';
COMMENT ON COLUMN "disputes"."last_on" IS 'Latest day on which one of the documents was published. Null if none is known.';

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

CREATE TABLE "times" (
    "time_id" VARCHAR NOT NULL,
    "doc_id" VARCHAR NOT NULL,
    "sentence_no" BIGINT NOT NULL,
    "span_start" BIGINT NOT NULL,
    "span_end" BIGINT NOT NULL,
    "surface" VARCHAR,
    "time_code" VARCHAR NOT NULL,
    "from_on" DATE,
    "to_on" DATE,
    "anchor_on" DATE,
    "rule_id" VARCHAR NOT NULL,
    CONSTRAINT "times_time_id_pattern" CHECK (regexp_matches("time_id", '^.+:[a-z]:[0-9]+-[0-9]+.*$')),
    CONSTRAINT "times_time_id_min_length" CHECK (length("time_id") >= 1),
    CONSTRAINT "times_doc_id_min_length" CHECK (length("doc_id") >= 1),
    CONSTRAINT "times_sentence_no_minimum" CHECK ("sentence_no" >= 0),
    CONSTRAINT "times_span_start_minimum" CHECK ("span_start" >= 0),
    CONSTRAINT "times_span_end_minimum" CHECK ("span_end" >= 1),
    CONSTRAINT "times_surface_min_length" CHECK (length("surface") >= 1),
    CONSTRAINT "times_time_code_codes" CHECK ("time_code" IN ('clock', 'date', 'month', 'period', 'since', 'until', 'window', 'year')),
    CONSTRAINT "times_rule_id_min_length" CHECK (length("rule_id") >= 1),
    CONSTRAINT "times_span_order" CHECK (span_start < span_end),
    CONSTRAINT "times_days_in_order" CHECK (from_on <= to_on),
    CONSTRAINT "times_since_is_open" CHECK (time_code <> 'since' OR to_on IS NULL),
    CONSTRAINT "times_until_is_open" CHECK (time_code <> 'until' OR from_on IS NULL),
    PRIMARY KEY ("time_id"),
    FOREIGN KEY ("doc_id") REFERENCES "documents" ("doc_id"),
    FOREIGN KEY ("doc_id", "sentence_no") REFERENCES "sentences" ("doc_id", "sentence_no"),
    FOREIGN KEY ("rule_id") REFERENCES "rules" ("rule_id")
);
COMMENT ON TABLE "times" IS 'One row is one expression of time in one document, with the days it means: a date, a month, a stretch from one day to another, or how far back or ahead something lies.';
COMMENT ON COLUMN "times"."time_id" IS 'Names this row: `<doc_id>:<table letter>:<span_start>-<span_end>`, with a suffix where two rows share a span. Depends on content and position alone, so it stays the same across rebuilds. Never null.';
COMMENT ON COLUMN "times"."doc_id" IS 'The document the words stand in; a key of `documents`. Never null.';
COMMENT ON COLUMN "times"."sentence_no" IS 'Ordinal of the sentence the span begins in, counted from 0 within the document; with `doc_id` a key of `sentences`. Never null.';
COMMENT ON COLUMN "times"."span_start" IS 'Where the words begin in the document''s text: Unicode code points, counted from 0. Never null.';
COMMENT ON COLUMN "times"."span_end" IS 'Where the words end in the document''s text: Unicode code points, this position excluded. Never null.';
COMMENT ON COLUMN "times"."surface" IS 'The exact words between `span_start` and `span_end`. `on`, `in` and `at` stay outside; words that change the days (since, until, by, between, the past) belong to it. Null where the rights of the document withhold them.';
COMMENT ON COLUMN "times"."time_code" IS 'What kind of expression it is. Never null.';
COMMENT ON COLUMN "times"."from_on" IS 'First day meant, ISO 8601. Null where the beginning is open (until Friday) or not known.';
COMMENT ON COLUMN "times"."to_on" IS 'Last day meant, ISO 8601; that of `from_on` for a single day. Null where the end is open (since Monday) or not known.';
COMMENT ON COLUMN "times"."anchor_on" IS 'The day that the days were counted from: the day of publication, or that of the time before it in the text (the next day). Null for times that tell their year, and where there is no such day.';
COMMENT ON COLUMN "times"."rule_id" IS 'The rule that made this row; a key of `rules`. Never null.';

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

CREATE TABLE "claims" (
    "claim_id" VARCHAR NOT NULL,
    "quantity_id" VARCHAR NOT NULL,
    "doc_id" VARCHAR NOT NULL,
    "sentence_no" BIGINT NOT NULL,
    "span_start" BIGINT NOT NULL,
    "span_end" BIGINT NOT NULL,
    "surface" VARCHAR,
    "item_code" VARCHAR NOT NULL,
    "event_code" VARCHAR,
    "noun" VARCHAR,
    "value" DOUBLE,
    "value_min" DOUBLE,
    "value_max" DOUBLE,
    "bound_code" VARCHAR NOT NULL,
    "unit_code" VARCHAR,
    "dimension_code" VARCHAR,
    "value_si" DOUBLE,
    "unit_si" VARCHAR,
    "min_si" DOUBLE,
    "max_si" DOUBLE,
    "owner_actor_id" VARCHAR,
    "owner_country_code" VARCHAR,
    "agent_actor_id" VARCHAR,
    "attribution_id" VARCHAR,
    "source_actor_id" VARCHAR,
    "source_name" VARCHAR,
    "source_surface" VARCHAR,
    "source_type_code" VARCHAR,
    "source_chain" VARCHAR,
    "source_chain_ids" VARCHAR,
    "cue_lemma" VARCHAR,
    "cue_code" VARCHAR,
    "quote_code" VARCHAR,
    "is_negated" BOOLEAN NOT NULL,
    "modality_code" VARCHAR NOT NULL,
    "place_id" VARCHAR,
    "place_name" VARCHAR,
    "place_scope_code" VARCHAR,
    "country_code" VARCHAR,
    "latitude" DOUBLE,
    "longitude" DOUBLE,
    "region_place_id" VARCHAR,
    "time_id" VARCHAR,
    "refers_from_on" DATE,
    "refers_to_on" DATE,
    "asserted_on" DATE,
    "outlet" VARCHAR,
    "comparable_key" VARCHAR,
    "rule_id" VARCHAR NOT NULL,
    CONSTRAINT "claims_claim_id_pattern" CHECK (regexp_matches("claim_id", '^.+:[a-z]:[0-9]+-[0-9]+.*$')),
    CONSTRAINT "claims_claim_id_min_length" CHECK (length("claim_id") >= 1),
    CONSTRAINT "claims_quantity_id_pattern" CHECK (regexp_matches("quantity_id", '^.+:[a-z]:[0-9]+-[0-9]+.*$')),
    CONSTRAINT "claims_quantity_id_min_length" CHECK (length("quantity_id") >= 1),
    CONSTRAINT "claims_doc_id_min_length" CHECK (length("doc_id") >= 1),
    CONSTRAINT "claims_sentence_no_minimum" CHECK ("sentence_no" >= 0),
    CONSTRAINT "claims_span_start_minimum" CHECK ("span_start" >= 0),
    CONSTRAINT "claims_span_end_minimum" CHECK ("span_end" >= 1),
    CONSTRAINT "claims_surface_min_length" CHECK (length("surface") >= 1),
    CONSTRAINT "claims_item_code_codes" CHECK ("item_code" IN ('administrative_areas', 'aircraft', 'casualties', 'civilians', 'distance', 'drones', 'duration', 'military_units', 'missiles', 'money', 'officials', 'other', 'prisoners', 'settlements', 'share', 'territory', 'troops', 'vehicles', 'weapons')),
    CONSTRAINT "claims_event_code_codes" CHECK ("event_code" IN ('advanced', 'captured', 'controlled', 'deployed', 'destroyed', 'displaced', 'killed', 'killed_or_wounded', 'launched', 'length', 'range', 'returned', 'shot_down', 'wounded')),
    CONSTRAINT "claims_noun_min_length" CHECK (length("noun") >= 1),
    CONSTRAINT "claims_value_finite" CHECK (isfinite("value")),
    CONSTRAINT "claims_value_min_finite" CHECK (isfinite("value_min")),
    CONSTRAINT "claims_value_max_finite" CHECK (isfinite("value_max")),
    CONSTRAINT "claims_bound_code_codes" CHECK ("bound_code" IN ('approximate', 'at_least', 'at_most', 'exact', 'indefinite', 'less_than', 'more_than', 'range')),
    CONSTRAINT "claims_unit_code_min_length" CHECK (length("unit_code") >= 1),
    CONSTRAINT "claims_dimension_code_codes" CHECK ("dimension_code" IN ('angle', 'area', 'current', 'data', 'duration', 'energy', 'flow', 'force', 'frequency', 'length', 'mass', 'money', 'other', 'power', 'pressure', 'share', 'speed', 'temperature', 'voltage', 'volume')),
    CONSTRAINT "claims_value_si_finite" CHECK (isfinite("value_si")),
    CONSTRAINT "claims_unit_si_min_length" CHECK (length("unit_si") >= 1),
    CONSTRAINT "claims_min_si_finite" CHECK (isfinite("min_si")),
    CONSTRAINT "claims_max_si_finite" CHECK (isfinite("max_si")),
    CONSTRAINT "claims_owner_actor_id_pattern" CHECK (regexp_matches("owner_actor_id", '^[a-z_]+:.+$')),
    CONSTRAINT "claims_owner_actor_id_min_length" CHECK (length("owner_actor_id") >= 1),
    CONSTRAINT "claims_owner_country_code_pattern" CHECK (regexp_matches("owner_country_code", '^[A-Z]{2}$')),
    CONSTRAINT "claims_owner_country_code_min_length" CHECK (length("owner_country_code") >= 1),
    CONSTRAINT "claims_agent_actor_id_pattern" CHECK (regexp_matches("agent_actor_id", '^[a-z_]+:.+$')),
    CONSTRAINT "claims_agent_actor_id_min_length" CHECK (length("agent_actor_id") >= 1),
    CONSTRAINT "claims_attribution_id_pattern" CHECK (regexp_matches("attribution_id", '^.+:[a-z]:[0-9]+-[0-9]+.*$')),
    CONSTRAINT "claims_attribution_id_min_length" CHECK (length("attribution_id") >= 1),
    CONSTRAINT "claims_source_actor_id_pattern" CHECK (regexp_matches("source_actor_id", '^[a-z_]+:.+$')),
    CONSTRAINT "claims_source_actor_id_min_length" CHECK (length("source_actor_id") >= 1),
    CONSTRAINT "claims_source_name_min_length" CHECK (length("source_name") >= 1),
    CONSTRAINT "claims_source_surface_min_length" CHECK (length("source_surface") >= 1),
    CONSTRAINT "claims_source_type_code_codes" CHECK ("source_type_code" IN ('armed_forces', 'collective', 'document', 'expert', 'media', 'named_person', 'official_unnamed', 'organisation', 'state', 'unknown')),
    CONSTRAINT "claims_source_chain_min_length" CHECK (length("source_chain") >= 1),
    CONSTRAINT "claims_source_chain_ids_min_length" CHECK (length("source_chain_ids") >= 1),
    CONSTRAINT "claims_cue_lemma_min_length" CHECK (length("cue_lemma") >= 1),
    CONSTRAINT "claims_cue_code_codes" CHECK ("cue_code" IN ('accuse', 'ask', 'believe', 'claim', 'confirm', 'demand', 'deny', 'estimate', 'other', 'promise', 'report', 'say', 'warn')),
    CONSTRAINT "claims_quote_code_codes" CHECK ("quote_code" IN ('direct', 'indirect', 'mixed')),
    CONSTRAINT "claims_modality_code_codes" CHECK ("modality_code" IN ('asserted', 'denied', 'planned', 'possible')),
    CONSTRAINT "claims_place_id_pattern" CHECK (regexp_matches("place_id", '^[a-z_]+:.+$')),
    CONSTRAINT "claims_place_id_min_length" CHECK (length("place_id") >= 1),
    CONSTRAINT "claims_place_name_min_length" CHECK (length("place_name") >= 1),
    CONSTRAINT "claims_place_scope_code_codes" CHECK ("place_scope_code" IN ('clause', 'document', 'sentence')),
    CONSTRAINT "claims_country_code_pattern" CHECK (regexp_matches("country_code", '^[A-Z]{2}$')),
    CONSTRAINT "claims_country_code_min_length" CHECK (length("country_code") >= 1),
    CONSTRAINT "claims_latitude_minimum" CHECK ("latitude" >= -90),
    CONSTRAINT "claims_latitude_maximum" CHECK ("latitude" <= 90),
    CONSTRAINT "claims_latitude_finite" CHECK (isfinite("latitude")),
    CONSTRAINT "claims_longitude_minimum" CHECK ("longitude" >= -180),
    CONSTRAINT "claims_longitude_maximum" CHECK ("longitude" <= 180),
    CONSTRAINT "claims_longitude_finite" CHECK (isfinite("longitude")),
    CONSTRAINT "claims_region_place_id_pattern" CHECK (regexp_matches("region_place_id", '^[a-z_]+:.+$')),
    CONSTRAINT "claims_region_place_id_min_length" CHECK (length("region_place_id") >= 1),
    CONSTRAINT "claims_time_id_pattern" CHECK (regexp_matches("time_id", '^.+:[a-z]:[0-9]+-[0-9]+.*$')),
    CONSTRAINT "claims_time_id_min_length" CHECK (length("time_id") >= 1),
    CONSTRAINT "claims_outlet_min_length" CHECK (length("outlet") >= 1),
    CONSTRAINT "claims_comparable_key_min_length" CHECK (length("comparable_key") >= 1),
    CONSTRAINT "claims_rule_id_min_length" CHECK (length("rule_id") >= 1),
    CONSTRAINT "claims_interval_order" CHECK (min_si <= max_si),
    CONSTRAINT "claims_source_has_attribution" CHECK (attribution_id IS NOT NULL OR (source_actor_id IS NULL AND source_surface IS NULL AND cue_lemma IS NULL)),
    CONSTRAINT "claims_chain_has_attribution" CHECK ((attribution_id IS NULL) = (source_chain_ids IS NULL)),
    CONSTRAINT "claims_place_has_scope" CHECK ((place_id IS NULL) = (place_scope_code IS NULL)),
    CONSTRAINT "claims_days_in_order" CHECK (refers_from_on <= refers_to_on),
    PRIMARY KEY ("claim_id"),
    FOREIGN KEY ("quantity_id") REFERENCES "quantities" ("quantity_id"),
    FOREIGN KEY ("doc_id") REFERENCES "documents" ("doc_id"),
    FOREIGN KEY ("doc_id", "sentence_no") REFERENCES "sentences" ("doc_id", "sentence_no"),
    FOREIGN KEY ("owner_actor_id") REFERENCES "actor_registry" ("actor_id"),
    FOREIGN KEY ("agent_actor_id") REFERENCES "actor_registry" ("actor_id"),
    FOREIGN KEY ("attribution_id") REFERENCES "attributions" ("attribution_id"),
    FOREIGN KEY ("source_actor_id") REFERENCES "actor_registry" ("actor_id"),
    FOREIGN KEY ("place_id") REFERENCES "place_registry" ("place_id"),
    FOREIGN KEY ("region_place_id") REFERENCES "place_registry" ("place_id"),
    FOREIGN KEY ("time_id") REFERENCES "times" ("time_id"),
    FOREIGN KEY ("rule_id") REFERENCES "rules" ("rule_id")
);
COMMENT ON TABLE "claims" IS 'One row is one figure that the text asserts: what happened to how many of which things, whose they are, by whom, where and when, and who says so in which words. Every quantity has one but for filler: plain durations, and amounts of unclassified things that nothing happens to.';
COMMENT ON COLUMN "claims"."claim_id" IS 'Names this row: `<doc_id>:c:<span_start>-<span_end>`, with a suffix where two rows share a span. Depends on content and position alone, so it stays the same across rebuilds. Never null.';
COMMENT ON COLUMN "claims"."quantity_id" IS 'The figure itself; a key of `quantities`. Never null.';
COMMENT ON COLUMN "claims"."doc_id" IS 'The document the words stand in; a key of `documents`. Never null.';
COMMENT ON COLUMN "claims"."sentence_no" IS 'Ordinal of the sentence that is the evidence, counted from 0 within the document; with `doc_id` a key of `sentences`, which has its span. Never null.';
COMMENT ON COLUMN "claims"."span_start" IS 'Where the words begin in the document''s text: Unicode code points, counted from 0. Never null.';
COMMENT ON COLUMN "claims"."span_end" IS 'Where the words end in the document''s text: Unicode code points, this position excluded. Never null.';
COMMENT ON COLUMN "claims"."surface" IS 'The exact words between `span_start` and `span_end`. From the modifier or number to the end of the unit, or of the number where things are counted. Null where the rights of the document withhold them.';
COMMENT ON COLUMN "claims"."item_code" IS 'What the quantity is of, in classes of this project. Never null.';
COMMENT ON COLUMN "claims"."event_code" IS 'What happened to the things or with them: killed, captured, launched and so on. Null if the text says nothing of the kind.';
COMMENT ON COLUMN "claims"."noun" IS 'What is counted or measured, as written. Null if not said.';
COMMENT ON COLUMN "claims"."value" IS 'The number stated, in `unit_code`, written out (1 thousand is 1000). Null for ranges and indefinite amounts.';
COMMENT ON COLUMN "claims"."value_min" IS 'Lower end of the interval asserted, in `unit_code`; for indefinite amounts the floor (dozens: 12). Null if nothing bounds it from below.';
COMMENT ON COLUMN "claims"."value_max" IS 'Upper end of the interval asserted, in `unit_code`. Null if nothing bounds it from above.';
COMMENT ON COLUMN "claims"."bound_code" IS 'How the statement bounds the number: exact, at least, a range and so on. Never null.';
COMMENT ON COLUMN "claims"."unit_code" IS 'Unit as written: UCUM, for example `km` or `[mi_i]`; for money ISO 4217, for example `USD`. Null for counts, and for shares stated without a unit.';
COMMENT ON COLUMN "claims"."dimension_code" IS 'What is measured: length, mass, money and so on. Null for counts.';
COMMENT ON COLUMN "claims"."value_si" IS '`value` in `unit_si`. Null where `value` is null or the unit has no fixed conversion.';
COMMENT ON COLUMN "claims"."unit_si" IS 'The unit of `value_si`, UCUM. Null where there is no fixed conversion.';
COMMENT ON COLUMN "claims"."min_si" IS '`value_min` in `unit_si`, of counts as it is; of an approximate figure a tenth below it. What claims in different units are compared by. Null where the claim has no lower end or no fixed conversion.';
COMMENT ON COLUMN "claims"."max_si" IS '`value_max` in `unit_si`, of counts as it is; of an approximate figure a tenth above it. Null where the claim has no upper end or no fixed conversion.';
COMMENT ON COLUMN "claims"."owner_actor_id" IS 'Whose things they are; a key of `actor_registry`. Null if not said.';
COMMENT ON COLUMN "claims"."owner_country_code" IS 'Country of the owner, ISO 3166-1 alpha-2. Null if not said.';
COMMENT ON COLUMN "claims"."agent_actor_id" IS 'Who did what `event_code` tells; a key of `actor_registry`. Null if not said.';
COMMENT ON COLUMN "claims"."attribution_id" IS 'The innermost attribution that states the figure; a key of `attributions`. Who intends, judges or sees something (seeds/stances.csv) states no figure and is passed over, unlike in `quantities`. Null when the document itself states it.';
COMMENT ON COLUMN "claims"."source_actor_id" IS 'The actor who says it; a key of `actor_registry`. Null if the document itself says it, or the source is not named or not resolved.';
COMMENT ON COLUMN "claims"."source_name" IS 'Name of `source_actor_id` in the registry. Null with it.';
COMMENT ON COLUMN "claims"."source_surface" IS 'The words for the source, as written. Null if the document itself says it, or no words name the source.';
COMMENT ON COLUMN "claims"."source_type_code" IS 'What sort of source the text gives. Null when the document itself states it.';
COMMENT ON COLUMN "claims"."source_chain" IS 'Names, or else words, of all sources the figure passed through, outermost first, ` > ` between. Null when the document itself states it.';
COMMENT ON COLUMN "claims"."source_chain_ids" IS 'The attributions of the chain, keys of `attributions`, outermost first, ` > ` between. Null when the document itself states it.';
COMMENT ON COLUMN "claims"."cue_lemma" IS 'Dictionary form of the word that marks the attribution, such as `say` or `according to`. Null for a quotation that stands alone.';
COMMENT ON COLUMN "claims"."cue_code" IS 'What the cue does: say, deny, warn and so on. Null where there is no cue.';
COMMENT ON COLUMN "claims"."quote_code" IS 'Whether the source''s own words are quoted. Null when the document itself states it.';
COMMENT ON COLUMN "claims"."is_negated" IS 'True if the clause of the figure is negated, as in ''did not lose 40 tanks''. Never null.';
COMMENT ON COLUMN "claims"."modality_code" IS 'Whether the figure is asserted, called possible, planned, or denied. Never null.';
COMMENT ON COLUMN "claims"."place_id" IS 'Where; a key of `place_registry`. Null if nothing tells.';
COMMENT ON COLUMN "claims"."place_name" IS 'Name of `place_id` in the registry. Null with it.';
COMMENT ON COLUMN "claims"."place_scope_code" IS 'Which words tell the place: those of the clause, of the sentence, or of the document as a whole. Null with `place_id`.';
COMMENT ON COLUMN "claims"."country_code" IS 'Country of the place, ISO 3166-1 alpha-2. Null with `place_id`, and for places across countries.';
COMMENT ON COLUMN "claims"."latitude" IS 'Degrees north of the equator (WGS 84), of the place''s representative point. Null if no point is recorded.';
COMMENT ON COLUMN "claims"."longitude" IS 'Degrees east of Greenwich (WGS 84), of the place''s representative point. Null if no point is recorded.';
COMMENT ON COLUMN "claims"."region_place_id" IS 'The region in which the claim is compared: the first-level division of its place, of a whole country the one its document names most; a key of `place_registry`. Null with `place_id`.';
COMMENT ON COLUMN "claims"."time_id" IS 'The expression that tells when; a key of `times`. Null if none does.';
COMMENT ON COLUMN "claims"."refers_from_on" IS 'First day the figure speaks of, ISO 8601. Null if nothing tells, or if it is open.';
COMMENT ON COLUMN "claims"."refers_to_on" IS 'Last day the figure speaks of, ISO 8601. Null if nothing tells, or if it is open.';
COMMENT ON COLUMN "claims"."asserted_on" IS 'Day of publication of the document. Null if unknown.';
COMMENT ON COLUMN "claims"."outlet" IS 'Name of the publisher as given by the input. Null if unknown.';
COMMENT ON COLUMN "claims"."comparable_key" IS 'Claims with the same key speak of the same: item / event / owner / region / dimension / time window, families of each as in docs/claims.md. Null where nothing could be compared: without an event, an owner or a place.';
COMMENT ON COLUMN "claims"."rule_id" IS 'The rule that made the quantity; a key of `rules`. Never null.';

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

CREATE TABLE "agreement_claims" (
    "agreement_id" VARCHAR NOT NULL,
    "claim_id" VARCHAR NOT NULL,
    CONSTRAINT "agreement_claims_agreement_id_min_length" CHECK (length("agreement_id") >= 1),
    CONSTRAINT "agreement_claims_claim_id_pattern" CHECK (regexp_matches("claim_id", '^.+:[a-z]:[0-9]+-[0-9]+.*$')),
    CONSTRAINT "agreement_claims_claim_id_min_length" CHECK (length("claim_id") >= 1),
    PRIMARY KEY ("agreement_id", "claim_id"),
    FOREIGN KEY ("agreement_id") REFERENCES "agreements" ("agreement_id"),
    FOREIGN KEY ("claim_id") REFERENCES "claims" ("claim_id")
);
COMMENT ON TABLE "agreement_claims" IS 'One row is one claim of an agreement.';
COMMENT ON COLUMN "agreement_claims"."agreement_id" IS 'The agreement; a key of `agreements`. Never null.';
COMMENT ON COLUMN "agreement_claims"."claim_id" IS 'The claim; a key of `claims`. Never null.';

CREATE TABLE "dispute_claims" (
    "dispute_id" VARCHAR NOT NULL,
    "claim_id" VARCHAR NOT NULL,
    "side_code" VARCHAR NOT NULL,
    CONSTRAINT "dispute_claims_dispute_id_min_length" CHECK (length("dispute_id") >= 1),
    CONSTRAINT "dispute_claims_claim_id_pattern" CHECK (regexp_matches("claim_id", '^.+:[a-z]:[0-9]+-[0-9]+.*$')),
    CONSTRAINT "dispute_claims_claim_id_min_length" CHECK (length("claim_id") >= 1),
    CONSTRAINT "dispute_claims_side_code_codes" CHECK ("side_code" IN ('above', 'below', 'between', 'compatible')),
    PRIMARY KEY ("dispute_id", "claim_id"),
    FOREIGN KEY ("dispute_id") REFERENCES "disputes" ("dispute_id"),
    FOREIGN KEY ("claim_id") REFERENCES "claims" ("claim_id")
);
COMMENT ON TABLE "dispute_claims" IS 'One row is one claim of a dispute and the side it stands on.';
COMMENT ON COLUMN "dispute_claims"."dispute_id" IS 'The dispute; a key of `disputes`. Never null.';
COMMENT ON COLUMN "dispute_claims"."claim_id" IS 'The claim; a key of `claims`. Never null.';
COMMENT ON COLUMN "dispute_claims"."side_code" IS 'Where the claim stands: below the highest account, above the lowest, between the two, or compatible with both. Never null.';

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

CREATE MACRO claims_about(item, place := NULL) AS TABLE
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

WHERE item IN (claims.item_code, split_part(claims.comparable_key, '/', 1))
    AND (place IS NULL OR lower(place) IN (
        lower(claims.place_name), claims.place_id, lower(region.name), claims.region_place_id,
        lower(claims.country_code)))
ORDER BY on_day, claims.doc_id, claims.span_start, claims.claim_id;
COMMENT ON MACRO TABLE claims_about IS 'One row per claim about an item, or a family of items, in a place: its name or id, that of its region, or a country code. Rows are occurrences: count or list them, never sum.';

CREATE MACRO said_by(actor) AS TABLE
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

WHERE lower(actor) IN (claims.source_actor_id, lower(claims.source_name), lower(claims.source_surface))
ORDER BY on_day, claims.doc_id, claims.span_start, claims.claim_id;
COMMENT ON MACRO TABLE said_by IS 'One row per claim that an actor makes, by id, by name or by the words of the text.';

CREATE MACRO compare(item, event := NULL) AS TABLE
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

WHERE item IN (claims.item_code, split_part(claims.comparable_key, '/', 1))
    AND (event IS NULL OR event IN (claims.event_code, split_part(claims.comparable_key, '/', 2)))
ORDER BY claims.comparable_key NULLS LAST, on_day, claims.doc_id, claims.span_start, claims.claim_id;
COMMENT ON MACRO TABLE compare IS 'One row per claim about an item, or a family of items, side by side: claims of one comparable_key stand together. Denied, planned and negated claims are there and say so.';

CREATE MACRO timeline(item) AS TABLE
SELECT
    coalesce(claims.refers_from_on, claims.asserted_on) AS on_day, claims.comparable_key,
    count(*) AS claim_count,
    count(DISTINCT coalesce(claims.source_name, claims.source_surface, claims.outlet, claims.doc_id)) AS source_count,
    min(claims.min_si) AS lowest, max(claims.max_si) AS highest, any_value(claims.unit_si) AS unit_si,
    string_agg(DISTINCT coalesce(claims.source_name, claims.source_surface, claims.outlet, claims.doc_id), ' | '
        ORDER BY coalesce(claims.source_name, claims.source_surface, claims.outlet, claims.doc_id)) AS sources
FROM claims
WHERE item IN (claims.item_code, split_part(claims.comparable_key, '/', 1))
GROUP BY ALL
ORDER BY on_day, claims.comparable_key;
COMMENT ON MACRO TABLE timeline IS 'One row per day and comparable_key with what is said of an item on that day: how many claims of how many sources, the lowest and the highest end, and who says so.';
