"""What the extractors find, before it becomes tables: for each table its rows as columns, and as records.

Columns are what stages hand on. Records are for rules that are rare enough to build their rows one by one. Positions
are token indices of a scan (`last` excluded) and code points of the batch; names and codes are numbers of its Names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

import numpy as np

from claimledger.text.rows import NONE, Flags, Floats, Ints, Named, Names, Rows

Span = tuple[int, int]
"""First code point and the one behind the last."""


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


@dataclass(slots=True)
class Attribution:
    """Someone says something; source and cue may be absent. The parts as tokens and as code points."""

    rule: str
    cue_lemma: str | None
    cue_code: str
    quote: str
    is_negated: bool
    source_tokens: Span | None
    cue_tokens: Span
    """Where the cue stands; for a quotation without one, its beginning (empty)."""
    content_tokens: list[Span]
    source: Span | None
    cue: Span | None
    contents: list[Span]
    source_actor_id: str | None = None
    source_type: str = "unknown"
    parent: int | None = None
    cited_in: Attribution | None = None
    hull: Span = (0, 0)
    """From the first code point of any part to the last, once measured."""

    def measure(self) -> None:
        """Find the hull of the parts."""
        first, last = self.contents[0]
        for part in (self.source, self.cue, *self.contents):
            if part is not None:
                first, last = min(first, part[0]), max(last, part[1])
        self.hull = first, last


@dataclass
class Attributions:
    """Who says what. A part that is absent has -1; parent: row number.

    Contents are rows of their own: content_of tells the attribution (in order), content_first and content_last the
    tokens, content_start and content_end the code points.
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

    @classmethod
    def of(cls, records: Sequence[Attribution], names: Names) -> Self:
        """Columns of records in their final order."""

        def ends(spans: Sequence[Span | None], side: int) -> Ints:
            return np.array([NONE if span is None else span[side] for span in spans], np.int64)

        hulls, sources, cues = ([getattr(row, part) for row in records] for part in ("hull", "source", "cue"))
        parts = [(index, span) for index, row in enumerate(records) for span in sorted(row.contents)]
        contents = [span for _, span in parts]
        return cls(
            start=ends(hulls, 0),
            end=ends(hulls, 1),
            rule=names.numbers(row.rule for row in records),
            cue_lemma=names.numbers(row.cue_lemma for row in records),
            cue_code=names.numbers(row.cue_code for row in records),
            quote=names.numbers(row.quote for row in records),
            is_negated=np.array([row.is_negated for row in records], np.bool_),
            source_start=ends(sources, 0),
            source_end=ends(sources, 1),
            cue_start=ends(cues, 0),
            cue_end=ends(cues, 1),
            source_actor_id=names.numbers(row.source_actor_id for row in records),
            source_type=names.numbers(row.source_type for row in records),
            parent=np.array([NONE if row.parent is None else row.parent for row in records], np.int64),
            content_of=np.array([index for index, _ in parts], np.int64),
            content_start=ends(contents, 0),
            content_end=ends(contents, 1),
        )
