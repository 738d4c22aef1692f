"""By whom: the side that did what happened to the things counted.

Those who deploy, launch or advance are the owners themselves. Of all else it is the side behind `by` (40 drones were
shot down by Russian air defences), or the last one named in the sentence before the figure that is not the owner
(Russia shot down 40 Ukrainian drones).
"""

from __future__ import annotations

import numpy as np

from claimledger.extract.mentions import Quantities
from claimledger.extract.sides import Sides
from claimledger.extract.registry import side_of
from claimledger.text.rows import NONE, Named
from claimledger.text.scan import Scan

_BY_OWNERS = ("deployed", "advanced", "launched", "returned")
_BY_OTHERS = ("killed", "wounded", "killed_or_wounded", "captured", "controlled", "destroyed", "shot_down", "displaced")
_REACH = 25
_BEHIND = 8
"""So many tokens behind what is counted may `by` stand."""


def agents(scan: Scan, figures: Quantities, sides: Sides) -> Named:
    """The actor of each figure's event, -1 where nobody is told."""
    names = scan.names
    by_others = names.are(figures.event, *_BY_OTHERS)
    owner = names.told(figures.actor_id, lambda actor: names.number(side_of(actor)))
    side_country = names.told(sides.actor_id, lambda actor: names.number(side_of(actor)))

    behind = np.where(figures.noun_last >= 0, figures.noun_last, figures.last)
    by = np.full(len(figures), NONE)
    for step in range(_BEHIND, -1, -1):
        by = np.where(scan.has(behind + step, "word.by"), behind + step, by)
    passive = np.where(by >= 0, sides.first_from(by, figures.first), NONE)
    passive[np.append(sides.first, NONE)[passive] > by + 4] = NONE

    before = sides.last_until(figures.first)
    is_near = figures.first - np.append(sides.last, 0)[before] <= _REACH
    # the side right before may be the owner: then the one before it has done it
    for _ in range(2):
        is_owner = (before >= 0) & (owner >= 0) & (np.append(side_country, NONE)[before] == owner)
        earlier = sides.last_until(np.append(sides.first, 0)[before] - 1)
        before = np.where(is_owner, np.where(before >= 0, earlier, NONE), before)
    active = np.where(is_near & (owner >= 0), before, NONE)
    side = np.where(passive >= 0, passive, active)
    done = np.where(by_others, np.append(sides.forces, NONE)[side], NONE)
    return np.where(names.are(figures.event, *_BY_OWNERS), figures.actor_id, done)
