"""Which place a name is, and that the index can be compiled by two processes at once."""

import os
import subprocess
import sys

import pytest
from helpers import rows_of

from claimledger.errors import ClaimledgerError
from claimledger.gazetteer import load_gazetteer
from claimledger.gazetteer.dump import read_dump
from claimledger.gazetteer.index import country_place
from claimledger.gazetteer.katottg import Village, read_register, romanise
from claimledger.gazetteer.rows import Row
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


def dump_line(geonames_id, name, feature, code, admin1="06", admin2="", population=0):
    cells = [
        geonames_id,
        name,
        name,
        "",
        "47.4451",
        "35.8378",
        feature,
        code,
        "UA",
        "",
        admin1,
        admin2,
        "",
        "",
        population,
    ]
    return "\t".join(map(str, [*cells, "", "", "Europe/Kyiv", "2024-01-01"])) + "\n"


def test_a_dump_gives_settlements_and_areas(tmp_path):
    dump = tmp_path / "UA.txt"
    dump.write_text(
        dump_line(1, "Zelenyi Zrazok", "P", "PPL", population=300)
        + dump_line(2, "Made-up Raion", "A", "ADM2", admin2="77")
        + dump_line(3, "Made-up River", "H", "STM"),
        encoding="utf-8",
    )
    village, raion = (row for row, _ in read_dump(dump, {"UA.06": "Zaporizhzhia Oblast"}))
    assert (village.name, village.feature, village.region, village.population) == (
        "Zelenyi Zrazok",
        "settlement",
        "UA.06",
        300,
    )
    assert village.admin1_name == "Zaporizhzhia Oblast"
    assert (raion.feature, raion.admin2) == ("admin2", "UA.06.77")


def test_what_is_no_dump_is_told(tmp_path):
    with pytest.raises(ClaimledgerError, match="no file"):
        list(read_dump(tmp_path / "absent.txt", {}))
    (tmp_path / "list.txt").write_text("Kyiv\tUkraine\n", encoding="utf-8")
    with pytest.raises(ClaimledgerError, match="2 columns"):
        list(read_dump(tmp_path / "list.txt", {}))


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("Роботине", "Robotyne"),
        ("Згурівка", "Zghurivka"),
        ("Єнакієве", "Yenakiieve"),
        ("Гуляйполе", "Huliaipole"),
        ("Щасливе", "Shchaslyve"),
        ("Мала Ґанківка", "Mala Gankivka"),
        ("Прип'ять", "Prypiat"),
    ],
)
def test_names_are_romanised(name, latin):
    assert romanise(name) == latin


def town(name, region="UA.26", latitude=47.5, longitude=35.8):
    return Row(1, name, "settlement", "UA", region, "Zaporizhzhia Oblast", "", "", latitude, longitude, 5000)


def test_a_village_of_the_register_has_the_point_of_its_raion():
    villages = [
        Village("UA01", "Оріхів", "Пологівський", "Запорізька"),
        Village("UA02", "Роботине", "Пологівський", "Запорізька"),
        Village("UA03", "Далеке", "Невідомий", "Інша"),
    ]
    (village,) = read_register(villages, [town("Orikhiv")])
    assert (village.register_id, village.name, village.region) == ("katottg:UA02", "Robotyne", "UA.26")
    assert (village.latitude, village.longitude) == (47.5, 35.8)
    assert village.admin2_name == "Polohivskyi raion"


def test_a_village_that_geonames_has_is_not_there_twice():
    villages = [Village("UA01", "Оріхів", "Пологівський", "Запорізька")]
    assert list(read_register(villages, [town("Orikhiv")])) == []
