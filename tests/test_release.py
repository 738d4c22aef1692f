"""What a user of a release sees: files that open, checks that pass, bytes that stay the same."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pyarrow.parquet
import pytest
from frictionless import Package

from claimledger.errors import ClaimledgerError
from claimledger.release import package, redact, write_current_descriptor, write_release
from claimledger.release.checksums import SUMS, changed_files
from claimledger.release.tabular import FORMATS
from claimledger.release.views import VIEWS
from claimledger.schemas import TABLE_NAMES, codes_rows, descriptor_schema, polars_schema, table

ABOUT = {
    "dataset": "sample",
    "version": "1.2.3",
    "created": "2024-05-01T00:00:00Z",
    "title": "Sample claims",
    "sources": [{"title": "Two invented reports", "path": "https://example.org/reports"}],
    "contributors": [{"title": "The Claimledger developers", "roles": ["author"]}],
    "keywords": ["armed conflict"],
}

OPEN = 'Officials said "Rovia lost 40 tanks", the Daily\nreported. Aid, worth 1e-7, reached Namibia.'
CLOSED = "Rovia says it captured dozens of villages near Port Azure."

# Only what the tests are about: every other column is null, or the first value its schema allows.
ROWS = {
    "codes": codes_rows(),
    "rules": [{"rule_id": "x"}],
    "documents": [
        {"doc_id": "open", "rights_code": "open", "outlet": "Daily", "published_on": date(2024, 4, 30), "text": OPEN,
         "text_sha256": hashlib.sha256(OPEN.encode()).hexdigest(), "char_count": len(OPEN)},
        {"doc_id": "closed", "rights_code": "restricted", "text": CLOSED,
         "text_sha256": hashlib.sha256(CLOSED.encode()).hexdigest(), "char_count": len(CLOSED)},
    ],
    "sentences": [
        {"doc_id": "open", "sentence_no": 0, "span_end": 56, "surface": OPEN[:56]},
        {"doc_id": "open", "sentence_no": 1, "span_start": 57, "span_end": len(OPEN), "surface": OPEN[57:]},
        {"doc_id": "closed", "sentence_no": 0, "span_end": len(CLOSED), "surface": CLOSED},
    ],
    "actor_registry": [
        {"actor_id": "state:RV", "name": "Rovia", "country_code": "RV", "parent_actor_id": "state:UN"},
        {"actor_id": "state:UN", "name": "Union"},
        {"actor_id": "media:daily", "name": 'The "Daily", Ltd.', "country_code": "NA"},
    ],
    "weapon_registry": [{"weapon_id": "weapon:class:tank", "name": "tank"}],
    "place_registry": [
        {"place_id": "geonames:1", "name": "Port Azure", "latitude": 1e-7, "longitude": -0.1, "source": "geonames"}
    ],
    # The enclosing attribution sorts after the enclosed one.
    "attributions": [
        {"attribution_id": "open:a:0-36", "doc_id": "open", "surface": OPEN[:36], "source_type_code": "media",
         "span_end": 36, "parent_attribution_id": "open:a:0-55"},
        {"attribution_id": "open:a:0-55", "doc_id": "open", "surface": OPEN[:55], "source_actor_id": "media:daily",
         "span_end": 55},
        {"attribution_id": "closed:a:0-57", "doc_id": "closed", "surface": CLOSED[:57], "source_actor_id": "state:RV",
         "span_end": 57},
    ],
    "attribution_spans": [
        {"attribution_id": "open:a:0-36", "doc_id": "open", "role_code": "content", "surface": OPEN[15:36]},
        {"attribution_id": "closed:a:0-57", "doc_id": "closed", "role_code": "source", "surface": CLOSED[:5]},
        {"attribution_id": "closed:a:0-57", "doc_id": "closed", "role_code": "content", "surface": CLOSED[11:57]},
    ],
    "actors": [{"actor_mention_id": "closed:p:0-5", "doc_id": "closed", "actor_id": "state:RV", "surface": "Rovia"}],
    "locations": [
        {"location_mention_id": "closed:l:47-57", "doc_id": "closed", "place_id": "geonames:1", "confidence": 0.9}
    ],
    "quantities": [
        {"quantity_id": "open:q:27-29", "doc_id": "open", "surface": "40", "noun": "tanks",
         "noun_start": 30, "noun_end": 35, "bound_code": "exact", "value": 40.0, "value_min": 40.0, "value_max": 40.0,
         "actor_id": "state:RV", "attribution_id": "open:a:0-55"},
        {"quantity_id": "closed:q:23-29", "doc_id": "closed", "surface": "dozens",
         "bound_code": "indefinite", "value_min": 12.0, "span_end": 29,
         "noun": "villages", "noun_start": 33, "noun_end": 41,
         "attribution_id": "closed:a:0-57", "place_id": "geonames:1"},
    ],
    "weapons": [
        {"weapon_mention_id": "open:w:30-35", "doc_id": "open", "weapon_id": "weapon:class:tank", "class_code": "tank",
         "surface": "tanks", "quantity_id": "open:q:27-29"}
    ],
}  # fmt: skip


def sample_tables() -> dict[str, pl.DataFrame]:
    return {name: frame_of(name, ROWS.get(name, [])) for name in TABLE_NAMES}


def frame_of(name: str, rows: list[dict[str, object]]) -> pl.DataFrame:
    filled = [{field["name"]: row.get(field["name"], default(field)) for field in fields_of(name)} for row in rows]
    return pl.DataFrame(filled, schema=polars_schema(name))


def fields_of(name: str) -> list[dict[str, object]]:
    return descriptor_schema(name)["fields"]


def default(field: dict[str, object]) -> object:
    constraints = field.get("constraints", {})
    if not constraints.get("required"):
        return None
    if "enum" in constraints:
        return "extracted" if "extracted" in constraints["enum"] else constraints["enum"][0]
    if field["name"].endswith("_sha256"):
        return hashlib.sha256(b"words").hexdigest()
    return {"string": "x", "integer": int(field["name"] == "span_end"), "number": 0.5, "boolean": False}[field["type"]]


def files_of(folder: Path) -> dict[str, str]:
    """Every file but the .duckdb, with the hash of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".duckdb"
    }


