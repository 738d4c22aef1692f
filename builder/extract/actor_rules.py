"""The grammar of actor names: known actors, bodies of a state, military units, forces, organisations and persons."""

from __future__ import annotations

from claimledger.extract import actor_rows, organisation_rows, person_rows, state_names, unit_rows
from claimledger.extract.actor_words import CLASSES, JOINING, MACROS
from claimledger.text.grammar import Grammar, Rule

RULES = (
    Rule(
        "unit",
        "A military unit by its number: 22nd and 88th Mechanised and 80th Air Assault brigades are three",
        "(?P<units>{units}) ({of} {the}? (?P<of>{nameish}+) | {opening} (?P<aside>{branch|actor}) {closing})?"
        " | (?P<before>{formation}) {dash|comma|colon}"
        " (?P<listed>{ordinals} {kind} ({comma|and}+ {ordinals} {kind})*)",
        (
            ("The 22nd and 88th Mechanised and 80th and 82nd Air Assault brigades fought.", "82nd Air Assault"),
            ("Four brigades – 22nd and 88th Mechanised and 80th Air Assault – fought.", "80th Air Assault"),
            ("The commander of the 14th Regiment of Unmanned Drones spoke.", "14th Regiment of Unmanned Drones"),
            ("The 3rd Guards Combined Arms Army moved.", "3rd Guards Combined Arms Army"),
            ("The 9th Separate Rifle Brigade (LPR) moved.", "9th Separate Rifle Brigade (LPR)"),
        ),
        ("Two divisions and 3 brigades moved.", "The 104th Congress met."),
        unit_rows.units,
        needs="ordinal",
    ),
    Rule(
        "regime",
        "The government of a ruler: the Assad regime, Putin's government",
        "(?P<ruler>{person|given}) ({possessive} {possessive_s} {lower}?)? (?P<noun>{force|ruled})",
        (
            ("The Assad regime fell.", "Assad regime"),
            ("Putin's brutal regime fell.", "Putin's brutal regime"),
            ("They fought the Asad regime.", "Asad regime"),
        ),
        ("Assad's forces fell.", "The Kelmo regime fell.", "A regime fell.", "Bashar al-Assad's government fell."),
        build_all=actor_rows.regime,
        needs="force|ruled",
    ),
    Rule(
        "person_known",
        "A person of the registry, with the title before the name",
        "(?P<title>{title_words})? (?P<name>({given} {hyphen}?)* ({given} {nickname})? {person})",
        (("Russian President Vladimir Putin spoke.", "Vladimir Putin"), ("Then Zelensky left.", "Zelensky")),
        ("The president spoke.",),
        build_all=person_rows.known_person,
        needs="person",
    ),
    Rule(
        "body_of_state",
        "A ministry or service with its state: the Russian Defence Ministry, Ukraine's General Staff",
        "({adjective|country|capital} ({possessive} {possessive_s})? {body} | {body} {of} {the}? {country|capital})",
        (
            ("The Kenyan border service spoke.", "Kenyan border service"),
            ("The border service of Kenya spoke.", "border service of Kenya"),
        ),
        ("A ministry was built.",),
        actor_rows.state_body,
        needs="body",
    ),
    Rule(
        "known",
        "An organisation, armed group, media outlet or service of the registry",
        "{actor}",
        (
            ("NATO denied it.", "NATO"),
            ("The Institute for the Study of War noted it.", "Institute for the Study of War"),
        ),
        ("The institute noted it.",),
        build_all=actor_rows.known,
    ),
    Rule(
        "forces",
        "A nationality with a force or government noun: Ukrainian troops, Russian officials",
        "({adjective} | {country} | {capital}) {branch}? ({hyphen} {lower})? {force}+"
        " | {force} {of} {the}? (?P<nation>{country})",
        (
            ("Ukrainian troops crossed.", "Ukrainian troops"),
            ("US officials agreed.", "US officials"),
            ("He thanked the government of Iraq.", "government of Iraq"),
        ),
        ("Ukrainian bread is good.", "The troops crossed."),
        build_all=actor_rows.forces,
        needs="force",
    ),
    Rule(
        "armed_group_arabic",
        "An Arabic head word with its name: Liwa al-Quds, Jaysh al-Sharqiya",
        "{host} ({hyphen}? {particle} {hyphen}? {surname} | {hyphen}? {name|given|place})+",
        (("Fighters of Liwa al-Tarkan left.", "Liwa al-Tarkan"), ("Then Jaysh Tarkan left.", "Jaysh Tarkan")),
        ("Liwa is an oasis.",),
        build_all=organisation_rows.organisation,
    ),
    Rule(
        "organisation_of",
        "A head word of/for something: University of X, Institute for the Study of Y",
        "{name|given|place|starter|country|adjective}* {head|last|force}"
        " ({of|for} {the}? ({and|ampersand}? {nameish})+)+",
        (
            ("The Academy of Sciences spoke.", "Academy of Sciences"),
            ("The Army of the Risen Star spoke.", "Army of the Risen Star"),
        ),
        ("The academy spoke.", "The army of Herod spoke."),
        build_all=organisation_rows.organisation,
    ),
    Rule(
        "organisation",
        "Capitalised words ending in a head word: National Salvation Front",
        "({nameish} ({ampersand} | {hyphen})?)+ {last}",
        (("The National Salvation Front spoke.", "National Salvation Front"),),
        ("The front spoke.",),
        build_all=organisation_rows.organisation,
    ),
    Rule(
        "organisation_alone",
        "A head word in capitals that stands for a name: the Coalition, the Foreign Ministry",
        "{the} (?P<name>{last|head|force|ignored|body})",
        (
            ("Aircraft of the Coalition struck.", "Coalition"),
            ("The Interior Ministry denied it.", "Interior Ministry"),
        ),
        (
            "The coalition struck.",
            "The Times denied it.",
            "The interior ministry denied it.",
            "The Commission-led talks.",
        ),
        build_all=organisation_rows.organisation_alone,
    ),
    Rule(
        "person_titled",
        "A name behind a title: Presidential adviser Mykhailo Podolyak, General Zaluzhny",
        "(?P<title>{title_words}) {comma}? (?P<name>{full_name} | {two_names}"
        " | {kunya_name} | ({particle} {hyphen}?)? {surname} | {ignored} | {acronym}+)",
        (("Adviser Orest Kovalchuk spoke.", "Orest Kovalchuk"), ("General Drapak left.", "Drapak")),
        ("The general left.", "President of the club."),
        build_all=person_rows.titled_person,
        needs="title",
    ),
    Rule(
        "person_by_kunya",
        "A name that begins with father or mother of: Abu Jandal al-Kuwaiti",
        "{kunya_name}",
        (("The raid killed Abu Salim al-Tikriti.", "Abu Salim al-Tikriti"), ("Abu Talib spoke.", "Abu Talib")),
        ("They met in Abu Dhabi.", "Fighting near Abu Tharwa went on."),
        build_all=person_rows.kunya,
    ),
    Rule(
        "person_named",
        "A given name with a surname: Matthew Savill",
        "{full_name}",
        (("Matthew Savill disagreed.", "Matthew Savill"),),
        ("Matthew disagreed.",),
        build_all=person_rows.person,
    ),
    Rule(
        "person_described",
        "Two capitalised words with a description behind: Ivo Karsk, a military analyst",
        "(?P<name>{two_names}) ({comma} {the|an}? | {is} {the|an}) {lower|adjective|branch|name|acronym|of}* {title}",
        (
            ("Zirko Kelm, a leading military analyst, agreed.", "Zirko Kelm"),
            ("Zirko Kelm was a Latvian general.", "Zirko Kelm"),
        ),
        ("Bread, a food, is good.",),
        build_all=person_rows.person,
    ),
    Rule(
        "person_speaking",
        "Two capitalised words that speak",
        "(?P<name>{two_names}) {comma}? {cue}",
        (("Zirko Kelm said so.", "Zirko Kelm"),),
        ("Ivo said so.",),
        build_all=person_rows.speaking_person,
    ),
    Rule(
        "holder_of_office",
        "An office that stands for the person: the Ukrainian president, and in capitals the Foreign Secretary",
        "(?P<article>{the})? (?P<nation>{adjective|country})? (?P<office>{title}+)"
        " ({of|for} {the}? ({and}? {nameish})+)?",
        (
            ("The Ukrainian president spoke.", "Ukrainian president"),
            ("The US Secretary of State left.", "Secretary of State"),
            ("He met the Foreign Secretary there.", "Foreign Secretary"),
            ("The Minister for Central Asia left.", "Minister for Central Asia"),
        ),
        (
            "A president spoke.",
            "US presidents spoke.",
            "The foreign secretary left.",
            "He met Foreign Secretary Orest Kovalchuk.",
            "Minister sacked.",
        ),
        build_all=person_rows.office,
        needs="title",
    ),
    Rule(
        "state",
        "A country, its capital or its seat of government that acts, speaks or is acted upon",
        "{country|capital|seat}",
        (
            ("Kyiv claims it holds the town.", "Kyiv"),
            ("The Kremlin denied it.", "Kremlin"),
            ("Talks with Moscow failed.", "Moscow"),
        ),
        ("Fighting goes on in Ukraine.", "The border with Russia was closed.", "They hold 18% of Ukraine."),
        build_all=state_names.state,
    ),
)

GRAMMAR = Grammar("actors", {**JOINING, **CLASSES}, MACROS, RULES)
