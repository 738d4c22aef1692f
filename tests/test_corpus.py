"""Files to documents: what each format gives, and what every bad input is told."""

import hashlib
import json
import pickle
import random
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from claimledger.corpus import Corpus, CorpusError, read_corpus
from claimledger.corpus.formats import READERS
from claimledger.errors import ClaimledgerError
from claimledger.schemas import arrow_schema

ENGLISH = (
    "The mayor said “twelve trucks” were counted on the road — and that the café near René Müller’s house "
    "was shut for the day.\nNobody was there when the convoy left.\n"
)
RUSSIAN = "Военные сообщили, что двадцать машин были уничтожены у реки в пятницу утром. "
PAGE = """<!doctype html><html lang="en-GB"><head>{charset}<title>Road closed - The Gazette</title>
<meta property="og:site_name" content="The Gazette">
<meta property="article:published_time" content="2024-03-05T10:00:00Z">
<link rel="canonical" href="https://gazette.example/road"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Road closed</h1>
<p>The mayor said on Monday that twelve trucks were counted on the road near the café, and that it stays shut.</p>
<p>Nobody was there when the convoy left the village, according to a spokesman for the regional council.</p>
</article><footer>Imprint</footer></body></html>"""


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def write_lines(path: Path, *documents: object) -> Path:
    return write(path, "".join(json.dumps(document) + "\n" for document in documents))


def rows(*paths: Path, **options: object) -> list[dict]:
    return [row for batch in read_corpus(paths, **options) for row in batch.to_pylist()]


def row(path: Path) -> dict:
    (only,) = rows(path)
    return only


def error_of(*paths: Path) -> CorpusError:
    with pytest.raises(CorpusError) as caught:
        rows(*paths)
    for part in ("where", "found", "expected", "remedy"):
        assert getattr(caught.value, part) in str(caught.value)
    return caught.value


def texts(corpus: Corpus) -> list[str]:
    return [text for batch in corpus for text in batch.column("text").to_pylist()]


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
    assert got["text"].startswith("Road closed\nThe mayor said on Monday")
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


# --- folders


