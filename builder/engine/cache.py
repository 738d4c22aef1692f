"""Batches that were extracted before: an unchanged batch of documents is not extracted again by unchanged rules.

One file a batch, named by the hash of its documents, in a folder named by the hash of the rules. Nothing depends on
the cache but time; whoever deletes it loses nothing.
"""

import hashlib
import os
import shutil
import zipfile
from functools import cache
from importlib.metadata import version
from pathlib import Path

import platformdirs
import pyarrow as pa

from claimledger.gazetteer.compile import compiled_folder
from claimledger.pipeline import Tables, extract
from claimledger.rule_set import rule_set_hash

KEPT_BYTES = 2_000_000_000
"""What the cache may hold when a run is over; the batches that were not used for longest go first."""


def cache_folder() -> Path:
    """The folder of all that may be kept from run to run: CLAIMLEDGER_CACHE, else the user's cache folder."""
    return Path(os.environ.get("CLAIMLEDGER_CACHE") or platformdirs.user_cache_dir("claimledger"))


@cache
def rules_key() -> str:
    """Changes with anything but the documents that rows depend on: rules, words, and the places installed."""
    whole = f"{rule_set_hash()} {compiled_folder().name} {version('claimledger')}"
    return hashlib.sha256(whole.encode()).hexdigest()[:20]


def extract_once(documents: pa.RecordBatch, batches: Path) -> tuple[Tables, bool]:
    """The rows of a batch, and whether they had been kept in the folder of batches; they are kept now."""
    path = batches / rules_key() / f"{_key(documents)}.zip"
    tables = _read(path)
    if tables is not None:
        os.utime(path)
        return {"documents": pa.Table.from_batches([documents]), **tables}, True
    tables = extract(documents)
    _write(path, {name: rows for name, rows in tables.items() if name != "documents"})
    return tables, False


def forget_unused(batches: Path, kept_bytes: int = KEPT_BYTES) -> None:
    """Delete the batches that were not used for longest, until the others take no more room than that."""
    files = [(path.stat(), path) for path in batches.glob("*/*.zip")]
    room = sum(stat.st_size for stat, _ in files)
    for stat, path in sorted(files, key=lambda item: item[0].st_mtime):
        if room <= kept_bytes:
            break
        path.unlink(missing_ok=True)
        room -= stat.st_size
    for folder in batches.glob("*"):
        if not any(folder.iterdir()):
            shutil.rmtree(folder, ignore_errors=True)


def _key(documents: pa.RecordBatch) -> str:
    """The hash of all columns; of the text, its hash stands for it."""
    columns = documents.drop_columns(["text"]).to_pydict()
    return hashlib.sha256(repr(columns).encode()).hexdigest()


def _read(path: Path) -> Tables | None:
    try:
        with zipfile.ZipFile(path) as file:
            return {name: pa.ipc.open_file(pa.py_buffer(file.read(name))).read_all() for name in file.namelist()}
    except (FileNotFoundError, zipfile.BadZipFile, pa.ArrowInvalid):
        return None


def _write(path: Path, tables: Tables) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with zipfile.ZipFile(new, "w") as file:
        for name, rows in tables.items():
            sink = pa.BufferOutputStream()
            with pa.ipc.new_file(sink, rows.schema, options=options) as writer:
                writer.write_table(rows)
            file.writestr(zipfile.ZipInfo(name), sink.getvalue().to_pybytes())
    new.replace(path)
