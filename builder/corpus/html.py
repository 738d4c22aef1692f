"""HTML pages: the main text as trafilatura extracts it, without navigation, comments and boilerplate."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claimledger.corpus.decode import decode_text
from claimledger.corpus.metadata import is_language_code
from claimledger.corpus.record import CorpusError, Place, Record

_DECLARED_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_HEAD_BYTES = 4096  # the HTML standard asks for 1024; pages in the wild put scripts before it


def read_html(path: Path) -> Iterator[Record]:
    """One record: the page's main text, with what its markup says of title, outlet, url, date and language.

    The markup's word is a guess beside a catalog's. Raises CorpusError `missing_text` for a page without main text.
    """
    from trafilatura import bare_extraction, load_html  # noqa: PLC0415 - half a second that other formats need not pay

    raw = path.read_bytes()
    declared = _DECLARED_CHARSET.search(raw[:_HEAD_BYTES])
    page = decode_text(raw, str(path), declared.group(1).decode() if declared else None)
    tree = load_html(page)
    document: Any = None
    language = None
    if tree is not None:
        language = _read_language(tree.get("lang") or "")
        document = bare_extraction(
            tree,
            with_metadata=True,
            include_comments=False,
            # the first publication as the markup states it: no date found in running text, none of a later edit
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    text = (document.text or "").strip() if document else ""
    if not text:
        remedy = "Save the article itself, as .html with its words in it or as .txt, or remove the page."
        raise CorpusError("missing_text", str(path), "a page without main text", "a page with an article", remedy)
    guesses = {
        "title": document.title,
        "outlet": document.sitename,
        "url": document.url,
        "published_on": document.date,
        "language": language,
    }
    yield Record(Place(str(path)), {"text": text}, guesses)


def _read_language(lang: str) -> str | None:
    """The ISO 639-1 code in an HTML lang attribute; null when it has none, for the attribute is often junk."""
    code = re.split("[-_]", lang.strip().lower())[0]
    return code if is_language_code(code) else None
