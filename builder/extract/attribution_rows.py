"""From a match of the attribution grammar to a row: source, cue and content, and which row stands in which."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

from claimledger.extract.mentions import Attribution
from claimledger.extract.speech import Speech, TokenSpan
from claimledger.text.grammar import Found
from claimledger.text.vocabulary import Sense


def quoted(found: Found) -> Attribution | None:
    """A quotation with its speaker and cue, and the quotation or clause that goes on behind."""
    speech, quotation = _speech(found), found.spans["quotation"]
    cue, source = found.spans["cue"], found.spans.get("source")
    sense = _cue_sense(found)
    if (
        sense is None
        or not speech.sounds_spoken(quotation)
        or not speech.is_cue(found.spans["head"][0], cue, sense.row)
    ):
        return None
    frames = sense.row["frames"]
    if "quote" not in frames or (found.rule_id == "attributions.quoted_inverted" and "inverted" not in frames):
        return None
    contents = [quotation]
    more = found.spans.get("more")
    if more is not None and speech.is_long(more):
        contents.append(more)
    return _row(found, sense, cue, source, contents)


def according_to(found: Found) -> Attribution | None:
    """`according to` with its clause: behind it when it begins the sentence, else before it."""
    speech, cue, source = _speech(found), found.spans["cue"], found.spans["source"]
    senses = found.view.senses(cue[0], "cue.phrase")
    first, last = speech.sentence(cue[0])
    if cue[0] <= first + 1:
        behind = source[1] + (1 if speech.is_comma(source[1]) else 0)
        content = speech.trimmed(behind, speech.clause_end(behind, last))
    else:
        content = speech.trimmed(first, cue[0])
    return None if content is None or not senses else _row(found, senses[0], cue, source, [content])


def citing(found: Found) -> Attribution | None:
    """The source behind a report: it says what the report says. The report is found in complete()."""
    cue = found.spans["cue"]
    senses = found.view.senses(cue[0], "cue.verb")
    content = _speech(found).trimmed(*_before(found, cue[0]))
    return None if content is None or not senses else _row(found, senses[0], cue, found.spans["source"], [content])


def clause_before(found: Found) -> Attribution | None:
    """The clause before `, source cue`."""
    speech, cue, source = _speech(found), found.spans["cue"], found.spans["source"]
    sense = _cue_sense(found)
    if (
        sense is None
        or "clause" not in sense.row["frames"]
        or not speech.is_cue(found.spans["head"][0], cue, sense.row)
    ):
        return None
    first, _ = speech.sentence(source[0])
    content = speech.trimmed(first, found.first)
    if content is None or content[1] - content[0] < 3 or speech.opens_description(content, found.first):
        return None
    return _row(found, sense, cue, source, [content])


def clause_behind(found: Found) -> Attribution | None:
    """Source, cue and what follows to the end of the clause."""
    speech, spans = _speech(found), found.spans
    cue = spans.get("cue") or spans["cue_unsafe"]
    head = spans["head"][0] if "head" in spans else cue[1] - 1
    sense = _cue_sense(found, head)
    if sense is None or not speech.is_cue(head, cue, sense.row):
        return None
    with_that = found.rule_id == "attributions.clause_with_that"
    content = speech.content(
        found.last if with_that else cue[1], _frames(sense.row["frames"]), with_that, spans.get("quoted")
    )
    if content is not None and speech.is_relative(spans["source"][0]):
        content = speech.up_to_comma(content)
    return None if content is None else _row(found, sense, cue, spans["source"], [content])


def shared_subject(found: Found) -> Attribution | None:
    """A further cue; complete() gives it the subject of the cue before, or of the sentence."""
    speech, spans = _speech(found), found.spans
    cue = spans.get("cue") or spans["cue_gerund"]
    head = spans["head"][0] if "head" in spans else cue[1] - 1
    sense = _cue_sense(found, head)
    if sense is None or ("head" in spans and not speech.is_finite(head)):
        return None
    if "cue_gerund" in spans and speech.is_quotation(found.first) and not speech.ends_in_comma(found.first):
        return None
    content = speech.content(cue[1], _frames(sense.row["frames"]), found.last > cue[1], None)
    return None if content is None else _row(found, sense, cue, None, [content])


def complete(speech: Speech, found: list[Attribution]) -> list[Attribution]:
    """Subjects of further cues, speakers of whole quotations, order and parents."""
    found.sort(key=lambda row: row.cue_tokens[0])
    kept: list[Attribution] = []
    for row in found:
        before = kept[-1] if kept and speech.same_sentence(kept[-1].cue_tokens[0], row.cue_tokens[0]) else None
        if row.rule == "attributions.shared_subject":
            if before is not None and before.source_tokens is not None and before.source_tokens[0] < row.cue_tokens[0]:
                _say(speech, row, before.source_tokens)
            else:
                subject = speech.subject(row.cue_tokens[0])
                if subject is None:
                    continue
                _say(speech, row, subject)
        elif row.rule == "attributions.citing":
            if before is None:
                continue
            row.contents, row.content_tokens = list(before.contents), list(before.content_tokens)
            row.cited_in = before
        kept.append(row)
    kept.extend(_running(speech, kept))
    for row in kept:
        row.measure()
    return _settle(kept)


def _say(speech: Speech, row: Attribution, source: TokenSpan) -> None:
    row.source_tokens = source
    row.source = speech.offsets(source)


def _running(speech: Speech, found: list[Attribution]) -> list[Attribution]:
    """Paragraphs that are one quotation and hold no cue of their own."""
    rows: list[Attribution] = []
    taken = {first for row in found for first, _ in row.content_tokens}
    spoken = [row for row in found if row.source_tokens and (row.quote != "indirect" or row.rule in _CLAUSES)]
    positions = [row.cue_tokens[0] for row in spoken]
    for quotation in speech.paragraphs():
        if quotation[0] in taken:
            continue
        at = bisect_right(positions, quotation[0]) - 1
        outer = spoken[at] if at >= 0 else None
        if rows and (outer is None or rows[-1].content_tokens[0][0] > outer.cue_tokens[0]):
            outer = rows[-1]
        if outer is None or not speech.near(outer.content_tokens[-1][1] - 1, quotation[0]):
            continue
        row = Attribution(
            "attributions.running_speaker",
            None,
            "say",
            "direct",
            False,
            outer.source_tokens,
            (quotation[0], quotation[0]),
            [quotation],
            outer.source,
            None,
            [speech.offsets(quotation)],
        )
        rows.append(row)
    return rows


def _settle(found: list[Attribution]) -> list[Attribution]:
    """Order the rows by their place and give each its parent: the innermost row whose content holds it."""
    ordered = sorted(found, key=lambda row: (row.hull[0], -row.hull[1], row.cue or (0, 0)))
    position = {id(row): index for index, row in enumerate(ordered)}
    contents = sorted(
        (first, -last, index)
        for index, row in enumerate(ordered)
        for first, last in row.content_tokens
        if last - first > 3
    )
    anchors = sorted(
        (row.source_tokens[0] if row.source_tokens and row.cue else row.content_tokens[0][0], index)
        for index, row in enumerate(ordered)
    )
    at, around = 0, []
    for anchor, index in anchors:
        row = ordered[index]
        if row.cited_in is not None:
            row.parent = position.get(id(row.cited_in))
            continue
        while at < len(contents) and contents[at][0] <= anchor:
            around.append(contents[at])
            at += 1
        around = [entry for entry in around if -entry[1] > anchor]
        first, last = row.content_tokens[0]
        for start, end, number in reversed(around):
            if number != index and start <= first and last <= -end and (start, -end) != (first, last):
                row.parent = number
                break
    return ordered


_CLAUSES = frozenset({"attributions.clause_behind", "attributions.clause_with_that"})


@cache
def _frames(cell: str) -> frozenset[str]:
    """The frames of a cue."""
    return frozenset(cell.split("|"))


def _speech(found: Found) -> Speech:
    assert isinstance(found.view, Speech)
    return found.view


def _cue_sense(found: Found, head: int | None = None) -> Sense | None:
    senses = found.view.senses(found.spans["head"][0] if head is None else head, "cue.verb")
    return senses[0] if senses else None


def _before(found: Found, token: int) -> TokenSpan:
    first, _ = _speech(found).sentence(token)
    return first, token


def _row(
    found: Found, sense: Sense, cue: TokenSpan, source: TokenSpan | None, contents: list[TokenSpan]
) -> Attribution:
    speech = _speech(found)
    found.close = cue
    if source is not None and speech.is_comma(source[1] - 1):
        source = source[0], source[1] - 1
    return Attribution(
        found.rule_id,
        sense.row["lemma"],
        sense.row["cue_code"],
        speech.quote_kind(contents),
        speech.is_negated(cue),
        source,
        cue,
        contents,
        speech.offsets(source) if source else None,
        speech.offsets(cue),
        [speech.offsets(span) for span in contents],
    )
