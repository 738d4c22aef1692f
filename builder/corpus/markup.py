"""What the markup of a page says about it: title, outlet, address, date and language, as guesses.

Schema.org's JSON-LD, Open Graph and the usual names of meta elements are read. Dates in other forms are left to
htmldate, which is asked only where these have none. No date is taken from running text or from the day of a crawl.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from resiliparse.parse.html import ElementNode, HTMLTree

from claimledger.corpus.metadata import is_language_code

_TITLES = ("og:title", "twitter:title", "dc.title")
_OUTLETS = ("og:site_name", "application-name", "dc.publisher")
_DATES = (
    *("article:published_time", "og:article:published_time", "datepublished", "article:published", "og:published_time"),
    *("parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date", "date", "pubdate"),
    *("publishdate", "publish-date", "publication_date", "article.published", "cxenseparse:recs:publishtime"),
)
_TELLING = """meta[content], link[rel=canonical], script[type="application/ld+json"], h1,
time[itemprop~=datePublished], time[pubdate], article time[datetime]"""
_ARTICLE_TYPE = re.compile("Article|Posting|Report$")
_ADDRESS = re.compile("https?://", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def read_markup(html: str, tree: HTMLTree) -> dict[str, str | None]:
    """The guesses of a record: title, outlet, url, published_on (ISO 8601) and language, null where nothing is said."""
    found = _elements(tree)
    metas = _metas(found["meta"])
    article = next(_articles(found["script"]), {})
    publisher = article.get("publisher")
    headings = [element.text for element in found["h1"]]
    times = [element.getattr("datetime") for element in found["time"]]
    says_anything = any(found[tag] for tag in ("meta", "link", "script", "time"))
    dates = [article.get("datePublished"), *map(metas.get, _DATES), *times]
    url = _first(*(element.getattr("href") for element in found["link"]), metas.get("og:url"))
    return {
        "title": _first(article.get("headline"), *map(metas.get, _TITLES), *headings[: len(headings) == 1], tree.title),
        "outlet": _first(
            metas.get(_OUTLETS[0]),
            publisher.get("name") if isinstance(publisher, dict) else None,
            *map(metas.get, _OUTLETS[1:]),
        ),
        "url": url if url and _ADDRESS.match(url) else None,
        "published_on": _published_on(html, dates) if says_anything else None,
        "language": _language(tree),
    }


def host_of(url: str) -> str | None:
    """The host of an address without www, for an outlet that gives no name; null when it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") or None
    except ValueError:  # square brackets that hold no address
        return None


def _elements(tree: HTMLTree) -> dict[str, list[ElementNode]]:
    """Tag -> the elements that say something, in the order of the page; all in one walk, for walks are what costs."""
    found: dict[str, list[ElementNode]] = {"meta": [], "link": [], "script": [], "h1": [], "time": []}
    for element in tree.document.query_selector_all(_TELLING) if tree.document else ():
        found[element.tag or ""].append(element)
    return found


def _metas(elements: Iterable[ElementNode]) -> dict[str, str]:
    """Name or property of each meta element, in lower case -> its content; the first of several."""
    metas: dict[str, str] = {}
    for element in elements:
        name = element.getattr("property") or element.getattr("name") or element.getattr("itemprop") or ""
        metas.setdefault(name.strip().lower(), element.getattr("content") or "")
    return metas


def _articles(elements: Iterable[ElementNode]) -> Iterator[Mapping[str, object]]:
    """The objects of JSON-LD that describe an article."""
    for element in elements:
        try:
            waiting = [json.loads(element.text or "")]
        except (ValueError, RecursionError):  # often broken, and never the only word on a page
            continue
        while waiting:
            value = waiting.pop(0)
            if isinstance(value, list):
                waiting += value
            elif isinstance(value, dict):
                kinds = value.get("@type")
                if any(isinstance(kind, str) and _ARTICLE_TYPE.search(kind) for kind in _listed(kinds)):
                    yield value
                waiting += _listed(value.get("@graph"))


def _published_on(html: str, stated: Sequence[object]) -> str | None:
    """The first publication as the markup states it; htmldate reads what is stated in other forms than ISO 8601."""
    for value in stated:
        if isinstance(value, str) and (day := _day(value)):
            return day
    from htmldate import find_date  # noqa: PLC0415 - a third of a second that most pages need not pay

    return find_date(html, original_date=True, extensive_search=False)


def _day(value: str) -> str | None:
    """The day an ISO 8601 date or time begins with, as written; null for other forms and days there are not."""
    begins = _DAY.match(value.strip())
    try:
        return datetime.fromisoformat(begins.group()).date().isoformat() if begins else None
    except ValueError:
        return None


def _language(tree: HTMLTree) -> str | None:
    """The ISO 639-1 code in the lang attribute; null when it has none, for the attribute is often junk."""
    root = tree.body.parent_element if tree.body else None
    code = re.split("[-_]", ((root.getattr("lang") if root else None) or "").strip().lower())[0]
    return code if is_language_code(code) else None


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _first(*values: object) -> str | None:
    """The first value with words in it, its blanks as single ones, halves of surrogate pairs left out."""
    texts = (value.encode(errors="ignore").decode() for value in values if isinstance(value, str))
    return next((words for text in texts if (words := " ".join(text.split()))), None)
