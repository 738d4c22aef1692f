"""Copies of one text under several ids are told, whatever the order and the batches; reports of their own are none."""

import random
from datetime import date

import numpy as np
import polars as pl
import pyarrow as pa
import pytest
from helpers import batch_of
from hypothesis import given, settings
from hypothesis import strategies as st

from claimledger.duplicates import find_duplicates
from claimledger.pipeline import consolidate, extract
from claimledger.text.signatures import NUMBERS, SIGNATURE_SCHEMA, SIGNATURES
from claimledger.validation import validate

PARAGRAPHS = (
    "The bridge over the Lower Sarn was hit before dawn on Tuesday, and both lanes were closed to traffic.",
    "Three missiles came in from the east, the regional governor wrote, and a fourth fell into the river.",
    "Nobody was on the span at the time, although a fuel lorry had crossed it only minutes earlier.",
    "Engineers who reached the site at noon found two of the five piers cracked down to the waterline.",
    "Repairs would take between six and nine weeks, the ministry of transport estimated in a short note.",
    "Until then the towns on the left bank are to be supplied by ferry and along the old quarry road.",
    "Residents of Port Azure queued for bread and petrol, and the mayor asked them not to buy ahead of need.",
    "The army did not say who had fired, but a spokeswoman pointed to launchers seen near the border on Sunday.",
    "Across the frontier the state news agency called the report an invention meant to win more weapons abroad.",
    "Insurers have stopped writing policies for barges on the river, according to two brokers in the capital.",
    "A similar strike in March destroyed the railway bridge twenty kilometres upstream, which is still in ruins.",
    "Grain exporters said that forty barges were waiting above the broken pier with wheat and sunflower seed.",
)
WIRE = "\n".join(PARAGRAPHS)
CUT = "Dawn strike closes river bridge\n" + "\n".join(PARAGRAPHS[:-1]).replace("estimated", "reckoned")
OTHER = (
    "A crossing on the Sarn has been knocked out by missiles, cutting the main route to the left bank. Witnesses heard "
    "four explosions shortly before five in the morning, and windows broke as far away as the market square. The "
    "governor said that three had struck home. Drivers were sent round by the quarry, a detour of an hour. Builders "
    "think that the piers can be mended within two months if the shelling stops. Bread was short in Port Azure, and "
    "officials blamed the neighbouring state, whose press denied everything and spoke of a provocation."
)


def copies(*parts: dict[str, pa.Table]) -> dict[str, str]:
    """doc_id -> the document it is a copy of, in the data set that batches give."""
    rows = consolidate(parts)["documents"].filter(pl.col("duplicate_of_doc_id").is_not_null())
    return dict(rows.select("doc_id", "duplicate_of_doc_id").rows())


def duplicates_of(texts: dict[str, str], days: dict[str, int] | None = None) -> dict[str, str]:
    """The same for texts, some of them published on a day of March."""
    dates = {doc_id: date(2031, 3, day) for doc_id, day in (days or {}).items()}
    return copies(*(extract(batch_of({name: text}, published_on=dates.get(name))) for name, text in texts.items()))


def test_same_text_under_another_id_is_a_duplicate() -> None:
    assert duplicates_of({"b": "Kyiv denied it.", "a": "Kyiv denied it.", "c": "Kyiv denied all."}) == {"b": "a"}


def test_another_headline_and_a_cut_paragraph_make_no_new_report() -> None:
    assert duplicates_of({"cut": CUT, "wire": WIRE, "upper": WIRE.upper()}) == {"upper": "cut", "wire": "cut"}


def test_two_reports_on_one_event_are_two() -> None:
    assert duplicates_of({"wire": WIRE, "other": OTHER}) == {}


def test_a_short_version_inside_a_longer_one_is_none() -> None:
    assert duplicates_of({"wire": WIRE, "short": "\n".join(PARAGRAPHS[:5])}) == {}


def test_texts_of_a_few_words_are_compared_as_a_whole() -> None:
    assert duplicates_of({"a": "Two dead.", "b": "Two dead!", "c": "Two dead.", "d": "", "e": ""} | {"f": "…"}) == {
        "c": "a",
        "e": "d",
    }


def test_first_published_stands_for_the_group_and_undated_come_last() -> None:
    texts = {"a": WIRE, "b": CUT, "c": WIRE, "d": WIRE}
    assert duplicates_of(texts, {"b": 5, "c": 4}) == {"a": "c", "b": "c", "d": "c"}


