"""The descriptor said again in the words of catalogues: Croissant, RO-Crate, schema.org, DataCite, CITATION.cff.

Each file has one function from the descriptor, as it stands in datapackage.json, to the text of one format. So nothing
is declared twice, and the same release always gives the same text. The descriptor does not list these files, since they
hold what it says of the others; SHA256SUMS does.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from claimledger.release.descriptor import DESCRIPTOR, as_json
from claimledger.release.metadata.citation import as_citation
from claimledger.release.metadata.croissant import as_croissant
from claimledger.release.metadata.datacite import as_datacite
from claimledger.release.metadata.ro_crate import as_ro_crate
from claimledger.release.metadata.schema_org import as_schema_org

METADATA: dict[str, Callable[[dict[str, Any]], str]] = {
    "metadata/croissant.json": lambda descriptor: as_json(as_croissant(descriptor)),
    "metadata/datacite.json": lambda descriptor: as_json(as_datacite(descriptor)),
    "metadata/schema-org.json": lambda descriptor: as_json(as_schema_org(descriptor)),
    "ro-crate-metadata.json": lambda descriptor: as_json(as_ro_crate(descriptor)),
    "CITATION.cff": as_citation,
}
"""Path in the release -> its text. A new format is one file and one line here."""


def write_metadata(folder: Path) -> None:
    """Write every format for a folder that has its datapackage.json."""
    descriptor = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    for path, text_of in METADATA.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(text_of(descriptor).encode())
