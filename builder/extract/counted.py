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
    item = _captives(view, quantities.last, noun_last, item)
    around = _events_around(view, quantities.first, behind)
    event = _fitting_events(
        scan.names, _events_within(view, quantities, noun_last, around, item), item, quantities.kind
    )
    event = _without_verb(scan, quantities, behind, item, event)
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
        is_word = view.in_class(at, "word") | ((at == first[rows]) & _modifies(view, at))
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


def _modifies(view: View, tokens: Ints) -> Flags:
    """Right behind a number: a participle before its noun (12 captured soldiers), or a plural that looks like a verb."""
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
    code[has_event] = view.told(chosen[has_event], lambda token: _event_at(view, token))
    return code


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


def _events_within(view: View, quantities: Quantities, noun_last: Ints, around: Named, item: Named) -> Named:
    """The event that a participle inside the noun phrase tells (12 wounded soldiers) goes over those around it."""
    names = view.scan.names
    within = first_within(view.tokens_of("object_event"), quantities.last, np.maximum(noun_last, quantities.last))
    is_within = (within >= 0) & ~names.are(item, "prisoners")
    event = around.copy()
    event[is_within] = view.told(within[is_within], lambda token: _event_at(view, token))
    return event


def _event_at(view: View, token: int) -> int:
    return view.scan.names.number(view.senses(token, "event.")[0].row["event_code"])


def _without_verb(scan: Scan, quantities: Quantities, behind: Ints, item: Named, event: Named) -> Named:
    """What is told without a verb of happening: troops that are somewhere, a 620-mile front, 50 miles from the border."""
    names, first, last = scan.names, quantities.first, quantities.last
    is_open = event == NONE
    is_force = names.are(item, "troops", "military_units") & names.are(quantities.kind, "count")
    there = np.logical_or.reduce([scan.has(first - step, "word.there") for step in range(1, _THERE)])
    stands = np.logical_or.reduce([scan.has(behind + step, "geopolitics.place_before") for step in (0, 1)])
    deployed = np.where(is_open & is_force & (there | stands), names.number("deployed"), event)
    is_distance = names.are(item, "distance")
    is_joined = is_distance & scan.has(last - 2, "mark.hyphen")
    told = np.where(is_joined & (is_open | names.are(event, "advanced")), names.number("length"), deployed)
    apart = (
        is_distance & names.are(told, "advanced") & scan.has(last, "word.from", "word.away", "word.north", "word.south")
    )
    beside_verb = np.logical_or.reduce([scan.has(first - step, "event.subject", "event.object") for step in (1, 2)])
    return np.where(apart & ~beside_verb, NONE, told)


_THERE = 9
"""So many words before a number may `there are` stand."""


def _rules_before(view: View, tokens: Ints, behind: Ints) -> Flags:
    """Whether a verb behind the noun rules it as its subject; one that takes objects does so only in the passive."""
    has = view.scan.has
    is_passive = has(tokens - 1, "function.auxiliary") | has(tokens - 2, "function.auxiliary")
    in_clause = has(behind, "function.relative", "function.complementizer")  # 15 trucks that the rebels destroyed
    return ~view.in_class(tokens, "object_event") | (tokens == behind) | is_passive | in_clause


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