def test_folder_is_read_in_the_order_of_relative_paths(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a-1.txt", "B2.txt", ".hidden.txt", ".git/c.txt", "README.md", "a/README"):
        write(tmp_path / "corpus" / name, name)
    write(tmp_path / "first.txt", "first")
    expected = ["first", "B2.txt", "a-1.txt", "a/z.txt", "b.txt"]
    assert texts(read_corpus([tmp_path / "first.txt", tmp_path / "corpus"])) == expected


def test_catalog_fills_in_what_documents_do_not_state(tmp_path: Path) -> None:
    write(tmp_path / "one.txt", "1")
    write(tmp_path / "sub/two.md", "---\ntitle: Own\n---\n2")
    write(tmp_path / "sub/page.html", PAGE.format(charset=""))
    write(tmp_path / "three.txt", "3")
    write(
        tmp_path / "catalog.csv",
        "file,id,title,published_on,rights\none.txt,uno,One,2024-03-05,open\n./sub/two.md,,Two,2024-03-06,\n"
        "sub/page.html,,Catalogued,,\n,three,Three,,\n",
    )
    got = {document["doc_id"]: document for document in rows(tmp_path)}
    assert list(got) == ["uno", "page", "two", "three"]
    assert (got["uno"]["title"], got["uno"]["published_on"], got["uno"]["rights_code"]) == (
        "One",
        date(2024, 3, 5),
        "open",
    )
    assert (got["two"]["title"], got["two"]["published_on"]) == ("Own", date(2024, 3, 6))
    assert (got["page"]["title"], got["page"]["published_on"]) == ("Catalogued", date(2024, 3, 5))
    assert got["three"]["title"] == "Three"


def test_nearer_catalog_decides(tmp_path: Path) -> None:
    write(tmp_path / "sub/a.txt", "a")
    write(tmp_path / "catalog.csv", "file,title,outlet\nsub/a.txt,Outer,Paper\n")
    write(tmp_path / "sub/catalog.csv", "id,title\na,Inner\n")
    got = row(tmp_path)
    assert (got["title"], got["outlet"]) == ("Inner", "Paper")


@pytest.mark.parametrize(
    ("catalog", "reason_code", "where", "found"),
    [
        ("file,title\nb.txt,B\n", "catalog", " row 1", "file 'b.txt', which is no document"),
        ("id,title\nb,B\n", "catalog", " row 1", "id 'b', which is the name of no file"),
        ("id,title\nc,C\n", "catalog", " row 1", "id 'c', which is the name of 2 files"),
        ("file,title\na.txt,A\na.txt,B\n", "catalog", " row 2", "a second row for"),
        ("file,title\n,A\n", "catalog", " row 1", "a row without file and id"),
        ("file,author\na.txt,A\n", "catalog", "", "the unknown columns author"),
        ("title\nA\n", "catalog", "", "the columns title"),
        ("", "catalog", "", "the columns (none)"),
        ("file,rights\na.txt,free\n", "metadata", " row 1", "rights 'free'"),
        ("file,published_on\na.txt,March\n", "metadata", " row 1", "published_on 'March'"),
    ],
)
def test_bad_catalogs_are_told(tmp_path: Path, catalog: str, reason_code: str, where: str, found: str) -> None:
    for name in ("a.txt", "c.txt", "sub/c.md"):
        write(tmp_path / name, name)
    path = write(tmp_path / "catalog.csv", catalog)
    with pytest.raises(CorpusError, match="found: ") as caught:
        read_corpus([tmp_path])
    assert (caught.value.reason_code, caught.value.where) == (reason_code, f"{path}{where}")
    assert found in caught.value.found
    write(tmp_path / "sub/c.md", "---\nid: c2\n---\nc")
    corpus = read_corpus([tmp_path], keep_going=True)
    assert len(texts(corpus)) == 3
    assert [skipped.where_found for skipped in corpus.skipped] == [f"{path}{where}"]


def test_paths_that_give_nothing_are_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for paths, reason_code, found in (
        ([tmp_path / "none"], "unreadable", "no file or folder of that name"),
        ([tmp_path / "empty"], "missing_text", "a folder without documents"),
        ([], "missing_text", "no path"),
    ):
        with pytest.raises(CorpusError) as caught:
            read_corpus(paths, keep_going=True)
        assert (caught.value.reason_code, caught.value.found) == (reason_code, found)
    error = error_of(write(tmp_path / "a.jsonl", "\n"))
    assert (error.reason_code, error.found) == ("missing_text", "no document in any file")


def test_links_that_lead_nowhere_are_told(tmp_path: Path) -> None:
    write(tmp_path / "corpus/a.txt", "a")
    (tmp_path / "corpus/broken.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "corpus/loop").symlink_to(tmp_path / "corpus")
    write(tmp_path / "elsewhere/b.txt", "b")
    (tmp_path / "corpus/linked").symlink_to(tmp_path / "elsewhere")
    corpus = read_corpus([tmp_path / "corpus"], keep_going=True)
    assert texts(corpus) == ["a", "b"]
    assert [(skipped.reason_code, skipped.found) for skipped in corpus.skipped] == [
        ("unreadable", "neither a file nor a folder (a broken link?)"),
        ("unreadable", "a link back to a folder it lies in"),
    ]


def test_file_that_goes_away_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "a")
    corpus = read_corpus([path])
    path.unlink()
    with pytest.raises(CorpusError, match="No such file") as caught:
        list(corpus)
    assert caught.value.reason_code == "unreadable"


def test_duplicate_ids_name_both_places(tmp_path: Path) -> None:
    text = write(tmp_path / "a.txt", "a")
    lines = write_lines(tmp_path / "n.jsonl", {"id": "b", "text": "b"}, {"id": "a", "text": "c"})
    error = error_of(text, lines)
    assert (error.reason_code, error.where) == ("duplicate_id", f"{lines}:2")
    assert error.found == f"doc_id 'a', which {text} has already"
    corpus = read_corpus([text, lines], keep_going=True)
    assert texts(corpus) == ["a", "b"]
    assert [skipped.where_found for skipped in corpus.skipped] == [f"{lines}:2"]


def test_keep_going_reads_all_that_can_be_read(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "a")
    write(tmp_path / "b.docx", "b")
    write(tmp_path / "c.txt", "")
    write(tmp_path / "d.parquet", "d")
    write(tmp_path / "e.txt", "e")
    with pytest.raises(CorpusError, match="unknown format"):
        read_corpus([tmp_path])
    corpus = read_corpus([tmp_path], keep_going=True)
    for _ in range(2):  # a second iteration starts anew
        assert texts(corpus) == ["a", "e"]
        assert [skipped.reason_code for skipped in corpus.skipped] == ["format", "missing_text", "format"]
    assert pl.DataFrame(corpus.skipped, orient="row").columns == arrow_schema("skipped").names


# --- size


def test_batches_hold_about_as_much_as_asked(tmp_path: Path) -> None:
    sizes = [3000, 3000, 3000, 50_000, 3000, 3000]
    path = write_lines(tmp_path / "n.jsonl", *({"id": str(n), "text": "é" * size} for n, size in enumerate(sizes)))
    batches = list(read_corpus([path], batch_bytes=13_000))
    assert [batch.column("doc_id").to_pylist() for batch in batches] == [["0", "1"], ["2"], ["3"], ["4", "5"]]


def test_batch_size_changes_nothing(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "n.jsonl", *({"id": str(n), "text": "word " * n} for n in range(1, 60)))
    assert rows(path, batch_bytes=1) == rows(path, batch_bytes=1000) == rows(path)


def test_files_are_read_only_as_far_as_needed(tmp_path: Path) -> None:
    path = write(tmp_path / "n.jsonl", '{"id": "a", "text": "a"}\n{"id": "b", "text": "b"}\nnot JSON\n')
    batches = iter(read_corpus([path], batch_bytes=1))
    assert next(batches).column("doc_id").to_pylist() == ["a"]


def test_fifty_megabytes_on_one_line(tmp_path: Path) -> None:
    path = write(tmp_path / "big.txt", b"a tank, " * 6_250_000)
    assert row(path)["char_count"] == 50_000_000
