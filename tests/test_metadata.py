"""The descriptor in the words of catalogues: each format passes its own validator and tells the same as the others."""

import json
from pathlib import Path

import mlcroissant
import polars as pl
import pytest
import rdflib
import yaml
from datacite import schema45
from release_sample import ABOUT
from rocrate.rocrate import ROCrate

from claimledger.release import write_release
from claimledger.release.metadata import METADATA
from claimledger.release.metadata.citation import as_citation
from claimledger.release.metadata.croissant import as_croissant
from claimledger.release.metadata.datacite import as_datacite
from claimledger.release.metadata.ro_crate import as_ro_crate
from claimledger.release.metadata.schema_org import as_schema_org
from claimledger.schemas import TABLE_NAMES, table

PERSON = {"title": "Ada Quill", "givenName": "Ada", "familyName": "Quill", "roles": ["author"]}
FUNDER = {"title": "A fund", "roles": ["funder"]}


@pytest.fixture(scope="module")
def descriptor(built):
    return read(built / "datapackage.json")


def read(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def as_words(value: object) -> str:
    """What mlcroissant gives, words as bytes, as words."""
    return value.decode() if isinstance(value, bytes) else str(value)


@pytest.mark.parametrize("path", METADATA)
def test_every_format_names_title_version_licence_and_makers(built, path):
    text = (built / path).read_text(encoding="utf-8")
    for fact in (ABOUT["title"], ABOUT["version"], "The Claimledger developers", ABOUT["created"][:10]):
        assert fact in text
    assert "CC-BY-4.0" in text or "licenses/by/4.0" in text


@pytest.mark.parametrize("path", METADATA)
def test_a_release_without_makers_sources_and_keywords_is_described_too(tables, tmp_path, path):
    bare = ABOUT | {"sources": [], "contributors": [], "keywords": []}
    tables = tables | {"place_registry": tables["place_registry"].with_columns(source=pl.lit("curated"))}
    release = write_release(tables, tmp_path, **bare)
    assert "sample" in (release / path).read_text(encoding="utf-8")
    assert not mlcroissant.Dataset(release / "metadata/croissant.json").metadata.ctx.issues.errors


def test_croissant_is_valid_and_its_records_are_the_rows(built, tables):
    dataset = mlcroissant.Dataset(built / "metadata/croissant.json")
    assert not dataset.metadata.ctx.issues.errors
    assert not dataset.metadata.ctx.issues.warnings
    for name in TABLE_NAMES:
        key = table(name).primary_key[0]
        found = [as_words(record[f"{name}/{key}"]) for record in dataset.records(name)]
        assert sorted(found) == sorted(map(str, tables[name][key]))
    (namibia,) = [row for row in dataset.records("actor_registry") if row["actor_registry/actor_id"] == b"media:daily"]
    assert namibia["actor_registry/country_code"] == b"NA"


def test_croissant_has_every_column_of_every_table(descriptor):
    records = {
        record["name"]: [field["name"] for field in record["field"]] for record in as_croissant(descriptor)["recordSet"]
    }
    assert records == {name: list(table(name).columns) for name in TABLE_NAMES}


def test_ro_crate_is_read_and_its_files_are_there(built, descriptor):
    crate = ROCrate(built)
    assert crate.name == ABOUT["title"]
    assert crate.license.id == "https://creativecommons.org/licenses/by/4.0/"
    assert crate.root_dataset["datePublished"] == "2024-05-01"
    assert crate.root_dataset["author"]["name"] == crate.publisher["name"] == "The Claimledger developers"
    listed = {entity.id for entity in crate.data_entities}
    assert listed == {resource["path"] for resource in descriptor["resources"]} | {"datapackage.json"}
    assert all((built / path).is_file() for path in listed)


def test_ro_crate_refers_only_to_what_it_describes(built):
    graph = read(built / "ro-crate-metadata.json")["@graph"]
    described = [entity["@id"] for entity in graph]
    assert len(set(described)) == len(described)
    (root,) = [entity for entity in graph if entity["@id"] == "./"]
    referred = [root["license"], root["author"], root["publisher"], *root["hasPart"]]
    assert {reference["@id"] for reference in referred} <= set(described)


def test_ro_crate_uses_a_list_for_several_and_none_for_one(descriptor):
    (root,) = [entity for entity in as_ro_crate(descriptor)["@graph"] if entity["@id"] == "./"]
    assert (root["keywords"], root["author"]) == ("armed conflict", {"@id": "#author-1"})
    two = as_ro_crate(descriptor | {"contributors": [PERSON, PERSON | {"title": "Bo Quill"}]})
    (root,) = [entity for entity in two["@graph"] if entity["@id"] == "./"]
    assert root["author"] == [{"@id": "#author-1"}, {"@id": "#author-2"}]


def test_datacite_fits_its_schema(built):
    assert list(schema45.validator.iter_errors(read(built / "metadata/datacite.json"))) == []


def test_datacite_names_persons_by_family_name_and_leaves_out_who_only_pays(descriptor):
    described = as_datacite(descriptor | {"contributors": [PERSON, FUNDER]})
    assert list(schema45.validator.iter_errors(described)) == []
    assert [creator["name"] for creator in described["creators"]] == ["Quill, Ada"]


def test_schema_org_is_linked_data_with_what_search_engines_demand(descriptor):
    described = as_schema_org(descriptor) | {"@context": {"@vocab": "https://schema.org/"}}
    graph = rdflib.Graph().parse(data=json.dumps(described), format="json-ld")
    schema = rdflib.Namespace("https://schema.org/")
    (dataset,) = graph.subjects(rdflib.RDF.type, schema.Dataset)
    assert 50 <= len(str(graph.value(dataset, schema.description))) <= 5000
    for demanded in (schema.name, schema.license, schema.creator, schema.version, schema.datePublished):
        assert graph.value(dataset, demanded) is not None
    downloads = list(graph.objects(dataset, schema.distribution))
    assert len(downloads) == len(descriptor["resources"])
    assert all(graph.value(download, schema.contentUrl) is not None for download in downloads)


def test_downloads_are_where_the_metadata_says(built):
    for download in read(built / "metadata/schema-org.json")["distribution"]:
        assert (built / "metadata" / download["contentUrl"]).is_file()


def test_citation_has_what_the_format_requires(built, descriptor):
    citation = yaml.safe_load((built / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= citation.keys()
    assert (citation["type"], citation["version"], citation["date-released"]) == ("dataset", "1.2.3", "2024-05-01")
    person = yaml.safe_load(as_citation(descriptor | {"contributors": [PERSON]}))
    assert person["authors"] == [{"given-names": "Ada", "family-names": "Quill"}]
