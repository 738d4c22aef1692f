"""Which time governs a figure."""

import numpy as np
import pytest

from claimledger.extract.governing_times import governing_times
from claimledger.extract.quantities import find_quantities
from claimledger.extract.sayings import sayings
from claimledger.extract.times import find_times
from claimledger.text.scan import scan

GOVERNED = [
    ("The brigade has lost 40 tanks since August.", {"40": "since August"}),
    ("On Monday, 12 drones were shot down.", {"12": "Monday"}),
    ("They fired 30 rockets on Tuesday and 50 rockets on Friday.", {"30": "Tuesday", "50": "Friday"}),
    ("The minister said on Tuesday that 40 boats had sunk.", {"40": None}),
    ("The minister said on Tuesday that 40 boats had sunk in July.", {"40": "July"}),
    ("In the past week, 9 ships sank, the governor said on Sunday.", {"9": "the past week"}),
    ("On Friday the governor said that 9 ships had sunk.", {"9": None}),
    ("In May, 9 ships sank.", {"9": "May"}),
    ("Some 200 men deserted between March and May, while 30 were captured in June.",
     {"Some 200": "between March and May", "30": "June"}),
    ("9 ships sank. It was calm on Sunday.", {"9": None}),
    ("At 5 p.m. 9 ships sank.", {"9": None}),
    ("He called it “the end of 2012” and sank 9 ships in May.", {"9": "May"}),
]  # fmt: skip


def governed(text):
    """The words of each quantity and of the time that governs it."""
    batch = scan(["d1"], [text])
    quantities = find_quantities(batch)
    times = find_times(batch, np.array(["2031-09-05"], "M8[D]"))
    rows = governing_times(batch, quantities, times, sayings(batch))
    return {
        batch.text(first, last): None if row < 0 else batch.text(times.first[row], times.last[row])
        for first, last, row in zip(quantities.first, quantities.last, rows, strict=True)
    }


@pytest.mark.parametrize(("text", "wanted"), GOVERNED)
def test_a_figure_is_governed_by_the_time_of_its_clause(text, wanted):
    assert governed(text) == wanted


def test_a_text_without_times_governs_nothing():
    assert governed("9 ships sank.") == {"9": None}
    assert governed("") == {}


def test_a_window_does_not_govern_its_own_count():
    assert governed("It lost 7 ships in the past six months.") == {"7": "the past six months", "six months": None}
