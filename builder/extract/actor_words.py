"""What words may be in the grammar of actor names: its classes, and the phrases its rules are built of."""

from __future__ import annotations

CLASSES = {
    "person": "actor.person",
    "actor": "actor.state actor.government actor.legislature actor.judiciary actor.military actor.military_unit"
    " actor.police_security actor.intelligence actor.armed_group actor.pmc actor.intergovernmental_org actor.alliance"
    " actor.ngo_humanitarian actor.political_party actor.media actor.company actor.religious_body actor.organisation"
    " actor.demographic_group",
    "body": "state_body",
    "seat": "country.seat",
    "country": "country.name",
    "adjective": "country.adjective",
    "capital": "country.capital",
    "closed": "function.preposition function.determiner function.conjunction_coordinating function.auxiliary"
    " function.conjunction_subordinating function.pronoun_personal function.pronoun_other function.relative"
    " function.complementizer function.weekday function.month function.wh function.negation",
    "ordinal": "shape.ordinal",
    "force": "force.forces force.state",
    "ruled": "organisation_word.ruled",
    "title": "title.office title.rank title.profession title.honorific",
    "host": "organisation_word.head_arabic",
    "last": "organisation_word.head_last",
    "echelon": "echelon",
    "branch": "branch.branch branch.modifier",
    "head": "organisation_word.head_first",
    "ignored": "actor.ignored",
    "given": "given_name",
    "kunya": "name_particle.beginning",
    "particle": "name_particle.joining",
    "cue": "cue.verb",
    "people": "country.people",
    "place": "place.settlement place.admin1 place.admin2 place.region place.site place.water place.terrain place.island"
    " place.continent gazetteer",
    "starter": "function.sentence_starter",
    "name": "shape.capitalised",
    "acronym": "shape.acronym",
    "initial": "shape.initial",
    "number": "shape.number",
    "hyphen": "mark.hyphen",
    "dash": "mark.dash",
    "colon": "mark.:",
    "comma": "mark.,",
    "stop": "mark..",
    "slash": "mark./",
    "quote": 'mark." mark.\x93 mark.\x94',
    "possessive": "mark.possessive",
    "possessive_s": "mark.possessive_s",
    "opening": "mark.(",
    "closing": "mark.)",
    "ampersand": "mark.&",
    "lower": "shape.lower function.adverb function.verb_common",
}

# "closed" hides these few words, which names are built with
JOINING = {
    "of": "word.of",
    "the": "word.the",
    "for": "word.for",
    "and": "word.and",
    "an": "word.a word.an",
    "is": "word.is word.was",
}

MACROS = {
    "article": "{the}",
    "initials": "({initial} {stop}?)",
    "surname": "{name|given|place|adjective|starter|last|branch}",
    "tail": "(({initials} | {hyphen}? {particle|kunya} {hyphen}?)* {hyphen}? {surname|ignored})",
    "linked": "({hyphen}? {particle|kunya} {hyphen}? {surname})",
    "kunya_name": "({kunya} {hyphen}? ({particle} {hyphen}?)? {surname} {linked}*)",
    "nickname": "({quote} ({the}? {name|given|place|starter|particle|initial} {stop}?)+ {quote})",
    "full_name": "({given} | {initials}) ({hyphen} {name|given} | {hyphen} {lower})? {nickname}? {tail}"
    " ({hyphen} {surname})? ({name|given})? {linked}*",
    "two_names": "({name|given|place}) ({hyphen} {name|given})? {nickname}? {initials}? ({particle|kunya} {hyphen}?)?"
    " ({name|given}) ({hyphen} {name|given})?",
    "title_words": "({adjective|country} ({possessive} {possessive_s})?)? {title|lower|branch|body}* {title}"
    " ({of|for} {the}? {country|place})?",
    "nameish": "{name|given|place|acronym|country|adjective|capital|starter|branch|initial|title|head|last|force|"
    "echelon}",
    "ordinals": "({ordinal} ({comma|and|slash|hyphen}+ {ordinal})*)",
    "formation": "{echelon|last|force}",
    "kind": "({hyphen}? {branch|name|title|place|force|last} | {quote} {name|place|given|adjective}+ {quote})*",
    "units": "{ordinals} {kind} ({comma|and}+ {ordinals} {kind})* {formation}",
}
