"""What several commands take as arguments and options."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click


class Place(click.ParamType[Path]):
    """A path of this machine, or an address such as s3://bucket/folder on a file system that fsspec knows."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path; addresses as one that opens its files from there."""
        if isinstance(value, Path) or "://" not in value:
            return Path(value)
        from claimledger.corpus.address import path_of

        return path_of(value)


PLACE = Place()
FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path, dir_okay=False, exists=True)
ANY_PATH = click.Path(path_type=Path)
package_option = click.option(
    "--package",
    type=ANY_PATH,
    help="Release, its datapackage.json, or a folder of Parquet files. [default: datapackage.json here, "
    "else the newest release in dist]",
)
documents_option = click.option(
    "--documents", type=ANY_PATH, multiple=True, required=True, help="File or folder of documents; may stand often."
)
keep_going_option = click.option(
    "--keep-going", is_flag=True, help="List what cannot be read in the table skipped, instead of stopping there."
)


def with_means(command: Callable[..., None]) -> Callable[..., None]:
    """The command with the options that tell how a large corpus is worked through; it gets them as one, `means`."""

    @wraps(command)
    def with_options(
        *,
        workers: int | None,
        engine: str,
        address: str | None,
        shard_mb: float,
        work: Path | None,
        fresh: bool,
        **options: Any,
    ) -> None:
        from claimledger.engine.means import Means

        command(**options, means=Means(engine, workers, address, shard_mb, work, fresh))

    for option in reversed(_MEANS):
        with_options = option(with_options)
    return with_options


_MEANS = (
    click.option("--workers", type=click.IntRange(min=1), help="Processes at a time. [default: one a core]"),
    click.option(
        "--engine",
        type=click.Choice(["local", "ray"]),
        default="local",
        show_default=True,
        help="Processes of this machine, or a Ray cluster: pip install 'claimledger[ray]'.",
    ),
    click.option("--address", help="Address of the Ray cluster, such as auto. [default: one started here]"),
    click.option(
        "--shard-mb",
        type=click.FloatRange(min=0, min_open=True),
        default=16.0,
        show_default=True,
        help="Size of the pieces in which a large corpus is read, resumed and shared out.",
    ),
    click.option(
        "--work", type=PLACE, help="Folder or address for finished shards. [default: in the cache of this machine]"
    ),
    click.option("--fresh", is_flag=True, help="Take nothing over from earlier runs."),
)
log_option = click.option("--log", type=click.Choice(["bar", "json"]), default="bar", help="How progress is told.")
