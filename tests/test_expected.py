"""The sample documents give the tables in tests/expected/; after a change on purpose, run this file to rewrite them.

The diff of these files is what a change of rules or vocabulary does to data, and is reviewed like code.
"""

from pathlib import Path

import pytest

from claimledger.build import build

EXPECTED = Path(__file__).parent / "expected"
TABLES = (
    "quantities",
    "actors",
    "weapons",
    "locations",
    "attributions",
    "attribution_spans",
    "claims",
    "disputes",
    "dispute_claims",
    "agreements",
    "agreement_claims",
    "actor_registry",
    "weapon_registry",
    "place_registry",
)


@pytest.fixture(scope="module")
def csv_folder(tmp_path_factory):
    return build(out=tmp_path_factory.mktemp("expected")).folder / "csv"


@pytest.mark.parametrize("table", TABLES)
def test_the_sample_documents_give_the_expected_rows(csv_folder, table):
    found = (csv_folder / f"{table}.csv").read_text(encoding="utf-8").splitlines()
    expected = (EXPECTED / f"{table}.csv").read_text(encoding="utf-8").splitlines()
    assert found == expected


def rewrite() -> None:
    """Build the sample documents and keep their tables as the expected ones."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        built = build(out=Path(folder)).folder / "csv"
        EXPECTED.mkdir(exist_ok=True)
        for table in TABLES:
            (EXPECTED / f"{table}.csv").write_bytes((built / f"{table}.csv").read_bytes())


if __name__ == "__main__":
    rewrite()
