"""The gazetteer at work: which places a name may mean."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import cache, cached_property, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from claimledger.gazetteer.compile import ADMIN1, compiled_folder, fold_name, name_hash
from claimledger.text.vocabulary import seed_rows

GEONAMES_LICENCE = "CC BY 4.0"


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


class Gazetteer:
    """Names to candidate places; curated places come first and stand alone."""

    def __init__(self) -> None:
        """Open the compiled files; what is read of them stays on disk until it is asked for."""
        folder = compiled_folder()
        self._names, self._places = _read(folder / "names.arrow"), _read(folder / "places.arrow")
        self._hash, self._place = _numbers(self._names["hash"]), _numbers(self._names["place"])
        self._population = _numbers(self._places["population"])
        self._cells = [_cell_of(self._places[name]) for name in self._places.column_names]

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
    def candidates(self, name: str) -> tuple[Place, ...]:
        """All places with this name, curated ones first, then by size."""
        key = fold_name(name)
        curated = _curated().get(key, ())
        found = [self._at(number) for number in self._numbers_of(key)]
        known = {place.place_id for place in curated}
        found = [place for place in found if place.place_id not in known]
        return (*curated, *sorted(found, key=lambda place: (-place.population, place.place_id)))

    @lru_cache(maxsize=200_000)  # noqa: B019 - one gazetteer a process
    def largest(self, name: str) -> int:
        """The greatest population of a place with this name, -1 if there is no such place."""
        key = fold_name(name)
        curated = (place.population for place in _curated().get(key, ()))
        return max(chain(curated, (self._population[number] for number in self._numbers_of(key))), default=-1)

    def _numbers_of(self, key: str) -> memoryview:
        digest = name_hash(key)
        low = bisect_left(self._hash, digest)
        return self._place[low : bisect_right(self._hash, digest, low)]

    @lru_cache(maxsize=50_000)  # noqa: B019 - one gazetteer a process
    def region_of(self, place: Place) -> Place | None:
        """The first-level admin area a place lies in."""
        return self._regions.get((place.country, place.admin1)) if place.country and place.admin1 else None

    @cached_property
    def _regions(self) -> dict[tuple[str | None, str | None], Place]:
        found: dict[tuple[str | None, str | None], Place] = {}
        features = self._places["feature"].combine_chunks()
        admin1 = features.dictionary.to_pylist().index(ADMIN1)
        for number in np.flatnonzero(np.from_dlpack(features.indices) == admin1).tolist():
            place = self._at(number)
            found[place.country, place.admin1] = place
        for places in _curated().values():
            for place in places:
                if place.feature == ADMIN1 and place.admin1:
                    found[place.country, place.admin1] = place
        return found

    def _at(self, number: int) -> Place:
        geonames_id, name, feature, country, admin1, admin1_name, *measures = [cell(number) for cell in self._cells]
        latitude, longitude, population = measures
        return Place(
            f"geonames:{geonames_id}",
            name,
            feature,
            country,
            admin1 or None,
            admin1_name or None,
            latitude,
            longitude,
            population,
            "geonames",
        )


@cache
def load_gazetteer() -> Gazetteer:
    """The compiled gazetteer, read once a process."""
    return Gazetteer()


@cache
def _curated() -> dict[str, tuple[Place, ...]]:
    found: dict[str, tuple[Place, ...]] = {}
    for row in seed_rows("places"):
        place = Place(
            row["place_id"],
            row["name"],
            row["feature_code"],
            row["country_code"] or None,
            row["admin1_code"] or None,
            None,
            float(row["latitude"]),
            float(row["longitude"]),
            1_000_000,
            row["source"],
        )
        for form in (row["name"], *filter(None, row["aliases"].split("|"))):
            found[fold_name(form)] = (*found.get(fold_name(form), ()), place)
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
