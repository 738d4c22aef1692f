"""How right is a place of a given confidence? Writes docs/confidence.md from gold sets of places.

    python benchmarks/confidence.py ../shared/gold/locations

A set is a .jsonl file: one document a line with `text` and `spans` (`start`, `end`, `lat`, `lon`, `geonames_id`). A
name counts that overlaps a gold span with a point. It is right when it has the id of the span or lies within 161 km.
Countries, continents, regions and waters are left out where a set has no ids: their point is a matter of convention.
With --fit the table CALIBRATION of builder/extract/resolution.py is printed anew.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from claimledger.extract import resolution
from claimledger.pipeline import annotate
from claimledger.text.scan import scan

KM, EARTH_KM = 161.0, 6371.0
WIDE = ("country", "continent", "region", "water")
BINS = 10
DOCS = Path(__file__).parent.parent / "docs" / "confidence.md"

HEAD = """# How sure is a place?

`confidence` of `locations` says how likely the place is the one meant. It is the share that the place has among all
candidates of its name and the place that no gazetteer has, read through a small table (`CALIBRATION` in
`builder/extract/resolution.py`) fitted on the development halves of four public sets of news. Below a share of
{abstain} no place is chosen, so that the lowest bins are empty. A name is right here when it has the id that the set
gives, or lies within 161 km of its point. Written by `python benchmarks/confidence.py GOLD`.

| confidence | mean | share right | names |
|---|---|---|---|
"""


def judged(path: Path) -> Iterator[tuple[float, bool]]:
    """(confidence, whether it is right) of every resolved name that the set tells about."""
    documents = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    has_ids = any(span.get("geonames_id") for document in documents for span in document["spans"])
    texts = scan([str(number) for number in range(len(documents))], [one["text"] for one in documents])
    found = annotate(texts, np.full(len(documents), np.datetime64("NaT"), "M8[D]"))
    names, batch, rows = found.scan.names, found.scan.batch, found.locations
    of = batch.document_of(rows.start)
    for number, place_id, confidence, start, end in zip(
        of.tolist(),
        rows.place_id.tolist(),
        rows.confidence.tolist(),
        (rows.start - batch.starts[of]).tolist(),
        (rows.end - batch.starts[of]).tolist(),
        strict=True,
    ):
        place = found.places.get(names.value(place_id) or "")
        spans = documents[number]["spans"]
        gold = next((one for one in spans if one["start"] < end and one["end"] > start and one.get("lat")), None)
        if place is None or gold is None or (not has_ids and place.feature in WIDE):
            continue
        same = place.place_id == f"geonames:{gold.get('geonames_id')}"
        yield confidence, same or distance(place.latitude, place.longitude, gold["lat"], gold["lon"]) <= KM


def distance(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Kilometres between two points."""
    north, east = np.radians(other_latitude - latitude), np.radians(other_longitude - longitude)
    half = np.sin(north / 2) ** 2 + np.cos(np.radians(latitude)) * np.cos(np.radians(other_latitude)) * (
        np.sin(east / 2) ** 2
    )
    return float(2 * EARTH_KM * np.arcsin(np.sqrt(half)))


def curve(confidence: np.ndarray, right: np.ndarray) -> tuple[list[tuple[float, float, float, int]], float]:
    """Bins (from, mean confidence, share right, names), and the expected calibration error."""
    number = np.minimum((confidence * BINS).astype(int), BINS - 1)
    rows = []
    for one in range(BINS):
        inside = number == one
        if inside.any():
            rows.append((one / BINS, confidence[inside].mean(), right[inside].mean(), int(inside.sum())))
    error = sum(abs(mean - share) * count for _, mean, share, count in rows) / len(right)
    return rows, float(error)


def monotone(share: np.ndarray, right: np.ndarray, parts: int = 12) -> list[tuple[float, float]]:
    """Knots of the share and how often it is right: equal parts, pooled until they never fall."""
    order = np.argsort(share)
    pools = [[share[part].mean(), right[part].mean(), len(part)] for part in np.array_split(order, parts)]
    at = 0
    while at < len(pools) - 1:
        if pools[at][1] <= pools[at + 1][1]:
            at += 1
            continue
        (low, a, n), (high, b, m) = pools[at], pools.pop(at + 1)
        pools[at] = [(low * n + high * m) / (n + m), (a * n + b * m) / (n + m), n + m]
        at = max(at - 1, 0)
    return [(round(float(low), 3), round(float(value), 3)) for low, value, _ in pools]


def main() -> None:
    """Write the curve, or print the table it is made with."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    if options.fit:
        resolution.CALIBRATION = ((0.0, 0.0), (1.0, 1.0))
    sets = {path.stem: list(judged(path)) for path in sorted(options.folder.glob("*.jsonl"))}
    sets = {name: found for name, found in sets.items() if found}
    every = np.array([pair for found in sets.values() for pair in found], np.float64)
    if options.fit:
        print(monotone(every[:, 0], every[:, 1]))
        return
    rows, error = curve(every[:, 0], every[:, 1])
    lines = [
        *HEAD.format(abstain=resolution.ABSTAIN_BELOW).splitlines(),
        *(
            f"| {low:.1f} to {low + 1 / BINS:.1f} | {mean:.2f} | {share:.2f} | {count} |"
            for low, mean, share, count in rows
        ),
    ]
    lines += ["", "Expected calibration error, the mean distance between confidence and share right:", ""]
    lines += ["| set | names | error |", "|---|---|---|"]
    for name, found in sets.items():
        pairs = np.array(found, np.float64)
        lines.append(f"| {name} | {len(pairs)} | {curve(pairs[:, 0], pairs[:, 1])[1]:.3f} |")
    lines.append(f"| all | {len(every)} | {error:.3f} |")
    DOCS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
