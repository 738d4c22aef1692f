"""Every schema loads, and whatever is derived from it follows the declaration."""

import json
import re
from importlib.resources import files

import duckdb
import frictionless
import polars as pl
import pytest

from claimledger.schemas import (
    TABLE_NAMES,
    arrow_schema,
    codes_of,
    codes_rows,
    comment_sql,
    create_table_sql,
    descriptor_schema,
    parse_table,
    polars_schema,
    table,
)
from claimledger.schemas.checks import pandera_schema


def declared(name):
    """The JSON of a schema, as a copy to play with."""
    return json.loads(files("claimledger.schemas").joinpath(f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_every_derivation_has_the_declared_columns(name):
    columns = [field["name"] for field in declared(name)["fields"]]
    assert list(table(name).columns) == columns
    assert arrow_schema(name).names == columns
    assert polars_schema(name).names() == columns
    assert list(pandera_schema(name).columns) == columns
    assert [field["name"] for field in descriptor_schema(name)["fields"]] == columns


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_every_schema_file_bears_the_name_of_its_table(name):
    assert declared(name)["name"] == name


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_polars_arrow_and_pandera_agree_on_an_empty_table(name):
    empty = polars_schema(name).to_frame()
    assert pl.from_arrow(arrow_schema(name).empty_table()).schema == empty.schema
    pandera_schema(name).validate(empty, lazy=True)


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_frictionless_accepts_the_descriptor(name):
    report = frictionless.Schema.validate_descriptor(descriptor_schema(name))
    assert report.valid, report.flatten(["message"])


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_every_description_of_a_column_says_what_null_means(name):
    silent = [field.name for field in table(name).fields if not re.search(r"\b[Nn]ull\b", field.description)]
    assert silent == []


@pytest.mark.parametrize("keys", [True, False])
def test_duckdb_accepts_the_tables_in_order_with_their_comments(keys):
    with duckdb.connect(":memory:") as connection:
        for name in TABLE_NAMES:
            connection.execute(create_table_sql(name, keys=keys)).fetchall()
            for statement in comment_sql(name):
                connection.execute(statement).fetchall()
        ours = "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal"
        silent = connection.sql(f"FROM ({ours}) WHERE comment IS NULL").fetchall()
        kinds = connection.sql("SELECT DISTINCT constraint_type FROM duckdb_constraints()").fetchall()
    assert silent == []
    assert ("CHECK",) in kinds
    assert (("FOREIGN KEY",) in kinds) is keys


def test_duckdb_fills_a_table_that_refers_to_itself_in_one_go():
    actors = pl.DataFrame(
        [("forces:UA", "state:UA"), ("state:UA", None)], schema=["actor_id", "parent_actor_id"], orient="row"
    ).with_columns(name=pl.lit("x"), actor_type_code=pl.lit("state"), source=pl.lit("curated"))
    with duckdb.connect(":memory:") as connection:
        connection.execute(create_table_sql("actor_registry", keys=True)).fetchall()
        connection.register("actors", actors)
        connection.execute("INSERT INTO actor_registry BY NAME SELECT * FROM actors").fetchall()
        assert connection.sql("SELECT count(*) FROM actor_registry").fetchall() == [(2,)]
    assert "-- Not enforced" in create_table_sql("actor_registry", keys=True)


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("codes", "('List', 'code', 'label', 'meaning')"),  # pattern
        ("codes", "('list', '', 'label', 'meaning')"),  # minLength
        ("codes", "('list', NULL, 'label', 'meaning')"),  # required
        ("skipped", "('a.pdf', 'dull', NULL, NULL, 'remedy')"),  # codes
        ("weapon_registry", "('weapon:x', 'x', 'tank', 'fpv', NULL, NULL, true, NULL, 'curated')"),  # pair of codes
        ("attribution_spans", f"('d:a:5-9', 'cue', 0, 'd', 9, 5, NULL, '{'0' * 64}')"),  # row rule
    ],
)
def test_duckdb_refuses_what_the_schema_forbids(name, row):
    with duckdb.connect(":memory:") as connection:
        connection.execute(create_table_sql(name, keys=False)).fetchall()
        with pytest.raises(duckdb.ConstraintException):
            connection.execute(f"INSERT INTO {name} VALUES {row}").fetchall()


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_polars_reads_every_row_rule(name):
    empty = polars_schema(name).to_frame()
    for rule in table(name).row_rules:
        assert empty.select(pl.sql_expr(rule.sql)).to_series().dtype == pl.Boolean, rule.name


def test_a_new_column_flows_to_every_derivation():
    schema = declared("locations")
    schema["fields"].append(
        {
            "name": "quote_code",
            "type": "string",
            "title": "New",
            "description": "Somebody's new column. Null if not set.",
            "codes": "quote_code",
        }
    )
    changed = parse_table(schema)
    assert polars_schema(changed)["quote_code"] == pl.String
    assert arrow_schema(changed).names[-1] == "quote_code"
    assert pandera_schema(changed).columns["quote_code"].nullable
    assert "\"quote_code\" IN ('direct', 'indirect', 'mixed')" in create_table_sql(changed, keys=False)
    assert "IS 'Somebody''s new column. Null if not set.'" in comment_sql(changed)[-1]
    field = descriptor_schema(changed)["fields"][-1]
    assert field["constraints"]["enum"] == ["direct", "indirect", "mixed"]
    assert field["categories"][0] == {"value": "direct", "label": "direct"}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"description": ""}, "needs a title and a description"),
        ({"type": "text"}, "has type 'text'; use one of string, integer"),
        ({"codes": "colour_code"}, "names the list 'colour_code', which seeds/codes.csv does not have"),
        ({"constraints": {"pattern": "[a-z]+", "minLength": 1}}, "must begin with \\^ and end with \\$"),
        ({"constraints": {}}, "must forbid empty strings"),
        ({"constraints": {"maxLength": 3}}, "declares maxLength, which nothing derives"),
        ({"name": "surface2"}, "key names column rule_id, which the table does not have"),
    ],
)
def test_a_flawed_declaration_is_refused_in_words(change, message):
    schema = declared("locations")
    schema["fields"][-1] |= change
    with pytest.raises(ValueError, match=message):
        parse_table(schema)


def test_a_key_column_must_be_required():
    schema = declared("locations")
    del schema["fields"][0]["constraints"]["required"]
    with pytest.raises(ValueError, match="key column location_mention_id must be declared and required"):
        parse_table(schema)


def test_an_unknown_table_is_refused_with_the_choices():
    with pytest.raises(KeyError, match=r"no table 'weapon'; there are .*weapons"):
        table("weapon")


def test_every_code_list_is_used_and_every_code_explained():
    fields = [field for name in TABLE_NAMES for field in table(name).fields]
    pairs = [pair for name in TABLE_NAMES for pair in table(name).code_pairs]
    used = {field.codes for field in fields if field.codes} | {pair.codes for pair in pairs}
    rows = codes_rows()
    assert {row["list_name"] for row in rows} == used
    assert all(row["label"] and row["description"].endswith(".") for row in rows)
    assert {field.name for field in fields if field.name.endswith("_code") and not (field.codes or field.pattern)} == {
        "admin1_code",
        "admin2_code",
        "unit_code",
    }


def test_pairs_of_codes_are_made_of_codes_of_both_lists():
    pairs = [code.split("/") for code in codes_of("class_subclass_code")]
    assert {first for first, _ in pairs} <= set(codes_of("class_code"))
    assert {second for _, second in pairs} == set(codes_of("subclass_code"))
