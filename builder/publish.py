"""Files to a release for everyone: as a build, but compared with the release before, numbered by it, and for good."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from claimledger.build import (
    DATASET,
    EPOCH,
    TITLE,
    about_tables,
    descriptor_path,
    origin_of,
    skip_reasons,
    valid_tables,
)
from claimledger.build import row_counts as count_rows
from claimledger.engine.means import HERE, Means
from claimledger.engine.run import OnStep
from claimledger.packages import DEFAULT_OUT
from claimledger.release import redact
from claimledger.release.about import About
from claimledger.release.differences import Difference
from claimledger.release.frames import arrange
from claimledger.release.plan import plan_release
from claimledger.release.publication import publish as put_in_place
from claimledger.release.publication import settle
from claimledger.release.removals import MAX_REMOVED
from claimledger.release.versions import FIRST_VERSION


@dataclass(frozen=True)
class PublishReport:
    """What was published. folder: null when nothing has changed since `version`; difference: null for the first."""

    folder: Path | None
    version: str
    difference: Difference | None
    row_counts: Mapping[str, int]
    skipped: Mapping[str, int]
    warnings: pl.DataFrame


def publish(
    paths: Sequence[Path] = (),
    out: Path = DEFAULT_OUT,
    *,
    dataset: str = DATASET,
    version: str | None = None,
    note: str | None = None,
    max_removed: float | None = MAX_REMOVED,
    keep_going: bool = False,
    scores: Mapping[str, Any] | None = None,
    means: Means = HERE,
    on_step: OnStep = lambda *_: None,
) -> PublishReport:
    """Publish the next release of a data set as `<out>/<dataset>-<version>/` and .zip, and list it in index.json.

    Without a version the computed one is taken (release.versions). The running words of documents that are not open
    are left out, always. note: a paragraph for the changelog. max_removed: the share of its rows that a table may
    lose, null for any. scores: for the quality report. Same corpus, arguments and releases before give the same bytes,
    but for the .duckdb, whatever the means.

    Raises ClaimledgerError, and then nothing has been written: what `build` raises, and for a version too low, too many
    rows lost, or an earlier release that is not as it was published.
    """
    About(dataset, version or FIRST_VERSION, EPOCH, TITLE, ())  # refuses a bad name or version before the work
    current = descriptor_path(out)
    settle(out, current)
    valid = valid_tables(paths, out, keep_going, means, on_step)
    tables, warnings = valid.frames, valid.warnings
    frames = arrange(redact(tables))
    origin = origin_of(paths, {"redact": True, "keep_going": keep_going}, warnings, scores)
    about = about_tables(tables, dataset, version or FIRST_VERSION, origin)
    plan = plan_release(frames, out, about, stated_version=version, max_removed=max_removed)
    folder = put_in_place(frames, out, plan, current=current, note=note) if plan.is_needed else None
    valid.clear()
    told = count_rows(tables), skip_reasons(tables), warnings
    return PublishReport(folder, plan.about.version, plan.difference, *told)
