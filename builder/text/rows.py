"""Rows as columns: what rules find in a batch, one array a field, and the texts of the batch as numbers.

A rule's work on thousands of matches is a few operations on arrays; an object for each row would cost more than all
scanning. A text that many rows share (an id, a code) is kept once, as a number of the batch's Names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from itertools import repeat
from types import FunctionType
from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Ints = npt.NDArray[np.int64]
"""Offsets, tokens or row numbers; -1 where there is none."""
Floats = npt.NDArray[np.float64]
"""Values; NaN where there is none."""
Flags = npt.NDArray[np.bool_]
Named = Ints
"""Numbers of Names; -1 where there is none."""
Numbers = npt.NDArray[np.int32]
"""Numbers below two billion, in half the memory: for columns of all tokens that are looked up in tables."""

NONE = -1
_NO_NAME = -2
_SPARSE = 64
"""Fewer keys than one in so many of those there could be are sorted rather than written down."""


def distinct(keys: Ints, size: int) -> tuple[Ints, Ints]:
    """Where each distinct key stands first, and for each key the place of its like among those; keys: 0 to size - 1."""
    if len(keys) * _SPARSE < size:
        _, first, place = np.unique(keys, return_index=True, return_inverse=True)
        return first, place
    number = np.arange(len(keys))
    known = np.empty(size, np.int64)
    known[keys[::-1]] = number[::-1]
    like = known[keys]
    is_first = like == number
    return np.flatnonzero(is_first), (np.cumsum(is_first) - 1)[like]


def looked_up(table: npt.NDArray[Any], keys: Numbers) -> npt.NDArray[Any]:
    """table[keys], read-only; keys that go beyond the table are a programmer's mistake nobody tells."""
    cells = pa.array(table.view(np.uint8) if table.dtype == np.bool_ else table)
    return pc.take(cells, pa.array(keys), boundscheck=False).to_numpy().view(table.dtype)


def asked_once(keys: Ints, size: int, tell: Callable[[int], Any], dtype: Any) -> npt.NDArray[Any]:
    """tell(key) for each key, asked once for each distinct one; keys: 0 to size - 1."""
    first, place = distinct(keys, size)
    return np.array([tell(key) for key in keys[first].tolist()], dtype)[place]


