"""Parts of a large file, so that several processes read it: cut where a document ends, each part with its place."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from claimledger.corpus.record import CorpusError, Record

_BLOCK_BYTES = 1 << 20


class Part(NamedTuple):
    """A stretch of a file from `begin` up to and without `end`: bytes, or row groups of Parquet.

    number: how many lines or rows of the file stand before it, so that errors name the right one.
    """

    begin: int
    end: int
    number: int


@dataclass(frozen=True, slots=True)
class Cuttable:
    """How files of a format are read in parts.

    cut: the parts of a file, in order, of about so many bytes each. read: the records of one part; those of all parts
    are the same, errors included, as of the file read at once.
    """

    cut: Callable[[Path, int], Iterator[Part]]
    read: Callable[[Path, Part], Iterator[Record | CorpusError]]


def cut_lines(path: Path, byte_count: int) -> Iterator[Part]:
    """Parts of whole lines; a longer line has a part of its own."""
    begin = number = 0
    with path.open("rb") as file:
        size = file.seek(0, io.SEEK_END)
        while begin < size:
            file.seek(min(begin + byte_count, size) - 1)
            file.readline()
            end = file.tell()
            yield Part(begin, end, number)
            file.seek(begin)
            while begin < end:
                block = file.read(min(_BLOCK_BYTES, end - begin))
                number += block.count(b"\n")
                begin += len(block)
