"""The documents of the project agree with it. `python tests/test_docs.py` writes what is generated anew."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from claimledger.release.dictionary import dictionary_text
from claimledger.text.vocabulary import seed_rows

TOP = Path(__file__).parents[1]
DICTIONARY = TOP / "docs" / "data-dictionary.md"
CLAIMS = TOP / "docs" / "claims.md"
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "LICENSE-DATA.md", "docs/design.md", "docs/claims.md")
FAMILIES = re.compile(r"(?<=seeds/comparables.csv -->\n).*(?=<!-- end of families -->)", re.DOTALL)
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")
FILE_NAMED = re.compile(r"`((?:builder|schemas|validation|seeds|tests|benchmarks|docs|\.ci)/[\w./-]*)`")


def test_data_dictionary_is_current():
    assert DICTIONARY.read_text(encoding="utf-8") == dictionary_text()


def families_text():
    """What is compared with what, as two tables."""
    lines = []
    for list_name, header in (
        ("item", "| family of items | items |"),
        ("event", "| family of events | events | within |"),
    ):
        rows = [row for row in seed_rows("comparables") if row["list_name"] == list_name]
        lines += ["", header, "|---" * (header.count("|") - 1) + "|"]
        for family in sorted({row["family"] for row in rows}):
            members = [row for row in rows if row["family"] == family]
            codes = ", ".join(f"`{row['code']}`" for row in members)
            windows = {row["window_code"] for row in members if row["window_code"]}
            lines.append(" | ".join([f"| `{family}`", codes, *(f"a {window}" for window in windows)]) + " |")
    return "\n".join([*lines, "", ""])


def test_families_are_current():
    assert FAMILIES.search(CLAIMS.read_text(encoding="utf-8"))[0] == families_text()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_and_named_files_lead_somewhere(document):
    path = TOP / document
    text = path.read_text(encoding="utf-8")
    missing = [link for link in LINK.findall(text) if not (path.parent / link).exists()]
    missing += [name for name in FILE_NAMED.findall(text) if not (TOP / name).exists()]
    assert not missing


def test_citation_changelog_and_package_tell_the_same_version():
    version = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert yaml.safe_load((TOP / "CITATION.cff").read_text(encoding="utf-8"))["version"] == version
    newest = re.search(r"^## \[(\d[^]]*)\]", (TOP / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert newest and newest[1] == version


if __name__ == "__main__":
    DICTIONARY.write_text(dictionary_text(), encoding="utf-8")
    CLAIMS.write_text(FAMILIES.sub(lambda _: families_text(), CLAIMS.read_text(encoding="utf-8")), encoding="utf-8")
