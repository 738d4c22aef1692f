"""From the matches of the attribution grammar to rows: which of them are speech, and what is said."""

from __future__ import annotations

import numpy as np

from claimledger.extract.contents import clause_end, content_behind, opens_description, trimmed, up_to_comma
from claimledger.extract.cues import load_cues
from claimledger.extract.drafts import Drafts, Spans
from claimledger.extract.speech import BREAKS, HELPERS, Speech
from claimledger.text.finding import Matches
from claimledger.text.rows import NONE, Ints, first_within


def quoted_before(found: Matches) -> Drafts:
    """A quotation with its speaker and cue, and the quotation that goes on behind."""
    speech = _speech(found)
    quotation = found.first, speech.word_ends(found.first)
    source = quotation[1] + speech.are(quotation[1], "comma", "dash", "boundary")
    cue, heads = _cue_at_end(speech, source, found.last)
    return _quoted(found, quotation, (source, cue[0]), cue, heads, "quote")


def quoted_inverted(found: Matches) -> Drafts:
    """The same with the cue before its speaker."""
    speech = _speech(found)
    quotation = found.first, speech.word_ends(found.first)
    begin = quotation[1] + speech.are(quotation[1], "comma", "dash")
    heads = speech.skip(begin, found.last, 1, *HELPERS, "filler")
    cue = begin, speech.ends_of(heads)
    return _quoted(found, quotation, (cue[1], found.last), cue, heads, "inverted")


def _quoted(found: Matches, quotation: Spans, source: Spans, cue: Spans, heads: Ints, frame: str) -> Drafts:
    speech, allow = _speech(found), load_cues().allow
    cues = speech.cues(heads)
    behind = speech.behind_when(found.last)
    spoken = allow(cues, "quote") & allow(cues, frame) & speech.sound_spoken(quotation)
    ended = speech.are(quotation[1], "boundary")
    spoken[ended] &= speech.end_in(quotation[0][ended], b"?!\x85-\x97")
    spoken[ended] &= speech.are(behind[ended], "stop", "comma")
    spoken &= speech.can_be_verbs(heads, cue[0], cues)
    drafts = _drafts(found, cue, cues, source, quotation)
    more = speech.going_on(behind)
    goes_on = spoken & (more[0] >= 0) & (first_within(quotation[0], more[0], more[0] + 1) < 0)
    drafts.more_first, drafts.more_last = (np.where(goes_on, side, NONE) for side in more)
    return drafts.take(spoken)


def according_to(found: Matches) -> Drafts:
    """`according to` with its clause: behind it when it begins the sentence, else before it."""
    speech, cue, source = _speech(found), found.group("cue"), found.group("source")
    first, last = speech.sentence(cue[0])
    leads = cue[0] <= first + 1
    behind = source[1] + speech.are(source[1], "comma")
    end = cue[0].copy()
    end[leads] = clause_end(speech, behind[leads], last[leads])
    content = trimmed(speech, np.where(leads, behind, first), end)
    return _whole(_drafts(found, cue, speech.phrase_cues(cue[0]), source, content))


def citing(found: Matches) -> Drafts:
    """The source behind a report: it says what the report says. The report is found later, see complete()."""
    speech, cue = _speech(found), found.group("cue")
    content = trimmed(speech, speech.sentence(cue[0])[0], cue[0])
    return _whole(_drafts(found, cue, speech.cues(cue[0]), found.group("source"), content))


def clause_before(found: Matches) -> Drafts:
    """The clause around `, source cue,` or before it."""
    speech = _speech(found)
    cue, heads = _cue_at_end(speech, found.first + 1, found.last)
    return _around(found, (found.first + 1, cue[0]), cue, heads, "clause")


def clause_inverted(found: Matches) -> Drafts:
    """The same with the cue before its speaker."""
    speech = _speech(found)
    found = found.take(speech.can_be_sources(found.first + 2, found.last))
    cue = found.first + 1, speech.ends_of(found.first + 1)
    return _around(found, (cue[1], found.last), cue, cue[0], "inverted")


