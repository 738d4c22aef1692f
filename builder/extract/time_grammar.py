"""Words of time as classes of a grammar, and how dates, counts and bounds are put together from them."""

from __future__ import annotations

CLASSES = {
    "ignored": "time.ignored",
    "period": "time.period",
    "holiday": "time.holiday",
    "month": "time.month",
    "doubtful": "time.month_doubtful",
    "weekday": "time.weekday",
    "weekday_short": "time.weekday_short",
    "day_word": "time.day",
    "overnight": "time.overnight",
    "hour_of_day": "time.hour_of_day",
    "part": "time.part_of_day",
    "season": "time.season",
    "unit": "time.unit",
    "units": "time.units",
    "weekend": "time.weekend",
    "quarter": "time.quarter",
    "half_year": "time.half",
    "last": "time.last",
    "past": "time.past",
    "next": "time.next",
    "coming": "time.coming",
    "this": "time.this",
    "previous": "time.previous",
    "following": "time.following",
    "same": "time.same",
    "early": "time.early",
    "mid": "time.mid",
    "late": "time.late",
    "earlier": "time.earlier",
    "so_far": "time.so_far",
    "later": "time.later",
    "ago": "time.ago",
    "since": "time.since",
    "until": "time.until",
    "through": "time.through",
    "by": "time.by",
    "before": "time.before",
    "after": "time.after",
    "nth": "time.nth",
    "half": "time.half_of",
    "fiscal": "time.fiscal",
    "ended": "time.ended",
    "future": "time.future",
    "clock": "numbered.after",
    "year": "shape.year",
    "decade": "shape.decade",
    "digits": "shape.number",
    "ordinal": "shape.ordinal",
    "dotted": "shape.dotted",
    "glued": "shape.designation shape.glued",
    "small": "number.unit",
    "tens": "number.tens",
    "magnitude": "number.magnitude",
    "several": "number.several",
    "couple": "number.couple number.dozen",
    "article": "number.article",
    "hyphen": "mark.hyphen",
    "dash": "mark.dash",
    "slash": "mark./",
    "colon": "mark.:",
    "comma": "mark.,",
    "stop": "mark..",
    "apostrophe": "mark.' mark.\x92",
    "the": "word.the",
    "that": "word.that",
    "then": "word.then",
    "of": "word.of",
    "in": "word.in",
    "on": "word.on",
    "from": "word.from",
    "to": "word.to",
    "and": "word.and",
    "between": "word.between",
    "within": "word.within",
}

NEEDS = (
    "period|holiday|month|doubtful|weekday|day_word|overnight|hour_of_day|part|season|unit|units|weekend|quarter"
    "|half_year|clock|year|decade|dotted|glued|then|colon"
)
"""One of these is in every time."""


def _date(end: str = "") -> str:
    """A day with its month, in either order."""
    return (
        f"(((?P<day{end}>{{digits}}) | {{the}}? (?P<day_nth{end}>{{ordinal|nth}})) {{of}}?"
        f" (?P<month{end}>{{any_month}})"
        f" | (?P<month_first{end}>{{any_month}}) {{stop}}? {{the}}? (?P<day_behind{end}>{{day}}))"
    )


def _year(end: str = "") -> str:
    return f"({{stop}}? {{comma|of}}? (?P<year{end}>{{year}}))?"


MACROS = {
    "any_month": "{month|doubtful}",
    "day": "{digits|ordinal|nth}",
    "a_unit": "{unit|units}",
    "lead": "(?P<lead>{since|until|through|by|before|after})",
    "edge": "(?P<edge>{the}? {early|mid|late} {units}? {hyphen|of|in|on}?)",
    "part_of": "({the}? {part} {of|on})",
    "count": "(?P<count>{article}? {several|couple} {of}? | {digits|year} | {small|tens} ({hyphen}? {small})?"
    " | {small|article}? {magnitude} | {article})",
    "open": "(?P<open>{from|between})",
    "joining": "{hyphen|dash|slash|to|through|until|and}",
    "joint": "(?P<joint>{joining})",
    "joint_behind": "(?P<joint_behind>{joining})",
    "weekday_before": "((?P<weekday>{weekday|weekday_short}) {part}? {stop}? {comma}? {the}?)",
    "date": _date(),
    "date_to": _date("_to"),
    "of_year": _year(),
    "of_year_to": _year("_to"),
}
