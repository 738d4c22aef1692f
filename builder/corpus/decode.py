"""Bytes to canonical text, as the data contract defines it.

A byte order mark decides, then UTF-8, then what an HTML page declares, then detection. A detected encoding is taken
only when it is confident: a wrong guess would put wrong letters into names without anybody noticing.
"""

import codecs
import re

from charset_normalizer import CharsetMatch, from_bytes

from claimledger.corpus.record import CorpusError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Encodings that news archives in alphabets are found in, likeliest first; the order decides between equally good
# readings. All of Python's were tried: EBCDIC and DOS pages then win on short texts. Without Chinese, Japanese and
# Korean ones, which read nearly any noise as rare characters.
_CANDIDATES = [
    *("cp1252", "cp1251", "koi8_r", "koi8_u", "cp866", "cp1250", "iso8859_15", "iso8859_2", "iso8859_5"),
    *("cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "mac_roman"),
]
_LARGEST_MESS = 0.1  # charset-normalizer's default, 0.2, lets some noise of printable bytes pass
_LEAST_COHERENCE = 0.3  # letters as frequent as in some language; below, several alphabets fit a short text
_LARGEST_ODDITY = 0.05  # share of the non-ASCII characters; texts in their own encoding have hardly any
_SIGNS_IN_WORDS = "‘’ʼ´·–—…\u00a0\u00ad"
_SAMPLE_BYTES = 16_384

_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_NOT_ASCII_CHAR = re.compile(r"[^\x00-\x7f]")
_BLANK = re.compile(rb"[ \n]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_REMEDY = "Save the file as UTF-8."


def canonicalise(text: str) -> str:
    r"""The canonical text of decoded text: byte order mark stripped, CRLF and CR turned into LF, nothing else changed.

    >>> canonicalise("\ufeffone\r\ntwo\r")
    'one\ntwo\n'
    """
    text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def decode_text(raw: bytes, where: str, declared: str | None = None) -> str:
    """The canonical text of a file's bytes; `declared` is the encoding an HTML page says it has.

    Raises CorpusError `format` for binary content and `encoding` when no encoding is certain.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            text = _decode_marked(raw.removeprefix(mark), encoding, where)
            break
    else:
        if b"\0" in raw:
            raise _binary(where, raw.index(b"\0"))
        text = _decode_unmarked(raw, where, declared)
    if "\0" in text:
        raise _binary(where, text.index("\0"))
    return canonicalise(text)


def _decode_marked(raw: bytes, encoding: str, where: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        found = f"a byte order mark of {encoding}, but bytes at offset {error.start} that it does not allow"
        raise CorpusError("encoding", where, found, f"text in {encoding} throughout", _REMEDY) from None


def _decode_unmarked(raw: bytes, where: str, declared: str | None) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        broken_at = error.start
    if declared is not None and (text := _decode_declared(raw, declared)) is not None:
        return text
    sample = _sample_around_non_ascii(raw)
    if _is_damaged_utf8(sample):
        found = f"UTF-8 with damaged bytes, the first at offset {broken_at}"
        remedy = "Fetch the file again, or replace the damaged characters and save it as UTF-8."
        raise CorpusError("encoding", where, found, "valid UTF-8", remedy)
    return _decode_detected(raw, sample, where, broken_at)


def _decode_declared(raw: bytes, declared: str) -> str | None:
    """The text in the declared encoding; null when that encoding is unknown or does not fit."""
    # The WHATWG Encoding Standard reads these labels as windows-1252, and so do all browsers.
    encoding = "cp1252" if declared.lower() in {"iso-8859-1", "latin1", "us-ascii", "ascii"} else declared
    try:
        return raw.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        return None


def _is_damaged_utf8(sample: bytes) -> bool:
    """Whether the non-ASCII bytes are mostly UTF-8; other encodings hardly ever form its sequences by chance."""
    text = sample.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    return sum(not char.isascii() for char in text) - broken > broken


def _decode_detected(raw: bytes, sample: bytes, where: str, broken_at: int) -> str:
    matches = from_bytes(
        sample,
        steps=len(sample) // 512 + 1,
        threshold=_LARGEST_MESS,
        cp_isolation=_CANDIDATES,
        enable_fallback=False,
    )
    ranked = sorted(matches, key=_rank)
    for match in ranked:
        if _count_oddities(str(match)) > _LARGEST_ODDITY * len(_NOT_ASCII.findall(sample)):
            break
        if match.coherence < _LEAST_COHERENCE:
            break
        try:
            text = raw.decode(_likeliest_name(match))
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return text
    guesses = ", ".join(_likeliest_name(match) for match in ranked[:3])
    found = f"bytes that are not UTF-8 (first at offset {broken_at})"
    found += f"; they could be {guesses}, but none is certain" if guesses else " nor any other encoding of text"
    remedy = f"{_REMEDY} If this is no text (an image, an archive), remove it from the corpus."
    raise CorpusError("encoding", where, found, "text in UTF-8, or in another encoding beyond doubt", remedy)


def _sample_around_non_ascii(raw: bytes) -> bytes:
    """Up to about 16 kB around the bytes that tell encodings apart; long English texts have few of them.

    The pieces begin in ASCII and end at a blank, which no multi-byte character contains.
    """
    pieces: list[bytes] = []
    size = end = 0
    while size < _SAMPLE_BYTES and (hit := _NOT_ASCII.search(raw, end)):
        start = max(end, hit.start() - 200)
        blank = _BLANK.search(raw, hit.start() + 200)
        end = blank.end() if blank else len(raw)
        pieces.append(raw[start:end])
        size += end - start
    return b"".join(pieces)


def _rank(match: CharsetMatch) -> tuple[int, int, bool, int]:
    """Fewest oddities, least mess (in steps, so that near ties are ties), coherence enough, then the likeliest name.

    The best coherence does not decide: by letter frequency, Mac Roman "donít" is better than cp1252 "don’t".
    """
    name = _likeliest_name(match)
    return (
        _count_oddities(str(match)),
        int(match.chaos / 0.03),
        match.coherence < _LEAST_COHERENCE,
        _CANDIDATES.index(name),
    )


def _count_oddities(text: str) -> int:
    """How many non-ASCII characters no writer puts there: capitals after small letters, signs inside words.

    charset-normalizer does not count these, and reads the cp1252 of "café" as Mac Roman "cafÈ".
    """
    odd = 0
    for hit in _NOT_ASCII_CHAR.finditer(text):
        char = hit.group()
        before, after = text[hit.start() - 1 : hit.start()], text[hit.end() : hit.end() + 1]
        if char.isalpha():
            odd += (char.isupper() and before.islower()) or (char.islower() and after.isupper())
        else:
            odd += before.isalpha() and after.isalpha() and char not in _SIGNS_IN_WORDS
    return odd


def _likeliest_name(match: CharsetMatch) -> str:
    """Of the encodings that read the sample alike, the likeliest: they may differ in the rest of the file."""
    return min((name for name in match.could_be_from_charset if name in _CANDIDATES), key=_CANDIDATES.index)


def _binary(where: str, offset: int) -> CorpusError:
    found = f"a NUL byte at offset {offset}: binary content, or UTF-16 without a byte order mark"
    return CorpusError("format", where, found, "a text file", f"Remove the file from the corpus. {_REMEDY}")
