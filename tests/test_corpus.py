"""Files to documents: what each format gives, and what every bad input is told."""

import hashlib
import pickle
import random
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from corpus_files import ENGLISH, PAGE, RUSSIAN, error_of, row, rows, texts, write, write_lines

from claimledger.corpus import CorpusError, read_corpus
from claimledger.corpus.formats import READERS
from claimledger.errors import ClaimledgerError
from claimledger.schemas import arrow_schema

# --- the error


def test_error_message_has_four_lines_and_survives_pickling() -> None:
    plain = ClaimledgerError("a.txt", "this", "that", "do so")
    assert str(plain) == "a.txt\n  found:    this\n  expected: that\n  to do:    do so"
    coded = pickle.loads(pickle.dumps(CorpusError("format", "a.txt", "half a pair \ud800", "that", "do so")))
    assert (coded.reason_code, coded.where, coded.found) == ("format", "a.txt", r"half a pair \ud800")
    assert str(pickle.loads(pickle.dumps(plain))) == str(plain)


# --- the table


def test_columns_are_those_of_the_schema(tmp_path: Path) -> None:
    (batch,) = read_corpus([write(tmp_path / "a.txt", "One tank.")])
    assert isinstance(batch, pa.RecordBatch)
    assert batch.schema.equals(arrow_schema("documents"))
    assert batch.to_pylist() == [
        {
            "doc_id": "a",
            "title": None,
            "outlet": None,
            "url": None,
            "published_on": None,
            "language": "en",
            "rights_code": "restricted",
            "text_sha256": hashlib.sha256(b"One tank.").hexdigest(),
            "char_count": 9,
            "duplicate_of_doc_id": None,
            "status_code": "extracted",
            "skip_reason": None,
            "text": "One tank.",
        }
    ]


def test_hash_is_of_the_canonical_text(tmp_path: Path) -> None:
    got = row(write(tmp_path / "a.txt", "\ufeffcafé\r\n😀\r"))
    assert got["text"] == "café\n😀\n"
    assert got["char_count"] == 7
    assert got["text_sha256"] == hashlib.sha256("café\n😀\n".encode()).hexdigest()


# --- decoding


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
@pytest.mark.parametrize("times", [1, 500])
def test_english_is_read_in_any_encoding(tmp_path: Path, encoding: str, times: int) -> None:
    assert row(write(tmp_path / "a.txt", (ENGLISH * times).encode(encoding)))["text"] == ENGLISH * times


@pytest.mark.parametrize("encoding", ["cp1251", "koi8_r", "cp866", "utf-16"])
def test_russian_is_read_in_its_encodings(tmp_path: Path, encoding: str) -> None:
    assert row(write(tmp_path / "a.txt", (RUSSIAN * 3).encode(encoding)))["text"] == RUSSIAN * 3


def test_one_accent_in_a_long_text_is_enough_to_tell_the_encoding(tmp_path: Path) -> None:
    text = "Nothing but plain words goes on here for long. " * 3000 + "The café was shut. " + "Plain again. " * 3000
    assert row(write(tmp_path / "a.txt", text.encode("cp1252")))["text"] == text


@pytest.mark.parametrize("word", ["don’t", "café", "Müller", "“now”", "road — shut"])
def test_sparse_signs_are_not_read_as_letters_of_another_encoding(tmp_path: Path, word: str) -> None:
    text = f"The convoy left at dawn, said the mayor, and the people here {word} know where it went after that."
    assert row(write(tmp_path / "a.txt", text.encode("cp1252")))["text"] == text


@pytest.mark.parametrize("size", [20, 60, 200, 1000, 20_000])
@pytest.mark.parametrize("first", [1, 32, 128])
@pytest.mark.parametrize("seed", range(5))
def test_random_bytes_are_refused(tmp_path: Path, size: int, first: int, seed: int) -> None:
    noise = random.Random(f"{size} {first} {seed}").choices(range(first, 256), k=size)
    error = error_of(write(tmp_path / "noise.txt", bytes(noise)))
    assert error.reason_code == "encoding"
    assert error.where.endswith("noise.txt")
    assert "not UTF-8 (first at offset" in error.found
    assert "Save the file as UTF-8" in error.remedy


@pytest.mark.parametrize("content", [b"caf\xe9", b"word " * 50 + b"\xff" + b" more" * 50])
def test_too_little_to_tell_an_encoding_is_refused(tmp_path: Path, content: bytes) -> None:
    error = error_of(write(tmp_path / "a.txt", content))
    assert error.reason_code == "encoding"
    assert "none is certain" in error.found


