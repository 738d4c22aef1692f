"""How right are the links of a figure: whose things, who says it, where, and when?

    python benchmarks/linking.py ../shared/gold --errors 20

linking.csv holds the right answers to the figures, found by reading; linking.md says what counts as right. The texts
are not part of the project: they lie in the folder of gold sets. Rows come from the table `claims` where there is one,
else from `quantities`, which has no dates. The split `final` is for a single measurement when the rules are done; it is
left out unless asked for, so that nobody tunes on it.
"""

from __future__ import annotations

import csv
import json
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import polars as pl

from claimledger.build import extract_to

ANSWERS = Path(__file__).with_name("linking.csv")
GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold"
NONE = "none"
TARGETS = {"owner": 0.85, "source": 0.88, "place": 0.80, "date": 0.85}

Span = tuple[int, int]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Extracted:
    """What the program says. claims: rows by document; spans: (start, end, id) of names by document."""

    claims: Mapping[str, Sequence[Row]]
    sources: Mapping[str, Sequence[Span]]
    speakers: Mapping[str, str]
    actors: Mapping[str, Sequence[tuple[int, int, str]]]
    places: Mapping[str, Sequence[tuple[int, int, str]]]
    actor_registry: Mapping[str, Row]
    place_names: Mapping[str, str]


@dataclass(frozen=True)
class Verdict:
    """One facet of one figure. found: what the program says, None for nothing."""

    answer: Row
    facet: str
    is_right: bool
    found: str | None


@click.command()
@click.argument("gold", type=click.Path(path_type=Path), default=GOLD)
@click.option("--errors", type=click.IntRange(min=0), default=0, help="List this many wrong answers of each kind.")
@click.option("--final", is_flag=True, help="Measure the split kept for the end too. Once.")
def main(gold: Path, errors: int, final: bool) -> None:
    """Measure how right the links of figures are, over the gold sets in the folder GOLD."""
    with ANSWERS.open(encoding="utf-8", newline="") as file:
        answers = [row for row in csv.DictReader(file) if final or row["split"] == "tuning"]
    if not (gold / "entities").is_dir():
        print(f"Skipped: the texts are not in {gold}. Name the folder of gold sets, which has entities/, quantities/.")
        return
    with tempfile.TemporaryDirectory() as folder:
        extract_to([write_documents(answers, gold, Path(folder))], Path(folder) / "tables")
        extracted = read_tables(Path(folder) / "tables")
    for split in ("tuning", "final") if final else ("tuning",):
        print_split(split, [row for row in answers if row["split"] == split], extracted, errors)


def write_documents(answers: Sequence[Row], gold: Path, folder: Path) -> Path:
    """A corpus of the documents that are asked about, with the days they were published on."""
    published = {row["doc"]: row["published_on"] or None for row in answers}
    corpus = folder / "documents.jsonl"
    with corpus.open("w", encoding="utf-8") as file:
        for stem in sorted({doc.partition("/")[0] for doc in published}):
            for line in (line for path in gold.glob(f"*/{stem}.jsonl") for line in path.open(encoding="utf-8")):
                document = json.loads(line)
                doc = f"{stem}/{document['doc_id']}"
                if doc in published:
                    text = {"id": doc, "text": document["text"], "published_on": published.pop(doc)}
                    file.write(json.dumps(text) + "\n")
    if published:
        raise SystemExit(f"{gold} lacks the documents {', '.join(sorted(published))}. The gold sets have changed.")
    return corpus


def read_tables(folder: Path) -> Extracted:
    """What linking needs of the tables in a folder."""
    tables = {path.stem: pl.read_parquet(path).to_dicts() for path in folder.glob("*.parquet")}
    claims = tables.get("claims") or [{**row, "owner_actor_id": row["actor_id"]} for row in tables["quantities"]]
    sources = [row for row in tables["attribution_spans"] if row["role_code"] == "source"]
    return Extracted(
        claims=grouped(claims, "doc_id", lambda row: row),
        sources=grouped(sources, "attribution_id", lambda row: (row["span_start"], row["span_end"])),
        speakers={row["attribution_id"]: row["source_actor_id"] for row in tables["attributions"]},
        actors=grouped(tables["actors"], "doc_id", lambda row: (row["span_start"], row["span_end"], row["actor_id"])),
        places=grouped(
            [row for row in tables["locations"] + tables["actors"] if row["place_id"]],
            "doc_id",
            lambda row: (row["span_start"], row["span_end"], row["place_id"]),
        ),
        actor_registry={row["actor_id"]: row for row in tables["actor_registry"]},
        place_names={row["place_id"]: row["name"] for row in tables["place_registry"]},
    )


