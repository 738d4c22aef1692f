"""What has changed between two packages, row by row, and how it is told."""

import json
import random
import shutil
from dataclasses import replace

import polars as pl
import pytest
from click.testing import CliRunner
from release_sample import frame_of

from claimledger.cli import main
from claimledger.diff import diff, open_snapshot, write_difference
from claimledger.errors import ClaimledgerError
from claimledger.release.difference_text import difference_text
from claimledger.release.differences import compare
from claimledger.release.row_changes import KINDS, ROW_CHANGES
from claimledger.release.snapshot import Snapshot, current_contract
from claimledger.release.versions import Level
from claimledger.schemas import TABLE_NAMES


def weapon(start: int, words: str = "tanks", **columns: object) -> dict[str, object]:
    end = start + len(words)
    row = {"weapon_mention_id": f"open:w:{start}-{end}", "doc_id": "open", "span_start": start, "span_end": end}
    return row | {"surface": words, "class_code": "tank"} | columns


def weapons(*rows: dict[str, object]) -> Snapshot:
    """A data set of which only the table of weapons has rows."""
    tables = {name: frame_of(name, []) for name in TABLE_NAMES}
    return Snapshot("weapons", current_contract(), tables | {"weapons": frame_of("weapons", list(rows))})


def told(old: Snapshot, new: Snapshot) -> list[tuple]:
    return compare(old, new).rows.drop("table").rows()


def test_equal_data_sets_do_not_differ(tables):
    same = Snapshot("same", current_contract(), tables)
    difference = compare(same, replace(same, tables={name: frame.reverse() for name, frame in tables.items()}))
    assert difference.level == Level.NONE
    assert difference.rows.is_empty()
    assert difference_text(difference) == "Nothing has changed.\n"


def test_rows_that_come_and_go_are_told_by_key():
    old, new = weapons(weapon(0), weapon(10, "guns")), weapons(weapon(0), weapon(20, "mortars"))
    assert told(old, new) == [
        ("removed", "open:w:10-14", None, None, None),
        ("added", "open:w:20-27", None, None, None),
    ]
    assert compare(old, new).level == Level.MINOR
    assert compare(old, new).lost["weapons"] == 1


def test_a_changed_value_is_told_with_its_column():
    old, new = weapons(weapon(0, is_named=False)), weapons(weapon(0, is_named=True, weapon_id="weapon:x"))
    assert told(old, new) == [
        ("changed", "open:w:0-5", "weapon_id", None, "weapon:x"),
        ("changed", "open:w:0-5", "is_named", "false", "true"),
    ]
    difference = compare(old, new)
    assert difference.level == Level.PATCH
    assert difference.counts == {"weapons": {"added": 0, "removed": 0, "moved": 0, "changed": 1}}
    assert difference.changed_columns == {"weapons": {"weapon_id": 1, "is_named": 1}}


def test_a_row_with_the_same_evidence_elsewhere_has_moved():
    old, new = weapons(weapon(0, sentence_no=0, quantity_id="open:q:9-10")), weapons(weapon(30, sentence_no=2))
    assert told(old, new) == [("moved", "open:w:0-5", None, "open:w:0-5", "open:w:30-35")]
    assert compare(old, new).lost["weapons"] == 0
    assert compare(old, new).level == Level.MINOR


@pytest.mark.parametrize(
    "other",
    [weapon(30, "guns!"), weapon(30, class_code="missile"), weapon(30, doc_id="closed"), weapon(30, weapon_id="x")],
    ids=["words", "code", "document", "registry"],
)
def test_a_row_with_other_evidence_has_not_moved(other):
    assert [row[0] for row in told(weapons(weapon(0)), weapons(other))] == ["removed", "added"]


def test_words_said_several_times_move_in_the_order_of_the_text():
    old = weapons(*(weapon(start) for start in (0, 100, 20)))
    new = weapons(*(weapon(start) for start in (105, 25)))
    assert [row for row in told(old, new) if row[0] == "moved"] == [
        ("moved", "open:w:0-5", None, "open:w:0-5", "open:w:25-30"),
        ("moved", "open:w:20-25", None, "open:w:20-25", "open:w:105-110"),
    ]
    assert compare(old, new).lost["weapons"] == 1


