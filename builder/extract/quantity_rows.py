"""From the matches of a quantity rule to rows: values, intervals, bounds and units.

Every function takes all matches of its rule in a batch and gives their rows, without those matches whose words turn
out to be no quantity of that form; later rules may try these.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from claimledger.extract.amounts import amount, floor
from claimledger.extract.bounds import Interval, bounds_of, floor_only, interval_of
from claimledger.extract.countable import counts_something, inside_address, noun_follows
from claimledger.extract.mentions import Quantities
from claimledger.extract.units import UNITS, YEAR, Unit, glued_money, glued_unit, rate_of, units_of
from claimledger.text.finding import Matches
from claimledger.text.rows import NONE, Floats, Ints, Named

_ITEM_OF_DIMENSION = {
    "length": "distance",
    "area": "territory",
    "duration": "duration",
    "money": "money",
    "share": "share",
}


def count(matches: Matches) -> Quantities:
    """A plain number, or a measure whose unit is inside the number (`155mm`, `EUR50m`)."""
    return numbers_of(matches, *written(matches, "number"))


def numbers_of(matches: Matches, value: Floats, unit: Ints) -> Quantities:
    """The rows of numbers with these values and units; without a unit only where they count something."""
    scan, (number_first, number_last) = matches.scan, matches.group("number")
    value, first = signed(matches, value)
    is_signed = scan.has(matches.group("sign")[0], "number.minus")
    bound, first = bounds_of(matches, first)
    unit, rate_last = with_rate(matches, unit)
    ends = (matches.group(name)[1] for name in ("unit", "unit_apart", "closing", "after"))
    last = np.maximum.reduce([number_last, rate_last, *ends])
    is_number = ~np.isnan(value) & ~inside_address(scan, number_first, np.maximum(number_last, rate_last))
    doubtful = (unit == NONE) & ~is_signed  # most bare numbers are years and dates
    # what stands before and behind the number is sought outside the words of its bound
    begin = np.where(matches.has("before"), matches.group("before")[0], number_first)
    behind = np.maximum(number_last, matches.group("after")[1])
    arguments = (column[doubtful] for column in (number_first, number_last, begin, behind, bound))
    is_number[doubtful] &= counts_something(scan, *arguments)
    return rows_of(matches, first, last, interval_of(scan.names, value, bound), bound, unit).take(is_number)


def signed(matches: Matches, value: Floats) -> tuple[Floats, Ints]:
    """Values with their signs, and the token each begins with: minus 40, -5, $-5, .5; no dash of a sentence."""
    scan, number_first = matches.scan, matches.group("number")[0]
    first, is_negative = number_first, np.zeros(len(matches), np.bool_)
    codes = np.frombuffer(scan.batch.codes, np.uint8)
    for group in ("sign", "inner_sign"):
        begin, end = matches.group(group)
        is_mark = (begin != NONE) & np.isin(codes[scan.start[begin]], [0x2D, 0x96])
        loose_before = (scan.end[begin - 1] < scan.start[begin]) | scan.has(
            begin - 1, "boundary", "currency.sign", "mark.(", "mark.<", "mark.>", "mark.=", "mark.~"
        )
        is_tight = scan.end[end - 1] == scan.start[np.where(begin == NONE, 0, end)]
        # with a blank behind it, only where nothing else stands in the sentence
        loose = is_mark & ~is_tight
        is_tight[loose] = scan.has(begin[loose] - 1, "boundary")
        is_tight[loose] &= scan.has(matches.last[loose], "boundary", "mark.newline")
        is_sign = scan.has(begin, "number.minus") | (is_mark & loose_before & is_tight)
        is_negative |= is_sign
        is_point = (begin != NONE) & (codes[scan.start[begin]] == ord(".")) & is_tight & loose_before
        digits = np.minimum(scan.end[number_first] - scan.start[number_first], 300)
        value = np.where(is_point, value / 10.0**digits, value)
        first = np.where(is_sign | is_point, np.minimum(first, begin), first)
    # the hyphen of <-30 has been read as part of the bound
    limit = matches.group("before")[1] - 1
    hyphened = np.flatnonzero((limit >= 0) & scan.has(limit, "mark.hyphen"))
    is_negative[hyphened] |= scan.has(limit[hyphened] - 1, "mark.<", "mark.>", "mark.~")
    return np.where(is_negative, -value, value), first


def with_rate(matches: Matches, unit: Ints, group: str = "rate") -> tuple[Ints, Ints]:
    """Units with what they are per (`$52 a barrel`, `100km/h`), and the token behind; `a year ago` is no rate."""
    scan, (begin, end) = matches.scan, matches.group(group)
    is_past = scan.has(begin, "word.a", "word.an") & scan.has(
        end, "word.ago", "word.earlier", "word.later", "word.before"
    )
    is_rate = (begin != NONE) & (unit != NONE) & ~is_past
    per = units_of(matches.view, begin, end)
    is_rate &= per != NONE
    pairs = zip(unit[is_rate].tolist(), per[is_rate].tolist(), strict=True)
    joined = unit.copy()
    joined[is_rate] = [rate_of(one, other) for one, other in pairs]
    return joined, np.where(is_rate, end, NONE)


def indefinite(matches: Matches) -> Quantities:
    """Dozens, tens of thousands, several hundred: a floor."""
    view, (first, last) = matches.view, matches.group("number")
    least = told_of(matches, "number", floor)
    is_verb = told_of(matches, "number", lambda words: words.lower() == "scores") > 0
    is_amount = ~np.isnan(least) & ~(is_verb & ~view.in_class(last, "of"))
    is_amount &= ~view.in_class(first - 1, "digits", "triple", "small", "tens")  # three dozens
    unit = np.full(len(matches), NONE)
    for group in ("unit", "currency"):
        begin, end = matches.group(group)
        of_group = units_of(view, begin, end)
        unit = np.where(begin == NONE, unit, of_group)
        last = np.where(of_group == NONE, last, end)
    return rows_of(matches, first, last, floor_only(least), always(matches, "indefinite"), unit).take(is_amount)


def pair(matches: Matches) -> Quantities:
    """A pair of, a couple of, both: when something counted follows."""
    scan, view, (first, last) = matches.scan, matches.view, matches.group("number")
    behind = last + view.in_class(last, "of")
    is_couple = scan.has(last - 1, "number.couple")
    bound = np.where(is_couple, always(matches, "approximate"), always(matches, "exact"))
    two = interval_of(scan.names, np.full(len(matches), 2.0), bound)
    return rows_of(matches, first, last, two, bound, np.full(len(matches), NONE)).take(noun_follows(scan, behind))


def age(matches: Matches) -> Quantities:
    """`aged 37`: years."""
    number_first, last = matches.group("number")
    value, (bound, first) = told_of(matches, "number", amount), bounds_of(matches, number_first)
    last = np.maximum(last, matches.group("after")[1])
    unit = np.full(len(matches), UNITS.number(YEAR))
    rows = rows_of(matches, first, last, interval_of(matches.scan.names, value, bound), bound, unit)
    return rows.take(~np.isnan(value))


def written(matches: Matches, group: str, money: bool = False) -> tuple[Floats, Ints]:
    """The value of each amount, and its unit where that is part of the word."""
    wordings, which = _wordings(matches, group)
    pairs = np.array([_value_and_unit(wording, money) for wording in wordings], np.float64).reshape(-1, 2)
    return pairs[which, 0], pairs[which, 1].astype(np.int64)


@lru_cache(maxsize=200_000)
def _value_and_unit(wording: str, money: bool) -> tuple[float, int]:
    glued = glued_money(wording) or glued_unit(wording, money)
    if glued is not None:
        return glued[0], UNITS.number(glued[1])
    value = amount(wording)
    return np.nan if value is None else value, NONE


def told_of(matches: Matches, group: str, tell: Callable[[str], float | None]) -> Floats:
    """tell(words of the group) for each match; NaN for None."""
    wordings, which = _wordings(matches, group)
    return np.array([tell(wording) for wording in wordings], np.float64)[which]


def _wordings(matches: Matches, group: str) -> tuple[list[str], Ints]:
    """What stands in a group, each single word once, and for each match which of these wordings it has."""
    scan, (first, last) = matches.scan, matches.group(group)
    is_word = last - first == 1
    forms, example, which_form = np.unique(scan.form[first[is_word]], return_index=True, return_inverse=True)
    tokens = first[is_word][example]
    texts = scan.texts(first[~is_word], last[~is_word])
    which = np.empty(len(matches), np.int64)
    which[is_word] = which_form
    which[~is_word] = len(forms) + np.arange(len(texts))
    return [*scan.texts(tokens, tokens + 1), *texts], which


def rounded(values: Floats, digits: int = 12) -> Floats:
    """Decimal arithmetic on the written figure: 1.1 million is 1100000, not 1100000.0000000002."""
    distinct, which = np.unique(values, return_inverse=True)
    return np.array([float(f"{value:.{digits}g}") for value in distinct.tolist()], np.float64)[which]


def always(matches: Matches, code: str) -> Named:
    """One bound for all matches."""
    return np.full(len(matches), matches.scan.names.number(code))


def rows_of(matches: Matches, first: Ints, last: Ints, interval: Interval, bound: Named, unit: Ints) -> Quantities:
    """The rows of the matches: measures where there is a unit, counts elsewhere."""
    scan, names, stated, nothing = matches.scan, matches.scan.names, interval.stated, np.full(len(matches), NONE)
    factor = UNITS.told(unit, lambda one: np.nan if one.si_factor is None else one.si_factor, np.nan, np.float64)
    has_si = ~np.isnan(factor) & ~np.isnan(stated)
    value_si = np.full(len(matches), np.nan)
    value_si[has_si] = rounded(stated[has_si] * factor[has_si])
    codes = UNITS.told(unit, lambda one: [*names.numbers(_codes(one))], [*names.numbers(_NO_UNIT)])
    kinds, units, dimensions, items, units_si = codes.T
    return Quantities(
        first=first,
        last=last,
        start=scan.start[first],
        end=scan.end[last - 1],
        rule=matches.rule(),
        value=interval.value,
        value_min=interval.low,
        value_max=interval.high,
        bound=bound,
        kind=kinds,
        unit=units,
        dimension=dimensions,
        value_si=value_si,
        unit_si=np.where(has_si, units_si, NONE),
        noun_first=nothing,
        noun_last=nothing,
        item=items,
        event=nothing,
        actor_id=nothing,
        attribution=nothing,
        place_id=nothing,
    )


_NO_UNIT = ("count", None, None, "other", None)


def _codes(unit: Unit) -> tuple[str | None, ...]:
    """Kind, unit, dimension, item and SI unit of rows that have this unit."""
    return unit.kind, unit.code, unit.dimension, _ITEM_OF_DIMENSION.get(unit.dimension, "other"), unit.si_unit
