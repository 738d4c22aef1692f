"""A tiny corpus without a flaw, and one flaw for each check with the words that report it."""

import hashlib
import json
from datetime import date

import polars as pl
import pytest

from claimledger.schemas import TABLE_NAMES, codes_rows, descriptor_schema, polars_schema
from claimledger.validation import evidence_coverage, format_findings, validate, validate_package

FIRST = "🛰 Kyiv said it hit at least 3 depots."
TEXT = f"{FIRST} Two tanks were seen near Lyman."


def sha(words):
    return hashlib.sha256(words.encode()).hexdigest()


def evidence(words):
    """The shared columns of a row about these words of the text."""
    start = TEXT.index(words)
    sentence_no = 0 if start < len(FIRST) else 1
    place = {"doc_id": "d1", "sentence_no": sentence_no, "span_start": start, "span_end": start + len(words)}
    return place | {"surface": words, "rule_id": "r1"}


def make_tables():
    """One document, one row or a few in every table, all of it right."""
    hull = evidence(FIRST[2:-1])
    key = {"comparable_key": "depots/destroyed/UA", "item_code": "other"}
    counts = {"claim_count": 2, "source_count": 2}
    parts = {"source": "Kyiv", "cue": "said", "content": "it hit at least 3 depots"}
    three, depots, tanks = evidence("at least 3"), TEXT.index("depots"), TEXT.index("tanks")
    bound = {"value": 3.0, "value_min": 3.0, "bound_code": "at_least", "kind_code": "count", "item_code": "other"}
    exact = {"value": 2.0, "value_min": 2.0, "value_max": 2.0, "bound_code": "exact", "kind_code": "count"}
    rows = {
        "documents": [
            {
                "doc_id": "d1",
                "language": "en",
                "rights_code": "open",
                "text_sha256": sha(TEXT),
                "char_count": len(TEXT),
                "status_code": "extracted",
                "text": TEXT,
            }
        ],
        "sentences": [evidence(FIRST), evidence(TEXT[len(FIRST) + 1 :])],
        "actor_registry": [
            {"actor_id": "state:UA", "name": "Ukraine", "actor_type_code": "state", "country_code": "UA", "source": "x"}
        ],
        "weapon_registry": [
            {"weapon_id": "weapon:class:tank", "name": "tank", "class_code": "tank", "is_platform": True, "source": "x"}
        ],
        "place_registry": [
            {
                "place_id": "geonames:702320",
                "name": "Lyman",
                "feature_code": "settlement",
                "latitude": 49.0,
                "longitude": 37.8,
                "source": "geonames",
                "licence": "CC-BY-4.0",
            }
        ],
        "attributions": [
            hull
            | {
                "attribution_id": "d1:a:2-36",
                "source_actor_id": "state:UA",
                "source_type_code": "state",
                "cue_lemma": "say",
                "cue_code": "say",
                "is_negated": False,
                "quote_code": "indirect",
            }
        ],
        "attribution_spans": [
            evidence(words)
            | {"attribution_id": "d1:a:2-36", "role_code": role, "part_no": 0, "surface_sha256": sha(words)}
            for role, words in parts.items()
        ],
        "quantities": [
            three
            | bound
            | {"quantity_id": "d1:q:19-29", "noun": "depots", "noun_start": depots, "noun_end": depots + 6}
            | {"event_code": "destroyed", "actor_id": None, "attribution_id": "d1:a:2-36"},
            evidence("Two")
            | exact
            | {"quantity_id": "d1:q:38-41", "item_code": "vehicles", "noun": "tanks"}
            | {"noun_start": tanks, "noun_end": tanks + 5, "place_id": "geonames:702320"},
        ],
        "actors": [
            evidence("Kyiv")
            | {"actor_mention_id": "d1:p:2-6", "actor_id": "state:UA", "actor_type_code": "state"}
            | {"country_code": "UA", "mention_code": "metonym"}
        ],
        "weapons": [
            evidence("tanks")
            | {"weapon_mention_id": "d1:w:42-47", "weapon_id": "weapon:class:tank", "class_code": "tank"}
            | {"is_named": False, "quantity_id": "d1:q:38-41"}
        ],
        "locations": [
            evidence("Lyman")
            | {"location_mention_id": "d1:l:63-68", "place_id": "geonames:702320"}
            | {"confidence": 0.9, "candidate_count": 2}
        ],
        "times": [
            evidence("seen")
            | {"time_id": "d1:t:53-57", "time_code": "date"}
            | {"from_on": date(2031, 3, 4), "to_on": date(2031, 3, 4), "anchor_on": None}
        ],
        "claims": [
            evidence("at least 3")
            | key
            | {"claim_id": "d1:c:19-29", "quantity_id": "d1:q:19-29", "bound_code": "at_least", "value": 3.0}
            | {"value_min": 3.0, "min_si": 3.0, "is_negated": False, "modality_code": "asserted"}
            | {"attribution_id": "d1:a:2-36", "source_chain": "Ukraine", "source_chain_ids": "d1:a:2-36"},
            evidence("Two")
            | {"claim_id": "d1:c:38-41", "quantity_id": "d1:q:38-41", "item_code": "vehicles", "bound_code": "exact"}
            | {"value": 2.0, "value_min": 2.0, "value_max": 2.0, "min_si": 2.0, "max_si": 2.0, "is_negated": False}
            | {"modality_code": "asserted", "place_id": "geonames:702320", "place_scope_code": "clause"},
        ],
        "disputes": [
            {"dispute_id": "dispute:x", "low_max": 2.0, "low_sources": "d1", "high_min": 3.0, "high_sources": "Ukraine"}
            | {"gap": 1.0, "ratio": 1.5}
            | key
            | counts
        ],
        "dispute_claims": [{"dispute_id": "dispute:x", "claim_id": "d1:c:19-29", "side_code": "above"}],
        "agreements": [
            {"agreement_id": "agreement:x", "common_min": 3.0, "common_max": 3.0, "sources": "d1 | Ukraine"}
            | key
            | counts
        ],
        "agreement_claims": [{"agreement_id": "agreement:x", "claim_id": "d1:c:19-29"}],
        "rules": [{"rule_id": "r1", "table_name": "quantities", "title": "a number", "description": "Any number."}],
        "codes": codes_rows(),
        "skipped": [{"where_found": "notes.doc", "reason_code": "format", "remedy": "Save it as text."}],
    }
    assert set(rows) == set(TABLE_NAMES)
    return {
        name: pl.DataFrame(
            [{column: row.get(column) for column in polars_schema(name)} for row in rows[name]],
            schema=polars_schema(name),
        )
        for name in TABLE_NAMES
    }


