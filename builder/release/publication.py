"""A release put in place for good: folder, archive, index.json and the descriptor of the current release.

Everything is made in a hidden folder first. Then the folder and the archive are renamed into place, where nothing
knows of them yet; replacing index.json publishes both in one step; the current descriptor follows. A run that dies in
between leaves the releases as they were, or the new one whole. The next run clears away or completes what it left.
"""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from claimledger.errors import ClaimledgerError
from claimledger.release.archive import write_archive
from claimledger.release.atomically import is_running
from claimledger.release.changelog import changelog_text
from claimledger.release.changes import write_changes
from claimledger.release.checksums import sha256_of
from claimledger.release.descriptor import DESCRIPTOR, write_current_descriptor
from claimledger.release.frames import Tables
from claimledger.release.index import INDEX, Entry, index_text, is_listed, read_index
from claimledger.release.keys import prove_keys
from claimledger.release.package import fill
from claimledger.release.plan import Plan

CHANGELOG = "CHANGELOG.md"
STAGE = re.compile(r"\.release-(?P<release>.+)\.(?P<process>\d+)\.tmp")


@dataclass(frozen=True)
class Places:
    """Where a release comes to stand. `current`: the descriptor of the newest release, in `out` or above."""

    out: Path
    release: str
    current: Path

    @property
    def folder(self) -> Path:
        """The folder of the release."""
        return self.out / self.release

    @property
    def archive(self) -> Path:
        """The release as one file."""
        return self.out / f"{self.release}.zip"


def publish(frames: Tables, out: Path, plan: Plan, *, current: Path, note: str | None = None) -> Path:
    """Return the folder of the new release of arranged frames that may be seen by all (rights.redact).

    Raises ClaimledgerError when a key is broken, another run is writing here, or a folder or file of its name stands
    there that is no release; then nothing has changed.
    """
    about = plan.about
    places = Places(out, about.folder_name, current)
    prove_keys(frames)
    with stage(places) as new:
        older = out / plan.previous.path / CHANGELOG if plan.previous else None
        changelog = changelog_text(
            about, plan.difference, frames, note, older.read_text(encoding="utf-8") if older else ""
        )

        def write_more(folder: Path) -> None:
            (folder / CHANGELOG).write_bytes(changelog.encode())
            if plan.difference is not None:
                write_changes(plan.difference, folder)

        new.folder.mkdir()
        fill(new.folder, frames, about, write_more)
        write_archive(new.folder, new.archive, about.created)
        entry = _entry(new, plan, frames)
        (new.out / INDEX).write_bytes(index_text([*read_index(out), entry]).encode())
        put_in_place(new, places)
    return places.folder


def put_in_place(new: Places, places: Places) -> None:
    """Move everything from the hidden folder to where it belongs; from the third step on the release is published."""
    new.folder.rename(places.folder)
    new.archive.rename(places.archive)
    (new.out / INDEX).replace(places.out / INDEX)
    write_current_descriptor(places.folder, places.current)


@contextmanager
def stage(places: Places) -> Iterator[Places]:
    """Give a hidden folder to fill, laid out as the folder of releases; what is not published vanishes with it."""
    places.out.mkdir(parents=True, exist_ok=True)
    settle(places.out, places.current)
    for path in (places.folder, places.archive):
        if path.exists():
            raise ClaimledgerError(
                where=str(path),
                found=f"something that {INDEX} does not list as a release",
                expected="nothing of that name yet",
                remedy="Move it away, or give another version. Builds for your own use belong elsewhere.",
            )
    hidden = places.out / f".release-{places.release}.{os.getpid()}.tmp"
    hidden.mkdir()
    try:
        yield Places(hidden, places.release, places.current)
    finally:
        clear(hidden, places)


def settle(out: Path, current: Path) -> None:
    """Clear away or complete what runs that died have left; ClaimledgerError when another one is at work.

    To be called before a release is planned: one may be found complete, so that there is nothing left to publish.
    """
    for path in sorted(out.glob(".release-*")):
        found = STAGE.fullmatch(path.name)
        if found is None:
            continue
        if is_running(int(found["process"])):
            raise ClaimledgerError(
                where=str(path),
                found=f"a release being written by process {found['process']}",
                expected="one release at a time",
                remedy="Wait for it to end, or delete the folder if it has died.",
            )
        places = Places(out, found["release"], current)
        if is_listed(out, places.release):
            write_current_descriptor(places.folder, current)
        clear(path, places)


def clear(hidden: Path, places: Places) -> None:
    """Remove a hidden folder, and before it what was moved out of it and not published."""
    new = Places(hidden, places.release, places.current)
    if not is_listed(places.out, places.release):
        for staged, placed in ((new.folder, places.folder), (new.archive, places.archive)):
            if not staged.exists() and (hidden / INDEX).exists():
                shutil.rmtree(placed) if placed.is_dir() else placed.unlink(missing_ok=True)
    shutil.rmtree(hidden)


def _entry(new: Places, plan: Plan, frames: Tables) -> Entry:
    """The line of the index, from the files as they stand in the hidden folder."""
    return Entry(
        dataset=plan.about.dataset,
        version=plan.about.version,
        created=plan.about.created,
        level=plan.level,
        path=new.folder.name,
        descriptor_sha256=sha256_of(new.folder / DESCRIPTOR),
        archive=new.archive.name,
        archive_sha256=sha256_of(new.archive),
        row_counts={name: frame.height for name, frame in frames.items()},
    )
