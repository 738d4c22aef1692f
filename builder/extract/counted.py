"""What a quantity counts, and what happened to it: noun, item and event.

The noun is the noun phrase behind the number (also across "of"); its head decides the item. The event comes from the
nearest verb or noun of seeds/events.csv in the same sentence: before the number when things undergo it ("killed 12
soldiers"), behind the noun when they do it or in the passive ("12 drones were shot down").
"""

from __future__ import annotations

from claimledger.extract.mentions import Quantity
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
    "tank": "vehicles", "armoured_vehicle": "vehicles", "support_vehicle": "vehicles", "uav": "drones",
    "aircraft": "aircraft", "helicopter": "aircraft", "missile": "missiles",
}  # fmt: skip
_REACH = 14
"""How many tokens away an event word may stand."""
_NOUN_WORDS = 8


def tell_what_is_counted(scan: Scan, quantities: list[Quantity]) -> None:
    """Fill noun, item and event of every quantity."""
    view = View(GRAMMAR, scan)
    codes = GRAMMAR.codes
    for quantity in quantities:
        if quantity.kind == "count":
            _find_noun(view, codes, quantity)
        _find_event(view, codes, quantity)
    _inherit(scan, quantities)


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
        elif byte in (codes["word"], codes["possessive"]) or (byte == codes["hyphen"] and position > first):
            position += 1
            last = position
        else:
            break
    if head is None:
        last = _first_plural(view.scan, first, last)
    if last == first:
        return
    quantity.noun = view.scan.starts[first], view.scan.ends[last - 1]
    quantity.noun_tokens = first, last
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


def _find_event(view: View, codes: dict[str, int], quantity: Quantity) -> None:
    classes, best, chosen = view.classes, _REACH + 1, None
    stop = codes["boundary"]
    behind = quantity.noun_tokens[1] if quantity.noun_tokens else quantity.last
    for position in range(quantity.first - 1, max(quantity.first - _REACH, -1), -1):
        if classes[position] == stop:
            break
        if classes[position] in (codes["object_event"], codes["noun_event"]):
            best, chosen = quantity.first - position, position
            break
    for position in range(behind, min(behind + _REACH, len(classes))):
        if classes[position] == stop:
            break
        is_object = classes[position] == codes["object_event"]
        if classes[position] in (codes["subject_event"], codes["noun_event"]) or (
            is_object and _passive(view, position, behind)
        ):
            if position - behind + 2 < best:
                chosen = position
            break
    if chosen is None:
        for position in range(quantity.first - 1, max(quantity.first - _REACH, -1), -1):
            if classes[position] == stop:
                break
            if classes[position] == codes["subject_event"]:
                chosen = position
                break
    if chosen is not None:
        event = view.senses(chosen, "event.")[0].row["event_code"]
        quantity.event = _fitting(event, quantity)


def _passive(view: View, position: int, behind: int) -> bool:
    """The event word is a participle: an auxiliary before it, or it follows the noun directly."""
    if position == behind:
        return True
    before = view.scan.kinds_at[position - 1] | view.scan.kinds_at[position - 2]
    return "function.auxiliary" in before


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
        if quantity.noun is None and quantity.item == "other" and last is not None:
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
