"""What a finished shard leaves behind: its files, and last of all a manifest that says they are whole."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from claimledger.corpus.address import is_local
from claimledger.errors import ClaimledgerError

DONE = "_done"


@dataclass(frozen=True, slots=True)
class Manifest:
    """A finished shard. again_count: how many of its documents an earlier run had extracted."""

    shard: int
    document_count: int
    character_count: int
    byte_count: int
    again_count: int


def read_manifest(work: Path, name: str) -> Manifest | None:
    """The manifest of the shard of that name; null when the shard is not finished."""
    try:
        return Manifest(**json.loads((work / DONE / f"{name}.json").read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None


@contextmanager
def finished_shard(work: Path, name: str) -> Iterator[Path]:
    """Give a new local folder for files `<table>.parquet`; when the block ends well they are the shard's.

    Each becomes `<work>/<table>/<name>.parquet` in one step. A shard done twice, or by two at once, is the same.
    """
    parent = work if is_local(work) else None
    with tempfile.TemporaryDirectory(prefix=f".{name}.", dir=parent) as folder:
        yield Path(folder)
        for file in sorted(Path(folder).iterdir()):
            target = work / file.stem / f"{name}{file.suffix}"
            target.parent.mkdir(parents=True, exist_ok=True)
            put(file, target)


def write_manifest(work: Path, name: str, manifest: Manifest) -> None:
    """Say that the shard is finished."""
    target = work / DONE / f"{name}.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    new = json.dumps(asdict(manifest)) + "\n"
    if is_local(work):
        file = target.with_name(f".{target.name}.{os.getpid()}.tmp")
        file.write_text(new, encoding="utf-8")
        file.replace(target)
    else:
        target.write_text(new, encoding="utf-8")


def put(file: Path, target: Path) -> None:
    """Move a local file to its place, which others see whole or not at all; elsewhere by one upload."""
    if is_local(target):
        file.replace(target)
        return
    with file.open("rb") as source, target.open("wb") as sink:
        shutil.copyfileobj(source, sink)
    file.unlink()


def writable_folder(folder: Path) -> Path:
    """The folder, made where it was missing; raises ClaimledgerError when nothing can be written there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe.{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink()
    except Exception as error:  # each file system has its own kinds
        found = f"an address that cannot be written to: {error or type(error).__name__}"
        remedy = "Check the address, the rights and the credentials of this place, or name another one."
        raise ClaimledgerError(str(folder), found, "a folder to write to", remedy) from None
    return folder
