"""A published package made whole again: the words it withholds, cut from documents at hand, in a package of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from claimledger.build import InvalidTables
from claimledger.corpus import read_corpus
from claimledger.corpus.inputs import input_files
from claimledger.errors import ClaimledgerError
from claimledger.packages import find_package, open_package, read_descriptor, read_tables
from claimledger.release import write_release
from claimledger.release.about import read_about
from claimledger.release.checksums import sha256_of
from claimledger.release.descriptor import DESCRIPTOR
from claimledger.release.origin import Origin
from claimledger.schemas import table
from claimledger.validation import validate
from claimledger.validation.evidence import cut_words, spans_of

Frames = Mapping[str, pl.DataFrame]

LEFT = pl.Schema({"doc_id": pl.String(), "state": pl.String(), "text_sha256": pl.String()})
"""Documents whose words are still withheld. state: missing, or changed where a document of that id has another text."""


@dataclass(frozen=True)
class HydrateReport:
    """What was written where. filled: how many documents have their words again; left: columns of LEFT."""

    folder: Path
    filled: int
    left: pl.DataFrame


def hydrate(package: Path | None, documents: Sequence[Path], out: Path) -> HydrateReport:
    """Write the package with its withheld words as `<out>/<dataset>-<version>+hydrated/`, validated, for one's own use.

    documents: files or folders as a build reads them; a text counts as the one that was read when its SHA-256 is the
    same, whatever its id or file. What cannot be read is passed over. Words of documents that are not there stay
    withheld. Raises ClaimledgerError, and then nothing has been written: for a package that withholds nothing, for an
    `out` within the package, and InvalidTables when the words do not fit the offsets.
    """
    descriptor_path = find_package(package)
    opened = open_package(descriptor_path)
    release = opened.tables["documents"].parent.parent
    _check_out(release, out)
    frames = read_tables(opened)
    withheld = frames["documents"].filter(pl.col("text").is_null() & pl.col("text_sha256").is_not_null())
    if descriptor_path.is_dir() or withheld.is_empty():
        found = "a package that withholds no words" if not descriptor_path.is_dir() else "tables without a descriptor"
        remedy = "Use the package as it is, or name one that was built with --redact."
        raise ClaimledgerError(str(descriptor_path), found, "a release with withheld words", remedy)
    texts, sha256_by_id = _texts_at_hand(documents, set(withheld["text_sha256"]))
    whole = fill_words(frames, texts)
    findings = validate(whole)
    if "error" in findings["severity_code"]:
        raise InvalidTables(findings)
    arguments = {"redact": False, "hydrated_from": sha256_of(release / DESCRIPTOR)}
    about = read_about(read_descriptor(descriptor_path))
    origin = Origin(arguments, input_files(documents), findings)
    about = replace(about, version=f"{about.version}+hydrated", origin=origin)
    folder = write_release(whole, out, **vars(about))
    left = withheld.filter(~pl.col("text_sha256").is_in(list(texts)))
    return HydrateReport(folder, withheld.height - left.height, _told(left, sha256_by_id))


def fill_words(frames: Frames, texts: Mapping[str, str]) -> dict[str, pl.DataFrame]:
    """Return the tables with the words of all documents whose text is withheld and among `texts`, by its SHA-256.

    By the convention of names that also validation goes by, `span_start` and `span_end` delimit `surface`, and
    `<x>_start` and `<x>_end` delimit `<x>`; so a new table is filled from the day it is declared.
    """
    documents = frames["documents"]
    known = documents.filter(pl.col("text").is_null() & pl.col("text_sha256").is_in(list(texts)))
    by_id = {doc_id: texts[sha256] for doc_id, sha256 in known.select("doc_id", "text_sha256").rows()}
    text = pl.Series("text", [by_id.get(doc_id) for doc_id in documents["doc_id"]], dtype=pl.String)
    filled = {**frames, "documents": documents.with_columns(pl.coalesce(pl.col("text"), text))}
    for name, frame in frames.items():
        for span in spans_of(table(name)):
            words = cut_words(frame, by_id, span)
            filled[name] = filled[name].with_columns(pl.coalesce(pl.col(span.words), words).alias(span.words))
    return filled


def _texts_at_hand(paths: Sequence[Path], wanted: set[str]) -> tuple[dict[str, str], dict[str, str]]:
    """The texts that are wanted, by SHA-256, and the SHA-256 of every document by its id."""
    texts: dict[str, str] = {}
    sha256_by_id: dict[str, str] = {}
    for batch in read_corpus(paths, keep_going=True):
        columns = (batch.column(name).to_pylist() for name in ("doc_id", "text_sha256", "text"))
        for doc_id, sha256, text in zip(*columns, strict=True):
            sha256_by_id[doc_id] = sha256
            if sha256 in wanted:
                texts[sha256] = text
    return texts, sha256_by_id


def _told(left: pl.DataFrame, sha256_by_id: Mapping[str, str]) -> pl.DataFrame:
    is_changed = pl.col("doc_id").is_in(list(sha256_by_id))
    state = pl.when(is_changed).then(pl.lit("changed")).otherwise(pl.lit("missing")).alias("state")
    return left.select("doc_id", state, "text_sha256").sort("doc_id")


def _check_out(release: Path, out: Path) -> None:
    if out.resolve().is_relative_to(release.resolve()):
        found = f"a folder within the package {release}"
        raise ClaimledgerError(str(out), found, "a folder outside of it", "Name another folder; packages never change.")
