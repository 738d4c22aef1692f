"""Words that look like a formula: harmless in the CSV files of a release, themselves everywhere else."""

import csv
import json
import re

import duckdb
import polars as pl
import pytest
from frictionless import Package
from release_sample import ABOUT

from claimledger.release import write_release
from claimledger.schemas import codes_rows, escape_cells, polars_schema, unescape_cells
from claimledger.validation import validate_package

DANGEROUS = ["=1+1", "+7", "-x", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "'=quoted", "''-twice"]
HARMLESS = ["1+1", "'tis", "'", "40 tanks", " =1", "a=b", "’90s"]


@pytest.fixture(scope="module")
def dangerous(tables, tmp_path_factory):
    """A release whose names would run as formulas, and whose longitude is negative."""
    names = pl.Series(DANGEROUS[:3])
    named = tables | {"actor_registry": tables["actor_registry"].with_columns(names.alias("name"))}
    return write_release(named, tmp_path_factory.mktemp("cells"), **ABOUT)


@pytest.mark.parametrize("words", DANGEROUS)
def test_words_that_would_run_get_an_apostrophe_and_lose_it_again(words):
    frame = pl.DataFrame({"words": [words]})
    assert escape_cells(frame).item() == f"'{words}"
    assert unescape_cells(escape_cells(frame)).item() == words


@pytest.mark.parametrize("words", HARMLESS)
def test_other_words_stay_as_they_are(words):
    frame = pl.DataFrame({"words": [words]})
    assert escape_cells(frame).item() == words == unescape_cells(frame).item()


def test_numbers_and_nulls_stay_as_they_are():
    frame = pl.DataFrame({"number": [-1.5, None], "words": [None, "x"]})
    assert escape_cells(frame).equals(frame)


def test_no_cell_of_the_csv_files_runs(dangerous):
    for path in sorted((dangerous / "csv").iterdir()):
        with path.open(encoding="utf-8", newline="") as file:
            types = polars_schema(path.stem)
            for row in csv.DictReader(file):
                words = [value for name, value in row.items() if types[name] == pl.String]
                assert [value for value in words if value[:1] in tuple("=+-@\t\r\n")] == []


def test_negative_numbers_stay_numbers(dangerous):
    assert "-0.1" in (dangerous / "csv/place_registry.csv").read_text(encoding="utf-8")
    assert pl.read_csv(dangerous / "csv/place_registry.csv")["longitude"].to_list() == [-0.1]


def test_the_descriptor_tells_how_to_get_the_words_back(dangerous):
    descriptor = json.loads((dangerous / "datapackage.json").read_text(encoding="utf-8"))
    (resource,) = [resource for resource in descriptor["resources"] if resource["name"] == "actor_registry"]
    pattern = re.compile(resource["escapedCells"]["pattern"])
    with (dangerous / resource["path"]).open(encoding="utf-8", newline="") as file:
        names = [pattern.sub(r"\1", row["name"]) for row in csv.DictReader(file)]
    assert names == pl.read_parquet(dangerous / "parquet/actor_registry.parquet")["name"].to_list()
    assert sorted(names) == sorted(DANGEROUS[:3])


def test_duckdb_reads_the_cells_and_gets_the_words_back(dangerous):
    path = dangerous / "csv/actor_registry.csv"
    undone = "SELECT regexp_replace(name, '^''(''*[=+\\-@\\t\\r\\n])', '\\1') AS name"
    rows = duckdb.sql(f"{undone} FROM read_csv('{path}') ORDER BY name").fetchall()
    assert rows == [(name,) for name in sorted(DANGEROUS[:3])]


def test_escaped_files_are_valid(dangerous):
    assert Package(str(dangerous / "datapackage.json")).validate().valid
    assert "formats_agree" not in validate_package(dangerous)["rule"].to_list()


def test_no_code_looks_like_a_formula():
    frame = pl.DataFrame({"code": [row["code"] for row in codes_rows()]})
    assert escape_cells(frame).equals(frame)
