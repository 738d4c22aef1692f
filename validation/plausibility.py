"""Rows make sense in themselves and beside each other: row rules, codes that go together, parts that make a whole."""

import re
from collections.abc import Iterator, Mapping

import polars as pl

from claimledger.schemas import ForeignKey, RowRule, Table, codes_of, table
from claimledger.schemas.tables import CodePair
from claimledger.validation.findings import finding, joined, numbered, row_findings, shown_values

NEVER_EMPTY = ("documents", "rules", "codes")


def check_plausibility(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Findings about rows that the schemas allow column by column and that still cannot be right."""
    return joined(_findings(tables))


def _findings(tables: Mapping[str, pl.DataFrame]) -> Iterator[pl.DataFrame]:
    for name, frame in tables.items():
        of = table(name)
        if name in NEVER_EMPTY and frame.is_empty():
            remedy = "See whether the step that writes it ran; an empty table passes every other check."
            yield finding("empty_table", f"table {name} has no rows", remedy, table_name=name, severity="warning")
        for rule in of.row_rules:
            yield _rule_findings(of, frame, rule)
        for pair in of.code_pairs:
            yield _pair_findings(of, frame, pair)
        for key in of.foreign_keys:
            if key.table in tables and "doc_id" in of.columns and "doc_id" not in key.references:
                yield _other_document_findings(of, frame, key, tables[key.table])
    if "sentences" in tables:
        yield _sentence_order_findings(tables["sentences"])
    if "attributions" in tables and "attribution_spans" in tables:
        yield _hull_findings(tables["attributions"], tables["attribution_spans"])


def _rule_findings(of: Table, frame: pl.DataFrame, rule: RowRule) -> pl.DataFrame:
    """Rows for which the rule is false; true and null are fine, as in an SQL CHECK."""
    rows = numbered(frame).filter(~pl.sql_expr(rule.sql)).collect()
    named = [name for name in of.columns if re.search(rf"\b{name}\b", rule.sql)]
    message = pl.format("{} Found {}.", pl.lit(rule.description), shown_values(named))
    return row_findings(of, rows, rule.name, message, rule.remedy, column=", ".join(named), value=shown_values(named))


def _pair_findings(of: Table, frame: pl.DataFrame, pair: CodePair) -> pl.DataFrame:
    first, second = pair.fields
    together = pl.concat_str(pl.col(first), pl.lit("/"), pl.col(second))
    rows = numbered(frame).filter(~together.is_in(codes_of(pair.codes))).collect()
    message = pl.format("{} {} does not go with {} {}", pl.lit(second), second, pl.lit(first), first)
    remedy = f"Choose a pair of the list {pair.codes}, or leave {second} empty."
    return row_findings(of, rows, pair.codes, message, remedy, column=f"{first}, {second}", value=together)


def _other_document_findings(of: Table, frame: pl.DataFrame, key: ForeignKey, parent: pl.DataFrame) -> pl.DataFrame:
    """Rows that refer to a row of another document, where both tables know the document."""
    if "doc_id" not in parent.columns:
        return joined([])
    homes = parent.lazy().select(*key.references, pl.col("doc_id").alias("_home")).unique(key.references)
    rows = numbered(frame).join(homes, left_on=key.fields, right_on=key.references, how="inner", maintain_order="left")
    wrong = rows.filter(pl.col("doc_id") != pl.col("_home")).collect()
    message = pl.format("{} is in document {}; the row is in {}", shown_values(key.fields), "_home", "doc_id")
    remedy = "Link rows of the same document only."
    (field,) = key.fields
    return row_findings(of, wrong, "same_document", message, remedy, column=field, value=pl.col(field))


def _sentence_order_findings(sentences: pl.DataFrame) -> pl.DataFrame:
    """Sentences that begin before the one of the number below has ended."""
    before = pl.col("span_end").shift(1).over("doc_id", order_by="sentence_no").alias("_before")
    wrong = numbered(sentences).with_columns(before).filter(pl.col("span_start") < pl.col("_before")).collect()
    message = pl.format("sentence {} begins at {}; the one before ends at {}", "sentence_no", "span_start", "_before")
    remedy = "Number the sentences in text order, without overlap."
    value = pl.col("span_start")
    return row_findings(table("sentences"), wrong, "sentence_order", message, remedy, column="span_start", value=value)


def _hull_findings(attributions: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    """Attributions whose span does not run from the first to the last of their parts, or that have no parts."""
    hulls = (
        spans.lazy()
        .group_by("attribution_id")
        .agg(pl.col("span_start").min().alias("_from"), pl.col("span_end").max().alias("_to"))
    )
    rows = numbered(attributions).join(hulls, on="attribution_id", how="left", maintain_order="left")
    fits = pl.col("span_start").eq_missing(pl.col("_from")) & pl.col("span_end").eq_missing(pl.col("_to"))
    span = pl.format("{}-{}", "span_start", "span_end")
    message = (
        pl.when(pl.col("_from").is_null())
        .then(pl.lit("the attribution has no parts in attribution_spans"))
        .otherwise(pl.format("the span is {}; its parts run from {} to {}", span, "_from", "_to"))
    )
    remedy = "Set the span to the hull of the parts, and write all parts."
    wrong = rows.filter(~fits).collect()
    return row_findings(
        table("attributions"), wrong, "hull", message, remedy, column="span_start, span_end", value=span
    )