@pytest.fixture(scope="module")
def tables() -> dict[str, pl.DataFrame]:
    return sample_tables()


@pytest.fixture(scope="module")
def built(tables, tmp_path_factory) -> Path:
    return write_release(tables, tmp_path_factory.mktemp("dist"), **ABOUT)


@pytest.fixture
def release(built, tmp_path) -> Path:
    """A copy to damage."""
    return shutil.copytree(built, tmp_path / "dist" / built.name)


def test_release_stands_in_a_folder_named_after_data_set_and_version(built):
    assert built.name == "sample-1.2.3"
    assert sorted(path.name for path in built.iterdir()) == sorted(
        ["csv", "parquet", "sample.duckdb", "schema.sql", "datapackage.json", "data-dictionary.md", "README.md",
         "LICENSE", SUMS]
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


def test_descriptor_lists_every_file_but_store_checksums_and_itself(built):
    descriptor = json.loads((built / "datapackage.json").read_text())
    assert descriptor["$schema"].endswith("/2.0/datapackage.json")
    assert descriptor["licenses"][0]["name"] == "CC-BY-4.0"
    listed = {resource["path"] for resource in descriptor["resources"]}
    assert listed == files_of(built).keys() - {SUMS, "datapackage.json"}
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


def test_readme_examples_run_as_they_stand(built):
    blocks = re.findall(r"```(\w+)\n(.*?)```", (built / "README.md").read_text(), re.DOTALL)
    assert len(blocks) == 5
    for language, code in blocks:
        script = code
        if language == "sql":
            script = f"import duckdb; print(duckdb.connect('sample.duckdb', read_only=True).sql({code!r}))"
        ran = subprocess.run([sys.executable, "-c", script], cwd=built, capture_output=True, check=False, text=True)
        assert ran.returncode == 0, ran.stderr


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


BUILD = """
import sys
from pathlib import Path
import test_release as test
from claimledger.release import write_release
seed = int(sys.argv[2])
tables = [(name, frame.sample(fraction=1, shuffle=True, seed=seed)) for name, frame in test.sample_tables().items()]
write_release(dict(reversed(tables)), Path(sys.argv[1]), **test.ABOUT)
"""


@pytest.mark.parametrize("seed", [1, 2])
def test_bytes_do_not_depend_on_row_order_threads_or_hash_seed(built, tmp_path, seed):
    environment = os.environ | {
        "PYTHONHASHSEED": str(seed),
        "POLARS_MAX_THREADS": str(seed),
        "TZ": "Asia/Tokyo",
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]),
    }
    subprocess.run([sys.executable, "-c", BUILD, str(tmp_path), str(seed)], env=environment, check=True)
    assert files_of(tmp_path / built.name) == files_of(built)


def test_same_content_leaves_the_release_untouched(release, tables):
    before = (release / "sample.duckdb").read_bytes(), (release / "README.md").stat().st_mtime_ns
    assert write_release(tables, release.parent, **ABOUT) == release
    assert ((release / "sample.duckdb").read_bytes(), (release / "README.md").stat().st_mtime_ns) == before


@pytest.mark.parametrize("damaged", ["csv/codes.csv", "sample.duckdb"])
def test_a_damaged_release_is_made_whole(release, tables, damaged):
    (release / damaged).write_bytes(b"x")
    write_release(tables, release.parent, **ABOUT)
    assert changed_files(release) == []
    assert duckdb.connect(str(release / "sample.duckdb"), read_only=True).sql("FROM codes").pl().height
    assert [path.name for path in release.parent.iterdir()] == [release.name]


