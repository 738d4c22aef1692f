"""HTML pages: one document a page, its main text and what its markup says of it."""

import re
from collections.abc import Iterator
from pathlib import Path

from resiliparse.parse.html import HTMLTree

from claimledger.corpus.decode import decode_text
from claimledger.corpus.markup import read_markup
from claimledger.corpus.page import main_text
from claimledger.corpus.record import CorpusError, Place, Record

_DECLARED_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_HEAD_BYTES = 4096  # the HTML standard asks for 1024; pages in the wild put scripts before it


def read_html(path: Path) -> Iterator[Record]:
    """One record: the page's main text, with what its markup says of title, outlet, url, date and language.

    The markup's word is a guess beside a catalog's. Raises CorpusError `missing_text` for a page without main text.
    """
    yield read_page(path.read_bytes(), Place(str(path)))


def read_page(raw: bytes, place: Place, charset: str | None = None) -> Record:
    """The record of a page; `charset` is what its server says of it.

    Raises CorpusError `missing_text` for a page without main text and those of decode_text.
    """
    declared = _DECLARED_CHARSET.search(raw[:_HEAD_BYTES])
    html = decode_text(raw, str(place), charset or (declared.group(1).decode() if declared else None))
    tree = HTMLTree.parse(html)
    text = main_text(html, tree)
    if not text:
        remedy = "Save the article itself, as .html with its words in it or as .txt, or remove the page."
        raise CorpusError("missing_text", str(place), "a page without main text", "a page with an article", remedy)
    return Record(place, {"text": text}, read_markup(html, tree))
