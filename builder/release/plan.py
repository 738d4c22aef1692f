"""What the next release of a data set will be: compared with the one before, with its version, past the gate."""

from dataclasses import dataclass, replace
from pathlib import Path

from claimledger.release.about import About
from claimledger.release.descriptor import DESCRIPTOR
from claimledger.release.differences import Difference, compare
from claimledger.release.frames import Tables
from claimledger.release.index import Entry, check_untouched, newest, read_index
from claimledger.release.removals import MAX_REMOVED, check_removals
from claimledger.release.snapshot import Snapshot, current_contract, read_snapshot
from claimledger.release.versions import FIRST_VERSION, Level, allowed_version, next_version
from claimledger.release.withheld import withhold_alike


@dataclass(frozen=True)
class Plan:
    """The next release. difference and previous: null for the first one."""

    about: About
    difference: Difference | None
    previous: Entry | None

    @property
    def level(self) -> str:
        """The level of the change, or first."""
        return self.difference.level.word if self.difference else "first"

    @property
    def is_needed(self) -> bool:
        """Whether anything has changed; otherwise `about` has the version of the release before."""
        return self.difference is None or self.difference.level > Level.NONE


def plan_release(
    frames: Tables,
    out: Path,
    about: About,
    *,
    stated_version: str | None = None,
    max_removed: float | None = MAX_REMOVED,
) -> Plan:
    """Return what the next release of arranged frames will be; the version of `about` is replaced by the right one.

    max_removed: null lets any number of rows go. Raises ClaimledgerError for a stated version that is too low, for too
    many rows lost, and when the release before is not as it was published.
    """
    previous = newest(read_index(out), about.dataset)
    if previous is None:
        return Plan(replace(about, version=stated_version or FIRST_VERSION), None, None)
    check_untouched(out, previous)
    old = read_snapshot(out / previous.path / DESCRIPTOR)
    new = Snapshot(about.dataset, current_contract(), frames, about.title, about.description)
    difference = compare(replace(old, tables=withhold_alike(old.tables, frames)), new)
    computed = next_version(previous.version, difference.level)
    if difference.level is Level.NONE:
        return Plan(replace(about, version=previous.version), difference, previous)
    version = allowed_version(stated_version, computed, difference.level)
    if max_removed is not None:
        check_removals(difference, max_removed)
    return Plan(replace(about, version=version), replace(difference, new=f"{about.dataset} {version}"), previous)
