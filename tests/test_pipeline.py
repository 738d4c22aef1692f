"""The same rows whatever the batch; linear time on any text; one id a thing across spellings and documents."""

import gc
from itertools import permutations
from time import perf_counter

import polars as pl
import pytest
from helpers import batch_of, data_set, extract_texts, rows_of

from claimledger.pipeline import consolidate, extract
from claimledger.schemas import TABLE_NAMES, arrow_schema
from claimledger.text.signatures import SIGNATURE_SCHEMA, SIGNATURES
from claimledger.validation import validate

DOCUMENTS = {
    "north": "Raid in the north\nKyiv said it held at least 1,200 square km of Kursk region. “We go on,” General Orest"
    " Kovalchuk said on August 9. Kovalchuk denied that 40 tanks were lost.\n“We will stay there as long as we must.”",
    "south": "Kiev claims to have shot down 18 drones, according to the Defence Ministry. Moscow, which denied the"
    " report, said 74 settlements were retaken. Two Su-34 jets crashed near Bakhmut. He said “no.",
    "east": "Zelenskyy told Reuters that dozens of HIMARS rockets had been fired. Orest Kovalchuk"
    " agreed. The 82nd Brigade left.",
    "west": "“Nobody” spoke.” It’s $3-5 billion (not €1.8m). President Zelenskiy warned Turkey. Bangor, Maine is far.",
    "short": "Zelensky",
    "signs": "🛰 — 北京 \u00a0 ½",
}
ONE_BATCH = data_set(DOCUMENTS)


def assert_same(tables):
    for name in TABLE_NAMES:
        assert tables[name].equals(ONE_BATCH[name]), f"table {name} differs"


def ids_of(*texts):
    """The actors of documents by their surface."""
    tables = data_set({f"d{number}": text for number, text in enumerate(texts)})
    return dict(tables["actors"].select("surface", "actor_id").iter_rows())


def test_the_rows_do_not_depend_on_the_batch():
    pairs = list(DOCUMENTS.items())
    for size in (2, 3, 4, 5):
        assert_same(data_set(*(dict(pairs[start : start + size]) for start in range(0, len(pairs), size))))


def test_a_document_alone_gives_the_same_rows():
    assert_same(data_set(*({doc_id: text} for doc_id, text in DOCUMENTS.items())))


def test_the_rows_do_not_depend_on_the_order_of_documents():
    assert_same(data_set(dict(reversed(DOCUMENTS.items()))))


def test_consolidate_does_not_depend_on_the_order_of_batches():
    parts = [extract_texts({doc_id: DOCUMENTS[doc_id]}) for doc_id in ("north", "south", "east")]
    first, *others = [consolidate(order) for order in permutations(parts)]
    for other in others:
        assert all(first[name].equals(other[name]) for name in TABLE_NAMES)


def test_the_result_has_no_findings():
    findings = validate({name: table.clone() for name, table in ONE_BATCH.items()})
    assert findings.rows(named=True) == []


def test_every_table_has_the_types_of_its_schema():
    tables = extract_texts(DOCUMENTS)
    assert tables.pop(SIGNATURES).schema.equals(SIGNATURE_SCHEMA)
    of_a_build = {"codes", "rules", "skipped", "disputes", "dispute_claims", "agreements", "agreement_claims"}
    assert set(tables) | of_a_build == set(TABLE_NAMES)
    for name, table in tables.items():
        assert table.schema.equals(arrow_schema(name)), name


@pytest.mark.parametrize(
    ("documents", "fields"),
    [
        pytest.param({}, {}, id="no document"),
        pytest.param({"d1": "Es war einmal."}, {"status_code": "skipped", "skip_reason": "language: de"}, id="skipped"),
        pytest.param({"d1": "🛰"}, {}, id="no word"),
        pytest.param({"d1": "\n"}, {}, id="line feed"),
        pytest.param({"d1": " "}, {}, id="blank"),
    ],
)
def test_a_batch_without_words_gives_empty_tables(documents, fields):
    tables = extract(batch_of(documents, **fields))
    assert tables["documents"].num_rows == len(documents)
    assert [tables[name].num_rows for name in ("quantities", "actors", "attributions")] == [0, 0, 0]


def test_a_skipped_document_gives_no_rows():
    tables = consolidate([extract(batch_of({"d1": "Kyiv said so."}, status_code="skipped", skip_reason="language: de")),
                          extract_texts({"d2": "Kyiv said so."})])  # fmt: skip
    assert tables["documents"]["doc_id"].to_list() == ["d1", "d2"]
    assert set(tables["actors"]["doc_id"]) == {"d2"}


