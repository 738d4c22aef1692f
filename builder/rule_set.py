"""Which rules made the rows: one hash over everything that extraction depends on but the documents."""

import hashlib
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

_FOLDERS = ("corpus", "extract", "gazetteer", "link", "text")
_PACKAGES = ("google-re2", "numpy", "pyarrow")


@cache
def rule_set_hash() -> str:
    """SHA-256, in hexadecimal digits, of the extraction code, schemas, seeds and the packages they compute with."""
    top, schemas, seeds = (Path(str(files(f"claimledger{part}"))) for part in ("", ".schemas", ".seeds"))
    named = {path.relative_to(top).as_posix(): path for folder in _FOLDERS for path in (top / folder).rglob("*.py")}
    named["pipeline.py"] = top / "pipeline.py"
    named |= {f"schemas/{path.name}": path for path in schemas.iterdir() if path.suffix in (".json", ".py")}
    named |= {f"seeds/{path.name}": path for path in seeds.glob("*.csv")}
    digest = hashlib.sha256()
    for name, path in sorted(named.items()):
        content = path.read_bytes()
        digest.update(f"{name} {len(content)}\n".encode() + content)
    for package in _PACKAGES:
        digest.update(f"{package} {version(package)}\n".encode())
    return digest.hexdigest()
