"""The formats of corpora: one line a suffix. A new format is its reader's file and a line here."""

from claimledger.corpus.csv import read_csv
from claimledger.corpus.html import read_html
from claimledger.corpus.jsonl import read_jsonl
from claimledger.corpus.markdown import read_markdown
from claimledger.corpus.parquet import cut_row_groups, read_parquet
from claimledger.corpus.parts import Cuttable, cut_lines
from claimledger.corpus.plain import read_plain
from claimledger.corpus.record import CorpusError, Reader
from claimledger.corpus.warc import read_warc

READERS: dict[str, Reader] = {
    ".txt": read_plain,
    ".md": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".jsonl": read_jsonl,
    ".csv": read_csv,
    ".parquet": read_parquet,
    ".warc": read_warc,
    ".warc.gz": read_warc,
    ".wet": read_warc,
    ".wet.gz": read_warc,
}

CUTTABLE: dict[str, Cuttable] = {
    ".jsonl": Cuttable(cut_lines, read_jsonl),
    ".parquet": Cuttable(cut_row_groups, read_parquet),
}
"""Formats of which several processes may read one file; of all others a file is read by one."""


def find_suffix(file_name: str, where: str) -> str:
    """The suffix of READERS that the name ends in, whatever its case; CorpusError `format` when there is none."""
    for suffix in READERS:
        if file_name.lower().endswith(suffix):
            return suffix
    remedy = "Convert the file, or move it out of the corpus."
    raise CorpusError("format", where, "a file of an unknown format", f"a name in {' '.join(READERS)}", remedy)
