"""Web archives (WARC, compressed or not, and the plain texts of WET): one document a page, read as a stream.

What a crawl holds besides pages is passed over and listed by reason: other kinds of files, answers that are no page,
pages without an article. Requests and descriptions of the crawl are not listed, since they never are documents.
"""

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from claimledger.corpus.decode import decode_text
from claimledger.corpus.html import read_page
from claimledger.corpus.markup import host_of
from claimledger.corpus.record import CorpusError, PassedOver, Place, Record, show

LEAST_CHARS = 200
"""A page with less text is passed over: a notice, a login, a list of links."""
LARGEST_BYTES = 20_000_000
"""A larger record is a film or the like, and never held in memory."""

_GZIP_FORMAT = zlib.MAX_WBITS | 16
_BLOCK_BYTES = 1 << 20
_HEAD_BYTES = 32 << 10  # as long as the iterator allows a header to be
_LENGTH = re.compile(rb"^Content-Length:\s*(\d+)", re.IGNORECASE | re.MULTILINE)
_KINDS = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion | WarcRecordType.revisit
_PAGE_TYPES = ("text/html", "application/xhtml+xml")
_EXPECTED = "a page of HTML"
_REMEDY = "Fetch the archive again; --keep-going keeps what stands before."


def read_warc(path: Path) -> Iterator[Record | CorpusError]:
    """A record for each page: its id is the UUID of the archive's record, its outlet at least the host.

    Raises CorpusError `unreadable` where the archive ends early or is damaged, naming the record's first byte in the
    file, and `format` for a file that is no archive.
    """
    place = Place(str(path), "byte", 0)
    with path.open("rb") as file:
        records = ArchiveIterator(file, parse_http=False)
        count = 0
        while True:
            try:
                record = next(records, None)
            except OSError as error:
                raise _damaged(place, count, error) from None
            if record is None:
                break
            count += 1
            place = Place(str(path), "byte", record.stream_pos)
            if not record.record_type & _KINDS:
                continue
            if record.content_length > LARGEST_BYTES:
                yield _too_large(record, place)
                continue
            block = _read_block(record, place)
            try:
                yield _read_record(record, block, place)
            except CorpusError as error:
                yield error
    if not count:
        remedy = "Fetch the archive again, or remove the file."
        raise CorpusError("format", str(path), "a file without any record", "a web archive (WARC)", remedy)
    _check_end(path, place)


def _too_large(record: WarcRecord, place: Place) -> PassedOver:
    found = f"a record of {record.content_length / 1e6:,.0f} MB"
    expected = f"at most {LARGEST_BYTES / 1e6:.0f} MB"
    return PassedOver("not_a_page", str(place), found, expected, "Nothing; pages are smaller.")


def _read_block(record: WarcRecord, place: Place) -> bytes:
    """All bytes of a record; the iterator itself is silent about one that is cut short."""
    stated = record.content_length
    try:
        block = record.reader.read()
    except OSError as error:
        raise _damaged(place, 1, error) from None
    if len(block) < stated or not record.headers.get("Content-Length"):
        found = f"an archive that ends within this record, after {len(block):,} bytes of its content"
        raise CorpusError("unreadable", str(place), found, "whole records", _REMEDY)
    return block


def _check_end(path: Path, last: Place) -> None:
    """Refuse an archive that is cut within a header behind the last record, which the iterator takes for its end."""
    with path.open("rb") as file:
        file.seek(last.number)
        check = _CHECKS.get(file.read(2), lambda _: True)  # one gzip member may hold many records
        file.seek(last.number)
        is_whole = check(file)
    if not is_whole:
        found = "an archive that ends in the middle of this record or the next"
        raise CorpusError("unreadable", str(last), found, "whole records", _REMEDY)


def _ends_with_member(file: BinaryIO) -> bool:
    """Whether the rest of the file is whole members of gzip."""
    member, waiting, is_whole = zlib.decompressobj(_GZIP_FORMAT), b"", True
    while waiting := waiting or file.read(_BLOCK_BYTES):
        member.decompress(waiting)
        waiting = member.unused_data
        is_whole = member.eof
        if is_whole:
            member = zlib.decompressobj(_GZIP_FORMAT)
    return is_whole


