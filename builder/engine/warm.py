"""Imported by the process that the pool's processes are forked from: what all of them need, read once and shared.

Vocabulary and gazetteer take 200 MB and a second and a half to read. A process forked after they are in place begins at
once, and shares what it does not touch.
"""

import ctypes
import gc
import hashlib

import pyarrow as pa

from claimledger.pipeline import extract
from claimledger.schemas import arrow_schema

_TEXT = "The army said on Monday that at least 40 tanks were lost near Kursk."


def read_vocabulary() -> None:
    """Extract from one sentence, which loads all there is to load."""
    document = {"doc_id": "a", "language": "en", "rights_code": "open", "status_code": "extracted", "text": _TEXT}
    document |= {"text_sha256": hashlib.sha256(_TEXT.encode()).hexdigest(), "char_count": len(_TEXT)}  # type: ignore[dict-item]
    schema = arrow_schema("documents")
    extract(pa.RecordBatch.from_pylist([{name: document.get(name) for name in schema.names}], schema=schema))


def return_memory() -> None:
    """Give unused memory back to the system, as far as its allocators can."""
    pa.default_memory_pool().release_unused()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)


pa.set_memory_pool(pa.system_memory_pool())  # Arrow's own allocators keep 20 MB more to themselves
read_vocabulary()
gc.collect()
gc.freeze()  # what is there stays; looking through it again would copy the shared pages
return_memory()
