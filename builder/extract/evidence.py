"""Which names of the gazetteer are used as places: read from size, from the words around, and from the document.

Most names of small towns are also surnames or common words. A name is a place where something says so: a word of place
before it, a word behind it that towns stand before (DeKalb residents), the region it lies in behind a comma, a place
beside it in a list, or the same name used as a place elsewhere in its document. A person of that name
in the document says the opposite.
"""

from __future__ import annotations

import numpy as np

from claimledger.extract.mentions import Actors
from claimledger.extract.resolution import containers
from claimledger.text.finding import Matches
from claimledger.text.rows import Flags, Ints
from claimledger.text.scan import Scan

LARGE = 100_000
"""From this population on a name of one word needs no cue."""
_LIST_STEPS = 4
_EVERYDAY = (
    "function.sentence_starter",
    "given_name",
    "town_word.generic",
    "town_word.surname",
    "weapon.named",
    "place_word.direction",
    "title.*",
    "organisation_word.*",
)
"""Names of towns that mean something else more often."""


def are_places(matches: Matches, unsure: Flags, largest: Ints, persons: Actors) -> Flags:
    """For each name whether it stands for a place.

    unsure: only the gazetteer knows it; largest: population of the largest place of that name.
    """
    scan, first, last = matches.scan, matches.first, matches.last
    is_word = last - first == 1
    is_everyday = is_word & scan.has(first, *_EVERYDAY)
    has_cue = scan.has(first - 1, "geopolitics.place_before", "word.of", "geopolitics.territory")
    has_cue &= ~(is_word & scan.has(first - 1, "boundary"))
    is_area = ~is_word & scan.has(last - 1, "place_word.admin")
    is_joined = _part_of_name(scan, first - 1) | _part_of_name(scan, last) & ~is_area
    is_joined |= is_word & unsure & scan.has(first - 1, "given_name") & ~scan.has(first - 1, "place.*", "country.*")
    before_noun = scan.has(last, "town_word.behind")
    key = _in_document(scan, first, matches.view.keys_of(first))
    is_everyday |= is_word & unsure & _is_person(scan, key, persons)

    is_place = ~is_joined & ~is_everyday & (is_area | before_noun | has_cue)
    # what stands behind a comma is asked for where nothing else decides
    undecided = np.flatnonzero(~is_place & unsure & scan.has(last, "mark.,", "mark.("))
    is_place[undecided] = containers(scan, last[undecided]) >= 0
    is_place |= ~unsure
    is_place |= ~is_joined & ~is_everyday & (largest >= LARGE)
    is_place |= ~is_joined & is_everyday & has_cue & (largest >= LARGE)
    for _ in range(_LIST_STEPS):
        is_place |= ~is_joined & ~is_everyday & _beside(scan, first, last, is_place)
    is_place |= ~is_joined & ~is_everyday & np.isin(key, key[is_place])
    return is_place & ~(is_word & unsure & scan.has(first, "country.adjective", "country.people"))


def named_like_places(scan: Scan, actors: Actors) -> Flags:
    """For each actor whether it is no person but a place: the hilltop town of Tal Kurdi, inside Sheikh Maqsoud.

    Persons that a registry knows stay persons, and so does whoever has something (at Tal Kurdi's house).
    """
    is_new = scan.names.are(actors.actor_type, "person") & scan.names.told(
        actors.actor_id, lambda actor_id: actor_id.startswith("doc:"), np.bool_, False
    )
    before = actors.first - 1 - scan.has(actors.first - 1, "town_word.part")
    within = scan.has(before, "word.in", "word.at", "word.near", "word.inside", "word.outside")
    begins_like_place = scan.has(before + 1, "town_word.part")
    is_toponym = begins_like_place & ~scan.has(before + 1, "title.*", "name_particle", "given_name")
    is_toponym &= scan.has(before, "geopolitics.place_before", "word.and", "mark.,", "word.of")
    after_head = scan.has(before, "word.of") & scan.has(before - 1, "town_word.head", "place_word.settlement")
    before_landmark = scan.has(actors.last, "town_word.landmark", "place_word.settlement", "place_word.admin")
    is_place = is_toponym | after_head | within & (begins_like_place | before_landmark)
    return is_new & is_place & ~scan.has(actors.last, "mark.possessive")


def _in_document(scan: Scan, tokens: Ints, words: Ints) -> Ints:
    """A number for each token that is the same for the same word of the same document."""
    return words * len(scan.batch.doc_ids) + scan.batch.document_of(scan.start[tokens])


def _is_person(scan: Scan, key: Ints, persons: Actors) -> Flags:
    """Whether a person of the document has this name."""
    surname = persons.last - 1
    return np.isin(key, _in_document(scan, surname, scan.form[surname]))


def _part_of_name(scan: Scan, tokens: Ints) -> Flags:
    """A capitalised word beside it that is no place: the name is probably longer than the place."""
    kinds = ("function.*", "country.*", "title.*", "place.*", "geopolitics*", "gazetteer*", "cue.*")
    return scan.has(tokens, "shape.capitalised", "mark.&") & ~scan.has(tokens, *kinds)


def _beside(scan: Scan, first: Ints, last: Ints, is_place: Flags) -> Flags:
    """Whether each name stands beside one that is a place, with a comma or `and` between."""
    between = scan.has(last[:-1], "mark.,", "word.and", "word.or") & (last[:-1] + 1 == first[1:])
    nothing = np.zeros(1, np.bool_)
    return np.concatenate((nothing, between & is_place[:-1])) | np.concatenate((between & is_place[1:], nothing))
