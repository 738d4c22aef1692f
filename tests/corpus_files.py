"""Files for the tests of the corpus: writing them, and reading what comes of them."""

import json
from pathlib import Path

import pytest

from claimledger.corpus import Corpus, CorpusError, read_corpus

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
