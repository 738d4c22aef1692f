"""From all matches of a rule of the actor grammar to rows: actors of the registry, bodies of a state, forces."""

from __future__ import annotations

import numpy as np

from claimledger.extract.mentions import Actor, Actors
from claimledger.extract.registry import local_id, registered
from claimledger.gazetteer.index import country_place
from claimledger.text.finding import Found, Matches
from claimledger.text.rows import NONE, Ints, Named, Names, covered, first_within, last_within
from claimledger.text.scan import Scan
from claimledger.text.view import View


def known(matches: Matches) -> Actors:
    """Actors of the registry."""
    view, names = matches.view, matches.scan.names

    def tell(token: int) -> tuple[int, int]:
        row = view.senses(token, "actor.")[0].row
        if row["actor_type_code"] == "person":
            return NONE, NONE
        is_group = row["actor_type_code"] == "demographic_group" and " " in row["name"]
        return names.number(row["actor_id"]), names.number("group" if is_group else "name")

    actor_id, mention = view.told(matches.first, tell).reshape(-1, 2).T
    kept = actor_id >= 0
    matches, actor_id, mention = matches.take(kept), actor_id[kept], mention[kept]
    actor_type, country = registered_as(names, actor_id)
    return actor_rows(
        matches,
        (matches.first, matches.last),
        actor_id=actor_id,
        actor_type=actor_type,
        country=country,
        mention=mention,
    )


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
    actor_id = f"gov:{country}:{body['slug']}"
    return actor_record(found, found.first, found.last, actor_id, body["actor_type_code"], country)


def forces(matches: Matches) -> Actors:
    """A nation's forces, or its government when the noun names officials."""
    view, scan, names = matches.view, matches.scan, matches.scan.names
    named_last, _ = matches.group("nation")
    nation = country_of(view, np.where(named_last >= 0, named_last, matches.first))
    nouns = view.having(covered(matches.first, matches.last), "force.")
    noun = last_within(nouns, matches.first + (named_last < 0), matches.last)
    # a Ukrainian military vehicle is no force
    before_weapon = scan.has(matches.last, "weapon.*", "item*")
    before_weapon[before_weapon] = scan.told(
        matches.last[before_weapon] - 1, lambda word: word in ("military", "army"), np.bool_
    )
    kept = (nation >= 0) & (noun >= 0) & ~before_weapon
    matches, nation, noun = matches.take(kept), nation[kept], noun[kept]
    is_official = view.told(
        noun, lambda token: view.senses(token, "force.")[0].row["id_kind_code"] == "state", np.bool_
    )
    actor_id = np.where(
        is_official,
        names.told(nation, lambda code: names.number(f"state:{code}")),
        names.told(nation, lambda code: names.number(f"forces:{code}")),
    )
    actor_type, country = registered_as(names, actor_id)
    return actor_rows(
        matches,
        (matches.first, matches.last),
        actor_id=actor_id,
        actor_type=actor_type,
        country=country,
        mention="group",
        place_id=np.where(named_last[kept] >= 0, names.told(country, lambda code: _place_of(names, code)), NONE),
    )


def _place_of(names: Names, country: str) -> int:
    place = country_place(country)
    return names.number(place.place_id if place else None)


def regime(matches: Matches) -> Actors:
    """The government of a ruler is his state when the registry knows him."""
    view, scan, names = matches.view, matches.scan, matches.scan.names
    (ruler, ruler_last), (noun, _) = matches.group("ruler"), matches.group("noun")
    kept = np.isin(noun, view.having(noun, "organisation_word.ruled")) & (ruler_last - ruler == 1)
    registered_ruler = view.in_class(ruler, "person")
    kept &= registered_ruler | (scan.has(ruler - 1, "word.the") & (matches.last - ruler == 2))
    matches, ruler, registered_ruler = matches.take(kept), ruler[kept], registered_ruler[kept]

    def tell(token: int) -> int:
        return next((names.number(sense.row["country_code"] or None) for sense in view.senses(token, "actor.")), NONE)

    country = view.told(ruler, tell)
    is_state = registered_ruler & (country >= 0)
    return actor_rows(
        matches,
        (matches.first, matches.last),
        actor_id=np.where(
            is_state,
            names.told(country, lambda code: names.number(f"state:{code}")),
            local_ids(scan, "org", matches.first, matches.last),
        ),
        actor_type=np.where(is_state, names.number("state"), names.number("government")),
        country=np.where(is_state, country, NONE),
        mention="group",
    )


def local_ids(scan: Scan, kind: str, first: Ints, last: Ints) -> Named:
    """Ids of names that no registry knows, made of their documents and words."""
    doc_ids, documents = scan.batch.doc_ids, scan.batch.document_of(scan.start[first]).tolist()
    words = zip(documents, scan.texts(first, last), strict=True)
    return scan.names.numbers([local_id(doc_ids[document], kind, name) for document, name in words])


def country_of(view: View, tokens: Ints) -> Named:
    """The code of the country that each word or phrase names; -1 where it names none."""
    names = view.scan.names

    def tell(token: int) -> int:
        return next((names.number(sense.row["country_code"]) for sense in view.senses(token, "country.")), NONE)

    codes = np.full(len(tokens), NONE)
    inside = np.flatnonzero(tokens >= 0)
    codes[inside] = view.told(tokens[inside], tell)
    return codes


def country_within(view: View, first: Ints, last: Ints) -> Named:
    """The code of the first country named in each token range; -1 where there is none."""
    named = view.having(covered(first, last), "country.")
    return country_of(view, first_within(named, first, last))


def registered_as(names: Names, actor_id: Named) -> tuple[Named, Named]:
    """The type and the country that the registry has for each id."""

    def tell(one: str) -> tuple[int, int]:
        entry = registered(one)
        assert entry is not None
        return names.number(entry.actor_type), names.number(entry.country)

    actor_type, country = names.told(actor_id, tell).reshape(-1, 2).T
    return actor_type, country


def actor_rows(
    matches: Matches,
    span: tuple[Ints, Ints],
    *,
    actor_id: Named,
    actor_type: Named | str,
    country: Named,
    mention: Named | str = "name",
    title: Named | None = None,
    place_id: Named | None = None,
) -> Actors:
    """One row for each match, on these tokens; a text holds for all rows."""
    scan, names = matches.scan, matches.scan.names

    def column(value: Named | str | None) -> Named:
        return value if isinstance(value, np.ndarray) else np.full(len(matches), names.number(value))

    first, last = span
    return Actors(
        first=first,
        last=last,
        start=scan.start[first],
        end=scan.end[last - 1],
        rule=matches.rule(),
        actor_id=actor_id,
        actor_type=column(actor_type),
        country=country,
        mention=column(mention),
        title=column(title),
        place_id=column(place_id),
    )


def actor_record(
    found: Found, first: int, last: int, actor_id: str, actor_type: str, country: str | None, mention: str = "name"
) -> Actor:
    """One row of a rare rule; what the registry has for the id goes first."""
    known_as = registered(actor_id)
    if known_as is not None:
        actor_type, country = known_as.actor_type, known_as.country or country
    start, end = int(found.scan.start[first]), int(found.scan.end[last - 1])
    return Actor(start, end, first, last, found.rule_id, actor_id, actor_type, country, mention)
