"""Text for the benchmark where no corpus is at hand: made-up sentences with random names and figures."""

import json
import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

SENTENCES = (
    "{name} said on {day} that at least {number} {things} had been {fate} near {town}.",
    "Officials in {town} put the number of {fate} {things} at between {number} and {larger}.",
    "The ministry denied that its {things} were {fate}, according to a statement seen by {name}.",
    "More than {number} {things} were moved {short} km to the {side} of {town}, {name} told reporters.",
    "“We counted {number} {things},” {name} said.",
    "The weather in {town} stayed cold and the road to the {side} was open again by the evening.",
    "Nobody could say when the {things} would return, and {name} declined to comment.",
    "Ukraine and Russia each claim to have {fate} {number} {things} since {day}.",
)
WORDS = {
    "day": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "things": ("tanks", "drones", "soldiers", "civilians", "T-72 tanks", "armoured vehicles", "houses", "rockets"),
    "fate": ("destroyed", "captured", "hit", "evacuated", "lost", "seen"),
    "side": ("north", "south", "east", "west"),
}
REPORTS = (
    "{source} said on {day} that {bound} {number} {adjective} {things} had been {fate} in {region}.",
    "{bound} {number} {adjective} soldiers were deployed near {region}, according to {source}.",
    "{source} estimated that {number} {adjective} {things} were {fate} in {region} since {month}.",
    "{source} controls {number} square kilometres of {region}, {name} told reporters.",
    "“{number} {adjective} {things} were {fate} in {region},” {name} said.",
)
REPORTED = WORDS | {
    "things": ("soldiers", "tanks", "drones", "missiles"),
    "fate": ("destroyed", "captured", "killed", "shot down"),
    "source": ("Ukraine", "Russia", "The Ukrainian army", "The Russian Defence Ministry", "Kyiv", "NATO", "Reuters"),
    "adjective": ("Ukrainian", "Russian"),
    "bound": ("at least", "up to", "about", "more than", "exactly"),
    "region": ("Kursk Oblast", "Kharkiv Oblast", "Belgorod Oblast", "Sumy Oblast", "Donetsk Oblast", "Odesa"),
    "month": ("January", "February", "March", "April"),
}
SYLLABLES = ("ba", "dor", "ke", "lin", "mo", "nar", "os", "pel", "ri", "sto", "tav", "ul", "ven", "zar")


def write_made_up_corpus(path: Path, byte_count: int = 10_000_000) -> None:
    """Write a JSONL file with about so much text, the same at every run."""
    dice = random.Random(20260101)
    written = number = 0
    with path.open("w", encoding="utf-8") as file:
        while written < byte_count:
            text = "\n".join(" ".join(made_up_sentence(dice) for _ in range(3)) for _ in range(8))
            file.write(json.dumps({"id": f"made-up-{number}", "text": text}) + "\n")
            written += len(text.encode())
            number += 1


def write_made_up_reports(path: Path, count: int) -> None:
    """Write a JSONL file with so many dated reports whose claims collide and coincide, the same at every run."""
    dice = random.Random(20260102)
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            text = " ".join(made_up_sentence(dice, REPORTS, REPORTED) for _ in range(5))
            day = date(2024, 1, 1) + timedelta(days=dice.randrange(700))
            outlet = f"The {made_up_name(dice)} Post"
            report = {"id": f"report-{number}", "text": text, "published_on": day.isoformat(), "outlet": outlet}
            file.write(json.dumps(report) + "\n")


def made_up_sentence(
    dice: random.Random, sentences: Sequence[str] = SENTENCES, choices: Mapping[str, Sequence[str]] = WORDS
) -> str:
    """One sentence with its blanks filled."""
    figure = dice.randint(2, 9000)
    words = {key: dice.choice(values) for key, values in choices.items()}
    words |= {"name": f"{made_up_name(dice)} {made_up_name(dice)}", "town": made_up_name(dice)}
    words |= {"number": f"{figure:,}", "larger": f"{figure * 2:,}", "short": str(dice.randint(2, 90))}
    return dice.choice(sentences).format_map(words)


def made_up_name(dice: random.Random) -> str:
    """Two or three syllables with a capital."""
    return "".join(dice.choices(SYLLABLES, k=dice.randint(2, 3))).capitalize()
