"""README.md of a release: what it holds, how to open it in one line, what one may do with it."""

from typing import Any

import polars as pl

from claimledger.release.about import About
from claimledger.release.frames import Tables
from claimledger.release.licence import GEONAMES_CREDIT, LICENCE_TITLE, LICENCE_URL, cites_geonames
from claimledger.release.rights import restricted_documents
from claimledger.release.tabular import FORMATS
from claimledger.schemas import TABLE_NAMES, table

TEMPLATE = """\
# {title}, version {version}

{description}

| table | rows | content |
|---|---:|---|
{counts}
[data-dictionary.md](data-dictionary.md) explains every column and code; [datapackage.json](datapackage.json) says the
same to programs. The same tables stand in {folders} and in `{dataset}.duckdb`, which also has ready-made joins.

## Query it

SQL, with any DuckDB from 1.2 opened on `{dataset}.duckdb`; one row is one occurrence, so count or list, never sum:

```sql
SELECT source_name, surface, noun, place_name, sentence FROM quantities_said ORDER BY published_on LIMIT 20;
```

```sql
SELECT item_code, event_code, count(*) AS mentions FROM 'parquet/quantities.parquet' GROUP BY ALL ORDER BY ALL;
```

Python, in this folder:

```python
import duckdb; print(duckdb.connect("{dataset}.duckdb", read_only=True).sql("FROM quantities_said LIMIT 20"))
```

```python
import polars as pl; print(pl.read_parquet("parquet/quantities.parquet").group_by("item_code").len())
```

```python
import pandas as pd; print(pd.read_parquet("parquet/quantities.parquet").groupby("item_code").size())
```

In the CSV files nothing between two commas is null and `NA` is Namibia: with pandas, read them with
`keep_default_na=False, na_values=[""]`.

## Check it

`sha256sum -c SHA256SUMS` proves the files whole; `frictionless validate datapackage.json` also checks types, codes
and keys. The .duckdb file holds the same rows and is not in the list, because DuckDB never writes the same bytes twice.

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
        "a document can fill its words in again.\n"
    )


def source_line(source: dict[str, Any]) -> str:
    """Return one source as a list item, linked where it has a path."""
    name = source.get("title") or source.get("path") or source.get("email", "")
    return f"- [{name}]({source['path']})\n" if source.get("path") else f"- {name}\n"
