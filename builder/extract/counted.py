"""What a quantity counts, and what happened to it: noun, item and event.

The noun is the noun phrase behind the number (also across "of"); its head decides the item. The event is told from the
verbs and nouns around it (events.py).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from claimledger.extract.events import events_of
from claimledger.extract.mentions import Quantities
from claimledger.text.grammar import Grammar
from claimledger.text.rows import NONE, Flags, Ints, Named, covered, first_within
from claimledger.text.scan import Scan
from claimledger.text.view import View

GRAMMAR = Grammar(
    "counted",
    {
        "boundary": "boundary mark.newline mark.separator",
        "object_event": "event.object",
        "subject_event": "event.subject",
        "noun_event": "event.noun",
        "item": "item",
        "weapon": "weapon.generic weapon.named",
        "unit": "unit.duration unit.measure",
        "of": "word.of",
        "determiner": "function.determiner",
        "nation": "country.adjective country.name",
        "closed": "function.preposition function.auxiliary function.conjunction_coordinating function.relative"
        " function.conjunction_subordinating function.complementizer function.verb_common function.pronoun_personal"
        " function.adverb function.negation function.pronoun_other function.weekday function.month cue.verb",
        "hyphen": "mark.hyphen",
        "possessive": "mark.possessive mark.possessive_s",
        "number": "number.unit number.tens",
        "word": "shape.lower shape.capitalised shape.acronym shape.designation",
    },
    {},
    (),
)

_ITEM_OF_CLASS = {
    "tank": "vehicles",
    "armoured_vehicle": "vehicles",
    "support_vehicle": "vehicles",
    "uav": "drones",
    "aircraft": "aircraft",
    "helicopter": "aircraft",
    "missile": "missiles",
}
_NOUN_WORDS = 8


def tell_what_is_counted(scan: Scan, quantities: Quantities) -> Quantities:
    """The quantities with noun, item and event."""
    view = View(GRAMMAR, scan)
    counts = np.flatnonzero(scan.names.are(quantities.kind, "count"))
    nouns = _nouns_behind(view, quantities.last[counts])
    noun_first, noun_last, item = quantities.noun_first.copy(), quantities.noun_last.copy(), quantities.item.copy()
    noun_first[counts], noun_last[counts] = nouns.first, nouns.last
    has_head = nouns.head >= 0
    item[counts[has_head]] = view.told(nouns.head[has_head], lambda token: _item_at(view, token))
    item = _captives(view, quantities.last, noun_last, item)
    event = events_of(view, quantities, noun_last, item)
    told = replace(quantities, noun_first=noun_first, noun_last=noun_last, item=item, event=event)
    _inherit(scan, told)
    return told


@dataclass
class _Nouns:
    """Noun phrases as columns; -1 where there is none. head: the token of the word that decides the item."""

    first: Ints
    last: Ints
    head: Ints


def _nouns_behind(view: View, position: Ints) -> _Nouns:
    """The noun phrases that begin at, or soon after, the positions."""
    position = position + view.in_class(position, "of")
    position = _behind_all(view, position, "determiner", "hyphen")
    first, last, head = position, position.copy(), np.full(len(position), NONE)
    rows = np.arange(len(position))
    while len(rows):
        at = last[rows]
        is_head, is_hyphen = view.in_class(at, "item", "weapon"), view.in_class(at, "hyphen")
        is_possessive = view.in_class(at, "possessive")
        # a further number ends it (seven strikes hit four units), unless it is part of a word (two-seat)
        is_word = view.in_class(at, "word") | (view.in_class(at, "number") & view.in_class(at + 1, "hyphen"))
        is_word |= (at == first[rows]) & _modifies(view, at)
        # so does a verb with its object (one strike destroyed a bridge)
        is_word &= ~(view.in_class(at + 1, "determiner", "number") & _are_past(view.scan, at))
        step = np.where(is_word | is_possessive, 1, 0)
        is_nation = view.in_class(at, "nation")
        step[is_nation] = view.ends_of(at[is_nation]) - at[is_nation]
        step[is_hyphen & (at > first[rows])] = 2  # the second half of Western-supplied is no verb here
        step[(head[rows] >= 0) & ~is_hyphen & ~is_possessive] = 0
        step[is_head] = view.ends_of(at[is_head]) - at[is_head]
        head[rows[is_head]] = at[is_head]
        last[rows] = at + step
        rows = rows[(step > 0) & (last[rows] < first[rows] + _NOUN_WORDS)]
    plain = head == NONE
    last[plain] = _first_plural(view.scan, first[plain], last[plain])
    is_empty = first == last
    return _Nouns(np.where(is_empty, NONE, first), np.where(is_empty, NONE, last), head)


def _are_past(scan: Scan, tokens: Ints) -> Flags:
    """Whether each word may be a verb in the past."""
    return scan.told(np.minimum(tokens, len(scan.form) - 1), lambda word: word.endswith("ed"), np.bool_)


def _modifies(view: View, tokens: Ints) -> Flags:
    """Right behind a number: a participle before its noun (12 captured soldiers), or a plural like a verb (votes)."""
    scan = view.scan
    ahead = np.minimum(tokens + 1, len(scan.form) - 1)
    inside = np.minimum(tokens, len(scan.form) - 1)
    is_participle = view.in_class(tokens, "object_event") & view.in_class(ahead, "item", "weapon", "word")
    is_participle &= scan.told(inside, lambda word: word.endswith(("ed", "en")), np.bool_)
    is_plural = view.in_class(tokens, "closed") & scan.has(tokens, "cue.verb")
    return is_participle | (is_plural & scan.told(inside, lambda word: word.endswith("s"), np.bool_))


def _behind_all(view: View, tokens: Ints, *names: str) -> Ints:
    """For each token the first one from there on that has none of the classes."""
    passed = view.tokens_of(*names)
    run_ends = np.flatnonzero(np.diff(passed, append=NONE) != 1)
    is_passed = view.in_class(tokens, *names)
    found = tokens.copy()
    found[is_passed] = passed[run_ends[np.searchsorted(run_ends, np.searchsorted(passed, tokens[is_passed]))]] + 1
    return found


def _first_plural(scan: Scan, first: Ints, last: Ints) -> Ints:
    """Where noun phrases without a known head end: at their first plural."""
    words = np.unique(covered(first, last))
    is_plural = scan.told(words, lambda word: word.endswith("s"), np.bool_) & ~scan.has(words + 1, "mark.hyphen")
    plural = first_within(words[is_plural], first, last)
    return np.where(plural == NONE, last, plural + 1)


def _item_at(view: View, token: int) -> int:
    number = view.scan.names.number
    for sense in view.senses(token, "item"):
        return number(sense.row["item_code"])
    for sense in view.senses(token, "weapon."):
        return number(_ITEM_OF_CLASS.get(sense.row["class_code"], "weapons"))
    return number("other")


def _captives(view: View, last: Ints, noun_last: Ints, item: Named) -> Named:
    """People counted as captured, imprisoned or jailed are prisoners, whatever the noun."""
    names = view.scan.names
    captured = view.tokens_of("object_event")
    captured = captured[
        view.told(captured, lambda token: view.senses(token, "event.")[0].row["event_code"] == "captured") > 0
    ]
    is_captive = (noun_last >= 0) & (first_within(captured, last, noun_last) >= 0)
    return np.where(is_captive & names.are(item, *_CAPTIVES), names.number("prisoners"), item)


_CAPTIVES = ("troops", "civilians", "officials", "casualties", "other")


def _inherit(scan: Scan, quantities: Quantities) -> None:
    """A count without a noun ("as high as 12,000") is of what the count before it was, within two sentences."""
    names, item, event = scan.names, quantities.item, quantities.event
    is_count = names.are(quantities.kind, "count")
    is_of_people = is_count & names.are(item, "troops", "casualties", "civilians")
    stated = np.where(np.nan_to_num(quantities.value) == 0, quantities.value_min, quantities.value)
    is_heir = is_count & names.are(item, "other") & (quantities.noun_last == NONE) & (stated >= 1000)
    rows = np.flatnonzero(is_of_people | is_heir)
    sentences = scan.sentences_of(quantities.first[rows]).tolist()
    documents = scan.batch.document_of(scan.start[quantities.first[rows]]).tolist()
    last, last_sentence, last_document = NONE, NONE, NONE
    for row, sentence, document, inherits in zip(
        rows.tolist(), sentences, documents, is_heir[rows].tolist(), strict=True
    ):
        if inherits:
            if last == NONE or sentence - last_sentence > 4 or document != last_document:
                continue
            item[row] = item[last]
            if event[row] == NONE:
                event[row] = event[last]
        last, last_sentence, last_document = row, sentence, document
