"""Addresses such as s3://bucket/folder as paths, through fsspec."""

from pathlib import Path
from typing import cast

from claimledger.errors import ClaimledgerError


def path_of(address: str) -> Path:
    """The path that opens files at the address.

    Raises ClaimledgerError for an address of an unknown kind, and for one whose package is not installed.
    """
    kind = address.partition("://")[0]
    try:
        from upath import UPath  # noqa: PLC0415 - slow to import, and seldom needed

        path = UPath(address)
        path.fs  # noqa: B018 - only now is the package of the file system imported
    except ValueError:
        found, expected = f"an address of the unknown kind {kind}://", "a path, or an address that fsspec knows"
        raise ClaimledgerError(address, found, expected, "Correct it; s3://, gs:// and file:// are such.") from None
    except ImportError as error:
        found, expected = f"a missing package: {error}", f"what reads and writes {kind}://"
        remedy = "Install it beside this program, such as: pip install s3fs"
        raise ClaimledgerError(address, found, expected, remedy) from None
    return cast(Path, path)


def is_local(path: Path) -> bool:
    """Whether the path lies on a file system of this machine, and not behind an address such as s3://."""
    return not getattr(path, "protocol", "")
