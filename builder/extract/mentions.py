"""What the extractors find, before it becomes columns: one small record a row, positions as token indices of a scan.

`first` and `last` (excluded) are tokens; the offsets, sentences and ids of the published rows derive from them.
"""

from __future__ import annotations

from dataclasses import dataclass

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
    noun: Span | None = None
    noun_tokens: Span | None = None
    item: str = "other"
    event: str | None = None
    actor_id: str | None = None
    attribution: int | None = None
    place_id: str | None = None


@dataclass(slots=True)
class Actor:
    """A named actor; id None until the document's names are resolved."""

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


@dataclass(slots=True)
class Location:
    """A place name used as a place."""

    start: int
    end: int
    first: int
    last: int
    rule: str
    place_id: str | None
    confidence: float
    candidates: int


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