def test_copies_of_copies_belong_together() -> None:
    """Each step takes one paragraph off; the ends are not alike by themselves."""
    steps = {f"s{number}": "\n".join(PARAGRAPHS[number:]) for number in range(5)}
    assert "s4" not in duplicates_of({name: steps[name] for name in ("s0", "s4")})
    assert duplicates_of(steps) == dict.fromkeys(("s1", "s2", "s3", "s4"), "s0")


def test_other_languages_are_copies_of_none() -> None:
    parts = [
        extract(batch_of({"a": WIRE}, status_code="skipped", skip_reason="language: fr")),
        extract(batch_of({"b": WIRE})),
    ]
    assert consolidate(parts)["documents"]["duplicate_of_doc_id"].to_list() == [None, None]


@pytest.mark.parametrize("seed", range(3))
def test_order_and_batches_change_nothing(seed: int) -> None:
    texts = {"cut": CUT, "wire": WIRE, "other": OTHER, "again": OTHER, "short": PARAGRAPHS[0], "none": ""}
    expected = duplicates_of(texts)
    assert expected == {"other": "again", "wire": "cut"}
    shuffled = list(texts)
    random.Random(seed).shuffle(shuffled)
    parts = []
    while shuffled:
        size = random.Random(seed + len(shuffled)).randint(1, 3)
        parts.append(extract(batch_of({name: texts[name] for name in shuffled[:size]})))
        shuffled = shuffled[size:]
    assert copies(*parts) == expected


def test_signature_of_a_document_depends_on_no_other() -> None:
    texts = {"a": WIRE, "b": "Two words", "c": OTHER, "d": CUT}
    together = extract(batch_of(texts))[SIGNATURES]
    assert together.schema.equals(SIGNATURE_SCHEMA)
    assert [value is None for value in together["signature"].to_pylist()] == [False, True, False, False]
    alone = pa.concat_tables([extract(batch_of({name: text}))[SIGNATURES] for name, text in texts.items()])
    assert alone.combine_chunks().equals(together.combine_chunks())


def test_a_build_with_duplicates_is_valid_and_publishes_no_signatures() -> None:
    tables = consolidate([extract(batch_of({"wire": WIRE, "cut": CUT}))])
    assert SIGNATURES not in tables
    assert validate(tables).filter(pl.col("severity_code") == "error").is_empty()
    wrong = tables["documents"].with_columns(duplicate_of_doc_id=pl.lit("gone"))
    assert not validate(tables | {"documents": wrong}).filter(pl.col("severity_code") == "error").is_empty()


def _made_up(signatures: np.ndarray) -> tuple[pl.DataFrame, pa.Table]:
    ids = [f"d{number:06}" for number in range(len(signatures))]
    documents = pl.DataFrame(
        {"doc_id": ids, "text_sha256": ids, "status_code": "extracted"}, schema_overrides={"doc_id": pl.String}
    ).with_columns(published_on=pl.lit(None, pl.Date))
    column = pa.array([row.astype("<u2").tobytes() for row in signatures], SIGNATURE_SCHEMA.field("signature").type)
    return documents, pa.table([pa.array(ids), column], schema=SIGNATURE_SCHEMA)


def test_thousands_of_copies_are_one_group() -> None:
    numbers = np.random.default_rng(1)
    signatures = np.tile(numbers.integers(0, 1 << 16, NUMBERS, np.uint16), (5_000, 1))
    for row in signatures:  # each differs from the first in a few numbers
        row[numbers.integers(0, NUMBERS, 6)] = numbers.integers(0, 1 << 16)
    found = find_duplicates(*_made_up(signatures))
    assert found["duplicate_of_doc_id"].to_list() == ["d000000"] * 4_999


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(2, 60))
def test_groups_are_those_of_all_pairs_compared(seed: int, count: int) -> None:
    numbers = np.random.default_rng(seed)
    seeds = numbers.integers(0, 1 << 16, (4, NUMBERS), np.uint16)
    signatures = seeds[numbers.integers(0, 4, count)].copy()
    for row in signatures:
        other = numbers.random(NUMBERS) < numbers.choice([0.0, 0.05, 0.6])
        row[other] = numbers.integers(0, 1 << 16, int(other.sum()), np.uint16)
    alike = (signatures[:, None] == signatures[None]).mean(axis=2) >= 0.8
    reach = np.linalg.matrix_power(alike.astype(np.float64), count) > 0
    expected = {f"d{row:06}": f"d{first:06}" for row in range(count) if (first := reach[row].argmax()) != row}
    found = find_duplicates(*_made_up(signatures))
    assert dict(found.rows()) == expected
