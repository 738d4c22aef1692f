"""What a match of a weapon rule becomes: the row with its class, or nothing where the words are no weapon.

A row in doubt is noted in its view by its first token, so that all such rows are judged at once (weapon_context.py);
~token where only words of peace speak against it.
"""

from __future__ import annotations

from typing import Any

from claimledger.extract.designations import family_alone, family_of, family_of_index
from claimledger.extract.mentions import Weapon
from claimledger.extract.registry import slug
from claimledger.text.finding import Found
from claimledger.text.scan import Scan
from claimledger.text.vocabulary import Row, Sense

_SHIP_WORDS = 5
"""The longest ship's name looked for, in words."""
_PARTICLES = frozenset({"de", "of", "la", "the", "von", "van"})


def nothing(found: Found) -> Any:
    """Closes words that are no weapon."""
    return None


def named(found: Found) -> Weapon | None:
    """A named system with the generic words around its name: long-range ATACMS missiles."""
    token = found.first
    while not found.view.senses(token, "weapon.named"):
        token += 1
    sense = found.view.senses(token, "weapon.named")[0]
    noun = _last_noun(found, found.view.end_of(token), found.last)
    if noun is None:
        _doubt(found, sense)
    elif noun.kind.startswith("weapon.designated") and noun.row["class_code"] == "electronic":
        # an aircraft's control station is none
        return _unlisted(found, noun.row)
    return _listed(found, sense, is_named=True)


def generic(found: Found) -> Weapon | None:
    """A kind of weapon; the last noun tells the class. Half of a compound adjective is none: radar-evading jets."""
    sense = _last_noun(found, found.first, found.last)
    if sense is None or _is_in_compound(found) or _is_verb(found) or _is_name_of_another(found, sense):
        return None
    _doubt(found, sense)
    return _listed(found, sense, is_named=False)


def vague(found: Found) -> Weapon | None:
    """Vague words behind a provenance or owner: Western-supplied equipment; not the U.S. arms of a firm."""
    span = found.tokens("vague")
    assert span is not None
    if "word.of" in found.scan.kinds_of(span[1]):
        return None
    if found.view.is_class(found.first, ("country",)):
        found.view.notes.add(span[0])
    return _row(found, span, "weapon:class:unspecified", "unspecified", None, False)


def owned(found: Found) -> Weapon | None:
    """A vehicle or boat behind those who fight with it: rebel vehicles; of a country vehicles only."""
    span = found.tokens("noun")
    assert span is not None
    sense = found.view.senses(span[0], "weapon.designated")[0]
    if sense.form not in ("vehicle", "vehicles") and found.view.is_class(found.first, ("country",)):
        return None
    found.view.notes.add(span[0])
    row = sense.row
    return _row(
        found, span, f"weapon:class:{row['class_code']}", row["class_code"], row["subclass_code"] or None, False
    )


def designation(found: Found) -> Weapon | None:
    """An unlisted designation with a weapon noun behind it: X-99 missiles."""
    span, noun = found.tokens("name"), found.tokens("noun")
    assert span is not None and noun is not None
    name = found.scan.text(*span)
    if not _is_designation(name):
        return None
    senses = found.view.senses(noun[0], "weapon.designated") or found.view.senses(noun[0], "weapon.generic")
    _doubt(found, senses[0])
    return _unlisted(found, senses[0].row, name)


def unknown(found: Found) -> Weapon | None:
    """Something whose designation nobody told: Unknown crane truck."""
    sense = _last_noun(found, found.first, found.last)
    assert sense is not None
    found.view.notes.add(found.first)
    return _unlisted(found, sense.row, is_named=False)


def model(found: Found) -> Weapon | None:
    """A designation whose letters tell its family: T-80BVK tanks, KamAZ-5350 lorries."""
    letters, suffix = found.text("letters"), found.text("suffix")
    family = family_of(letters, found.text("number"))
    if family is None or (suffix and not (suffix.isupper() and family["kind_code"] == "model")):
        return None
    sense = _last_noun(found, found.first, found.last)
    if family["kind_code"] == "make" and sense is not None and sense.kind.startswith("weapon.generic"):
        family = sense.row
    return _unlisted(found, family, found.text("name"))


def index(found: Found) -> Weapon | None:
    """An index of the Russian artillery directorate: 9T452 transporter-loaders."""
    family = family_of_index(found.scan.word(found.first))
    return None if family is None else _unlisted(found, family, found.text("name"))


def make(found: Found) -> Weapon | None:
    """A maker's name for a vehicle of his: a KamAZ."""
    family, span = family_alone(found.text("letters")), found.tokens("name")
    assert span is not None
    if family is None:
        return None
    found.view.notes.add(span[0])
    return _row(
        found, span, f"weapon:unlisted:{slug(found.text('letters'))}", family["class_code"],
        family["subclass_code"] or None, True,
    )  # fmt: skip