def _around(found: Matches, source: Spans, cue: Spans, heads: Ints, frame: str) -> Drafts:
    speech, allow = _speech(found), load_cues().allow
    behind, cues = speech.behind_when(found.last), speech.cues(heads)
    first, last = speech.sentence(source[0])
    content = trimmed(speech, first, found.first)
    drafts = _drafts(found, cue, cues, source, content)
    comma = speech.are(behind, "comma")
    behind = behind + comma
    around = comma & (last - behind > 1) & ~speech.are(behind, "gerund", "citing")
    more = trimmed(speech, behind, clause_end(speech, behind, last))
    drafts.more_first, drafts.more_last = (np.where(around, side, NONE) for side in more)
    may_be = allow(cues, "clause") & allow(cues, frame) & (content[0] >= 0) & ~speech.are(source[0], "relative")
    may_be &= comma | speech.are(behind, "stop", *BREAKS)
    may_be &= allow(cues, "recipient") | ~speech.are(found.last, "determiner", "word", "personal")
    may_be &= (content[1] - content[0] >= _SHORTEST_CLAUSE) | (drafts.more_first >= 0)
    may_be &= speech.can_be_verbs(heads, drafts.first, cues)
    may_be &= (drafts.more_first >= 0) | ~opens_description(speech, content[0], found.first)
    return drafts.take(may_be)


def clause_behind(found: Matches) -> Drafts:
    """Source, cue and what follows to the end of the clause.

    By far the most matches are of this rule, so its pattern has no groups: they would cost more than all else here.
    """
    speech = _speech(found)
    cue, heads = _cue_at_end(speech, found.first, found.last)
    source = found.first, cue[0]
    return Drafts.join([_clause(found, source, cue, heads), _unsourced(found, source, cue, heads)])


def _clause(found: Matches, source: Spans, cue: Spans, heads: Ints) -> Drafts:
    speech, cues = _speech(found), _speech(found).cues(heads)
    verbs = np.flatnonzero(speech.can_be_verbs(heads, cue[0], cues))
    found, source, cue = found.take(verbs), (source[0][verbs], source[1][verbs]), (cue[0][verbs], cue[1][verbs])
    begin = cue[1] + speech.are(cue[1], "colon")
    content, is_told = content_behind(speech, begin, cues[verbs])
    content[0][speech.are(heads[verbs], "unsafe") & ~is_told] = NONE
    relative = np.flatnonzero(speech.are(source[0], "relative") & (content[0] >= 0))
    content[0][relative], content[1][relative] = up_to_comma(speech, content[0][relative], content[1][relative])
    return _whole(_with_link(speech, _drafts(found, cue, cues[verbs], source, content)))


def _unsourced(found: Matches, subject: Spans, cue: Spans, heads: Ints) -> Drafts:
    """Cues whose subject belongs to what is said: `the town is expected to fall`, `it was reported by the Post`."""
    speech, allow = _speech(found), load_cues().allow
    cues = speech.cues(heads)
    is_passive = (cue[0] < heads) & allow(cues, "passive") & speech.are(heads, "finite")
    is_passive[is_passive] = speech.are_passive(cue[0][is_passive], heads[is_passive])
    rows = np.flatnonzero(is_passive | allow(cues, "impersonal"))
    found, cues, is_passive = found.take(rows), cues[rows], is_passive[rows]
    subject, cue = (subject[0][rows], subject[1][rows]), (cue[0][rows], cue[1][rows])
    last = speech.sentence(cue[1])[1]
    rest = trimmed(speech, cue[1], clause_end(speech, cue[1], last))
    source = speech.agents(cue[1], last)
    by_agent = is_passive & (source[0] >= 0)
    source = np.where(by_agent, source[0], NONE), np.where(by_agent, source[1], NONE)
    told = is_passive & allow(cues, "recipient")
    empty = speech.told_empty(subject) & speech.are(cue[1], "that")
    only_rest = told | empty
    has_rest = ~by_agent & (rest[0] >= 0) & speech.are(cue[1], *_COMPLEMENTS)
    content = np.where(only_rest, rest[0], subject[0]), np.where(only_rest, rest[1], subject[1])
    drafts = _drafts(found, cue, cues, source, content)
    drafts.more_first, drafts.more_last = (np.where(has_rest & ~only_rest, side, NONE) for side in rest)
    return _whole(drafts.take(has_rest | (by_agent & ~only_rest)))


