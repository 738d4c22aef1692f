"""Attributions: who says, claims, reports or orders what.

A quotation is one word to this grammar, an actor's name another, so that the frames of speech are short patterns:
quotation-source-cue, source-cue-clause, according to. speech.py says where a content ends, speakers.py who the source
is; paragraphs that are one quotation go to the speaker before them.
"""

from __future__ import annotations

import numpy as np

from claimledger.extract import attribution_rows as rows
from claimledger.extract.cues import load_cues
from claimledger.extract.drafts import Drafts
from claimledger.extract.mentions import Actors, Attributions
from claimledger.extract.nesting import in_order, parents, quote_kinds
from claimledger.extract.speakers import name_speakers
from claimledger.extract.speech import Speech
from claimledger.extract.turns import complete
from claimledger.text.finding import find_rows
from claimledger.text.grammar import Grammar, Rule
from claimledger.text.quotations import find_quotations
from claimledger.text.scan import Scan

CLASSES = {
    "quotation": "a whole quotation",
    "actor": "a whole name",
    "boundary": "boundary",
    "newline": "mark.newline mark.separator",
    "prepositional": "cue.phrase.prepositional",
    "fixed_noun": "weapon.ignored",
    "that": "word.that",
    "to": "word.to",
    "of": "word.of",
    "and": "word.and word.or",
    "but": "word.but",
    "aux": "function.auxiliary",
    "negation": "function.negation",
    "citing": "cue.verb.citing",
    "unsafe": "cue.verb.unsafe",
    "gerund": "cue.verb.gerund",
    "base": "cue.verb.base",
    "finite": "cue.verb.finite",
    "personal": "function.pronoun_personal",
    "relative": "function.relative",
    "determiner": "function.determiner",
    "adverb": "function.adverb cue.adverb",
    "preposition": "function.preposition",
    "subordinator": "function.conjunction_subordinating function.wh",
    "pronoun": "function.pronoun_other",
    "time": "function.weekday function.month",
    "verb": "function.verb_common",
    "noun_cue": "cue.noun",
    "comma": "mark.,",
    "stop": "mark.. mark.! mark.? mark.\x85",
    "semicolon": "mark.;",
    "colon": "mark.:",
    "dash": "mark.dash",
    "opening": "mark.( mark.[",
    "closing": "mark.) mark.]",
    "hyphen": "mark.hyphen",
    "possessive": "mark.possessive",
    "possessive_s": "mark.possessive_s",
    "number": "shape.number shape.year shape.ordinal shape.glued",
    "name": "shape.capitalised shape.acronym shape.initial shape.designation abbreviation.false abbreviation.true",
    "word": "shape.lower",
}

MACROS = {
    "nominal": "{actor|name|word|fixed_noun|number|hyphen|possessive|possessive_s|noun_cue}",
    "joint": "{of|preposition|to}",
    "core": "{determiner}? {nominal}+ ({opening} {nominal|of|and|comma|number}+ {closing})?",
    "np": "({core} ({joint}+ ({core} | {time}))* ({comma} {actor} ({comma} {actor})* {and} {core})?"
    " ({and} {core} ({joint}+ ({core} | {time}))*)?)",
    "description": "({comma} {determiner|relative|word|preposition|actor|gerund|unsafe|noun_cue}"
    " {nominal|determiner|of|preposition|to|and|adverb|aux|negation|finite|base|relative|verb|personal}* {comma})",
    "anything": "{nominal|determiner|of|preposition|to|and|adverb|aux|negation|finite|base|unsafe|gerund|citing|verb"
    "|relative|personal|pronoun|time|subordinator|that|opening|closing}",
    "wide_description": "({comma} {anything|comma}* {comma|dash})",
    "last_description": "({comma} {determiner|name|actor|relative|number|word|of|noun_cue} {anything}*)",
    "speaker": "({np} {description}? | {personal} | {relative} | {pronoun})",
    "source": "(?P<source>{speaker})",
    "helpers": "({aux|adverb|negation}*)",
}

