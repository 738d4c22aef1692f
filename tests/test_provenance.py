"""What a release says of its making: which files from which texts by which rules and packages, and nothing else."""

import hashlib
import importlib.metadata
import json
import re
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from google.protobuf import json_format
from in_toto_attestation.predicates.provenance.v1 import provenance_pb2
from in_toto_attestation.v1 import statement_pb2
from in_toto_attestation.v1.statement import Statement
from release_sample import files_of

from claimledger.build import build
from claimledger.release.provenance import PACKAGES, PROVENANCE
from claimledger.rule_set import rule_files, rule_set_hash


@pytest.fixture(scope="module")
def statement(tiny_package):
    return json.loads((tiny_package / PROVENANCE).read_text(encoding="utf-8"))


def test_statement_and_predicate_are_valid(statement):
    predicate = statement["predicate"]
    Statement.copy_from_pb(json_format.ParseDict(statement, statement_pb2.Statement())).validate()
    json_format.ParseDict(predicate, provenance_pb2.Provenance())  # raises for a field that SLSA does not have


def test_subject_is_every_file_with_its_hash(statement, tiny_package):
    subject = {one["name"]: one["digest"]["sha256"] for one in statement["subject"]}
    expected = {name: sha256 for name, sha256 in files_of(tiny_package).items() if not name.endswith(".duckdb.sha256")}
    assert subject == {name: expected[name] for name in expected.keys() - {PROVENANCE, "SHA256SUMS"}}


def test_materials_are_the_files_read_and_the_texts_in_them(statement, tiny_corpus):
    materials = statement["predicate"]["buildDefinition"]["resolvedDependencies"]
    told = {(one["annotations"]["kind"], one["name"]): one["digest"]["sha256"] for one in materials}
    files = {("file", path.name): hashlib.sha256(path.read_bytes()).hexdigest() for path in tiny_corpus.iterdir()}
    assert files.items() <= told.items()
    assert {name for kind, name in told if kind == "text"} == {"harbour", "bridge:1", "pont"}


def test_arguments_rules_and_packages_are_told(statement):
    definition = statement["predicate"]["buildDefinition"]
    assert definition["externalParameters"]["version"] == "1.0.0"
    assert definition["externalParameters"]["redact"] is False
    assert definition["internalParameters"] == {"rule_set_sha256": rule_set_hash()}
    versions = statement["predicate"]["runDetails"]["builder"]["version"]
    assert versions["polars"] == importlib.metadata.version("polars")
    assert "python" in versions


def test_a_catalog_is_a_material_and_folders_above_are_not_told(tmp_path):
    inner = tmp_path / "corpus" / "inner"
    inner.mkdir(parents=True)
    (inner / "a.txt").write_text("Two tanks burned near Odesa.", encoding="utf-8")
    (inner / "catalog.csv").write_text("file,id\na.txt,first\n", encoding="utf-8")
    package = build([tmp_path / "corpus"], tmp_path / "out").folder
    text = (package / PROVENANCE).read_text(encoding="utf-8")
    materials = json.loads(text)["predicate"]["buildDefinition"]["resolvedDependencies"]
    assert [one["name"] for one in materials] == ["inner/a.txt", "inner/catalog.csv", "first"]
    assert str(tmp_path) not in text
    assert socket.gethostname() not in text


def test_packages_are_those_the_program_depends_on():
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    required = [*project["dependencies"], *project["optional-dependencies"]["ukraine"], "claimledger"]
    assert set(PACKAGES) <= {re.match(r"[\w-]+", line)[0] for line in required}


LOADED = """
import sys
import claimledger.corpus, claimledger.pipeline
print(*(name for name in sys.modules if name.startswith("claimledger.")))
"""


def test_rule_set_covers_every_module_that_rows_come_from():
    loaded = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True).stdout.split()
    paths = {name.removeprefix("claimledger.").replace(".", "/") for name in loaded}
    covered = {path.removesuffix(".py").removesuffix("/__init__") for path in rule_files()}
    assert paths <= covered


def test_rule_set_covers_words_and_schemas_and_is_the_same_twice():
    assert {"seeds/weapons.csv", "seeds/codes.csv", "schemas/quantities.json"} <= set(rule_files())
    assert re.fullmatch("[0-9a-f]{64}", rule_set_hash())
    again = [sys.executable, "-c", "from claimledger.rule_set import rule_set_hash; print(rule_set_hash())"]
    assert subprocess.run(again, capture_output=True, text=True, check=True).stdout.strip() == rule_set_hash()
