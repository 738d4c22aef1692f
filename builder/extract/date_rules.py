"""Rules of dates: days, months, years and weekdays as the calendar names them, and hours.

FULL are read before all that is told from the day of publication (span_rules.py), PLAIN after it: of `last Tuesday` the
weekday alone is what is left over.
"""

from __future__ import annotations

from claimledger.extract import clock_rows, date_rows, season_rows, window_rows
from claimledger.text.grammar import Rule

FULL = (
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
        build_all=window_rows.ended,
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
)

PLAIN = (
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
        build_all=season_rows.holiday,
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
        build_all=season_rows.period,
    ),
    Rule(
        "clock",
        "at 5 p.m., 17:30, 0800 GMT",
        "{lead}? ((?P<hour>{digits|year|small}) ({colon} (?P<minute>{digits|glued}) ({colon} {digits})?"
        " (?P<zone>{clock}+)? | {clock}+) | (?P<glued>{glued}) {clock}* | {hour_of_day})",
        (("Shelling began at 5 p.m. on the coast.", "5 p.m."), ("It ended by 17:30.", "by 17:30")),
        ("They won 3:1.", "Psalm 23:10 is read."),
        build_all=clock_rows.clock,
    ),
)
