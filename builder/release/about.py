"""What a release says about itself: name, version, date, title, sources. Checked once, used by every writer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from semver import Version

from claimledger.errors import ClaimledgerError
from claimledger.release.origin import Origin

NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
CREATED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")

DESCRIPTION = (
    "Figures, actors, weapons, places and attributions found in reporting, one row per occurrence, "
    "each with the offsets of the words it rests on."
)


@dataclass(frozen=True)
class About:
    """The identity of a release. `sources` and `contributors` are Data Package objects, written as they come.

    origin: how its tables were made; for provenance and the quality report, never for the descriptor.
    """

    dataset: str
    version: str
    created: str
    title: str
    sources: tuple[Mapping[str, Any], ...]
    description: str = DESCRIPTION
    contributors: tuple[Mapping[str, Any], ...] = ()
    keywords: tuple[str, ...] = ()
    origin: Origin = field(default_factory=Origin)

    def __post_init__(self) -> None:
        """Refuse a name, version or date that would make the descriptor invalid or the folder name unsafe."""
        where = "release"
        if not NAME.fullmatch(self.dataset):
            raise ClaimledgerError(
                where=f"{where}, dataset",
                found=repr(self.dataset),
                expected="lower-case letters, digits, - and _, such as claimledger",
                remedy="Choose a name that can be a folder and a file name everywhere.",
            )
        if not Version.is_valid(self.version):
            raise ClaimledgerError(
                where=f"{where}, version",
                found=repr(self.version),
                expected="a semantic version such as 1.4.0",
                remedy="Give major, minor and patch number.",
            )
        if not is_moment(self.created):
            raise ClaimledgerError(
                where=f"{where}, created",
                found=repr(self.created),
                expected="a moment with its zone such as 2024-05-01T00:00:00Z",
                remedy="Take it from SOURCE_DATE_EPOCH or from the newest input, never from the clock.",
            )

    @property
    def folder_name(self) -> str:
        """The release's folder inside the output folder."""
        return f"{self.dataset}-{self.version}"

    @property
    def citation(self) -> str:
        """One sentence to put in a bibliography."""
        people = ", ".join(str(person["title"]) for person in self.contributors) or self.dataset
        return f"{people} ({self.created[:4]}): {self.title}, version {self.version} [data set]. Licence: CC BY 4.0."


def read_about(descriptor: Mapping[str, Any]) -> About:
    """Return the identity that a descriptor states; what a release never leaves out is taken as given."""
    return About(
        dataset=descriptor["name"],
        version=descriptor["version"],
        created=descriptor["created"],
        title=descriptor["title"],
        sources=tuple(descriptor.get("sources", ())),
        description=descriptor["description"],
        contributors=tuple(descriptor.get("contributors", ())),
        keywords=tuple(descriptor.get("keywords", ())),
    )


def is_moment(text: str) -> bool:
    """Whether the text is a full ISO 8601 date and time that exists in the calendar."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return CREATED.fullmatch(text) is not None
