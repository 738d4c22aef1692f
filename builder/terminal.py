"""How the program speaks on a terminal: text made safe for it, consoles, and a bar for work that takes its time."""

import io
import sys
import time
from types import TracebackType
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

PATIENCE_S = 2.0

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


class Bar:
    """A progress bar on standard error, there from the moment the work has taken two seconds; nothing off a terminal.

    Call it with the step, the documents read so far, and the characters read so far.
    """

    def __init__(self, total: int | None) -> None:
        """Total: characters to expect; null when unknown, which makes the bar run to and fro."""
        self._total = total
        self._console = Console(stderr=True)
        self._begun = time.monotonic()
        self._shown: tuple[Progress, TaskID] | None = None

    def __enter__(self) -> "Bar":
        """The bar itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar off the screen."""
        if self._shown:
            self._shown[0].stop()

    def __call__(self, step: str, documents: int, characters: int) -> None:
        """Move the bar."""
        if self._shown is None:
            if not self._console.is_terminal or time.monotonic() - self._begun < PATIENCE_S:
                return
            columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[count]:,} documents"))
            progress = Progress(*columns, TimeElapsedColumn(), console=self._console, transient=True)
            progress.start()
            self._shown = progress, progress.add_task(step, total=self._total, count=documents)
        progress, task = self._shown
        done = None if self._total is None else min(characters, self._total)
        progress.update(task, description=step, completed=done, count=documents)
