"""What a quantity counts, and what happened to it: noun, item and event.

The noun is the noun phrase behind the number (also across "of"); its head decides the item. The event comes from the
nearest verb or noun of seeds/events.csv in the same sentence: before the number when things undergo it ("killed 12
soldiers"), behind the noun when they do it or in the passive ("12 drones were shot down").
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from claimledger.extract.mentions import Quantities
from claimledger.text.grammar import Grammar, View
from claimledger.text.rows import NONE, Flags, Ints, Named, Names, covered, first_within, last_within
from claimledger.text.scan import Scan

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
        "closed": "function.preposition function.auxiliary function.conjunction_coordinating function.relative"
        " function.conjunction_subordinating function.complementizer function.verb_common function.pronoun_personal"
        " function.adverb function.negation function.pronoun_other function.weekday function.month cue.verb",
        "hyphen": "mark.hyphen",
        "possessive": "mark.possessive mark.possessive_s",
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
_REACH = 14
"""How many tokens away an event word may stand."""
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
    behind = np.where(noun_last == NONE, quantities.last, noun_last)
    event = _fitting_events(scan.names, _events_around(view, quantities.first, behind), item, quantities.kind)
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
        is_possessive, is_word = view.in_class(at, "possessive"), view.in_class(at, "word")
        step = np.where(is_word | is_possessive, 1, 0)
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


def _events_around(view: View, first: Ints, behind: Ints) -> Named:
    """The event code of the nearest event word that can rule each quantity; -1 where there is none.

    first: the token a quantity begins with; behind: the one after its noun.
    """
    scan = view.scan
    begin, end = scan.sentence_limits(first)
    low, high = np.maximum(first - _REACH, begin), np.minimum(behind + _REACH, end)
    chosen = last_within(view.tokens_of("object_event", "noun_event"), low, first)
    following = first_within(view.tokens_of("object_event", "noun_event", "subject_event"), behind, high)
    is_nearer = (chosen == NONE) | (following - behind + 2 < first - chosen)
    chosen = np.where((following != NONE) & is_nearer & _rules_before(view, following, behind), following, chosen)
    subject = last_within(view.tokens_of("subject_event"), low, first)
    chosen = np.where(chosen == NONE, subject, chosen)
    has_event = chosen >= 0
    code = np.full(len(first), NONE)
    code[has_event] = view.told(
        chosen[has_event], lambda token: scan.names.number(view.senses(token, "event.")[0].row["event_code"])
    )
    return code


def _rules_before(view: View, tokens: Ints, behind: Ints) -> Flags:
    """Whether a verb behind the noun rules it as its subject; one that takes objects does so only in the passive."""
    has = view.scan.has
    is_passive = has(tokens - 1, "function.auxiliary") | has(tokens - 2, "function.auxiliary")
    return ~view.in_class(tokens, "object_event") | (tokens == behind) | is_passive


_PEOPLE = ("troops", "casualties", "civilians", "prisoners", "officials", "other", "military_units")
_OF_PEOPLE = ("killed", "wounded", "killed_or_wounded", "displaced")
_OF_THINGS = ("destroyed", "shot_down", "launched")


def _fitting_events(names: Names, event: Named, item: Named, kind: Named) -> Named:
    """The events, where they can happen to the items; each combination is judged once."""
    has_event, radix = event >= 0, len(names.values)
    combined = (event[has_event] * radix + item[has_event]) * radix + kind[has_event]
    distinct, inverse = np.unique(combined, return_inverse=True)
    columns = (distinct // radix // radix, distinct // radix % radix, distinct % radix)
    judged = [_fitting(*(names.values[number] for number in row)) for row in np.stack(columns, axis=1).tolist()]
    fitting = event.copy()
    fitting[has_event] = names.numbers(judged)[inverse]
    return fitting


def _fitting(event: str, item: str, kind: str) -> str | None:
    """The event, where it can happen to the item; losses of materiel are destroyed, of people killed or wounded."""
    if kind in ("duration", "money", "share"):
        return "controlled" if item == "share" and event in ("controlled", "captured") else None
    if item == "distance":
        return event if event in ("advanced", "range", "length") else "advanced" if event == "captured" else None
    if event in ("range", "length"):
        return None
    if event == "killed_or_wounded" and item not in _PEOPLE:
        return "destroyed" if item in ("vehicles", "aircraft", "drones", "missiles", "weapons") else None
    if event in _OF_PEOPLE and item not in _PEOPLE:
        return None
    if event in _OF_THINGS and item in ("troops", "casualties", "civilians", "prisoners", "officials"):
        return None
    if event == "advanced":
        return None
    return event


def _inherit(scan: Scan, quantities: Quantities) -> None:
    """A count without a noun ("as high as 12,000") is of what the count before it was, within two sentences."""
    names, item, event = scan.names, quantities.item, quantities.event
    is_count = names.are(quantities.kind, "count")
    is_of_people = is_count & names.are(item, "troops", "casualties", "civilians")
    stated = np.where(np.nan_to_num(quantities.value) == 0, quantities.value_min, quantities.value)
    is_heir = is_count & names.are(item, "other") & (quantities.noun_last == NONE) & (stated >= 1000)
    rows = np.flatnonzero(is_of_people | is_heir)
    sentences = scan.sentences_of(quantities.first[rows]).tolist()
    last, last_sentence = NONE, NONE
    for row, sentence, inherits in zip(rows.tolist(), sentences, is_heir[rows].tolist(), strict=True):
        if inherits:
            if last == NONE or sentence - last_sentence > 4:
                continue
            item[row] = item[last]
            if event[row] == NONE:
                event[row] = event[last]
        last, last_sentence = row, sentence
