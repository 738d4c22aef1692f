"""Any text survives, and every row stands where it says; where sentences and quotations begin and end."""

from itertools import pairwise

import pytest
from helpers import extract_texts, rows_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimledger.text.batch import make_batch, one_byte_each
from claimledger.text.quotations import find_quotations
from claimledger.text.scan import scan

WITH_SPANS = ("sentences", "quantities", "actors", "weapons", "locations", "attributions", "attribution_spans")
CHARACTERS = st.characters(exclude_categories=["Cs"])
WORDS = (
    "Putin Kyiv 82nd Brigade said that $ €5 million 1,000 ½ 12.5 km² aged of the and ATACMS U.S. p.m. according between"
    " from to at least dozens Kursk region General Orest Kovalchuk not denied tanks 3rd 300km F-16 August 2024 5 ß ﬁ Å"
    " é Київ 北京 🛰 % / : ; … • “ ” ‘ ’ \" ' '' ( ) . , — -"
)
BLANKS = (" ", "\n", "\n\n", "\t", "\u00a0", "\u2009", "\x00", "\x1e", "\ufeff", "\u200b", ". ", "e\u0301")
PIECES = st.sampled_from([*WORDS.split(" "), *BLANKS])
ANY_TEXT = st.one_of(st.text(CHARACTERS, max_size=80), st.lists(PIECES, max_size=30).map(" ".join),
                     st.lists(PIECES, max_size=30).map("".join))  # fmt: skip
PATIENT = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


@PATIENT
@given(st.lists(ANY_TEXT, min_size=1, max_size=3))
def test_every_surface_is_the_text_between_its_offsets(texts):
    documents = {f"d{number}": text for number, text in enumerate(texts)}
    tables = extract_texts(documents)
    for name in WITH_SPANS:
        for row in tables[name].to_pylist():
            text = documents[row["doc_id"]]
            assert 0 <= row["span_start"] < row["span_end"] <= len(text)
            assert row["surface"] == text[row["span_start"] : row["span_end"]]
    for row in tables["quantities"].to_pylist():
        if row["noun"] is not None:
            assert row["noun"] == documents[row["doc_id"]][row["noun_start"] : row["noun_end"]]


@PATIENT
@given(ANY_TEXT)
def test_sentences_are_ordered_apart_and_never_cut_a_word(text):
    rows = rows_of("sentences", text)
    assert [row["sentence_no"] for row in rows] == list(range(len(rows)))
    outside, end = "", 0
    for row in rows:
        assert end <= row["span_start"] < row["span_end"]
        outside += text[end : row["span_start"]]
        end = row["span_end"]
    outside += text[end:]
    assert not any(char.isascii() and char.isalnum() for char in outside)
    for first, second in pairwise(rows):
        if first["span_end"] == second["span_start"]:
            beside = text[first["span_end"] - 1], text[first["span_end"]]
            assert not all(char.isascii() and char.isalnum() for char in beside)


@given(st.text(CHARACTERS))
def test_one_code_point_is_one_byte(text):
    assert len(one_byte_each(text)) == len(text)


@given(st.lists(st.text(CHARACTERS, min_size=1), min_size=1, max_size=4))
def test_a_batch_knows_where_its_documents_are(texts):
    batch = make_batch([str(number) for number in range(len(texts))], texts)
    assert len(batch.codes) == len(batch.text)
    assert [batch.text[start:end] for start, end in zip(batch.starts, batch.ends, strict=True)] == texts


@pytest.mark.parametrize(
    ("table", "text", "surface"),
    [
        ("actors", "“Putin” left.", "Putin"),
        ("actors", "‘Putin’ left.", "Putin"),
        ("actors", "Putin’s army left.", "Putin"),
        ("actors", "They met ‘Putin’s’ army.", "Putin"),
        ("actors", "(Putin) left.", "Putin"),
        ("actors", "…Putin left.", "Putin"),
        ("actors", "*Putin* left.", "Putin"),
        ("actors", "Putin\u200b left.", "Putin"),
        ("actors", "the 82nd Brigade’s men", "82nd Brigade"),
        ("actors", "Côte d’Ivoire voted.", "Côte d’Ivoire"),
        ("actors", "Cote d'Ivoire voted.", "Cote d'Ivoire"),
        ("locations", "They shelled Kursk—again.", "Kursk"),
        ("locations", "They shelled Kursk–again.", "Kursk"),
        ("locations", "They shelled Kursk… again.", "Kursk"),
        ("locations", "They shelled «Kursk» again.", "Kursk"),
        ("locations", "They shelled [Kursk].", "Kursk"),
        ("locations", "They shelled Kursk/Belgorod.", "Kursk"),
        ("weapons", "They fired “ATACMS”.", "ATACMS"),
        ("weapons", "They fired ATACMS—again.", "ATACMS"),
        ("quantities", "They lost “40” tanks.", "40"),
        ("quantities", "They lost 40—again.", "40"),
        pytest.param("locations", "They live in Bogota\u0301.", "Bogota\u0301",
                     marks=pytest.mark.xfail(strict=True, reason="a combining accent hides a name")),
    ],
)  # fmt: skip
def test_marks_beside_a_name_do_not_hide_it(table, text, surface):
    assert surface in [row["surface"] for row in rows_of(table, text)]


