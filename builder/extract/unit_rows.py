"""Military units by their numbers: 22nd and 88th Mechanised and 80th Air Assault brigades are three rows."""

from __future__ import annotations

import re

from claimledger.extract.actor_rows import actor_record
from claimledger.extract.mentions import Actor
from claimledger.extract.registry import local_id
from claimledger.text.finding import Found

_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)", re.I)


def units(found: Found) -> list[Actor]:
    """One row for each number: its span is its own number with the words up to the next."""
    scan = found.scan
    listed, word, namesake = found.tokens("listed"), found.tokens("before"), ""
    if listed is not None and word is not None:  # four brigades - 22nd and 88th Mechanised
        span, usual, end = listed, _echelon(found, word), listed[1]
        named = any("branch.branch" in scan.kinds_of(token) for token in range(*span))
    else:
        span = found.spans["units"]
        usual, end, named = _echelon(found, span), found.last, True
        namesake = _told_apart(found)
        if found.tokens("aside") and not namesake:
            end = span[1]
    numbers = [token for token in range(*span) if _ORDINAL.fullmatch(scan.word(token))]
    if not numbers or not named:
        return []
    country = _country_before(found, span[0])
    doc_id = scan.batch.doc_ids[scan.batch.document_of(scan.start[span[0] : span[1]])[0]]
    rows = []
    bounds = [*numbers[1:], span[1]]
    own_echelons = [_echelon(found, (number + 1, behind)) for number, behind in zip(numbers, bounds, strict=True)]
    is_shared = listed is None and None in own_echelons
    for number, behind, own in zip(numbers, [*numbers[1:], end], own_echelons, strict=True):
        last = behind
        while last > number + 1 and scan.kinds_of(last - 1) & {"mark.,", "word.and", "mark./", "mark.&"}:
            last -= 1
        echelon = own or usual
        if echelon is None or (own is None and listed is None and echelon[0] < numbers[-1]):
            continue
        if behind == end and is_shared:
            last = echelon[0]
        match = _ORDINAL.fullmatch(scan.word(number))
        assert match is not None
        code, which = echelon[1], f"{match[1]}{namesake}"
        actor_id = f"unit:{country}:{code}:{which}" if country else local_id(doc_id, f"unit:{code}", which)
        rows.append(actor_record(found, number, last, actor_id, "military_unit", country))
    return rows


def _echelon(found: Found, tokens: tuple[int, int]) -> tuple[int, str] | None:
    """The last echelon word among the tokens and its code."""
    for token in range(tokens[1] - 1, tokens[0] - 1, -1):
        for sense in found.view.senses(token, "echelon"):
            return token, sense.row["echelon_code"]
    return None


def _told_apart(found: Found) -> str:
    """What a bracket adds to the number, (DPR) or (Reserve); nothing where it holds no part of the name."""
    aside = found.tokens("aside")
    senses = (
        found.view.senses(aside[0], "branch.modifier") or found.scan.senses(aside[0], "branch.modifier")
        if aside
        else []
    )
    return f"-{senses[0].row['branch_code']}" if senses else ""


def _country_before(found: Found, first: int) -> str | None:
    """The nationality before the number, else the one the document speaks of (filled in persons.py)."""
    if "mark.possessive_s" in found.scan.kinds_of(first - 1):
        first -= 2
    senses = found.view.senses(first - 1, "country.") if first else []
    return senses[0].row["country_code"] if senses else None
