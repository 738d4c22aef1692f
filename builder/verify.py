"""Whether a release is what it says: its files, keys, words and proofs, and what the documents give once more."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from claimledger.corpus.inputs import input_files
from claimledger.errors import ClaimledgerError
from claimledger.packages import Package, open_package, read_tables
from claimledger.rebuild import rebuild, texts_at_hand
from claimledger.release.checksums import SUMS, published_files, sha256_of
from claimledger.release.descriptor import DESCRIPTOR
from claimledger.release.provenance import (
    PROVENANCE,
    Provenance,
    is_subject,
    package_versions,
    read_provenance,
)
from claimledger.rule_set import rule_set_hash
from claimledger.schemas import TABLE_NAMES
from claimledger.validation import validate_package

NAMED = 3  # of more documents or packages, the first ones are named
WITHHELD = "withheld_words"  # a build for one's own use may hold words that a release may not


@dataclass(frozen=True)
class Verification:
    """What was found. differences: where the package is not what it says; unchecked: what could not be looked at.

    name: the package with its version. rebuilt: how many documents it was rebuilt from, null when it was not.
    """

    name: str
    differences: tuple[str, ...]
    unchecked: tuple[str, ...]
    rebuilt: int | None


def verify(path: Path | None = None, documents: Sequence[Path] = ()) -> Verification:
    """Check the package at the path (see packages.find_package), and rebuild it where documents are given.

    Always: hashes, schemas, keys, spans (as `validate` does), checksums and provenance that name every file, the DuckDB
    file by its rows. With all documents it was made of: every file by its bytes, or, where other rules or packages are
    at work here than then, the tables by their rows. Raises ClaimledgerError when there is no release.
    """
    package = open_package(path)
    release = package.tables["documents"].parent.parent
    differences: list[str] = []
    unchecked: list[str] = []
    if not (release / DESCRIPTOR).is_file():
        found, remedy = "tables without a descriptor", "Name a release; bare tables state nothing to verify."
        raise ClaimledgerError(str(package.path), found, "the folder of a release", remedy)
    findings = validate_package(release).filter(pl.col("severity_code") == "error", pl.col("rule") != WITHHELD)
    differences += [f"{rule}: {message}" for rule, message in findings.select("rule", "message").rows()]
    differences += _unlisted(release)
    if package.store is None:
        unchecked.append("the DuckDB file is not there")
    else:
        differences += _store_differences(package.store, read_tables(package))
    try:
        made = read_provenance(release)
    except ClaimledgerError as error:
        return Verification(package.name, tuple(differences), (*unchecked, f"provenance: {error.found}"), None)
    differences += _provenance_differences(release, made, package)
    rebuilt = None
    if not documents:
        unchecked.append("the rebuild: no documents given")
    elif differences:
        unchecked.append("the rebuild: the package is broken as it is")
    else:
        rebuilt = _compare(release, made, documents, differences, unchecked)
    return Verification(package.name, tuple(differences), tuple(unchecked), rebuilt)


def _unlisted(release: Path) -> Iterator[str]:
    """Files of the folder that no checksum covers, or the lack of all checksums."""
    if not (release / SUMS).is_file():
        yield f"{SUMS} is not there"
        return
    lines = (release / SUMS).read_text(encoding="utf-8").splitlines()
    listed = {line.partition("  ")[2] for line in lines}
    for name in published_files(release):
        if name not in listed and (is_subject(name) or name == PROVENANCE):
            yield f"{name} is in no list of the release"


def _store_differences(store: Path, tables: Mapping[str, pl.DataFrame]) -> Iterator[str]:
    """Tables of the DuckDB file that do not hold the rows of the Parquet files, and a checksum of it that is wrong."""
    checksum = store.with_name(f"{store.name}.sha256")
    if checksum.is_file() and checksum.read_text(encoding="utf-8").split()[0] != sha256_of(store):
        yield f"{checksum.name} tells another hash of {store.name}"
    try:
        with duckdb.connect(str(store), read_only=True) as connection:
            for name, frame in tables.items():
                if not connection.sql(f'FROM "{name}"').pl().equals(frame):
                    yield f"{store.name}: the table {name} holds other rows than {name}.parquet"
    except duckdb.Error as error:
        yield f"{store.name} cannot be read: {str(error).splitlines()[0]}"


def _provenance_differences(release: Path, made: Provenance, package: Package) -> Iterator[str]:
    """Files and documents of which the statement says something else, or nothing."""
    for name in published_files(release):
        if is_subject(name) and made.subject.get(name) != sha256_of(release / name):
            yield f"{PROVENANCE} tells another hash of {name}, or none"
    for name in sorted(made.subject.keys() - set(published_files(release))):
        yield f"{PROVENANCE} speaks of {name}, which is not there"
    documents = pl.read_parquet(package.tables["documents"]).select("doc_id", "text_sha256").drop_nulls()
    if dict(documents.rows()) != made.texts:
        yield f"{PROVENANCE} tells other documents than the table documents"


def _compare(
    release: Path, made: Provenance, documents: Sequence[Path], differences: list[str], unchecked: list[str]
) -> int | None:
    """Rebuild and compare; add what is found to the lists, and return how many documents were read."""
    missing = sorted(made.texts.keys() - texts_at_hand(documents, made.texts).keys())
    if missing:
        unchecked.append(
            f"the rebuild: {len(missing)} of {len(made.texts)} documents missing or changed ({_some(missing)})"
        )
        return None
    other_files = sorted(name for name, _ in set(made.files) - set(input_files(documents)))
    if other_files:
        unchecked.append(
            f"the files that were read: other names or bytes here, with the same texts ({_some(other_files)})"
        )
    others = _other_builder(made)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        frames, copied = rebuild(release, documents, folder)
        if copied:
            unchecked.append(f"files that need the release before: only their hashes are ({_some(copied)})")
        differences += _table_differences(release, frames)
        if others:
            unchecked.append(f"the bytes: made by others than are at work here ({_some(others)}); rows are compared")
        else:
            differences += _file_differences(release, folder)
    return len(made.texts)


def _other_builder(made: Provenance) -> list[str]:
    """The packages and rules at work here that are not those the release was made by, in words."""
    here = package_versions()
    names = sorted(here.keys() | made.versions.keys())
    others = [
        f"{name} {made.versions.get(name, 'absent')}, here {here.get(name, 'absent')}"
        for name in names
        if here.get(name) != made.versions.get(name)
    ]
    return others if made.rule_set_sha256 == rule_set_hash() else ["another set of rules", *others]


def _table_differences(release: Path, frames: Mapping[str, pl.DataFrame]) -> Iterator[str]:
    """Tables whose rows are not those of the rebuild, with how many and the first."""
    for name in TABLE_NAMES:
        there, here = pl.read_parquet(release / f"parquet/{name}.parquet"), frames[name]
        if there.equals(here):
            continue
        if there.columns != here.columns:
            yield f"table {name}: columns {there.columns}, rebuilt {here.columns}"
            continue
        on = there.columns
        lost = there.join(here, on=on, how="anti", nulls_equal=True, maintain_order="left")
        new = here.join(there, on=on, how="anti", nulls_equal=True, maintain_order="left")
        first = (lost if lost.height else new).row(0)[0]
        yield f"table {name}: {lost.height} rows are not rebuilt, {new.height} rebuilt are not there, first {first}"


def _file_differences(release: Path, rebuilt: Path) -> Iterator[str]:
    """Files whose bytes are not those of the rebuild; the DuckDB file is compared by its rows elsewhere."""
    there, here = ({name for name in published_files(folder) if _has_same_bytes(name)} for folder in (release, rebuilt))
    yield from (f"{name} is not rebuilt" for name in sorted(there - here))
    yield from (f"{name} is rebuilt and not there" for name in sorted(here - there))
    for name in sorted(there & here):
        if sha256_of(release / name) != sha256_of(rebuilt / name):
            yield f"{name}: other bytes than the rebuild"


def _has_same_bytes(name: str) -> bool:
    return is_subject(name) or name in (SUMS, PROVENANCE)


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")
