"""The vocabulary: every surface form of seeds/*.csv with the kind it belongs to and the row it came from.

VOCABULARIES is the one list of seed files that hold words: file stem, columns that hold forms, and how a form's kind is
named. A kind is `<what>.<finer>` ("weapon.named", "function.preposition"); grammars speak of kinds, never of words.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import StringIO
from typing import NamedTuple

Row = dict[str, str]
"""A row of a seed file, cells as text."""


@dataclass(frozen=True)
class Vocabulary:
    """How one seed file is read.

    forms: column -> kind; `{column}` in a kind is filled from the row. plural: add the plural of the form's last word.
    """

    stem: str
    forms: dict[str, str]
    plural: tuple[str, ...] = ()
    refine: Callable[[Row, str], str] | None = None
    """A finer end of the kind, found from row and form."""
    any_case: bool = False
    """Forms of several words count in lower case too, as in messages: us dollar."""
    more: Callable[[Row, str, str], dict[str, str]] | None = None
    """Further forms with their kinds, told by row, form and kind."""
    lower_only: bool = False
    """The forms count only where they stand in lower case: a capitalised verb is part of a name or heading."""


class Sense(NamedTuple):
    """One reading of a surface form: its kind and the seed row behind it (file stem and line)."""

    form: str
    kind: str
    row: Row
    stem: str
    line: int


UNSAFE_BELOW = 0.45
"""Cues of lower precision need "that" or a quotation beside them (the best measured threshold lies at .35 to .5)."""


def cue_form(row: Row, form: str) -> str:
    """Which form of a cue verb this is: gerund (citing: its object is the source), base, unsafe (too often no cue) or
    finite; a phrase's frame."""
    if row["pos_code"] == "phrase":
        return "prepositional" if "prep" in row["frames"].split("|") else "other"
    if row["pos_code"] != "verb":
        return "form"
    if float(row["precision"] or 0) < UNSAFE_BELOW:
        return "unsafe"
    if form.split(" ", maxsplit=1)[0].endswith("ing"):
        return "citing" if "source" in row["frames"].split("|") else "gerund"
    return "base" if form == row["lemma"] else "finite"


def currency_form(row: Row, form: str) -> str:
    """Whether a form is the currency's ISO 4217 code (USD), a word for its hundredth (cent), or another form."""
    if row["unit_code"].islower():
        return "subunit"
    return "code" if form.upper() == row["unit_code"] else "form"


def scaled_codes(row: Row, form: str, kind: str) -> dict[str, str]:
    """A currency's code behind the letter of a magnitude, as in tables of companies: MUSD, kEUR."""
    if not kind.endswith(".code") or len(form) != len(row["unit_code"]) or not form.isupper():
        return {}
    return {f"M{form}": "currency.scaled.millions", f"m{form}": "currency.scaled.millions",
            f"k{form}": "currency.scaled.thousands", f"bn{form}": "currency.scaled.billions"}  # fmt: skip


def weapon_form(row: Row, form: str) -> str:
    """Whether a form is a weapon wherever it stands (plain), only among words of war (contextual: `context:` in the
    note lists such forms) or unless words of peace prevail (doubtful: `civil:`)."""
    for mark, name in (("context:", "contextual"), ("civil:", "doubtful")):
        listed = row["note"].partition(mark)[2].partition(";")[0]
        if form in map(str.strip, listed.split("|")):
            return name
    return "plain"


