"""Contents: where what is said begins and ends.

A content ends with its sentence, or earlier: before `, adding`, before `and` with a new cue, before `, source cue`.
"""

from __future__ import annotations

import re

import numpy as np

from claimledger.extract.cues import load_cues
from claimledger.extract.drafts import Spans
from claimledger.extract.readings import CUES
from claimledger.extract.speech import BREAKS, HELPERS, LONGEST, Speech
from claimledger.text.matching import end_of_match, is_match
from claimledger.text.rows import NONE, Flags, Ints, covered, first_within

_CUES_IN_CLAUSE = 12


def content_behind(speech: Speech, first: Ints, cues: Ints) -> tuple[Spans, Flags]:
    """What is said, from behind each cue to the end of its clause, and whether `that` or a quotation begins it."""
    _, last = speech.sentence(first)
    begin = first.copy()
    is_told = speech.are(first, "quotation", "that")
    plain = np.flatnonzero(~is_told)
    introduced = _introduced(speech, first[plain], last[plain], cues[plain])
    told, introduced = plain[introduced >= 0], introduced[introduced >= 0]
    begin[told], last[told], is_told[told] = introduced, speech.sentence(introduced)[1], True
    plain = np.flatnonzero(~is_told)
    begin[plain] = _behind_recipient(speech, begin[plain], last[plain], cues[plain])
    begins = np.flatnonzero((begin < last) & (is_told | _may_begin(speech, begin, cues)))
    content_first, content_last = np.full(len(first), NONE), np.full(len(first), NONE)
    end = clause_end(speech, begin[begins], last[begins])
    content_first[begins], content_last[begins] = trimmed(speech, begin[begins], end)
    statement = open_statements(speech, first)
    opens = np.flatnonzero((statement >= 0) & load_cues().allow(cues, "quote"))
    content_first[opens] = statement[opens]
    is_quotation = speech.are(statement[opens], "quotation")
    ends = speech.word_ends(statement[opens]), speech.sentence(statement[opens])[1]
    content_last[opens] = np.where(is_quotation, *ends)
    return (content_first, content_last), is_told


def open_statements(speech: Speech, first: Ints) -> Ints:
    """The first word of the paragraph behind each token, where a colon and a line break stand before it; else -1."""
    opens = np.flatnonzero(speech.are(first - 1, "colon") & speech.are(first, "newline"))
    at = speech.skip(first[opens], np.full(len(opens), speech.size), 1, *BREAKS)
    documents = speech.scan.batch.document_of
    inside = at < speech.size
    start = speech.scan.start
    inside[inside] = documents(start[at[inside]]) == documents(start[first[opens[inside]]])
    found = np.full(len(first), NONE)
    found[opens[inside]] = at[inside]
    return found


def _introduced(speech: Speech, first: Ints, last: Ints, cues: Ints) -> Ints:
    """The `that`, or the quotation behind a comma or colon, with only place, time and recipient before it; else -1."""
    limit = np.minimum(last, first + _ASIDE)
    mark = speech.skip(first, limit, 1, *_ASIDES, "filler")
    quotation = mark + 1
    behind_colon = speech.are(mark, "colon")
    for _ in range(_BREAKS_AHEAD):
        quotation += behind_colon & speech.are(quotation, *BREAKS)
    allow = load_cues().allow
    quoted = speech.are(mark, "comma", "colon") & speech.are(quotation, "quotation") & allow(cues, "quote", "clause")
    begins_aside = speech.are(first, "preposition", "to", "time", "adverb", "comma") | allow(cues, "recipient")
    interposed = speech.are(mark, "comma")
    mark[interposed] = speech.skip(mark[interposed], limit[interposed], 1, *_ASIDES, "comma", "citing", "filler")
    joined = speech.are(mark, "that") & begins_aside & (mark < last)
    return np.where(quoted, quotation, np.where(joined, mark, NONE))


def _may_begin(speech: Speech, first: Ints, cues: Ints) -> Flags:
    """Whether a content of this cue can begin with this word."""
    allow = load_cues().allow
    may = allow(cues, "clause", "np", "object_to", "wh", "gerund")
    linked = np.flatnonzero(speech.are(first, *_LINKS))
    may[linked] = (link_bits(speech, first[linked]) & load_cues().frames[cues[linked]]) > 0
    may &= ~speech.are(first, "stop", "comma", *BREAKS, "closing", "semicolon")
    return may | speech.are(first, "colon")


def link_bits(speech: Speech, tokens: Ints) -> Ints:
    """The frames that each preposition or `to` stands for, as bits."""
    bit = load_cues().bit
    to_bits = bit["to"] | bit["object_to"] | bit["to_np"]
    return speech.scan.told(tokens, lambda word: to_bits if word == "to" else bit.get(word.lower(), 0))


def _behind_recipient(speech: Speech, first: Ints, last: Ints, cues: Ints) -> Ints:
    """Behind whom it was told, where and when."""
    at, text = first.copy(), speech.fixed_bytes
    has_recipient = load_cues().allow(cues, "recipient") & speech.are(first, *speech.nouns, "personal", "pronoun")
    for row in np.flatnonzero(has_recipient & (first < last)).tolist():
        end = end_of_match(speech.noun_phrase, text, int(first[row]), int(last[row]))
        if NONE < end < last[row]:
            at[row] = end
    moving = np.flatnonzero(at < last)
    while len(moving):
        tokens = at[moving]
        is_time = speech.are(tokens, "time")
        adverbs = np.flatnonzero(speech.are(tokens, "adverb"))
        is_time[adverbs] = speech.scan.told(tokens[adverbs], lambda word: word.lower() in _TIMES, np.bool_)
        on_day = (tokens + 1 < last[moving]) & speech.are(tokens, "preposition") & speech.are(tokens + 1, "time")
        at[moving] += is_time + 2 * on_day
        moving = moving[(is_time | on_day) & (at[moving] < last[moving])]
    return at


