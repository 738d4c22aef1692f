"""Rules of times that are told from the day of publication or from another time: last week, three days ago, Q3."""

from __future__ import annotations

from claimledger.extract import season_rows, span_rows, window_rows
from claimledger.text.grammar import Rule

RULES = (
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
        build_all=window_rows.window,
    ),
    Rule(
        "within",
        "within 72 hours",
        "{within} {count}? {hyphen}? (?P<unit>{a_unit})",
        (("They must leave within 72 hours.", "within 72 hours"),),
        ("It lies within 72 km.",),
        build_all=window_rows.within,
    ),
    Rule(
        "ago",
        "three days ago",
        "{lead}? {count}? (?P<unit>{a_unit}) {ago}",
        (("The bridge fell three days ago.", "three days ago"),),
        ("The bridge stood for three days.",),
        build_all=window_rows.ago,
    ),
    Rule(
        "apart",
        "two weeks earlier, a day later",
        "{lead}? {count}? (?P<unit>{a_unit}) (?P<apart>{earlier|later})",
        (("It fell on May 6. Two weeks earlier it had been shelled.", "Two weeks earlier"),),
        ("The day later known as the Fall was calm.",),
        build_all=window_rows.apart,
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
        "{lead}? {edge}? ((?P<which>{last|next|this|past|coming}) | {the})? (?P<season>{season})"
        " ({of}? (?P<year>{year}))?",
        (
            ("It burned in the summer of 2023.", "the summer of 2023"),
            ("It burned last winter.", "last winter"),
        ),
        ("In the fall of the city many died.", "Leaves fall here."),
        build_all=season_rows.season,
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
        build_all=season_rows.quarter,
    ),
    Rule(
        "of_calendar",
        "last week, earlier this month, the end of the year",
        "{lead}? (?P<extent>{so_far|earlier|later} {in}?)? {edge}?"
        " (?P<which>{last|next|this|coming|the}) (?P<unit>{unit})",
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
        build_all=window_rows.chained,
    ),
    Rule(
        "then",
        "since then, until then",
        "{lead} {then}",
        (("It fell on May 6. Since then it has been calm.", "Since then"),),
        ("Then it fell.",),
        build_all=window_rows.then,
    ),
)
