"""From a match of the actor grammar to rows: which actor, of which kind and country."""

from __future__ import annotations

import re
from typing import Any

from claimledger.extract.mentions import Actor
from claimledger.extract.registry import LOCAL, registered, slug
from claimledger.text.grammar import Found

_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)", re.I)
_TITLE_WORDS = 8


def nothing(found: Found) -> Any:
    """The words are no actor and are closed to later rules."""
    return None


def known(found: Found) -> Actor | None:
    """An actor of the registry."""
    row = found.view.senses(found.first, "actor.")[0].row
    if row["actor_type_code"] == "person":
        return None
    mention = "group" if row["actor_type_code"] in ("alliance", "demographic_group") and " " in row["name"] else "name"
    return _actor(
        found,
        found.first,
        found.last,
        row["actor_id"],
        row["actor_type_code"],
        row["country_code"] or None,
        mention="name" if row["actor_type_code"] != "demographic_group" else mention,
    )


def known_person(found: Found) -> Actor | None:
    """A person of the registry; given names before a bare surname must fit the registered name."""
    span = found.tokens("name")
    assert span is not None
    first, last = span
    token = first
    while token < last and not found.view.senses(token, "actor.person"):
        token += 1
    row = found.view.senses(token, "actor.person")[0].row
    if token > first and found.scan.word(first)[0].lower() not in {form[:1].lower() for form in row["name"].split()}:
        return _person(found, span, f"{LOCAL}person:{slug(found.scan.text(first, last))}", None)
    return _person(found, span, row["actor_id"], row["country_code"] or None)


def state_body(found: Found) -> Actor | None:
    """A ministry, parliament or service of a named state."""
    body, country = None, None
    token = found.first
    while token < found.last:
        for sense in found.view.senses(token, "country."):
            country = country or sense.row["country_code"]
        for sense in found.view.senses(token, "state_body"):
            body = sense.row
        token = found.view.end_of(token)
    if body is None or country is None:
        return None
    return _actor(found, found.first, found.last, f"gov:{country}:{body['slug']}", body["actor_type_code"], country)


def forces(found: Found) -> Actor | None:
    """A nation's forces, or its government when the noun names officials."""
    country = _country(found, found.first)
    noun = next(
        (
            senses[0].row
            for token in range(found.last - 1, found.first, -1)
            if (senses := found.view.senses(token, "force."))
        ),
        None,
    )
    if country is None or noun is None:
        return None
    if any(kind.startswith(("weapon.", "item")) for kind in found.scan.kinds_at[found.last]) and found.scan.word(
        found.last - 1
    ) in ("military", "army"):
        return None  # a Ukrainian military vehicle is no force
    if noun["id_kind_code"] == "state":
        return _actor(found, found.first, found.last, f"state:{country}", "state", country, mention="group")
    return _actor(
        found, found.first, found.last, f"forces:{country}", noun["actor_type_code"], country, mention="group"
    )


def office(found: Found) -> Actor | None:
    """An office that stands for its holder; whose it is comes out when the document's persons are known."""
    if found.first in found.view.notes:
        return None
    span = found.tokens("office")
    country = _country(found, found.first)
    if (
        span is None
        or country is None
        or any("title.office" in found.scan.kinds_at[token] for token in range(*span)) is False
    ):
        return None
    words = found.scan.text(*span).lower()
    if words.endswith("s") or found.view.is_class(found.last, ("given", "name", "person", "title", "initial")):
        return None
    row = _actor(
        found, found.first, found.last, f"{LOCAL}office:{country}:{slug(words)}", "person", country, mention="title"
    )
    row.title = found.scan.text(found.first, found.last)
    return row


def organisation(found: Found) -> Actor | None:
    """A capitalised name with a head word."""
    scan = found.scan
    first, last = found.first, found.last
    while (
        first < last
        and scan.kinds_at[first] & {"function.sentence_starter"}
        and "boundary" in scan.kinds_at[first - 1]
        and (last - first > 2 and not scan.kinds_at[first] & {"given_name", "organisation_word.head_first"})
    ):
        first += 1
    words = scan.text(first, last)
    if last - first < 2 or not words[:1].isupper():
        return None
    kind = _organisation_type(found, first, last)
    country = next((code for token in range(first, last) if (code := _country(found, token))), None)
    return _actor(found, first, last, f"{LOCAL}org:{slug(words)}", kind, country)