@pytest.mark.parametrize(
    "unit",
    ["a", "word ", "Putin ", "7", "7 ", "1,000 ", "7-", '"', "'", "“", "”", "(", ". ", "\n", "A. ", "said ", "he said ",
     "“a” ", "‘a ’b ", "‘ties’ ", "“He said “", "82nd and ", "Kursk, ", "General ", "thousand ", "of ",
     "He said 5 tanks. ", "The next day ", "from August 6 to ", "since the end of "],
)  # fmt: skip
def test_time_grows_with_the_size_of_a_monotonous_text(unit):
    def seconds(size):
        text = "He left. " + unit * (size // len(unit))
        start = perf_counter()
        extract_texts({"d1": text})
        return perf_counter() - start

    seconds(1_000)
    assert seconds(20_000) < 2.5, "twenty kilobytes take so long that more are not tried"
    short = min(seconds(100_000) for _ in range(2))
    long = min(seconds(200_000) for _ in range(2))
    assert long < 3.5 * short + 0.1


MARKS = ["“", '"', "'", "‘", "«", "''", "(", "“He said that ", "according to ", "General ", "at least ",
         "between 4 and ", "$", "the 82nd and ", "Moscow said "]  # fmt: skip


@pytest.mark.parametrize("marks", MARKS)
def test_nothing_leaks_into_the_next_document(marks):
    plain = "We hold it, Orest Kovalchuk said. 40 tanks crossed near Kursk."
    alone = extract_texts({"next": plain})
    beside = extract_texts({"full": marks * 200, "next": plain, "last": marks * 3})
    for name in (
        "sentences",
        "quantities",
        "actors",
        "weapons",
        "locations",
        "attributions",
        "attribution_spans",
        "times",
    ):
        rows = [row for row in beside[name].to_pylist() if row.get("doc_id") == "next"]
        assert rows == alone[name].to_pylist(), name


def test_the_last_document_of_a_batch_is_cut_into_the_same_sentences():
    wrapped = "One line is short\n" * 5 + "and The last one is as short"
    alone, beside = extract_texts({"a": wrapped}), extract_texts({"a": wrapped, "b": "Another one."})
    rows = [row for row in beside["sentences"].to_pylist() if row["doc_id"] == "a"]
    assert rows == alone["sentences"].to_pylist()


def test_a_count_without_a_noun_inherits_nothing_from_the_document_before():
    texts = {"a": "At least 8,512 civilians were displaced.", "b": "The number rose to as many as 12,000."}
    items = {row["surface"]: row["item_code"] for row in extract_texts(texts)["quantities"].to_pylist()}
    alone = {row["surface"]: row["item_code"] for row in extract_texts({"b": texts["b"]})["quantities"].to_pylist()}
    assert items["as many as 12,000"] == alone["as many as 12,000"] == "other"


def test_spellings_of_a_capital_are_one_actor():
    found = ids_of("Kiev denied it.", "Kyiv denied it.")
    assert found["Kiev"] == found["Kyiv"] == "state:UA"


def test_spellings_of_a_person_are_one_actor():
    found = ids_of("Zelensky left.", "Zelenskiy left.", "Zelenskyy left.", "President Volodymyr Zelensky left.")
    assert len(found) == 4
    assert set(found.values()) == {"person:volodymyr-zelenskyy"}


def test_an_unknown_person_keeps_the_id_of_the_first_document():
    tables = data_set({"b": "General Orest Kovalchuk left."}, {"a": "“We won,” Orest Kovalchuk said. Kovalchuk left."})
    assert set(tables["actors"]["actor_id"]) == {"doc:a:person:orest-kovalchuk"}
    assert tables["attributions"]["source_actor_id"].to_list() == ["doc:a:person:orest-kovalchuk"]
    local = tables["actor_registry"].filter(pl.col("actor_id").str.starts_with("doc:"))
    assert local["actor_id"].to_list() == ["doc:a:person:orest-kovalchuk"]


def test_a_bare_surname_is_no_one_in_another_document():
    tables = data_set({"a": "General Orest Kovalchuk left.", "b": "Kovalchuk left."})
    assert set(tables["actors"]["doc_id"]) == {"a"}


def test_every_id_is_unique_and_tells_document_table_and_span():
    keys = (
        ("quantities", "quantity_id", "q"),
        ("actors", "actor_mention_id", "a"),
        ("weapons", "weapon_mention_id", "w"),
        ("locations", "location_mention_id", "l"),
        ("attributions", "attribution_id", "s"),
        ("times", "time_id", "t"),
    )
    for name, key, letter in keys:
        rows = ONE_BATCH[name]
        assert rows[key].n_unique() == rows.height > 0
        for row in rows.iter_rows(named=True):
            assert row[key].startswith(f"{row['doc_id']}:{letter}:{row['span_start']}-{row['span_end']}")


def test_a_quantity_belongs_to_the_innermost_attribution_around_it():
    text = "Reuters said the ministry claimed that 40 tanks were lost. 12 men left."
    cues = {row["attribution_id"]: row["cue_lemma"] for row in rows_of("attributions", text)}
    counted = {row["surface"]: cues.get(row["attribution_id"]) for row in rows_of("quantities", text)}
    assert counted == {"40": "claim", "12": None}


def test_no_batch_outlives_its_rows():
    batch = batch_of(DOCUMENTS)
    extract(batch)
    gc.collect()
    gc.disable()
    try:
        extract(batch)
        assert gc.collect() == 0
    finally:
        gc.enable()


@pytest.mark.parametrize("words", ["thousand " * 200, "7" * 400 + " tanks", "about " + "9" * 320 + " tanks"])
def test_a_string_of_digits_that_is_no_number_gives_no_quantity(words):
    assert extract_texts({"d1": words})["quantities"].num_rows == 0
