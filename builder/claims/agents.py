"""By whom: the side that did what happened to the things counted.

Those who deploy, launch or give are the owners themselves. Of what is killed, destroyed or taken it is the side behind
`by` (40 drones were shot down by Russian air defences), or the subject of the clause, if these are not its own things
(Russia shot down 40 Ukrainian drones, but Ukraine lost 40 drones).
"""

from __future__ import annotations

import numpy as np

from claimledger.extract.mentions import Attributions, Quantities
from claimledger.extract.owners import UNDERGONE
from claimledger.extract.registry import side_of
from claimledger.extract.sides import Sides
from claimledger.extract.subjects import Figures, doers, subjects
from claimledger.text.rows import NONE, Named, first_within
from claimledger.text.scan import Scan

_ACTS = ("event.object", "weapon_word.defeat")
"""What stands between a subject and what it does something to; not in `six Dutch troops and 20 Malians were killed`."""
_REACH = 25
_BY_OWNERS = ("deployed", "advanced", "launched", "returned")


def agents(scan: Scan, quantities: Quantities, sides: Sides, attributions: Attributions) -> Named:
    """The actor of each quantity's event, -1 where nobody is told."""
    names = scan.names
    found = np.where(names.are(quantities.event, *_BY_OWNERS), quantities.actor_id, NONE)
    undergone = np.flatnonzero(names.are(quantities.event, *UNDERGONE))
    found[undergone] = _others(scan, quantities.take(undergone), sides, attributions)
    return found


def _others(scan: Scan, quantities: Quantities, sides: Sides, attributions: Attributions) -> Named:
    """Who did it to things that are not his own."""
    names = scan.names
    speakers = np.append(attributions.source_actor_id, NONE)[quantities.attribution]
    figures = Figures.of(quantities, speakers)
    doer, subject = doers(scan, figures, sides), subjects(scan, figures, sides)
    last = np.minimum(np.append(sides.last, NONE)[subject], figures.first)
    acts = np.flatnonzero(scan.flag(*_ACTS))
    is_active = (subject >= 0) & (first_within(acts, np.maximum(last, figures.first - _REACH), figures.first) >= 0)
    doing = np.where(doer >= 0, doer, np.where(is_active, np.append(sides.forces, NONE)[subject], NONE))
    owner, agent = (names.told(who, lambda actor: names.number(side_of(actor))) for who in (quantities.actor_id, doing))
    return np.where(agent != owner, doing, NONE)
