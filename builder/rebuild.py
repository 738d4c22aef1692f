"""A release made once more from the documents it was made of, so that it can be compared with the one there is."""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa

from claimledger.corpus import Corpus, read_corpus
from claimledger.packages import read_descriptor
from claimledger.pipeline import Tables, consolidate, extract
from claimledger.release import redact
from claimledger.release.about import read_about
from claimledger.release.descriptor import DESCRIPTOR
from claimledger.release.frames import arrange
from claimledger.release.origin import Origin
from claimledger.release.package import fill
from claimledger.release.provenance import read_provenance
from claimledger.release.quality import QUALITY
from claimledger.validation import validate


def texts_at_hand(paths: Sequence[Path], wanted: Mapping[str, str]) -> dict[str, str]:
    """Those of the wanted documents (doc_id -> SHA-256 of the text) that the paths hold, unchanged."""
    found: dict[str, str] = {}
    for batch in read_corpus(paths, keep_going=True):
        found |= zip(batch.column("doc_id").to_pylist(), batch.column("text_sha256").to_pylist(), strict=True)
    return {doc_id: sha256 for doc_id, sha256 in found.items() if wanted.get(doc_id) == sha256}


def rebuild(release: Path, paths: Sequence[Path], folder: Path) -> tuple[dict[str, pl.DataFrame], list[str]]:
    """Fill the empty folder with the files of the release, made anew from the documents.

    The paths must have all documents the release was made of; others in them are left out. Returns the tables, and the
    files that a rebuild cannot make, such as a changelog, which needs the release before: they are copied.
    """
    made = read_provenance(release)
    descriptor = read_descriptor(release / DESCRIPTOR)
    corpus = read_corpus(paths, keep_going=True)
    skipped = (row._asdict() for row in corpus.skipped if made.arguments.get("keep_going"))
    tables = consolidate(_parts(corpus, made.texts), skipped)
    scores = json.loads((release / QUALITY).read_text(encoding="utf-8")).get("scores")
    about = replace(read_about(descriptor), origin=Origin(made.arguments, made.files, validate(tables), scores))
    frames = arrange(redact(tables) if made.arguments.get("redact") else tables)
    copied: list[str] = []
    fill(folder, frames, about, lambda new: copied.extend(_carry_over(release, new, descriptor)))
    return frames, copied


def _parts(corpus: Corpus, wanted: Mapping[str, str]) -> Iterator[Tables]:
    for batch in corpus:
        yield extract(batch.filter(pa.array([doc_id in wanted for doc_id in batch.column("doc_id").to_pylist()])))


def _carry_over(release: Path, new: Path, descriptor: Mapping[str, Any]) -> Iterator[str]:
    """Copy the files that the descriptor lists and that do not stand in the new folder; give their names."""
    for resource in descriptor["resources"]:
        name = resource["path"]
        if not (new / name).exists():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(release / name, new / name)
            yield name
