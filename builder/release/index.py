"""index.json of a folder of releases: every release of every data set there, oldest first. What is not listed is none.

What stands here is never changed, only added to. Builds for one's own use are not listed.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from claimledger.errors import ClaimledgerError
from claimledger.release.checksums import SUMS, changed_files, sha256_of
from claimledger.release.descriptor import DESCRIPTOR, as_json

INDEX = "index.json"


@dataclass(frozen=True)
class Entry:
    """One release. level: how it differs from the one before, or first. Paths are relative to the index."""

    dataset: str
    version: str
    created: str
    level: str
    path: str
    descriptor_sha256: str
    archive: str
    archive_sha256: str
    row_counts: Mapping[str, int]


def read_index(out: Path) -> tuple[Entry, ...]:
    """Return the releases listed in a folder, oldest first; none where there is no index. Raises ClaimledgerError."""
    path = out / INDEX
    if not path.exists():
        return ()
    try:
        return tuple(Entry(**entry) for entry in json.loads(path.read_text(encoding="utf-8"))["releases"])
    except (ValueError, KeyError, TypeError) as error:
        raise ClaimledgerError(
            where=str(path),
            found=f"what is no index of releases ({type(error).__name__}: {error})",
            expected="the file as the last release wrote it",
            remedy="Restore it from version control or a backup; without it no release can be compared.",
        ) from None


def index_text(entries: Sequence[Entry]) -> str:
    """Return the content of index.json."""
    return as_json({"releases": [asdict(entry) for entry in entries]})


def newest(entries: Sequence[Entry], dataset: str) -> Entry | None:
    """Return the last release of a data set; null when there is none."""
    return next((entry for entry in reversed(entries) if entry.dataset == dataset), None)


def is_listed(out: Path, folder_name: str) -> bool:
    """Whether a folder of that name is a release, which nobody may change any more."""
    return any(entry.path == folder_name for entry in read_index(out))


def check_untouched(out: Path, entry: Entry) -> None:
    """Raise ClaimledgerError unless the files of a release are those that were published."""
    folder = out / entry.path
    descriptor = folder / DESCRIPTOR
    changed = [DESCRIPTOR]
    if descriptor.is_file() and sha256_of(descriptor) == entry.descriptor_sha256:
        changed = changed_files(folder) if (folder / SUMS).is_file() else [SUMS]
    if changed:
        raise ClaimledgerError(
            where=str(folder),
            found=f"files missing or changed since they were published: {', '.join(changed[:3])}",
            expected="the release as it was published",
            remedy=f"Restore the folder, for example from {out / entry.archive}.",
        )
