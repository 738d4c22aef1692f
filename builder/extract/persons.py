"""One actor, one id within a document: surnames, acronyms, offices and unit numbers told again.

What the grammar leaves open is closed here, document by document: a surname belongs to the one person of the document
who bears it, an acronym to the name it stood behind in brackets, "the Ukrainian president" to that president, a bare
brigade number to the side last spoken of. Two bearers of a surname are never merged. Surnames are looked up for all
documents at once; documents with something to decide are read one by one (documents.py).
"""

from __future__ import annotations

import numpy as np

from claimledger.extract.documents import decide, merge_spellings, name_heads, name_offices, name_units
from claimledger.extract.mentions import Actors
from claimledger.extract.registry import LOCAL
from claimledger.text.rows import NONE, Flags, Ints
from claimledger.text.scan import Scan
from claimledger.text.view import View, any_in

_HEADS = ("organisation_word.head_alone", "state_body")
_ALSO_COMMON_NOUNS = ("starter", "title", "last", "branch", "ignored")
_OPEN_TO_SHORT_NAMES = ("name", "given", "place", "acronym", "starter", "title", "last", "branch", "ignored")


def resolve_actors(scan: Scan, view: View, actors: Actors) -> Actors:
    """Actors of a scan with final ids, and with the surnames and acronyms the grammar alone could not know."""
    names = scan.names
    document = scan.batch.document_of(actors.start)
    is_person = names.are(actors.actor_type, "person")
    surnames = _name_persons(scan, actors, document, is_person)
    acronyms = _acronyms(scan, actors, document, is_person)
    is_office = names.are(actors.mention, "title")
    decide(actors, names, document, is_office, is_person, name_offices)
    is_open_unit = names.are(actors.rule, "actors.unit") & (actors.country < 0)
    tells_side = is_open_unit | names.are(actors.rule, "actors.known", "actors.forces")
    decide(actors, names, document, is_open_unit, tells_side, name_units)
    stands_alone = names.are(actors.rule, "actors.organisation_alone")
    if stands_alone.any():
        has_head = ~is_person & np.isin(document, document[stands_alone])
        first, last = actors.first[has_head], actors.last[has_head]
        has_head[has_head] = any_in(first, last, lambda tokens: scan.has(tokens, *_HEADS))
        decide(actors, names, document, stands_alone, has_head, lambda rows: name_heads(scan, rows))
    short_names = np.concatenate((acronyms, surnames), axis=1)
    return Actors.join([actors, _told_again(scan, view, actors, short_names)]).in_order()


def _name_persons(scan: Scan, actors: Actors, document: Ints, is_person: Flags) -> Ints:
    """Give single surnames the id of their bearer; gives surnames (see _short_name) and the row of the only bearer."""
    names, length = scan.names, actors.last - actors.first
    has_name = is_person & names.are(actors.mention, "name")
    is_full, is_alone = has_name & (length > 1), has_name & (length == 1)
    is_alone[is_alone] = names.told(actors.actor_id[is_alone], lambda one: one.startswith(LOCAL), np.bool_)
    rows = np.flatnonzero(is_full | is_alone)
    surname = _short_name(scan, document[rows], actors.last[rows] - 1)
    # by surname, full names first: the first row of a surname is its bearer, unless another full name shares it
    order = np.lexsort((rows, is_alone[rows], surname))
    rows, surname = rows[order], surname[order]
    begins = np.diff(surname, prepend=NONE) != 0
    bearer, number = rows[begins], np.cumsum(begins) - 1
    bearer_of = bearer[number]
    is_second = is_full[rows] & (actors.actor_id[rows] != actors.actor_id[bearer_of])
    is_shared = np.zeros(len(bearer), np.bool_)
    is_shared[number[is_second]] = True
    told_alone = is_alone[rows] & ~is_shared[number]
    for column in (actors.actor_id, actors.country):
        column[rows[told_alone]] = column[bearer_of[told_alone]]
    shared = rows[is_shared[number]]
    is_registered = np.zeros(len(actors), np.bool_)
    is_registered[shared] = names.told(actors.actor_id[shared], lambda one: one.startswith("person:"), np.bool_)
    decide(actors, names, document, is_registered, is_person, lambda persons: merge_spellings(scan, persons))
    return np.stack((surname[begins], bearer))[:, ~is_shared]


def _acronyms(scan: Scan, actors: Actors, document: Ints, is_person: Flags) -> Ints:
    """Acronyms in brackets behind a name of several words (see _short_name) and the row they stand for."""
    short = actors.last + 1
    in_brackets = scan.has(actors.last, "mark.(") & scan.has(short, "shape.acronym") & scan.has(short + 1, "mark.)")
    rows = np.flatnonzero(in_brackets & ~is_person & (actors.last - actors.first > 1))
    fits = [
        len(word := scan.word(last + 1)) > 1 and word[0] == _initial(scan, first, last)
        for first, last in zip(actors.first[rows].tolist(), actors.last[rows].tolist(), strict=True)
    ]
    rows = rows[np.array(fits, np.bool_)]
    return np.stack((_short_name(scan, document[rows], short[rows]), rows))[:, ::-1]


def _initial(scan: Scan, first: int, last: int) -> str:
    """The first capital that begins a word."""
    return next((word[0] for word in map(scan.word, range(first, last)) if word[:1].isupper()), "")


def _short_name(scan: Scan, document: Ints, tokens: Ints) -> Ints:
    """A number for each word in its document."""
    return document * len(scan.forms) + scan.form[tokens]


def _told_again(scan: Scan, view: View, actors: Actors, short_names: Ints) -> Actors:
    """Surnames and acronyms standing alone, where the grammar made no row.

    short_names: two columns, the word in its document and the row it stands for; the first of several counts.
    """
    short_name, at = np.unique(short_names[0], return_index=True)
    bearer = short_names[1][at]
    is_short = np.zeros(len(scan.forms), np.bool_)
    is_short[short_name % len(scan.forms)] = True
    tokens = view.tokens_of(*_OPEN_TO_SHORT_NAMES)
    tokens = tokens[is_short[scan.form[tokens]]]
    wanted = _short_name(scan, scan.batch.document_of(scan.start[tokens]), tokens)
    at = np.minimum(np.searchsorted(short_name, wanted), max(len(short_name) - 1, 0))
    is_told = short_name[at] == wanted
    is_told &= scan.has(tokens, "shape.capitalised", "shape.acronym")
    is_told &= ~view.in_class(tokens, *_ALSO_COMMON_NOUNS) | ~scan.has(tokens - 1, "boundary")
    linked = scan.has(tokens - 1, "mark.hyphen") & scan.has(tokens - 2, "name_particle.joining")  # al-Dulaimi
    is_told &= ~scan.has(tokens - 1, "given_name") & (linked | ~scan.has(tokens - 1, "mark.hyphen"))
    is_told &= ~scan.has(tokens + 1, "mark.hyphen")
    tokens, first, row = tokens[is_told], (tokens - 2 * linked)[is_told], bearer[at[is_told]]
    none = np.full(len(tokens), NONE)
    return Actors(
        first=first,
        last=tokens + 1,
        start=scan.start[first],
        end=scan.end[tokens],
        rule=np.full(len(tokens), scan.names.number("actors.told_again")),
        actor_id=actors.actor_id[row],
        actor_type=actors.actor_type[row],
        country=actors.country[row],
        mention=np.full(len(tokens), scan.names.number("name")),
        title=none,
        place_id=none,
    )
