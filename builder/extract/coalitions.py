"""Coalitions: which one a document means by `coalition` alone.

It is the one the document names last before, or else at all; else the one that fights whom the document names
(seeds/coalitions.csv), if the word is written as a name, or the document shows that it means one that fights: a global
coalition, coalition aircraft. A governing coalition is none.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from claimledger.extract.mentions import Actors
from claimledger.extract.registry import LOCAL, registered
from claimledger.text.rows import NONE, Flags, Ints, Named
from claimledger.text.scan import Scan
from claimledger.text.vocabulary import seed_rows

_WORD = "coalition"


def with_coalitions(scan: Scan, actors: Actors) -> Actors:
    """The actors, in order, with one for every bare `coalition` whose name is known."""
    names = scan.names
    words = np.flatnonzero(scan.flag("weapon_word.owner"))
    words = words[scan.told(words, lambda word: word.lower() == _WORD, np.bool_)]
    if not len(words) or not len(actors):
        return actors
    is_named = names.are(actors.actor_type, "alliance")
    is_named[is_named] = names.told(actors.actor_id[is_named], _is_coalition, np.bool_)
    covering = np.searchsorted(actors.first, words, side="right") - 1
    is_inside = (covering >= 0) & (np.append(actors.last, NONE)[covering] > words)
    # the word alone is a name that may have been taken for that of another body: the Syrian Arab Coalition
    is_word = (actors.last - actors.first == 1) & ~names.are(actors.actor_type, "alliance")
    is_local = names.told(actors.actor_id[covering], lambda actor_id: actor_id.startswith(LOCAL), np.bool_)
    words = words[~is_inside | is_word[covering] | is_local]
    coalition = _meant(scan, actors, is_named, words)
    words, coalition = words[coalition >= 0], coalition[coalition >= 0]
    number = names.number
    found = Actors(
        first=words,
        last=words + 1,
        start=scan.start[words],
        end=scan.end[words],
        rule=np.full(len(words), NONE),
        actor_id=coalition,
        actor_type=np.full(len(words), number("alliance")),
        country=np.full(len(words), NONE),
        mention=np.full(len(words), number("name")),
        title=np.full(len(words), NONE),
        place_id=np.full(len(words), NONE),
    )
    others = actors.take(~np.isin(actors.first, words))
    return Actors.join([others, found]).in_order()


def _meant(scan: Scan, actors: Actors, is_named: Flags, words: Ints) -> Named:
    """The coalition each word means, -1 where none is known."""
    names = scan.names
    first, actor_id = actors.first[is_named], actors.actor_id[is_named]
    documents, own = scan.batch.document_of(scan.start[first]), scan.batch.document_of(scan.start[words])
    before = np.searchsorted(first, words) - 1
    is_here = np.append(documents, NONE)[before] == own
    opening = np.minimum(np.searchsorted(documents, own), max(len(documents) - 1, 0))
    anywhere = np.append(documents, NONE)[opening] == own
    named = np.where(is_here, np.append(actor_id, NONE)[before], np.append(actor_id, NONE)[opening])
    enemies = np.flatnonzero(names.are(actors.actor_id, *_against()))
    against = names.told(actors.actor_id[enemies], lambda enemy: names.number(_against()[enemy]))
    fought_in, at = np.unique(scan.batch.document_of(scan.start[actors.first[enemies]]), return_index=True)
    fought = np.minimum(np.searchsorted(fought_in, own), max(len(fought_in) - 1, 0))
    is_fighting = scan.has(words, "shape.capitalised") | _fights(scan, words)
    is_military = np.isin(own, own[is_fighting]) & scan.has(words - 1, "word.the") | is_fighting
    is_fought = (np.append(fought_in, NONE)[fought] == own) & is_military
    by_enemy = np.append(against[at], NONE)[fought]
    return np.where(is_here | anywhere, named, np.where(is_fought, by_enemy, NONE))


def _fights(scan: Scan, words: Ints) -> Flags:
    """Whether the word beside each `coalition` shows that it is one of states that fight."""
    before = scan.told(np.maximum(words - 1, 0), lambda word: word.lower() in _OF_STATES, np.bool_)
    return before | scan.has(words + 1, "force.*", "weapon.*", "weapon_word.war")


_OF_STATES = frozenset({"global", "international", "multinational", "nation", "nations", "led", "military"})


def _is_coalition(actor_id: str) -> bool:
    """Whether an alliance is called a coalition, or is part of one that is."""
    entry = registered(actor_id)
    if entry is None or entry.actor_type != "alliance":
        return False
    if _WORD in f"{entry.name} {entry.aliases}".lower():
        return True
    return entry.parent is not None and _is_coalition(entry.parent)


@cache
def _against() -> dict[str, str]:
    """Enemy -> the coalition that fights it."""
    return {row["enemy_actor_id"]: row["coalition_actor_id"] for row in seed_rows("coalitions")}
