"""How the program speaks on a terminal: text made safe for it, and consoles."""

import io
import sys
from typing import Any

from rich.console import Console

# A document may hold anything, also commands to the terminal: each control character becomes its picture, so that
# offsets stay.
_PICTURES = {code: 0x2400 + code for code in range(32) if code not in (9, 10)}
_PICTURES |= {127: 0x2421} | dict.fromkeys(range(128, 160), 0xFFFD)


def visible(text: str) -> str:
    """The text with control characters (but tab and line feed) replaced, one for one, by characters that show."""
    return text.translate(_PICTURES)


def as_words(value: object) -> str:
    """A value as a reader sees it: whole numbers without `.0`, all else as Python writes it."""
    is_whole = isinstance(value, float) and value.is_integer() and abs(value) < 1e15
    return f"{value:.0f}" if is_whole else str(value)


def is_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout.isatty()


def print_data(renderable: Any) -> None:
    """Print to standard output: in colour on a terminal, else plain, no line folded or filled with blanks."""
    if is_terminal():
        Console(highlight=False).print(renderable)
        return
    sys.stdout.write(_as_plain(renderable))


def print_words(renderable: Any) -> None:
    """Print what is no data to standard error, in the same way."""
    if sys.stderr.isatty():
        Console(stderr=True, highlight=False).print(renderable)
    else:
        sys.stderr.write(_as_plain(renderable))


def _as_plain(renderable: Any) -> str:
    plain = io.StringIO()
    console = Console(file=plain, highlight=False, width=100_000, color_system=None, force_terminal=False)
    console.print(renderable, no_wrap=True, crop=False)
    return "".join(f"{line.rstrip()}\n" for line in plain.getvalue().split("\n")[:-1])
