"""What a document's words come to in 256 bytes: a MinHash, in which alike documents have alike numbers.

The share of numbers that two signatures have in common estimates the Jaccard similarity of the documents' shingles, the
sets of all runs of five words, marks and capitals disregarded; its standard error is 0.035 at 0.8. Broder, "On the
resemblance and containment of documents" (1997); rensa does the hashing. Comparing signatures is left to
`claimledger.duplicates`.
"""

from __future__ import annotations

import zlib
from array import array

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from rensa import RMinHash

from claimledger.text.rows import Ints
from claimledger.text.scan import Scan

SIGNATURES = "_signatures"
"""Name of the table, which is no part of a release: `doc_id`, and `signature`, null where there are too few words."""

NUMBERS = 128
"""Numbers of a signature; of each the lower 16 bits are kept."""

SIGNATURE_TYPE = pa.binary(NUMBERS * 2)
SIGNATURE_SCHEMA = pa.schema([("doc_id", pa.string()), ("signature", SIGNATURE_TYPE)])

_SHINGLE_WORDS = 5
_SEED = 1
_MULTIPLIER = np.uint32(0x9E3779B1)  # odd, and its bits evenly spread

Hashes = npt.NDArray[np.uint32]  # numpy multiplies them three times as fast as those of 64 bits


def signatures(text: Scan) -> pa.Table:
    """A row for each document of a scan, with the columns of SIGNATURE_SCHEMA. Other documents make no difference."""
    hashes, first = _words(text)
    shingles, first = _shingles(hashes, first)
    offsets = first.astype(np.uint64)
    digests = RMinHash.digest_matrix_from_flat_token_hashes(shingles.astype(np.uint64), offsets, NUMBERS, _SEED)
    rows = array("I")
    for row in digests.to_rows():
        rows.fromlist(row)
    numbers = np.frombuffer(rows, np.uint32).astype("<u2")
    column = pa.Array.from_buffers(SIGNATURE_TYPE, len(first) - 1, [None, pa.py_buffer(numbers.tobytes())])
    enough = pa.array(first[1:] > first[:-1])
    return pa.table(
        [
            pa.array(text.batch.doc_ids, pa.string()),
            pa.compute.if_else(enough, column, pa.scalar(None, SIGNATURE_TYPE)),
        ],
        schema=SIGNATURE_SCHEMA,
    )


def _words(text: Scan) -> tuple[Hashes, Ints]:
    """The hash of each word, and for each document its first word; one more at the end for the count."""
    hashes = text.forms.told(text.form, _hash_of, np.uint32)
    words = np.flatnonzero(hashes)
    documents = np.searchsorted(text.start, np.append(text.batch.starts, len(text.batch.codes)))
    return hashes.take(words), np.searchsorted(words, documents)


def _hash_of(form: str) -> int:
    """The hash of a word whatever its capitals; 0 for a mark."""
    is_word = ord(form[0]) >= 0xC0 or (form[0].isascii() and form[0].isalnum())
    return zlib.crc32(form.encode("latin-1").lower()) if is_word else 0


def _shingles(words: Hashes, first: Ints) -> tuple[Hashes, Ints]:
    """The hash of each run of words within a document, and for each document its first; one more for the count."""
    count = max(len(words) - _SHINGLE_WORDS + 1, 0)
    shingles = words[:count] * _MULTIPLIER
    for behind in range(1, _SHINGLE_WORDS):
        shingles += words[behind : behind + count]
        shingles *= _MULTIPLIER
    within = np.ones(count, np.bool_)
    for before in range(1, _SHINGLE_WORDS):  # runs that reach into the next document
        within[(across := first[1:-1] - before)[(across >= 0) & (across < count)]] = False
    counts = np.maximum(np.diff(first) - _SHINGLE_WORDS + 1, 0)
    return _mixed(shingles)[within], np.append(0, np.cumsum(counts))


def _mixed(hashes: Hashes) -> Hashes:
    """The numbers with every bit told by all of theirs, in place."""
    hashes ^= hashes >> np.uint32(15)
    hashes *= _MULTIPLIER
    hashes ^= hashes >> np.uint32(15)
    return hashes
