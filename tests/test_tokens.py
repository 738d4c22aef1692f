"""Words, numbers and marks: where they stand, and which of them are the same."""

import numpy as np

from claimledger.text.batch import one_byte_each
from claimledger.text.rows import Names
from claimledger.text.tokens import Numbering, tokenize

TEXT = "abcdefg abcdefgh abcdefghi abcdefgh abcdefghj, 1,000.5 and 1,000. Côte: km² abcdefghi?\x00abcdefg"


def words_and_numbers(numbering, text):
    codes = one_byte_each(text)
    tokens = tokenize(codes)
    numbers = numbering.number(codes, tokens)
    return [codes[start:end] for start, end in zip(tokens.start, tokens.end, strict=True)], numbers.tolist()


def test_tokens_are_words_numbers_and_marks():
    words, _ = words_and_numbers(Numbering(), "The 1,000.5 km² of Côte-d’Ivoire,\nno.")
    assert words == [
        b"The",
        b"1,000.5",
        b"km\xb2",
        b"of",
        b"Cote",
        b"-",
        b"d",
        b"\x92",
        b"Ivoire",
        b",",
        b"\n",
        b"no",
        b".",
    ]


def test_the_same_word_has_one_number_however_long_it_is():
    numbering = Numbering()
    words, numbers = words_and_numbers(numbering, TEXT)
    assert len(set(zip(words, numbers, strict=True))) == len(set(words)) == len(set(numbers)) == len(numbering.forms)
    assert [numbering.forms[number] for number in numbers] == words


def test_numbers_hold_from_text_to_text():
    numbering = Numbering()
    words, numbers = words_and_numbers(numbering, TEXT)
    later_words, later = words_and_numbers(numbering, "new " + TEXT)
    known = dict(zip(words, numbers, strict=True))
    assert later_words[0] not in known
    assert [known[word] for word in later_words[1:]] == later[1:]


def test_plain_functions_are_asked_once_and_those_of_a_batch_anew():
    names, asked = Names(), []

    def tell_plainly(text):
        ASKED.append(text)
        return len(text)

    def tell_of_batch(text):
        asked.append(text)
        return len(text)

    numbers = names.numbers(["one", "three", "one", None])
    for _ in range(2):
        assert names.told(numbers, tell_plainly).tolist() == [3, 5, 3, -1]
        assert names.told(numbers, tell_of_batch, np.int64, 0).tolist() == [3, 5, 3, 0]
    assert sorted(ASKED) == ["one", "three"]
    assert sorted(asked) == ["one", "one", "three", "three"]


ASKED: list[str] = []
