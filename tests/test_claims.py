"""Claims: which figures make one, what it says, and which claims are set side by side."""

from datetime import date

import duckdb
import polars as pl
import pytest
from helpers import data_set, rows_of

from claimledger.claims.comparable import NOT_COMPARED
from claimledger.claims.modality import DENIED, PLANNED, POSSIBLE
from claimledger.derived import TABLES
from claimledger.schemas import codes_of, polars_schema, table
from claimledger.text.vocabulary import seed_rows

MARCH = date(2031, 3, 4)


def claims_of(text, **document):
    return rows_of("claims", text, **({"published_on": MARCH} | document))


def claim_of(text, **document):
    (claim,) = claims_of(text, **document)
    return claim


def test_a_claim_repeats_the_words_and_the_number_of_its_quantity():
    text = "The Ukrainian army said that at least 40 Russian soldiers were killed near Odesa."
    claim, quantity = claim_of(text), rows_of("quantities", text)[0]
    assert claim["quantity_id"] == quantity["quantity_id"]
    assert claim["claim_id"] == quantity["quantity_id"].replace(":q:", ":c:")
    shared = ("surface", "span_start", "span_end", "noun", "value_min", "bound_code", "item_code", "event_code")
    assert [claim[name] for name in shared] == [quantity[name] for name in shared]


def test_a_claim_says_whose_by_whom_where_who_says_so_and_when():
    claim = claim_of("The Ukrainian army said that at least 40 Russian soldiers were killed near Odesa.")
    assert (claim["owner_actor_id"], claim["owner_country_code"]) == ("forces:RU", "RU")
    assert (claim["source_actor_id"], claim["source_name"]) == ("forces:UA", "Armed forces of Ukraine")
    assert (claim["source_surface"], claim["cue_lemma"], claim["cue_code"]) == ("The Ukrainian army", "say", "say")
    assert (claim["place_name"], claim["country_code"], claim["place_scope_code"]) == ("Odesa", "UA", "clause")
    assert (claim["asserted_on"], claim["modality_code"], claim["is_negated"]) == (MARCH, "asserted", False)


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        ("Russia shot down 40 Ukrainian drones.", "forces:RU"),
        ("40 Ukrainian drones were shot down by Russian air defences.", "forces:RU"),
        ("Ukraine deployed 900 soldiers near Sumy.", "forces:UA"),
        ("40 Ukrainian drones were shot down by the evening.", None),
        ("40 Ukrainian drones were shot down.", None),
    ],
)
def test_who_did_it_is_told_where_the_text_says_so(text, agent):
    assert claim_of(text)["agent_actor_id"] == agent


def test_the_chain_of_sources_runs_from_the_outermost_to_the_innermost():
    text = (
        "The Associated Press reported that the governor, Marta Quill, had said that Moscow had lost dozens of drones."
    )
    claim = claim_of(text)
    assert claim["source_chain"] == "Associated Press > Marta Quill"
    assert claim["source_chain_ids"].endswith(f" > {claim['attribution_id']}")


def test_without_a_speaker_the_document_itself_says_it():
    claim = claim_of("Two tanks burned near Odesa.", outlet="The Coast Post")
    said = ("attribution_id", "source_name", "source_surface", "source_chain", "source_chain_ids", "cue_lemma")
    assert [claim[name] for name in said] == [None] * len(said)
    assert claim["outlet"] == "The Coast Post"


@pytest.mark.parametrize(
    ("text", "modality", "negated"),
    [
        ("Russia may lose 40 tanks near Sumy.", POSSIBLE, False),
        ("If Russia loses 40 tanks near Sumy, it will stop.", POSSIBLE, False),
        ("12,000 Russian soldiers could be sent to Kursk.", POSSIBLE, False),
        ("Ukraine will send 900 soldiers to Sumy.", PLANNED, False),
        ("Ukraine promised to send 900 soldiers to Sumy.", PLANNED, False),
        ("Moscow denied that 40 Russian soldiers had been killed.", DENIED, False),
        ("Ukraine did not lose 40 tanks near Sumy.", "asserted", True),
        ("No fewer than 40 Russian tanks were destroyed.", "asserted", False),
        ("Ukraine, which may attack again, lost 40 tanks.", "asserted", False),
        ("The offensive may stop, but 40 Russian tanks were destroyed.", "asserted", False),
    ],
)
def test_modality_and_negation(text, modality, negated):
    claim = claims_of(text)[0]
    assert (claim["modality_code"], claim["is_negated"]) == (modality, negated)


