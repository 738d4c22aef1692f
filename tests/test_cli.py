"""What a user sees: answers on standard output, words on standard error, an exit code, and never a traceback."""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
import time

import pyarrow.parquet
import pytest
from commands import fails, run
from rich.console import Console

from claimledger import progress
from claimledger.cli import main
from claimledger.commands.telling import GRID_ROWS
from claimledger.explain import EXPLAINED, explain
from claimledger.explanation import NO_READINGS, WITHHELD, as_text
from claimledger.query import query
from claimledger.schemas import TABLE_NAMES, table
from claimledger.senses import readings_of
from claimledger.show import STYLES, Mark, Marked, as_coloured, as_plain


@pytest.fixture
def here(tmp_path, monkeypatch):
    """The current folder, empty."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def redacted(tiny_corpus, tmp_path_factory):
    """A release of the tiny corpus for others to see."""
    out = tmp_path_factory.mktemp("redacted")
    assert run("build", tiny_corpus, "--out", out, "--redact").exit_code == 0
    return out


COMMANDS = sorted(main.commands)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command):
    help_text = run(command, "--help").stdout
    assert re.search(rf"Examples?:\n +claimledger {command}\b", help_text)


def test_examples_of_help_can_be_pasted(here):
    for command in [["build"], ["validate", "dist/claimledger-0.2.0"], ["show", "kursk-2024-08-09-rt"]]:
        assert run(*command).exit_code == 0
    assert run("query", "SELECT source_name, surface, noun, place_name FROM quantities_said").exit_code == 0
    assert run("query", "FROM quantities WHERE item_code = 'troops'", "--out", "troops.csv").exit_code == 0
    named = re.search(r"claimledger explain (\S+:q:\S+)", run("explain", "--help").stdout)
    assert named and run("explain", named[1]).exit_code == 0


def test_help_answers_at_once():
    begun = time.perf_counter()
    loaded = "import sys, claimledger.cli; print(sorted({'polars', 'duckdb', 'pyarrow', 'rich'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", loaded], capture_output=True, check=True).stdout.strip() == b"[]"
    assert time.perf_counter() - begun < 2


def test_version():
    assert re.fullmatch(r"claimledger, version \d+\.\d+\.\d+\n", run("--version").stdout)


def test_build_says_one_line(tiny_corpus, here):
    result = run("build", tiny_corpus, "--dataset", "tiny", "--release-version", "2.0.0")
    assert result.exit_code == 0
    assert result.stdout == ""
    skipped, summary = result.stderr.splitlines()
    assert skipped == "skipped: 1 (1 language: fr); see the tables documents and skipped"
    counts = r"3 documents, \d+ sentences, 5 quantities, .* \d+ claims, \d+ disputes"
    assert re.fullmatch(rf"dist/tiny-2\.0\.0: {counts}", summary)
    assert sorted(path.name for path in here.iterdir()) == ["datapackage.json", "dist"]


def test_build_of_nothing_readable(here):
    (here / "corpus").mkdir()
    assert "a folder without documents" in fails("build", "corpus")
    (here / "corpus" / "a.txt").write_bytes(b"\0\1\0\2")
    assert "a.txt" in fails("build", "corpus")
    assert "nowhere" in fails("build", "nowhere")
    assert [path.name for path in here.iterdir()] == ["corpus"]
    kept = run("build", "corpus", "--keep-going")
    assert kept.exit_code == 0
    assert "documents: empty_table, 1 warning" in kept.stderr
    assert "skipped: 1 (1 format)" in kept.stderr


def test_build_shows_findings_of_tables_with_errors(tiny_corpus, here, monkeypatch):
    from claimledger import build

    def join_without_rules(parts, keeper, **options):
        join(parts, keeper, **options)
        keeper.frames["rules"] = keeper.frames["rules"].clear()

    join = build.join
    monkeypatch.setattr(build, "join", join_without_rules)
    message = fails("build", tiny_corpus)
    assert "quantities.rule_id: foreign_key" in message
    assert list(here.iterdir()) == []


def test_extract(tiny_corpus, here):
    result = run("extract", tiny_corpus, "--out", "tables")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert {path.name for path in (here / "tables").iterdir()} == {f"{name}.parquet" for name in TABLE_NAMES}
    assert run("extract", "--out", "tables").exit_code == 2
    assert run("query", "SELECT count(*) AS n FROM quantities_said", "--package", "tables").stdout.split()[-1] == "5"


def test_the_systems_errors_are_told(tiny_corpus, here):
    (here / "file").write_text("mine")
    assert "the system's error" in fails("extract", tiny_corpus, "--out", "file/below")


def test_validate(redacted):
    result = run("validate", redacted)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert re.match(
        r"claimledger 0\.2\.0 is valid: 3 documents, .*; \d+% of \d+ spans checked against the text\n", result.stderr
    )


def test_validate_of_a_build_for_own_use(tiny_package):
    result = run("validate", tiny_package)
    assert result.exit_code == 1
    assert "documents.text: withheld_words, 2 errors" in result.stdout
    assert "--redact" in result.stderr
    assert run("validate", tiny_package, "--local").exit_code == 0


def test_validate_finds_a_changed_file(redacted, here):
    shutil.copytree(redacted, "copy")
    (file,) = here.glob("copy/*/csv/quantities.csv")
    file.write_text(file.read_text(encoding="utf-8").replace("40", "41", 1), encoding="utf-8")
    result = run("validate", "copy")
    assert result.exit_code == 1
    assert "file_hash" in result.stdout


@pytest.mark.parametrize(
    "command", [["validate"], ["query", "SELECT 1"], ["show", "a"], ["explain", "a:q:1-2"]], ids=lambda each: each[0]
)
def test_without_a_package_a_command_says_what_to_do(command, here):
    assert "Run `claimledger build` first" in fails(*command)
    package = ["nowhere"] if command == ["validate"] else ["--package", "nowhere"]
    assert "nowhere" in fails(*command, *package)


def test_a_file_that_is_no_descriptor(here):
    (here / "datapackage.json").write_text("[]")
    assert "no descriptor of a package" in fails("query", "SELECT 1")


def test_the_default_package_is_the_newest_in_dist(tiny_corpus, here):
    for version in ("0.9.0", "0.10.0", "0.2.0"):
        assert run("build", tiny_corpus, "--release-version", version).exit_code == 0
    assert run("query", "SELECT version FROM _release", "--format", "csv").stdout == "version\n0.2.0\n"
    (here / "datapackage.json").unlink()
    assert run("query", "SELECT version FROM _release", "--format", "csv").stdout == "version\n0.10.0\n"


SQL = "SELECT surface, value_min, noun FROM quantities WHERE doc_id = 'harbour' ORDER BY span_start"


def test_query_prints_a_table(tiny_package):
    lines = run("query", SQL, "--package", tiny_package).stdout.splitlines()
    assert lines[0].split() == ["surface", "value_min", "noun"]
    assert [line.split() for line in lines[2:]] == [
        ["at", "least", "40", "40", "Russian", "soldiers"],
        ["Two", "2", "HIMARS", "launchers"],
        ["dozens", "12", "drones"],
    ]


def test_query_in_other_formats(tiny_package, here):
    rows = [{"surface": "at least 40", "value_min": 40.0, "noun": "Russian soldiers"}]
    package = ["--package", tiny_package]
    sql = f"{SQL} LIMIT 1"
    assert json.loads(run("query", sql, *package, "--format", "json").stdout) == rows
    assert list(csv.DictReader(io.StringIO(run("query", sql, *package, "--format", "csv").stdout))) == [
        {name: str(value) for name, value in rows[0].items()}
    ]
    piped = run("query", sql, *package, "--format", "parquet").stdout_bytes
    assert pyarrow.parquet.read_table(io.BytesIO(piped)).to_pylist() == rows
    result = run("query", sql, *package, "--out", "rows.parquet")
    assert (result.stdout, result.stderr) == ("", "rows.parquet: 1 row\n")
    assert pyarrow.parquet.read_table("rows.parquet").to_pylist() == rows
    assert run("query", sql, *package, "--out", "rows.xls").exit_code == 2
    assert "no/rows.csv" in fails("query", sql, *package, "--out", "no/rows.csv")


def test_query_reads_parquet_where_there_is_no_duckdb(tiny_package, here):
    shutil.copytree(tiny_package, "copy", ignore=shutil.ignore_patterns("*.duckdb"))
    sql = f"{SQL.replace('quantities', 'quantities_said')}"
    assert run("query", sql, "--package", "copy").stdout == run("query", sql, "--package", tiny_package).stdout


def test_query_cuts_long_tables_and_says_so(tiny_package):
    result = run("query", f"SELECT range FROM range({GRID_ROWS + 1})", "--package", tiny_package)
    assert len(result.stdout.splitlines()) == GRID_ROWS + 2
    assert f"{GRID_ROWS} of {GRID_ROWS + 1} rows" in result.stderr


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("SELEC 1", "Parser Error"),
        ("FROM quantitees", "Table with name quantitees does not exist"),
        ("SELECT numb FROM quantities", '"numb" not found'),
        ("", "0 statements"),
        ("SELECT 1; SELECT 2", "2 statements"),
        ("DROP TABLE quantities", "of the kind DROP"),
        ("COPY (SELECT 1) TO 'file.csv'", "of the kind COPY"),
        ("INSERT INTO quantities SELECT * FROM quantities", "of the kind INSERT"),
        ("ATTACH 'file.duckdb'", "of the kind ATTACH"),
        ("EXPLAIN ANALYZE COPY (SELECT 1) TO 'file.csv'", "of the kind EXPLAIN"),
        ("SELECT 'words'::DOUBLE", "Could not convert string"),
    ],
)
def test_query_refuses_what_is_wrong_or_writes(sql, message, tiny_package, here):
    said = fails("query", sql, "--package", tiny_package)
    assert message in said
    assert not message.startswith(("Parser", "Table")) or "actor_registry, " in said
    assert list(here.iterdir()) == []


def test_show_marks_the_words(tiny_package):
    text = run("show", "harbour", "--package", tiny_package).stdout
    assert "“[at least 40](quantities) " in text
    assert "near [Odesa](locations). [Two](quantities) [HIMARS launchers](weapons)\nburned." in text
    assert "[said](cue)" in text
    unmarked = re.sub(r"\]\((?:quantities|actors|weapons|locations|times|cue|source)\)|\[", "", text).removesuffix("\n")
    assert unmarked == query("SELECT text FROM documents WHERE doc_id = 'harbour'", tiny_package)["text"][0].as_py()


def test_show_of_an_unknown_document_names_the_nearest(tiny_package):
    assert "Did you mean harbour?" in fails("show", "harbor", "--package", tiny_package)
    assert "SELECT doc_id FROM documents" in fails("show", "zzz", "--package", tiny_package)


def test_show_of_a_skipped_document_says_so(tiny_package):
    result = run("show", "pont", "--package", tiny_package)
    assert result.stdout == "Le pont tient, selon le gouverneur.\n"
    assert result.stderr == "pont was skipped (language: fr): nothing is marked.\n"


def test_show_of_withheld_words(redacted):
    assert "which its rights withhold" in fails("show", "bridge:1", "--package", redacted)


def test_marks_inside_marks_and_across_ends():
    def marked(*marks):
        return as_plain(Marked("a", "abcdef", tuple(Mark(*mark) for mark in marks), None))

    assert marked((0, 6, "source"), (1, 2, "actors")) == "[a[b](actors)cdef](source)"
    assert marked((1, 2, "actors"), (1, 2, "source")) == "a[[b](actors)](source)cdef"
    assert marked((0, 3, "source"), (2, 5, "cue")) == "[ab[c](cue)](source)[de](cue)f"
    assert marked() == "abcdef"


def test_colours_and_legend_on_a_terminal():
    document = Marked("a", "Kyiv\x1b[2J lost 40", (Mark(0, 4, "actors"), Mark(14, 16, "quantities")), None)
    console = Console(file=io.StringIO(), force_terminal=True, color_system="standard")
    console.print(as_coloured(document))
    written = console.file.getvalue()
    assert all(kind in written for kind in STYLES)
    assert "\x1b[36mKyiv\x1b[0m␛[2J lost \x1b[1;33m40\x1b[0m" in written
    assert "\x1b[2J" not in written


def test_explain(tiny_package):
    (row_id,) = query("SELECT quantity_id FROM quantities WHERE surface = 'dozens'", tiny_package)["quantity_id"]
    text = run("explain", row_id, "--package", tiny_package).stdout
    assert text.startswith(f"{row_id}: a row of quantities (Quantities)\n\nColumns\n")
    assert re.search(r"\n  Lowest value +12\n", text)
    assert re.search(r"\n  Bound +indefinite\n", text)
    assert "Moscow had lost [dozens] of drones." in text
    assert re.search(r"\n  Rule id +quantities\.\w+\n  Title .*\n  Pattern .*\n  Example .*\n", text)
    assert re.search(r"\n  dozens +number\.\S+, seeds/numbers\.csv line \d+, form dozens, source english", text)
    assert re.search(r"\n  drones +\S+, seeds/items\.csv line \d+", text)
    assert "Said by, innermost first\n" in text
    assert "cue say" in text
    assert "cue report" in text
    assert "None" not in text


def test_explain_names_what_a_row_links_to(tiny_package):
    (row_id,) = query("SELECT weapon_mention_id FROM weapons WHERE surface = 'HIMARS launchers'", tiny_package)[0]
    text = run("explain", row_id, "--package", tiny_package).stdout
    assert re.search(r"\n  Weapon +weapon_registry weapon:himars: Name: .*HIMARS.*; Class: artillery", text)
    assert re.search(r"\n  Quantity +quantities harbour:q:\d+-\d+: ", text)


def every_row(package):
    names = [(name, table(name).primary_key[0]) for name in EXPLAINED]
    ids = {name: query(f'SELECT "{key}" FROM "{name}"', package)[0].to_pylist() for name, key in names}
    return [(name, row_id) for name in ids for row_id in ids[name]]


def test_the_tables_with_rules_are_explained():
    assert {"quantities", "actors", "weapons", "locations", "attributions", "times"} <= set(EXPLAINED)
    assert set(EXPLAINED) == {key_of for key_of in TABLE_NAMES if "rule_id" in table(key_of).columns} - {"rules"}


def test_every_row_can_be_explained(tiny_package):
    rows = every_row(tiny_package)
    assert {name for name, _ in rows} == set(EXPLAINED)
    for name, row_id in rows:
        explained = explain(row_id, tiny_package)
        sentence = explained.sentence
        assert explained.table == name
        assert sentence and sentence.text[sentence.start : sentence.end] == explained.row["surface"]
        assert explained.rule["title"] and explained.rule["example"]
        assert explained.readings or name != "weapons"
        assert bool(explained.parts) == (name == "attributions")
        text = as_text(explained).plain
        assert f"[{explained.row['surface']}]".replace("\n", " ") in text
        assert (NO_READINGS in text) == (not explained.readings)
        assert explained.row["rule_id"] in text


def test_every_row_of_a_redacted_package_can_be_explained(redacted):
    texts = {row_id: as_text(explain(row_id, redacted)).plain for _, row_id in every_row(redacted)}
    assert texts
    assert all((WITHHELD in text) == row_id.startswith("bridge:1:") for row_id, text in texts.items())


@pytest.mark.parametrize(
    ("row_id", "message"),
    [
        ("harbour:q:1-2", "Did you mean harbour:q:"),
        ("harbor:q:1-2", "no document 'harbor'\n"),
        ("harbor:q:1-2", "Did you mean harbour:q:"),
        ("harbour", "but a document of that id"),
        ("x", "an id such as news-7:q:120-131"),
        ("", "an id such as"),
    ],
)
def test_an_unknown_row_id_is_told_with_the_nearest(row_id, message, tiny_package):
    assert message in fails("explain", row_id, "--package", tiny_package)


def test_readings_need_the_capitals_of_the_form():
    forms = [reading.sense.stem for reading in readings_of(["us"])]
    assert "countries" not in forms
    assert "countries" in [reading.sense.stem for reading in readings_of(["US"])]


def test_readings_of_phrases_and_glued_units():
    assert readings_of(["up to 300km"])[0].words == "up to"
    assert "units" in [reading.sense.stem for reading in readings_of(["300km"])]


def test_a_bar_shows_on_a_terminal_after_two_seconds(monkeypatch):
    screen = io.StringIO()
    monkeypatch.setattr(progress, "Console", lambda **_: Console(file=screen, force_terminal=True, width=100))
    with progress.Bar(None) as bar:
        bar("extract", 0, 0)
        assert screen.getvalue() == ""
        monkeypatch.setattr(progress, "PATIENCE_S", 0)
        bar("extract", 1234, 5)
    assert "1,234 documents" in screen.getvalue()


def test_no_bar_off_a_terminal(monkeypatch, capsys):
    monkeypatch.setattr(progress, "PATIENCE_S", 0)
    with progress.Bar(10) as bar:
        bar("extract", 1, 5)
    assert capsys.readouterr().err == ""


def test_a_bar_tells_speed_and_time_left(monkeypatch):
    clock = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: clock[0])
    pace = progress.Pace(total=10_000_000)
    assert pace.measure(1_000_000) == (None, None)
    clock[0] = 4.0
    assert pace.measure(3_000_000) == (0.5, 14.0)  # what an earlier run had done is not this one's speed
