"""SHA-256 of files, in the form that `sha256sum -c SHA256SUMS` checks."""

import hashlib
from pathlib import Path

SUMS = "SHA256SUMS"


def sha256_of(path: Path) -> str:
    """Return the file's SHA-256 as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def published_files(folder: Path) -> list[str]:
    """Return the paths of all files in the folder, with / and sorted, which is the order they are listed in."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def write_checksums(folder: Path) -> None:
    """Write SHA256SUMS for every file but itself and the .duckdb, whose bytes differ from build to build."""
    listed = [name for name in published_files(folder) if name != SUMS and not name.endswith(".duckdb")]
    lines = [f"{sha256_of(folder / name)}  {name}\n" for name in listed]
    (folder / SUMS).write_bytes("".join(lines).encode())


def changed_files(folder: Path) -> list[str]:
    """Return the listed files that are missing or no longer have the bytes that SHA256SUMS states."""
    changed = []
    for line in (folder / SUMS).read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        if not (folder / name).is_file() or sha256_of(folder / name) != digest:
            changed.append(name)
    return changed
