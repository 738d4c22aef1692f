"""Where a release comes from: what the tables cannot say about themselves, for its provenance and quality report."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from claimledger.corpus.inputs import InputFile
from claimledger.errors import ClaimledgerError
from claimledger.validation import FINDINGS


@dataclass(frozen=True)
class Origin:
    """How tables were made.

    arguments: those of the build that decide the bytes, beside data set, version and date; no paths. files: what was
    read. findings: what validation said of the tables, with the columns of validation.FINDINGS. scores: how the rules
    do on annotated documents, in the words of whoever measured it; null when not given.
    """

    arguments: Mapping[str, Any] = field(default_factory=dict)
    files: tuple[InputFile, ...] = ()
    findings: pl.DataFrame = field(default_factory=FINDINGS.to_frame)
    scores: Mapping[str, Any] | None = None


def read_scores(path: Path) -> dict[str, Any]:
    """Return measured scores from a JSON file; ClaimledgerError when it holds anything but one object."""
    try:
        scores = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        scores = error
    if not isinstance(scores, dict):
        found = f"{type(scores).__name__}: {scores}"[:80]
        remedy = 'Write the scores as one JSON object, such as {"quantities": {"f1": 0.9}}.'
        raise ClaimledgerError(str(path), found, "a JSON object of scores", remedy)
    return scores