def change(tables, name, row_no=0, **values):
    """The tables with one row of one table changed."""
    rows = tables[name].to_dicts()
    rows[row_no] |= values
    return tables | {name: pl.DataFrame(rows, schema=polars_schema(name))}


@pytest.fixture
def tables():
    return make_tables()


def test_right_tables_give_no_findings(tables):
    assert validate(tables).rows() == []
    assert format_findings(validate(tables)) == "no findings"


OTHER = {"doc_id": "d2", "rights_code": "open", "status_code": "skipped", "skip_reason": "no text"}

BROKEN = {
    # structure
    "required": ("rules", {"title": None}, "title is never null; found null"),
    "codes": ("skipped", {"reason_code": "dull"}, "reason_code is one of catalog, duplicate_id"),
    "pattern": ("actor_registry", {"country_code": "Ukraine"}, "country_code matches ^[A-Z]{2}$; found Ukraine"),
    "minLength": ("rules", {"near_miss": ""}, "near_miss is never an empty string"),
    "minimum": ("locations", {"candidate_count": -1}, "candidate_count is at least 0; found -1"),
    "maximum": ("locations", {"confidence": 1.5}, "confidence is at most 1; found 1.5"),
    "finite": ("quantities", {"value_si": float("nan"), "unit_si": "m"}, "value_si is a finite number; found NaN"),
    # keys
    "foreign_key": ("actors", {"actor_id": "state:XX"}, "actor_registry has no row with actor_id = state:XX"),
    # evidence
    "text_hash": ("documents", {"text_sha256": "0" * 64}, f"the text has SHA-256 {sha(TEXT)}; the row says 000"),
    "text_length": ("documents", {"char_count": len(TEXT.encode())}, "code points; the row says"),
    "words_in_text": ("actors", {"surface": "Kiev"}, "the text at 2-6 is 'Kyiv'; the row says 'Kiev'"),
    "span_in_text": ("locations", {"span_end": 999}, "span_start = 63, span_end = 999 lies outside the text"),
    "words_hash": ("attribution_spans", {"surface_sha256": "0" * 64}, "the words have SHA-256"),
    "span_in_sentence": ("actors", {"sentence_no": 1}, "the span begins at 2; sentence 1 runs from 38 to 69"),
    # plausibility
    "span_order": ("sentences", {"span_end": 0}, "A span ends after it begins. Found span_start = 0, span_end = 0."),
    "lower_bound_has_minimum": (
        "quantities",
        {"value_min": None},
        "A lower bound is the lowest value. Found value = 3",
    ),
    "point_is_whole": ("place_registry", {"longitude": None}, "Found latitude = 49.0, longitude = null."),
    "days_in_order": (
        "times",
        {"from_on": date(2031, 3, 5)},
        "A time does not end before it begins. Found from_on = 2031-03-05, to_on = 2031-03-04.",
    ),
    "since_is_open": ("times", {"time_code": "since"}, "A time with an open end has no last day."),
    "until_is_open": ("times", {"time_code": "until"}, "A time with an open beginning has no first day."),
    "class_subclass_code": ("weapons", {"subclass_code": "fpv"}, "subclass_code fpv does not go with class_code tank"),
    "hull": ("attributions", {"span_start": 7, "surface": FIRST[7:-1]}, "the span is 7-36; its parts run from 2 to 36"),
}


