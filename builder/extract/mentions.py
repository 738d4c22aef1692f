"""What the extractors find, before it becomes tables: for each table its rows as columns, and as records.

Columns are what stages hand on. Records are for rules that are rare enough to build their rows one by one. Positions
are token indices of a scan (`last` excluded) and code points of the batch; names and codes are numbers of its Names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from claimledger.text.rows import Flags, Floats, Ints, Named, Rows


@dataclass(slots=True)
class Quantity:
    """A number or indefinite amount; fields as in schemas/quantities.json."""

    start: int
    end: int
    first: int
    last: int
    rule: str
    value: float | None
    value_min: float | None
    value_max: float | None
    bound: str
    kind: str
    unit: str | None = None
    dimension: str | None = None
    value_si: float | None = None
    unit_si: str | None = None
    noun_first: int | None = None
    noun_last: int | None = None
    item: str = "other"
    event: str | None = None
    actor_id: str | None = None
    attribution: int | None = None
    place_id: str | None = None


@dataclass
class Quantities(Rows):
    """Numbers and indefinite amounts; noun_first, noun_last: tokens of what is counted; attribution: row number."""

    start: Ints
    end: Ints
    rule: Named
    value: Floats
    value_min: Floats
    value_max: Floats
    bound: Named
    kind: Named
    unit: Named
    dimension: Named
    value_si: Floats
    unit_si: Named
    noun_first: Ints
    noun_last: Ints
    item: Named
    event: Named
    actor_id: Named
    attribution: Ints
    place_id: Named

    record: ClassVar[type] = Quantity


@dataclass(slots=True)
class Actor:
    """A named actor; its id is one of the registry, or one of the document for a name that no registry knows."""

    start: int
    end: int
    first: int
    last: int
    rule: str
    actor_id: str
    actor_type: str
    country: str | None
    mention: str
    title: str | None = None
    place_id: str | None = None


@dataclass
class Actors(Rows):
    """Named actors."""

    start: Ints
    end: Ints
    rule: Named
    actor_id: Named
    actor_type: Named
    country: Named
    mention: Named
    title: Named
    place_id: Named

    record: ClassVar[type] = Actor


@dataclass(slots=True)
class Weapon:
    """A weapon, munition or platform."""

    start: int
    end: int
    first: int
    last: int
    rule: str
    weapon_id: str
    class_code: str
    subclass_code: str | None
    is_named: bool
    operator_id: str | None = None
    quantity: int | None = None


@dataclass
class Weapons(Rows):
    """Weapons, munitions and platforms; quantity: row number of the count."""

    start: Ints
    end: Ints
    rule: Named
    weapon_id: Named
    class_code: Named
    subclass_code: Named
    is_named: Flags
    operator_id: Named
    quantity: Ints

    record: ClassVar[type] = Weapon


@dataclass
class Locations(Rows):
    """Place names used as places; place_id -1 where the resolver abstains."""

    start: Ints
    end: Ints
    rule: Named
    place_id: Named
    confidence: Floats
    candidates: Ints


@dataclass
class Times(Rows):
    """Expressions of time; days are counted from 1970-01-01, calendar.UNKNOWN where there is none."""

    start: Ints
    end: Ints
    rule: Named
    kind: Named
    from_day: Ints
    to_day: Ints
    anchor_day: Ints


@dataclass
class Attributions:
    """Who says what. A part that is absent has -1; parent: row number.

    Contents are rows of their own: content_of tells the attribution, in order.
    """

    start: Ints
    end: Ints
    rule: Named
    cue_lemma: Named
    cue_code: Named
    quote: Named
    is_negated: Flags
    source_start: Ints
    source_end: Ints
    cue_start: Ints
    cue_end: Ints
    source_actor_id: Named
    source_type: Named
    parent: Ints
    content_of: Ints
    content_start: Ints
    content_end: Ints

    def __len__(self) -> int:
        """The number of attributions."""
        return len(self.rule)


@dataclass
class Claims:
    """What is said of figures beyond their own row; quantity, time: row numbers of the figure and of what tells when.

    attribution: row number of the one that states the figure.
    place_id: where, from the sentence or the document, and scope: which of these; region: what it is compared in.
    """

    quantity: Ints
    attribution: Ints
    agent_id: Named
    modality: Named
    is_negated: Flags
    time: Ints
    place_id: Named
    scope: Named
    region: Named

    def __len__(self) -> int:
        """The number of claims."""
        return len(self.quantity)