def grouped(rows: Iterable[Row], key: str, value: Callable[[Row], Any]) -> dict[str, list[Any]]:
    """Values of rows by the text in one column."""
    groups: dict[str, list[Any]] = {}
    for row in rows:
        groups.setdefault(row[key], []).append(value(row))
    return groups


def print_split(split: str, answers: Sequence[Row], extracted: Extracted, errors: int) -> None:
    """Print the share right of each facet, then the wrong answers asked for."""
    pairs = [(answer, claim_at(answer, extracted)) for answer in answers]
    found = sum(claim is not None for _, claim in pairs)
    print(f"{split}: {found} of {len(pairs)} figures have a row; a figure without one is wrong everywhere")
    print(f"{'':10} {'right':>7} {'of':>5} {'share':>7} {'target':>7} {'other':>6} {'nothing said':>13}")
    for facet, judge in JUDGES.items():
        verdicts = [judge(answer, claim, extracted) for answer, claim in pairs]
        known = [verdict for verdict in verdicts if verdict is not None]
        if len(known) < len(verdicts):
            print(f"{facet:10} not in the tables yet")
            continue
        wrong = [verdict for verdict in known if not verdict.is_right]
        silent = sum(verdict.found is None for verdict in wrong)
        share, target = 1 - len(wrong) / len(known), TARGETS.get(facet)
        aim = f"{target:7.0%}" if target else " " * 7
        right = len(known) - len(wrong)
        print(f"{facet:10} {right:7} {len(known):5} {share:7.1%} {aim} {len(wrong) - silent:6} {silent:13}")
        for verdict in wrong[:errors]:
            print_error(verdict)


def print_error(verdict: Verdict) -> None:
    """Print one wrong answer: where, what is right, what the program says."""
    answer = verdict.answer
    right = " ".join(f"{column}={answer[column]}" for column in COLUMNS[verdict.facet] if answer[column])
    print(f"  {answer['doc']} {answer['span_start']}-{answer['span_end']} {right or NONE} | {verdict.found}")


def claim_at(answer: Row, extracted: Extracted) -> Row | None:
    """The row of the program that shares most characters with the figure."""
    span = int(answer["span_start"]), int(answer["span_end"])
    rows = extracted.claims.get(answer["doc"], ())
    best = max(rows, key=lambda row: shared(span, (row["span_start"], row["span_end"])), default=None)
    return best if best and shared(span, (best["span_start"], best["span_end"])) > 0 else None


def shared(one: Span, other: Span) -> int:
    """Characters that two spans share; negative: how far they lie apart."""
    return min(one[1], other[1]) - max(one[0], other[0])


def judge_owner(answer: Row, claim: Row | None, extracted: Extracted) -> Verdict:
    """Right: one of the ids or names, or the same country where a state or its forces own the things."""
    actor = claim["owner_actor_id"] if claim else None
    registered = extracted.actor_registry.get(actor or "", {})
    names = {folded(name) for name in (registered.get("name"), *(registered.get("aliases") or "").split("|")) if name}
    allowed = choices(answer["owner"])
    country = claim.get("owner_country_code") or registered.get("country_code") if claim else None
    is_right = claim is not None and (
        (actor in allowed or any(folded(name) in names for name in allowed if name))
        or (country is not None and country == answer["owner_country"])
        or (country is not None and any(is_of_state(name, country) for name in allowed))
    )
    return Verdict(answer, "owner", is_right, actor)


def is_of_state(actor_id: str | None, country: str) -> bool:
    """Whether an id is that of the country, its government or its forces."""
    kind, _, rest = (actor_id or "").partition(":")
    return kind in {"state", "gov", "forces"} and rest.partition(":")[0] == country


