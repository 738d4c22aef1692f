"""The files a corpus is read from, by name and hash: what a release says it was made of."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from claimledger.corpus.catalog import CATALOG_NAME
from claimledger.corpus.sources import Source, list_sources


class InputFile(NamedTuple):
    """A file that was read. name: its path within the folder that was named, so that no folder above it is told."""

    name: str
    sha256: str


def input_files(paths: Iterable[Path]) -> tuple[InputFile, ...]:
    """The documents of all paths and the catalogs that describe them, sorted by name; those without a reader are not.

    Raises CorpusError for a path that does not exist and for a folder without documents.
    """
    found = {InputFile(name, _sha256(file)) for path in paths for name, file in _files_of(path).items()}
    return tuple(sorted(found))


def _files_of(path: Path) -> dict[str, Path]:
    files = [source.path for source in list_sources([path]) if isinstance(source, Source)]
    if path.is_file():
        return {file.name: file for file in files}
    folders = {folder for file in files for folder in file.parents if folder.is_relative_to(path)}
    catalogs = [folder / CATALOG_NAME for folder in folders if (folder / CATALOG_NAME).is_file()]
    return {file.relative_to(path).as_posix(): file for file in (*files, *catalogs)}


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