@pytest.mark.parametrize("rule", BROKEN)
def test_one_flaw_gives_its_finding(tables, rule):
    name, values, words = BROKEN[rule]
    findings = validate(change(tables, name, **values))
    found = findings.filter(rule=rule)
    assert found.height >= 1, format_findings(findings)
    assert words in found["message"][0]
    assert found["remedy"][0]
    assert set(found["severity_code"]) == {"error"}


def test_a_code_in_use_that_nobody_explains_is_found(tables):
    unexplained = tables["codes"].filter(pl.col("code") != "metonym")
    findings = validate(tables | {"codes": unexplained})
    assert findings["message"].to_list() == ["the table codes does not explain 'metonym' of the list mention_code"]


def test_a_finding_names_its_row(tables):
    findings = validate(change(tables, "quantities", 1, noun="tank"))
    assert findings.select("table_name", "row_id", "row_no", "column_name", "value", "rule").rows() == [
        ("quantities", "d1:q:38-41", 1, "noun", "tank", "words_in_text")
    ]


def test_a_repeated_key_is_found_in_all_its_rows(tables):
    findings = validate(tables | {"attribution_spans": pl.concat([tables["attribution_spans"].head(1)] * 2)})
    keys = findings.filter(rule="primary_key")
    assert keys["row_id"].to_list() == ["d1:a:2-36|source|0"] * 2
    assert keys["message"][0] == "2 rows have attribution_id = d1:a:2-36, role_code = source, part_no = 0"


def test_missing_and_unknown_tables_and_columns_are_found(tables):
    quantities = tables.pop("quantities")
    broken = tables | {
        "amounts": quantities,
        "rules": tables["rules"].drop("example").with_columns(colour=pl.lit("red")),
        "codes": tables["codes"].select("code", "list_name", "label", "description"),
        "locations": tables["locations"].with_columns(pl.col("candidate_count").cast(pl.Int32)),
    }
    findings = validate(broken).filter(pl.col("row_id").is_null())
    assert findings.select("rule", "message").rows() == [
        ("unknown_table", "table amounts is not declared"),
        (
            "column_order",
            "the columns stand in the order code, list_name, label, description; "
            "expected list_name, code, label, description",
        ),
        ("missing_column", "column example is missing"),
        ("unknown_column", "column colour is not declared"),
        ("column_type", "column candidate_count has type Int32; expected Int64"),
        ("missing_table", "table quantities is missing"),
    ]


