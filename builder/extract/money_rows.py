"""From the matches of a rule of money to rows: an amount with its currency, and what it is per."""

from __future__ import annotations

import numpy as np

from claimledger.extract.amounts import amount, magnitude_of
from claimledger.extract.bounds import bounds_of, interval_of
from claimledger.extract.mentions import Quantities
from claimledger.extract.quantity_rows import always, rounded, rows_of, signed, told_of, with_rate, written
from claimledger.extract.units import SCALES, units_of
from claimledger.text.finding import Matches
from claimledger.text.rows import NONE, Flags, Floats, Ints
from claimledger.text.scan import Scan

_CURRENCIES = ("currency.",)
_SIGNS = ("currency_sign", "currency_code", "scaled_code")


def money(matches: Matches) -> Quantities:
    """An amount with its currency, before or behind it; a currency named behind goes over a sign before."""
    scan, view, (begin, end) = matches.scan, matches.view, matches.group("currency")
    unit = units_of(view, begin, end, _CURRENCIES)
    value, inside = written(matches, "number", money=True)
    behind_begin, behind_end = matches.group("behind")
    # in rmb 10 usd 20 each currency leads
    leads_on = view.in_class(behind_end, "digits", "triple", "year")
    behind = np.where(leads_on, NONE, units_of(view, behind_begin, behind_end))
    unit = np.where(behind != NONE, behind, np.where(inside != NONE, inside, unit))
    unit, rate_last = with_rate(matches, unit)
    scale = told_of(matches, "scale", magnitude_of)  # 75 USD million
    value = value * _scale_of_code(matches)  # 30 MUSD
    scale_end = matches.group("scale")[1]
    is_scaled = matches.has("scale") & (scale > 1) & ~scan.has(scale_end, "mark.hyphen")  # $5 T-shirts
    value[is_scaled] = rounded(value[is_scaled] * scale[is_scaled])
    value, first = signed(matches, value)
    bound, first = bounds_of(matches, first)
    ends = [*(matches.group(name)[1] for name in ("number", "after")), end, rate_last]
    ends += [np.where(leads_on, NONE, behind_end), np.where(is_scaled, scale_end, NONE)]
    last = np.maximum.reduce(ends)
    rows = rows_of(matches, np.minimum(first, begin), last, interval_of(scan.names, value, bound), bound, unit)
    # the 2013 ATS is a car
    number_first, number_last = matches.group("number")
    is_model = (number_first < begin) & view.in_class(begin, "currency_code", "currency_word") & _is_code(scan, begin)
    is_model &= (number_last - number_first == 1) & view.in_class(number_first, "year")
    is_model &= ~scan.told(number_first, lambda word: word.endswith("0"), np.bool_)
    is_case_number = matches.has("inner_sign") & view.in_class(begin, "currency_code")  # MDL-2446
    return rows.take((unit != NONE) & ~np.isnan(value) & ~is_case_number & ~is_model)


def _is_code(scan: Scan, tokens: Ints) -> Flags:
    return scan.told(tokens, lambda word: len(word) == 3 and word.isupper(), np.bool_)


def _scale_of_code(matches: Matches) -> Floats:
    """The magnitude that each currency's code holds; 1 for most."""
    begin, _ = matches.group("currency")
    scale = np.ones(len(matches))
    scaled = np.flatnonzero(matches.scan.has(begin, *SCALES))
    for kind, factor in SCALES.items():
        scale[scaled[matches.scan.has(begin[scaled], kind)]] = factor
    return scale


def money_and_cents(matches: Matches) -> Quantities:
    """Three dollars and 20 cents: one amount."""
    scan, (begin, end) = matches.scan, matches.group("currency")
    unit = units_of(matches.view, begin, end)
    whole, _ = written(matches, "number", money=True)
    cents = told_of(matches, "cents", amount)
    bound, first = bounds_of(matches, matches.group("number")[0])
    interval = interval_of(scan.names, rounded(whole + cents / 100), bound)
    # without the word for cents only two figures are cents: at the end of the clause, or behind a code (17 USD 25)
    last = matches.last
    ends = scan.has(last, "boundary", "mark.newline", "mark..", "mark.,", "mark.)", "mark.?", "mark.!")
    ends |= last >= len(scan.form)
    goes_on = scan.has(last, "currency.*", "number.*", "unit.*", "symbol.*", "shape.number", "mark.hyphen", "mark.%")
    is_code = matches.view.in_class(begin, "currency_code") & ~goes_on
    is_cents = (cents < 100) & (matches.has("subunit") | ((ends | is_code) & (cents >= 10)))
    # in EUR 10 USD 20 the signs come first
    is_cents &= ~matches.view.in_class(matches.group("number")[0] - 1, *_SIGNS)
    return rows_of(matches, first, last, interval, bound, unit).take((unit != NONE) & is_cents)


def money_in_turn(matches: Matches) -> Quantities:
    """10 $ 30 $, rmb 10 usd 20: the first of amounts that have their currencies on the same side."""
    scan, view = matches.scan, matches.view
    leads = matches.has("currency_before")
    begin, end = (
        np.maximum(*pair) for pair in zip(matches.group("currency"), matches.group("currency_before"), strict=True)
    )
    value = np.where(leads, written(matches, "number_behind", money=True)[0], written(matches, "number", money=True)[0])
    unit, bound = units_of(view, begin, end, _CURRENCIES), always(matches, "exact")
    last = np.maximum.reduce([matches.group(name)[1] for name in ("number_behind", "currency")])
    rows = rows_of(matches, matches.first, last, interval_of(scan.names, value, bound), bound, unit)
    is_led = ~leads & view.in_class(matches.first - 1, *_SIGNS)
    return rows.take((unit != NONE) & ~np.isnan(value) & ~is_led)
