"""What a user of a release sees: files that open, checks that pass, words that may be published."""

import json
import subprocess

import duckdb
import polars as pl
import pyarrow.parquet
import pytest
from frictionless import Package
from release_sample import ABOUT, CLOSED, OPEN, fields_of, files_of

from claimledger.errors import ClaimledgerError
from claimledger.release import redact, write_current_descriptor, write_release
from claimledger.release.checksums import SUMS, changed_files
from claimledger.release.metadata import METADATA
from claimledger.release.provenance import PROVENANCE
from claimledger.release.tabular import FORMATS
from claimledger.release.views import VIEWS
from claimledger.schemas import TABLE_NAMES, polars_schema, table


def test_release_stands_in_a_folder_named_after_data_set_and_version(built):
    assert built.name == "sample-1.2.3"
    assert sorted(path.name for path in built.iterdir()) == sorted(
        ["csv", "parquet", "sample.duckdb", "sample.duckdb.sha256", "schema.sql", "load.sql", "datapackage.json",
         "data-dictionary.md", "data-dictionary.html", "README.md", "LICENSE", SUMS, "metadata",
         "ro-crate-metadata.json", "CITATION.cff", "quality", "provenance"]
    )  # fmt: skip
    assert [path.name for path in built.parent.iterdir()] == ["sample-1.2.3"]


def test_small_data_set_makes_a_small_release(built):
    assert (built / "sample.duckdb").stat().st_size < 2_000_000
    assert sum(path.stat().st_size for path in built.rglob("*") if path.is_file()) < 3_000_000


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_every_format_gives_the_same_rows(built, tables, name):
    expected = tables[name].sort(table(name).primary_key)
    assert pl.read_parquet(built / f"parquet/{name}.parquet").equals(expected)
    assert pl.read_csv(built / f"csv/{name}.csv", schema=polars_schema(name)).equals(expected)
    with duckdb.connect(str(built / "sample.duckdb"), read_only=True) as connection:
        assert connection.sql(f"FROM {name}").pl().equals(expected)


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_parquet_columns_are_all_optional_so_that_the_schema_never_flips(built, name):
    schema = pyarrow.parquet.ParquetFile(built / f"parquet/{name}.parquet").schema
    assert {schema.column(i).max_definition_level for i in range(len(schema))} == {1}


def test_parquet_says_what_it_holds(built):
    metadata = pyarrow.parquet.read_schema(built / "parquet/quantities.parquet").metadata
    assert metadata[b"description"].decode() == table("quantities").description


def test_frictionless_finds_the_package_valid(built):
    report = Package(str(built / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "type", "message"])


