"""What Pandera checks of a table. Apart from frames.py, for Pandera takes longer to import than a batch to extract."""

import pandera.polars as pa
import polars as pl

from claimledger.schemas.codes import codes_of
from claimledger.schemas.frames import POLARS_TYPES
from claimledger.schemas.tables import Field, Table, table


def pandera_schema(of: str | Table) -> pa.DataFrameSchema:
    """The columns with types, order and checks; a check bears the name of the constraint it comes from.

    Keys and row rules are left out: Pandera reports a composite key as one string, without the row it stands in.
    Validate collected frames only, for a LazyFrame is checked by its types alone.
    """
    declared = table(of)
    columns = {
        field.name: pa.Column(
            POLARS_TYPES[field.type],
            checks=_checks(field),
            nullable=not field.required,
            title=field.title,
            description=field.description,
        )
        for field in declared.fields
    }
    return pa.DataFrameSchema(
        columns, strict=True, ordered=True, name=declared.name, title=declared.title, description=declared.description
    )


def _checks(field: Field) -> list[pa.Check]:
    checks = []
    if field.codes:
        checks.append(pa.Check.isin(codes_of(field.codes), error="codes"))
    if field.pattern:
        checks.append(pa.Check.str_matches(field.pattern, error="pattern"))
    if field.min_length:
        checks.append(pa.Check.str_length(min_value=field.min_length, error="minLength"))
    if field.minimum is not None:
        checks.append(pa.Check.ge(field.minimum, error="minimum"))
    if field.maximum is not None:
        checks.append(pa.Check.le(field.maximum, error="maximum"))
    if field.type == "number":
        checks.append(pa.Check(_is_finite, error="finite"))
    return checks


def _is_finite(data: pa.PolarsData) -> pl.LazyFrame:
    return data.lazyframe.select(pl.col(data.key).is_finite())
