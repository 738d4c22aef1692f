"""Documents of different shards with the same id, which only the whole corpus can tell."""

from pathlib import Path
from typing import NamedTuple

from claimledger.corpus.record import Place
from claimledger.join import open_database, read_parts


class Repeated(NamedTuple):
    """A document whose id a document of an earlier shard has, at the place `first`."""

    shard: int
    doc_id: str
    place: Place
    first: Place


_REPEATED = """
    WITH repeated AS (SELECT doc_id FROM places GROUP BY doc_id HAVING count(*) > 1)
    SELECT shard, doc_id, file, unit, row, first.file, first.unit, first.row
    FROM (
        SELECT *, first_value(struct_pack(file, unit, row)) OVER same_id AS first,
            row_number() OVER same_id AS occurrence
        FROM places JOIN repeated USING (doc_id) WINDOW same_id AS (PARTITION BY doc_id ORDER BY shard)
    )
    WHERE occurrence > 1 ORDER BY shard, file_row_number
"""


def find_repeated(places: Path, scratch: Path, memory_mb: int) -> list[Repeated]:
    """All repeated documents in the order of the corpus; places: the parts of the internal table of places."""
    with open_database(memory_mb, scratch) as connection:
        read_parts(connection, places, file_row_number=True).create_view("places")
        rows = connection.sql(_REPEATED).fetchall()
    return [Repeated(shard, doc_id, Place(*rest[:3]), Place(*rest[3:])) for shard, doc_id, *rest in rows]
