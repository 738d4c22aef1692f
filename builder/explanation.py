"""An explanation as text for a reader: one section a question, in words that the schemas already have."""

from collections.abc import Iterable, Iterator

from rich.text import Text

from claimledger.explain import Explanation, Row
from claimledger.schemas import code_labels, table
from claimledger.senses import Reading
from claimledger.terminal import as_words, visible

WITHHELD = "The package withholds these words, because the document's rights do not allow to publish them."
NO_READINGS = "None of these words has a row in the seeds: the rule goes by their shape or by the gazetteer."
RULE_COLUMNS = ("rule_id", "title", "pattern", "example", "near_miss")
LONG = 100  # code points of a linked row's value that are shown

Line = tuple[str, str]


def as_text(explained: Explanation) -> Text:
    """The explanation with headings in bold and the row's words highlighted and in brackets."""
    name = explained.table
    (key,) = table(name).primary_key
    text = Text()
    text.append(f"{visible(explained.row[key])}", "bold").append(f": a row of {name} ({table(name).title})\n")
    _append(text, "Columns", _columns(name, explained.row))
    if explained.parts:
        _append(text, "Parts", _parts(explained.parts))
    text.append("\nWords in their sentence\n", "bold").append("  ").append_text(_sentence(explained)).append("\n")
    _append(text, "Rule", _columns("rules", {column: explained.rule.get(column) for column in RULE_COLUMNS}))
    _append(text, "Vocabulary", list(_vocabulary(explained.readings)) or [("", NO_READINGS)])
    links = [line for link in explained.links for line in _link(explained.table, link.column, link.table, link.row)]
    said_by = [line for row, parts in explained.said_by for line in _said_by(row, parts)]
    if explained.said_by or "attribution_id" in table(name).columns:
        _append(text, "Said by, innermost first", said_by or [("", _no_source(name))])
    if links:
        _append(text, "Links", links)
    return text


def _append(text: Text, heading: str, lines: Iterable[Line]) -> None:
    """A heading and its lines, labels padded to one width."""
    lines = list(lines)
    width = max((len(label) for label, _ in lines), default=0)
    text.append(f"\n{heading}\n", "bold")
    for label, value in lines:
        text.append(f"  {label:<{width}}  " if width else "  ", "dim").append(f"{_one_line(value)}\n")


def _columns(name: str, row: Row) -> Iterator[Line]:
    """The columns that are not null, under their titles; codes with the label of their list."""
    for field in table(name).fields:
        value = row.get(field.name)
        if value is None:
            continue
        words = as_words(value)
        label = code_labels(field.codes).get(words) if field.codes else None
        words = f"{words} ({label})" if label and label != words else words
        yield field.title, words


def _parts(parts: Iterable[Row]) -> Iterator[Line]:
    for part in parts:
        where = f"{part['span_start']}-{part['span_end']}"
        yield part["role_code"], f"{where}  {WITHHELD if part['surface'] is None else part['surface']}"


def _sentence(explained: Explanation) -> Text:
    sentence = explained.sentence
    if sentence is None:
        return Text(WITHHELD)
    words = visible(sentence.text).replace("\n", " ")
    text = Text(words[: sentence.start])
    text.append("[", "dim").append(words[sentence.start : sentence.end], "bold yellow").append("]", "dim")
    return text.append(words[sentence.end :])


def _vocabulary(readings: Iterable[Reading]) -> Iterator[Line]:
    for words, sense in readings:
        row = sense.row
        said = [f"{sense.kind}, seeds/{sense.stem}.csv line {sense.line}", f"form {sense.form}"]
        said += [f"{column} {row[column]}" for column in ("source", "note") if row.get(column)]
        yield words, ", ".join(said)


def _said_by(row: Row, parts: tuple[Row, ...]) -> Iterator[Line]:
    source = " ... ".join(part["surface"] or "" for part in parts if part["role_code"] == "source")
    cue = f"cue {row['cue_lemma']} ({row['cue_code']})" if row["cue_lemma"] else "no cue"
    actor = f", {row['source_actor_id']}" if row["source_actor_id"] else ""
    yield row["attribution_id"], f"{source or 'a source without words'} ({row['source_type_code']}{actor}), {cue}"


def _no_source(name: str) -> str:
    return "outermost: no attribution encloses it" if name == "attributions" else "the document itself"


def _link(name: str, column: str, linked: str, row: Row) -> Iterator[Line]:
    """The row linked to in one line: its key, then the other columns in the order of its schema."""
    (key,) = table(linked).primary_key
    others = {field: row[field] for field in row if field not in (key, "doc_id", "sentence_no")}
    columns = _columns(linked, others)
    said = [f"{title}: {words if len(words) <= LONG else words[:LONG] + '...'}" for title, words in columns]
    yield table(name).field(column).title, f"{linked} {row[key]}: {'; '.join(said)}"


def _one_line(words: str) -> str:
    return visible(words).replace("\n", " ")
