"""HTML to main text: the article of a page, without navigation, banners, boxes and comments.

Most news pages mark their article by an element; its text is taken, what stands in boxes beside it left out. Where none
is marked, resiliparse tells by the look of the markup what is text. Its answer is never taken within a marked article,
because it drops lists there. trafilatura finds unmarked articles better and takes thirty times as long; it may be asked
for by the environment variable CLAIMLEDGER_HTML_EXTRACTOR, which reaches worker processes too.
"""

import os
import re
from collections.abc import Callable

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import ElementNode, HTMLTree

from claimledger.errors import ClaimledgerError

EXTRACTOR_VARIABLE = "CLAIMLEDGER_HTML_EXTRACTOR"

_ARTICLES = ("article", "[itemprop~=articleBody]", "main", "[role=main]")
_LEAST_CHARS = 200
"""A shorter element is a teaser."""
_BESIDE = (
    *("nav", "aside", "footer", "form", "figure", "figcaption", "button", "time", "iframe", "noscript"),
    *("[hidden]", "[aria-hidden=true]", "[role=navigation]", "[role=complementary]", "[role=dialog]"),
    *(
        f"[{attribute}{match}{word}{end}]"
        for word in ("comments", "newsletter", "related", "share", "social", "promo", "cookie", "breadcrumb", "byline")
        for attribute, match, end in (("class", "~=", ""), ("class", "*=", "-"), ("class", "*=-", ""), ("id", "^=", ""))
    ),
)
_BLANKS = re.compile(r"(?:\t| [ \t])[ \t]*")  # no no-break blanks, which hold numbers together
_LINES = re.compile(r" ?\n ?(?:\n ?)+")


def main_text(html: str, tree: HTMLTree) -> str:
    """The main text of a page, a blank line between paragraphs; empty where there is none.

    Raises ClaimledgerError when the environment names an extractor that there is not.
    """
    name = os.environ.get(EXTRACTOR_VARIABLE) or "resiliparse"
    if name not in _EXTRACTORS:
        remedy = "Correct the environment variable, or unset it."
        raise ClaimledgerError(EXTRACTOR_VARIABLE, repr(name), " or ".join(_EXTRACTORS), remedy)
    return _EXTRACTORS[name](html, tree)


def _by_resiliparse(_html: str, tree: HTMLTree) -> str:
    article = _marked_article(tree)
    text = article and _words(article.html, is_article=True)
    return _tidy(text or _words(tree, is_article=False))


def _words(html: str | HTMLTree, *, is_article: bool) -> str:
    return extract_plain_text(
        html,
        main_content=not is_article,
        list_bullets=False,
        alt_texts=False,
        comments=False,
        skip_elements=_BESIDE,
    )


def _by_trafilatura(html: str, _tree: HTMLTree) -> str:
    from trafilatura import extract  # noqa: PLC0415 - half a second that nobody else need pay

    return _tidy(extract(html, include_comments=False) or "")


_EXTRACTORS: dict[str, Callable[[str, HTMLTree], str]] = {
    "resiliparse": _by_resiliparse,
    "trafilatura": _by_trafilatura,
}


def _marked_article(tree: HTMLTree) -> ElementNode | None:
    """The element that holds most of what is marked as article; null for a list of teasers and for bare pages."""
    for selector in _ARTICLES:
        found = tree.body.query_selector_all(selector) if tree.body else []
        lengths = [len(element.text or "") for element in found]
        if lengths and max(lengths) >= max(_LEAST_CHARS, sum(lengths) / 2):
            return found[lengths.index(max(lengths))]
    return None


def _tidy(text: str) -> str:
    r"""The text without indentation, a tab or run of blanks as one blank, one empty line between paragraphs.

    >>> _tidy("One\t 2\n\n\n  Three ")
    'One 2\n\nThree'
    """
    return _LINES.sub("\n\n", _BLANKS.sub(" ", text)).replace("\n ", "\n").strip()
