"""Turns: what a match leaves open because it lies in the sentences before.

A further cue has the subject of the one before it, a source that is cited says what the report says, and a paragraph
that is one quotation belongs to the speaker before it.
"""

from __future__ import annotations

import dataclasses

import numpy as np

from claimledger.extract.contents import trimmed
from claimledger.extract.drafts import Drafts
from claimledger.extract.speech import LONGEST, Speech
from claimledger.extract.statements import extend_statements
from claimledger.text.matching import first_span
from claimledger.text.rows import NONE

_PARAGRAPHS_APART = 3


def complete(speech: Speech, found: Drafts) -> Drafts:
    """The drafts with every source known, and quotations that run on; left out are those that nobody says."""
    found = _subjects_and_reports(speech, found)
    _end_before_new_speakers(speech, found)
    extend_statements(speech, found)
    return Drafts.join([found, _running_speakers(speech, found)])


def _end_before_new_speakers(speech: Speech, found: Drafts) -> None:
    """Contents end where a main clause brings its own speaker and cue: `, but he said`, `while critics say`.

    A clause about the one who began the content goes on: `they do not intend to stay, but they may seek`.
    """
    speaks = (found.source_first >= 0) & (found.source_last <= found.first) & (found.content_first >= found.last)
    first = found.source_first[speaks]
    joined = speech.are(first - 1, "and", "but")
    contrasts = np.flatnonzero(speech.are(first - 1, "subordinator"))
    joined[contrasts] = speech.scan.told(first[contrasts] - 1, lambda word: word.lower() in _CONTRASTS, np.bool_)
    comma = first - 1 - joined
    has_comma = speech.are(comma, "comma", "dash", "colon")
    order = np.argsort(first)[(joined | has_comma)[np.argsort(first)]]
    speaker, border = first[order], (comma + ~has_comma)[order]
    for low, high in ((found.content_first, found.content_last), (found.more_first, found.more_last)):
        begins = np.flatnonzero((low >= found.last) & ~speech.are(low, "quotation"))
        at = np.searchsorted(border, low[begins], side="right")
        ends = begins[at < len(border)]
        at = at[at < len(border)]
        same = speech.are(low[ends], "personal") & (speech.scan.form[low[ends]] == speech.scan.form[speaker[at]])
        cut = (border[at] < high[ends]) & ~same
        ends, at = ends[cut], at[cut]
        high[ends] = trimmed(speech, low[ends], border[at])[1]


_CONTRASTS = frozenset({"while", "although", "though", "whereas"})


def _subjects_and_reports(speech: Speech, found: Drafts) -> Drafts:
    """The subjects of further cues, and what is said by sources that are cited."""
    names = speech.scan.names
    shared, cited = (names.are(found.rule, f"attributions.{rule}") for rule in ("shared_subject", "citing"))
    cues, sentence = found.first.tolist(), speech.sentence_numbers(found.first).tolist()
    source_first, source_last = found.source_first.tolist(), found.source_last.tolist()
    begins, text = speech.sentence(found.first)[0].tolist(), speech.fixed_bytes
    is_shared, kept = shared.tolist(), np.ones(len(found), np.bool_)
    before = previous = NONE
    for row in np.flatnonzero(shared | cited).tolist():
        if previous != row - 1:
            before = row - 1
        previous = row
        if not is_shared[row]:
            before = _outermost(found, before)
        is_near = before >= 0 and sentence[before] == sentence[row]
        if is_shared[row]:
            if is_near and 0 <= source_first[before] < cues[row]:
                source_first[row], source_last[row] = source_first[before], source_last[before]
            else:
                source_first[row], source_last[row] = first_span(speech.subject, text, begins[row], cues[row])
                kept[row] = source_first[row] >= 0
        else:
            kept[row] = is_near
            found.report[row] = before
        if kept[row]:
            before = row
    found.source_first, found.source_last = np.array(source_first, np.int64), np.array(source_last, np.int64)
    for row in np.flatnonzero(cited & kept).tolist():
        for column in (found.content_first, found.content_last, found.more_first, found.more_last):
            column[row] = column[found.report[row]]
    found.report = np.where(found.report >= 0, np.cumsum(kept)[found.report] - 1, NONE)
    return found.take(kept)


def _outermost(found: Drafts, row: int) -> int:
    """The report around a row and all before it that are nested: what a citation behind them belongs to."""
    while row > 0 and found.content_first[row - 1] <= found.source_first[row] < found.content_last[row - 1]:
        row -= 1
    return row


def _running_speakers(speech: Speech, found: Drafts) -> Drafts:
    """Paragraphs that are one quotation and hold no cue of their own: source and cue are those before them."""
    names = speech.scan.names
    first, last = speech.paragraphs()
    begins_content = np.zeros(speech.size + 1, np.bool_)  # the last place is for contents that are absent
    begins_content[found.content_first] = begins_content[found.more_first] = True
    alone = ~begins_content[first]
    if not alone.any():
        return found.take(np.zeros(0, np.int64))
    is_clause = names.are(found.rule, "attributions.clause_behind")
    is_speech = (found.source_first >= 0) & (is_clause | ~names.are(found.quote, "indirect"))
    spoken = np.flatnonzero(is_speech)
    speakers = np.append(NONE, spoken)[np.searchsorted(found.first[spoken], first[alone], side="right")]
    rows: list[tuple[int, int, int]] = []
    for begin, end, row in zip(first[alone].tolist(), last[alone].tolist(), speakers.tolist(), strict=True):
        if rows and (row < 0 or rows[-1][0] > found.first[row]):
            _, heard, speaker = rows[-1]
        elif row >= 0:
            heard, speaker = int(max(found.content_last[row], found.more_last[row])), row
        else:
            continue
        if _are_near(speech, heard - 1, begin):
            rows.append((begin, end, speaker))
    begins, ends, before = (np.array([entry[place] for entry in rows], np.int64) for place in range(3))
    running = found.take(before)
    nothing = np.full(len(rows), NONE)
    return dataclasses.replace(
        running,
        rule=np.full(len(rows), names.number("attributions.running_speaker")),
        content_first=begins,
        content_last=ends,
        more_first=nothing,
        more_last=nothing,
        quote=np.full(len(rows), names.number("direct")),
        report=nothing,
    )


def _are_near(speech: Speech, one: int, other: int) -> bool:
    """Whether two tokens stand in one document, no more than two paragraphs apart."""
    if other - one > LONGEST:
        return False
    scan = speech.scan
    between = scan.batch.text[int(scan.start[one]) : int(scan.start[other])]
    return "\x1e" not in between and sum(1 for line in between.split("\n") if line.strip()) <= _PARAGRAPHS_APART