RULES = (
    Rule(
        "quoted_before",
        "A quotation, its speaker, the cue",
        "{quotation} {comma|dash|boundary}? ({np} {wide_description}? | {speaker}) {helpers} {finite|base|unsafe}",
        (("“We hold the town,” the governor said.", "“We hold the town,” the governor said"),),
        ("The “red line” was crossed.",),
        build_all=rows.quoted_before,
    ),
    Rule(
        "quoted_inverted",
        "A quotation, the cue, its speaker",
        "{quotation} {comma|dash}? {helpers} {finite|base|unsafe} ({np} {last_description}* | {speaker})",
        (("“We hold the town,” said the governor.", "“We hold the town,” said the governor"),),
        ("The “red line” was crossed.",),
        build_all=rows.quoted_inverted,
    ),
    Rule(
        "according_to",
        "according to a source, before or behind the clause",
        "(?P<cue>{prepositional}) (?P<source>({np} | {personal})"
        " ({comma} {determiner} {nominal|of|preposition}+ {comma|stop|boundary})?)",
        (("According to the ministry, the town fell.", "According to the ministry, the town fell"),),
        ("All went according to plan.",),
        build_all=rows.according_to,
        needs="prepositional",
    ),
    Rule(
        "citing",
        "A report that cites its own source",
        "{comma} (?P<cue>{citing}) (?P<source>{np})",
        (
            (
                "The town fell, the Post reported, citing a senior official.",
                "The town fell, the Post reported, citing a senior official",
            ),
        ),
        ("He was citing numbers.",),
        build_all=rows.citing,
        needs="citing",
    ),
    Rule(
        "clause_before",
        "A clause, a comma, then source and cue with nothing said behind",
        "{comma} {speaker} {helpers} {finite|base}",
        (("The town has fallen, officials said.", "The town has fallen, officials said"),),
        ("The town, officials say little about it, fell.",),
        build_all=rows.clause_before,
    ),
    Rule(
        "clause_inverted",
        "A clause, a comma, the cue, its speaker, and perhaps more of the clause",
        "{comma} {finite|base} {np} {last_description}*",
        (
            (
                "The town has fallen, said the mayor, a former officer.",
                "The town has fallen, said the mayor, a former officer",
            ),
        ),
        ("He stood up, said nothing and left.",),
        build_all=rows.clause_inverted,
    ),
    Rule(
        "as_clause",
        "As somebody said, then what he said",
        "{boundary} {subordinator} {speaker} {helpers} {finite|base}",
        (("As the mayor announced on Monday, the town fell.", "the mayor announced on Monday, the town fell"),),
        ("As the mayor announced his plan, the town fell.",),
        build_all=rows.as_clause,
        needs="subordinator",
    ),
    Rule(
        "clause_behind",
        "Source, cue and clause; the person told, place and time may stand before `that` or a quotation",
        "{speaker} {helpers} {finite|base|gerund|citing|unsafe}",
        (
            ("Kyiv claims its troops hold the town.", "Kyiv claims its troops hold the town"),
            ("The ministry told reporters that the town fell.", "The ministry told reporters that the town fell"),
        ),
        ("The long report came.", "The report that came was long."),
        build_all=rows.clause_behind,
    ),
    Rule(
        "relative_clause",
        "who, which or that, cue and clause inside the description of another source",
        "{relative} {helpers} {finite|base}",
        (("The army, which denied the report, said that no ship was hit.", "which denied the report"),),
        ("The army, which fled, lost the town.",),
        build_all=rows.clause_behind,
    ),
    Rule(
        "shared_subject",
        "A further cue with the subject of the one before: , adding; and estimated",
        "({comma|and|but} (?P<cue>{helpers} (?P<head>{finite|base}))"
        "| {comma|and|quotation} (?P<cue_gerund>{gerund})) {that}?",
        (
            (
                "Moscow said the raid had failed and estimated losses at 400 troops.",
                "Moscow said the raid had failed and estimated losses at 400 troops",
            ),
        ),
        ("He came and went.",),
        build_all=rows.shared_subject,
    ),
    Rule(
        "running_speaker",
        "A paragraph that is one quotation belongs to the speaker before it",
        "newline quotation newline",
        (
            (
                "“We hold it,” the governor said.\n“We will stay there for as long as we must.”",
                "the governor said.\n“We will stay there for as long as we must.”",
            ),
        ),
        ("He shouted. “Hey!”",),
    ),
)

GRAMMAR = Grammar("attributions", CLASSES, MACROS, RULES)


def find_attributions(scan: Scan, actors: Actors) -> Attributions:
    """All attributions of a scan in order of the text, with parents, speakers and their kinds."""
    speech = Speech(GRAMMAR, scan, actors, find_quotations(scan))
    drafts = find_rows(speech, Drafts)
    drafts.quote = quote_kinds(speech, drafts)
    drafts = in_order(scan, complete(speech, drafts))
    return _columns(speech, drafts)


def _columns(speech: Speech, found: Drafts) -> Attributions:
    """Drafts in their final order as attributions, in code points."""
    scan, names = speech.scan, speech.scan.names
    start, end = found.hulls(scan)
    lemma, code = load_cues().named(found.cue, names)
    source_start, source_end = found.sources(scan)
    cue_start, cue_end = found.cues(scan)
    content_of, (content_start, content_end) = found.content_offsets(scan)
    parent = parents(found)
    actor_id, source_type = name_speakers(scan, speech.actors, found, parent)
    return Attributions(
        start=start,
        end=end,
        rule=found.rule,
        cue_lemma=lemma,
        cue_code=np.where(found.cue < 0, names.number("say"), code),
        quote=found.quote,
        is_negated=speech.are_negated(found.first, found.last),
        source_start=source_start,
        source_end=source_end,
        cue_start=cue_start,
        cue_end=cue_end,
        source_actor_id=actor_id,
        source_type=source_type,
        parent=parent,
        content_of=content_of,
        content_start=content_start,
        content_end=content_end,
    )
