"""Killed at any moment, a release has happened or it has not, and the next run puts everything in order."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from interrupted import RANDOM_MOMENTS
from publishing import corrected, publish_tables
from release_sample import files_of

from claimledger.release.checksums import changed_files, sha256_of
from claimledger.release.index import read_index

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork processes to kill")


@pytest.fixture(scope="module")
def copies(tables, tmp_path_factory):
    """Folders in which the second release was interrupted, each at another moment."""
    before = tmp_path_factory.mktemp("before")
    publish_tables(tables, before / "dist")
    folder = tmp_path_factory.mktemp("interrupted")
    here = Path(__file__).parent
    path = os.pathsep.join([str(here), os.environ.get("PYTHONPATH", "")])
    command = [sys.executable, str(here / "interrupted.py"), str(before), str(folder), "20260101"]
    subprocess.run(command, env=os.environ | {"PYTHONPATH": path}, check=True)
    return {path.name: path for path in sorted(folder.iterdir())}


def versions(folder):
    return [entry.version for entry in read_index(folder / "dist")]


def test_interruptions_fell_before_and_after_the_release(copies):
    assert len([name for name in copies if name.startswith("moment-")]) == RANDOM_MOMENTS
    steps = [versions(folder) for name, folder in copies.items() if name.startswith("step-")]
    assert ["1.0.0"] in steps
    assert ["1.0.0", "1.1.0"] in steps
    assert versions(copies["whole"]) == ["1.0.0", "1.1.0"]


def test_every_listed_release_is_whole(copies):
    for name, folder in copies.items():
        for entry in read_index(folder / "dist"):
            release = folder / "dist" / entry.path
            assert sha256_of(release / "datapackage.json") == entry.descriptor_sha256, name
            assert changed_files(release) == [], name
            assert (release / "sample.duckdb").is_file(), name
            assert sha256_of(folder / "dist" / entry.archive) == entry.archive_sha256, name


def test_the_current_descriptor_always_leads_to_a_listed_release(copies):
    for name, folder in copies.items():
        descriptor = json.loads((folder / "datapackage.json").read_text())
        assert descriptor["version"] in versions(folder), name
        assert all((folder / resource["path"]).is_file() for resource in descriptor["resources"]), name


def test_the_next_run_ends_as_if_nothing_had_been_interrupted(copies, tables):
    expected = files_of(copies["whole"])
    for name, folder in copies.items():
        publish_tables(corrected(tables), folder / "dist")
        assert files_of(folder) == expected, name
        assert sorted(path.name for path in (folder / "dist").iterdir()) == [
            "index.json", "sample-1.0.0", "sample-1.0.0.zip", "sample-1.1.0", "sample-1.1.0.zip"
        ], name  # fmt: skip
