"""The plan of a run: which files, and which parts of large files, make a shard.

A shard is the unit of work, of resuming and of trying again. The plan depends on the files alone, not on who works.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from claimledger.corpus.formats import CUTTABLE
from claimledger.corpus.record import CorpusError, Place
from claimledger.corpus.sources import Source


@dataclass(frozen=True, slots=True)
class Shard:
    """Documents to be extracted together: files, or parts of them, in the order of the corpus.

    known: ids of documents here that a document of an earlier shard has, with the place of that one.
    """

    number: int
    sources: tuple[Source, ...]
    byte_count: int
    known: Mapping[str, Place] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The number as file names have it: `000012`."""
        return f"{self.number:06}"

    def __str__(self) -> str:
        """Where its documents stand, for messages."""
        first, last = self.sources[0], self.sources[-1]
        begin, end = (f" from {place.part.begin}" if place.part else "" for place in (first, last))
        files = f"{first.path}{begin}" if first == last else f"{first.path}{begin} to {last.path}{end}"
        return f"shard {self.name} ({files})"


def plan_shards(sources: Sequence[Source], shard_bytes: int) -> Iterator[Shard]:
    """Shards of about so many bytes of their files; a larger file that cannot be cut has a shard of its own."""
    waiting: list[Source] = []
    size = number = 0
    for source in sources:
        for piece, byte_count in _pieces(source, shard_bytes):
            if waiting and size + byte_count > shard_bytes:
                yield Shard(number, tuple(waiting), size)
                waiting, size, number = [], 0, number + 1
            waiting.append(piece)
            size += byte_count
    if waiting:
        yield Shard(number, tuple(waiting), size)


def byte_count_of(source: Source) -> int:
    """The size of a file; 0 for one that has gone, which its reader will tell."""
    try:
        return source.path.stat().st_size
    except OSError:
        return 0


def plan_key(sources: Sequence[Source], *conditions: object) -> str:
    """Twenty hexadecimal digits that change with any file's path, size or time, and with anything else that counts."""
    digest = hashlib.sha256(repr(conditions).encode())
    for source in sources:
        digest.update(json.dumps([str(source.path), *_state(source), dict(source.catalog_entry)]).encode())
    return digest.hexdigest()[:20]


def _state(source: Source) -> tuple[Any, ...]:
    try:
        stat = source.path.stat()
    except OSError:
        return ()
    return stat.st_size, str(stat.st_mtime)


def _pieces(source: Source, byte_count: int) -> Iterator[tuple[Source, int]]:
    """The source itself, or the parts of a large file; with their sizes in bytes."""
    size = byte_count_of(source)
    if size <= byte_count or source.suffix not in CUTTABLE:
        yield source, size
        return
    try:
        parts = list(CUTTABLE[source.suffix].cut(source.path, byte_count))
    except (OSError, CorpusError):
        parts = []
    if not parts:  # its reader will tell what is wrong
        yield source, size
        return
    share = size // len(parts)
    for part in parts:
        yield replace(source, part=part), share
