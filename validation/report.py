"""Findings as text for a terminal: grouped, counted, with a few examples each."""

import polars as pl

EXAMPLES = 3


def format_findings(findings: pl.DataFrame) -> str:
    """A summary line, then a block for each table, column and rule with its count, three examples and the remedy."""
    if findings.is_empty():
        return "no findings"
    counts = {severity: findings.filter(severity_code=severity).height for severity in ("error", "warning")}
    blocks = [", ".join(_counted(count, severity) for severity, count in counts.items() if count)]
    by = ["severity_code", "table_name", "column_name", "rule"]
    for (severity, table_name, column, rule), group in findings.group_by(by, maintain_order=True):
        where = ".".join(str(part) for part in (table_name or "package", column) if part)
        lines = [f"{where}: {rule}, {_counted(group.height, str(severity))}"]
        for row_id, row_no, message in group.head(EXAMPLES).select("row_id", "row_no", "message").rows():
            lines.append(f"  {message}" if row_id is None else f"  {row_id} (row {row_no}): {message}")
        if group.height > EXAMPLES:
            lines.append(f"  and {group.height - EXAMPLES:,} more")
        lines.append(f"  Remedy: {group['remedy'][0]}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"