def _with_link(speech: Speech, drafts: Drafts) -> Drafts:
    """A preposition right behind the verb belongs to the cue: called for, talked about, pointed to."""
    at = drafts.content_first
    linked = np.flatnonzero((at == drafts.last) & speech.are(at, "preposition", "of", "to"))
    to_thing = speech.are(at[linked], "to")
    frames, bit = load_cues().frames[drafts.cue[linked]], load_cues().bit
    links = ~to_thing | ((frames & bit["to_np"]) > 0) & ((frames & bit["to"]) == 0)
    linked = linked[links & (drafts.content_last[linked] - at[linked] > 1)]
    drafts.last[linked] += 1
    drafts.content_first[linked] += 1
    return drafts


def as_clause(found: Matches) -> Drafts:
    """What follows `as the minister announced on Monday,`; not `as he announced his resignation,`."""
    speech, allow = _speech(found), load_cues().allow
    found = found.take(speech.scan.has(found.first + 1, "word.as"))
    cue, heads = _cue_at_end(speech, found.first + 2, found.last)
    cues, last = speech.cues(heads), speech.sentence(cue[0])[1]
    comma = first_within(speech.positions("comma"), cue[1], np.minimum(cue[1] + _AS_REACH, last))
    begin = np.where(comma >= 0, comma + 1, last)
    content = trimmed(speech, begin, clause_end(speech, begin, last))
    may_be = (comma >= 0) & allow(cues, "clause") & speech.can_be_verbs(heads, cue[0], cues)
    may_be &= (comma == cue[1]) | speech.are(cue[1], "adverb", "time", "preposition")
    return _whole(_drafts(found, cue, cues, (found.first + 2, cue[0]), content).take(may_be))


def shared_subject(found: Matches) -> Drafts:
    """A further cue; complete() gives it the subject of the cue before, or of the sentence."""
    speech = _speech(found)
    cue, heads = _cue_and_head(found, "cue_gerund")
    is_verb = ~found.has("head") | speech.are(heads, "finite")
    behind_quotation = np.flatnonzero(found.has("cue_gerund") & speech.are(found.first, "quotation"))
    is_verb[behind_quotation] &= speech.end_in(found.first[behind_quotation], b",")
    found, heads, cue = found.take(is_verb), heads[is_verb], (cue[0][is_verb], cue[1][is_verb])
    cues = speech.cues(heads)
    content, _ = content_behind(speech, cue[1], cues)
    nobody = np.full(len(found), NONE)
    return _whole(_with_link(speech, _drafts(found, cue, cues, (nobody, nobody), content)))


_COMPLEMENTS = ("to", "that", "preposition", "of", "subordinator", "word", "determiner", "name", "actor")
_AS_REACH = 12
"""So many words behind its verb may an `as` clause end."""
_SHORTEST_CLAUSE = 3


def _speech(found: Matches) -> Speech:
    assert isinstance(found.view, Speech)
    return found.view


def _cue_at_end(speech: Speech, first: Ints, last: Ints) -> tuple[Spans, Ints]:
    """The cue that ends each range, its helpers included, and its head."""
    heads = speech.skip(last - 1, first, -1, "filler")
    before = speech.skip(heads - 1, first, -1, *HELPERS, "filler")
    return (speech.skip(before + 1, heads, 1, "filler"), last), heads


def _cue_and_head(found: Matches, headless: str) -> tuple[Spans, Ints]:
    """The cue with its head; a cue of the group without one has it in its last token."""
    has_head, (first, last) = found.has("head"), found.group("cue")
    other_first, other_last = found.group(headless)
    cue = np.where(has_head, first, other_first), np.where(has_head, last, other_last)
    return cue, np.where(has_head, found.group("head")[0], cue[1] - 1)


def _drafts(found: Matches, cue: Spans, cues: Ints, source: Spans, content: Spans) -> Drafts:
    comma_ends_source = (source[0] >= 0) & _speech(found).are(source[1] - 1, "comma", "stop", "boundary")
    nothing = np.full(len(found), NONE)
    return Drafts(
        first=cue[0],
        last=cue[1],
        rule=found.rule(),
        cue=cues,
        source_first=source[0],
        source_last=source[1] - comma_ends_source,
        content_first=content[0],
        content_last=content[1],
        more_first=nothing,
        more_last=nothing,
        quote=nothing,
        report=nothing,
    )


def _whole(drafts: Drafts) -> Drafts:
    """Those with a cue and a content."""
    return drafts.take((drafts.cue >= 0) & (drafts.content_first >= 0))
