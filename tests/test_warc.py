"""Web archives: the articles of a crawl with what their pages say of them, and all else told by reason."""

import gzip
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from corpus_files import PAGE, error_of, row, rows, texts, write
from fastwarc.warc import WarcRecordType
from web_archive import HEAD, ITEMS, NOISE, WORDS, compressed, doc_id, page, record

from claimledger.build import build
from claimledger.corpus import read_corpus
from claimledger.corpus.page import EXTRACTOR_VARIABLE
from claimledger.corpus.warc import LEAST_CHARS
from claimledger.errors import ClaimledgerError

ARTICLE = "\n\n".join(("Strike closes bridge", *WORDS, "\n".join(ITEMS)))
CRAWL = (
    record(1, "software: a crawler", "application/warc-fields", of_type=WarcRecordType.warcinfo),
    record(2, "GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request", of_type=WarcRecordType.request),
    record(3, page()),
    record(4, b"\x89PNG\r\n\x1a\n\0", "image/png"),
    record(5, "Gone", status="404 Not Found"),
    record(6, "", status="301 Moved Permanently"),
    record(7, "<p>Please log in."),
    record(8, '{"a": 1}', "application/json"),
    record(9, page(words=WORDS[::-1]), url="http://second.example/x", more="X-Crawl: yes\r\n"),
    record(10, "", "message/http", of_type=WarcRecordType.revisit),
    record(11, page(words=["Le pont tient, selon le gouverneur, et la route reste ouverte aux camions."] * 4)),
)


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    return write(tmp_path / "news.warc.gz", compressed(CRAWL))


def read_page(tmp_path: Path, html: str, **options: str) -> dict:
    return row(write(tmp_path / "one.warc.gz", compressed([record(1, html, **options)])))


# --- a crawl


def test_pages_are_documents_with_their_metadata(crawl: Path) -> None:
    first, second, french = rows(crawl)
    assert (first["doc_id"], first["text"]) == (doc_id(3), ARTICLE)
    assert (first["title"], first["outlet"]) == ("Strike closes bridge", "The Coast Post")
    assert (first["url"], first["published_on"]) == ("https://www.coast.example/bridge", date(2031, 3, 4))
    assert (first["language"], first["status_code"], first["rights_code"]) == ("en", "extracted", "restricted")
    assert (second["doc_id"], second["url"]) == (doc_id(9), "http://second.example/x")
    assert (french["doc_id"], french["skip_reason"]) == (doc_id(11), "language: fr")


def test_what_is_no_article_is_told_by_reason_without_stopping(crawl: Path) -> None:
    corpus = read_corpus([crawl])
    assert len(texts(corpus)) == 3
    reasons = Counter(skipped.reason_code for skipped in corpus.skipped)
    assert reasons == {"not_a_page": 3, "http_status": 2, "too_short": 1}
    start = len(compressed(CRAWL[:4]))
    assert (f"{crawl} byte {start}", "http_status", "the HTTP status 404") in [each[:3] for each in corpus.skipped]


def test_compression_and_batches_change_nothing(crawl: Path, tmp_path: Path) -> None:
    plain = write(tmp_path / "plain.warc", b"".join(CRAWL))
    one_member = write(tmp_path / "one.warc.gz", gzip.compress(b"".join(CRAWL)))
    assert rows(plain) == rows(one_member) == rows(crawl) == rows(crawl, batch_bytes=1)


def test_extracted_texts_of_a_crawl_are_read(tmp_path: Path) -> None:
    text = "\n".join(WORDS)
    wet = record(1, text, "text/plain", of_type=WarcRecordType.conversion)
    got = row(write(tmp_path / "news.warc.wet.gz", compressed([wet])))
    assert (got["doc_id"], got["text"], got["outlet"]) == (doc_id(1), text, "coast.example")


def test_a_build_lists_what_it_passed_over(crawl: Path, tmp_path: Path) -> None:
    report = build([crawl], tmp_path / "out", dataset="crawl", version="1.0.0")
    assert report.row_counts["documents"] == 3
    assert report.skipped == {"http_status": 2, "language: fr": 1, "not_a_page": 3, "too_short": 1}