def test_damaged_utf8_is_not_taken_for_another_encoding(tmp_path: Path) -> None:
    error = error_of(write(tmp_path / "a.txt", (ENGLISH * 5).encode() + b"\xff end"))
    assert error.reason_code == "encoding"
    assert error.found == f"UTF-8 with damaged bytes, the first at offset {len((ENGLISH * 5).encode())}"


def test_wrong_byte_order_mark_is_told(tmp_path: Path) -> None:
    error = error_of(write(tmp_path / "a.txt", b"\xef\xbb\xbfcaf\xe9 is shut"))
    assert (error.reason_code, error.found.split(",")[0]) == ("encoding", "a byte order mark of utf-8")


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.csv"])
def test_binary_files_are_refused(tmp_path: Path, name: str) -> None:
    error = error_of(write(tmp_path / name, b"\x89PNG\0\0\r\n"))
    assert error.reason_code == "format"
    assert "a NUL byte at offset 4" in error.found


# --- formats


def test_markdown_front_matter_is_metadata_and_not_text(tmp_path: Path) -> None:
    front_matter = (
        "id: '0123'\ntitle: \"Bridge: hit\"\npublished_on: 2024-03-05\nlanguage: en-GB\nrights: open\ntags: [x]"
    )
    got = row(
        write(tmp_path / "a.md", f"---\r\n{front_matter}\r\nurl:\r\n---\r\n\r\n# Head\r\n\r\nText --- here.\r\n---\r\n")
    )
    assert got["text"] == "# Head\n\nText --- here.\n---\n"
    assert (got["doc_id"], got["title"], got["published_on"]) == ("0123", "Bridge: hit", date(2024, 3, 5))
    assert (got["language"], got["rights_code"], got["url"]) == ("en", "open", None)


def test_markdown_drops_one_blank_line_only(tmp_path: Path) -> None:
    assert row(write(tmp_path / "a.md", "---\ntitle: x\n---\n\n\nText"))["text"] == "\nText"
    assert row(write(tmp_path / "a.md", "---\ntitle: x\n---\nText"))["text"] == "Text"
    assert row(write(tmp_path / "a.md", "---\n---\nText"))["text"] == "Text"
    assert row(write(tmp_path / "a.md", "Text\n---\nid: x\n---\n"))["text"] == "Text\n---\nid: x\n---\n"


def test_yaml_values_are_taken_as_written(tmp_path: Path) -> None:
    got = row(write(tmp_path / "a.md", "---\nid: 0123\ntitle: 12_000\nlanguage: no\noutlet: null\n---\nTekst"))
    assert (got["doc_id"], got["title"], got["language"], got["outlet"]) == ("0123", "12_000", "no", None)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("---\nid: x\nText", "never closed"),
        ("---\n- a\n- b\n---\nText", "front matter that is a list"),
        ("---\ntitle: a: b\n---\nText", "not YAML: mapping values are not allowed"),
        ("---\n!!python/object/apply:os.getcwd []\n---\nText", "not YAML"),
    ],
)
def test_bad_front_matter_is_told(tmp_path: Path, content: str, found: str) -> None:
    error = error_of(write(tmp_path / "a.md", content))
    assert error.reason_code == "format"
    assert found in error.found


@pytest.mark.parametrize("name", ["page.html", "page.HTM"])
def test_html_gives_the_main_text_and_metadata(tmp_path: Path, name: str) -> None:
    got = row(write(tmp_path / name, PAGE.format(charset="")))
    assert got["text"].startswith("Road closed\n\nThe mayor said on Monday")
    assert got["text"].endswith("regional council.")
    assert "Home" not in got["text"]
    assert (got["doc_id"], got["title"], got["outlet"]) == ("page", "Road closed", "The Gazette")
    assert (got["url"], got["published_on"]) == ("https://gazette.example/road", date(2024, 3, 5))
    assert got["language"] == "en"


@pytest.mark.parametrize("charset", ["windows-1252", "ISO-8859-1", "no-such-charset"])
def test_html_in_another_encoding_is_read(tmp_path: Path, charset: str) -> None:
    page = PAGE.format(charset=f'<meta charset="{charset}">').encode("cp1252")
    assert "near the café" in row(write(tmp_path / "a.html", page))["text"]


@pytest.mark.parametrize("page", ["<html><body></body></html>", "", "<html><script>var x = 1</script></html>"])
def test_html_without_main_text_is_an_error(tmp_path: Path, page: str) -> None:
    error = error_of(write(tmp_path / "a.html", page))
    assert (error.reason_code, error.found) == ("missing_text", "a page without main text")


