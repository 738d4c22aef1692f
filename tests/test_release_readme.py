"""The lines that README.md of a release gives its readers run as they stand there."""

import json
import re
import shutil
import subprocess
import sys

import duckdb
import polars as pl
import pytest
from release_sample import ABOUT

from claimledger.release import write_release

TOOLS = ("duckdb", "polars", "pandas")


@pytest.fixture(scope="module")
def readme(built):
    return (built / "README.md").read_text(encoding="utf-8")


def blocks(readme: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", readme, re.DOTALL)


def run(code: str, folder) -> str:
    ran = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, check=False, text=True)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_every_tool_has_its_line(readme):
    assert [len(blocks(readme, language)) for language in ("sql", "python", "r")] == [3, 4, 1]
    imported = [re.match(r"import (\w+)", code)[1] for code in blocks(readme, "python")]
    assert imported == [*TOOLS, "pandas"]


@pytest.mark.parametrize("at", range(4))
def test_python_runs(built, readme, at):
    assert run(blocks(readme, "python")[at], built).strip()


@pytest.mark.parametrize("at", range(2))
def test_sql_runs_on_the_store_in_the_folder(built, readme, at):
    code = f"import duckdb; print(duckdb.connect('sample.duckdb', read_only=True).sql({blocks(readme, 'sql')[at]!r}))"
    assert "row" in run(code, built) or "│" in run(code, built)


def test_sql_over_http_is_right_but_for_the_address(built, readme):
    attach, question = blocks(readme, "sql")[2].strip().split("; ")
    address = f"https://example.org/{built.name}"
    assert address in attach
    with duckdb.connect() as connection:
        connection.execute(attach.replace(address, str(built))).fetchall()
        assert connection.sql(question).pl().height == 2


def test_r_runs(built, readme):
    if shutil.which("Rscript") is None:
        pytest.skip("R is not installed: there is no Rscript")
    (code,) = blocks(readme, "r")
    asked = subprocess.run(["Rscript", "-e", "library(DBI); library(duckdb)"], capture_output=True, check=False)
    if asked.returncode:
        pytest.skip("the R packages DBI and duckdb are not installed")
    ran = subprocess.run(["Rscript", "-e", code], cwd=built, capture_output=True, check=False, text=True)
    assert ran.returncode == 0, ran.stderr
    assert "tanks" in ran.stdout


def test_csv_read_as_shown_has_the_words_of_parquet(tables, tmp_path):
    """The line is run for a table with a word that a spreadsheet would run, and one that is `NA`."""
    nouns = tables["quantities"].with_columns(noun=pl.Series(["=1+1", "NA"]))
    release = write_release(tables | {"quantities": nouns}, tmp_path, **ABOUT)
    code = blocks((release / "README.md").read_text(encoding="utf-8"), "python")[3]
    run(code.replace("print(", "(").strip() + '.to_json("read.json", orient="records")', release)
    rows = json.loads((release / "read.json").read_text(encoding="utf-8"))
    assert [row["noun"] for row in rows] == pl.read_parquet(release / "parquet/quantities.parquet")["noun"].to_list()
    assert sorted(row["noun"] for row in rows) == ["=1+1", "NA"]
    assert [row["value"] for row in rows if row["value"]] == [40.0]