def test_a_page_crawled_twice_keeps_two_ids_and_one_record_read_twice_is_refused(crawl: Path, tmp_path: Path) -> None:
    copy = write(tmp_path / "again.warc.gz", compressed(CRAWL))
    assert error_of(crawl, copy).reason_code == "duplicate_id"
    again = write(tmp_path / "later.warc.gz", compressed([record(99, page())]))
    assert {got["doc_id"] for got in rows(crawl, again)} == {doc_id(number) for number in (3, 9, 11, 99)}


# --- broken archives


@pytest.mark.parametrize("name", ["news.warc.gz", "news.warc"])
def test_an_archive_cut_anywhere_is_told_and_the_rest_kept(tmp_path: Path, name: str) -> None:
    pages = [record(number, page(words=(*WORDS, str(number)))) for number in (1, 2)]
    first, whole = ((b"".join if name == "news.warc" else compressed)(some) for some in (pages[:1], pages))
    for cut in range(len(first) + 1, len(whole) - 20, 97):
        path = write(tmp_path / name, whole[:cut])
        error = error_of(path)
        assert error.reason_code == "unreadable", cut
        assert error.where in (f"{path} byte 0", f"{path} byte {len(first)}")
        corpus = read_corpus([path], keep_going=True)
        assert len(texts(corpus)) == 1
        assert [skipped.reason_code for skipped in corpus.skipped] == ["unreadable"]


def test_a_damaged_record_is_told_with_its_place(tmp_path: Path) -> None:
    first = compressed(CRAWL[:3])
    path = write(tmp_path / "a.warc.gz", first + compressed(CRAWL[4:])[:40] + b"xxxx" * 40)
    error = error_of(path)
    assert (error.reason_code, error.where) == ("unreadable", f"{path} byte {len(compressed(CRAWL[:2]))}")
    assert "Fetch the archive again" in error.remedy
    assert texts(read_corpus([path], keep_going=True)) == [ARTICLE]


@pytest.mark.parametrize("content", [b"", b"not an archive\n" * 9, gzip.compress(b"nor is this\n" * 9), b"\x1f\x8bbad"])
def test_a_file_that_is_no_archive_is_told(tmp_path: Path, content: bytes) -> None:
    path = write(tmp_path / "a.warc.gz", content)
    error = error_of(path)
    assert (error.reason_code, error.where) == ("format", str(path))


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (record(1, b"no gzip", more="Content-Encoding: gzip\r\n"), "unreadable"),
        (record(1, page().encode() + b"<p>caf\xe9"), "encoding"),
        (record(1, page().encode() + b"\0"), "format"),
    ],
)
def test_a_record_that_cannot_be_decoded_is_passed_over(tmp_path: Path, broken: bytes, reason: str) -> None:
    corpus = read_corpus([write(tmp_path / "a.warc.gz", compressed([broken, record(2, page())]))])
    assert texts(corpus) == [ARTICLE]
    assert [skipped.reason_code for skipped in corpus.skipped] == [reason]


def test_archives_are_read_only_as_far_as_needed(tmp_path: Path) -> None:
    path = write(tmp_path / "a.warc.gz", compressed([CRAWL[2], CRAWL[8]]) + b"broken")
    assert next(iter(read_corpus([path], batch_bytes=1))).column("doc_id").to_pylist() == [doc_id(3)]


# --- pages


@pytest.mark.parametrize("mark", ["<article>", "<main>", '<div itemprop="articleBody">', '<div role="main">'])
def test_the_marked_article_is_the_text(tmp_path: Path, mark: str) -> None:
    html = page(mark="div").replace("<div><h1>", f"{mark}<h1>")
    assert read_page(tmp_path, html)["text"] == ARTICLE


def test_an_unmarked_article_is_found(tmp_path: Path) -> None:
    text = read_page(tmp_path, page(mark="div"))["text"]
    assert all(words in text for words in WORDS)
    assert not [noise for noise in NOISE if noise in text]


def test_teasers_are_not_taken_for_the_article(tmp_path: Path) -> None:
    teasers = "".join(f"<article><h3>Other news {number}</h3><p>In brief.</p></article>" for number in range(9))
    text = read_page(tmp_path, page(mark="main").replace("<footer>", f"{teasers}<footer>"))["text"]
    assert text == ARTICLE


