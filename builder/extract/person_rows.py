"""From all matches of a rule to rows: persons by their names, and offices that stand for their holders."""

from __future__ import annotations

import numpy as np

from claimledger.extract.actor_rows import actor_rows, country_of, country_within, local_ids
from claimledger.extract.mentions import Actors
from claimledger.text.finding import Matches
from claimledger.text.rows import NONE, Flags, Ints, Named, covered, first_within, last_within
from claimledger.text.scan import Scan

_TITLE_WORDS = 8
_NAMES = ("given", "name", "person", "title", "initial", "place", "acronym", "last", "head")
"""Classes of words that go on with a name."""


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
    scan, (first, last) = matches.scan, matches.group("name")
    kept = ~scan.has(first - 1, "mark.,")
    shouted = scan.has(first, "shape.acronym")
    doubtful = np.flatnonzero(kept & (shouted | (last - first == 1)))
    kept[doubtful] = np.where(
        shouted[doubtful], _is_shouted_name(matches.take(doubtful)), _is_surname(matches.take(doubtful))
    )
    return _unregistered(matches.take(kept))


def _is_surname(matches: Matches) -> Flags:
    """Whether a word is the surname of whoever holds the title before it: General Drapak."""
    view, scan = matches.view, matches.scan
    (first, _), title = matches.group("name"), matches.group("title")
    words = view.having(covered(*title), "title.")
    title_word = last_within(words, *title)
    is_strong = ~scan.has(title_word, "title.profession") | (view.keys_of(title_word) < 0)
    is_strong &= (view.ends_of(title_word) == first) | scan.has(first - 1, "country.*")
    no_surname = scan.has(first, "country.adjective", "function.sentence_starter", "organisation_word.head_last")
    return is_strong & ~no_surname & _begin_in_capitals(scan, first) & _begin_in_capitals(scan, first - 1)


def _is_shouted_name(matches: Matches) -> Flags:
    """Whether words in capitals are a name: behind a title in capitals, MR KIRBY, but no CEO IBM."""
    scan, (first, last) = matches.scan, matches.group("name")
    speaks = scan.has(last, "mark.:") & scan.told(first - 1, lambda word: len(word) > 4, np.bool_)
    return scan.told(first - 1, str.isupper, np.bool_) & (scan.has(first - 1, "title.honorific") | speaks)


def _begin_in_capitals(scan: Scan, tokens: Ints) -> Flags:
    return scan.has(tokens, "shape.capitalised", "shape.acronym", "shape.initial")


def person(matches: Matches) -> Actors:
    """Names by their shape; a letter before a word is no initial without its stop (a table's column M)."""
    scan = matches.scan
    first, last = _name(matches)
    bare_letter = scan.has(first, "shape.initial") & ~scan.has(first + 1, "mark..", "shape.initial")
    return _unregistered(matches.take((last - first > 1) & ~bare_letter))


def kunya(matches: Matches) -> Actors:
    """Names that begin with Abu or Umm; many places do too, so none behind a preposition of place."""
    scan = matches.scan
    before = matches.first - 1
    of_town = scan.has(before, "geopolitics.territory") | (
        scan.has(before, "word.of") & scan.has(before - 1, "geopolitics.territory")
    )
    short = scan.has(matches.first + 1, "name_particle.joining") | (matches.last - matches.first == 2)
    return person(matches.take(~of_town & ~(short & scan.has(before, "geopolitics.place_before", "word.of"))))


def speaking_person(matches: Matches) -> Actors:
    """Two capitalised words that speak: no place, organisation or heading."""
    first, last = _name(matches)
    words = covered(first, last)
    doubtful = words[matches.scan.has(words, "gazetteer", "function.sentence_starter")]
    kept = (first_within(doubtful, first, last) < 0) & ~matches.view.in_class(first - 1, "ignored")
    return person(matches.take(kept))


def office(matches: Matches) -> Actors:
    """Offices of a state, and others in capitals, that stand for their holders."""
    view, scan = matches.view, matches.scan
    (first, last), of_nation = matches.group("office"), matches.has("nation")
    of_nation &= view.in_class(matches.group("nation")[0], "adjective")  # a country's name stays a place
    shown = scan.has(first, "shape.capitalised") | of_nation
    shown[shown] = of_nation[shown] | _begin_in_capitals(scan, last[shown] - 1)
    matches, of_nation = matches.take(shown), of_nation[shown]
    first, last = matches.group("office")
    noted = _noted(matches)
    beside_name = noted[matches.first - 2] & scan.has(matches.first - 1, "mark.,")
    opens = scan.has(first - 1, "boundary", "mark.newline", "mark.separator") & (matches.last - first > 1)
    named = (matches.has("article") | opens) & ~beside_name
    in_title = noted[first] | noted[matches.last]
    before_name = view.in_class(matches.last, *_NAMES)
    kept = (of_nation | named) & ~in_title & ~before_name
    kept[kept] = _are_held_by_one(matches.take(kept))
    matches, first, last, of_nation = matches.take(kept), first[kept], last[kept], of_nation[kept]
    nation_first, _ = matches.group("nation")
    behind = country_within(view, last, matches.last)
    nation = np.where(nation_first >= 0, country_of(view, nation_first), behind)
    begin, office_last = np.where(of_nation, nation_first, first), np.where(nation >= 0, last, matches.last)
    return actor_rows(
        matches,
        (begin, matches.last),
        actor_id=local_ids(scan, "office", first, office_last),
        actor_type="person",
        country=nation,
        mention="title",
        title=scan.names.numbers(scan.texts(begin, matches.last)),
    )


def _are_held_by_one(matches: Matches) -> Flags:
    """Whether the words name an office in the singular; its holder comes out when the document's persons are known."""
    view, (first, last) = matches.view, matches.group("office")
    of_office = first_within(view.having(covered(first, last), "title.office"), first, last) >= 0
    return of_office & ~matches.scan.told(view.ends_of(first) - 1, lambda word: word.lower().endswith("s"), np.bool_)


def _noted(matches: Matches) -> Flags:
    """For each token whether it is in the title of a registered person or at either end of a name found before."""
    notes = matches.view.notes
    noted = np.zeros(len(matches.view.classes) + 2, np.bool_)  # two more, for the places before the first token
    noted[np.fromiter(notes, np.int64, len(notes))] = True
    return noted


def _name(matches: Matches) -> tuple[Ints, Ints]:
    """The tokens of the name; a rule without that group is all name, which spares asking for groups."""
    first, last = matches.group("name")
    return np.where(first >= 0, first, matches.first), np.where(first >= 0, last, matches.last)


def _unregistered(matches: Matches) -> Actors:
    return _persons(matches, local_ids(matches.scan, "person", *_name(matches)), np.full(len(matches), NONE))


def _persons(matches: Matches, actor_id: Named, country: Named) -> Actors:
    """Rows on the names, with their titles; a person is of the country that the registry or else the title tells."""
    first, last = matches.group("title")
    if matches.view.in_class(first, "lower").any():  # met Colonel Lind
        words = covered(first, last)
        first = first_within(words[~matches.view.in_class(words, "lower")], first, last)
    name_first, name_last = _name(matches)
    matches.view.notes.update(np.concatenate((name_first, name_last - 1)).tolist())
    return actor_rows(
        matches,
        (name_first, name_last),
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
