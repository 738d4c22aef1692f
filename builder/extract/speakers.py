"""Who the source of an attribution is: its actor and kind, pronouns and bare nouns followed back."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

import numpy as np

from claimledger.extract.mentions import Actor, Attribution
from claimledger.text.scan import Scan

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
_UNNAMED = re.compile(
    r"\b(officials?|spokes\w+|aides?|advis[eo]rs?|sources?|diplomats?|authorities|minist(?:er|ry)|commanders?|government|police|mayor|governor|president|commander)\b",
    re.I,
)
_DOCUMENT = re.compile(
    r"\b(reports?|polls?|survey|study|statement|document|law|letter|bill|data|records?|figures|memo)\b", re.I
)
_EXPERT = re.compile(
    r"\b(professor|analysts?|experts?|director|researchers?|historian|economist|institute|university|"
    r"think tank|fellow)\b",
    re.I,
)
_MEDIA = re.compile(
    r"\b(media|newspapers?|paper|outlets?|reporters?|journalists?|agency|post|times|tv|channel)\b", re.I
)
_FORCES = re.compile(r"\b(army|navy|military|air force|general staff|troops|soldiers|forces)$", re.I)
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
    if actor_type == "person" and is_named:
        if _UNNAMED.match(words) or _ONE_OF_MANY.match(words):
            return "official_unnamed"
        return "expert" if _EXPERT.search(words) or (title and _EXPERT.search(title)) else "named_person"
    if _UNNAMED.search(words) and actor_type in (None, "state"):
        return "official_unnamed"
    if actor_type is not None:
        return _KIND_OF_TYPE.get(actor_type, "organisation")
    for pattern, kind in ((_FORCES, "armed_forces"), (_MEDIA, "media"), (_DOCUMENT, "document"), (_EXPERT, "expert")):
        if pattern.search(words):
            return kind
    return "collective" if words.lower().endswith("s") else "unknown"


_ONE_OF_MANY = re.compile(r"(an?|the|another|one) (senior |top |former )?\w* ?(aide|adviser|spokes\w+|official)", re.I)
