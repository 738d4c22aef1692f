"""Attributions: who says, claims, reports or orders what.

Around each cue of seeds/cues.csv the frames are tried in turn: a quotation before it, "according to", a clause before
it, and most often source, cue and content in this order. speech.py knows where noun phrases, cues and clauses begin and
end; quotations come from text/quotations.py. Whole quotations without a cue go to the speaker before them.
"""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter

import numpy as np

from claimledger.extract.mentions import Actor, Attribution, Span
from claimledger.extract.speakers import name_speakers
from claimledger.extract.speech import Clause, Cue, Speech
from claimledger.text.grammar import Rule
from claimledger.text.quotations import Quotation, find_quotations
from claimledger.text.scan import Scan

RULES = (
    Rule("quoted_before", "A quotation, then its speaker and cue in either order",
         "quotation ,? (source cue | cue source) quotation?",
         (("“We hold the town,” the governor said.", "“We hold the town,” the governor said"),),
         ("The “red line” was crossed.",)),
    Rule("clause_before", "A clause, a comma, then source and cue",
         "clause , source cue .",
         (("The town has fallen, officials said.", "The town has fallen, officials said"),),
         ("The town, officials say little about it, fell.",)),
    Rule("according_to", "according to the source, before or behind the clause",
         "according to source , clause | clause , according to source",
         (("According to the ministry, the town fell.", "According to the ministry, the town fell"),),
         ("All went according to plan.",)),
    Rule("clause_behind", "Source, cue and clause",
         "source cue recipient? that? clause",
         (("The ministry said that the town fell.", "The ministry said that the town fell"),),
         ("The report was long.",)),
    Rule("shared_subject", "A second cue with the subject of the first",
         "source cue clause (, | and) cue clause",
         (("Moscow said the raid had failed and estimated losses at 400 troops.", "Moscow said the raid had failed and estimated losses at 400 troops"),),
         ("He came and went.",)),
    Rule("citing", "A report that cites its own source",
         "clause , citing source",
         (("The town fell, the Post reported, citing a senior official.", "The town fell, the Post reported, citing a senior official"),),
         ("He was citing numbers.",)),
    Rule("running_speaker", "A paragraph that is one quotation belongs to the speaker before it",
         "quotation",
         (("“We hold it,” the governor said.\n“We will stay there for as long as we must.”", "“We will stay there for as long as we must.”"),),
         ("He shouted. “Hey!”",)),
)  # fmt: skip


def find_attributions(scan: Scan, actors: list[Actor]) -> list[Attribution]:
    """All attributions of a scan in order of the text, with parents, speakers and their kinds."""
    quotations = find_quotations(scan)
    speech = Speech(scan, actors, quotations)
    found: list[Attribution] = []
    for cue in speech.cues():
        row = _read(speech, cue, found)
        if row is not None:
            found.append(row)
    found.extend(_running(speech, quotations, found))
    found = _settle(scan, found)
    name_speakers(scan, actors, found)
    return found


def _read(speech: Speech, cue: Cue, found: list[Attribution]) -> Attribution | None:
    """The attribution a cue makes, by the first frame that fits."""
    if cue.is_phrase:
        return _according_to(speech, cue)
    if cue.lemma == "cite" and cue.is_gerund:
        return _citing(speech, cue, found)
    quotation = speech.quotation_before(cue)
    if quotation is not None:
        return _quoted_before(speech, cue, quotation)
    if cue.is_gerund or cue.joins:
        return _shared_subject(speech, cue, found)
    source = speech.source_before(cue)
    if source is None:
        return None
    before = speech.clause_before(source, cue)
    if before is not None:
        return _make(speech, "clause_before", cue, source, [before])
    content = speech.content_behind(cue)
    if content is None:
        return None
    return _make(speech, "clause_behind", cue, source, [content])


def _quoted_before(speech: Speech, cue: Cue, quotation: Quotation) -> Attribution | None:
    source, last = speech.speaker_beside(cue, quotation)
    contents = [Clause(quotation.first, quotation.last)]
    behind = speech.quotation_behind(max(last, cue.last), cue)
    if behind is not None:
        contents.append(Clause(behind.first, behind.last))
    elif "clause" in cue.frames and source is not None and source.first < cue.first:
        clause = speech.content_behind(cue, needs_that=True)
        if clause is not None:
            contents.append(clause)
    return _make(speech, "quoted_before", cue, source, contents)


def _according_to(speech: Speech, cue: Cue) -> Attribution | None:
    source = speech.noun_phrase_behind(cue.last)
    if source is None:
        return None
    first, last = speech.sentence(cue.first)
    if cue.first <= first + 1:
        start = source.last + (1 if speech.is_comma(source.last) else 0)
        content = speech.clause(start, last)
    else:
        content = speech.clause(first, cue.first)
    return None if content is None else _make(speech, "according_to", cue, source, [content])