@pytest.mark.parametrize("text", ["The talks took 3 hours.", "He is 40 years old."])
def test_filler_makes_no_claim(text):
    assert rows_of("quantities", text)
    assert claims_of(text) == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Ukraine controls 1,000 square kilometers of Kursk Oblast.", 1e9, 1e9),
        ("Ukraine controls about 1,000 square kilometers of Kursk Oblast.", 9e8, 1.1e9),
        ("Ukraine controls more than 1,000 square kilometers of Kursk Oblast.", 1e9, None),
        ("Ukraine controls 1,000 to 1,200 square kilometers of Kursk Oblast.", 1e9, 1.2e9),
        ("Dozens of Russian soldiers were killed.", 12, None),
        ("Up to 40 Russian soldiers were killed.", None, 40),
    ],
)
def test_the_interval_is_in_base_units(text, low, high):
    claim = claim_of(text)
    assert (claim["min_si"], claim["max_si"]) == (pytest.approx(low), pytest.approx(high))


def test_units_meet_in_one_key_and_a_district_in_its_region():
    texts = {
        "a": "Ukraine controls 1,000 square kilometers of Kursk Oblast.",
        "b": "Ukraine seized 386 square miles around Sudzha.",
    }
    keys = [claim_of(text)["comparable_key"] for text in texts.values()]
    assert keys[0] == keys[1] == "territory/held/RU/geonames:538555/area/2031-Q1"


@pytest.mark.parametrize(
    "other",
    [
        "Russia controls 1,000 square kilometers of Kharkiv Oblast.",
        "Ukraine lost 386 soldiers around Sudzha.",
        "Ukrainian forces advanced 30 miles into Kursk Oblast.",
    ],
)
def test_other_places_items_and_events_have_other_keys(other):
    key = claim_of("Ukraine controls 1,000 square kilometers of Kursk Oblast.")["comparable_key"]
    assert claim_of(other)["comparable_key"] not in (None, key)


def test_a_country_stands_for_the_region_the_document_is_about():
    alone = claim_of("Ukraine has 10,000 troops in Russia.")
    within = claims_of(
        "Fighting goes on in Kursk Oblast. Kursk Oblast is shelled. Ukraine has 10,000 troops in Russia."
    )
    assert alone["region_place_id"] == alone["place_id"]
    assert within[-1]["place_name"] == "Russia"
    assert within[-1]["region_place_id"] == "geonames:538555"


def compared(*claims):
    """The comparisons of claims given as (source, lowest, highest) with one key."""
    rows = [
        {"claim_id": f"d{number}:c:0-1", "doc_id": f"d{number}", "comparable_key": "k", "item_code": "troops",
         "source_actor_id": f"state:{source}", "source_name": source, "min_si": low, "max_si": high,
         "modality_code": "asserted", "is_negated": False, "asserted_on": date(2031, 3, number + 1)} | more
        for number, (source, low, high, more) in enumerate((*claim, {})[:4] for claim in claims)
    ]  # fmt: skip
    documents = [{"doc_id": row["doc_id"], "duplicate_of_doc_id": row.pop("duplicate", None)} for row in rows]
    frames = {"claims": rows, "documents": documents}
    with duckdb.connect(":memory:") as connection:
        for name, of in frames.items():
            columns = polars_schema(name)
            connection.register(name, pl.DataFrame([{key: row.get(key) for key in columns} for row in of], columns))
        for name, step in TABLES.items():
            step(connection).order(", ".join(table(name).primary_key)).create(name)
        return {name: connection.table(name).pl().to_dicts() for name in TABLES}


