"""Two packages compared: releases, their descriptors or archives, or folders of bare tables."""

import json
import tempfile
import zipfile
from pathlib import Path

import polars as pl

from claimledger.errors import ClaimledgerError
from claimledger.packages import find_package
from claimledger.release.descriptor import DESCRIPTOR
from claimledger.release.differences import Difference, compare
from claimledger.release.row_changes import ROW_CHANGES
from claimledger.release.snapshot import Snapshot, read_bare_snapshot, read_snapshot
from claimledger.release.tabular import write_csv


def diff(old: Path, new: Path) -> Difference:
    """Return what has changed from one package to another. Raises ClaimledgerError for what is no package."""
    return compare(open_snapshot(old), open_snapshot(new))


def open_snapshot(path: Path) -> Snapshot:
    """Return the data set at a path: a release's folder, descriptor or archive, or a folder of tables."""
    if zipfile.is_zipfile(path):
        return _from_archive(path)
    found = find_package(path)
    return read_bare_snapshot(found) if found.is_dir() else read_snapshot(found)


def write_difference(difference: Difference, path: Path) -> None:
    """Write every change as a row (ROW_CHANGES; changes of the schema first, without a key) to a .csv or .json file.

    The JSON has the numbers beside them: an object with `summary` and `rows`.
    """
    check_ending(path)
    rows = pl.concat([_schema_rows(difference), difference.rows])
    if path.suffix == ".csv":
        write_csv("changes", rows, path)
    else:
        content = {"summary": difference.summary(), "rows": rows.to_dicts()}
        path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def check_ending(path: Path) -> None:
    """Raise ClaimledgerError for a file that is to be neither .csv nor .json."""
    if path.suffix not in (".csv", ".json"):
        remedy = "Name the file something.csv or something.json."
        raise ClaimledgerError(str(path), f"the ending {path.suffix!r}", ".csv or .json", remedy)


def _schema_rows(difference: Difference) -> pl.DataFrame:
    rows = [
        {"table": each.table, "change": each.change, "column": each.column, "old": each.old, "new": each.new}
        for each in difference.schema
    ]
    return pl.DataFrame(rows, schema=ROW_CHANGES)


def _from_archive(path: Path) -> Snapshot:
    """The data set in a zip archive, whose descriptor stands at the top or in its only folder."""
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        descriptors = sorted(
            (name for name in names if Path(name).name == DESCRIPTOR), key=lambda name: name.count("/")
        )
        if not descriptors:
            remedy = "Name the archive of a release."
            raise ClaimledgerError(str(path), f"an archive without {DESCRIPTOR}", "a release", remedy)
        archive.extractall(folder, [name for name in names if name.endswith(".parquet")] + descriptors[:1])
        return read_snapshot(Path(folder) / descriptors[0])
