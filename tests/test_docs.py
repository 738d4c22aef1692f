"""The documents of the project agree with it. `python tests/test_docs.py` writes the data dictionary anew."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from claimledger.release.dictionary import dictionary_text

TOP = Path(__file__).parents[1]
DICTIONARY = TOP / "docs" / "data-dictionary.md"
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "LICENSE-DATA.md", "docs/design.md")
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")
FILE_NAMED = re.compile(r"`((?:builder|schemas|validation|seeds|tests|benchmarks|docs|\.ci)/[\w./-]*)`")


def test_data_dictionary_is_current():
    assert DICTIONARY.read_text(encoding="utf-8") == dictionary_text()


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