def test_an_empty_table_that_should_not_be_is_a_warning(tables):
    findings = validate({name: frame.clear() for name, frame in tables.items()})
    assert set(findings["severity_code"]) == {"warning"}
    assert set(findings["table_name"]) == {"documents", "rules", "codes"}


def test_rows_refer_to_rows_of_their_own_document(tables):
    text = "Kyiv said."
    other = OTHER | {"status_code": "extracted", "skip_reason": None, "text": text, "text_sha256": sha(text)}
    document = {column: (other | {"char_count": len(text)}).get(column) for column in polars_schema("documents")}
    tables["documents"] = tables["documents"].vstack(pl.DataFrame([document], schema=polars_schema("documents")))
    sentence = {"doc_id": "d2", "sentence_no": 0, "span_start": 0, "span_end": len(text), "surface": text}
    tables["sentences"] = tables["sentences"].vstack(pl.DataFrame([sentence], schema=polars_schema("sentences")))
    assert validate(tables).is_empty()
    moved = {"doc_id": "d2", "span_start": 5, "span_end": 9}
    found = validate(change(tables, "attribution_spans", 1, **moved)).filter(rule="same_document")
    assert found["message"].to_list() == ["attribution_id = d1:a:2-36 is in document d1; the row is in d2"]


def test_sentences_do_not_overlap(tables):
    findings = validate(change(tables, "sentences", 1, span_start=30, surface=TEXT[30:]))
    assert findings["message"].to_list() == ["sentence 1 begins at 30; the one before ends at 37"]


def test_withheld_words_are_counted_and_not_complained_of(tables):
    tables = change(tables, "documents", text=None, rights_code="restricted")
    tables["sentences"] = tables["sentences"].with_columns(surface=pl.lit(None, dtype=pl.String))
    assert validate(tables).is_empty()
    coverage = evidence_coverage(tables).filter(table_name="quantities")
    assert coverage.rows() == [("quantities", 2, 0, 2)]


def test_the_report_groups_and_shows_three_examples(tables):
    rules = pl.concat([tables["rules"].with_columns(rule_id=pl.lit(f"r{i}"), title=None) for i in range(1, 6)])
    report = format_findings(validate(tables | {"rules": rules.cast(dict(polars_schema("rules")))}))
    assert report.startswith(
        "5 errors\n\nrules.title: required, 5 errors\n  r1 (row 0): title is never null; found null"
    )
    assert "  and 2 more\n  Remedy: Fill the value or leave the row out." in report


# Packages


