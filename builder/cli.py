"""The command line."""

from pathlib import Path

import click


@click.group()
def main() -> None:
    """Claimledger."""


@main.command()
@click.argument("corpus", nargs=-1, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True)
def extract(corpus: tuple[Path, ...], out: Path) -> None:
    """Extract."""
    from claimledger.corpus import read_corpus
    from claimledger.pipeline import consolidate
    from claimledger.pipeline import extract as run

    frames = consolidate(run(batch) for batch in read_corpus(corpus))
    out.mkdir(parents=True, exist_ok=True)
    for name, frame in frames.items():
        frame.write_parquet(out / f"{name}.parquet")
