"""The workflow for forks calls this program as it is: every command and option there is one of the command line."""

import shlex
from pathlib import Path

import click
import pytest
import yaml

from claimledger.build import DATASET, sample_folder
from claimledger.cli import main

TOP = Path(__file__).parents[1]
WORKFLOW = yaml.safe_load((TOP / ".github/workflows/data.yml").read_text(encoding="utf-8"))
TRIGGERS = WORKFLOW[True]  # YAML reads the key `on` as true
STEPS = {name: job["steps"] for name, job in WORKFLOW["jobs"].items()}


def commands(job: str) -> list[list[str]]:
    """The calls of the program in a job, each as its words after the program's name."""
    lines = [line for step in STEPS[job] for line in step.get("run", "").splitlines()]
    calls = [
        shlex.split(line) for line in lines if "claimledger" in line.split('"')[0].split() or "bin/claimledger" in line
    ]
    return [call[1:] for call in calls if call[0].endswith("claimledger")]


CALLS = [call for job in STEPS for call in commands(job)]


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_commands_and_options_are_those_of_the_command_line(call):
    name, *words = call
    assert name in main.commands
    options = {option for one in main.commands[name].params if isinstance(one, click.Option) for option in one.opts}
    assert {word for word in words if word.startswith("--")} <= options


def test_every_rebuild_is_validated_and_a_pull_request_is_told_its_changes():
    called = [call[0] for call in commands("rebuild")]
    assert called == ["build", "validate", "verify", "build", "diff"]
    assert {"push", "pull_request"} <= TRIGGERS.keys()
    (comment,) = [step for step in STEPS["rebuild"] if "gh pr comment" in step.get("run", "")]
    assert "pull_request" in comment["if"]


def test_a_tag_publishes_what_has_been_proved_and_nothing_else_may_write():
    assert TRIGGERS["push"]["tags"] == ["data-*"]
    assert [call[0] for call in commands("publish")] == ["release", "validate", "verify"]
    assert "gh release create" in STEPS["publish"][-1]["run"]
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert WORKFLOW["jobs"]["rebuild"]["permissions"]["contents"] == "read"


def test_withheld_words_are_never_built_into_what_is_shown():
    assert all("--redact" in call for call in CALLS if call[0] == "build")


def test_the_corpus_named_is_the_sample_until_a_fork_names_its_own():
    corpus = TOP / WORKFLOW["env"]["CORPUS"]
    assert {path.name for path in corpus.iterdir()} == {path.name for path in sample_folder().iterdir()}
    assert WORKFLOW["env"]["DATASET"] == DATASET