def write_package(folder, tables):
    """A release as far as validation reads it: CSV, Parquet, descriptor and SHA256SUMS."""
    resources = []
    for name, frame in tables.items():
        for kind in ("csv", "parquet"):
            path = folder / kind / f"{name}.{kind}"
            path.parent.mkdir(exist_ok=True, parents=True)
            frame.write_csv(path) if kind == "csv" else frame.write_parquet(path)
            data = path.read_bytes()
            resource = {"name": name if kind == "csv" else f"{name}-parquet", "path": f"{kind}/{name}.{kind}"}
            resource |= {"bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
            if kind == "csv":
                resource |= {"type": "table", "format": "csv", "encoding": "utf-8", "schema": descriptor_schema(name)}
                resource |= {"dialect": {"delimiter": ",", "skipInitialSpace": False}}
            else:
                resource |= {"type": "file", "format": "parquet"}
            resources.append(resource)
    sums = [f"{resource['hash'].removeprefix('sha256:')}  {resource['path']}\n" for resource in resources]
    (folder / "SHA256SUMS").write_text("".join(sums))
    write_descriptor(folder / "datapackage.json", resources)
    return resources


def write_descriptor(path, resources):
    schema = "https://datapackage.org/profiles/2.0/datapackage.json"
    path.write_text(json.dumps({"$schema": schema, "name": "x", "version": "0.1.0", "resources": resources}))


def test_a_right_package_gives_no_findings(tmp_path, tables):
    write_package(tmp_path, tables)
    findings = validate_package(tmp_path)
    assert findings.is_empty(), format_findings(findings)


def test_text_full_of_separators_survives_the_package(tmp_path, tables):
    text = 'He said; "no", \n\nA;b;c, "d"; \te\n' * 5000
    row = {"doc_id": "d;2", "rights_code": "open", "status_code": "extracted", "text": text}
    row |= {"text_sha256": sha(text), "char_count": len(text)}
    tables["documents"] = tables["documents"].vstack(
        pl.DataFrame([{column: row.get(column) for column in polars_schema("documents")}], polars_schema("documents"))
    )
    write_package(tmp_path, tables)
    findings = validate_package(tmp_path)
    assert findings.is_empty(), format_findings(findings)


def test_a_descriptor_above_the_release_is_followed_into_it(tmp_path, tables):
    resources = write_package(tmp_path / "dist" / "x-0.1.0", tables)
    moved = [resource | {"path": f"dist/x-0.1.0/{resource['path']}"} for resource in resources]
    write_descriptor(tmp_path / "datapackage.json", moved)
    assert validate_package(tmp_path / "datapackage.json").is_empty()
    (tmp_path / "dist" / "x-0.1.0" / "csv" / "rules.csv").unlink()
    rules = set(validate_package(tmp_path)["rule"])
    assert {"file_missing", "sums"} <= rules


def test_a_changed_file_is_found(tmp_path, tables):
    write_package(tmp_path, tables)
    assert validate_package(tmp_path).is_empty()
    file = tmp_path / "csv" / "rules.csv"
    file.write_text(file.read_text().replace("Any number.", "No numbers."))
    findings = validate_package(tmp_path)
    messages = dict(findings.select("rule", "message").rows())
    assert messages["file_hash"].startswith("csv/rules.csv has sha256:")
    assert "SHA256SUMS says" in messages["sums"]
    assert messages["formats_agree"] == "rules.csv and rules.parquet hold different values"


def test_tables_come_from_csv_where_there_is_no_parquet(tmp_path, tables):
    resources = write_package(tmp_path, change(tables, "actors", surface="Kiev"))
    write_descriptor(tmp_path / "datapackage.json", [each for each in resources if each["type"] == "table"])
    assert validate_package(tmp_path)["message"].to_list() == ["the text at 2-6 is 'Kyiv'; the row says 'Kiev'"]


def test_a_release_shows_no_words_that_are_withheld(tmp_path, tables):
    restricted = change(tables, "documents", rights_code="restricted")
    assert validate(restricted).is_empty()
    write_package(tmp_path, restricted)
    findings = validate_package(tmp_path)
    assert findings.group_by("table_name").len().sort("table_name").rows() == [
        ("attribution_spans", 1),
        ("attributions", 1),
        ("documents", 1),
        ("sentences", 2),
    ]
    assert findings["message"][0] == "text holds words of document d1, which is not open"
    assert findings["value"].null_count() == findings.height


def test_a_flawed_descriptor_is_found(tmp_path, tables):
    resources = write_package(tmp_path, tables)
    broken = next(each for each in resources if each["name"] == "rules")
    broken["schema"]["fields"][0]["type"] = "strange"
    write_descriptor(tmp_path / "datapackage.json", resources)
    findings = validate_package(tmp_path)
    assert set(findings["rule"]) == {"frictionless"}
    assert "strange" in findings["message"][0]


@pytest.mark.parametrize("text", [None, "{", "[]", '{"resources": [{"name": "x"}]}'])
def test_an_unreadable_descriptor_is_one_finding(tmp_path, text):
    if text is not None:
        (tmp_path / "datapackage.json").write_text(text)
    findings = validate_package(tmp_path)
    assert findings["rule"].to_list() == ["descriptor"]
    assert "datapackage.json cannot be read as a descriptor of files" in findings["message"][0]