def test_withheld_words_move_by_their_length():
    assert [row[0] for row in told(weapons(weapon(0, surface=None)), weapons(weapon(9, surface=None)))] == ["moved"]
    longer = weapons(weapon(9, "mortars", surface=None))
    assert [row[0] for row in told(weapons(weapon(0, surface=None)), longer)] == ["removed", "added"]


def test_a_row_that_names_a_moved_row_moves_along():
    fields = [
        {"name": name, "type": "string", "title": name, "description": name} for name in ("group", "weapon_mention_id")
    ]
    reference = {"fields": ["weapon_mention_id"], "reference": {"resource": "weapons", "fields": ["weapon_mention_id"]}}
    schema = {"fields": fields, "primaryKey": ["group", "weapon_mention_id"], "foreignKeys": [reference]}

    def grouped(of, *groups):
        members = pl.DataFrame({"group": groups, "weapon_mention_id": of.tables["weapons"]["weapon_mention_id"]})
        return replace(of, contract={**of.contract, "groups": schema}, tables={**of.tables, "groups": members})

    old, new = weapons(weapon(0), weapon(50, "guns")), weapons(weapon(9), weapon(59, "guns"))
    difference = compare(grouped(old, "a", "b"), grouped(new, "a", "c"))
    assert difference.rows.filter(table="groups").drop("table").rows() == [
        ("moved", "a|open:w:0-5", None, "a|open:w:0-5", "a|open:w:9-14"),
        ("removed", "b|open:w:50-54", None, None, None),
        ("added", "c|open:w:59-63", None, None, None),
    ]


@pytest.mark.parametrize("seed", range(5))
def test_the_changes_lead_from_the_old_keys_to_the_new_ones(seed):
    dice = random.Random(seed)
    old, new = (
        weapons(*(weapon(start, dice.choice(["tanks", "guns"])) for start in dice.sample(range(0, 400, 8), 30)))
        for _ in range(2)
    )
    changes = compare(old, new).rows
    keys = set(old.tables["weapons"]["weapon_mention_id"])
    keys -= set(changes.filter(pl.col("change").is_in(["removed", "moved"]))["key"])
    moved = changes.filter(change="moved")
    keys |= set(changes.filter(change="added")["key"]) | set(moved["new"])
    assert keys == set(new.tables["weapons"]["weapon_mention_id"])
    assert moved.height


def test_rows_are_compared_under_the_new_names_of_columns(tables):
    contract = current_contract()
    fields = [
        field | {"name": {"is_named": "has_name"}.get(field["name"], field["name"])}
        for field in contract["weapons"]["fields"]
    ]
    renamed = contract | {"weapons": contract["weapons"] | {"fields": fields}}
    frame = tables["weapons"].rename({"is_named": "has_name"}).with_columns(has_name=pl.lit(True))
    difference = compare(Snapshot("old", contract, tables), Snapshot("new", renamed, dict(tables) | {"weapons": frame}))
    assert [change.change for change in difference.schema] == ["column_renamed"]
    assert difference.rows.select("column", "old", "new").rows() == [("has_name", "false", "true")]


def test_under_another_key_all_rows_are_new(tables):
    contract = current_contract()
    other = contract | {"weapons": contract["weapons"] | {"primaryKey": ["doc_id", "weapon_mention_id"]}}
    difference = compare(Snapshot("old", contract, tables), Snapshot("new", other, tables))
    assert difference.rows["key"].to_list() == ["open:w:30-35", "open|open:w:30-35"]
    assert difference.lost["weapons"] == tables["weapons"].height


def test_rows_of_a_table_that_is_gone_are_lost(tables):
    contract = current_contract()
    without = {name: schema for name, schema in contract.items() if name != "weapons"}
    difference = compare(Snapshot("old", contract, tables), Snapshot("new", without, tables))
    assert difference.lost["weapons"] == 1
    assert difference.level == Level.MAJOR
    assert difference.summary()["tables"]["weapons"]["rows_after"] is None


