"""Events: what happened to the things counted.

The nearest verb or noun of seeds/events.csv in the sentence tells it: before the number when things undergo it ("killed
12 soldiers"), inside the noun phrase ("12 wounded soldiers"), behind it when they do it or in the passive ("12 drones
were shot down"). Without a verb, troops that are somewhere are deployed and a 620-mile front is that long.
"""

from __future__ import annotations

import numpy as np

from claimledger.extract.mentions import Quantities
from claimledger.text.rows import NONE, Flags, Ints, Named, Names, first_within, last_within
from claimledger.text.scan import Scan
from claimledger.text.view import View

_REACH = 14
"""How many tokens away an event word may stand."""
_THERE = 9
"""So many words before a number may `there are` stand."""


def events_of(view: View, quantities: Quantities, noun_last: Ints, item: Named) -> Named:
    """The event code of each quantity; -1 where none is told. noun_last: the token behind what is counted, or -1."""
    behind = np.where(noun_last == NONE, quantities.last, noun_last)
    around = _events_around(view, quantities.first, behind)
    told = _events_within(view, quantities, noun_last, around, item)
    fitting = _fitting_events(view.scan.names, told, item, quantities.kind)
    return _without_verb(view.scan, quantities, behind, item, fitting)


def _event_words(view: View, *names: str) -> Ints:
    """All event words of the classes; not the second half of a word: ISIL-held buildings."""
    tokens = view.tokens_of(*names)
    return tokens[~view.in_class(tokens - 1, "hyphen")]


def _events_around(view: View, first: Ints, behind: Ints) -> Named:
    """The event code of the nearest event word that can rule each quantity; -1 where there is none.

    first: the token a quantity begins with; behind: the one after its noun.
    """
    scan = view.scan
    begin, end = scan.sentence_limits(first)
    low, high = np.maximum(first - _REACH, begin), np.minimum(behind + _REACH, end)
    chosen = last_within(_event_words(view, "object_event", "noun_event"), low, first)
    following = first_within(_event_words(view, "object_event", "noun_event", "subject_event"), behind, high)
    is_nearer = (chosen == NONE) | (following - behind + 2 < first - chosen)
    chosen = np.where((following != NONE) & is_nearer & _rules_before(view, following, behind), following, chosen)
    subject = last_within(view.tokens_of("subject_event"), low, first)
    chosen = np.where(chosen == NONE, subject, chosen)
    has_event = chosen >= 0
    code = np.full(len(first), NONE)
    code[has_event] = view.told(chosen[has_event], lambda token: _event_at(view, token))
    return code


def _events_within(view: View, quantities: Quantities, noun_last: Ints, around: Named, item: Named) -> Named:
    """The event that a participle inside the noun phrase tells (12 wounded soldiers) goes over those around it."""
    names = view.scan.names
    within = first_within(_event_words(view, "object_event"), quantities.last, np.maximum(noun_last, quantities.last))
    is_within = (within >= 0) & ~names.are(item, "prisoners")
    event = around.copy()
    event[is_within] = view.told(within[is_within], lambda token: _event_at(view, token))
    return event


def _event_at(view: View, token: int) -> int:
    return view.scan.names.number(view.senses(token, "event.")[0].row["event_code"])


def _without_verb(scan: Scan, quantities: Quantities, behind: Ints, item: Named, event: Named) -> Named:
    """What is told without a verb: troops that are somewhere, a 620-mile front, 50 miles from the border."""
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


def _rules_before(view: View, tokens: Ints, behind: Ints) -> Flags:
    """Whether a verb behind the noun rules it as its subject; one that takes objects does so only in the passive."""
    has = view.scan.has
    is_passive = has(tokens - 1, "function.auxiliary") | has(tokens - 2, "function.auxiliary")
    in_clause = has(behind, "function.relative", "function.complementizer")  # 15 trucks that the rebels destroyed
    has_object = has(view.ends_of(tokens), *_OPENS_OBJECT)  # five strikes destroyed three wells
    is_reduced = (tokens == behind) & ~has_object
    return ~view.in_class(tokens, "object_event") | is_reduced | is_passive | in_clause


_OPENS_OBJECT = ("function.determiner", "number.unit", "number.tens", "number.plural", "shape.number", "country.*")


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
