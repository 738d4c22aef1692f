"""Web archives of made-up news pages, in the shape of a news crawl."""

import gzip
import io
from collections.abc import Iterable
from uuid import UUID

from fastwarc.warc import WarcRecord, WarcRecordType

WORDS = (
    "The bridge over the Lower Sarn was hit before dawn on Tuesday, and both lanes were closed to traffic.",
    "Three missiles came in from the east, the regional governor wrote, and a fourth fell into the river.",
    "“Nobody was on the span at the time,” he said, although a lorry had crossed it only minutes earlier.",
)
ITEMS = ("Ferries run every 40 minutes.", "The quarry road is open to lorries under 12 tonnes.")
NOISE = (
    "We use cookies with 214 partners.",
    "Share on Facebook",
    "Grain prices rise by 9 percent",
    "At least 50 tanks are on the road!",
    "Get 5 stories a day in our newsletter.",
    "© 2031 The Coast Post",
    "Sport",
)
HEAD = """<meta property="og:site_name" content="The Coast Post">
<meta property="og:title" content="Strike closes bridge">
<meta property="article:published_time" content="2031-03-04T23:12:00-05:00">"""


def page(head: str = HEAD, words: Iterable[str] = WORDS, mark: str = "article", lang: str = "en") -> str:
    """A news page with a cookie banner, navigation, boxes, comments and a footer around an article."""
    paragraphs = "".join(f"<p>{each}</p>\n" for each in words)
    items = "".join(f"<li>{each}</li>" for each in ITEMS)
    cookies, share, related, comment, letter, imprint, section = NOISE
    return f"""<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Strike closes bridge | Post</title>
{head}<style>p {{ color: red }}</style><script>var figure = "300 drones";</script></head>
<body><div class="cookie-banner"><p>{cookies}</p><button>Accept all</button></div>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">{section}</a></li></ul></nav>
<{mark}><h1>Strike closes bridge</h1><div class="social-share"><a href="#">{share}</a></div>
{paragraphs}<ul>{items}</ul><aside class="related"><a href="/grain">{related}</a></aside></{mark}>
<section id="comments" class="comments"><p>{comment}</p></section><div class="newsletter"><p>{letter}</p></div>
<footer><p>{imprint}</p></footer></body></html>"""


def doc_id(number: int) -> str:
    """The id of the record of this number."""
    return str(UUID(int=number, version=4))


def record(
    number: int,
    body: str | bytes,
    kind: str = "text/html; charset=utf-8",
    status: str = "200 OK",
    url: str = "https://www.coast.example/bridge",
    more: str = "",
    of_type: WarcRecordType = WarcRecordType.response,
) -> bytes:
    """One record as it stands in an archive; those of other types than response have no HTTP header."""
    content = body.encode() if isinstance(body, str) else body
    made = WarcRecord()
    if of_type == WarcRecordType.response:
        content = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + content
        kind = "application/http; msgtype=response"
    made.init_headers(of_type, doc_id(number).encode(), content_length=len(content))
    made.headers["WARC-Date"] = "2031-03-05T10:00:00Z"
    made.headers["Content-Type"] = kind
    made.headers.append("WARC-Target-URI", url)
    made.set_bytes_content(content)
    written = io.BytesIO()
    made.write(written)
    return written.getvalue()


def compressed(records: Iterable[bytes]) -> bytes:
    """An archive with a gzip member a record, as crawlers write it."""
    return b"".join(gzip.compress(each, mtime=0) for each in records)
