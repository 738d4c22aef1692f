"""How far the work has come: a bar for a terminal, or lines of JSON for a machine that reads them."""

import json
import sys
import time
from collections.abc import Mapping
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

PATIENCE_S = 2.0
LINE_EVERY_S = 1.0


class Pace:
    """How fast characters are read, since the first time it was told; what earlier runs have done does not count."""

    def __init__(self, total: int | None) -> None:
        """Total: characters to expect, null when unknown."""
        self._total = total
        self._first: tuple[float, int] | None = None

    def measure(self, characters: int) -> tuple[float | None, float | None]:
        """Megabytes (10^6 characters) a second, and seconds left; null where there is nothing to tell it by."""
        now = time.monotonic()
        if self._first is None:
            self._first = now, characters
        begun, before = self._first
        rate = (characters - before) / 1e6 / (now - begun) if characters > before and now > begun else None
        left = max(0.0, (self._total - characters) / 1e6 / rate) if rate and self._total is not None else None
        return rate, left


class Bar:
    """A progress bar on standard error, there from the moment the work has taken two seconds; nothing off a terminal.

    Call it with the step, the documents read so far, and the characters read so far.
    """

    def __init__(self, total: int | None) -> None:
        """Total: characters to expect; null when unknown, which makes the bar run to and fro."""
        self._total = total
        self._pace = Pace(total)
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
        rate, left = self._pace.measure(characters)
        if self._shown is None:
            if not self._console.is_terminal or time.monotonic() - self._begun < PATIENCE_S:
                return
            columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[told]}"))
            progress = Progress(*columns, TimeElapsedColumn(), console=self._console, transient=True)
            progress.start()
            self._shown = progress, progress.add_task(step, total=self._total, told="")
        progress, task = self._shown
        done = None if self._total is None else min(characters, self._total)
        told = [f"{documents:,} documents"]
        if rate and step == "extract":
            told += [f"{rate:.1f} MB/s"] + ([f"{left:,.0f} s left"] if left is not None else [])
        progress.update(task, description=step, completed=done, told=", ".join(told))

    def tell_end(self, row_counts: Mapping[str, int], skipped: Mapping[str, int]) -> None:
        """Nothing more: the command itself says what it has written."""


class JsonLog:
    """One JSON object a line on standard error: at each new step, then about once a second, and at the end."""

    def __init__(self, total: int | None) -> None:
        """Total: characters to expect; null when unknown."""
        self._pace = Pace(total)
        self._begun = time.monotonic()
        self._last: tuple[str, float] = "", 0.0

    def __enter__(self) -> "JsonLog":
        """The log itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Say that the work has failed, if it has."""
        if error is not None:
            self._write({"event": "error", "error": str(error)})

    def __call__(self, step: str, documents: int, characters: int) -> None:
        """Write a line, unless one of the same step has just been written."""
        rate, left = self._pace.measure(characters)
        now = time.monotonic()
        if step == self._last[0] and now - self._last[1] < LINE_EVERY_S:
            return
        self._last = step, now
        pace = {"mb_per_second": rate and round(rate, 2), "seconds_left": left and round(left)}
        counts = {"documents": documents, "characters": characters}
        self._write({"event": "progress", "step": step, **counts, **(pace if step == "extract" else {})})

    def tell_end(self, row_counts: Mapping[str, int], skipped: Mapping[str, int]) -> None:
        """Write the last line: rows by table, and skipped documents and inputs by reason."""
        self._write({"event": "end", "rows": dict(row_counts), "skipped": dict(skipped)})

    def _write(self, line: Mapping[str, object]) -> None:
        seconds = round(time.monotonic() - self._begun, 2)
        sys.stderr.write(f"{json.dumps({'seconds': seconds, **line}, ensure_ascii=False)}\n")
        sys.stderr.flush()
