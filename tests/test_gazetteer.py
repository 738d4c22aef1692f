"""Which place a name is, and that the index can be compiled by two processes at once."""

import os
import subprocess
import sys

import pytest
from helpers import rows_of

from claimledger.gazetteer import load_gazetteer
from claimledger.gazetteer.index import country_place
from claimledger.text.vocabulary import seed_rows


def first(name):
    return load_gazetteer().candidates(name)[0]


def resolved(text):
    """place_id of each location of a text by its surface."""
    return {row["surface"]: row["place_id"] for row in rows_of("locations", text)}


@pytest.mark.parametrize(
    ("name", "country", "feature"),
    [
        ("Kursk", "RU", "settlement"),
        ("Kursk region", "RU", "admin1"),
        ("Kharkiv", "UA", "settlement"),
        ("Sudzha", "RU", "settlement"),
        ("Aleppo", "SY", "settlement"),
        ("Gaziantep", "TR", "settlement"),
        ("Texas", "US", "admin1"),
        ("Paris", "FR", "settlement"),
    ],
)
def test_well_known_names_come_first(name, country, feature):
    place = first(name)
    assert (place.country, place.feature) == (country, feature)


def test_spellings_are_one_place():
    assert first("Kiev").place_id == first("Kyiv").place_id
    assert first("Kharkov").place_id == first("Kharkiv").place_id
    assert first("Odessa").place_id != ""
    assert first("kursk") == first("KURSK") == first("Kursk")


def test_an_unknown_name_has_no_candidates():
    assert load_gazetteer().candidates("Zzyqhol") == ()
    assert not load_gazetteer().knows("Zzyqhol")


def test_every_candidate_stands_on_the_map():
    for name in ("Kursk", "Bangor", "Paris", "Victoria", "Kursk region"):
        for place in load_gazetteer().candidates(name):
            assert -90 <= place.latitude <= 90
            assert -180 <= place.longitude <= 180


def test_every_country_and_capital_is_a_place():
    for row in seed_rows("countries"):
        place = country_place(row["country_code"])
        assert place is not None
        assert place.feature == "country"
        if row["capital"] and row["capital_geonames_id"]:
            ids = {found.place_id for name in row["capital"].split("|") for found in load_gazetteer().candidates(name)}
            assert f"geonames:{row['capital_geonames_id']}" in ids, row["name"]


def test_a_settlement_lies_in_its_region():
    region = load_gazetteer().region_of(first("Kursk"))
    assert region is not None
    assert region.place_id == first("Kursk region").place_id


def test_a_district_is_an_area_and_no_town():
    found = resolved("It fell in Sudzha district.")
    town = resolved("He lives in Sudzha.")
    assert found["Sudzha district"] != town["Sudzha"]
    (place,) = [place for place in load_gazetteer().candidates("Sudzha district") if place.country == "RU"]
    assert (place.feature, place.place_id) == ("admin2", found["Sudzha district"])


@pytest.mark.parametrize(
    ("text", "name", "place_id"),
    [
        ("He was born in Bangor, Maine.", "Bangor", "geonames:4957280"),
        ("He was born in Bangor, Wales.", "Bangor", "geonames:2656397"),
        ("He was born in Paris, Texas.", "Paris", "geonames:4717560"),
        ("He was born in Paris.", "Paris", "geonames:2988507"),
        ("They met in Kiev on Sunday.", "Kiev", "geonames:703448"),
        ("They met in Kyiv on Sunday.", "Kyiv", "geonames:703448"),
        ("Missiles hit Kyiv on Sunday.", "Kyiv", "geonames:703448"),
        ("They met in Georgia, said officials of Armenia and Azerbaijan.", "Georgia", "geonames:614540"),
        ("He was born in Birmingham, Alabama.", "Birmingham", "geonames:4049979"),
        ("He was born in Birmingham, England.", "Birmingham", "geonames:2655603"),
    ],
)  # fmt: skip
def test_the_words_around_decide(text, name, place_id):
    assert resolved(text)[name] == place_id


def test_confidence_is_a_share():
    for row in rows_of("locations", "He went from Bangor to Victoria, and from Kursk to Springfield and Aleppo."):
        if row["place_id"] is not None:
            assert 0 < row["confidence"] <= 1
            assert row["candidate_count"] >= 1


def test_two_processes_may_compile_at_once(tmp_path):
    ask = "from claimledger.gazetteer import load_gazetteer; print(load_gazetteer().candidates('Kursk')[0].place_id)"
    environment = os.environ | {"CLAIMLEDGER_CACHE": str(tmp_path)}
    both = [
        subprocess.Popen(
            [sys.executable, "-c", ask], env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(2)
    ]
    for process in both:
        output, errors = process.communicate(timeout=300)
        assert process.returncode == 0, errors
        assert output.strip() == first("Kursk").place_id
    assert sorted(file.name for file in tmp_path.rglob("*") if file.is_file()) == ["names.arrow", "places.arrow"]