def _ends_with_record(file: BinaryIO) -> bool:
    """Whether nothing is left behind the record that begins here."""
    start, head = file.tell(), file.read(_HEAD_BYTES)
    length = _LENGTH.search(head)
    file.seek(start + head.find(b"\r\n\r\n") + 4 + int(length.group(1) if length else 0))
    return not file.read(_HEAD_BYTES).strip()


_CHECKS = {b"\x1f\x8b": _ends_with_member, b"WA": _ends_with_record}


def _read_record(record: WarcRecord, block: bytes, place: Place) -> Record:
    url = record.headers.get("WARC-Target-URI")
    if record.record_type == WarcRecordType.conversion:
        page = Record(place, {"text": decode_text(block, str(place), "utf-8")})
    else:
        page = _read_response(record, block, place)
    text = str(page.values["text"]).strip()
    if len(text) < LEAST_CHARS:
        found = f"a page with {len(text)} characters of text"
        remedy = "Nothing, unless it should be an article: then save its words as .txt."
        raise PassedOver("too_short", str(place), found, f"at least {LEAST_CHARS} characters", remedy)
    guesses = {**page.guesses, "outlet": page.guesses.get("outlet") or (host_of(url) if url else None)}
    return Record(place, {"id": _doc_id(record, place), "text": text, "url": url}, guesses)


def _read_response(record: WarcRecord, block: bytes, place: Place) -> Record:
    """The page of a response. A copy is decoded, because an error while decoding would end the iteration."""
    if record.record_type == WarcRecordType.revisit or not block:
        found = "a record without content, which refers to an earlier one"
        raise PassedOver("not_a_page", str(place), found, _EXPECTED, "Nothing; the earlier record counts.")
    if not record.is_http:
        return _read_html(block, record.headers.get("Content-Type") or "", None, place)
    copy = WarcRecord()
    copy.init_headers(record_type=WarcRecordType.response, content_length=len(block))
    copy.set_bytes_content(block)
    copy.is_http = True
    try:
        copy.parse_http(auto_decode="all")
        status, kind, charset = copy.http_headers.status_code, copy.http_content_type or "", copy.http_charset
        body = copy.reader.read() if status == 200 else b""
    except (OSError, ValueError) as error:
        found = f"a response that cannot be decoded: {error}"
        remedy = "Nothing for this record; if there are many, fetch the archive again."
        raise PassedOver("unreadable", str(place), found, "a response of HTTP", remedy) from None
    if status != 200:
        found = f"the HTTP status {status}" if status else "a response without HTTP status"
        raise PassedOver("http_status", str(place), found, "the status 200", "Nothing; the server had no page there.")
    return _read_html(body, kind, charset, place)


def _read_html(body: bytes, kind: str, charset: str | None, place: Place) -> Record:
    if kind.partition(";")[0].strip().lower() not in _PAGE_TYPES:
        remedy = "Nothing; only pages are documents."
        raise PassedOver("not_a_page", str(place), f"content of the type {show(kind)}", _EXPECTED, remedy)
    try:
        return read_page(body, place, charset)
    except CorpusError as error:
        reason = "too_short" if error.reason_code == "missing_text" else error.reason_code
        raise PassedOver(reason, error.where, error.found, error.expected, error.remedy) from None


def _doc_id(record: WarcRecord, place: Place) -> str:
    """The UUID in the record's id, which the standard demands to be unique in the world."""
    stated = (record.record_id or "").strip("<>").removeprefix("urn:").removeprefix("uuid:")
    if not stated:
        raise CorpusError("metadata", str(place), "a record without id", "WARC-Record-ID", "Write the archive again.")
    return stated


def _damaged(place: Place, count: int, error: OSError) -> CorpusError:
    """The error for an archive that cannot be read on from a place."""
    if not count:
        remedy = "Rename the file after what it holds, or fetch the archive again."
        return CorpusError("format", place.file, f"no web archive: {error}", "a web archive (WARC)", remedy)
    found = f"damaged content in this record or behind it: {error}"
    return CorpusError("unreadable", str(place), found, "whole records", _REMEDY)
