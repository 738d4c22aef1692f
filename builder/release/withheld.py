"""Two releases are compared without telling words that the newer one withholds."""

import polars as pl

from claimledger.release.frames import Tables
from claimledger.release.rights import redact, restricted_documents
from claimledger.schemas import TABLE_NAMES, polars_schema


def withhold_alike(old: Tables, new: Tables) -> dict[str, pl.DataFrame]:
    """Return the old tables without the running words of documents that are restricted in either release.

    A document may have been open before, or its release a build for one's own use: a list of changed values would
    publish once more what the new release withholds.
    """
    restricted = pl.concat([restricted_documents(old), restricted_documents(new)]).unique().implode()
    rights = pl.when(pl.col("doc_id").is_in(restricted)).then(pl.lit("restricted")).otherwise("rights_code")
    closed = _as_declared(old)
    closed["documents"] = closed["documents"].with_columns(rights_code=rights)
    withheld = {name: frame for name, frame in redact(closed).items() if name in old}
    kept = {"documents": withheld["documents"].with_columns(old["documents"]["rights_code"])}
    return dict(old) | {name: frame.select(old[name].columns) for name, frame in (withheld | kept).items()}


def _as_declared(old: Tables) -> dict[str, pl.DataFrame]:
    """The tables of this program, with what an older one lacked empty or null."""
    frames = {}
    for name in TABLE_NAMES:
        schema = polars_schema(name)
        frame = old.get(name, pl.DataFrame(schema=schema))
        lacking = {column: type_ for column, type_ in schema.items() if column not in frame.columns}
        frames[name] = frame.with_columns(pl.lit(None, dtype=type_).alias(column) for column, type_ in lacking.items())
    return frames
