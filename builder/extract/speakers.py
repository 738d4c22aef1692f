"""Who the source of an attribution is: its actor and kind, pronouns and bare nouns followed back."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import numpy as np

from claimledger.extract.drafts import Drafts
from claimledger.extract.mentions import Actors
from claimledger.text.rows import NONE, Flags, Ints, Named, covered
from claimledger.text.scan import Scan
from claimledger.text.view import any_in
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
_PERSONAL = frozenset({"he", "she", "who", "i"})
_OURS = frozenset({"i", "we"})
_PRONOUNS = _PERSONAL | {"they", "it", "which", "we"}
_REACH = 600
"""A pronoun refers to nobody this many code points before it."""


def name_speakers(scan: Scan, actors: Actors, found: Drafts, parent: Ints) -> tuple[Named, Named]:
    """The actor and the kind of the source of each row; the rows in order of the text. parent: row of the one around.

    `I` and `we` in what somebody says are that speaker.
    """
    names = scan.names
    actor_ids, kinds = np.full(len(found), NONE), np.full(len(found), names.number("unknown"))
    rows = np.flatnonzero(found.source_first >= 0)
    if not len(rows):
        return actor_ids, kinds
    first, last = found.source_first[rows], found.source_last[rows]
    core = _core_ends(scan, first, last)
    actor = _actors_in(scan, first, last, core, actors)
    document = scan.batch.document_of(scan.start[first])
    pronouns = np.flatnonzero(last - first == 1)
    pronouns = pronouns[scan.told(first[pronouns], lambda word: word.lower() in _PRONOUNS, np.bool_)]
    actor[pronouns] = _antecedents(scan, first[pronouns], scan.batch.starts[document[pronouns]], actors)
    known = np.append(actors.actor_id, NONE)[actor]
    kind = _kinds(scan, actors, actor, first, last, core)
    beyond = np.flatnonzero((actor >= 0) & (np.append(actors.last, NONE)[actor] < core))
    is_official = scan.told(
        core[beyond] - 1, lambda word: _words_of("official_unnamed").fullmatch(word) is not None, np.bool_
    )
    kind[beyond[is_official]] = names.number("official_unnamed")
    # a pronoun without an antecedent is the speaker before it in its document
    itself = np.ones(len(rows), np.bool_)
    itself[pronouns] = actor[pronouns] >= 0
    itself |= np.diff(document, prepend=-1) > 0
    speaker = np.maximum.accumulate(np.where(itself, np.arange(len(rows)), 0))
    actor_ids[rows], kinds[rows] = known[speaker], kind[speaker]
    own = rows[pronouns]
    own = own[(parent[own] >= 0) & scan.told(found.source_first[own], lambda word: word.lower() in _OURS, np.bool_)]
    own = own[actor_ids[parent[own]] >= 0]
    actor_ids[own], kinds[own] = actor_ids[parent[own]], kinds[parent[own]]
    return actor_ids, kinds


def _core_ends(scan: Scan, first: Ints, last: Ints) -> Ints:
    """The token behind each source's noun, where its description begins: `an official | in Oslo`."""
    end, row = last.copy(), np.repeat(np.arange(len(first)), last - first - 1)
    tokens = covered(first + 1, last)
    hits = np.flatnonzero(scan.has(tokens, "function.preposition", "function.relative", "mark.,", "mark.("))[::-1]
    end[row[hits]] = tokens[hits]
    return end


def _actors_in(scan: Scan, first: Ints, last: Ints, core: Ints, actors: Actors) -> Ints:
    """The actor each source names: the one that ends its noun (NATO member Sweden), else its first; -1 for none."""
    ends = np.append(actors.last, np.iinfo(np.int64).max)
    at = np.searchsorted(actors.first, first)
    named = np.where(ends[at] <= last, at, NONE)
    head = np.searchsorted(actors.last, core)
    return np.where((ends[head] == core) & (head >= at) & (named >= 0), head, named)


def _antecedents(scan: Scan, pronoun: Ints, document_start: Ints, actors: Actors) -> Ints:
    """The person (he, she, who) or side (it, they, which) named last before each pronoun; -1 where there is none."""
    personal = scan.told(pronoun, lambda word: word.lower() in _PERSONAL, np.bool_)
    are_persons = scan.names.are(actors.actor_type, "person")
    position, found = scan.start[pronoun], np.full(len(pronoun), NONE)
    for asked, named in ((personal, are_persons), (~personal, ~are_persons)):
        numbers = np.append(NONE, np.flatnonzero(named))
        starts = np.append(-_REACH, actors.start[named])
        at = np.searchsorted(starts, position) - 1
        near = asked & (starts[at] >= document_start) & (position - starts[at] < _REACH)
        found[near] = numbers[at[near]]
    return found


def _kinds(scan: Scan, actors: Actors, actor: Ints, first: Ints, last: Ints, core: Ints) -> Named:
    """The kind of each source, from its words and its actor (-1 where it names none)."""
    names = scan.names
    actor_type, title, mention, actor_id = (
        np.append(column, NONE)[actor] for column in (actors.actor_type, actors.title, actors.mention, actors.actor_id)
    )
    named = names.are(mention, "name", "title")
    person = named & names.are(actor_type, "person")
    registered = names.are(mention, "title")
    registered[registered] = names.told(actor_id[registered], lambda text: text.startswith("person:"), np.bool_)
    nameless = actor < 0
    telling = ~registered & (nameless | person | names.are(actor_type, "state"))
    telling[telling] = _have_telling_words(scan, first[telling], last[telling])

    kinds = names.told(actor_type, lambda text: names.number(_KIND_OF_TYPE.get(text, "organisation")))
    expert = names.told(title, lambda text: bool(_words_of("expert").search(text)), np.bool_, False)
    kinds[person] = np.where(expert[person], names.number("expert"), names.number("named_person"))
    kinds[registered] = names.number("named_person")
    text, ends = scan.batch.text, scan.end[core[nameless] - 1].tolist()
    many, unknown = names.number("collective"), names.number("unknown")
    kinds[nameless] = [many if text[end - 1] in "sS" else unknown for end in ends]
    words = scan.texts(first[telling], last[telling])
    columns = (actor_type[telling].tolist(), named[telling].tolist(), title[telling].tolist())
    kinds[telling] = [
        names.number(_kind(source, names.value(type_number), is_named, names.value(title_number)))
        for source, type_number, is_named, title_number in zip(words, *columns, strict=True)
    ]
    return kinds


def _have_telling_words(scan: Scan, first: Ints, last: Ints) -> Flags:
    """Whether a word of seeds/source_words.csv, or the first one of several, stands in each source."""

    def tell(tokens: Ints) -> Flags:
        return scan.told(tokens, lambda word: word.lower() in _telling_words(), np.bool_)

    return any_in(first, last, tell)


@cache
def _telling_words() -> frozenset[str]:
    return frozenset(row["form"].split()[0].lower() for row in seed_rows("source_words"))


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
