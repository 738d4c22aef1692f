"""Actors: every named person, state, organisation, force and unit that acts, each with one id.

The grammar (actor_rules.py) finds names one by one; persons.py then reads each document as a whole.
"""

from __future__ import annotations

from claimledger.extract.actor_rules import GRAMMAR
from claimledger.extract.mentions import Actors
from claimledger.extract.persons import resolve_actors
from claimledger.text.finding import find_rows
from claimledger.text.scan import Scan
from claimledger.text.view import View


def find_actors(scan: Scan) -> Actors:
    """All actors of a scan, in order of the text."""
    view = View(GRAMMAR, scan)
    return resolve_actors(scan, view, find_rows(view, Actors))
