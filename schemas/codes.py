"""The closed lists that columns ending in `_code` draw on, read from the seed file `codes.csv`.

A list is declared there and nowhere else; a schema names the list a column takes its values from.
"""

import csv
from functools import cache
from importlib.resources import files


@cache
def _lists() -> dict[str, dict[str, tuple[str, str]]]:
    """List name -> code -> (label, description), in the order of the file."""
    lists: dict[str, dict[str, tuple[str, str]]] = {}
    text = files("claimledger.seeds").joinpath("codes.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        codes = lists.setdefault(row["list_name"], {})
        if row["code"] in codes:
            raise ValueError(
                f"seeds/codes.csv: code {row['code']!r} stands twice in list {row['list_name']!r}; remove one row"
            )
        codes[row["code"]] = (row["label"], row["description"])
    return lists


def code_lists() -> tuple[str, ...]:
    """Names of all lists."""
    return tuple(_lists())


def codes_of(list_name: str) -> tuple[str, ...]:
    """The codes of one list; raises KeyError naming the lists there are."""
    return tuple(_list(list_name))


def code_labels(list_name: str) -> dict[str, str]:
    """Code -> label of one list; raises KeyError naming the lists there are."""
    return {code: label for code, (label, _) in _list(list_name).items()}


def codes_rows() -> list[dict[str, str]]:
    """The rows of the `codes` table: list_name, code, label, description, sorted by the first two."""
    return [
        {"list_name": list_name, "code": code, "label": label, "description": description}
        for list_name, codes in sorted(_lists().items())
        for code, (label, description) in sorted(codes.items())
    ]


def _list(list_name: str) -> dict[str, tuple[str, str]]:
    if list_name not in _lists():
        raise KeyError(f"no code list {list_name!r} in seeds/codes.csv; there are {', '.join(sorted(_lists()))}")
    return _lists()[list_name]
