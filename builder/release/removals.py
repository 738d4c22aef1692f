"""The gate against losing rows: a release with far fewer of the old rows is more often a mistake than progress."""

from collections.abc import Mapping

from claimledger.errors import ClaimledgerError
from claimledger.release.differences import Difference

MAX_REMOVED = 0.05
SMALL_TABLE = 100  # a smaller table is judged as if it had so many rows, so that a few rows may go


def check_removals(difference: Difference, max_removed: float = MAX_REMOVED) -> None:
    """Raise ClaimledgerError when any table loses more than this share of its row ids; rows that moved are not lost."""
    too_many = {
        table: lost for table, lost in difference.lost.items() if lost > _allowed(difference, table, max_removed)
    }
    if too_many:
        raise ClaimledgerError(
            where=f"release, rows of {difference.old}",
            found=_words(difference, too_many),
            expected=f"at most {max_removed:.3g} of the rows of a table to go (of {SMALL_TABLE}, where it has fewer)",
            remedy="See which: `claimledger extract` the corpus, then `claimledger diff` the release and those tables. "
            "If they are meant to go, run again with --accept-removals.",
        )


def _allowed(difference: Difference, table: str, max_removed: float) -> float:
    return max_removed * max(_rows_before(difference, table), SMALL_TABLE)


def _rows_before(difference: Difference, table: str) -> int:
    return difference.row_counts[table][0] or 0


def _words(difference: Difference, lost: Mapping[str, int]) -> str:
    counts = (f"{count:,} of {_rows_before(difference, table):,} {table}" for table, count in lost.items())
    return f"rows removed: {', '.join(counts)}"
