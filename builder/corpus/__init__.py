"""Files to documents: one reader a format, canonical text, checked metadata, Arrow batches."""

from claimledger.corpus.read import Corpus, SkippedRow, checked_sources, read_corpus
from claimledger.corpus.record import CorpusError

__all__ = ["Corpus", "CorpusError", "SkippedRow", "checked_sources", "read_corpus"]
