"""The shape of a finding, and how failing rows become findings without a loop over rows."""

from collections.abc import Iterable
from typing import Literal

import polars as pl

from claimledger.schemas import Table

FINDINGS = pl.Schema(
    {
        "severity_code": pl.String(),  # error | warning
        "table_name": pl.String(),  # null: about the package
        "row_id": pl.String(),  # the primary key, parts joined by |; null: about the table
        "row_no": pl.Int64(),  # place in the frame, counted from 0
        "column_name": pl.String(),
        "value": pl.String(),
        "rule": pl.String(),
        "message": pl.String(),
        "remedy": pl.String(),
    }
)

ROW_NO = "row_no"
Severity = Literal["error", "warning"]


def joined(parts: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """All findings in one frame, in the order given."""
    return pl.concat([FINDINGS.to_frame(), *parts])


def finding(
    rule: str,
    message: str,
    remedy: str,
    *,
    table_name: str | None = None,
    column: str | None = None,
    value: str | None = None,
    severity: Severity = "error",
) -> pl.DataFrame:
    """One finding about a table as a whole, or about the package where there is no table name."""
    row = (severity, table_name, None, None, column, value, rule, message, remedy)
    return pl.DataFrame([row], schema=FINDINGS, orient="row")


def row_findings(
    of: Table, rows: pl.DataFrame, rule: str, message: pl.Expr, remedy: str, *, column: str | None, value: pl.Expr
) -> pl.DataFrame:
    """One finding for each of the failing rows, which have the columns of their key and their `row_no`.

    `message` and `value` are computed from the columns of `rows`.
    """
    return rows.select(
        pl.lit("error").alias("severity_code"),
        pl.lit(of.name).alias("table_name"),
        pl.concat_str([shown(name) for name in of.primary_key], separator="|").alias("row_id"),
        pl.col(ROW_NO).cast(pl.Int64),
        pl.lit(column, dtype=pl.String).alias("column_name"),
        value.cast(pl.String).alias("value"),
        pl.lit(rule).alias("rule"),
        message.alias("message"),
        pl.lit(remedy).alias("remedy"),
    )


def numbered(frame: pl.DataFrame) -> pl.LazyFrame:
    """The frame with the place of each row in `row_no`."""
    return frame.lazy().with_row_index(ROW_NO)


def shown(name: str) -> pl.Expr:
    """The values of a column as text, nulls as the word null."""
    return pl.col(name).cast(pl.String).fill_null("null")


def shown_values(names: Iterable[str]) -> pl.Expr:
    """Several columns as text, for example `span_start = 9, span_end = 4`."""
    return pl.concat_str([pl.lit(f"{name} = ") + shown(name) for name in names], separator=", ")


def quoted(words: pl.Expr) -> pl.Expr:
    """Words of a document for a message: between apostrophes, at most 60 code points of them, nulls as null."""
    cut = pl.when(words.str.len_chars() > 60).then(words.str.slice(0, 57) + "...").otherwise(words)
    return pl.when(words.is_null()).then(pl.lit("null")).otherwise("'" + cut + "'")
