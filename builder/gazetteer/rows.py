"""What one place is before it is compiled."""

from __future__ import annotations

from typing import NamedTuple

ADMIN1, ADMIN2, SETTLEMENT = "admin1", "admin2", "settlement"


class Row(NamedTuple):
    """One place as compiled; region: country and first-level code, `US.TX`; admin2: `US.TX.277`; "" where unknown.

    register_id: the whole id of a place that GeoNames does not number.
    """

    geonames_id: int
    name: str
    feature: str
    country: str
    region: str
    admin1_name: str
    admin2: str
    admin2_name: str
    latitude: float
    longitude: float
    population: int
    register_id: str = ""