WRAPPED = (
    "The army crossed the\nriver on Sunday and\ntook the first of\nfour small villages\nthat lie beyond the\nhills."
    " Then it\nrained."
)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The U.S. Army left. It rained.", ["The U.S. Army left.", "It rained."]),
        ("They live in the U.S. He left.", ["They live in the U.S.", "He left."]),
        ("He met Gen. Smith. They spoke.", ["He met Gen. Smith.", "They spoke."]),
        ("It began at 5 p.m. The talks failed.", ["It began at 5 p.m.", "The talks failed."]),
        ("He came at 5 p.m. on Monday.", ["He came at 5 p.m. on Monday."]),
        ("J. K. Rowling wrote it. She left.", ["J. K. Rowling wrote it.", "She left."]),
        ("It fell on Aug. 6 near Kursk. They ran.", ["It fell on Aug. 6 near Kursk.", "They ran."]),
        ("St. Petersburg was hit. Mr. Olsen said so.", ["St. Petersburg was hit.", "Mr. Olsen said so."]),
        ("It cost $3.5 million. It sank.", ["It cost $3.5 million.", "It sank."]),
        ("Raid in Kursk\nThe army crossed on Sunday.", ["Raid in Kursk", "The army crossed on Sunday."]),
        ("RAID IN KURSK\n\nThe army crossed.", ["RAID IN KURSK", "The army crossed."]),
        ("The army took\nthe first village.", ["The army took\nthe first village."]),
        (WRAPPED, [WRAPPED[: WRAPPED.index(" Then")], "Then it\nrained."]),
        ("One.\n\n\n\nTwo.", ["One.", "Two."]),
        ("“I won,” he said.Trump left.", ["“I won,” he said.", "Trump left."]),
        ("He left.Then it rained.", ["He left.", "Then it rained."]),
        ("“We hold it.” He left.", ["“We hold it.”", "He left."]),
        ("“It fell!” he said.", ["“It fell!” he said."]),
        ("Is it true? Yes! It is.", ["Is it true?", "Yes!", "It is."]),
        ("Wait... He left.", ["Wait...", "He left."]),
        ("It stood… and fell.", ["It stood… and fell."]),
        ("The army (it is small.) left.", ["The army (it is small.) left."]),
        ("  \n It fell. \n ", ["It fell."]),
        ("", []),
        (" \n\t", []),
        pytest.param("He lives in Washington D.C. She does not.", ["He lives in Washington D.C.", "She does not."],
                     marks=pytest.mark.xfail(strict=True, reason="D.C. never ends a sentence")),
    ],
)  # fmt: skip
def test_where_sentences_end(text, sentences):
    assert [row["surface"] for row in rows_of("sentences", text)] == sentences


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ('He said "yes" and left.', ['"yes"']),
        ("He said “yes” and left.", ["“yes”"]),
        ("He said ‘yes’ and left.", ["‘yes’"]),
        ("He said 'yes' and left.", ["'yes'"]),
        ("Le «mur» tient.", ["«mur»"]),
        ("the ‹small› one", ["‹small›"]),
        ("He said ''yes'' and left.", ["''yes''"]),
        ("The soldiers' 'heroes' won't go.", ["'heroes'"]),
        ("It's Kyiv's 'main goal' now.", ["'main goal'"]),
        ("It’s Kyiv’s ‘main goal’ now.", ["‘main goal’"]),
        ("‘The soldiers’ camp isn’t safe,’ he said.", ["‘The soldiers’ camp isn’t safe,’"]),
        ("“He told me ‘no’ twice,” she said.", ["“He told me ‘no’ twice,”"]),
        ("The soldiers' camp isn't safe.", []),
        ('"a" and "b"', ['"a"', '"b"']),
        ('He said "yes and left.\nThen "no" came.', ['"yes and left.', '"no"']),
        ("“One.\n“Two.\n“Three.” Then he left.", ["“One.", "“Two.", "“Three.”"]),
        ("no” then “yes”", ["“yes”"]),
        pytest.param("„Ja“, said he.", ["„Ja“"],
                     marks=pytest.mark.xfail(strict=True, reason="the low opening mark is folded to a blank")),
        pytest.param("He said ``yes'' and left.", ["``yes''"],
                     marks=pytest.mark.xfail(strict=True, reason="two backticks open no quotation")),
        pytest.param('A 5" gun and a 6" gun.', [],
                     marks=pytest.mark.xfail(strict=True, reason="the mark of inches is read as a quotation mark")),
        pytest.param("'Tis late.", [],
                     marks=pytest.mark.xfail(strict=True, reason="an apostrophe that begins a word opens a quotation")),
    ],
)  # fmt: skip
def test_which_marks_are_a_quotation(text, quotations):
    found = scan(["d1"], [text])
    rows = find_quotations(found)
    assert found.texts(rows.first, rows.last) == quotations


def test_an_unclosed_quotation_ends_with_its_document():
    found = scan(["d1", "d2"], ["He said “yes and left.", "Nobody spoke.”"])
    rows = find_quotations(found)
    assert found.texts(rows.first, rows.last) == ["“yes and left."]
    assert not rows.is_closed.any()
