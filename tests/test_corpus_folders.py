"""Whole corpora: folders, catalogs, ids, going on over errors, batches."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from corpus_files import PAGE, error_of, row, rows, texts, write, write_lines

from claimledger.corpus import CorpusError, read_corpus
from claimledger.schemas import arrow_schema

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


def test_batches_hold_no_more_than_asked_but_for_a_long_document(tmp_path: Path) -> None:
    sizes = [300, 300, 50_000, *[300] * 400]
    path = write_lines(tmp_path / "n.jsonl", *({"id": str(n), "text": f"{n} " * size} for n, size in enumerate(sizes)))
    batches = list(read_corpus([path], batch_bytes=13_000))
    assert [doc_id for batch in batches for doc_id in batch.column("doc_id").to_pylist()] == [*map(str, range(403))]
    volumes = [sum(batch.column("char_count").to_pylist()) for batch in batches]
    assert sorted(volumes)[-2] <= 13_000
    assert max(volumes) == 100_000
    assert sum(volume > 13_000 / 4 for volume in volumes) > len(volumes) * 0.9


def test_most_batches_come_again_when_a_document_is_added(tmp_path: Path) -> None:
    def batches(*added: str) -> set[tuple[str, ...]]:
        documents = [*added, *(f"Text number {number}. " * 10 for number in range(1000))]
        path = write_lines(tmp_path / "n.jsonl", *({"id": text.partition(".")[0], "text": text} for text in documents))
        return {tuple(batch.column("text").to_pylist()) for batch in read_corpus([path], batch_bytes=13_000)}

    before, after = batches(), batches("A new document.")
    assert len(before) > 30
    assert len(after - before) <= 4


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
