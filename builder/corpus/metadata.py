"""One metadata value at a time: what a file or catalog states, checked and brought into the contract's form."""

import re
from datetime import date, datetime

from claimledger.corpus.record import CorpusError, show

# The 183 two-letter codes of ISO 639-1.
_ISO_639_1 = (
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en "
    "eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja "
    "jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb "
    "nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq "
    "sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
_LANGUAGE_CODES = frozenset(_ISO_639_1.split())
_RIGHTS_CODES = ("open", "restricted")
_FORBIDDEN_IN_ID = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def parse_doc_id(value: object, where: str) -> str:
    """The document id as given; whole numbers become text. No control characters, no blanks around it, not empty."""
    doc_id = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if isinstance(doc_id, str) and doc_id and doc_id == doc_id.strip() and not _FORBIDDEN_IN_ID.search(doc_id):
        return _storable(doc_id, "id", where)
    expected = "words or a number, without control characters and without blanks around them"
    raise CorpusError("metadata", where, f"id {show(value)}", expected, "Give the document a unique id of that kind.")


def parse_words(value: object, name: str, where: str) -> str | None:
    """The words of a title, outlet or url, blanks around them dropped; null when there are none."""
    if value is None:
        return None
    if not isinstance(value, str):
        remedy = f"Write {name} as words; in JSON put them in quotes."
        raise CorpusError("metadata", where, f"{name} {show(value)}", "words, or nothing", remedy)
    return _storable(value.strip(), name, where) or None


def parse_published_on(value: object, where: str) -> date | None:
    """The date of an ISO 8601 date or date and time, as written (no shift between time zones); null when not given."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value.strip()).date()
        except ValueError:
            pass
    remedy = "Write year, month and day in digits with hyphens, or leave published_on out."
    expected = "an ISO 8601 date or date and time, such as 2024-03-05 or 2024-03-05T10:00:00Z"
    raise CorpusError("metadata", where, f"published_on {show(value)}", expected, remedy)


def parse_language(value: object, where: str) -> str | None:
    """The ISO 639-1 code in lower case, region and script dropped (`en-GB` is `en`); null when not given."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, str):
        code = re.split("[-_]", value.strip().lower())[0]
        if is_language_code(code):
            return code
    remedy = "Write the two-letter code of the text's language, or leave language out to have it detected."
    raise CorpusError("language", where, f"language {show(value)}", "an ISO 639-1 code, such as en or en-GB", remedy)


def is_language_code(code: str) -> bool:
    """Whether this is an ISO 639-1 code, in lower case."""
    return code in _LANGUAGE_CODES


def parse_rights(value: object, where: str) -> str:
    """`open` or `restricted`; `restricted` when not given."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return "restricted"
    if isinstance(value, str) and value.strip() in _RIGHTS_CODES:
        return value.strip()
    remedy = "Write `open` only where the licence lets anyone publish the words; else leave rights out."
    raise CorpusError("metadata", where, f"rights {show(value)}", "open or restricted", remedy)


def _storable(words: str, name: str, where: str) -> str:
    """The same words; CorpusError `encoding` when they hold a lone surrogate, which no file can store."""
    if not words.isascii():
        try:
            words.encode()
        except UnicodeEncodeError as error:
            raise lone_surrogate(error, name, where) from None
    return words


def lone_surrogate(error: UnicodeEncodeError, name: str, where: str) -> CorpusError:
    """The error for half a surrogate pair, left over where text was cut between the two halves of a character."""
    found = f"{name} with the lone surrogate U+{ord(error.object[error.start]):04X} at character {error.start}"
    remedy = "Export the text again without cutting characters, or remove the escape."
    return CorpusError("encoding", where, found, "whole Unicode characters", remedy)
