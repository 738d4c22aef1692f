"""Paths to the files of a corpus: folders walked in a fixed order, each file with its reader and catalog entry."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from claimledger.corpus.catalog import CATALOG_NAME, Entry, read_catalog
from claimledger.corpus.formats import CUTTABLE, READERS, find_suffix
from claimledger.corpus.parts import Part
from claimledger.corpus.record import CorpusError, Record


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, or a part of one: its suffix names the reader; `stem` is the id of a document without one."""

    path: Path
    suffix: str
    stem: str
    catalog_entry: Mapping[str, str] = field(default_factory=dict)
    part: Part | None = None


def list_sources(paths: Iterable[Path]) -> list[Source | CorpusError]:
    """The files of all paths in order, folders by relative path; an error in the place of a file that has no reader.

    Raises CorpusError for a path that does not exist and for a folder without documents: those are the caller's.
    """
    listed: list[Source | CorpusError] = []
    for path in paths:
        if path.is_dir():
            listed += _list_folder(path)
        elif path.exists():
            listed.append(_as_source(path))
        else:
            remedy = "Check the spelling; a relative path counts from the current folder."
            raise CorpusError("unreadable", str(path), "no file or folder of that name", "a corpus", remedy)
    if not listed:
        raise CorpusError("missing_text", "corpus", "no path", "at least one file or folder", "Name a file or folder.")
    return listed


def read_source(source: Source) -> Iterator[Record | CorpusError]:
    """The records of a file or part; an error in the place of a bad row, or at the end when the rest cannot be read."""
    try:
        if source.part is None:
            yield from READERS[source.suffix](source.path)
        else:
            yield from CUTTABLE[source.suffix].read(source.path, source.part)
    except CorpusError as error:
        yield error
    except OSError as error:
        yield _unreadable(source.path, error)


def _list_folder(folder: Path) -> list[Source | CorpusError]:
    found = sorted(_walk(folder, frozenset()), key=lambda item: item[0].relative_to(folder).as_posix())
    files: list[Source | CorpusError] = []
    catalogs: list[Path] = []
    for path, error in found:
        if path.name == CATALOG_NAME:
            catalogs.append(path)
        elif error or not path.name.upper().startswith("README"):
            files.append(error or _as_source(path))
    if not files:
        remedy = f"Put files there ({' '.join(READERS)}), or name another folder."
        raise CorpusError("missing_text", str(folder), "a folder without documents", "at least one document", remedy)
    errors: list[CorpusError] = []
    for catalog in sorted(catalogs, key=lambda path: len(path.parts)):  # outer first, so that the nearer one decides
        files, errors_of_catalog = _apply_catalog(catalog, files)
        errors += errors_of_catalog
    return [*errors, *files]


def _walk(folder: Path, parents: frozenset[Path]) -> Iterator[tuple[Path, CorpusError | None]]:
    """Every file below the folder that is not hidden; an error beside a path that cannot be followed."""
    try:
        entries = list(folder.iterdir())
    except OSError as error:
        yield folder, _unreadable(folder, error)
        return
    parents |= {folder.resolve()}
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_file():
            yield entry, None
        elif not entry.is_dir():
            yield entry, _unreadable(entry, "neither a file nor a folder (a broken link?)")
        elif entry.resolve() in parents:
            yield entry, _unreadable(entry, "a link back to a folder it lies in")
        else:
            yield from _walk(entry, parents)


def _as_source(path: Path) -> Source | CorpusError:
    try:
        suffix = find_suffix(path.name, str(path))
    except CorpusError as error:
        return error
    return Source(path, suffix, path.name[: -len(suffix)])


def _apply_catalog(
    catalog: Path, files: list[Source | CorpusError]
) -> tuple[list[Source | CorpusError], list[CorpusError]]:
    """The files with what the catalog says of them, and the errors in the catalog."""
    stems = {file.path: file.stem for file in files if isinstance(file, Source)}
    entries: dict[Path, Entry] = {}
    errors: list[CorpusError] = []
    try:
        for row in read_catalog(catalog, stems):
            if isinstance(row, CorpusError):
                errors.append(row)
            else:
                entries[row[0]] = row[1]
    except CorpusError as error:
        errors.append(error)
    except OSError as error:
        errors.append(_unreadable(catalog, error))
    described = [
        replace(file, catalog_entry={**file.catalog_entry, **entries.get(file.path, {})})
        if isinstance(file, Source)
        else file
        for file in files
    ]
    return described, errors


def _unreadable(path: Path, error: OSError | str) -> CorpusError:
    found = error if isinstance(error, str) else f"the system's error {error.strerror or error}"
    remedy = "Check that the file exists and may be read, or move it out of the corpus."
    return CorpusError("unreadable", str(path), found, "a file that can be read", remedy)
