"""Times: every expression of time with the days it means.

A day of publication stands for `today`; without one, what is told from it has no days. What the words before or behind
tell (since, until, the next day) is settled when all times of a text are known (time_drafts.py).
"""

from __future__ import annotations

from claimledger.extract import date_rows, span_rows
from claimledger.extract.calendar import Days, as_numbers
from claimledger.extract.dated import Dated
from claimledger.extract.mentions import Times
from claimledger.extract.time_drafts import TimeDrafts, settled
from claimledger.extract.time_grammar import CLASSES, MACROS, NEEDS
from claimledger.text.finding import Found, find_rows
from claimledger.text.grammar import Grammar, Rule
from claimledger.text.scan import Scan


def nothing(found: Found) -> None:
    """The words are closed to later rules and no row is made."""


RULES = (
    Rule(
        "no_time",
        "A name with a word of time in it is no time",
        "{ignored}",
        (("The Sunday Times reported it on Monday.", "Monday"),),
        ("The Sunday Times reported it.",),
        nothing,
    ),
    Rule(
        "date_of_figures",
        "2024-08-06",
        "{lead}? (?P<year>{year}) {hyphen} (?P<month_number>{digits}) {hyphen} (?P<day>{digits})",
        (("It was signed on 2024-08-06.", "2024-08-06"),),
        ("Call 2024-555-0199 now.",),
        build_all=date_rows.date_of_figures,
    ),
    Rule(
        "date_slashed",
        "31/08/2024",
        "{lead}? (?P<one>{digits}) {slash} (?P<two>{digits}) {slash} (?P<year>{year})",
        (("It was signed on 31/08/2024.", "31/08/2024"),),
        ("The ratio was 45/60/2000.",),
        build_all=date_rows.date_slashed,
    ),
    Rule(
        "date_dotted",
        "06.08.2024",
        "{lead}? (?P<dotted>{dotted})",
        (("It was signed on 06.08.2024.", "06.08.2024"),),
        ("Version 16.18.2024 of the manual is out.", "It moved 1.234.567 tons."),
        build_all=date_rows.date_dotted,
    ),
    Rule(
        "ended",
        "three months ended June 30, the year to March",
        "{the|this}? {last|past}? {count}? {hyphen}? (?P<unit>{a_unit}) (?P<ended>{ended|to|through})"
        " ({date} {of_year} | (?P<month_alone>{any_month}) {of_year_to} | (?P<weekday>{weekday}))",
        (
            ("It lost 40 tanks in the 24 hours to Tuesday.", "the 24 hours to Tuesday"),
            ("Output fell in the three months ended June 30.", "the three months ended June 30"),
        ),
        ("He gave the day to Friday's guests a name.",),
        build_all=span_rows.ended,
    ),
    Rule(
        "dates_joined",
        "from August 6 to September 2, 6-12 August 2024",
        "{open}? {date} {of_year} {joint} {date_to} {of_year_to}",
        (("They fought from August 6 to September 2.", "from August 6 to September 2"),),
        ("They came on August 6 and left on August 12.",),
        build_all=date_rows.dates_joined,
    ),
    Rule(
        "days_joined",
        "6-12 August 2024, from August 6 to 12",
        "{open}? ({the}? (?P<day>{day}) {joint} {the}? (?P<last_day>{day}) {of}? (?P<month>{any_month})"
        " | (?P<month_first>{any_month}) {stop}? {the}? (?P<day_behind>{day}) {joint_behind} {the}?"
        " (?P<last_day_behind>{digits|ordinal})) {of_year}",
        (
            ("The fair ran on 6-12 August 2024.", "6-12 August 2024"),
            ("Shelling went on between August 6 and 12.", "between August 6 and 12"),
        ),
        ("It fell on August 6.", "It fell on August 6 and 7 men died."),
        build_all=date_rows.days_joined,
    ),
    Rule(
        "date",
        "August 6, 6 August 2024, Tuesday, Aug. 6",
        "{lead}? ({part_of} | {edge})? {weekday_before}? {date} {of_year}",
        (
            ("They crossed on August 6 at dawn.", "August 6"),
            ("It fell on Tuesday, Aug. 6, 2024.", "Tuesday, Aug. 6, 2024"),
            ("Since the 6th of August nobody came.", "Since the 6th of August"),
        ),
        ("May 40 men go?", "It cost 12 in June."),
        build_all=date_rows.date,
    ),
    Rule(
        "months_joined",
        "from March to May, January-March 2013",
        "{open}? (?P<month>{any_month}) {of_year} {joint} (?P<month_to>{any_month}) {of_year_to}",
        (("Losses from March to May 2013 were high.", "from March to May 2013"),),
        ("He came in March and left in May.",),
        build_all=date_rows.months_joined,
    ),
    Rule(
        "years_joined",
        "from 2012 to 2014, 1941-45",
        "{open}? (?P<year>{year}) {joint} (?P<year_to>{year|digits})",
        (("He served from 2012 to 2014.", "from 2012 to 2014"), ("The war of 1941-45 began.", "1941-45")),
        ("It grew to 2000 to 2500 tons.", "In 2012 and 2013 nothing fell."),
        build_all=date_rows.years_joined,
    ),
    Rule(
        "weekdays_joined",
        "from Monday to Friday",
        "{open}? (?P<weekday>{weekday}) {joint} (?P<weekday_to>{weekday})",
        (("They fought from Monday to Friday.", "from Monday to Friday"),),
        ("They fought on Monday and Friday.",),
        build_all=date_rows.weekdays_joined,
    ),
    Rule(
        "window",
        "the past six months, the next 48 hours",
        "{the|this}? (?P<which>{last|past|next|coming}) {count}? {hyphen}? (?P<unit>{a_unit})",
        (
            ("It lost 7 ships in the past six months.", "the past six months"),
            ("It will last for the next 48 hours.", "the next 48 hours"),
            ("Two fell in the last week.", "the last week"),
        ),
        ("Two fell last week.", "The last hour struck."),
        build_all=span_rows.window,
    ),
    Rule(
        "within",
        "within 72 hours",
        "{within} {count}? {hyphen}? (?P<unit>{a_unit})",
        (("They must leave within 72 hours.", "within 72 hours"),),
        ("It lies within 72 km.",),
        build_all=span_rows.within,
    ),
    Rule(
        "ago",
        "three days ago",
        "{lead}? {count}? (?P<unit>{a_unit}) {ago}",
        (("The bridge fell three days ago.", "three days ago"),),
        ("The bridge stood for three days.",),
        build_all=span_rows.ago,
    ),
    Rule(
        "apart",
        "two weeks earlier, a day later",
        "{lead}? {count}? (?P<unit>{a_unit}) (?P<apart>{earlier|later})",
        (("It fell on May 6. Two weeks earlier it had been shelled.", "Two weeks earlier"),),
        ("The day later known as the Fall was calm.",),
        build_all=span_rows.apart,
    ),
    Rule(
        "month_of",
        "last August, next March",
        "{lead}? {edge}? (?P<which>{last|next|this|past|coming}) (?P<month>{any_month})",
        (("It began last August.", "last August"),),
        ("It began in August.",),
        build_all=span_rows.month_of,
    ),
    Rule(
        "weekday_of",
        "last Tuesday, next Friday night",
        "{lead}? ({the|this}? (?P<which>{last|next|this|past|coming})) (?P<weekday>{weekday}) {part}?",
        (("They met last Tuesday.", "last Tuesday"),),
        ("They met on Tuesday.",),
        build_all=span_rows.weekday_of,
    ),
    Rule(
        "season",
        "the summer of 2023, last winter",
        "{lead}? {edge}? ((?P<which>{last|next|this|past|coming}) | {the})? (?P<season>{season}) ({of}? (?P<year>{year}))?",
        (
            ("It burned in the summer of 2023.", "the summer of 2023"),
            ("It burned last winter.", "last winter"),
        ),
        ("In the fall of the city many died.", "Leaves fall here."),
        build_all=span_rows.season,
    ),
    Rule(
        "quarter",
        "the first quarter of 2013, Q3, the second half of the year",
        "{lead}? {the}? {fiscal}? ((?P<short>{quarter|half_year}) | (?P<nth>{nth}) (?P<hyphen>{hyphen})?"
        " ((?P<unit>{unit}) | (?P<half>{half})) | {last} (?P<last_half>(?P<half_last>{half})))"
        " ({of} (?P<own_year>{the|this} {unit}) | {of|in} {fiscal}? (?P<year>{year}) | (?P<year_of>{year}))?",
        (
            ("It fell in the first quarter of 2013.", "the first quarter of 2013"),
            ("Output in the second half of the year fell.", "the second half of the year"),
            ("Q3 was calm.", "Q3"),
        ),
        ("The second half of the match was dull.", "The third day was calm."),
        build_all=span_rows.quarter,
    ),
    Rule(
        "of_calendar",
        "last week, earlier this month, the end of the year",
        "{lead}? (?P<extent>{so_far|earlier|later} {in}?)? {edge}? (?P<which>{last|next|this|coming|the}) (?P<unit>{unit})",
        (
            ("Two fell last week.", "last week"),
            ("They met earlier this month.", "earlier this month"),
            ("It must end by the end of the year.", "by the end of the year"),
        ),
        ("The year was calm.", "The last month was calm."),
        build_all=span_rows.of_calendar,
    ),
    Rule(
        "unit_end",
        "year-end, mid-year",
        "{lead}? ((?P<mid>{mid}) {hyphen}? (?P<unit>{unit}) | (?P<whole>{unit}) {hyphen} (?P<end>{late}))",
        (("It must close by mid-year.", "by mid-year"), ("It must close by year-end.", "by year-end")),
        ("The year ends.",),
        build_all=span_rows.unit_end,
    ),
    Rule(
        "weekend",
        "last weekend, the weekend",
        "{lead}? {edge}? ({the|this}? (?P<which>{last|next|this|past|coming}) | {the})? (?P<weekend>{weekend})",
        (("They met last weekend.", "last weekend"),),
        ("Weeks end on Sunday.",),
        build_all=span_rows.weekend,
    ),
    Rule(
        "part_of_day",
        "this morning, last night",
        "{lead}? (?P<extent>{earlier|later})? {edge}? (?P<which>{this|last}) {part}",
        (("Shelling began this morning.", "this morning"),),
        ("Shelling began in the morning.",),
        build_all=span_rows.part_of_day,
    ),
    Rule(
        "day_word",
        "yesterday, early today",
        "{lead}? (?P<extent>{earlier|later})? {edge}? (?P<day>{day_word}) {part}?",
        (("Shelling began yesterday evening.", "yesterday evening"),),
        ("The Russia Today channel said so.",),
        build_all=span_rows.day_word,
    ),
    Rule(
        "overnight",
        "overnight",
        "{overnight}",
        (("40 drones came overnight.", "overnight"),),
        ("40 drones came at night.",),
        build_all=span_rows.overnight,
    ),
    Rule(
        "chained",
        "the next day, the same week, the previous month",
        "{lead}? {the|that}? (?P<which>{previous|following|same|next|that}) (?P<unit>{unit})"
        " (?P<year_back>{last} {unit} | {article} {unit} {ago|earlier} | {of|in}? {previous} {unit})?",
        (("It fell on May 6. The next day they left.", "The next day"),),
        ("They left on the last day.", "The next train left."),
        build_all=span_rows.chained,
    ),
    Rule(
        "then",
        "since then, until then",
        "{lead} {then}",
        (("It fell on May 6. Since then it has been calm.", "Since then"),),
        ("Then it fell.",),
        build_all=span_rows.then,
    ),
    Rule(
        "weekday",
        "Tuesday, Tuesday morning, late on Friday",
        "{lead}? (?P<chained>{the}? {previous|following})? ({part_of} | {edge} | (?P<extent>{earlier|later} {on}?))?"
        " (?P<weekday>{weekday}) {part}?",
        (
            ("They met on Tuesday morning.", "Tuesday morning"),
            ("They met late on Friday.", "late on Friday"),
            ("Since Monday it has been calm.", "Since Monday"),
        ),
        ("The Bloody Sunday march is remembered.",),
        build_all=date_rows.weekday,
    ),
    Rule(
        "month",
        "August, late August, the end of July 2013",
        "{lead}? {edge}? (?P<month>{any_month}) {of_year}",
        (
            ("It fell in August.", "August"),
            ("It fell in late August 2024.", "late August 2024"),
            ("They must leave by the end of July.", "by the end of July"),
        ),
        ("May the best win.", "They March on.", "April Kovacs said no."),
        build_all=date_rows.month,
    ),
    Rule(
        "holiday",
        "Christmas Day, New Year's Eve 2023",
        "{lead}? (?P<holiday>{holiday}) ({comma}? (?P<year>{year}))?",
        (("Shells fell on Christmas Day.", "Christmas Day"),),
        ("Shells fell on the day.",),
        build_all=span_rows.holiday,
    ),
    Rule(
        "decade",
        "the 1990s, the late 1980s",
        "{lead}? {edge}? {the}? {apostrophe}? (?P<decade>{decade})",
        (("The base closed in the 1990s.", "the 1990s"), ("It grew in the late 1980s.", "the late 1980s")),
        ("He is in his 30s.",),
        build_all=date_rows.decade,
    ),
    Rule(
        "year",
        "in 2022, since 2014, the end of 2013",
        "{lead}? {edge}? {fiscal}? (?P<year>{year})",
        (("It began in 2022.", "2022"), ("Since 2014 it has been theirs.", "Since 2014")),
        ("They lost 2000 troops.", "The WD-1940 can leaked.", "The 2000 tanks burned."),
        build_all=date_rows.year,
    ),
    Rule(
        "period",
        "World War II",
        "{lead}? {the}? (?P<period>{period})",
        (("It was built during World War II.", "World War II"),),
        ("The world has seen war.",),
        build_all=span_rows.period,
    ),
    Rule(
        "clock",
        "at 5 p.m., 17:30, 0800 GMT",
        "{lead}? ((?P<hour>{digits|year|small}) ({colon} (?P<minute>{digits|glued}) ({colon} {digits})? (?P<zone>{clock}+)?"
        " | {clock}+) | (?P<glued>{glued}) {clock}* | {hour_of_day})",
        (("Shelling began at 5 p.m. on the coast.", "5 p.m."), ("It ended by 17:30.", "by 17:30")),
        ("They won 3:1.", "Psalm 23:10 is read."),
        build_all=span_rows.clock,
    ),
)

GRAMMAR = Grammar("times", CLASSES, MACROS, RULES, needs=NEEDS)


def find_times(scan: Scan, published_on: Days) -> Times:
    """All times of a scan in order of the text. published_on: a day for each document of the batch, NaT if unknown."""
    drafts = find_rows(Dated(GRAMMAR, scan, published_on), TimeDrafts)
    published = as_numbers(published_on[scan.batch.document_of(scan.start[drafts.first])])
    return settled(scan, drafts, published)
