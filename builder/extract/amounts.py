"""Numbers: what an amount written in digits, words or both is worth.

Values are remembered by surface, since few number texts are distinct. Words and their values are seeds/numbers.csv.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from claimledger.text.batch import one_byte_each
from claimledger.text.vocabulary import seed_rows

_DIGITS = re.compile(r"\d[\d.,\xa0]*")
_PARTS = re.compile(r"\d[\d.,\xa0]*|[A-Za-z]+")
_THOUSANDS = re.compile(r"\d{1,3}(?:[,\xa0]\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}")


@cache
def _words() -> dict[str, tuple[str, float]]:
    return {
        row["form"]: (row["kind_code"], float(row["value"] or "nan"))
        for row in seed_rows("numbers")
        if row["kind_code"] != "article"
    }


@lru_cache(maxsize=200_000)
def amount(surface: str) -> float | None:
    """The value of one written amount; null when it has none.

    >>> [amount(text) for text in ("1,200", "1.5 million", "thirty-six", "one and a half thousand", "half a million")]
    [1200.0, 1500000.0, 36.0, 1500.0, 500000.0]
    >>> [amount(text) for text in ("a dozen", "two hundred and fifty", "10k", "several hundred", "3 million")]
    [12.0, 250.0, 10000.0, 200.0, 3000000.0]
    """
    if surface.isascii() and surface.isdigit():
        return _rounded(float(surface))
    words = _words()
    total, current, seen, fraction_next = 0.0, 0.0, False, False
    for part in _PARTS.findall(one_byte_each(surface).decode("latin-1")):
        if part[0].isdigit():
            number = digits(part)
            if number is None:
                return None
            current += number
            seen = True
            continue
        kind, value = words.get(part, words.get(part.lower(), ("", 0.0)))
        if kind in ("unit", "tens"):
            current += value
            seen = True
        elif kind == "fraction":
            if seen and not fraction_next:
                current *= value
            else:
                current += value
            seen = True
        elif kind in ("magnitude", "dozen", "suffix", "plural"):
            current = (current if seen else 1.0) * value
            if value >= 1000 or kind == "suffix":
                total, current = total + current, 0.0
            seen = True
        elif kind in ("pair", "couple", "both"):
            current += value
            seen = True
        elif kind == "several":
            current, seen = 2.0, True
        fraction_next = part.lower() in ("a", "an") and seen
        if part.lower() == "and":
            fraction_next = False
    return _rounded(total + current) if seen else None


def _rounded(value: float) -> float:
    """Decimal arithmetic on the written figure: 1.1 million is 1100000, not 1100000.0000000002."""
    return float(f"{value:.12g}")


def digits(text: str) -> float | None:
    """The value of a figure: 1,200 and 1 200 and 3.5; null for what is no figure (1.2.3)."""
    text = text.rstrip(".,\xa0")
    if _THOUSANDS.fullmatch(text):
        return float(re.sub(r"[,\xa0]", "", text))
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
