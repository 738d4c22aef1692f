"""How a version follows from the one before and from what has changed."""

import pytest

from claimledger.errors import ClaimledgerError
from claimledger.release.versions import Level, allowed_version, next_version


@pytest.mark.parametrize(
    ("level", "version"),
    [(Level.NONE, "1.4.2"), (Level.PATCH, "1.4.3"), (Level.MINOR, "1.5.0"), (Level.MAJOR, "2.0.0")],
    ids=lambda value: getattr(value, "word", value),
)
def test_the_level_says_which_number_rises(level, version):
    assert next_version("1.4.2", level) == version


def test_a_pre_release_is_followed_by_its_release():
    assert next_version("2.0.0-rc.1", Level.PATCH) == "2.0.0"


@pytest.mark.parametrize("stated", ["1.5.0", "1.5.1", "2.0.0", "1.10.0"])
def test_a_stated_version_may_be_the_computed_one_or_higher(stated):
    assert allowed_version(stated, "1.5.0", Level.MINOR) == stated


def test_without_a_stated_version_the_computed_one_is_taken():
    assert allowed_version(None, "1.5.0", Level.MINOR) == "1.5.0"


@pytest.mark.parametrize("stated", ["1.4.9", "1.4.2", "0.9.0", "1.5.0-rc.1"])
def test_a_stated_version_that_is_too_low_is_refused(stated):
    with pytest.raises(ClaimledgerError) as error:
        allowed_version(stated, "1.5.0", Level.MINOR)
    assert error.value.found == f"{stated}, stated for a minor change"
    assert error.value.expected == "1.5.0 or higher"
