"""A release as one zip file with the same bytes for the same files: sorted names, one date, one mode, one system.

The .duckdb file and its checksum stay outside, since their bytes never repeat. Parquet is stored, as it is compressed;
the rest is deflated, so that the bytes hold for one implementation of zlib.
"""

from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from claimledger.release.checksums import is_reproducible, published_files

UNIX = 3
MODE = 0o644
FIRST_YEAR = 1980  # a zip cannot tell an earlier date


def write_archive(folder: Path, path: Path, created: str) -> None:
    """Write all reproducible files of a release, in a folder of its name; `created` dates them all, in UTC."""
    moment = datetime.fromisoformat(created).astimezone(UTC)
    date = moment.timetuple()[:6] if moment.year >= FIRST_YEAR else (FIRST_YEAR, 1, 1, 0, 0, 0)
    with ZipFile(path, "w") as archive:
        for name in filter(is_reproducible, published_files(folder)):
            member = ZipInfo(f"{folder.name}/{name}", date)
            member.create_system = UNIX
            member.external_attr = MODE << 16
            member.compress_type = ZIP_STORED if name.endswith(".parquet") else ZIP_DEFLATED
            member.file_size = (folder / name).stat().st_size
            with archive.open(member, "w") as target, (folder / name).open("rb") as source:
                while part := source.read(1 << 20):
                    target.write(part)
