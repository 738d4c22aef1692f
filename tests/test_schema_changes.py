"""Every way a contract can change, and how much it asks of readers."""

from copy import deepcopy

import pytest

from claimledger.release.schema_changes import LEVELS, find_renames, schema_changes
from claimledger.release.snapshot import current_contract
from claimledger.release.versions import Level


def fields(contract, table="weapons"):
    return contract[table]["fields"]


def field(contract, name, table="weapons"):
    return next(each for each in fields(contract, table) if each["name"] == name)


def rename_table(contract):
    contract["arms"] = contract.pop("weapons")


def remove_table(contract):
    del contract["weapons"]


def rename_column(contract):
    field(contract, "class_code")["name"] = "category_code"


def remove_column(contract):
    fields(contract).remove(field(contract, "is_named"))


def retype(contract):
    field(contract, "span_start")["type"] = "number"


def reorder(contract):
    fields(contract)[-2:] = fields(contract)[:-3:-1]


def change_key(contract):
    contract["weapons"]["primaryKey"] = ["doc_id", "weapon_mention_id"]


def remove_reference(contract):
    contract["weapons"]["foreignKeys"].pop(0)


def remove_unique_key(contract):
    contract["weapons"]["uniqueKeys"] = []


def remove_code(contract):
    field(contract, "class_code")["categories"].pop()


def rename_code(contract):
    field(contract, "class_code")["categories"][0]["value"] = "another"


def loosen(contract):
    del field(contract, "surface")["constraints"]["minLength"]


def make_optional(contract):
    del field(contract, "doc_id")["constraints"]["required"]


def describe(contract):
    field(contract, "surface")["description"] = "Other words."


CHANGES = {
    "table_removed": (remove_table, Level.MAJOR, "table_added"),
    "table_renamed": (rename_table, Level.MAJOR, "table_renamed"),
    "column_removed": (remove_column, Level.MAJOR, "column_added"),
    "column_renamed": (rename_column, Level.MAJOR, "column_renamed"),
    "column_retyped": (retype, Level.MAJOR, "column_retyped"),
    "columns_reordered": (reorder, Level.MAJOR, "columns_reordered"),
    "key_changed": (change_key, Level.MAJOR, "key_changed"),
    "reference_removed": (remove_reference, Level.MAJOR, "reference_added"),
    "unique_key_removed": (remove_unique_key, Level.MAJOR, "unique_key_added"),
    "code_removed": (remove_code, Level.MAJOR, "code_added"),
    "code_renamed": (rename_code, Level.MAJOR, "code_renamed"),
    "required_to_optional": (make_optional, Level.MAJOR, "optional_to_required"),
    "constraint_changed": (loosen, Level.MINOR, "constraint_changed"),
    "description_changed": (describe, Level.PATCH, "description_changed"),
}
"""Change -> what makes it, its level, and the change told when it is taken back."""


@pytest.fixture
def before():
    contract = deepcopy(current_contract())
    contract["weapons"]["uniqueKeys"] = [["doc_id", "span_start", "span_end"]]
    return contract


def changes_of(old, new):
    return schema_changes(old, new, find_renames(old, new))


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_told_once_with_its_level(change, before):
    make, level, _ = CHANGES[change]
    after = deepcopy(before)
    make(after)
    of_table = [
        each for each in changes_of(before, after) if each.change != "description_changed" or change == each.change
    ]
    assert [each.change for each in of_table] == [change]
    assert of_table[0].level == level
    assert of_table[0].table in ("weapons", "arms")


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_taken_back_is_told_the_other_way(change, before):
    make, _, back = CHANGES[change]
    after = deepcopy(before)
    make(after)
    assert [each.change for each in changes_of(after, before)] == [back]


def test_every_kind_of_change_is_tested():
    assert {*CHANGES, *(back for _, _, back in CHANGES.values())} == LEVELS.keys()


def test_additions_are_minor():
    assert {LEVELS[change] for change in LEVELS if change.endswith("_added")} == {Level.MINOR}


def test_equal_contracts_have_no_changes(before):
    assert changes_of(before, deepcopy(before)) == []


def test_a_column_may_come_before_the_last_one(before):
    after = deepcopy(before)
    new = {"name": "note", "type": "string", "title": "Note", "description": "New."}
    fields(after).insert(-1, new)
    assert [(each.change, each.column) for each in changes_of(before, after)] == [("column_added", "note")]


def test_a_renamed_key_column_is_one_change(before):
    after = deepcopy(before)
    field(after, "weapon_mention_id")["name"] = "mention_id"
    after["weapons"]["primaryKey"] = ["mention_id"]
    assert [each.change for each in changes_of(before, after)] == ["column_renamed"]


def test_another_column_of_the_same_type_is_no_rename(before):
    after = deepcopy(before)
    remove_column(after)
    fields(after).append({"name": "is_lost", "type": "boolean", "title": "Lost", "description": "Whether it was lost."})
    assert {each.change for each in changes_of(before, after)} == {"column_removed", "column_added"}


def test_a_change_tells_what_was_and_what_is(before):
    after = deepcopy(before)
    retype(after)
    (change,) = changes_of(before, after)
    assert (change.table, change.column, change.old, change.new) == ("weapons", "span_start", "integer", "number")
