"""What users ask of claims: `claimledger compare`, its charts, and the macros of a release."""

import json
import sys
from pathlib import Path

import pytest
from commands import fails, run

from claimledger.build import build
from claimledger.compare import COLUMNS, compare
from claimledger.packages import connect, open_package, rows_of
from claimledger.release.views import MACROS

REPORTS = {
    "coast": "The Russian army estimated that at most 1,000 Ukrainian troops took part in the attack on Kursk Oblast.",
    "hill": "Ukraine has about 10,000 troops in Kursk Oblast, said Marta Quill. Ukraine lost 12 tanks near Kharkiv.",
}


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    lines = [{"id": name, "text": text, "published_on": "2031-03-04"} for name, text in REPORTS.items()]
    (folder / "reports.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    return build([folder], tmp_path_factory.mktemp("out")).folder


def test_claims_about_one_thing_stand_together(package):
    rows = compare("troops", package).to_pylist()
    assert [(row["surface"], row["source"], row["place_name"]) for row in rows] == [
        ("at most 1,000", "Armed forces of Russia", "Kursk Oblast"),
        ("about 10,000", "Marta Quill", "Kursk Oblast"),
    ]
    assert rows[0]["comparable_key"] == rows[1]["comparable_key"]


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"item": "forces"}, 2),
        ({"item": "troops", "event": "deployed"}, 2),
        ({"item": "vehicles", "event": "destroyed"}, 1),
        ({"item": "troops", "place": "kursk oblast"}, 2),
        ({"item": "vehicles", "place": "UA"}, 1),
    ],
)
def test_items_events_and_places_can_be_chosen(package, asked, count):
    assert compare(package=package, **asked).num_rows == count


def test_the_command_prints_every_claim(package):
    result = run("compare", "troops", "--package", package)
    header, _, *rows = result.stdout.splitlines()
    assert header.split() == list(COLUMNS)
    assert ["1,000" in rows[0], "10,000" in rows[1], len(rows)] == [True, True, 2]


@pytest.mark.parametrize("asked", [("ships",), ("troops", "--event", "returned"), ("troops", "--place", "Odesa")])
def test_an_item_without_claims_is_told_with_those_there_are(package, asked):
    message = fails("compare", *asked, "--package", package)
    assert "no claim with" in message
    assert "Choose one of the items troops, vehicles; of the events" in message


@pytest.mark.parametrize("name", ["claims.csv", "claims.json", "claims.parquet"])
def test_rows_go_to_a_file(package, tmp_path, name):
    result = run("compare", "troops", "--package", package, "--out", tmp_path / name)
    assert (tmp_path / name).stat().st_size > 0
    assert result.stderr.endswith(f"{name}: 2 claims\n")


def test_a_chart_shows_source_figure_and_day(package, tmp_path):
    run("compare", "troops", "--package", package, "--out", tmp_path / "chart.svg")
    drawn = (tmp_path / "chart.svg").read_text(encoding="utf-8")
    assert "2031-03-04  Armed forces of Russia: at most 1,000 (deployed)" in drawn
    assert "2031-03-04  Marta Quill: about 10,000 (deployed)" in drawn


@pytest.mark.parametrize("name", ["chart.svg", "chart.png"])
def test_the_same_claims_give_the_same_chart(package, tmp_path, name):
    for copy in ("one", "two"):
        (tmp_path / copy).mkdir()
        run("compare", "troops", "--package", package, "--out", tmp_path / copy / name)
    assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_chart_needs_its_library(package, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert "pip install 'claimledger[chart]'" in fails("compare", "troops", "--package", package, "--out", "chart.svg")


def test_another_ending_is_refused(package):
    result = run("compare", "troops", "--package", package, "--out", "chart.gif")
    assert result.exit_code == 2
    assert ".svg" in result.stderr


ASKED = {
    "claims_about": ("claims_about('troops', 'Kursk Oblast')", 2),
    "said_by": ("said_by('marta quill')", 1),
    "compare": ("compare('forces', event := 'deployed')", 2),
    "timeline": ("timeline('troops')", 1),
}


@pytest.mark.parametrize("macro", MACROS, ids=lambda macro: macro.name)
@pytest.mark.parametrize("with_store", [True, False], ids=["duckdb", "parquet"])
def test_macros_answer(package, macro, with_store, tmp_path):
    opened = open_package(package)
    if not with_store:
        opened = type(opened)(opened.name, opened.path, None, opened.tables)
    call, count = ASKED[macro.name]
    with connect(opened) as connection:
        assert len(rows_of(connection, f"FROM {call}")) == count


def test_the_timeline_has_both_ends_and_all_sources(package):
    with connect(open_package(package)) as connection:
        (day,) = rows_of(connection, "FROM timeline('troops')")
    assert (day["lowest"], day["highest"], day["claim_count"], day["source_count"]) == (9000, 11000, 2, 2)
    assert day["sources"] == "Armed forces of Russia | Marta Quill"


def test_macros_stand_in_the_script_of_the_schema(package):
    script = Path(package / "schema.sql").read_text(encoding="utf-8")
    assert all(f"CREATE MACRO {macro.name}(" in script for macro in MACROS)