VOCABULARIES = (
    Vocabulary("numbers", {"form": "number.{kind_code}"}),
    Vocabulary("numbered", {"form": "numbered.{position_code}"}),
    Vocabulary("bounds", {"form": "bound.{position_code}"}),
    Vocabulary("units", {"forms": "unit.{kind_code}", "symbols": "symbol.{kind_code}"}, plural=("forms",)),
    Vocabulary(
        "currencies",
        {"forms": "currency.word", "signs": "currency.sign", "prefixes": "currency.prefix"},
        plural=("forms",),
        refine=currency_form,
        any_case=True,
        more=scaled_codes,
    ),
    Vocabulary("items", {"form": "item"}, plural=("form",)),
    Vocabulary("events", {"forms": "event.{object_code}"}),
    Vocabulary("holdings", {"forms": "holding.{holding_code}"}),
    Vocabulary(
        "weapons",
        {"name": "weapon.{is_named}", "aliases": "weapon.{is_named}"},
        plural=("name", "aliases"),
        refine=weapon_form,
    ),
    Vocabulary(
        "countries",
        {
            "name": "country.name",
            "aliases": "country.name",
            "adjectives": "country.adjective",
            "people": "country.people",
            "capital": "country.capital",
            "seats": "country.seat",
        },
    ),
    Vocabulary("actors", {"name": "actor.{actor_type_code}", "aliases": "actor.{actor_type_code}"}),
    Vocabulary("titles", {"form": "title.{kind_code}"}, plural=("form",)),
    Vocabulary("given_names", {"form": "given_name"}),
    Vocabulary("name_particles", {"form": "name_particle.{kind_code}"}),
    Vocabulary("state_bodies", {"forms": "state_body"}),
    Vocabulary("weapon_words", {"form": "weapon_word.{kind_code}"}),
    Vocabulary("designations", {"form": "designation.{kind_code}"}),
    Vocabulary("organisation_words", {"form": "organisation_word.{position_code}"}),
    Vocabulary("forces", {"form": "force.{id_kind_code}"}),
    Vocabulary("echelons", {"form": "echelon"}),
    Vocabulary("branches", {"form": "branch.{kind_code}"}),
    Vocabulary("places", {"name": "place.{feature_code}", "aliases": "place.{feature_code}"}),
    Vocabulary("geopolitics", {"form": "geopolitics.{kind_code}"}),
    Vocabulary("place_words", {"form": "place_word.{kind_code}"}),
    Vocabulary("town_words", {"form": "town_word.{kind_code}"}),
    Vocabulary("cues", {"forms": "cue.{pos_code}"}, refine=cue_form, lower_only=True),
    Vocabulary("modals", {"form": "modal.{modality_code}"}),
    Vocabulary("source_words", {"form": "source_word.{source_type_code}"}),
    Vocabulary("function_words", {"form": "function.{word_class_code}"}),
    Vocabulary("abbreviations", {"form": "abbreviation.{may_end}"}),
    Vocabulary("time_words", {"forms": "time.{kind_code}"}),
    Vocabulary("periods", {"name": "time.period", "aliases": "time.period"}),
)


@cache
def seed_rows(stem: str) -> tuple[Row, ...]:
    """The rows of seeds/<stem>.csv, cells as text."""
    text = files("claimledger.seeds").joinpath(f"{stem}.csv").read_text(encoding="utf-8")
    header, *rows = csv.reader(StringIO(text))
    return tuple(dict(zip(header, row, strict=True)) for row in rows)


def senses() -> Iterator[Sense]:
    """Every sense of every form, plurals included, in the order of VOCABULARIES and of the rows."""
    for vocabulary in VOCABULARIES:
        for line, row in enumerate(seed_rows(vocabulary.stem), start=2):
            for column, kind_pattern in vocabulary.forms.items():
                if not row[column]:
                    continue
                whole = kind_pattern.format_map(row)
                for form in filter(None, row[column].split("|")):
                    kind = f"{whole}.{vocabulary.refine(row, form)}" if vocabulary.refine else whole
                    yield Sense(form, kind, row, vocabulary.stem, line)
                    if column in vocabulary.plural:
                        yield Sense(plural(form), kind, row, vocabulary.stem, line)
                    if vocabulary.more:
                        for further, further_kind in vocabulary.more(row, form, kind).items():
                            yield Sense(further, further_kind, row, vocabulary.stem, line)


def plural(form: str) -> str:
    """The regular plural of a form's last word.

    >>> [plural(word) for word in ("tank", "battery", "launch bus", "T-72", "MANPADS", "aircraft")]
    ['tanks', 'batteries', 'launch buses', 'T-72s', 'MANPADS', 'aircraft']
    """
    last = form.lower()
    if last.endswith(_SAME_IN_PLURAL) or (form[-1] == "S" and form[-2:].isupper()):
        return form
    if last.endswith(("s", "x", "z", "ch", "sh")):
        return form + "es"
    if form[-1] == "y" and last[-2] not in "aeiou":
        return form[:-1] + "ies"
    return form + "s"


_SAME_IN_PLURAL = ("craft", "people", "personnel", "men", "feet", "ammunition", "weaponry", "artillery")
