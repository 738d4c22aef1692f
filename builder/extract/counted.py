"""What a quantity counts, and what happened to it: noun, item and event.

The noun is the noun phrase behind the number (also across "of"); its head decides the item. The event comes from the
nearest verb or noun of seeds/events.csv in the same sentence: before the number when things undergo it ("killed 12
soldiers"), behind the noun when they do it or in the passive ("12 drones were shot down").
"""

from __future__ import annotations

from array import array
from bisect import bisect_left

import numpy as np
import numpy.typing as npt

from claimledger.extract.mentions import Quantities, Quantity
from claimledger.text.grammar import Grammar, View
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


def tell_what_is_counted(scan: Scan, counted: Quantities) -> Quantities:
    """The quantities with noun, item and event."""
    quantities = counted.records(scan.names)
    view = View(GRAMMAR, scan)
    codes = GRAMMAR.codes
    events = _Events(view, codes)
    for quantity in quantities:
        if quantity.kind == "count":
            _find_noun(view, codes, quantity)
        event = events.of(quantity)
        if event is not None:
            quantity.event = _fitting(event, quantity)
    _inherit(scan, quantities)
    return Quantities.of(quantities, scan.names)


def _find_noun(view: View, codes: dict[str, int], quantity: Quantity) -> None:
    classes, position = view.classes, quantity.last
    if classes[position : position + 1] == bytes([codes["of"]]):
        position += 1
    while position < len(classes) and classes[position] in (codes["determiner"], codes["hyphen"]):
        position += 1
    first, last, head = position, position, None
    limit = min(position + _NOUN_WORDS, len(classes))
    while position < limit:
        byte = classes[position]
        if byte in (codes["item"], codes["weapon"]):
            head = position
            position = last = view.end_of(position)
        elif head is not None and byte not in (codes["hyphen"], codes["possessive"]):
            break
        elif byte == codes["hyphen"] and position > first:
            position = last = position + 2  # the second half of Western-supplied is no verb here
        elif byte in (codes["word"], codes["possessive"]):
            position = last = position + 1
        else:
            break
    if head is None:
        last = _first_plural(view.scan, first, last)
    if last == first:
        return
    quantity.noun_first, quantity.noun_last = first, last
    if head is not None:
        quantity.item = _item(view, head)


def _first_plural(scan: Scan, first: int, last: int) -> int:
    """Where a noun phrase without a known head ends: at its first plural."""
    for position in range(first, last):
        if scan.word(position).endswith("s") and "mark.hyphen" not in scan.kinds_at[position + 1]:
            return position + 1
    return last


def _item(view: View, head: int) -> str:
    senses = view.senses(head, "item")
    if senses:
        return senses[0].row["item_code"]
    for sense in view.senses(head, "weapon."):
        return _ITEM_OF_CLASS.get(sense.row["class_code"], "weapons")
    return "other"


class _Events:
    """Where the event words of a scan stand, to find the nearest without walking."""

    def __init__(self, view: View, codes: dict[str, int]) -> None:
        """List the positions of event words and sentence boundaries."""
        self._view = view
        self._object = codes["object_event"]
        classes = np.frombuffer(bytes(view.classes), np.uint8)
        self._before = _positions(classes, codes["object_event"], codes["noun_event"])
        self._behind = _positions(classes, codes["object_event"], codes["noun_event"], codes["subject_event"])
        self._subject = _positions(classes, codes["subject_event"])

    def of(self, quantity: Quantity) -> str | None:
        """The event code of the nearest event word that can rule the quantity; null when there is none."""
        first = quantity.first
        behind = quantity.noun_last or quantity.last
        start, end = self._view.scan.sentence_bounds(first)
        low, high = max(first - _REACH, start), min(behind + _REACH, end)
        chosen = _last(self._before, low, first)
        following = _first(self._behind, behind, high)
        nearer = following is not None and (chosen is None or following - behind + 2 < first - chosen)
        if following is not None and nearer and self._rules(following, behind):
            chosen = following
        if chosen is None:
            chosen = _last(self._subject, low, first)
        return None if chosen is None else self._view.senses(chosen, "event.")[0].row["event_code"]

    def _rules(self, position: int, behind: int) -> bool:
        """A verb behind the noun rules it as its subject; one that takes objects only in the passive."""
        if self._view.classes[position] != self._object or position == behind:
            return True
        kinds = self._view.scan.kinds_at
        return "function.auxiliary" in kinds[position - 1] or "function.auxiliary" in kinds[position - 2]


def _positions(classes: npt.NDArray[np.uint8], *codes: int) -> array[int]:
    return array("q", np.flatnonzero(np.isin(classes, codes)).tobytes())


def _last(positions: array[int], low: int, high: int) -> int | None:
    at = bisect_left(positions, high) - 1
    return positions[at] if at >= 0 and positions[at] >= low else None


def _first(positions: array[int], low: int, high: int) -> int | None:
    at = bisect_left(positions, low)
    return positions[at] if at < len(positions) and positions[at] < high else None


_PEOPLE = ("troops", "casualties", "civilians", "prisoners", "officials", "other", "military_units")
_OF_PEOPLE = ("killed", "wounded", "killed_or_wounded", "displaced")
_OF_THINGS = ("destroyed", "shot_down", "launched")


def _fitting(event: str, quantity: Quantity) -> str | None:
    """The event, where it can happen to the item; losses of materiel are destroyed, of people killed or wounded."""
    item = quantity.item
    if quantity.kind in ("duration", "money", "share"):
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


def _inherit(scan: Scan, quantities: list[Quantity]) -> None:
    """A count without a noun ("as high as 12,000") is of what the count before it was, within two sentences."""
    last: Quantity | None = None
    for quantity in quantities:
        if quantity.kind != "count":
            continue
        if quantity.noun_last is None and quantity.item == "other" and last is not None:
            near = scan.sentence_of(quantity.first) - scan.sentence_of(last.first) <= 4
            large = (quantity.value or quantity.value_min or 0) >= 1000 and last.item in (
                "troops",
                "casualties",
                "civilians",
            )
            if near and large:
                quantity.item, quantity.event = last.item, quantity.event or last.event
        if quantity.item != "other" and quantity.item in ("troops", "casualties", "civilians"):
            last = quantity
