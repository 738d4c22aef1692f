"""Every key is unique, every reference meets its row, and every code in use is explained in the table `codes`."""

from collections.abc import Iterator, Mapping

import polars as pl

from claimledger.schemas import ForeignKey, Table, table
from claimledger.validation.findings import finding, joined, numbered, row_findings, shown_values


def check_keys(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Findings about primary, unique and foreign keys and codes; a reference to a table not given is passed over."""
    return joined(_findings(tables))


def _findings(tables: Mapping[str, pl.DataFrame]) -> Iterator[pl.DataFrame]:
    for name, frame in tables.items():
        of = table(name)
        yield _repeated(of, frame, of.primary_key, "primary_key")
        for key in of.unique_keys:
            yield _repeated(of, frame, key, "unique_key")
        for reference in of.foreign_keys:
            if reference.table in tables:
                yield _orphans(of, frame, reference, tables[reference.table])
        if "codes" in tables:
            yield from _unexplained(of, frame, tables["codes"])


def _repeated(of: Table, frame: pl.DataFrame, key: tuple[str, ...], rule: str) -> pl.DataFrame:
    """Rows that share a key; nulls are equal to nothing."""
    repeated = frame.lazy().drop_nulls(key).group_by(key).len("_times").filter(pl.col("_times") > 1)
    rows = numbered(frame).join(repeated, on=key, how="inner", maintain_order="left").collect()
    message = pl.format("{} rows have {}", pl.col("_times"), shown_values(key))
    remedy = "Give each row a key of its own, or leave the repeated rows out."
    return row_findings(of, rows, rule, message, remedy, column=", ".join(key), value=_key_value(key))


def _orphans(of: Table, frame: pl.DataFrame, key: ForeignKey, parent: pl.DataFrame) -> pl.DataFrame:
    """Rows whose reference is given and meets no row of the parent."""
    known = parent.lazy().select(key.references).unique()
    given = numbered(frame).drop_nulls(key.fields)
    rows = given.join(known, left_on=key.fields, right_on=key.references, how="anti", maintain_order="left").collect()
    message = pl.format("{} has no row with {}", pl.lit(key.table), shown_values(key.fields))
    remedy = f"Add the row to {key.table}, or set the reference to null where the schema allows it."
    columns = ", ".join(key.fields)
    return row_findings(of, rows, "foreign_key", message, remedy, column=columns, value=_key_value(key.fields))


def _unexplained(of: Table, frame: pl.DataFrame, codes: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Codes in use that the table `codes` does not list; whether they are allowed is for the structure to say."""
    for field in of.fields:
        if field.codes:
            explained = codes.filter(pl.col("list_name") == field.codes)["code"].implode()
            used = frame[field.name].drop_nulls().unique()
            for code in used.filter(~used.is_in(explained)).sort():
                message = f"the table codes does not explain {code!r} of the list {field.codes}"
                remedy = "Write the rows of codes_rows() to the table codes."
                yield finding("code_explained", message, remedy, table_name=of.name, column=field.name, value=code)


def _key_value(key: tuple[str, ...]) -> pl.Expr:
    return pl.concat_str([pl.col(name).cast(pl.String) for name in key], separator="|")
