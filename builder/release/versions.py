"""Version numbers of a data set: Semantic Versioning of its contract, computed from what has changed.

Major: what a reader relies on is gone or means another thing. Minor: rows or columns have come or gone. Patch: values
or descriptions were corrected. The first release is 1.0.0 where nobody says otherwise.
"""

from enum import IntEnum

from semver import Version

from claimledger.errors import ClaimledgerError

FIRST_VERSION = "1.0.0"


class Level(IntEnum):
    """How much a change asks of a reader, in rising order."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3

    @property
    def word(self) -> str:
        """The level as it is written: none, patch, minor or major."""
        return self.name.lower()


def next_version(previous: str, level: Level) -> str:
    """Return the lowest version that may follow `previous`; the same one where nothing has changed.

    >>> next_version("1.4.2", Level.MINOR)
    '1.5.0'
    """
    if level is Level.NONE:
        return previous
    return str(Version.parse(previous).next_version(level.word))


def allowed_version(stated: str | None, computed: str, level: Level) -> str:
    """Return the stated version, or the computed one where none is stated; ClaimledgerError when it is too low."""
    if stated is None:
        return computed
    if Version.parse(stated) < Version.parse(computed):
        raise ClaimledgerError(
            where="release, version",
            found=f"{stated}, stated for a {level.word} change",
            expected=f"{computed} or higher",
            remedy="State no version, so that the computed one is taken, or a higher one.",
        )
    return stated