def test_intervals_apart_are_a_dispute():
    found = compared(("RU", None, 1000), ("Savill", 9000, 11000), ("UA", 100, None))
    (dispute,) = found["disputes"]
    ends = ("low_min", "low_max", "high_min", "high_max", "gap", "ratio")
    assert [dispute[name] for name in ends] == [None, 1000, 9000, 11000, 8000, 9]
    assert (dispute["low_sources"], dispute["high_sources"]) == ("RU", "Savill")
    assert (dispute["claim_count"], dispute["source_count"]) == (3, 3)
    assert (dispute["first_on"], dispute["last_on"]) == (date(2031, 3, 1), date(2031, 3, 3))
    assert [row["side_code"] for row in found["dispute_claims"]] == ["below", "above", "compatible"]
    assert found["agreements"] == []


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param([("RU", 10, 10), ("RU", 40, 40)], id="one source that has changed its mind"),
        pytest.param([("RU", None, 1000), ("UA", 900, None)], id="bounds that overlap"),
        pytest.param([("RU", 10, 10), ("UA", 40, 40, {"modality_code": "denied"})], id="a figure that is denied"),
        pytest.param([("RU", 10, 10), ("UA", 40, 40, {"is_negated": True})], id="a figure that is negated"),
        pytest.param([("RU", 10, 10), ("UA", 40, 40, {"modality_code": "planned"})], id="a plan"),
        pytest.param([("RU", 10, 10), ("UA", 40, 40, {"comparable_key": "other"})], id="another key"),
        pytest.param([("RU", 1e9, 1e9, {"unit_si": "m2"}), ("UA", 999.7e6, 999.7e6, {"unit_si": "m2"})], id="rounding"),
    ],
)
def test_what_is_no_dispute(claims):
    found = compared(*claims)
    assert found["disputes"] == found["dispute_claims"] == []


def test_an_account_between_two_that_collide_stands_between():
    sides = [row["side_code"] for row in compared(("A", 10, 10), ("B", 20, 20), ("C", 30, 30))["dispute_claims"]]
    assert sides == ["below", "between", "above"]


def test_sources_that_coincide_agree():
    found = compared(("RU", 10, 10), ("UA", 9, 11), ("UN", 30, 33), ("ISW", 32, 40), ("US", 500, None))
    assert [(row["common_min"], row["common_max"], row["sources"]) for row in found["agreements"]] == [
        (10, 10, "RU | UA"),
        (32, 33, "ISW | UN"),
    ]
    assert [row["claim_id"][:2] for row in found["agreement_claims"]] == ["d0", "d1", "d2", "d3"]


def test_what_a_duplicate_repeats_counts_once_and_what_is_new_there_counts():
    repeated = compared(("RU", 10, 10), ("UA", 40, 40), ("UN", 10, 10, {"duplicate": "d0"}))
    assert [row["claim_id"][:2] for row in repeated["dispute_claims"]] == ["d0", "d1"]
    assert repeated["agreements"] == []
    corrected = compared(("RU", 10, 10), ("UN", 12, 12, {"duplicate": "d0"}))
    assert corrected["disputes"][0]["source_count"] == 2


def test_one_source_alone_agrees_with_nobody():
    assert compared(("RU", 10, 10), ("RU", 10, 10))["agreements"] == []


def test_comparisons_of_a_data_set_do_not_depend_on_its_batches():
    texts = {
        "a": "The Russian army estimated that at most 1,000 Ukrainian troops took part in the attack on Kursk Oblast.",
        "b": "Ukraine has about 10,000 troops in Kursk Oblast.",
    }
    whole, parts = data_set(texts), data_set(*({doc_id: text} for doc_id, text in texts.items()))
    assert whole["disputes"].height == 1
    for name in ("claims", "disputes", "dispute_claims"):
        assert whole[name].equals(parts[name])


@pytest.mark.parametrize(("list_name", "left_out"), [("item", set(NOT_COMPARED)), ("event", set())])
def test_every_item_and_event_has_its_family_or_is_never_compared(list_name, left_out):
    rows = [row for row in seed_rows("comparables") if row["list_name"] == list_name]
    codes = [row["code"] for row in rows]
    assert len(codes) == len(set(codes))
    assert set(codes) | left_out == set(codes_of(f"{list_name}_code"))
    assert {row["window_code"] for row in rows} == ({"week", "quarter"} if list_name == "event" else {""})