def judge_source(answer: Row, claim: Row | None, extracted: Extracted) -> Verdict:
    """Right: the source's words overlap, or the source is the actor named there, or both have none."""
    spans = spans_of(answer["source_start"], answer["source_end"])
    attribution = claim["attribution_id"] if claim else None
    words = extracted.sources.get(attribution or "", ())
    speaker = extracted.speakers.get(attribution or "")
    named = {actor for *at, actor in extracted.actors.get(answer["doc"], ()) if overlaps((at[0], at[1]), spans)}
    is_right = claim is not None and (
        any(overlaps(span, spans) for span in words)
        or (speaker is not None and speaker in named)
        or (not words and speaker is None and None in choices(answer["source_start"]))
    )
    said = " ".join(f"{start}-{end}" for start, end in words)
    return Verdict(answer, "source", is_right, f"{said} {speaker or ''}".strip() or None)


def judge_place(answer: Row, claim: Row | None, extracted: Extracted) -> Verdict:
    """Right: one of the names, or the place that the program sees in the annotated words, or both have none."""
    place = claim["place_id"] if claim else None
    name = (claim.get("place_name") if claim else None) or extracted.place_names.get(place or "")
    allowed = choices(answer["place"])
    spans = spans_of(answer["place_start"], answer["place_end"])
    seen = {place_id for *at, place_id in extracted.places.get(answer["doc"], ()) if overlaps((at[0], at[1]), spans)}
    is_right = claim is not None and (
        (place is None and name is None and None in allowed)
        or (place is not None and place in seen)
        or (name is not None and folded(name) in {folded(one) for one in allowed if one})
    )
    return Verdict(answer, "place", is_right, f"{name} {place or ''}".strip() if name else place)


def judge_date(answer: Row, claim: Row | None, _: Extracted) -> Verdict | None:
    """Right: both ends of the interval are the same. None where the table has no dates."""
    if claim is not None and "refers_from_on" not in claim:
        return None
    allowed = zip(choices(answer["refers_from_on"]), choices(answer["refers_to_on"]), strict=True)
    first, last = (text_of(claim[end]) if claim else None for end in ("refers_from_on", "refers_to_on"))
    found = f"{first or ''}/{last or ''}" if first or last else None
    return Verdict(answer, "date", claim is not None and (first, last) in allowed, found)


def judge_modality(answer: Row, claim: Row | None, _: Extracted) -> Verdict | None:
    """Right: the same code. None where the table has none."""
    if claim is not None and "modality_code" not in claim:
        return None
    found = claim["modality_code"] if claim else None
    return Verdict(answer, "modality", found == answer["modality_code"], found)


JUDGES: dict[str, Callable[[Row, Row | None, Extracted], Verdict | None]] = {
    "owner": judge_owner,
    "source": judge_source,
    "place": judge_place,
    "date": judge_date,
    "modality": judge_modality,
}

COLUMNS = {
    "owner": ("owner", "owner_country"),
    "source": ("source_start", "source_end"),
    "place": ("place", "place_start", "place_end"),
    "date": ("refers_from_on", "refers_to_on", "published_on"),
    "modality": ("modality_code",),
}
"""The columns of linking.csv that a facet is judged by."""


def choices(cell: str) -> list[str | None]:
    """The right values of a cell; None where nothing is right too."""
    return [None if one in {"", NONE} else one for one in cell.split("|")]


def spans_of(starts: str, ends: str) -> list[Span]:
    """The right spans of two cells."""
    pairs = zip(choices(starts), choices(ends), strict=True)
    return [(int(start), int(end)) for start, end in pairs if start and end]


def overlaps(span: Span, spans: Iterable[Span]) -> bool:
    """Whether a span shares a character with one of the others."""
    return any(shared(span, other) > 0 for other in spans)


def folded(name: str) -> str:
    """A name without capitals, accents and apostrophes."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum() or letter == " ").strip()


def text_of(day: object) -> str | None:
    """A date as ISO 8601."""
    return None if day is None else str(day)


if __name__ == "__main__":
    main()
