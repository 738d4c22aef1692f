"""From all matches of a rule to rows: persons by their names, and offices that stand for their holders."""

from __future__ import annotations

import numpy as np

from claimledger.extract.actor_rows import actor_rows, country_of, country_within
from claimledger.extract.mentions import Actors
from claimledger.extract.registry import local_id
from claimledger.text.grammar import Matches
from claimledger.text.rows import NONE, Flags, Ints, Named, covered, first_within
from claimledger.text.scan import Scan

_TITLE_WORDS = 8


def known_person(matches: Matches) -> Actors:
    """Persons of the registry; given names before a bare surname must fit the registered name."""
    view, scan, names = matches.view, matches.scan, matches.scan.names
    first, last = matches.group("name")
    surname = first_within(view.having(covered(first, last), "actor.person"), first, last)

    def tell(token: int) -> tuple[int, int]:
        row = view.senses(token, "actor.person")[0].row
        return names.number(row["actor_id"]), names.number(row["country_code"] or None)

    def fits(at: int) -> bool:
        registered_name = view.senses(int(surname[at]), "actor.person")[0].row["name"]
        return scan.word(int(first[at]))[0].lower() in {form[:1].lower() for form in registered_name.split()}

    actor_id, country = view.told(surname, tell).reshape(-1, 2).T
    misfits = np.array([at for at in np.flatnonzero(surname > first).tolist() if not fits(at)], np.int64)
    actor_id[misfits], country[misfits] = local_ids(scan, "person", first[misfits], last[misfits]), NONE
    view.notes.update(covered(*matches.group("title")).tolist())
    return _persons(matches, actor_id, country)


def titled_person(matches: Matches) -> Actors:
    """Names behind a title."""
    scan = matches.scan
    first, last = matches.group("name")
    title_end = first - 1
    behind_comma = scan.has(title_end, "mark.,")
    strong_title = scan.has(title_end, "title.honorific", "title.rank", "title.office")
    no_surname = scan.has(first, "country.adjective", "function.sentence_starter", "organisation_word.head_last")
    has_capital = scan.told(first, lambda word: word[:1].isupper(), np.bool_)
    lower_title = scan.told(title_end, str.islower, np.bool_)
    is_surname = strong_title & ~no_surname & has_capital & ~lower_title
    matches = matches.take(~behind_comma & ((last - first > 1) | is_surname))
    return _unregistered(matches)


def person(matches: Matches) -> Actors:
    """Names by their shape."""
    first, last = matches.group("name")
    return _unregistered(matches.take(last - first > 1))


def speaking_person(matches: Matches) -> Actors:
    """Two capitalised words that speak: no place, organisation or heading."""
    first, last = matches.group("name")
    words = covered(first, last)
    doubtful = words[matches.scan.has(words, "gazetteer", "function.sentence_starter")]
    return person(matches.take(first_within(doubtful, first, last) < 0))


def office(matches: Matches) -> Actors:
    """Offices that stand for their holders; whose they are comes out when the document's persons are known."""
    view, scan, names = matches.view, matches.scan, matches.scan.names
    in_title = np.isin(matches.first, np.fromiter(view.notes, np.int64, len(view.notes)))
    nation = country_of(view, matches.first)
    words = covered(*matches.group("office"))
    holds_office = first_within(words[scan.has(words, "title.office")], *matches.group("office")) >= 0
    before_name = view.in_class(matches.last, "given", "name", "person", "title", "initial")
    is_plural = scan.told(matches.last - 1, lambda word: word.lower().endswith("s"), np.bool_)
    kept = ~in_title & (nation >= 0) & holds_office & ~before_name & ~is_plural
    matches, nation = matches.take(kept), nation[kept]
    return actor_rows(
        matches,
        (matches.first, matches.last),
        actor_id=local_ids(scan, "office", *matches.group("office")),
        actor_type="person",
        country=nation,
        mention="title",
        title=names.numbers(scan.texts(matches.first, matches.last)),
    )


def local_ids(scan: Scan, kind: str, first: Ints, last: Ints) -> Named:
    """Ids of names that no registry knows, made of their documents and words."""
    documents = map(scan.batch.doc_ids.__getitem__, scan.batch.document_of(scan.start[first]).tolist())
    words = scan.texts(first, last)
    return scan.names.numbers(local_id(doc_id, kind, name) for doc_id, name in zip(documents, words, strict=True))


def _unregistered(matches: Matches) -> Actors:
    return _persons(matches, local_ids(matches.scan, "person", *matches.group("name")), np.full(len(matches), NONE))


def _persons(matches: Matches, actor_id: Named, country: Named) -> Actors:
    """Rows on the names, with their titles; a person is of the country that the registry or else the title tells."""
    first, last = matches.group("title")
    return actor_rows(
        matches,
        matches.group("name"),
        actor_id=actor_id,
        actor_type="person",
        country=np.where(country >= 0, country, country_within(matches.view, first, last)),
        title=_titles(matches.scan, first, last),
    )


def _titles(scan: Scan, first: Ints, last: Ints) -> Named:
    """The last words of each title; -1 where there is none."""
    titles = np.full(len(first), NONE)
    has_title: Flags = first >= 0
    words = (words.split() for words in scan.texts(first[has_title], last[has_title]))
    titles[has_title] = scan.names.numbers(" ".join(title[-_TITLE_WORDS:]) for title in words)
    return titles
