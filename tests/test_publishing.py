"""How a release is written: the same bytes again, all or nothing, and nothing that may not be published."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import polars as pl
import pytest
from release_sample import ABOUT, files_of

from claimledger.errors import ClaimledgerError
from claimledger.release import package, write_release
from claimledger.release.checksums import changed_files
from claimledger.schemas import TABLE_NAMES

BUILD = """
import sys
from pathlib import Path
from release_sample import ABOUT, sample_tables
from claimledger.release import write_release
seed = int(sys.argv[2])
tables = [(name, frame.sample(fraction=1, shuffle=True, seed=seed)) for name, frame in sample_tables().items()]
write_release(dict(reversed(tables)), Path(sys.argv[1]), **ABOUT)
"""


@pytest.mark.parametrize("seed", [1, 2])
def test_bytes_do_not_depend_on_row_order_threads_or_hash_seed(built, tmp_path, seed):
    environment = os.environ | {
        "PYTHONHASHSEED": str(seed),
        "POLARS_MAX_THREADS": str(seed),
        "TZ": "Asia/Tokyo",
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]),
    }
    subprocess.run([sys.executable, "-c", BUILD, str(tmp_path), str(seed)], env=environment, check=True)
    assert files_of(tmp_path / built.name) == files_of(built)


def test_same_content_leaves_the_release_untouched(release, tables):
    before = (release / "sample.duckdb").read_bytes(), (release / "README.md").stat().st_mtime_ns
    assert write_release(tables, release.parent, **ABOUT) == release
    assert ((release / "sample.duckdb").read_bytes(), (release / "README.md").stat().st_mtime_ns) == before


@pytest.mark.parametrize("damaged", ["csv/codes.csv", "sample.duckdb"])
def test_a_damaged_release_is_made_whole(release, tables, damaged):
    (release / damaged).write_bytes(b"x")
    write_release(tables, release.parent, **ABOUT)
    assert changed_files(release) == []
    assert duckdb.connect(str(release / "sample.duckdb"), read_only=True).sql("FROM codes").pl().height
    assert [path.name for path in release.parent.iterdir()] == [release.name]


def test_other_content_replaces_the_release(release, tables):
    write_release(tables, release.parent, **ABOUT | {"title": "Another title"})
    assert json.loads((release / "datapackage.json").read_text())["title"] == "Another title"
    assert [path.name for path in release.parent.iterdir()] == [release.name]


def test_a_broken_reference_is_named_and_nothing_is_left_behind(tables, tmp_path):
    broken = tables | {"quantities": tables["quantities"].with_columns(actor_id=pl.lit("state:XX"))}
    with pytest.raises(ClaimledgerError) as error:
        write_release(broken, tmp_path / "dist", **ABOUT)
    assert error.value.where == "table quantities, foreign key actor_id"
    assert error.value.found == (
        "2 rows that refer to nothing, first actor_id='state:XX' in the row quantity_id='closed:q:23-29'"
    )
    assert not (tmp_path / "dist").exists()


def test_a_broken_reference_within_a_table_is_named(tables, tmp_path):
    orphan = pl.lit("open:a:9-9").alias("parent_attribution_id")
    with pytest.raises(ClaimledgerError) as error:
        write_release(tables | {"attributions": tables["attributions"].with_columns(orphan)}, tmp_path, **ABOUT)
    assert error.value.where == "table attributions, foreign key parent_attribution_id"
    assert "open:a:9-9" in error.value.found


def test_a_key_that_stands_twice_is_named(tables, tmp_path):
    with pytest.raises(ClaimledgerError) as error:
        write_release(tables | {"actors": pl.concat([tables["actors"]] * 2)}, tmp_path, **ABOUT)
    assert error.value.where == "table actors, primary key actor_mention_id"
    assert "closed:p:0-5" in error.value.found


@pytest.mark.parametrize(
    ("column", "value", "where"),
    [
        ("value", float("nan"), "table quantities, column value, row quantity_id='{}'"),
        ("value", float("-inf"), "table quantities, column value, row quantity_id='{}'"),
        ("surface", "", "table quantities, column surface, row quantity_id='{}'"),
        ("bound_code", "unheard_of", "table quantities"),
    ],
)
def test_a_value_that_may_not_be_published_is_refused(tables, tmp_path, column, value, where):
    quantities = tables["quantities"].with_columns(pl.lit(value).alias(column))
    with pytest.raises(ClaimledgerError) as error:
        write_release(tables | {"quantities": quantities}, tmp_path, **ABOUT)
    assert error.value.where == where.format("open:q:27-29")
    assert list(tmp_path.iterdir()) == []


def test_missing_tables_and_columns_are_refused(tables, tmp_path):
    with pytest.raises(ClaimledgerError, match="weapons"):
        write_release({name: tables[name] for name in TABLE_NAMES if name != "weapons"}, tmp_path, **ABOUT)
    with pytest.raises(ClaimledgerError, match="rule_id"):
        write_release(tables | {"weapons": tables["weapons"].drop("rule_id")}, tmp_path, **ABOUT)


@pytest.mark.parametrize("wrong", [{"dataset": "../x"}, {"version": "1.2"}, {"created": "2024-13-40T00:00:00Z"}])
def test_a_name_version_or_date_that_cannot_be_published_is_refused(tables, tmp_path, wrong):
    with pytest.raises(ClaimledgerError, match=re.escape(next(iter(wrong.values())))):
        write_release(tables, tmp_path, **ABOUT | wrong)


def test_failing_midway_leaves_the_old_release_as_it_was(release, tables, monkeypatch):
    before = files_of(release)
    monkeypatch.setattr(package, "write_checksums", lambda folder: (folder / "csv").rename(folder / "missing/x"))
    with pytest.raises(OSError, match="missing"):
        write_release(tables, release.parent, **ABOUT | {"title": "Another title"})
    assert files_of(release) == before
    assert [path.name for path in release.parent.iterdir()] == [release.name]


def test_what_a_dead_run_left_is_cleared_and_what_lives_is_not(release, tables):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    out = release.parent
    for name in (f".{release.name}.{dead.pid}.tmp", f".{release.name}.1.tmp", f".other-1.0.0.{dead.pid}.tmp"):
        (out / name).mkdir()
    release.rename(out / f".{release.name}.{dead.pid}.old")  # killed between renaming aside and renaming in
    store = (out / f".{release.name}.{dead.pid}.old" / "sample.duckdb").read_bytes()
    write_release(tables, out, **ABOUT)
    assert (release / "sample.duckdb").read_bytes() == store
    assert sorted(path.name for path in out.iterdir()) == sorted(
        [f".{release.name}.1.tmp", f".other-1.0.0.{dead.pid}.tmp", release.name]
    )
