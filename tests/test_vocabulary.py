"""Every seed file is read, every row is sound, and every form can be found in a text."""

import csv
from collections import Counter
from importlib.resources import files
from io import StringIO
from string import Formatter

import pytest

from claimledger.schemas import codes_of
from claimledger.text.scan import scan
from claimledger.text.vocabulary import VOCABULARIES, plural, seed_rows, senses

REFERENCE = {"coalitions", "codes", "comparables", "sources", "stances"}
STEMS = sorted(
    file.name.removesuffix(".csv") for file in files("claimledger.seeds").iterdir() if file.name.endswith(".csv")
)
"""Every seed file."""

CODES = {
    ("actors", "actor_type_code"): "actor_type_code",
    ("state_bodies", "actor_type_code"): "actor_type_code",
    ("organisation_words", "actor_type_code"): "actor_type_code",
    ("forces", "actor_type_code"): "actor_type_code",
    ("weapons", "class_code"): "class_code",
    ("weapons", "subclass_code"): "subclass_code",
    ("weapons", "unroca_code"): "unroca_code",
    ("places", "feature_code"): "feature_code",
    ("place_words", "feature_code"): "feature_code",
    ("cues", "cue_code"): "cue_code",
    ("items", "item_code"): "item_code",
    ("events", "event_code"): "event_code",
    ("bounds", "bound_code"): "bound_code",
    ("units", "kind_code"): "kind_code",
    ("units", "dimension_code"): "dimension_code",
}
"""(file, column) -> the closed list its cells come from."""

NOT_A_CODE = {"ignored", ""}
"""Words recorded so that they are not taken for ours."""

KEYS = {"actors": "actor_id", "weapons": "weapon_id", "places": "place_id", "countries": "country_code",
        "units": "unit_code", "currencies": "unit_code", "state_bodies": "slug", "sources": "source"}  # fmt: skip
FORMS_OF = {vocabulary.stem: vocabulary.forms for vocabulary in VOCABULARIES}


def columns_of(stem):
    text = files("claimledger.seeds").joinpath(f"{stem}.csv").read_text(encoding="utf-8")
    return next(csv.reader(StringIO(text)))


def test_every_seed_file_is_a_vocabulary_or_a_reference():
    assert set(STEMS) == set(FORMS_OF) | REFERENCE
    assert len(FORMS_OF) == len(VOCABULARIES)


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda vocabulary: vocabulary.stem)
def test_a_vocabulary_names_columns_that_exist(vocabulary):
    columns = columns_of(vocabulary.stem)
    fillers = {name for kind in vocabulary.forms.values() for _, name, _, _ in Formatter().parse(kind) if name}
    assert {*vocabulary.forms, *vocabulary.plural, *fillers} <= set(columns)


@pytest.mark.parametrize("stem", STEMS)
def test_a_seed_file_is_tidy(stem):
    raw = files("claimledger.seeds").joinpath(f"{stem}.csv").read_bytes()
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    assert not raw.startswith(b"\xef\xbb\xbf")
    columns, *rows = csv.reader(StringIO(raw.decode()))
    assert [row for row in rows if len(row) != len(columns)] == []
    assert [row for row in rows if any(cell != cell.strip() for cell in row)] == []
    assert [
        row for row in rows if any("||" in cell or cell.startswith("|") or cell.endswith("|") for cell in row)
    ] == []
    assert [row for row in rows if any(mark in cell for cell in row for mark in "‘’“”–—")] == []


@pytest.mark.parametrize("stem", [stem for stem in STEMS if stem not in REFERENCE])
def test_every_row_has_a_known_source(stem):
    sources = {row["source"] for row in seed_rows("sources")}
    assert {row["source"] for row in seed_rows(stem)} <= sources


@pytest.mark.parametrize("stem", STEMS)
def test_no_row_stands_twice(stem):
    key = KEYS.get(stem)
    rows = Counter(
        row[key] if key else tuple(value for name, value in row.items() if name != "note") for row in seed_rows(stem)
    )
    assert [row for row, count in rows.items() if count > 1] == []


@pytest.mark.parametrize("stem", sorted(KEYS))
def test_files_with_a_key_are_sorted_by_it(stem):
    keys = [row[KEYS[stem]] for row in seed_rows(stem)]
    assert keys == sorted(keys)


@pytest.mark.parametrize("stem", sorted(FORMS_OF))
def test_no_row_repeats_a_form(stem):
    repeated = []
    for row in seed_rows(stem):
        forms = [
            form
            for column in FORMS_OF[stem]
            if column not in ("capital", "people")
            for form in row[column].split("|")
            if form
        ]
        repeated += [(row[next(iter(FORMS_OF[stem]))], form) for form, count in Counter(forms).items() if count > 1]
    assert repeated == []


@pytest.mark.parametrize(("stem", "column"), sorted(CODES))
def test_codes_come_from_their_list(stem, column):
    allowed = {*codes_of(CODES[stem, column]), *NOT_A_CODE}
    assert {code for row in seed_rows(stem) for code in row[column].split("|")} <= allowed


def test_weapon_classes_have_their_own_subclasses():
    pairs = {f"{row['class_code']}/{row['subclass_code']}" for row in seed_rows("weapons") if row["subclass_code"]}
    assert pairs <= set(codes_of("class_subclass_code"))


def test_countries_named_elsewhere_exist():
    known = {row["country_code"] for row in seed_rows("countries")} | {""}
    for stem, column in (("actors", "country_code"), ("weapons", "origin_country_code"), ("places", "country_code")):
        assert {code for row in seed_rows(stem) for code in row[column].split("|")} <= known, stem


def test_parents_of_actors_exist():
    known = {row["actor_id"] for row in seed_rows("actors")}
    states = {f"{kind}:{row['country_code']}" for row in seed_rows("countries") for kind in ("state", "forces")}
    missing = {row["parent_id"] for row in seed_rows("actors") if row["parent_id"]} - known - states
    assert {parent for parent in missing if not parent.startswith("gov:")} == set()


def test_every_form_is_found_in_a_text():
    forms: dict[str, dict[str, tuple[str, int]]] = {}
    for sense in senses():
        forms.setdefault(sense.form, {}).setdefault(sense.kind, (sense.stem, sense.line))
    found = scan(["d1"], ["".join(f"; {form} ;\n" for form in forms)])
    kinds_at: dict[str, set[int]] = {}
    for kind in {kind for kinds in forms.values() for kind in kinds}:
        kinds_at[kind] = set(found.start[found.flag(kind)].tolist())
    for phrase, first in zip(found.phrase.tolist(), found.start[found.phrase_first].tolist(), strict=True):
        for sense in found.lexicon.phrases[phrase]:
            kinds_at.setdefault(sense.kind, set()).add(first)
    missing, position = [], 0
    for form, kinds in forms.items():
        missing += [(form, kind, *place) for kind, place in kinds.items() if position + 2 not in kinds_at[kind]]
        position += len(form) + 5
    assert missing == []


def test_plurals_are_english():
    words = ("tank", "battery", "launch bus", "T-72", "MANPADS", "aircraft", "Boy", "convoy")
    plurals = ["tanks", "batteries", "launch buses", "T-72s", "MANPADS", "aircraft", "Boys", "convoys"]
    assert [plural(word) for word in words] == plurals
