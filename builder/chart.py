"""A chart of a comparison: the interval each claim asserts, over time, one colour a source."""

from __future__ import annotations

from pathlib import Path
from textwrap import shorten
from typing import Any

import pyarrow as pa

from claimledger.errors import ClaimledgerError

SUFFIXES = (".png", ".svg", ".pdf")
_SHOWN_IN = {"m2": (1e6, "km²"), "m": (1e3, "km"), "s": (86400.0, "days"), "kg": (1e3, "t"), "1": (0.01, "%")}
"""Base unit -> how many of it the shown unit is, and the name of that."""
_LONGEST_SOURCE = 40
_HEIGHT_PER_CLAIM, _MARGIN, _WIDTH = 0.34, 1.4, 10.0


def draw(claims: pa.Table, title: str, path: Path) -> int:
    """Write the chart of a comparison (see compare.compare) and return how many claims it shows.

    One line a claim, in order of the day it speaks of: a bar from its lower to its upper end, a dot for an exact
    figure, an arrow where an end is open. Claims without a number are left out; of several units the one that most
    claims have is shown. Raises ClaimledgerError where matplotlib is missing, for another file ending, and where no
    claim has a number.
    """
    if path.suffix.lower() not in SUFFIXES:
        remedy = "Name the file accordingly."
        raise ClaimledgerError(str(path), f"the ending {path.suffix!r}", f"one of {', '.join(SUFFIXES)}", remedy)
    rows = _rows(claims)
    if not rows:
        remedy = "Choose an item with figures."
        raise ClaimledgerError(str(path), "no claim with a number", "claims to draw", remedy)
    figure = _figure(rows, title)
    try:
        # no date or version of the library in the file: the same claims, the same bytes
        meta = {".png": {"Software": None}, ".svg": {"Date": None, "Creator": None}, ".pdf": {"CreationDate": None}}
        figure.savefig(path, metadata=meta[path.suffix.lower()])
    except OSError as error:
        remedy = "Name a file in a folder that exists and that may be written."
        raise ClaimledgerError(str(path), str(error), "a file that can be written", remedy) from None
    return len(rows)


def _rows(claims: pa.Table) -> list[dict[str, Any]]:
    """The claims with a number in the unit that most have, by the day they speak of."""
    rows = [row for row in claims.to_pylist() if row["min_si"] is not None or row["max_si"] is not None]
    units = [row["unit_si"] for row in rows]
    rows = [row for row in rows if row["unit_si"] == max(units, key=units.count)]
    return sorted(rows, key=lambda row: (str(row["refers_from_on"] or row["asserted_on"] or ""), row["doc_id"]))


def _figure(rows: list[dict[str, Any]], title: str) -> Any:
    try:
        from matplotlib import rcParams  # noqa: PLC0415 - an extra, and slow to load
        from matplotlib.figure import Figure  # noqa: PLC0415
    except ImportError:
        remedy = "Install it: pip install 'claimledger[chart]'."
        raise ClaimledgerError("chart", "no matplotlib", "the library that draws charts", remedy) from None
    rcParams["svg.hashsalt"], rcParams["svg.fonttype"] = "claimledger", "none"
    factor, unit = _SHOWN_IN.get(rows[0]["unit_si"], (1.0, rows[0]["unit_si"] or "count"))
    sources = [row["source"] or row["outlet"] or row["doc_id"] for row in rows]
    colour = {source: f"C{number % 10}" for number, source in enumerate(dict.fromkeys(sources))}
    ends = [end / factor for row in rows for end in (row["min_si"], row["max_si"]) if end is not None]
    reach = max(ends) * 1.15 or 1.0
    figure = Figure(figsize=(_WIDTH, _MARGIN + _HEIGHT_PER_CLAIM * len(rows)), layout="constrained")
    axes = figure.add_subplot()
    for line, (row, source) in enumerate(zip(rows, sources, strict=True)):
        low, high = (None if row[end] is None else row[end] / factor for end in ("min_si", "max_si"))
        begin, end = min(0.0, *ends) if low is None else low, reach if high is None else high
        axes.plot([begin, end], [line, line], color=colour[source], linewidth=2.5, solid_capstyle="butt")
        for value, mark, stated in ((begin, "<", low), (end, ">", high)):
            axes.plot([value], [line], color=colour[source], marker="o" if stated is not None else mark, markersize=5)
    axes.set_yticks(range(len(rows)), [_label(row, source) for row, source in zip(rows, sources, strict=True)])
    axes.invert_yaxis()
    axes.set_xlim(left=min(0.0, *ends), right=reach * 1.02)
    axes.set_xlabel(unit)
    axes.xaxis.set_major_formatter("{x:,.6g}")
    axes.set_title(title, loc="left")
    axes.grid(axis="x", alpha=0.3)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    return figure


def _label(row: dict[str, Any], source: str) -> str:
    """2024-08-09  Armed forces of Russia: up to 1,000 (deployed)."""
    day = row["refers_from_on"] or row["asserted_on"] or "no date"
    event = f" ({row['event_code'].replace('_', ' ')})" if row["event_code"] else ""
    return f"{day}  {shorten(source, _LONGEST_SOURCE, placeholder=' ...')}: {row['surface']}{event}"