def ship(found: Found) -> Weapon | None:
    """A warship by the prefix of its navy: USS Hopper, the frigate HMS Kent."""
    scan, prefix = found.scan, found.tokens("prefix")
    assert prefix is not None
    last, token = prefix[1], prefix[1]
    while token < len(scan.starts) and token - prefix[1] < _SHIP_WORDS:
        word = scan.word(token)
        if word[:1].isupper() and not word.isupper() | (len(word) == 1):
            last = token + 1
        elif word not in _PARTICLES and not (len(word) == 1 and (word.isupper() or word == ".")):
            break
        token += 1
    if last == prefix[1]:
        return None
    sense = _last_noun(found, found.first, prefix[0])
    subclass = sense.row["subclass_code"] or None if sense is not None else None
    name = slug(scan.text(prefix[0], last))
    return _row(found, (found.first, last), f"weapon:unlisted:{name}", "naval", subclass, True)


def ship_class(found: Found) -> Weapon | None:
    """A ship by its class: Strizh-class boats; no other thing has one."""
    noun = found.tokens("noun")
    assert noun is not None
    sense = found.view.senses(noun[0], "weapon.")[0]
    return _unlisted(found, sense.row) if sense.row["class_code"] == "naval" else None


def _last_noun(found: Found, first: int, last: int) -> Sense | None:
    """The last weapon noun of the words."""
    token, noun = first, None
    while token < last:
        senses = [sense for sense in found.view.senses(token, "weapon.") if sense.kind.startswith(_NOUNS)]
        noun = senses[0] if senses else noun
        token = found.view.end_of(token)
    return noun


_NOUNS = ("weapon.generic", "weapon.designated")


def _is_designation(name: str) -> bool:
    """Whether letters are a name: QX-99, MPUS-K; not Anglo-French."""
    return (name[0].isupper() and any(char.isdigit() for char in name)) or name.replace("-", "").isupper()


def _is_in_compound(found: Found) -> bool:
    """Whether a hyphen joins the words to another: radar-evading, anti-drone; or a web address does."""
    scan = found.scan
    return "mark.hyphen" in scan.kinds_of(found.last) or (
        "mark.hyphen" in scan.kinds_of(found.first - 1)
        and scan.kinds_of(found.first - 2).isdisjoint(("weapon_word.provenance", "shape.number", "shape.glued"))
    )


def _is_verb(found: Found) -> bool:
    """Whether one word is a verb: prices could rocket, we tank."""
    scan, token = found.scan, found.first
    if found.last - token > 1:
        return False
    before = {*scan.kinds_of(token - 1), *(scan.kinds_of(token - 2) if _is_adverb(scan, token - 1) else ())}
    return not before.isdisjoint(_VERBAL) or not scan.kinds_of(token + 1).isdisjoint(("word.up", "word.down"))


def _is_adverb(scan: Scan, token: int) -> bool:
    return scan.kinds_of(token).isdisjoint(("boundary",)) and scan.word(token).endswith("ly")


_SUBJECTS = ("word.i", "word.we", "word.you", "word.they", "word.he", "word.she", "word.who")
_MODALS = ("word.will", "word.would", "word.can", "word.could", "word.may", "word.might", "word.should", "word.must")
_VERBAL = (*_SUBJECTS, *_MODALS)


def _is_name_of_another(found: Found, sense: Sense) -> bool:
    """Whether one capitalised word is a company: Shell said, not shells; or its sign at an exchange: (APC.N)."""
    scan, token = found.scan, found.first
    if found.last - token > 1 or not sense.kind.endswith(".contextual") or not scan.word(token)[0].isupper():
        return False
    before, behind = scan.kinds_of(token - 1), scan.kinds_of(token + 1)
    if sense.form[0].isupper():
        return "mark.(" in before and "mark.." in behind
    if not before.isdisjoint(_OPENING):
        return not behind.isdisjoint(_PREDICATE)
    return before.isdisjoint(_CAPITALISED) and behind.isdisjoint(_CAPITALISED)


_OPENING = ("boundary", "mark.newline", "mark.:", "mark.\x93", "mark.\x91", 'mark."', "mark.'")
_PREDICATE = ("function.auxiliary", "cue.verb", "word.and")
_CAPITALISED = ("shape.capitalised", "shape.acronym", "shape.initial")


def _doubt(found: Found, sense: Sense) -> None:
    """Note that the words around must tell whether this is a weapon."""
    if sense.kind.endswith(".contextual"):
        found.view.notes.add(found.first)
    elif sense.kind.endswith(".doubtful"):
        found.view.notes.add(~found.first)


def _listed(found: Found, sense: Sense, is_named: bool) -> Weapon:
    row = sense.row
    span = (found.first, found.last)
    return _row(found, span, row["weapon_id"], row["class_code"], row["subclass_code"] or None, is_named)


def _unlisted(found: Found, row: Row, name: str = "", is_named: bool = True) -> Weapon:
    """A weapon that the registry does not have; the row tells its class."""
    span = (found.first, found.last)
    weapon_id = f"weapon:unlisted:{slug(name or found.scan.text(*span))}"
    return _row(found, span, weapon_id, row["class_code"], row["subclass_code"] or None, is_named)


def _row(
    found: Found, span: tuple[int, int], weapon_id: str, class_code: str, subclass_code: str | None, is_named: bool
) -> Weapon:
    scan, (first, last) = found.scan, span
    start, end = scan.starts[first], scan.ends[last - 1]
    return Weapon(start, end, first, last, found.rule_id, weapon_id, class_code, subclass_code, is_named)
