"""From the matches of a rule of money to rows: an amount with its currency, and what it is per."""

from __future__ import annotations

import numpy as np

from claimledger.extract.amounts import amount, magnitude_of
from claimledger.extract.bounds import bounds_of, interval_of
from claimledger.extract.mentions import Quantities
from claimledger.extract.quantity_rows import rounded, rows_of, signed, told_of, with_rate, written
from claimledger.extract.units import units_of
from claimledger.text.finding import Matches
from claimledger.text.rows import NONE

_CURRENCIES = ("currency.",)


def money(matches: Matches) -> Quantities:
    """An amount with its currency, before or behind it; a currency named behind goes over a sign before."""
    scan, view, (begin, end) = matches.scan, matches.view, matches.group("currency")
    unit = units_of(view, begin, end, _CURRENCIES)
    value, inside = written(matches, "number", money=True)
    behind = units_of(view, *matches.group("behind"))
    unit = np.where(behind != NONE, behind, np.where(inside != NONE, inside, unit))
    unit, rate_last = with_rate(matches, unit)
    scale = told_of(matches, "scale", magnitude_of)  # 75 USD million
    value, first = signed(matches, np.where(matches.has("scale"), value * scale, value))
    bound, first = bounds_of(matches, first)
    groups = ("number", "behind", "scale", "after")
    last = np.maximum.reduce([*(matches.group(name)[1] for name in groups), end, rate_last])
    rows = rows_of(matches, np.minimum(first, begin), last, interval_of(scan.names, value, bound), bound, unit)
    is_case_number = matches.has("inner_sign") & view.in_class(begin, "currency_code")  # MDL-2446
    return rows.take((unit != NONE) & ~np.isnan(value) & ~is_case_number)


def money_and_cents(matches: Matches) -> Quantities:
    """Three dollars and 20 cents: one amount."""
    scan, (begin, end) = matches.scan, matches.group("currency")
    unit = units_of(matches.view, begin, end)
    whole, _ = written(matches, "number", money=True)
    cents = told_of(matches, "cents", amount)
    bound, first = bounds_of(matches, matches.group("number")[0])
    interval = interval_of(scan.names, rounded(whole + cents / 100), bound)
    # without the word for cents only two figures at the end of the clause are cents: 15 dollars 50
    last = matches.last
    ends = scan.has(last, "boundary", "mark.newline", "mark..", "mark.,", "mark.)", "mark.?", "mark.!") | (last >= len(scan.form))
    is_cents = (cents < 100) & (matches.has("subunit") | (ends & (cents >= 10)))
    return rows_of(matches, first, last, interval, bound, unit).take((unit != NONE) & is_cents)
