"""Markdown files: the body is the text, markup included; YAML front matter is metadata and no part of the text."""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from claimledger.corpus.decode import decode_text
from claimledger.corpus.record import FIELD_NAMES, CorpusError, Place, Record

_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^---[ \t]*(?:\n\n?|\Z)", re.MULTILINE)  # one blank line after it belongs to it
_EXPECTED = "YAML lines `field: value` between two lines of ---"


# YAML's safe loader with every scalar as written, except null: plain safe_load reads the language code `no` as false
# and the id `0123` as 83.
_AsWritten = type(
    "_AsWritten",
    (yaml.SafeLoader,),
    {
        "yaml_implicit_resolvers": {
            first: [(tag, pattern) for tag, pattern in resolvers if tag == "tag:yaml.org,2002:null"]
            for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
        }
    },
)


def read_markdown(path: Path) -> Iterator[Record]:
    """One record: the text after the front matter, with the front matter's fields."""
    text = decode_text(path.read_bytes(), str(path))
    front_matter, body = _split_front_matter(text, str(path))
    yield Record(Place(str(path)), {**_parse_front_matter(front_matter, str(path)), "text": body})


def _split_front_matter(text: str, where: str) -> tuple[str, str]:
    opening = _OPENING.match(text)
    if not opening:
        return "", text
    closing = _CLOSING.search(text, opening.end())
    if not closing:
        remedy = "Close the front matter with a line of ---; if line 1 is a rule and no front matter, write it as ***."
        raise CorpusError("format", where, "front matter opened in line 1 and never closed", _EXPECTED, remedy)
    return text[opening.end() : closing.start()], text[closing.end() :]


def _parse_front_matter(front_matter: str, where: str) -> dict[str, object]:
    """The fields we know; others (tags, layout) belong to other programs."""
    remedy = "Correct the front matter; quote values that hold a colon."
    try:
        fields = yaml.load(front_matter, Loader=_AsWritten) or {}
    except yaml.YAMLError as error:
        found = f"front matter that is not YAML: {' '.join(str(error).split())}"
        raise CorpusError("format", where, found, _EXPECTED, remedy) from None
    if not isinstance(fields, dict):
        raise CorpusError("format", where, f"front matter that is a {type(fields).__name__}", _EXPECTED, remedy)
    return {name: value for name, value in fields.items() if name in FIELD_NAMES and name != "text"}
