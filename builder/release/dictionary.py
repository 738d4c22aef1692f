"""data-dictionary.md: every table and column in words, made from the schemas alone, so it cannot disagree with them."""

from typing import Any

from claimledger.release.views import VIEWS
from claimledger.schemas import TABLE_NAMES, descriptor_schema, table

BOUNDS = {
    "minimum": "at least {}",
    "exclusiveMinimum": "more than {}",
    "maximum": "at most {}",
    "exclusiveMaximum": "less than {}",
    "pattern": "matches `{}`",
}


def dictionary_text() -> str:
    """Return the data dictionary as Markdown: a list of tables, then each table with columns, codes, keys and rules."""
    contents = "".join(f"- [{name}](#{name}): {cell(table(name).title)}\n" for name in TABLE_NAMES)
    views = "".join(f"- `{view.name}`: {cell(view.comment)}\n" for view in VIEWS)
    return (
        "# Data dictionary\n\n"
        "One section a table, parents first. Text spans are offsets in "
        "Unicode code points, counted from 0, the end excluded.\n\n"
        f"{contents}\nThe DuckDB file also has views, and the tables `_release` and `_keys`:\n\n{views}"
        + "".join(table_section(name) for name in TABLE_NAMES)
    )


def table_section(name: str) -> str:
    """Return one table: what it holds, its columns, the codes they may hold, its keys and rules."""
    fields = descriptor_schema(name)["fields"]
    rows = "".join(
        f"| {field['name']} | {field['type']} | {nullable(field)} | {cell(field['description'])}{limits(field)} |\n"
        for field in fields
    )
    return (
        f"\n## {name}\n\n{table(name).title}. {table(name).description}\n\n"
        f"| column | type | null | meaning |\n|---|---|---|---|\n{rows}"
        + "".join(code_list(field) for field in fields)
        + rule_list(name)
    )


def nullable(field: dict[str, Any]) -> str:
    """Return whether the column may be null, as a word."""
    return "no" if field.get("constraints", {}).get("required") else "yes"


def limits(field: dict[str, Any]) -> str:
    """Return what the schema demands of a value, as a sentence that follows the description."""
    constraints = field.get("constraints", {})
    words = [text.format(cell(str(constraints[bound]))) for bound, text in BOUNDS.items() if bound in constraints]
    sentence = ", ".join(words)
    return f" {sentence[0].upper()}{sentence[1:]}." if sentence else ""


def code_list(field: dict[str, Any]) -> str:
    """Return the allowed codes of a column with their labels; nothing for a column without."""
    categories = field.get("categories", [])
    if not categories:
        return ""
    codes = "".join(f"- `{category['value']}`: {cell(category['label'])}\n" for category in categories)
    return f"\n`{field['name']}` is one of:\n\n{codes}"


def rule_list(name: str) -> str:
    """Return what holds for all rows: the primary key, what each foreign key refers to, conditions on one row."""
    lines = [f"Primary key: {columns(table(name).primary_key)}."]
    lines += [
        f"{columns(key.fields)} refers to {columns(key.references)} of [{key.table}](#{key.table})."
        for key in table(name).foreign_keys
    ]
    lines += [cell(rule.description) for rule in table(name).row_rules]
    return "\n" + "".join(f"- {line}\n" for line in lines)


def columns(names: tuple[str, ...]) -> str:
    """Return column names as code, separated by commas."""
    return ", ".join(f"`{name}`" for name in names)


def cell(text: str) -> str:
    """Return the text so that it stays within one cell of a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|")
