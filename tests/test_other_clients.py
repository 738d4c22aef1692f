"""Releases read by other DuckDBs than the one that wrote them: an old one, and one that reads over HTTP.

They are fetched from the package index. Without it the tests are skipped, unless CLAIMLEDGER_NETWORK says that there is
one, as .ci/run does.
"""

import json
import os
import subprocess
import sys

import pytest
from ranges import served

pytestmark = pytest.mark.network

COUNTS = "SELECT surface, noun, owner_name, sentence IS NULL FROM {}quantities_said ORDER BY surface"
EXPECTED = [["40", "tanks", "Rovia", False], ["dozens", "villages", None, False]]


def fetched(folder, *packages):
    """A folder to import the packages from, in a process of its own."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder), *packages]
    got = subprocess.run(command, capture_output=True, text=True, check=False)
    if got.returncode and not os.environ.get("CLAIMLEDGER_NETWORK"):
        pytest.skip(f"pip cannot fetch {' '.join(packages)}: {got.stderr.strip().splitlines()[-1]}")
    assert got.returncode == 0, got.stderr
    return folder


@pytest.fixture(scope="module")
def old_client(tmp_path_factory):
    return fetched(tmp_path_factory.mktemp("old"), "duckdb==1.2.2")


@pytest.fixture(scope="module")
def web_client(tmp_path_factory):
    return fetched(tmp_path_factory.mktemp("web"), "duckdb==1.5.4", "duckdb-extension-httpfs==1.5.4")


def rows(client, version, *statements):
    """The rows of the last statement, as the DuckDB in the folder gives them."""
    code = (
        "import duckdb, json, sys\n"
        f"assert duckdb.__version__ == {version!r}, duckdb.__version__\n"
        "connection = duckdb.connect(config={'allow_unsigned_extensions': 'false'})\n"
        "for statement in sys.argv[1:]:\n"
        "    rows = connection.execute(statement).fetchall()\n"
        "print(json.dumps(rows))\n"
    )
    environment = os.environ | {"PYTHONPATH": str(client)}
    command = [sys.executable, "-c", code, *statements]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def test_an_old_duckdb_opens_the_store(built, old_client):
    attach = f"ATTACH '{built}/sample.duckdb' AS sample (READ_ONLY)"
    assert rows(old_client, "1.2.2", attach, "USE sample", COUNTS.format("")) == EXPECTED
    comment = "SELECT comment IS NOT NULL FROM duckdb_tables() WHERE table_name = 'weapons'"
    assert rows(old_client, "1.2.2", attach, comment) == [[True]]


def test_an_old_duckdb_reads_every_parquet_file(built, old_client):
    files = sorted((built / "parquet").iterdir())
    counts = " UNION ALL ".join(f"SELECT count(*) FROM '{file}'" for file in files)
    assert len(rows(old_client, "1.2.2", counts)) == len(files)


def test_store_and_parquet_are_read_over_http(built, web_client):
    extension = next(web_client.rglob("httpfs.duckdb_extension"))
    with served(built) as address:
        load = f"LOAD '{extension}'"
        attach = f"ATTACH '{address}/sample.duckdb' AS sample (READ_ONLY)"
        assert rows(web_client, "1.5.4", load, attach, COUNTS.format("sample.")) == EXPECTED
        count = f"SELECT count(*) FROM '{address}/parquet/quantities.parquet'"
        assert rows(web_client, "1.5.4", load, count) == [[2]]