def test_jsonl_gives_a_document_a_line(tmp_path: Path) -> None:
    full = {"id": 7, "text": "a\r\nb", "title": " T ", "outlet": "", "url": "u", "published_on": "2024-03-05T23:00:00Z"}
    path = write_lines(tmp_path / "n.jsonl", {**full, "rights": "open", "extra": [1]}, {"doc_id": "x/y:z", "text": "b"})
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes() + b"  \n")
    first, second = rows(path)
    assert (first["doc_id"], first["text"], first["title"], first["outlet"]) == ("7", "a\nb", "T", None)
    assert (first["published_on"], first["rights_code"]) == (date(2024, 3, 5), "open")
    assert (second["doc_id"], second["text"]) == ("x/y:z", "b")


def test_jsonl_without_id_is_called_after_its_file_once(tmp_path: Path) -> None:
    assert row(write_lines(tmp_path / "one.jsonl", {"text": "a"}))["doc_id"] == "one"
    error = error_of(write_lines(tmp_path / "two.jsonl", {"text": "a"}, {"text": "b"}))
    assert error.reason_code == "duplicate_id"
    assert "'two'" in error.found


@pytest.mark.parametrize(
    ("line", "reason_code", "found"),
    [
        (b'{"text": "a"', "format", "not JSON: Expecting"),
        (b"[1]", "format", "JSON that is no object: [1]"),
        (b"[" * 100_000, "format", "not JSON"),
        (b'{"text": "caf\xe9"}', "encoding", "not UTF-8, at offset 13"),
        (b'{"text": "a\\ud800b"}', "encoding", "text with the lone surrogate U+D800 at character 1"),
        (b'{"text": "a", "title": "\\udc00"}', "encoding", "title with the lone surrogate U+DC00"),
        (b'{"text": "a", "id": "\\udc00"}', "encoding", "id with the lone surrogate U+DC00"),
        (b'{"title": "a"}', "missing_text", "no text"),
        (b'{"text": null}', "missing_text", "no text"),
        (b'{"text": " \\n"}', "missing_text", "blanks only"),
        (b'{"text": 5}', "format", "text of the type int: 5"),
        (b'{"text": "a", "title": 5}', "metadata", "title 5"),
    ],
)
def test_bad_lines_name_file_and_line(tmp_path: Path, line: bytes, reason_code: str, found: str) -> None:
    path = write(tmp_path / "n.jsonl", b'{"id": "ok", "text": "fine"}\n' + line + b'\n{"id": "ok2", "text": "fine"}\n')
    error = error_of(path)
    assert (error.reason_code, error.where) == (reason_code, f"{path}:2")
    assert found in error.found
    corpus = read_corpus([path], keep_going=True)
    assert texts(corpus) == ["fine", "fine"]
    assert [(skipped.where_found, skipped.reason_code) for skipped in corpus.skipped] == [(f"{path}:2", reason_code)]


def test_surrogate_pairs_are_characters(tmp_path: Path) -> None:
    assert row(write(tmp_path / "a.jsonl", b'{"text": "\\ud83d\\ude00"}'))["text"] == "😀"


def test_csv_gives_a_document_a_row_as_written(tmp_path: Path) -> None:
    path = write(tmp_path / "n.csv", '\ufeffid,text,title,note\r\n007,"a, ""b""\r\nc",,x\r\n8,d,2024,\r\n')
    first, second = rows(path)
    assert (first["doc_id"], first["text"], first["title"]) == ("007", 'a, "b"\nc', None)
    assert (second["doc_id"], second["text"], second["title"]) == ("8", "d", "2024")


def test_csv_in_another_encoding_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "n.csv", f'id,text\n1,"{ENGLISH}"\n'.encode("cp1252"))
    assert row(path)["text"] == ENGLISH


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("", "the columns (none)"),
        ("id;text\n1;a\n", "the columns id;text"),
        ("id,text\n1,a\n2,b,c,d\n", "does not read as CSV"),
    ],
)
def test_bad_csv_is_told(tmp_path: Path, content: str, found: str) -> None:
    error = error_of(write(tmp_path / "n.csv", content))
    assert error.reason_code == "format"
    assert found in error.found


def test_csv_errors_name_the_row(tmp_path: Path) -> None:
    error = error_of(path := write(tmp_path / "n.csv", "id,text\n1,a\n2,\n"))
    assert (error.reason_code, error.where) == ("missing_text", f"{path} row 2")


