"""changes/ of a release: every row that differs from the release before, and the numbers, for programs."""

import json
from pathlib import Path

from claimledger.release.differences import Difference
from claimledger.release.tabular import write_csv

ROWS = "changes/rows.csv"
SUMMARY = "changes/summary.json"


def write_changes(difference: Difference, folder: Path) -> None:
    """Write changes/rows.csv and changes/summary.json into the folder of the new release."""
    (folder / ROWS).parent.mkdir()
    write_csv("changes", difference.rows, folder / ROWS)
    text = json.dumps(difference.summary(), indent=2, ensure_ascii=False) + "\n"
    (folder / SUMMARY).write_bytes(text.encode())
