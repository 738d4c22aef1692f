"""SHA-256 of files, in the form that `sha256sum -c SHA256SUMS` checks."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

SUMS = "SHA256SUMS"
VARYING = (".duckdb", ".duckdb.sha256")
"""Endings of files whose bytes differ from build to build; they stand in no list and in no archive."""


def sha256_of(path: Path) -> str:
    """Return the file's SHA-256 as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def published_files(folder: Path) -> list[str]:
    """Return the paths of all files in the folder, with / and sorted, which is the order they are listed in."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def is_reproducible(name: str) -> bool:
    """Whether a file of that name has the same bytes in every build of the same tables."""
    return not name.endswith(VARYING)


def write_checksums(folder: Path) -> None:
    """Write SHA256SUMS for every file but itself and the .duckdb, whose bytes differ from build to build."""
    listed = [name for name in published_files(folder) if name != SUMS and is_reproducible(name)]
    write_sums(folder / SUMS, folder, listed)


def write_sums(path: Path, folder: Path, names: Iterable[str]) -> None:
    """Write the SHA-256 of files of a folder to a file that `sha256sum -c` reads in that folder."""
    lines = [f"{sha256_of(folder / name)}  {name}\n" for name in names]
    path.write_bytes("".join(lines).encode())


def changed_files(folder: Path) -> list[str]:
    """Return the listed files that are missing or no longer have the bytes that SHA256SUMS states."""
    changed = []
    for line in (folder / SUMS).read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        if not (folder / name).is_file() or sha256_of(folder / name) != digest:
            changed.append(name)
    return changed
