"""The flow of a release: arrange, prove, write every format, explain, describe, checksum, put in place."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from claimledger.errors import ClaimledgerError
from claimledger.release.about import DESCRIPTION, About
from claimledger.release.atomically import whole_folder
from claimledger.release.checksums import SUMS, changed_files, write_checksums, write_sums
from claimledger.release.descriptor import write_descriptor
from claimledger.release.dictionary import dictionary_text
from claimledger.release.frames import Tables, arrange
from claimledger.release.index import INDEX, is_listed
from claimledger.release.keys import prove_keys
from claimledger.release.licence import GEONAMES, NOTICE, cites_geonames
from claimledger.release.metadata import write_metadata
from claimledger.release.origin import Origin
from claimledger.release.page import as_page
from claimledger.release.provenance import write_provenance
from claimledger.release.quality import write_quality
from claimledger.release.readme import readme_text
from claimledger.release.sql import load_script, schema_script
from claimledger.release.store import has_same_content, write_store
from claimledger.release.tabular import FORMATS, write_tables


def write_release(
    tables: Tables,
    out: Path,
    *,
    dataset: str,
    version: str,
    created: str,
    title: str,
    sources: Sequence[Mapping[str, Any]],
    description: str = DESCRIPTION,
    contributors: Sequence[Mapping[str, Any]] = (),
    keywords: Sequence[str] = (),
    origin: Origin | None = None,
) -> Path:
    """Return the folder `<out>/<dataset>-<version>/` with the validated tables in every format.

    Same tables and arguments give the same bytes in every file but the .duckdb, whatever the order of rows or the
    number of threads; `created` therefore comes from the caller. The tables are written as they are: call
    `rights.redact` first for a release that others will see.

    The folder appears whole or not at all. One that stands there with the same content is left untouched; another
    content replaces it, unless it is a release that index.json lists: those are for ever (publication.publish).

    Raises ClaimledgerError for tables that do not fit the schemas or break a key; then nothing is written.
    """
    about = About(
        dataset=dataset,
        version=version,
        created=created,
        title=title,
        sources=tuple(sources),
        description=description,
        contributors=tuple(contributors),
        keywords=tuple(keywords),
        origin=origin or Origin(),
    )
    frames = arrange(tables)
    prove_keys(frames)
    release = out / about.folder_name
    with whole_folder(release, is_same=lambda old, new: may_stay(old, new, about)) as folder:
        fill(folder, frames, about)
    return release


def fill(folder: Path, frames: Tables, about: About, write_more: Callable[[Path], None] = lambda _folder: None) -> None:
    """Write all files of a release; what describes others comes after them: descriptor, metadata, proofs.

    write_more: writes what only this kind of release has, such as a changelog, into the folder.
    """
    sources = [dict(source) for source in about.sources]
    if cites_geonames(frames) and not any("geonames" in str(source.get("path", "")) for source in sources):
        sources.append(GEONAMES)
    write_tables(frames, folder)
    store = store_path(folder, about)
    write_store(frames, store, about)
    write_sums(store.with_name(f"{store.name}.sha256"), folder, [store.name])
    texts = {
        "schema.sql": schema_script(),
        "load.sql": load_script(),
        "data-dictionary.md": dictionary_text(),
        "data-dictionary.html": as_page(dictionary_text()),
        "README.md": readme_text(frames, about, sources),
        "LICENSE": NOTICE,
    }
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode())
    write_quality(folder, frames, about.origin)
    write_more(folder)
    write_descriptor(folder, about, sources)
    write_metadata(folder)
    write_provenance(folder, frames, about)
    write_checksums(folder)


def may_stay(old: Path, new: Path, about: About) -> bool:
    """Whether the old folder is as good as the new one; ClaimledgerError when it is not and is a published release.

    A published release has more files than a build; the same tables are enough for it to stay.
    """
    if is_same_release(old, new, about):
        return True
    if is_listed(old.parent, old.name):
        if table_sums(old) == table_sums(new) and not changed_files(old):
            return True
        raise ClaimledgerError(
            where=str(old),
            found="other tables than this release has",
            expected=f"a folder that is no release of {INDEX}, which never changes",
            remedy="Give another version or output folder, or publish the new tables with `claimledger release`.",
        )
    return False


def is_same_release(old: Path, new: Path, about: About) -> bool:
    """Whether the old folder is whole and holds what the new one holds, the .duckdb compared by its rows."""
    return (
        (old / SUMS).is_file()
        and (old / SUMS).read_bytes() == (new / SUMS).read_bytes()
        and not changed_files(old)
        and store_path(old, about).is_file()
        and has_same_content(store_path(old, about), store_path(new, about))
    )


def table_sums(folder: Path) -> list[str]:
    """The lines of SHA256SUMS that are about tables."""
    folders = tuple(f"{output.name}/" for output in FORMATS)
    lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.partition("  ")[2].startswith(folders)]


def store_path(folder: Path, about: About) -> Path:
    """The DuckDB file inside a release's folder."""
    return folder / f"{about.dataset}.duckdb"
