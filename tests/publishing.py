"""Releases of the sample data set, the way tests make them: no corpus, no extraction."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl
from release_sample import ABOUT

from claimledger.release.about import About
from claimledger.release.frames import arrange
from claimledger.release.plan import plan_release
from claimledger.release.publication import publish, settle
from claimledger.release.removals import MAX_REMOVED
from claimledger.release.rights import redact


def publish_tables(
    tables: Mapping[str, pl.DataFrame],
    out: Path,
    *,
    version: str | None = None,
    note: str | None = None,
    max_removed: float | None = MAX_REMOVED,
    **about: object,
) -> Path | None:
    """The folder of the next release of the tables, with words withheld; null when nothing has changed."""
    current = out.parent / "datapackage.json"
    settle(out, current)
    frames = arrange(redact(tables))
    plan = plan_release(frames, out, About(**ABOUT | about), stated_version=version, max_removed=max_removed)
    return publish(frames, out, plan, current=current, note=note) if plan.is_needed else None


def corrected(tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The tables with one noun corrected, and a weapon that was overlooked."""
    place = {name: pl.lit(offset, pl.Int64) for name, offset in (("span_start", 50), ("span_end", 55))}
    second = tables["weapons"].with_columns(weapon_mention_id=pl.lit("open:w:50-55"), **place)
    return dict(tables) | {
        "quantities": tables["quantities"].with_columns(noun=pl.col("noun").replace("tanks", "guns")),
        "weapons": pl.concat([tables["weapons"], second]),
    }
