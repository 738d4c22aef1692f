"""Text for the benchmark where no corpus is at hand: made-up sentences with random names and figures."""

import json
import random
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


def made_up_sentence(dice: random.Random) -> str:
    """One sentence with its blanks filled."""
    figure = dice.randint(2, 9000)
    words = {key: dice.choice(values) for key, values in WORDS.items()}
    words |= {"name": f"{made_up_name(dice)} {made_up_name(dice)}", "town": made_up_name(dice)}
    words |= {"number": f"{figure:,}", "larger": f"{figure * 2:,}", "short": str(dice.randint(2, 90))}
    return dice.choice(SENTENCES).format_map(words)


def made_up_name(dice: random.Random) -> str:
    """Two or three syllables with a capital."""
    return "".join(dice.choices(SYLLABLES, k=dice.randint(2, 3))).capitalize()
