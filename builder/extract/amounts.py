"""Numbers: what an amount written in digits, words or both is worth.

Values are remembered by surface, since few number texts are distinct. Words and their values are seeds/numbers.csv.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from unicodedata import numeric

from claimledger.text.batch import one_byte_each
from claimledger.text.vocabulary import seed_rows

_PARTS = re.compile(r"\.?\d[\d.,\xa0]*|[A-Za-z]+|[\xbc-\xbe\xe1-\xec]|/|-")
_THOUSANDS = re.compile(r"\d{1,3}(?:[,\xa0]\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}")
_GAP = re.compile(r"(?<=\d)(?: |['’]| ?, )(?=\d{3}(?!\d))")
_EUROPEAN = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}")
_SPACED = re.compile(r"\d{1,3}(?: |['’]| ?, )\d{3}(?!\d)")
_VULGAR = {one_byte_each(sign).decode("latin-1"): numeric(sign) for sign in "¼½¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"}
_CARRIES_FRACTION = 1000.0
"""From this magnitude on a fraction behind `and` is of it: two million and a half; a hundred and a half is 100.5."""

Part = tuple[str, float]
"""What a word of an amount is (digits, slash, or a kind_code of seeds/numbers.csv), and its value."""


@cache
def _words() -> dict[str, Part]:
    return {
        row["form"]: (row["kind_code"], float(row["value"] or "nan"))
        for row in seed_rows("numbers")
        if row["kind_code"] != "ordinal_part"
    }


@lru_cache(maxsize=200_000)
def amount(surface: str) -> float | None:
    """The value of one written amount; null when it has none.

    >>> [amount(text) for text in ("1,200", "1.5 million", "thirty-six", "one and a half thousand", "half a million")]
    [1200.0, 1500000.0, 36.0, 1500.0, 500000.0]
    >>> [amount(text) for text in ("a dozen", "two hundred and fifty", "10k", "several hundred", "3 million")]
    [12.0, 250.0, 10000.0, 200.0, 3000000.0]
    >>> [amount(text) for text in ("three quarters", "10 1/2", "two million and a half", "minus 40", "two point five")]
    [0.75, 10.5, 2500000.0, -40.0, 2.5]
    """
    if surface.isascii() and surface.isdigit():
        return _rounded(float(surface))
    if _SPACED.match(surface):
        surface = _GAP.sub("", surface)
    parts = _parts(surface)
    if not parts:
        return None
    if parts[0][0] in ("minus", "hyphen"):
        value = _unsigned(parts[1:])
        return None if value is None else -value
    return _unsigned(parts)


def _parts(surface: str) -> list[Part] | None:
    """The words of an amount; null where a figure is no number (1.2.3)."""
    words, found = _words(), list[Part]()
    for part in _PARTS.findall(one_byte_each(surface).decode("latin-1")):
        if part[0].isdigit() or part[0] == ".":
            value = digits(part)
            if value is None:
                return None
            found.append(("digits", value))
        elif part in _VULGAR:
            found.append(("vulgar", _VULGAR[part]))
        elif part == "/":
            found.append(("slash", 0.0))
        elif part == "-":
            if not found:
                found.append(("hyphen", 0.0))
        else:
            kind, value = words.get(part) or words.get(part.lower(), ("", 0.0))
            found.append((kind or part.lower(), value))
    return found


def _unsigned(parts: list[Part]) -> float | None:
    kinds = [kind for kind, _ in parts]
    if "slash" in kinds:
        return _written_as_division(parts, kinds.index("slash"))
    if "point" in kinds:
        return _in_spoken_decimals(parts, kinds.index("point"))
    for at, kind in enumerate(kinds):
        if kind in ("fraction", "fractions", "fraction_end"):
            return _with_fraction(parts, at)
    return _whole(parts)


def _written_as_division(parts: list[Part], at: int) -> float | None:
    """1/2 and 10 1/2, with a magnitude behind: 1/2 million."""
    if at < 1 or at + 1 >= len(parts) or parts[at - 1][0] != "digits" or parts[at + 1][0] != "digits":
        return None
    if not parts[at + 1][1]:
        return None
    share = parts[at - 1][1] / parts[at + 1][1]
    head = _whole(parts[: at - 1]) or 0.0
    rest = _whole(parts[at + 2 :])
    return _rounded((head + share) * (rest or 1.0))


def _in_spoken_decimals(parts: list[Part], at: int) -> float | None:
    """Two point five; zero point zero eight; two point five million."""
    tail = parts[at + 1 :]
    scale = 1.0
    while tail and tail[-1][0] == "magnitude":
        scale *= tail.pop()[1]
    if not tail or any(kind not in ("unit", "tens", "digits") for kind, _ in tail):
        return None
    one_by_one = all(value < 10 for _, value in tail)
    decimals = "".join(f"{value:g}" for _, value in tail) if one_by_one else f"{sum(value for _, value in tail):g}"
    whole = _whole(parts[:at]) or 0.0
    return _rounded((whole + float(f"0.{decimals}")) * scale)


def _with_fraction(parts: list[Part], at: int) -> float | None:
    """Three quarters, one and a half thousand, half a million, two million and a half, three twenty-fifths."""
    head, (_, share), rest = parts[:at], parts[at], parts[at + 1 :]
    scale = _whole([part for part in rest if part[0] not in ("of", "article")]) or 1.0
    head, share = _with_tens(head, share)
    names = [part for part, _ in head]
    if "and" in names:
        split = len(names) - 1 - names[::-1].index("and")
        pieces = (_whole(head[split + 1 :]) or 1.0) * share
        whole = _whole(head[:split])
        if whole is not None and pieces < 1.0:
            if rest and whole >= scale:
                return _rounded(whole + pieces * scale)  # one billion and a half million
            carried = next((value for name, value in reversed(head[:split]) if name == "magnitude"), 1.0)
            return _rounded((whole + pieces * (carried if carried >= _CARRIES_FRACTION else 1.0)) * scale)
    return _rounded((_whole(head) or 1.0) * share * scale)


def _with_tens(head: list[Part], share: float) -> tuple[list[Part], float]:
    """The numerator and the share of one, where tens stand before its name: three | twenty-fifths, one hundred |
    thirty-fifths; twenty fifths has no numerator and is four."""
    whole = round(1.0 / share)
    is_compound = len(head) > 1 and head[-1][0] == "tens" and whole < 10
    if is_compound and head[-2][0] in ("unit", "tens", "article", "magnitude", "digits"):
        return head[:-1], 1.0 / (head[-1][1] + whole)
    return head, share


def _whole(parts: list[Part]) -> float | None:
    """A number without fractions; null when no part of it has a value."""
    total, current, seen, group = 0.0, 0.0, False, 0.0
    for kind, value in parts:
        if kind in ("digits", "unit", "tens", "pair", "couple", "both", "vulgar"):
            current, group = current + value, 0.0
        elif kind in ("magnitude", "dozen", "suffix", "plural"):
            if group:  # thousand million, lakh crore
                total, group = total + group * (value - 1.0), group * value
                continue
            current = (current if seen else 1.0) * value
            if value >= 1000 or kind == "suffix":
                total, current, group = total + current, 0.0, current
        elif kind == "several":
            current = 2.0
        elif kind == "article" and not seen:
            continue
        else:
            continue
        seen = True
    return _rounded(total + current) if seen else None


def _rounded(value: float) -> float:
    """Decimal arithmetic on the written figure: 1.1 million is 1100000, not 1100000.0000000002."""
    return value if value.is_integer() else float(f"{value:.12g}")


def digits(text: str) -> float | None:
    """The value of a figure: 1,200 and 1 200 and 3.5; null for what is no figure (1.2.3)."""
    text = text.rstrip(".,\xa0")
    if _THOUSANDS.fullmatch(text):
        return float(re.sub(r"[,\xa0]", "", text))
    if _EUROPEAN.fullmatch(text):
        return float(text.replace(".", "").replace(",", "."))
    if "," in text and "." not in text and text.count(",") == 1:
        return float(text.replace(",", "."))
    text = text.replace("\xa0", "")
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return None


@lru_cache(maxsize=50_000)
def floor(surface: str) -> float | None:
    """The floor of an indefinite amount: dozens 12, tens of thousands 10000, several hundred 200.

    >>> [floor(text) for text in ("dozens", "tens of thousands", "Hundreds of thousands", "a few thousand")]
    [12.0, 10000.0, 100000.0, 2000.0]
    """
    words = _words()
    value, seen = 1.0, False
    for part in _PARTS.findall(surface.lower()):
        kind, worth = words.get(part, ("", 0.0))
        if kind in ("plural", "magnitude", "dozen"):
            value, seen = value * worth, True
        elif kind == "several":
            value *= 2
    return value if seen else None


@lru_cache(maxsize=50_000)
def magnitude_of(surface: str) -> float:
    """The factor of the magnitude words that end an amount: 20 billion -> 1e9; 1 when there is none."""
    words = _words()
    factor = 1.0
    for part in reversed(_PARTS.findall(surface)):
        kind, value = words.get(part, words.get(part.lower(), ("", 0.0)))
        if kind not in ("magnitude", "suffix"):
            break
        factor *= value
    return factor