class Answers:
    """What is told of texts that have numbers; more texts may come."""

    def __init__(self, texts: list[str]) -> None:
        """texts: by number."""
        self._texts = texts
        self._columns: dict[Any, tuple[Flags, npt.NDArray[Any]]] = {}
        """For each question which texts have been asked for, and the answers."""

    def told(self, numbers: Ints, tell: Callable[[str], Any], dtype: Any) -> npt.NDArray[Any]:
        """tell(text) for each number.

        A plain function or lambda is asked once for each text, so it may look at nothing but the text and what never
        changes. One with a closure, which may hold values of a batch, is asked anew in each call.
        """
        texts = self._texts
        if not isinstance(tell, FunctionType) or tell.__closure__ or tell.__defaults__:
            return asked_once(numbers, len(texts), lambda number: tell(texts[number]), dtype)
        key = tell.__code__, dtype
        asked, answers = self._columns.get(key, (np.zeros(0, np.bool_), np.zeros(0, dtype)))
        if len(asked) < len(texts):
            more = max(len(texts) - len(asked), len(asked) // 4)
            asked, answers = np.append(asked, np.zeros(more, np.bool_)), np.append(answers, np.zeros(more, dtype))
            self._columns[key] = asked, answers
        new = numbers[~asked[numbers]]
        if len(new):
            new = np.unique(new)
            answers[new] = [tell(texts[number]) for number in new.tolist()]
            asked[new] = True
        return answers[numbers]


class Names:
    """The texts of a batch, each with its number."""

    def __init__(self) -> None:
        """No text yet."""
        self.values: list[str] = []
        self._number: dict[str | None, int] = {None: NONE}
        self._column = pa.array([], pa.string())
        self._answers = Answers(self.values)

    def number(self, value: str | None) -> int:
        """The number of a text, given now if it is new; -1 for None."""
        known = self._number.get(value)
        if known is None:
            assert value is not None
            known = self._number[value] = len(self.values)
            self.values.append(value)
        return known

    def numbers(self, values: Iterable[str | None]) -> Named:
        """The numbers of texts."""
        listed = values if isinstance(values, list) else list(values)
        found = np.fromiter(map(self._number.get, listed, repeat(_NO_NAME)), np.int64, len(listed))
        new = np.flatnonzero(found == _NO_NAME)
        if len(new):
            found[new] = [self.number(listed[place]) for place in new.tolist()]
        return found

    def value(self, number: int) -> str | None:
        """The text of a number."""
        return None if number < 0 else self.values[number]

    def column(self, numbers: Named) -> pa.Array:
        """The texts as an Arrow column, null where there is none."""
        if len(self._column) < len(self.values):
            self._column = pa.array(self.values, pa.string())
        return self._column.take(pa.array(numbers, mask=numbers < 0))

    def are(self, numbers: Named, *values: str) -> Flags:
        """For each number whether its text is one of the values."""
        found = np.zeros(len(numbers), np.bool_)
        for value in values:
            found |= numbers == self._number.get(value, _NO_NAME)
        return found

    def told(self, numbers: Named, tell: Callable[[str], Any], dtype: Any = np.int64, missing: Any = NONE) -> Any:
        """tell(text) for each number, asked once for each distinct text; `missing` where there is none."""
        known = np.flatnonzero(numbers >= 0)
        if len(known) == len(numbers):
            return self._answers.told(numbers, tell, dtype)
        told = self._answers.told(numbers[known], tell, dtype)
        answers = np.full((len(numbers), *told.shape[1:]), missing, dtype)
        answers[known] = told
        return answers


@dataclass
class Rows:
    """Rows found, as columns of one length. first, last: token range of each row (last excluded)."""

    first: Ints
    last: Ints

    record: ClassVar[type]
    """The record class with the same fields, for rules that build their few rows one by one."""

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.first)

    @property
    def closed(self) -> tuple[Ints, Ints]:
        """The token ranges that later rules of the grammar may not use again."""
        return self.first, self.last

    def take(self, which: npt.NDArray[Any]) -> Self:
        """The rows at these places, or where a mask says so."""
        return type(self)(**{field.name: getattr(self, field.name)[which] for field in fields(self)})

    @classmethod
    def join(cls, parts: Sequence[Self]) -> Self:
        """The rows of all parts, one part behind the other."""
        if not parts:
            return cls.of((), Names())
        return cls(
            **{field.name: np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(cls)}
        )

    def in_order(self) -> Self:
        """The rows in order of the text."""
        return self.take(np.argsort(self.first, kind="stable"))

    @classmethod
    def of(cls, records: Sequence[Any], names: Names) -> Self:
        """Columns of records; None becomes -1 or NaN."""
        columns = {field.name: _column(field.type, [getattr(one, field.name) for one in records], names)
                   for field in fields(cls)}  # fmt: skip
        return cls(**columns)

    def records(self, names: Names) -> list[Any]:
        """The rows one by one."""
        columns = [_values(field.type, getattr(self, field.name), names) for field in fields(self)]
        keys = [field.name for field in fields(self)]
        return [self.record(**dict(zip(keys, row, strict=True))) for row in zip(*columns, strict=True)]


def first_within(positions: Ints, low: Ints, high: Ints) -> Ints:
    """The first of the sorted positions in each range (its end excluded); -1 where there is none."""
    at = np.searchsorted(positions, low)
    nearest = np.append(positions, np.iinfo(np.int64).max)[at]
    return np.where(nearest < high, nearest, NONE)


def last_within(positions: Ints, low: Ints, high: Ints) -> Ints:
    """The last of the sorted positions in each range (its end excluded); -1 where there is none."""
    at = np.searchsorted(positions, high)
    nearest = np.concatenate(([NONE], positions))[at]
    return np.where(nearest >= low, nearest, NONE)


def _column(kind: Any, values: list[Any], names: Names) -> npt.NDArray[Any]:
    match kind:
        case "Named":
            return names.numbers(values)
        case "Floats":
            return np.array([np.nan if value is None else value for value in values], np.float64)
        case "Flags":
            return np.array(values, np.bool_)
        case _:
            return np.array([NONE if value is None else value for value in values], np.int64)


def _values(kind: Any, column: npt.NDArray[Any], names: Names) -> list[Any]:
    values = column.tolist()
    match kind:
        case "Named":
            return [names.value(value) for value in values]
        case "Floats":
            return [None if absent else value for value, absent in zip(values, np.isnan(column).tolist(), strict=True)]
        case "Flags":
            return values
        case _:
            return [None if value == NONE else value for value in values]


def covered(first: Ints, last: Ints) -> Ints:
    """Every token of the ranges."""
    lengths = last - first
    begins = np.cumsum(lengths) - lengths
    return np.repeat(first - begins, lengths) + np.arange(lengths.sum())
