"""Links between rows: the innermost range around a place, and how deep one saying stands in another."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from claimledger.extract.links import _depths, _first_cover

COUNT = 20
ranges = st.lists(st.tuples(st.integers(0, COUNT - 1), st.integers(1, COUNT)), max_size=12)


@given(ranges)
def test_the_first_of_many_ranges_that_cover_a_place_is_found(ranges):
    ranges = [(first, min(first + length, COUNT)) for first, length in ranges]
    first, last = np.array(ranges, np.int64).reshape(-1, 2).T
    expected = [
        next((number for number, (first, last) in enumerate(ranges) if first <= place < last), -1)
        for place in range(COUNT)
    ]
    assert _first_cover(first, last, COUNT).tolist() == expected


def test_a_saying_is_as_deep_as_the_sayings_around_it():
    assert _depths(np.array([-1, 0, 1, 2, -1, 4])).tolist() == [0, 1, 2, 3, 0, 1]


def test_a_ring_of_sayings_has_an_end():
    assert len(_depths(np.array([1, 0]))) == 2
