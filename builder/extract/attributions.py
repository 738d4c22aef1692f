"""Attributions: who says, claims, reports or orders what.

A quotation is one word to this grammar, an actor's name another, so that the frames of speech are short patterns:
quotation-source-cue, source-cue-clause, according to. speech.py says where a content ends, speakers.py who the source
is; paragraphs that are one quotation go to the speaker before them.
"""

from __future__ import annotations

from claimledger.extract import attribution_rows as rows
from claimledger.extract.mentions import Actors, Attributions
from claimledger.extract.speakers import name_speakers
from claimledger.extract.speech import CLASSES, Speech
from claimledger.text.grammar import Grammar, Rule, find
from claimledger.text.quotations import find_quotations
from claimledger.text.scan import Scan

MACROS = {
    "nominal": "{actor|name|word|fixed_noun|number|hyphen|possessive|possessive_s|noun_cue}",
    "joint": "{of|preposition|to}",
    "core": "{determiner}? {nominal}+",
    "np": "({core} ({joint} {core})* ({comma} {actor} ({comma} {actor})* {and} {core})?"
    " ({and} {core} ({joint} {core})*)?)",
    "description": "({comma} {determiner|relative|word|preposition|actor|gerund|noun_cue}"
    " {nominal|determiner|of|preposition|to|and|adverb|aux|finite|base|relative|number|verb|personal}* {comma})",
    "source": "(?P<source>{np} {description}? | {personal} | {relative} | {pronoun})",
    "helpers": "({aux|adverb|negation}*)",
    "verb_cue": "(?P<cue>{helpers} (?P<head>{finite|base}))",
    "any_cue": "(?P<cue>{helpers} (?P<head>{finite|base|unsafe}))",
    "aside": "({nominal|determiner|of|preposition|to|and|adverb|time|personal}*)",
    "when": "({preposition|time|adverb|number|determiner|actor|name|of|word|personal}*)",
    "onward": "((({stop}? {boundary}) | {comma|colon})? (?P<more>{quotation}))",
}

RULES = (
    Rule(
        "quoted_before",
        "A quotation, its speaker, the cue",
        "(?P<quotation>{quotation}) {comma|dash}? {source} {any_cue} {when} {onward}?",
        (("“We hold the town,” the governor said.", "“We hold the town,” the governor said"),),
        ("The “red line” was crossed.",),
        rows.quoted,
    ),
    Rule(
        "quoted_inverted",
        "A quotation, the cue, its speaker",
        "(?P<quotation>{quotation}) {comma|dash}? {any_cue} {source} ({when} {onward})?",
        (("“We hold the town,” said the governor.", "“We hold the town,” said the governor"),),
        ("The “red line” was crossed.",),
        rows.quoted,
    ),
    Rule(
        "according_to",
        "according to a source, before or behind the clause",
        "(?P<cue>{prepositional}) (?P<source>({np} | {personal}) ({comma} {determiner} {nominal|of|preposition}+)?)",
        (("According to the ministry, the town fell.", "According to the ministry, the town fell"),),
        ("All went according to plan.",),
        rows.according_to,
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
        rows.citing,
    ),
    Rule(
        "clause_before",
        "A clause, a comma, then source and cue with nothing said behind",
        "{comma} {source} {verb_cue} {when} ({stop|comma} | {boundary})",
        (("The town has fallen, officials said.", "The town has fallen, officials said"),),
        ("The town, officials say little about it, fell.",),
        rows.clause_before,
    ),
    Rule(
        "clause_with_that",
        "Source, cue and clause, joined by that; the person told, place and time may stand between",
        "{source} {any_cue} {aside} ({comma} {citing} {np} {comma})? {that}",
        (("The ministry told reporters that the town fell.", "The ministry told reporters that the town fell"),),
        ("The report that came was long.",),
        rows.clause_behind,
    ),
    Rule(
        "clause_behind",
        "Source, cue and clause",
        "{source} ({verb_cue} | (?P<cue_unsafe>{helpers} {unsafe}) (?P<quoted>{quotation})) {colon}?",
        (("Kyiv claims its troops hold the town.", "Kyiv claims its troops hold the town"),),
        ("The long report came.",),
        rows.clause_behind,
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
        rows.shared_subject,
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


def find_attributions(scan: Scan, named: Actors) -> Attributions:
    """All attributions of a scan in order of the text, with parents, speakers and their kinds."""
    actors = named.records(scan.names)
    speech = Speech(GRAMMAR, scan, actors, find_quotations(scan))
    found = rows.complete(speech, list(find(speech)))
    name_speakers(scan, actors, found)
    return Attributions.of(found, scan.names)
