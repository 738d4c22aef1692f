"""The gazetteer at work: which places a name may mean."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from claimledger.gazetteer.compile import compiled_folder, fold_name, name_hash
from claimledger.gazetteer.rows import ADMIN1, ADMIN2, SETTLEMENT, Row
from claimledger.text.vocabulary import seed_rows

GEONAMES_LICENCE = "CC BY 4.0"
CURATED_POPULATION = 1_000_000
"""A place somebody entered by hand is spoken of like a city of this size."""

MANY, SMALL = 12, 2_000
"""Of more towns of one name than these those with fewer people are left out."""

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


class Place(NamedTuple):
    """One place of the registry; coordinates in decimal degrees, population 0 when unknown."""

    place_id: str
    name: str
    feature: str
    country: str | None
    admin1: str | None
    admin1_name: str | None
    latitude: float
    longitude: float
    population: int
    source: str
    admin2: str | None = None
    admin2_name: str | None = None


class Gazetteer:
    """Names to candidate places, which are rows: those of the compiled tables, then the curated, then countries.

    latitude, longitude, population: a value for each row. feature, country, region: numbers of texts for each row;
    features, countries, regions: these texts.
    """

    def __init__(self) -> None:
        """Open the compiled files; what is read of them stays on disk until it is asked for."""
        folder = compiled_folder()
        self._names, self._places = _read(folder / "names.arrow"), _read(folder / "places.arrow")
        self._hash, self._place = _numbers(self._names["hash"]), _numbers(self._names["place"])
        self._cells = [_cell_of(self._places[name]) for name in self._places.column_names]
        self.compiled = len(self._places)
        self._added = [*_curated_places(), *_countries().values()]
        self._country_rows = {
            place.country: self.compiled + row for row, place in enumerate(self._added) if place.feature == "country"
        }
        self.latitude = self._measures("latitude")
        self.longitude = self._measures("longitude")
        self.population = self._measures("population")
        self.features, self.feature = self._texts("feature", (place.feature for place in self._added))
        self.countries, self.country = self._texts("country", (place.country or "" for place in self._added))
        self.regions, self.region = self._texts("region", map(_region_code, self._added))

    def _measures(self, column: str) -> Floats:
        added = np.array([getattr(place, column) for place in self._added], np.float64)
        return np.concatenate([np.from_dlpack(self._places[column].combine_chunks()), added], dtype=np.float64)

    def _texts(self, column: str, added: Iterable[str]) -> tuple[list[str], Ints]:
        coded = self._places[column].combine_chunks()
        texts = coded.dictionary.to_pylist()
        number = {text: number for number, text in enumerate(texts)}
        codes = [number.setdefault(text, len(number)) for text in added]
        return list(number), np.concatenate([np.from_dlpack(coded.indices), np.array(codes, np.int32)])

    @cached_property
    def phrases(self) -> list[str]:
        """Folded names of several words worth scanning for."""
        table = self._names.filter(self._names["is_phrase"])
        return table["name"].unique().to_pylist()

    def knows(self, name: str) -> bool:
        """Whether any settlement or admin area has this name."""
        digest = name_hash(fold_name(name))
        number = bisect_left(self._hash, digest)
        return number < len(self._hash) and self._hash[number] == digest

    @lru_cache(maxsize=200_000)  # noqa: B019 - one gazetteer a process
    def rows(self, name: str) -> tuple[int, ...]:
        """The rows of all places with this name, curated ones first, then by size."""
        key = fold_name(name)
        curated = [self.compiled + row for row in _curated_names().get(key, ())]
        compiled = [self._row_of_id.get(row, row) for row in self._named(key)]
        town = self.features.index(SETTLEMENT)
        others = sorted(
            set(compiled) - set(curated), key=lambda row: (self.feature[row] != town, -self.population[row], row)
        )
        return (*curated, *others)

    @lru_cache(maxsize=200_000)  # noqa: B019 - one gazetteer a process
    def likely_rows(self, name: str) -> tuple[int, ...]:
        """The rows of the places with this name that anybody speaks of.

        Of many towns the large ones; of many districts those that have no other name in full.
        """
        rows, key = self.rows(name), fold_name(name)
        town, district = self.features.index(SETTLEMENT), self.features.index(ADMIN2)
        few = sum(self.feature[row] == district for row in rows) <= MANY

        def is_likely(place: int, row: int) -> bool:
            if self.is_notable[row]:
                return True
            if self.feature[row] == district:
                return few or fold_name(self.at(row).name) == key
            return place < MANY or self.feature[row] != town or self.population[row] >= SMALL

        return tuple(row for place, row in enumerate(rows) if is_likely(place, row))

    @cached_property
    def _row_of_id(self) -> dict[int, int]:
        """For each compiled row that a curated place describes better: that place's row."""
        ids = np.from_dlpack(self._places["geonames_id"].combine_chunks())
        better = {place.place_id: self.compiled + row for row, place in enumerate(self._added)}
        wanted = {int(place_id[9:]): row for place_id, row in better.items() if place_id.startswith("geonames:")}
        found = np.flatnonzero(np.isin(ids, np.array(list(wanted), np.int64)))
        return {row: wanted[number] for row, number in zip(found.tolist(), ids[found].tolist(), strict=True)}

    def candidates(self, name: str) -> tuple[Place, ...]:
        """All places with this name, curated ones first, then by size."""
        return tuple(map(self.at, self.rows(name)))

    @lru_cache(maxsize=200_000)  # noqa: B019 - one gazetteer a process
    def largest(self, name: str) -> int:
        """The greatest population of a settlement or curated place with this name, -1 if no place has it."""
        size = -1
        for row in self.rows(name):
            is_area = row < self.compiled and self.features[self.feature[row]] != SETTLEMENT
            size = max(size, 0 if is_area else int(self.population[row]))
        return size

    def country_row(self, code: str) -> int:
        """The row of a country; -1 for a code that no country has."""
        return self._country_rows.get(code, -1)

    def region_number(self, code: str) -> int:
        """The number of a first-level area's code, `US.TX`; -1 for a code that no place has."""
        return self._region_numbers.get(code, -1)

    @cached_property
    def _region_numbers(self) -> dict[str, int]:
        return {code: number for number, code in enumerate(self.regions)}

    @cached_property
    def is_notable(self) -> Flags:
        """For each row whether somebody entered it by hand, or it is the capital of a country."""
        ids = np.from_dlpack(self._places["geonames_id"].combine_chunks())
        capitals = [int(row["capital_geonames_id"]) for row in seed_rows("countries") if row["capital_geonames_id"]]
        return np.append(np.isin(ids, capitals), np.ones(len(self._added), np.bool_))

    def _named(self, key: str) -> memoryview:
        digest = name_hash(key)
        low = bisect_left(self._hash, digest)
        return self._place[low : bisect_right(self._hash, digest, low)]

    def region_row(self, row: int) -> int:
        """The row of the first-level admin area a place lies in; -1 where there is none."""
        return self._region_rows.get(int(self.region[row]), -1)

    def region_of(self, place: Place) -> Place | None:
        """The first-level admin area a place lies in."""
        row = self._region_rows.get(self.region_number(_region_code(place) or "-"), -1)
        return self.at(row) if row >= 0 else None

    @cached_property
    def _region_rows(self) -> dict[int, int]:
        rows = np.flatnonzero((self.feature == self.features.index(ADMIN1)) & (self.region != self.region_number("")))
        return dict(zip(self.region[rows].tolist(), rows.tolist(), strict=True))

    @lru_cache(maxsize=200_000)  # noqa: B019 - one gazetteer a process
    def at(self, row: int) -> Place:
        """The place of a row."""
        if row >= self.compiled:
            return self._added[row - self.compiled]
        place = Row(*(cell(row) for cell in self._cells))
        return Place(
            place.register_id or f"geonames:{place.geonames_id}",
            place.name,
            place.feature,
            place.country,
            place.region.partition(".")[2] or None,
            place.admin1_name or None,
            place.latitude,
            place.longitude,
            place.population,
            "katottg" if place.register_id else "geonames",
            place.admin2 or None,
            place.admin2_name or None,
        )