@pytest.mark.parametrize("path", ["csv/quantities.csv", "parquet/quantities.parquet", "README.md"])
def test_one_changed_byte_is_found(release, path):
    content = bytearray((release / path).read_bytes())
    content[len(content) // 2] ^= 1
    (release / path).write_bytes(content)
    assert not Package(str(release / "datapackage.json")).validate().valid
    assert changed_files(release) == [path]


def test_sha256sum_accepts_the_checksums(built):
    checked = subprocess.run(["sha256sum", "-c", "--strict", SUMS], cwd=built, capture_output=True, check=False)
    assert checked.returncode == 0, checked.stdout
    listed = {line.split("  ")[1] for line in (built / SUMS).read_text().splitlines()}
    assert listed == files_of(built).keys() - {SUMS}


def test_descriptor_lists_every_file_but_those_that_tell_its_hashes(built):
    descriptor = json.loads((built / "datapackage.json").read_text())
    assert descriptor["$schema"].endswith("/2.0/datapackage.json")
    assert descriptor["licenses"][0]["name"] == "CC-BY-4.0"
    listed = {resource["path"] for resource in descriptor["resources"]}
    assert listed == files_of(built).keys() - {SUMS, "datapackage.json", PROVENANCE, *METADATA}
    assert len({resource["name"] for resource in descriptor["resources"]}) == len(descriptor["resources"])


def test_every_format_is_listed_for_every_table(built):
    for output in FORMATS:
        assert {path.stem for path in (built / output.name).iterdir()} == set(TABLE_NAMES)


def test_current_descriptor_is_valid_where_it_stands(release):
    top = release.parent.parent
    write_current_descriptor(release, top / "datapackage.json")
    report = Package(str(top / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "type", "message"])
    there = json.loads((release / "datapackage.json").read_text())
    here = json.loads((top / "datapackage.json").read_text())
    assert here["resources"][0].pop("path") == f"dist/{release.name}/" + there["resources"][0].pop("path")
    assert here["resources"][0] == there["resources"][0]
    assert sorted(path.name for path in top.iterdir()) == ["datapackage.json", "dist"]


def test_current_descriptor_may_not_point_upwards(release):
    with pytest.raises(ClaimledgerError, match="below"):
        write_current_descriptor(release, release / "csv" / "datapackage.json")
    assert not (release / "csv" / "datapackage.json").exists()


def test_store_carries_descriptions_checks_keys_and_its_own_name(built):
    with duckdb.connect(str(built / "sample.duckdb"), read_only=True) as connection:
        assert connection.sql("SELECT dataset, version, licence FROM _release").fetchall() == [
            ("sample", "1.2.3", "CC-BY-4.0")
        ]
        undescribed = "SELECT table_name, column_name FROM duckdb_columns() WHERE comment IS NULL AND table_name IN "
        assert connection.sql(f"{undescribed} {TABLE_NAMES}").fetchall() == []
        undescribed = "SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL"
        assert connection.sql(undescribed).fetchall() == []
        keyed = set(connection.sql("SELECT table_name FROM _keys WHERE key_code = 'primary'").pl()["table_name"])
        assert keyed == set(TABLE_NAMES)
        assert connection.sql("FROM duckdb_indexes()").pl().is_empty()
        kinds = set(connection.sql("SELECT constraint_type FROM duckdb_constraints()").pl()["constraint_type"])
        assert kinds == {"CHECK", "NOT NULL"}


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_every_view_answers(built, view):
    with duckdb.connect(str(built / "sample.duckdb"), read_only=True) as connection:
        assert connection.sql(f"FROM {view.name}").pl().height


def test_quantities_said_answers_who_says_what_in_one_line(built):
    with duckdb.connect(str(built / "sample.duckdb"), read_only=True) as connection:
        rows = connection.sql(
            "SELECT surface, noun, owner_name, source_name, place_name, sentence FROM quantities_said ORDER BY surface"
        ).fetchall()
    assert rows == [
        ("40", "tanks", "Rovia", 'The "Daily", Ltd.', None, OPEN[:56]),
        ("dozens", "villages", None, "Rovia", "Port Azure", CLOSED),
    ]


def test_schema_script_takes_the_parquet_files(built):
    with duckdb.connect() as connection:
        connection.execute((built / "schema.sql").read_text()).fetchall()
        for name in TABLE_NAMES:
            connection.execute(f"INSERT INTO {name} BY NAME FROM '{built}/parquet/{name}.parquet'").fetchall()
        assert connection.sql("FROM quantities_said").pl().height == 2


def test_load_script_opens_the_parquet_files(built, monkeypatch):
    monkeypatch.chdir(built)
    with duckdb.connect() as connection:
        connection.execute((built / "load.sql").read_text()).fetchall()
        assert connection.sql("FROM codes").pl().height
        assert connection.sql("FROM quantities_said").pl().height == 2


def test_sha256sum_accepts_the_store(built):
    command = ["sha256sum", "-c", "--strict", "sample.duckdb.sha256"]
    checked = subprocess.run(command, cwd=built, capture_output=True, check=False)
    assert checked.returncode == 0, checked.stdout


def test_geonames_is_credited_where_a_place_comes_from_it(built, tables, tmp_path):
    assert "GeoNames" in (built / "README.md").read_text()
    assert "GeoNames" in (built / "datapackage.json").read_text()
    curated = pl.col("place_id").replace("geonames:1", "region:azure")
    without = tables | {name: tables[name].with_columns(curated) for name in ("locations", "quantities")}
    without["place_registry"] = tables["place_registry"].with_columns(curated, source=pl.lit("curated"))
    other = write_release(without, tmp_path, **ABOUT)
    assert "GeoNames" not in (other / "README.md").read_text()
    assert "GeoNames" not in (other / "datapackage.json").read_text().split('"resources"')[0]


def test_dictionary_explains_every_column_and_code(built):
    dictionary = (built / "data-dictionary.md").read_text()
    for name in TABLE_NAMES:
        section = dictionary.split(f"\n## {name}\n")[1].split("\n## ")[0]
        for field in fields_of(name):
            assert f"| {field['name']} | {field['type']} |" in section
            for category in field.get("categories", []):
                assert f"- `{category['value']}`: " in section


def test_redacted_tables_keep_offsets_and_short_words_only(tables):
    redacted = redact(tables)
    assert redacted["documents"]["text"].to_list() == [OPEN, None]
    assert redacted["sentences"]["surface"].to_list() == [OPEN[:56], OPEN[57:], None]
    assert redacted["attributions"]["surface"].to_list() == [OPEN[:36], OPEN[:55], None]
    assert redacted["attribution_spans"]["surface"].to_list() == [OPEN[15:36], CLOSED[:5], None]
    unchanged = set(TABLE_NAMES) - {"documents", "sentences", "attributions", "attribution_spans"}
    assert all(redacted[name].equals(tables[name]) for name in unchanged)
    for name in TABLE_NAMES:
        assert redacted[name].schema == tables[name].schema
        words = {"text", "surface"}
        assert redacted[name].drop(words, strict=False).equals(tables[name].drop(words, strict=False))
    assert tables["documents"]["text"].null_count() == 0
    assert all(redact(redacted)[name].equals(redacted[name]) for name in TABLE_NAMES)


def test_redacting_an_unknown_right_withholds_the_words(tables):
    unknown = tables["documents"].with_columns(rights_code=pl.lit(None, pl.String))
    assert redact(tables | {"documents": unknown})["documents"]["text"].null_count() == 2


def test_published_release_holds_no_word_of_a_restricted_sentence(tables, built, tmp_path):
    release = write_release(redact(tables), tmp_path, **ABOUT)
    assert Package(str(release / "datapackage.json")).validate().valid
    leaking = [path.name for path in release.rglob("*") if path.is_file() and b"it captured" in path.read_bytes()]
    assert leaking == []
    assert "Not for publication" not in (release / "README.md").read_text()
    assert "1 of 2 documents are restricted" in (release / "README.md").read_text()
    assert "Not for publication" in (built / "README.md").read_text()
