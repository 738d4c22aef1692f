"""catalog.csv: metadata for the files of a folder that have no room for it, one row a file.

A row names its file in the column `file`, by path from the catalog's folder, or in `id`, by file name without suffix.
Where both are given, `id` is the document's id. What a document states itself goes before what the catalog says.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from claimledger.corpus.csv import scan_rows
from claimledger.corpus.metadata import parse_doc_id, parse_language, parse_published_on, parse_rights
from claimledger.corpus.record import CorpusError, Place

CATALOG_NAME = "catalog.csv"
_COLUMNS = ("file", "id", "title", "outlet", "url", "published_on", "language", "rights")

Entry = dict[str, str]  # the fields of one row that are filled in, `file` taken out


def read_catalog(path: Path, stems: Mapping[Path, str]) -> Iterator[tuple[Path, Entry] | CorpusError]:
    """For each row the file it names and what it says of it, or the error that stands in its place.

    `stems` are the files the catalog may speak of, with their names without suffix. Raises CorpusError `catalog`
    when the columns are not a catalog's.
    """
    columns, rows = scan_rows(path)
    _check_columns(columns, str(path))
    places: dict[Path, Place] = {}
    for place, row in rows:
        entry = {name: value for name, value in row.items() if value is not None and value.strip()}
        try:
            file = _find_file(entry, path.parent, stems, str(place))
            if file in places:
                found = f"a second row for {file}, which {places[file]} describes"
                raise _wrong(str(place), found, "one row a file", "Remove one of the two rows.")
            _check_values(entry, str(place))
        except CorpusError as error:
            yield error
        else:
            places[file] = place
            yield file, {name: value for name, value in entry.items() if name != "file"}


def _check_columns(columns: list[str], where: str) -> None:
    unknown = [name for name in columns if name not in _COLUMNS]
    expected = f"columns among {', '.join(_COLUMNS)}, with file or id"
    if unknown:
        found = f"the unknown columns {', '.join(unknown)}"
        raise _wrong(where, found, expected, "Rename or remove them; if this is no catalog, rename the file.")
    if "file" not in columns and "id" not in columns:
        found = f"the columns {', '.join(columns) or '(none)'}"
        raise _wrong(where, found, expected, "Add a column file with each file's path from this folder.")


def _find_file(entry: Entry, folder: Path, stems: Mapping[Path, str], where: str) -> Path:
    if "file" in entry:
        file = folder / PurePosixPath(entry["file"])
        if file in stems:
            return file
        remedy = "Correct the path, which counts from the catalog's folder, or remove the row."
        raise _wrong(where, f"file {entry['file']!r}, which is no document of this folder", "a file's path", remedy)
    if "id" not in entry:
        raise _wrong(where, "a row without file and id", "the file the row is about", "Fill in file or id.")
    named = [file for file, stem in stems.items() if stem == entry["id"] and file.is_relative_to(folder)]
    if len(named) == 1:
        del entry["id"]  # it named the file; a document may state an id of its own
        return named[0]
    found = f"id {entry['id']!r}, which is the name of {len(named) or 'no'} file{'s' if named else ''} of this folder"
    remedy = "Correct the id, or name the file by its path in a column file."
    raise _wrong(where, found, "the name, without suffix, of one file", remedy)


def _check_values(entry: Entry, where: str) -> None:
    """CorpusError where a value is wrong, so that the message names the catalog's row and not the document."""
    if "id" in entry:
        parse_doc_id(entry["id"], where)
    parse_published_on(entry.get("published_on"), where)
    parse_language(entry.get("language"), where)
    parse_rights(entry.get("rights"), where)


def _wrong(where: str, found: str, expected: str, remedy: str) -> CorpusError:
    return CorpusError("catalog", where, found, expected, remedy)