def test_a_code_that_is_explained_no_more_is_a_major_change(tables):
    fewer = dict(tables) | {"codes": tables["codes"].head(-1)}
    contract = current_contract()
    assert compare(Snapshot("old", contract, tables), Snapshot("new", contract, fewer)).level == Level.MAJOR


def test_every_kind_of_package_is_compared(built, tables, tmp_path):
    archive = shutil.make_archive(str(tmp_path / "package"), "zip", built.parent, built.name)
    bare = tmp_path / "bare"
    bare.mkdir()
    for name, frame in tables.items():
        frame.write_parquet(bare / f"{name}.parquet")
    for path in (built, built / "datapackage.json", built.parent, tmp_path / "package.zip", bare):
        assert diff(built, path).level == Level.NONE, path
    assert open_snapshot(tmp_path / archive).name == "sample 1.2.3"


@pytest.mark.parametrize("content", [b"{}", b"PK"], ids=["json", "zip"])
def test_what_is_no_package_is_refused(content, built, tmp_path):
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(ClaimledgerError) as error:
        diff(built, tmp_path / "file")
    assert error.value.where == str(tmp_path / "file")


def test_an_archive_without_a_release_is_refused(built, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("a")
    with pytest.raises(ClaimledgerError, match="an archive without"):
        diff(built, shutil.make_archive(str(tmp_path / "other"), "zip", tmp_path / "in"))


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_the_command_writes_every_change(ending, built, tables, tmp_path):
    other = tmp_path / "bare"
    other.mkdir()
    for name, frame in (dict(tables) | {"weapons": tables["weapons"].clear()}).items():
        frame.write_parquet(other / f"{name}.parquet")
    file = tmp_path / f"changes.{ending}"
    ran = CliRunner().invoke(main, ["diff", str(built), str(other), "--out", str(file)])
    assert ran.exit_code == 0, ran.output
    assert ran.stdout.startswith("# sample 1.2.3 -> bare\n\nMinor:")
    assert "- weapons `open:w:30-35` removed" in ran.stdout
    expected = {"table": "weapons", "change": "removed", "key": "open:w:30-35"} | dict.fromkeys(
        ["column", "old", "new"]
    )
    if ending == "json":
        content = json.loads(file.read_text())
        assert content["rows"] == [expected]
        assert content["summary"]["tables"]["weapons"]["removed"] == 1
    else:
        assert pl.read_csv(file, schema=ROW_CHANGES).to_dicts() == [expected]


def test_another_ending_is_refused_before_the_work(built, tmp_path):
    ran = CliRunner().invoke(main, ["diff", str(built), str(tmp_path / "nowhere"), "--out", str(tmp_path / "a.txt")])
    assert ran.exit_code == 1
    assert "expected: .csv or .json" in ran.stderr


def test_changes_of_the_schema_are_rows_without_a_key(tables, tmp_path):
    contract = current_contract()
    without = {name: schema for name, schema in contract.items() if name != "weapons"}
    old = Snapshot("old", contract, tables)
    write_difference(compare(old, replace(old, contract=without)), tmp_path / "changes.csv")
    (row,) = pl.read_csv(tmp_path / "changes.csv", schema=ROW_CHANGES).to_dicts()
    assert (row["table"], row["change"], row["key"]) == ("weapons", "table_removed", None)


def test_the_text_counts_and_shows_examples(tables):
    changed = tables["quantities"].with_columns(noun=pl.lit("a | b\n`c`"))
    old = Snapshot("old", current_contract(), tables)
    difference = compare(old, replace(old, tables=dict(tables) | {"quantities": changed}))
    text = difference_text(difference, examples=True)
    assert "| quantities | 2 | 0 | 0 | 0 | 2 | noun 2 |" in text
    assert "- quantities `open:q:27-29` changed: noun `tanks` -> `a | b 'c'`" in text
    assert "tanks" not in difference_text(difference)
    assert all(kind in text for kind in KINDS)
