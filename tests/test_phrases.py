"""Where forms of several words are found, and where they only seem to stand."""

import numpy as np
import pytest

from claimledger.text.batch import one_byte_each
from claimledger.text.phrases import find_phrases, index_phrases, phrase_keys
from claimledger.text.tokens import Numbering, tokenize

FORMS = (
    "New York",
    "New York Times",
    "York Times Square",
    "Côte d’Ivoire",
    "T-72",
    "7.62 mm",
    "No.",
    "U.S.",
    "US$",
    "°C",
)
INDEX = index_phrases(phrase_keys([one_byte_each(form).decode("latin-1") for form in FORMS]))


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("in New York.", ["New York"]),
        ("New-York", ["New-York"]),
        ("New\nYork", ["New\nYork"]),
        ("New  York", []),
        ("Newer York", []),
        ("New Yorker", []),
        ("new york", []),
        ("New York Times Square", ["New York Times", "New York", "York Times Square"]),
        ("New York, New York", ["New York", "New York"]),
        ("Cote d'Ivoire", ["Cote d'Ivoire"]),
        ("the T-72, T 72 and T72", ["T-72", "T 72"]),
        ("7.62 mm or 7,62 mm", ["7.62 mm", "7,62 mm"]),
        ("17.62 mm", []),
        ("T-72.5 and T-72,000", []),
        ("No. 5", ["No."]),
        ("No, sir", []),
        ("the U.S. and the U.S, too", ["U.S.", "U.S"]),
        ("US$5 and US$ 5", ["US$", "US$"]),
        ("AUS$5", []),
        ("5 °C", ["°C"]),
        ("5 $C", []),
        ("", []),
        ("....", []),
        ("New" + "." * 20 + "York", []),
    ],
)
def test_phrases_are_found_between_blanks_and_marks(text, phrases):
    codes = one_byte_each(text)
    tokens = tokenize(codes)
    numbering = Numbering()
    form = numbering.number(codes, tokens)
    words = np.array([INDEX.number(word) for word in numbering.forms], np.int64)
    _, first, last = find_phrases(INDEX, codes, tokens, form, words)
    spans = zip(tokens.start[first].tolist(), tokens.end[last - 1].tolist(), strict=True)
    assert [text[start:end] for start, end in spans] == phrases