def test_parquet_gives_a_document_a_row(tmp_path: Path) -> None:
    table = pa.table(
        {
            "id": [1, 2],
            "text": pa.array(["a\r\nb", "c"], pa.large_string()),
            "published_on": pa.array([datetime(2024, 3, 5, 23, 59, 1), None], pa.timestamp("ns")),
            "rights_code": ["open", None],
            "extra": [1.5, 2.5],
        }
    )
    pq.write_table(table, tmp_path / "n.parquet")
    first, second = rows(tmp_path / "n.parquet")
    assert (first["doc_id"], first["text"], first["published_on"]) == ("1", "a\nb", date(2024, 3, 5))
    assert (first["rights_code"], second["rights_code"]) == ("open", "restricted")


def test_documents_written_as_parquet_read_back_the_same(tmp_path: Path) -> None:
    lines = write_lines(tmp_path / "n.jsonl", {"id": "a", "text": "x"}, {"id": "b", "text": "y", "language": "uk"})
    pq.write_table(pa.Table.from_batches(read_corpus([lines])), tmp_path / "n.parquet")
    assert rows(tmp_path / "n.parquet") == rows(lines)


def test_bad_parquet_is_told(tmp_path: Path) -> None:
    error = error_of(write(tmp_path / "a.parquet", b"PAR1 not really"))
    assert error.reason_code == "format"
    assert "does not read as Parquet" in error.found
    pq.write_table(pa.table({"body": ["a"]}), tmp_path / "b.parquet")
    assert error_of(tmp_path / "b.parquet").found == "the columns body"
    pq.write_table(pa.table({"text": [b"a"]}), tmp_path / "c.parquet")
    assert error_of(tmp_path / "c.parquet").found == "a column text of the type binary"


def test_every_format_is_told_in_the_unknown_format_error(tmp_path: Path) -> None:
    error = error_of(write(tmp_path / "a.docx", "x"))
    assert error.reason_code == "format"
    assert all(suffix in error.expected for suffix in READERS)


@pytest.mark.parametrize("suffix", READERS)
def test_every_format_refuses_an_empty_file(tmp_path: Path, suffix: str) -> None:
    assert error_of(write(tmp_path / f"a{suffix}", "")).reason_code in ("missing_text", "format")


# --- metadata


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2024-03-05", date(2024, 3, 5)),
        ("2024-03-05T23:30:00-05:00", date(2024, 3, 5)),
        ("2024-03-05 08:00", date(2024, 3, 5)),
        ("", None),
        (None, None),
    ],
)
def test_published_on_is_a_date(tmp_path: Path, given: object, expected: object) -> None:
    assert row(write_lines(tmp_path / "a.jsonl", {"text": "a", "published_on": given}))["published_on"] == expected


@pytest.mark.parametrize(("given", "expected"), [(None, "en"), ("en-GB", "en"), ("EN_us", "en"), ("uk", "uk")])
def test_language_is_a_two_letter_code(tmp_path: Path, given: object, expected: str) -> None:
    assert row(write_lines(tmp_path / "a.jsonl", {"text": "a", "language": given}))["language"] == expected


@pytest.mark.parametrize(
    ("name", "value", "reason_code"),
    [
        ("published_on", "05.03.2024", "metadata"),
        ("published_on", "2024-02-30", "metadata"),
        ("published_on", 20240305, "metadata"),
        ("language", "english", "language"),
        ("language", "xx", "language"),
        ("language", False, "language"),
        ("rights", "CC-BY", "metadata"),
        ("rights", True, "metadata"),
        ("id", "", "metadata"),
        ("id", " a", "metadata"),
        ("id", "a\tb", "metadata"),
        ("id", True, "metadata"),
        ("id", 1.5, "metadata"),
        ("url", ["u"], "metadata"),
    ],
)
def test_bad_metadata_is_told(tmp_path: Path, name: str, value: object, reason_code: str) -> None:
    error = error_of(path := write_lines(tmp_path / "a.jsonl", {"text": "a", name: value}))
    assert (error.reason_code, error.where) == (reason_code, f"{path}:1")
    assert error.found == f"{name} {value!r}"


def test_other_languages_come_through_as_skipped_with_their_text(tmp_path: Path) -> None:
    got = row(write_lines(tmp_path / "a.jsonl", {"text": RUSSIAN, "language": "ru"}))
    assert (got["status_code"], got["skip_reason"], got["text"]) == ("skipped", "language: ru", RUSSIAN)
