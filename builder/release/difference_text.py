"""A difference in words, as Markdown: for the changelog of a release, a terminal, a comment on a proposed change."""

from collections.abc import Iterator

from claimledger.release.differences import Difference
from claimledger.release.row_changes import KINDS
from claimledger.release.schema_changes import SchemaChange
from claimledger.release.versions import Level

LEVEL_WORDS = {
    Level.NONE: "Nothing has changed.",
    Level.PATCH: "Patch: values or descriptions were corrected.",
    Level.MINOR: "Minor: rows, columns or codes have come, or rows have gone.",
    Level.MAJOR: "Major: a table, column, type, key or code that readers may rely on has changed.",
}
EXAMPLES = 3
LONGEST_VALUE = 60


def difference_text(difference: Difference, *, heading: str = "##", examples: bool = False) -> str:
    """Return the level, the changes of the schema and the rows by table; with examples the first rows of each kind.

    Without examples no value of any row is told.
    """
    parts = [LEVEL_WORDS[difference.level]]
    if difference.schema:
        lines = [f"- {schema_line(change)}" for change in difference.schema]
        parts.append(f"{heading} Schema\n\n" + "\n".join(lines))
    if difference.counts:
        parts.append(f"{heading} Rows\n\n" + "\n".join(_count_table(difference)))
    if examples and difference.counts:
        parts.append(f"{heading} Examples\n\n" + "\n".join(_examples(difference)))
    return "\n\n".join(parts) + "\n"


def schema_line(change: SchemaChange) -> str:
    """Return one change of the schema in words, with its level.

    >>> schema_line(SchemaChange("weapons", "column_renamed", "weapon_id", "weapon", "weapon_id"))
    '`weapons.weapon_id`: column renamed, from `weapon` to `weapon_id` (major)'
    """
    what = ".".join(name for name in (change.table, change.column) if name) or "package"
    words = change.change.replace("_", " ")
    if change.change == "description_changed":
        values = ""  # the dictionary has the words
    elif change.old is not None and change.new is not None:
        values = f", from `{change.old}` to `{change.new}`"
    else:
        value = change.new if change.old is None else change.old
        values = "" if value is None else f", `{value}`"
    return f"`{what}`: {words}{values} ({change.level.word})"


def _count_table(difference: Difference) -> Iterator[str]:
    yield f"| table | rows | {' | '.join(KINDS)} | columns of changed rows |"
    yield f"|---|---:|{'---:|' * len(KINDS)}---|"
    for table, counts in difference.counts.items():
        columns = ", ".join(f"{name} {count:,}" for name, count in difference.changed_columns.get(table, {}).items())
        numbers = " | ".join(f"{counts[kind]:,}" for kind in KINDS)
        yield f"| {table} | {difference.row_counts[table][1]:,} | {numbers} | {columns} |"


def _examples(difference: Difference) -> Iterator[str]:
    first = difference.rows.group_by("table", "change", maintain_order=True).head(EXAMPLES)
    for row in first.iter_rows(named=True):
        what = f"- {row['table']} `{row['key']}` {row['change']}"
        if row["change"] == "changed":
            yield f"{what}: {row['column']} {_value(row['old'])} -> {_value(row['new'])}"
        elif row["change"] == "moved":
            yield f"{what} to `{row['new']}`"
        else:
            yield what


def _value(text: str | None) -> str:
    """A value on one line and not longer than the eye wants."""
    if text is None:
        return "null"
    line = " ".join(text.split()).replace("`", "'")
    return f"`{line}`" if len(line) <= LONGEST_VALUE else f"`{line[: LONGEST_VALUE - 3]}...`"