def test_a_page_of_few_words_is_too_short(tmp_path: Path) -> None:
    path = write(tmp_path / "a.warc.gz", compressed([record(1, f"<article><p>{'x' * (LEAST_CHARS - 1)}")]))
    corpus = read_corpus([path])
    assert texts(corpus) == []
    assert [(each.reason_code, each.found) for each in corpus.skipped] == [
        ("too_short", f"a page with {LEAST_CHARS - 1} characters of text")
    ]


def test_a_page_reads_the_same_as_a_file_and_in_an_archive(tmp_path: Path) -> None:
    html = PAGE.format(charset="")
    in_archive = read_page(tmp_path, html)
    alone = row(write(tmp_path / "alone.html", html))
    same = ("text", "title", "outlet", "published_on", "language")
    assert {name: in_archive[name] for name in same} == {name: alone[name] for name in same}


@pytest.mark.parametrize("charset", ["windows-1252", "utf-8"])
def test_the_server_tells_the_encoding(tmp_path: Path, charset: str) -> None:
    content = page(words=[*WORDS, "A café burned."]).replace('<meta charset="utf-8">', "").encode(charset)
    got = row(write(tmp_path / "a.warc", record(1, content, f"text/html; charset={charset}")))
    assert "A café burned." in got["text"]


@pytest.mark.parametrize("more", ["Content-Encoding: gzip\r\n", "Transfer-Encoding: chunked\r\n"])
def test_pages_are_unpacked(tmp_path: Path, more: str) -> None:
    content = page().encode()
    packed = gzip.compress(content) if "gzip" in more else b"%x\r\n%s\r\n0\r\n\r\n" % (len(content), content)
    assert row(write(tmp_path / "a.warc", record(1, packed, more=more)))["text"] == ARTICLE


JSON_LD = '<script type="application/ld+json">{}</script>'


@pytest.mark.parametrize(
    ("head", "title", "outlet", "published_on"),
    [
        (HEAD, "Strike closes bridge", "The Coast Post", date(2031, 3, 4)),
        ("", "Strike closes bridge", "coast.example", None),
        (
            JSON_LD.format(
                '{"@graph": [{"@type": "WebPage"}, {"@type": ["NewsArticle"], "headline": "In\\n full", '
                '"datePublished": "2031-02-01", "publisher": {"name": "Ledger"}}]}'
            ),
            "In full",
            "Ledger",
            date(2031, 2, 1),
        ),
        (
            JSON_LD.format(
                '[null, {"@type": "NewsArticle", "headline": "Cut \\ud83d off", "publisher": [1], "datePublished": 5}]'
            )
            + '<link rel="canonical" href="http://[broken"><meta name="author" content="A. Quill">',
            "Cut off",
            "coast.example",
            None,
        ),
        (JSON_LD.format("{broken") + HEAD, "Strike closes bridge", "The Coast Post", date(2031, 3, 4)),
        ('<meta name="date" content="2031-02-30">', "Strike closes bridge", "coast.example", None),
        ('<meta name="dc.date" content="2024-02-03 10:00">', "Strike closes bridge", "coast.example", date(2024, 2, 3)),
        ('<meta name="date" content="3 February 2024">', "Strike closes bridge", "coast.example", date(2024, 2, 3)),
    ],
)
def test_metadata_come_from_the_markup(
    tmp_path: Path, head: str, title: str, outlet: str, published_on: date | None
) -> None:
    got = read_page(tmp_path, page(head=head))
    assert (got["title"], got["outlet"], got["published_on"]) == (title, outlet, published_on)


# --- the extractor


def test_another_extractor_may_be_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(EXTRACTOR_VARIABLE, "trafilatura")
    text = read_page(tmp_path, page())["text"]
    assert all(words in text for words in (*WORDS, *(f"- {item}" for item in ITEMS)))


def test_an_unknown_extractor_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(EXTRACTOR_VARIABLE, "magic")
    with pytest.raises(ClaimledgerError, match="expected: resiliparse or trafilatura"):
        read_page(tmp_path, page())
