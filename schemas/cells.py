"""Words in CSV cells that a spreadsheet would run as a formula: made harmless on writing, undone on reading.

A spreadsheet takes a cell that begins with one of `= + - @`, a tab or a line end for a formula, quoted or not. Such
words get an apostrophe before them, and so do words that begin with apostrophes before such a character, so that taking
one apostrophe away always gives the words back. Numbers are no words and stay as they are.
"""

import polars as pl
import polars.selectors as cs

_FORMULA = r"'*[=+\-@\t\r\n＝＋－＠]"
"""The characters are those that OWASP lists under CSV injection, with the full-width ones of East Asian keyboards."""

ESCAPED = f"^'({_FORMULA})"
"""Pattern of a cell that has been escaped; what it captures takes the place of the match to undo it."""


def escape_cells(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with an apostrophe before all words that a spreadsheet would run."""
    return frame.with_columns(cs.string().str.replace(f"^({_FORMULA})", "'$1"))


def unescape_cells(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame as it was before escape_cells."""
    return frame.with_columns(cs.string().str.replace(ESCAPED, "$1"))