def clause_end(speech: Speech, first: Ints, last: Ints) -> Ints:
    """The sentence's end, or an earlier border."""
    last = speech.next_of(first, np.minimum(last, first + LONGEST), "semicolon")
    phrase = speech.next_of(first, last, "prepositional")
    behind_comma = (phrase < last) & (phrase > first + 1) & speech.are(phrase - 1, "comma")
    end = np.where(behind_comma, phrase - 1, last)
    remark = first_within(speech.remarks, first + 1, end)
    end = np.where(remark >= 0, remark, end)
    rows, borders = _borders_at_cues(speech, first, end)
    end[rows] = borders
    return end


def _borders_at_cues(speech: Speech, first: Ints, last: Ints) -> tuple[Ints, Ints]:
    """The clauses that end before one of their first few cues, and where: the first cue that ends them decides."""
    positions = speech.positions(*CUES)
    low = np.searchsorted(positions, first, side="right")
    high = np.maximum(np.minimum(np.searchsorted(positions, last), low + _CUES_IN_CLAUSE), low)
    row = np.repeat(np.arange(len(first)), high - low)
    cue = positions[covered(low, high)]
    first, last = first[row], last[row]
    before = speech.skip(cue - 1, cue - 1 - LONGEST, -1, *HELPERS)
    border = np.full(len(cue), NONE)

    is_participle = speech.are(cue, "gerund", "citing")
    behind_comma = is_participle & speech.are(before, "comma") & (before > first)
    border[behind_comma] = before[behind_comma]
    behind_quotation = np.flatnonzero(is_participle & speech.are(before, "filler"))
    behind_quotation = behind_quotation[speech.quotations_end(before[behind_quotation], b",")]
    border[behind_quotation] = before[behind_quotation] + 1

    joined = speech.are(before, "and", "but") & speech.are(cue, "finite") & (before > first + 1)
    ends_clause = (cue + 1 >= last) | speech.are(cue + 1, "stop", "comma")
    says_more = joined & ~ends_clause
    border[says_more] = (before - speech.are(before - 1, "comma"))[says_more]

    may_have_speaker = np.flatnonzero(speech.are(cue, "finite", "base") & ~joined)
    behind_cue = speech.ends_of(cue[may_have_speaker])
    ends_clause = (behind_cue >= last[may_have_speaker]) | speech.are(
        behind_cue, "stop", "comma", "time", "preposition"
    )
    spoken = may_have_speaker[ends_clause]
    border[spoken] = _comma_before_speaker(speech, first[spoken], before[spoken])

    decided = np.flatnonzero(border != NONE)
    rows, earliest = np.unique(row[decided], return_index=True)
    return rows, border[decided[earliest]]


def _comma_before_speaker(speech: Speech, first: Ints, last_word: Ints) -> Ints:
    """The comma of `, source cue .` that ends a clause; -1 where what stands before the cue is no source."""
    commas = np.append(NONE, speech.positions("comma"))
    comma = commas[np.searchsorted(commas, last_word, side="right") - 1]
    may_be_source = (comma > first) & (comma < last_word) & speech.are(comma + 1, *speech.nouns, "personal")
    found = np.full(len(first), NONE)
    for row in np.flatnonzero(may_be_source).tolist():
        if is_match(speech.subject, speech.fixed_bytes, int(comma[row]) + 1, int(last_word[row]) + 1):
            found[row] = comma[row]
    return found


def opens_description(speech: Speech, first: Ints, comma: Ints) -> Flags:
    """Whether the comma before a source opens an apposition: no verb stands before it."""
    short = np.flatnonzero(comma - first < _DESCRIPTION)
    verbs = np.append(speech.positions("aux", "verb", "finite", "base", "unsafe"), speech.size)
    verbless = short[verbs[np.searchsorted(verbs, first[short])] >= comma[short]]
    words = speech.scan.texts(first[verbless], comma[verbless])
    opens = np.zeros(len(first), np.bool_)
    opens[verbless] = [_PAST.search(text) is None for text in words]
    return opens


def up_to_comma(speech: Speech, first: Ints, last: Ints) -> Spans:
    """The contents of relative clauses, which end at their comma."""
    return trimmed(speech, first, speech.next_of(first, last, "comma"))


def trimmed(speech: Speech, first: Ints, last: Ints) -> Spans:
    """The tokens without stops, commas and boundaries at their edges, and without a leading that."""
    last = speech.skip(last - 1, first - 1, -1, *BREAKS, "stop", "comma", "semicolon", "dash", "colon") + 1
    first = speech.skip(first, last, 1, *BREAKS, "comma", "that", "dash", "colon")
    empty = first >= last
    return np.where(empty, NONE, first), np.where(empty, NONE, last)


_ASIDE = 30
_ASIDES = (
    *("actor", "name", "word", "fixed_noun", "number", "hyphen", "possessive", "possessive_s", "noun_cue"),
    *("determiner", "of", "preposition", "to", "and", "adverb", "time", "personal", "pronoun"),
)
_LINKS = ("preposition", "of", "to")
_BREAKS_AHEAD = 3
_DESCRIPTION = 12
_TIMES = frozenset({"yesterday", "today", "tonight", "earlier", "later", "recently", "now", "tomorrow"})
_PAST = re.compile(r"\w(ed|s)\b")
