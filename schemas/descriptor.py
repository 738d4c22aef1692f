"""What a table looks like to Frictionless: the schema of its resource in `datapackage.json`."""

from typing import Any

from claimledger.schemas.codes import code_labels
from claimledger.schemas.tables import CONSTRAINTS, Field, Table, table


def descriptor_schema(of: str | Table) -> dict[str, Any]:
    """A Table Schema v2 that stands alone: closed lists written out as `enum` and as labelled `categories`.

    `codes`, `codePairs` and `rowRules` stay in it as properties of our own, which Frictionless passes over. The name,
    title and description of the table belong to the resource and are left out. A key to the same table refers to the
    resource "", as Frictionless wants it.
    """
    declared = table(of)
    schema: dict[str, Any] = {
        "fields": [_field(field) for field in declared.fields],
        "missingValues": [""],
        "primaryKey": list(declared.primary_key),
    }
    if declared.foreign_keys:
        schema["foreignKeys"] = [
            {
                "fields": list(key.fields),
                "reference": {
                    "resource": "" if key.table == declared.name else key.table,
                    "fields": list(key.references),
                },
            }
            for key in declared.foreign_keys
        ]
    if declared.unique_keys:
        schema["uniqueKeys"] = [list(key) for key in declared.unique_keys]
    if declared.code_pairs:
        schema["codePairs"] = [{"fields": list(pair.fields), "codes": pair.codes} for pair in declared.code_pairs]
    if declared.row_rules:
        schema["rowRules"] = [
            {"name": rule.name, "sql": rule.sql, "description": rule.description, "remedy": rule.remedy}
            for rule in declared.row_rules
        ]
    return schema


def _field(field: Field) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": field.name,
        "type": field.type,
        "title": field.title,
        "description": field.description,
    }
    constraints = {name: getattr(field, attribute) for name, attribute in CONSTRAINTS.items()}
    constraints = {name: value for name, value in constraints.items() if value not in (None, False)}
    if field.codes:
        labels = code_labels(field.codes)
        described["codes"] = field.codes
        described["categories"] = [{"value": code, "label": label} for code, label in labels.items()]
        constraints["enum"] = list(labels)
    if constraints:
        described["constraints"] = constraints
    return described
