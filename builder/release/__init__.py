"""Validated tables become a release: CSV, Parquet and DuckDB with schema, dictionary, descriptor and checksums.

`package.write_release` is the flow of one release; `plan` and `publication` make it the next of a series. Every other
file here is one noun of it. Same tables, same bytes, except for the .duckdb file, whose format holds random ids.
"""

from claimledger.release.descriptor import write_current_descriptor
from claimledger.release.package import write_release
from claimledger.release.rights import redact

__all__ = ["redact", "write_current_descriptor", "write_release"]
