"""Who uses each weapon, as far as the text tells.

In order: the one behind "fired by", a nationality right before the weapon, the nearest side before it in its sentence
that neither gives the weapon away, nor is its target, nor destroys it; the first such side behind; the speaker of "our
drones"; the user of the weapon before; the side the sentence before speaks of. Functions give a column of names.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from claimledger.extract.mentions import Actors, Weapons
from claimledger.extract.nationalities import country_of, nationality_before, of_country
from claimledger.extract.sides import SIDES
from claimledger.text.rows import NONE, Flags, Ints, Named, covered
from claimledger.text.scan import Scan
from claimledger.text.view import any_in

_NEAR = 4
_COUNTRY = ("country.name", "country.capital", "country.seat")
_WANTING = ("demand", "ask", "promise", "accuse")
_CLOSE = 6
_REACH = 12
_FAR = 60
_STOPS = ("boundary", "mark.,", "mark..", "function.preposition", "function.complementizer")
_USERS = (*SIDES, "person")
_NOBODY = -2
"""Not the one before, and nobody else is looked for."""
_OURS = ("word.our", "word.we", "word.us", "word.my", "word.i")


class Users:
    """The actors of a scan that may use a weapon, in order of the text, with what the words around say of each.

    uses: the id to name, the state for a person in office. gives: supplies or permits; is_target: is aimed at; speaks:
    a verb of saying or wanting follows; reports: one of saying.
    """

    def __init__(self, scan: Scan, actors: Actors) -> None:
        """Keep the actors of such types, persons only when they stand for a country."""
        names = scan.names
        is_person = names.are(actors.actor_type, "person")
        users = actors.take(np.where(is_person, actors.country >= 0, names.are(actors.actor_type, *SIDES)))
        self.scan = scan
        self.first, self.last, self.country = users.first, users.last, users.country
        self.uses = users.actor_id.copy()
        is_person = names.are(users.actor_type, "person")
        self.uses[is_person] = of_country(scan, "state", users.country[is_person])
        self.actor_id = users.actor_id
        self.is_group = names.are(users.actor_type, "armed_group", "pmc", "alliance")
        behind = np.minimum(np.stack([self.last, self.last + 1, self.last + 2]), len(scan.form) - 1)
        next_ones = scan.has(behind, "weapon_word.supply")
        self.gives: Flags = next_ones[0] | next_ones[1] | next_ones[2]
        # the UK and the US gave it
        joined = np.flatnonzero(scan.has(self.last[:-1], "word.and") & (self.first[1:] - self.last[:-1] <= 2))
        self.gives[joined] |= self.gives[joined + 1]
        self.speaks: Flags = np.logical_or(*scan.has(behind[:2], "cue.verb"))
        self.reports: Flags = np.logical_or(*(scan.told(tokens, _reports(scan), np.bool_) for tokens in behind[:2]))
        before = self.first - 1 - scan.has(self.first - 1, "function.determiner")
        self.is_target = scan.has(before, "weapon_word.target")
        self.gives |= scan.has(before, "word.by") & scan.has(before - 1, "weapon_word.supply")
        self.sentence = scan.sentences_of(self.first)

    def nearest(self, first: Ints, sentence: Ints, which: Flags) -> Ints:
        """For each token the last of such users before it in its sentence, -1 where there is none."""
        rows = np.flatnonzero(which)
        at = np.searchsorted(self.first[rows], first) - 1
        return self._in_sentence(rows, at, sentence)

    def next(self, weapons: Weapons, sentence: Ints, which: Flags) -> Ints:
        """For each weapon the first of such users behind it in its sentence, -1 where there is none."""
        rows = np.flatnonzero(which)
        at = np.searchsorted(self.first[rows], weapons.last)
        return self._in_sentence(rows, np.where(at < len(rows), at, NONE), sentence)

    def _in_sentence(self, rows: Ints, at: Ints, sentence: Ints) -> Ints:
        found = np.append(rows, NONE)[at]
        return np.where((found >= 0) & (np.append(self.sentence, NONE)[found] == sentence), found, NONE)


def operators(scan: Scan, weapons: Weapons, actors: Actors, speakers: Named) -> Named:
    """The user of each weapon; speakers: the source of the statement each weapon stands in."""
    if not len(weapons):
        return np.zeros(0, np.int64)
    sentence = scan.sentences_of(weapons.first)
    users = Users(scan, actors.take(_around(scan, actors, sentence)))
    found = np.full(len(weapons), NONE)

    def tell_rest(tell: Callable[..., Named], *more: Ints) -> None:
        still = np.flatnonzero(found == NONE)
        found[still] = tell(scan, weapons.take(still), sentence[still], users, *(column[still] for column in more))

    for tell in (_owner, _doer, _recipient, _subject):
        tell_rest(tell)
    tell_rest(_speaker, speakers)
    tell_rest(_next)
    found[:] = _as_before(scan, weapons, sentence, found)
    tell_rest(_taken_up)
    return np.maximum(found, NONE)


def _around(scan: Scan, actors: Actors, sentence: Ints) -> Ints:
    """The actors in the sentences and in those right before them."""
    distinct = np.unique(sentence)
    begin = scan.boundary[np.maximum(distinct - 1, 0)]
    end = np.append(scan.boundary, len(scan.start))[distinct + 1]
    return np.unique(covered(np.searchsorted(actors.first, begin), np.searchsorted(actors.first, end)))


def _owner(scan: Scan, weapons: Weapons, sentence: Ints, users: Users) -> Named:
    """A possessor or nationality right before (Ukraine's tanks), unless another uses it: Kyiv fired US missiles.

    A nationality that is part of an actor's name tells nothing yet: Russian troops destroyed tanks.
    """
    near = users.nearest(weapons.first, sentence, np.ones(len(users.first), np.bool_))
    gap = weapons.first - _taken(users.last, near)
    is_possessor = (near >= 0) & ((gap == 0) | ((gap <= _NEAR) & scan.has(_taken(users.last, near), "mark.possessive")))
    country = nationality_before(scan, weapons.first, _NEAR, _STOPS)
    is_inside = (near >= 0) & (gap <= _NEAR) & (_taken(users.country, near) == country)
    found = np.where((country >= 0) & ~is_inside, of_country(scan, "state", country), NONE)
    found = np.where(is_possessor, _taken(users.uses, near), found)
    before = np.where(is_possessor, _taken(users.first, near), weapons.first)
    other = users.nearest(before, sentence, ~users.gives & ~users.is_target)
    country = np.where(is_possessor, _taken(users.country, near), country)
    is_used = (found >= 0) & (other >= 0) & (_taken(users.country, other) != country)
    rows = np.flatnonzero(is_used)
    between = np.minimum(users.last[other[rows]], weapons.first[rows]), weapons.first[rows]
    defeat = _last_such(scan, *between, "weapon_word.defeat")
    is_instrument = (defeat >= 0) & (_last_such(scan, *between, "weapon_word.instrument") > defeat)
    is_used[rows] = is_instrument | ((defeat < 0) & _any_in(*between, _are(scan, "weapon_word.use")))
    return np.where(is_used, _taken(users.uses, other), found)


def _doer(scan: Scan, weapons: Weapons, sentence: Ints, users: Users) -> Named:
    """The one right behind who uses it: drones launched by Hamas, missiles that Russia fired, tanks of the army."""
    behind = users.next(weapons, sentence, np.ones(len(users.first), np.bool_))
    found = np.full(len(weapons), NONE)
    rows = np.flatnonzero((behind >= 0) & (_taken(users.first, behind) - weapons.last <= 8))
    user, last = behind[rows], weapons.last[rows]
    first = users.first[user]
    before = first - 1 - scan.has(first - 1, "function.determiner")
    is_agent = scan.has(before, "word.by") & _any_in(last, first, _are(scan, "weapon_word.use"))
    is_close = (before - last <= 1) & ~_any_in(last, first, _are(scan, "mark.,", "boundary"))
    is_subject = is_close & scan.has(np.stack([users.last[user], users.last[user] + 1]), "weapon_word.use").any(axis=0)
    is_owner = is_close & scan.has(before, "word.of") & (before == last)
    told = rows[is_agent | is_subject | is_owner]
    found[told] = users.uses[behind[told]]
    return found


def _subject(scan: Scan, weapons: Weapons, sentence: Ints, users: Users) -> Named:
    """The nearest user before; nobody where what he does shows that it is another's: Kyiv shot down drones.

    "Kyiv said drones came" does not tell whose they are, "Kyiv said its drones came" does.
    """
    is_usable = ~users.gives & ~users.is_target
    user = users.nearest(weapons.first, sentence, is_usable)
    begin = np.minimum(np.where(user >= 0, _taken(users.last, user), weapons.first), weapons.first)
    is_own = _any_in(begin, weapons.first, _are(scan, "word.it", "word.its", "word.he", "word.his", "word.she"))
    is_report = (user >= 0) & np.append(users.reports, False)[user] & ~is_own
    user = np.where(is_report, users.nearest(weapons.first, sentence, is_usable & ~users.reports), user)
    rows = np.flatnonzero(user >= 0)
    last = weapons.first[rows]
    first = np.minimum(users.last[user[rows]], last)
    defeat, instrument = (_last_such(scan, first, last, f"weapon_word.{kind}") for kind in ("defeat", "instrument"))
    is_hit = scan.has(defeat - 1, "word.was", "word.were", "word.been", "word.being") & (defeat >= 0)
    is_foreign = (defeat >= 0) & ((defeat > instrument) | is_hit) & (last - defeat <= _CLOSE)
    near = np.maximum(first, last - 3)
    is_given = _any_in(near, last, _is_giving(scan)) & ~is_report[rows]
    is_given &= ~_any_in(first, near, _are(scan, "function.complementizer"))
    is_ours = _any_in(first, last, _are(scan, *_OURS))
    found = np.full(len(weapons), NONE)
    found[rows] = np.where(is_foreign, _NOBODY, np.where(is_ours | is_given, NONE, users.uses[user[rows]]))
    return found


def _speaker(scan: Scan, weapons: Weapons, sentence: Ints, users: Users, speakers: Named) -> Named:
    """The side of the one who speaks, in a sentence with we or our."""
    found = np.full(len(weapons), NONE)
    begin = np.maximum(scan.boundary[sentence], weapons.first - _FAR // 2)
    end = np.minimum(np.append(scan.boundary, len(scan.start))[sentence + 1], begin + _FAR)
    is_ours = _any_in(begin, np.maximum(end, begin), _are(scan, *_OURS))
    behind = users.next(weapons, sentence, users.speaks)
    found[is_ours] = _taken(users.uses, behind)[is_ours]
    known, mention = np.unique(users.actor_id, return_index=True)
    rows = np.flatnonzero(is_ours & np.isin(speakers, known))
    found[rows] = users.uses[mention[np.searchsorted(known, speakers[rows])]]
    return found


def _recipient(scan: Scan, weapons: Weapons, sentence: Ints, users: Users) -> Named:
    """The country it is given to: they delivered weapons to Kyiv, they gave Ukraine tanks."""
    begin = np.maximum(weapons.first - 2 * _REACH, scan.boundary[sentence])
    verb = _last_such(scan, begin, weapons.first, "weapon_word.transfer", "weapon_word.supply")
    found = np.full(len(weapons), NONE)
    direct = np.flatnonzero(
        (verb >= 0) & scan.has(verb + 1, *_COUNTRY) & ~scan.has(verb + 2, "mark.possessive", "mark.hyphen")
    )
    found[direct] = of_country(scan, "state", country_of(scan, verb[direct] + 1, "country."))
    rows = np.flatnonzero(verb >= 0)
    to = weapons.last[rows]
    country = to + 1 + scan.has(to + 1, "function.determiner")
    is_given = scan.has(to, "word.to", "word.for") & scan.has(country, *_COUNTRY)
    found[rows[is_given]] = of_country(scan, "state", country_of(scan, country[is_given], "country."))
    return found


def _next(scan: Scan, weapons: Weapons, sentence: Ints, users: Users) -> Named:
    """The first user behind, near enough, at whom nothing is aimed."""
    user = users.next(weapons, sentence, ~users.gives & ~users.speaks & ~users.is_target)
    is_near = (user >= 0) & (_taken(users.first, user) - weapons.last < _REACH)
    return np.where(is_near, _taken(users.uses, user), NONE)


def _as_before(scan: Scan, weapons: Weapons, sentence: Ints, found: Named) -> Named:
    """The user of the weapon before in the sentence, where nobody else is told; not if that one shot it down."""
    told = np.maximum.accumulate(np.where(found >= 0, np.arange(len(found)), NONE))
    is_same = (found == NONE) & (told >= 0) & (sentence[told] == sentence)
    rows = np.flatnonzero(is_same)
    is_same[rows] = ~_any_in(weapons.last[told[rows]], weapons.first[rows], _are(scan, "weapon_word.defeat"))
    return np.where(is_same, found[told], found)


def _taken_up(scan: Scan, weapons: Weapons, sentence: Ints, users: Users) -> Named:
    """The first user of the sentence before, where a word takes it up: they fired drones, these brigades have tanks."""
    begin = scan.boundary[sentence]
    documents = scan.batch.document_of(scan.start[begin])
    rows = np.flatnonzero(_any_in(begin, weapons.first, _are(scan, "weapon_word.anaphor")) & (sentence > 0))
    rows = rows[documents[rows] == scan.batch.document_of(scan.start[scan.boundary[sentence[rows] - 1]])]
    usable = np.flatnonzero(~users.gives & ~users.is_target & ~users.speaks & ((users.country >= 0) | users.is_group))
    at = np.searchsorted(users.sentence[usable], sentence[rows] - 1)
    user = np.append(usable, NONE)[at]
    found = np.full(len(weapons), NONE)
    found[rows] = np.where(_taken(users.sentence, user) == sentence[rows] - 1, _taken(users.uses, user), NONE)
    return found


def _last_such(scan: Scan, first: Ints, last: Ints, *kinds: str) -> Ints:
    """The last token of some kinds in each range, not too far from its end; -1 where there is none."""
    first = np.maximum(first, last - _FAR)
    tokens, row = covered(first, last), np.repeat(np.arange(len(first)), last - first)
    is_such = scan.has(tokens, *kinds)
    found = np.full(len(first), NONE)
    found[row[is_such]] = tokens[is_such]
    return found


def _reports(scan: Scan) -> Callable[[str], bool]:
    """Whether a word is a verb of saying, rather than of wanting, asking or attacking."""

    def tell(word: str) -> bool:
        senses = scan.lexicon.senses_of(word)
        return all(sense.kind != "weapon_word.defeat" for sense in senses) and any(
            sense.kind.startswith("cue.verb") and sense.row["cue_code"] not in _WANTING for sense in senses
        )

    return tell


def _any_in(first: Ints, last: Ints, are: Callable[[Ints], Flags]) -> Flags:
    """For each range whether one of its tokens is such, not too far from its end: time must not grow with sentences."""
    return any_in(np.maximum(first, last - _FAR), last, are)


def _is_giving(scan: Scan) -> Callable[[Ints], Flags]:
    """Whether a word tells that a thing is given away, not how it came: they supplied it, not Western-supplied."""
    return lambda tokens: (
        scan.has(tokens, "weapon_word.transfer")
        & scan.has(tokens, "weapon_word.supply")
        & ~scan.has(tokens - 1, "mark.hyphen")
    )


def _are(scan: Scan, *kinds: str) -> Callable[[Ints], Flags]:
    return lambda tokens: scan.has(tokens, *kinds)


def _taken(values: Ints, rows: Ints) -> Ints:
    """The value of each row, -1 where there is none."""
    return np.append(values, NONE)[rows]
