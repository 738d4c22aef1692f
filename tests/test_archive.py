"""The archive of a release: the same bytes wherever and however it is made."""

import os
import shutil
import subprocess
import sys
import zipfile

import pytest
from publishing import publish_tables
from release_sample import files_of

from claimledger.build import sample_folder
from claimledger.release.archive import write_archive

RELEASES = """
import os, sys
from pathlib import Path
from claimledger.publish import publish
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: int(sys.argv[3])])
out = Path(sys.argv[1]) / "dist"
for folder in sys.argv[4:]:
    files = sorted(Path(folder).iterdir(), reverse=sys.argv[2] == "backwards")
    publish(files, out, note="Said again.")
"""


@pytest.fixture(scope="module")
def archive(tables, tmp_path_factory):
    out = tmp_path_factory.mktemp("archive") / "dist"
    publish_tables(tables, out)
    return out / "sample-1.0.0.zip"


def test_the_archive_holds_every_file_but_the_store(archive):
    with zipfile.ZipFile(archive) as opened:
        names = opened.namelist()
        assert opened.testzip() is None
    assert names == sorted(names)
    assert {name.removeprefix("sample-1.0.0/") for name in names} == files_of(archive.with_name("sample-1.0.0")).keys()


def test_members_have_one_date_mode_and_system(archive):
    with zipfile.ZipFile(archive) as opened:
        members = opened.infolist()
    assert {(member.date_time, member.create_system, member.external_attr) for member in members} == {
        ((2024, 5, 1, 0, 0, 0), 3, 0o644 << 16)
    }
    stored = {member.filename.endswith(".parquet") for member in members if member.compress_type == zipfile.ZIP_STORED}
    assert stored == {True}


def test_a_date_before_1980_becomes_the_first_a_zip_can_tell(archive, tmp_path):
    write_archive(archive.with_name("sample-1.0.0"), tmp_path / "old.zip", "1970-01-01T00:00:00Z")
    with zipfile.ZipFile(tmp_path / "old.zip") as opened:
        assert opened.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)


def test_releases_do_not_depend_on_cores_hash_seed_or_order_of_documents(tmp_path):
    corrected = shutil.copytree(sample_folder(), tmp_path / "corrected")
    document = min(corrected.glob("*.md"))
    document.write_text(document.read_text(encoding="utf-8") + "\nTwo tanks burned.\n", encoding="utf-8")
    results = []
    for seed, order, cores in (("1", "forwards", "1"), ("2", "backwards", "2")):
        out = tmp_path / seed
        environment = os.environ | {"PYTHONHASHSEED": seed, "POLARS_MAX_THREADS": cores, "TZ": "Asia/Tokyo"}
        command = [sys.executable, "-c", RELEASES, str(out), order, cores, str(sample_folder()), str(corrected)]
        subprocess.run(command, env=environment, check=True)
        results.append(files_of(out))
    assert results[0] == results[1]
    assert {"dist/claimledger-1.0.0.zip", "dist/claimledger-1.1.0.zip", "dist/index.json"} <= results[0].keys()