def titled_person(found: Found) -> Actor | None:
    """A name behind a title."""
    span = found.tokens("name")
    assert span is not None
    scan = found.scan
    single = span[1] - span[0] == 1
    title_end = span[0] - 1
    if "mark.," in scan.kinds_at[title_end]:
        return None
    strong = scan.kinds_at[title_end] & {"title.honorific", "title.rank", "title.office"}
    if single and (not strong or not scan.word(span[0])[:1].isupper() or scan.word(title_end).islower()):
        return None
    if single and scan.kinds_at[span[0]] & {
        "country.adjective",
        "function.sentence_starter",
        "organisation_word.head_last",
    }:
        return None
    words = scan.text(*span)
    return _person(found, span, f"{LOCAL}person:{slug(words)}", None)


def person(found: Found) -> Actor | None:
    """A name by its shape."""
    span = found.tokens("name")
    assert span is not None
    if span[1] - span[0] < 2:
        return None
    return _person(found, span, f"{LOCAL}person:{slug(found.scan.text(*span))}", None)


def speaking_person(found: Found) -> Actor | None:
    """Two capitalised words that speak: no place, organisation or heading."""
    span = found.tokens("name")
    assert span is not None
    doubtful = {"gazetteer", "function.sentence_starter"}
    if any(found.scan.kinds_at[token] & doubtful for token in range(*span)):
        return None
    return person(found)


def units(found: Found) -> list[Actor]:
    """One row for each number: its span is its own number with the words up to the next."""
    scan, view = found.scan, found.view
    listed, word = found.tokens("listed"), found.tokens("before")
    if listed is not None and word is not None:  # four brigades - 22nd and 88th Mechanised
        span, echelon_at, end = listed, word[0], listed[1]
        named = any("branch.branch" in scan.kinds_at[token] for token in range(*span))
    else:
        span = found.spans["units"]
        echelon_at = next(
            (token for token in range(span[1] - 1, span[0], -1) if view.senses(token, "echelon")), span[1] - 1
        )
        end, named = found.last, True
    numbers = [token for token in range(*span) if _ORDINAL.fullmatch(scan.word(token))]
    echelon = view.senses(echelon_at, "echelon")
    if not echelon or not numbers or not named:
        return []
    country = _unit_country(found, span[0])
    rows = []
    for number, behind in zip(numbers, [*numbers[1:], end], strict=True):
        last = behind
        while last > number + 1 and scan.kinds_at[last - 1] & {"mark.,", "word.and", "mark./", "mark.&"}:
            last -= 1
        if behind == end and listed is None and len(numbers) > 1:
            last = echelon_at
        match = _ORDINAL.fullmatch(scan.word(number))
        assert match is not None
        code = echelon[0].row["echelon_code"]
        actor_id = f"unit:{country}:{code}:{match[1]}" if country else f"{LOCAL}unit:{code}:{match[1]}"
        rows.append(_actor(found, number, last, actor_id, "military_unit", country))
    return rows


def _unit_country(found: Found, first: int) -> str | None:
    """The nationality before the number, else the one the document speaks of (filled in persons.py)."""
    if "mark.possessive_s" in found.scan.kinds_at[first - 1]:
        first -= 2
    return _country(found, first - 1) if first else None


def _country(found: Found, token: int) -> str | None:
    for sense in found.view.senses(token, "country."):
        return sense.row["country_code"]
    return None


def _organisation_type(found: Found, first: int, last: int) -> str:
    for token in range(last - 1, first - 1, -1):
        senses = found.scan.senses(token, "organisation_word.")
        if senses:
            return senses[0].row["actor_type_code"]
    return "organisation"


def _person(found: Found, span: tuple[int, int], actor_id: str, country: str | None) -> Actor:
    row = _actor(found, *span, actor_id, "person", country)
    title = found.tokens("title")
    if title is not None:
        found.view.notes.update(range(*title))
        words = found.scan.text(*title).split()
        row.title = " ".join(words[-_TITLE_WORDS:])
        row.country = country or next((code for token in range(*title) if (code := _country(found, token))), None)
    return row


def _actor(
    found: Found, first: int, last: int, actor_id: str, actor_type: str, country: str | None, mention: str = "name"
) -> Actor:
    known_as = registered(actor_id)
    if known_as is not None:
        actor_type, country = known_as.actor_type, known_as.country or country
    scan = found.scan
    return Actor(
        scan.starts[first], scan.ends[last - 1], first, last, found.rule_id, actor_id, actor_type, country, mention
    )