def test_other_content_replaces_the_release(release, tables):
    write_release(tables, release.parent, **ABOUT | {"title": "Another title"})
    assert json.loads((release / "datapackage.json").read_text())["title"] == "Another title"
    assert [path.name for path in release.parent.iterdir()] == [release.name]


def test_a_broken_reference_is_named_and_nothing_is_left_behind(tables, tmp_path):
    broken = tables | {"quantities": tables["quantities"].with_columns(actor_id=pl.lit("state:XX"))}
    with pytest.raises(ClaimledgerError) as error:
        write_release(broken, tmp_path / "dist", **ABOUT)
    assert error.value.where == "table quantities, foreign key actor_id"
    assert error.value.found == (
        "2 rows that refer to nothing, first actor_id='state:XX' in the row quantity_id='closed:q:23-29'"
    )
    assert not (tmp_path / "dist").exists()


def test_a_broken_reference_within_a_table_is_named(tables, tmp_path):
    orphan = pl.lit("open:a:9-9").alias("parent_attribution_id")
    with pytest.raises(ClaimledgerError) as error:
        write_release(tables | {"attributions": tables["attributions"].with_columns(orphan)}, tmp_path, **ABOUT)
    assert error.value.where == "table attributions, foreign key parent_attribution_id"
    assert "open:a:9-9" in error.value.found


def test_a_key_that_stands_twice_is_named(tables, tmp_path):
    with pytest.raises(ClaimledgerError) as error:
        write_release(tables | {"actors": pl.concat([tables["actors"]] * 2)}, tmp_path, **ABOUT)
    assert error.value.where == "table actors, primary key actor_mention_id"
    assert "closed:p:0-5" in error.value.found


@pytest.mark.parametrize(
    ("column", "value", "where"),
    [
        ("value", float("nan"), "table quantities, column value, row quantity_id='{}'"),
        ("value", float("-inf"), "table quantities, column value, row quantity_id='{}'"),
        ("surface", "", "table quantities, column surface, row quantity_id='{}'"),
        ("bound_code", "unheard_of", "table quantities"),
    ],
)
def test_a_value_that_may_not_be_published_is_refused(tables, tmp_path, column, value, where):
    quantities = tables["quantities"].with_columns(pl.lit(value).alias(column))
    with pytest.raises(ClaimledgerError) as error:
        write_release(tables | {"quantities": quantities}, tmp_path, **ABOUT)
    assert error.value.where == where.format("open:q:27-29")
    assert list(tmp_path.iterdir()) == []


def test_missing_tables_and_columns_are_refused(tables, tmp_path):
    with pytest.raises(ClaimledgerError, match="weapons"):
        write_release({name: tables[name] for name in TABLE_NAMES if name != "weapons"}, tmp_path, **ABOUT)
    with pytest.raises(ClaimledgerError, match="rule_id"):
        write_release(tables | {"weapons": tables["weapons"].drop("rule_id")}, tmp_path, **ABOUT)


@pytest.mark.parametrize("wrong", [{"dataset": "../x"}, {"version": "1.2"}, {"created": "2024-13-40T00:00:00Z"}])
def test_a_name_version_or_date_that_cannot_be_published_is_refused(tables, tmp_path, wrong):
    with pytest.raises(ClaimledgerError, match=re.escape(next(iter(wrong.values())))):
        write_release(tables, tmp_path, **ABOUT | wrong)


def test_failing_midway_leaves_the_old_release_as_it_was(release, tables, monkeypatch):
    before = files_of(release)
    monkeypatch.setattr(package, "write_checksums", lambda folder: (folder / "csv").rename(folder / "missing/x"))
    with pytest.raises(OSError, match="missing"):
        write_release(tables, release.parent, **ABOUT | {"title": "Another title"})
    assert files_of(release) == before
    assert [path.name for path in release.parent.iterdir()] == [release.name]


def test_what_a_dead_run_left_is_cleared_and_what_lives_is_not(release, tables):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    out = release.parent
    for name in (f".{release.name}.{dead.pid}.tmp", f".{release.name}.1.tmp", f".other-1.0.0.{dead.pid}.tmp"):
        (out / name).mkdir()
    release.rename(out / f".{release.name}.{dead.pid}.old")  # killed between renaming aside and renaming in
    store = (out / f".{release.name}.{dead.pid}.old" / "sample.duckdb").read_bytes()
    write_release(tables, out, **ABOUT)
    assert (release / "sample.duckdb").read_bytes() == store
    assert sorted(path.name for path in out.iterdir()) == sorted(
        [f".{release.name}.1.tmp", f".other-1.0.0.{dead.pid}.tmp", release.name]
    )


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
