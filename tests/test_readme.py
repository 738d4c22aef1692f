"""README.md shows what the program prints. `python tests/test_readme.py` writes the outputs anew after a change."""

import re
import shlex
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from claimledger.build import build
from claimledger.cli import main
from claimledger.schemas import table

README = Path(__file__).parents[1] / "README.md"
EXAMPLE = re.compile(
    r'(?P<before>```console\n\$ (?P<command>claimledger (?:query "[^"]+"|compare \w+))\n)(?P<output>.*?)(?=```)', re.S
)
EXAMPLES = list(EXAMPLE.finditer(README.read_text(encoding="utf-8")))
RELATION = re.compile(r'^ +(\w+) [|o{-]+ (\w+) : "?([\w, ]+)"?$', re.M)


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """A build of the sample."""
    return build(out=tmp_path_factory.mktemp("readme")).folder


def printed(command: str, package: Path) -> str:
    """What the command prints about the package, without the blanks that fill its lines."""
    _, *arguments = shlex.split(command)
    result = CliRunner().invoke(main, [*arguments, "--package", str(package)])
    assert result.exit_code == 0, result.output
    return "".join(f"{line.rstrip()}\n" for line in result.stdout.splitlines())


def test_there_are_examples():
    assert len(EXAMPLES) == README.read_text(encoding="utf-8").count("```console")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["command"][:60])
def test_example_prints_what_readme_shows(example, package):
    assert printed(example["command"], package) == example["output"]


def test_picture_shows_keys_that_the_schemas_declare():
    relations = RELATION.findall(README.read_text(encoding="utf-8"))
    assert relations
    for parent, child, columns in relations:
        assert (parent, tuple(columns.split(", "))) in [(key.table, key.fields) for key in table(child).foreign_keys]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        release = build(out=Path(folder)).folder
        text = EXAMPLE.sub(
            lambda match: match["before"] + printed(match["command"], release), README.read_text(encoding="utf-8")
        )
    README.write_text(text, encoding="utf-8")