def _citing(speech: Speech, cue: Cue, found: list[Attribution]) -> Attribution | None:
    source = speech.noun_phrase_behind(cue.last)
    outer = _before_in_sentence(speech, cue, found)
    if source is None or outer is None:
        return None
    row = _make(speech, "citing", cue, source, [Clause(*span) for span in outer.content_tokens])
    row.parent = len(found) - 1
    return row


def _before_in_sentence(speech: Speech, cue: Cue, found: list[Attribution]) -> Attribution | None:
    """The attribution found last, when its cue stands in the same sentence."""
    return found[-1] if found and speech.same_sentence(found[-1].last - 1, cue.first) else None


def _shared_subject(speech: Speech, cue: Cue, found: list[Attribution]) -> Attribution | None:
    """The subject is that of the cue before it in the sentence, or of the sentence."""
    outer = _before_in_sentence(speech, cue, found)
    if outer is not None and outer.source_tokens is not None and outer.source_tokens[0] < cue.first:
        source: Clause | None = Clause(*outer.source_tokens)
    else:
        source = speech.subject_of_sentence(cue)
    content = speech.content_behind(cue)
    if source is None or content is None:
        return None
    return _make(speech, "shared_subject", cue, source, [content])


def _running(speech: Speech, quotations: list[Quotation], found: list[Attribution]) -> list[Attribution]:
    """Paragraphs that are one quotation and hold no cue of their own."""
    rows: list[Attribution] = []
    taken = {token for row in found for first, last in row.content_tokens for token in (first, last - 1)}
    spoken = sorted(
        ((row.first, row) for row in found if row.rule.endswith(("quoted_before", "clause_behind"))), key=itemgetter(0)
    )
    positions = [first for first, _ in spoken]
    for quotation in quotations:
        if not speech.is_paragraph(quotation) or quotation.first in taken or quotation.last - 1 in taken:
            continue
        at = bisect_right(positions, quotation.first) - 1
        outer = spoken[at][1] if at >= 0 else None
        if rows and (outer is None or rows[-1].first > outer.first):
            outer = rows[-1]
        if outer is None or outer.source is None or not speech.same_document(outer.first, quotation.first):
            continue
        if speech.paragraphs_between(outer.last, quotation.first) > 2:
            continue
        content = Clause(quotation.first, quotation.last)
        row = Attribution(first=quotation.first, last=quotation.last, rule="attributions.running_speaker", source=outer.source,
                          cue=None, contents=[speech.span(content)], cue_lemma=None, cue_code="say", quote="direct",
                          is_negated=False, source_tokens=outer.source_tokens, content_tokens=[(content.first, content.last)])  # fmt: skip
        rows.append(row)
    return rows


def _make(speech: Speech, rule: str, cue: Cue, source: Clause | None, contents: list[Clause]) -> Attribution:
    tokens = [(clause.first, clause.last) for clause in contents]
    spans: list[Span] = [speech.span(clause) for clause in contents]
    parts = [cue.first, *(first for first, _ in tokens), *((source.first,) if source else ())]
    return Attribution(
        first=min(parts), last=max([cue.last, *(last for _, last in tokens)]), rule=f"attributions.{rule}",
        source=speech.span(source) if source else None, cue=speech.span(Clause(cue.first, cue.last)), contents=spans,
        cue_lemma=cue.lemma, cue_code=cue.code, quote=speech.quote_kind(contents), is_negated=cue.is_negated,
        source_tokens=(source.first, source.last) if source else None, content_tokens=tokens,
    )  # fmt: skip


def _settle(scan: Scan, found: list[Attribution]) -> list[Attribution]:
    """Order the rows, drop those that repeat another's content with the same cue, and find each row's parent."""
    keyed = {id(row): row.parent for row in found}
    originals = list(found)
    ordered = sorted(found, key=lambda row: (row.hull[0], -row.hull[1], row.cue or (0, 0)))
    position = {id(row): index for index, row in enumerate(ordered)}
    bounds = [(row.content_tokens[0][0], row.content_tokens[-1][1]) for row in ordered]
    order = np.argsort([first for first, _ in bounds], kind="stable").tolist() if bounds else []
    firsts = [bounds[index][0] for index in order]
    for row in ordered:
        given = keyed[id(row)]
        if given is not None:
            row.parent = position[id(originals[given])]
            continue
        anchor = row.source_tokens[0] if row.source_tokens and row.cue else row.content_tokens[0][0]
        best, width = None, 10**9
        at = bisect_right(firsts, anchor) - 1
        steps = 0
        while at >= 0 and steps < 24:
            index = order[at]
            other = ordered[index]
            at -= 1
            steps += 1
            if other is row:
                continue
            for first, last in other.content_tokens:
                inside = (
                    first <= anchor < last and row.content_tokens[0][1] <= last and first <= row.content_tokens[0][0]
                )
                if inside and last - first < width and (first, last) != row.content_tokens[0]:
                    best, width = index, last - first
        row.parent = best
    return ordered
