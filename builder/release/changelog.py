"""CHANGELOG.md of a release: what is new in it, and below, unaltered, what was new in those before."""

from claimledger.release.about import About
from claimledger.release.difference_text import difference_text
from claimledger.release.differences import Difference
from claimledger.release.frames import Tables
from claimledger.schemas import TABLE_NAMES

HEAD = """\
# Changelog

What is new in each release of the data. Versions follow [Semantic Versioning](https://semver.org/): major, what readers
may rely on is gone or means another thing; minor, rows or columns have come or gone; patch, values were corrected.
Every row that is new, gone, moved or changed stands in `changes/rows.csv` of the release.
"""


def changelog_text(about: About, difference: Difference | None, frames: Tables, note: str | None, older: str) -> str:
    """Return the whole changelog. difference: null for the first release; older: the changelog of the one before."""
    parts = [f"## {about.version} - {about.created[:10]}"]
    if note:
        parts.append(note.strip())
    if difference is None:
        counts = [f"{frames[name].height:,} {name}" for name in TABLE_NAMES if frames[name].height]
        parts.append(f"First release: {', '.join(counts)}.")
    else:
        parts.append(difference_text(difference, heading="###").strip())
    section = "\n\n".join(parts)
    return f"{HEAD}\n{section}\n{older.removeprefix(HEAD)}"
