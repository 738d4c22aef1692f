"""Who the source of an attribution is: its actor and kind, pronouns and bare nouns followed back."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, lru_cache

import numpy as np

from claimledger.extract.mentions import Actor, Attribution
from claimledger.text.scan import Scan
from claimledger.text.vocabulary import seed_rows

_KIND_OF_TYPE = {
    "state": "state",
    "government": "organisation",
    "military": "armed_forces",
    "military_unit": "armed_forces",
    "media": "media",
    "police_security": "organisation",
    "alliance": "organisation",
    "demographic_group": "collective",
}
_PRONOUNS = frozenset({"he", "she", "they", "it", "who", "which", "we", "i"})


def name_speakers(scan: Scan, actors: list[Actor], found: list[Attribution]) -> None:
    """Fill source_actor_id and source_type of every attribution."""
    starts = [actor.start for actor in actors]
    documents = scan.batch.document_of(np.fromiter((row.hull[0] for row in found), np.int64, len(found))).tolist()
    last: tuple[int, str | None, str] | None = None
    for row, document in zip(found, documents, strict=True):
        if row.source is None:
            continue
        words = scan.batch.text[row.source[0] : row.source[1]]
        actor = _actor_in(row.source, actors, starts)
        if len(words) < 6 and words.lower() in _PRONOUNS:
            actor = _antecedent(words, row.source[0], int(scan.batch.starts[document]), actors, starts)
            if actor is None and last is not None and last[0] == document:
                row.source_actor_id, row.source_type = last[1], last[2]
                continue
        row.source_actor_id = actor.actor_id if actor is not None else None
        if actor is not None and actor.mention == "title" and actor.actor_id.startswith("person:"):
            row.source_type = "named_person"
        else:
            named = actor is not None and actor.mention in ("name", "title")
            row.source_type = _kind(words, actor.actor_type if actor else None, named, actor.title if actor else None)
        last = (document, row.source_actor_id, row.source_type)


def _actor_in(source: tuple[int, int], actors: list[Actor], starts: list[int]) -> Actor | None:
    """The actor a source names: its first one."""
    at = bisect_left(starts, source[0])
    return actors[at] if at < len(actors) and actors[at].end <= source[1] else None


def _antecedent(words: str, position: int, floor: int, actors: list[Actor], starts: list[int]) -> Actor | None:
    """The person (he, she, who) or side (it, they, which) named last."""
    personal = words.lower() in ("he", "she", "i", "who")
    at = bisect_left(starts, position) - 1
    while at >= 0 and actors[at].start >= floor and position - actors[at].start < 600:
        if (actors[at].actor_type == "person") == personal:
            return actors[at]
        at -= 1
    return None


@lru_cache(maxsize=100_000)
def _kind(words: str, actor_type: str | None, is_named: bool, title: str | None) -> str:
    """The kind of source, from its words and its actor's type and title."""
    officials, experts = _words_of("official_unnamed"), _words_of("expert")
    if actor_type == "person" and is_named:
        first = officials.search(words)
        if first is not None and (first.start() == 0 or _ONE_OF_MANY.fullmatch(words[: first.start()])):
            return "official_unnamed"
        return "expert" if experts.search(words) or (title and experts.search(title)) else "named_person"
    if officials.search(words) and actor_type in (None, "state"):
        return "official_unnamed"
    if actor_type is not None:
        return _KIND_OF_TYPE.get(actor_type, "organisation")
    if _words_of("armed_forces").search(" ".join(words.split()[-2:])):
        return "armed_forces"
    for kind in ("media", "document", "expert"):
        if _words_of(kind).search(words):
            return kind
    return "collective" if words.lower().endswith("s") else "unknown"


_ONE_OF_MANY = re.compile(r"(an?|the|another|one)( \w+){0,2} ", re.I)
"""What stands before the word for an unnamed official: a senior, another, the Ukrainian."""


@cache
def _words_of(source_type: str) -> re.Pattern[str]:
    """The words of seeds/source_words.csv that tell this type of source."""
    forms = [re.escape(row["form"]) for row in seed_rows("source_words") if row["source_type_code"] == source_type]
    return re.compile(rf"\b({'|'.join(forms)})\b", re.I)
