"""The language of documents: declared, detected, or assumed; and what becomes of those not in English."""

from pathlib import Path

import pytest
from corpus_files import ENGLISH, PAGE, RUSSIAN, row, rows, write, write_lines

from claimledger.corpus.language import detect_language

SENTENCES = {
    "en": "The brigade commander said two vehicles were lost near the river.",
    "de": "Der Gouverneur teilte mit, dass zwei Drohnen über dem Dorf abgeschossen wurden.",
    "fr": "Le pont tient, selon le gouverneur.",
    "es": "El gobernador dijo que dos drones fueron derribados sobre la aldea.",
    "it": "Il governatore ha detto che due droni sono stati abbattuti sul villaggio.",
    "pt": "O governador disse que dois drones foram abatidos sobre a aldeia.",
    "nl": "De gouverneur zei dat twee drones boven het dorp werden neergehaald.",
    "pl": "Gubernator powiedział, że nad wsią zestrzelono dwa drony.",
    "tr": "Vali, köyün üzerinde iki insansız hava aracının düşürüldüğünü söyledi.",
    "ru": RUSSIAN,
    "uk": "Військові повідомили, що двадцять машин було знищено біля річки.",
    "ar": "قال المحافظ إن طائرتين أسقطتا فوق القرية.",
    "he": "המושל אמר כי שני כטב״מים הופלו מעל הכפר.",
    "zh": "州长说，两架无人机在村庄上空被击落。",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_one_sentence_is_enough(language: str) -> None:
    assert detect_language(SENTENCES[language]) == language


@pytest.mark.parametrize(
    "text",
    [
        "Kyiv denied it.",
        "Berlin donated 10 tanks.",
        "Lukashenko, Shoigu, Gerasimov, Belousov and Patrushev met in Moscow.",
        "Shelling hit Toretsk, Niu-York, Pivnichne, Zalizne, Druzhba and Dachne; 3 dead, 14 hurt.",
        SENTENCES["ru"] + ENGLISH * 6,
        ENGLISH * 30 + SENTENCES["de"] * 10,
        "The convoy\x85left\x00at dawn \x1e and nobody was hurt, said the mayor \ufffe of the town.",
    ],
)
def test_english_with_foreign_names_quotations_and_odd_characters_is_english(text: str) -> None:
    assert detect_language(text) == "en"


@pytest.mark.parametrize("text", ["", " \n", "12", "4,512.3 +0.4% 14,020.9", "…", "\x01\x02"])
def test_what_cannot_be_told_is_not_guessed(text: str) -> None:
    assert detect_language(text) is None


def test_declared_language_goes_before_the_text(tmp_path: Path) -> None:
    lines = write_lines(tmp_path / "a.jsonl", {"id": "1", "text": ENGLISH, "language": "fr"}, {"id": "2", "text": "12"})
    assert [(got["language"], got["status_code"]) for got in rows(lines)] == [("fr", "skipped"), ("en", "extracted")]


@pytest.mark.parametrize("language", [name for name in SENTENCES if name != "en"])
def test_undeclared_documents_in_other_languages_are_listed_as_skipped(tmp_path: Path, language: str) -> None:
    got = row(write(tmp_path / "a.txt", SENTENCES[language]))
    assert (got["language"], got["status_code"], got["skip_reason"]) == (language, "skipped", f"language: {language}")
    assert got["text"] == SENTENCES[language]


def test_the_text_is_trusted_more_than_the_markup_of_its_page(tmp_path: Path) -> None:
    page = PAGE.format(charset="").replace('lang="en-GB"', 'lang="de"')
    assert row(write(tmp_path / "a.html", page))["language"] == "en"
