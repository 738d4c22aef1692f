"""quality/report.json: how full and how well checked the tables are. Counts only: no words of any document."""

from pathlib import Path
from typing import Any

import polars as pl

from claimledger.release.descriptor import as_json
from claimledger.release.frames import Tables
from claimledger.release.origin import Origin
from claimledger.validation import evidence_coverage

QUALITY = "quality/report.json"


def write_quality(folder: Path, frames: Tables, origin: Origin) -> None:
    """Write the report about arranged frames as they are published."""
    (folder / QUALITY).parent.mkdir()
    (folder / QUALITY).write_bytes(as_json(report(frames, origin)).encode())


def report(frames: Tables, origin: Origin) -> dict[str, Any]:
    """Return the report: `tables` by name, `findings` counted, and `scores` where they have been measured.

    tables: row_count; null_share, 0 to 1, of each column with nulls; for tables with spans `evidence`, in rows:
    checked_count against the text in the release, withheld_count of documents without text in it (the build has checked
    those too). findings: one entry for each severity, table, column and rule, with its count.
    """
    evidence = {row.pop("table_name"): row for row in evidence_coverage(frames).iter_rows(named=True)}
    told: dict[str, Any] = {
        "tables": {
            name: table_report(frame) | ({"evidence": evidence[name]} if name in evidence else {})
            for name, frame in frames.items()
        },
        "findings": counted(origin.findings),
    }
    return told if origin.scores is None else told | {"scores": dict(origin.scores)}


def table_report(frame: pl.DataFrame) -> dict[str, Any]:
    """Return the number of rows, and the share of nulls of every column that has any."""
    nulls = frame.null_count().row(0, named=True)
    shares = {name: round(count / frame.height, 6) for name, count in nulls.items() if count}
    return {"row_count": frame.height, "null_share": shares}


def counted(findings: pl.DataFrame) -> list[dict[str, Any]]:
    """Return how many findings there are of each kind; their messages may quote a document and are left out."""
    by = ["severity_code", "table_name", "column_name", "rule"]
    return findings.group_by(by).agg(pl.len().alias("count")).sort(by, nulls_last=True).to_dicts()