def _region_code(place: Place) -> str:
    return f"{place.country}.{place.admin1}" if place.country and place.admin1 else ""


@cache
def load_gazetteer() -> Gazetteer:
    """The compiled gazetteer, read once a process."""
    return Gazetteer()


@cache
def _curated_places() -> tuple[Place, ...]:
    """The places of seeds/places.csv in their order."""
    return tuple(
        Place(
            row["place_id"],
            row["name"],
            row["feature_code"],
            row["country_code"] or None,
            row["admin1_code"] or None,
            None,
            float(row["latitude"]),
            float(row["longitude"]),
            CURATED_POPULATION,
            row["source"],
        )
        for row in seed_rows("places")
    )


@cache
def _curated_names() -> dict[str, tuple[int, ...]]:
    """Folded name -> numbers of curated places."""
    found: dict[str, tuple[int, ...]] = {}
    for number, row in enumerate(seed_rows("places")):
        for form in (row["name"], *filter(None, row["aliases"].split("|"))):
            found[fold_name(form)] = (*found.get(fold_name(form), ()), number)
    return found


@cache
def country_place(code: str) -> Place | None:
    """The country as a place."""
    return _countries().get(code)


@cache
def _countries() -> dict[str, Place]:
    return {
        row["country_code"]: Place(
            f"geonames:{row['geonames_id']}",
            row["name"],
            "country",
            row["country_code"],
            None,
            None,
            float(row["latitude"]),
            float(row["longitude"]),
            10_000_000,
            row["source"],
        )
        for row in seed_rows("countries")
    }


def _read(path: Path) -> pa.Table:
    with pa.memory_map(str(path)) as source:
        return pa.ipc.open_file(source).read_all()


def _numbers(column: pa.ChunkedArray) -> memoryview:
    """A column of numbers, read in place."""
    return np.from_dlpack(column.combine_chunks()).data


def _cell_of(column: pa.ChunkedArray) -> Callable[[int], Any]:
    """What reads one cell of a column without nulls: directly where it can, since Arrow makes an object for each."""
    if pa.types.is_string(column.type):
        texts = column.combine_chunks()
        return lambda number: texts[number].as_py()
    if pa.types.is_dictionary(column.type):
        coded = column.combine_chunks()
        values, codes = coded.dictionary.to_pylist(), np.from_dlpack(coded.indices).data
        return lambda number: values[codes[number]]
    return _numbers(column).__getitem__
