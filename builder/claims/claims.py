"""Claims: which figures assert something, and what is said of each beyond its own row."""

from __future__ import annotations

import numpy as np

from claimledger.claims.agents import agents
from claimledger.claims.modality import modality, negated
from claimledger.claims.places import regions, where
from claimledger.extract.governing_times import governing_times
from claimledger.extract.mentions import Actors, Attributions, Claims, Locations, Quantities, Times
from claimledger.extract.owners import Sides
from claimledger.gazetteer import Place
from claimledger.text.scan import Scan

FILLER = ("other", "duration")
"""Items that make no claim unless something happens to them."""


def find_claims(
    scan: Scan,
    quantities: Quantities,
    actors: Actors,
    locations: Locations,
    attributions: Attributions,
    times: Times,
    places: dict[str, Place],
) -> Claims:
    """The claims among the quantities; rows must be linked already."""
    is_claim = ~scan.names.are(quantities.item, *FILLER) | (quantities.event >= 0)
    rows = np.flatnonzero(is_claim)
    figures = quantities.take(rows)
    place = where(scan, figures, locations)
    return Claims(
        quantity=rows,
        agent_id=agents(scan, figures, Sides(scan, actors)),
        modality=modality(scan, figures, attributions),
        is_negated=negated(scan, figures),
        time=governing_times(scan, figures, times),
        place_id=place.place_id,
        scope=place.scope,
        region=regions(scan, place.place_id, figures.first, locations, places),
    )
