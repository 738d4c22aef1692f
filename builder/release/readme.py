"""README.md of a release: what it holds, how to open it in one line, what one may do with it."""

from typing import Any

import polars as pl

from claimledger.release.about import About
from claimledger.release.frames import Tables
from claimledger.release.licence import GEONAMES_CREDIT, LICENCE_TITLE, LICENCE_URL, cites_geonames
from claimledger.release.rights import restricted_documents
from claimledger.release.tabular import FORMATS
from claimledger.schemas import ESCAPED, TABLE_NAMES, table

TEMPLATE = """\
# {title}, version {version}

{description}

| table | rows | content |
|---|---:|---|
{counts}
[data-dictionary.md](data-dictionary.md), or [the same as a page](data-dictionary.html), explains every column and code;
[datapackage.json](datapackage.json) says the same to programs. The same tables stand in {folders} and in
`{dataset}.duckdb`, which also has ready-made joins.

## Query it

One row is one occurrence, so count or list, never sum. SQL, with any DuckDB from 1.2 opened on `{dataset}.duckdb`:

```sql
SELECT source_name, surface, noun, place_name, sentence FROM quantities_said ORDER BY published_on LIMIT 20;
```

SQL on the Parquet files, in this folder:

```sql
SELECT item_code, event_code, count(*) AS mentions FROM 'parquet/quantities.parquet' GROUP BY ALL ORDER BY ALL;
```

SQL over HTTP, from wherever this folder is published; DuckDB fetches what the question needs:

```sql
ATTACH '{address}/{dataset}.duckdb' AS published (READ_ONLY); FROM published.quantities_said LIMIT 20;
```

Python, in this folder, with DuckDB, polars or pandas:

```python
import duckdb; print(duckdb.connect("{dataset}.duckdb", read_only=True).sql("FROM quantities_said LIMIT 20"))
```

```python
import polars as pl; print(pl.read_parquet("parquet/quantities.parquet").group_by("item_code").len())
```

```python
import pandas as pd; print(pd.read_parquet("parquet/quantities.parquet").groupby("item_code").size())
```

R, in this folder, with the packages DBI and duckdb:

```r
store <- DBI::dbConnect(duckdb::duckdb(), "{dataset}.duckdb", read_only = TRUE)
print(DBI::dbGetQuery(store, "FROM quantities_said LIMIT 20"))
```

Spreadsheet: open `csv/quantities.csv` as text in UTF-8, separated by commas. Words that begin like a formula (with one
of `= + - @`) have an apostrophe before them, in the CSV files only. There, nothing between two commas is null, and `NA`
is Namibia. So pandas gets the values that Parquet has by:

```python
import pandas as pd
cells = pd.read_csv("csv/quantities.csv", keep_default_na=False, na_values=[""])
print(cells.replace(r"{escaped}", r"\\1", regex=True))
```

## Check it

`sha256sum -c SHA256SUMS` proves the files whole; `frictionless validate datapackage.json` also checks types, codes
and keys. The .duckdb file holds the same rows and is not in the list, because DuckDB never writes the same bytes twice.
`claimledger verify` checks all this and every span; given the documents, it rebuilds the release and compares.

[quality/report.json](quality/report.json) counts rows, nulls and findings.
[provenance/build.json](provenance/build.json) tells which files, texts, rules and packages the release was made from.
For catalogues there are [Croissant](metadata/croissant.json), [RO-Crate](ro-crate-metadata.json),
[schema.org](metadata/schema-org.json), [DataCite](metadata/datacite.json) and [CITATION.cff](CITATION.cff).

## Rights

Licence: [{licence}]({licence_url}); see [LICENSE](LICENSE).
{rights}
Cite as: {citation}
{credit}
## Sources

{sources}"""


def readme_text(frames: Tables, about: About, sources: list[dict[str, Any]]) -> str:
    """Return the README for arranged frames."""
    return TEMPLATE.format(
        title=about.title,
        version=about.version,
        description=about.description,
        dataset=about.dataset,
        address=f"https://example.org/{about.folder_name}",
        escaped=ESCAPED,
        counts="".join(f"| {name} | {frames[name].height:,} | {table(name).title} |\n" for name in TABLE_NAMES),
        folders=", ".join(f"`{output.name}/`" for output in FORMATS),
        licence=LICENCE_TITLE,
        licence_url=LICENCE_URL,
        rights=rights_text(frames),
        citation=about.citation,
        credit=f"\n{GEONAMES_CREDIT}\n" if cites_geonames(frames) else "",
        sources="".join(source_line(source) for source in sources) or "None stated.\n",
    )


def rights_text(frames: Tables) -> str:
    """Return what the release does with the words of restricted documents, from what is in it."""
    documents = frames["documents"]
    restricted = documents.filter(pl.col("doc_id").is_in(restricted_documents(frames).implode()))
    if restricted.is_empty():
        return ""
    if restricted["text"].null_count() < restricted.height:
        return (
            f"\n**Not for publication**: this build holds the full words of restricted documents "
            f"({restricted.height} of {documents.height}), for use by whoever has the right to read them.\n"
        )
    return (
        f"\n{restricted.height} of {documents.height} documents are restricted: of their words only short spans "
        "(names, numbers, cues) are published. Sentences and statements keep their offsets, so that whoever holds "
        "a document can fill its words in again: `claimledger hydrate`.\n"
    )


def source_line(source: dict[str, Any]) -> str:
    """Return one source as a list item, linked where it has a path."""
    name = source.get("title") or source.get("path") or source.get("email", "")
    return f"- [{name}]({source['path']})\n" if source.get("path") else f"- {name}\n"
