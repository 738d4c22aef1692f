"""A tiny corpus about an invented raid and what a build makes of it; a sample data set and its release."""

import json
import shutil

import pytest
from release_sample import ABOUT, sample_tables

from claimledger.build import build
from claimledger.release import write_release

HARBOUR = """---
title: Raid on the harbour
outlet: The Coast Post
url: https://example.org/harbour
published_on: 2031-03-04
rights: open
---
The Ukrainian army said on Monday that “at least 40 Russian soldiers were killed” near Odesa. Two HIMARS launchers
burned. The Associated Press reported that the governor, Marta Quill, had said that Moscow had lost dozens of drones.
"""

LINES = [
    {
        "id": "bridge:1",
        "text": "Kyiv denied that 12 missiles had hit the bridge. Nearly 3 km of road were lost, according to Reuters.",
        "title": "Bridge",
        "published_on": "2031-03-05",
    },
    {"id": "pont", "text": "Le pont tient, selon le gouverneur.", "language": "fr"},
]


@pytest.fixture(scope="session")
def tiny_corpus(tmp_path_factory):
    """A folder with an open document in Markdown, and in JSONL a restricted and a French one."""
    folder = tmp_path_factory.mktemp("tiny") / "corpus"
    folder.mkdir()
    (folder / "harbour.md").write_text(HARBOUR, encoding="utf-8")
    lines = "".join(f"{json.dumps(line)}\n" for line in LINES)
    (folder / "lines.jsonl").write_text(lines, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def tiny_package(tiny_corpus, tmp_path_factory):
    """The folder of the release that a build for one's own use makes of the tiny corpus."""
    return build([tiny_corpus], tmp_path_factory.mktemp("tiny-out"), dataset="tiny", version="1.0.0").folder


@pytest.fixture(scope="session")
def tables():
    """The tables of the sample data set."""
    return sample_tables()


@pytest.fixture(scope="session")
def built(tables, tmp_path_factory):
    """The folder of its release, to read only."""
    return write_release(tables, tmp_path_factory.mktemp("dist"), **ABOUT)


@pytest.fixture
def release(built, tmp_path):
    """A copy to damage."""
    return shutil.copytree(built, tmp_path / "dist" / built.name)
