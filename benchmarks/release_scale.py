"""How long a release of a million rows takes, and how much memory: `python benchmarks/release_scale.py [--rows N]`.

Two states of a made-up corpus are extracted; the second lacks some documents of the first, has a few new ones and some
with other text. The first is released to compare with. Then each step of the second release is timed. Extraction is
told apart, since it is no part of a release.
"""

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl
from made_up import write_made_up_corpus

from claimledger.build import about_tables, valid_tables
from claimledger.diff import diff
from claimledger.engine.means import HERE
from claimledger.release.about import About
from claimledger.release.checksums import published_files
from claimledger.release.frames import arrange
from claimledger.release.origin import Origin
from claimledger.release.plan import plan_release
from claimledger.release.publication import publish
from claimledger.release.rights import redact
from claimledger.validation import validate, validate_package

BYTES_A_ROW = 12.5  # of made-up text
LIMIT_S, LIMIT_GB = 60, 4


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of all tables together, about")
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with step("extract both states (not counted)"):
            old, new = (tables_of(path) for path in write_states(folder, int(rows * BYTES_A_ROW)))
        print(f"\n{sum(frame.height for frame in new.values()):,} rows in {len(new)} tables\n")
        out, current = folder / "dist", folder / "datapackage.json"
        with step("release of the first state (not counted)"):
            release(old, out, current)
        begun, begun_cpu = time.monotonic(), time.process_time()
        with step("validate tables"):
            findings = validate(new)
        with step("withhold, arrange"):
            frames = arrange(redact(new))
        with step("compare, number"):
            plan = plan_release(frames, out, described(new))
        with step("write, pack, publish"):
            published = publish(frames, out, plan, current=current)
        with step("validate release"):
            findings = pl.concat([findings, validate_package(published)])
        with step("diff of the two releases"):
            difference = diff(out / "made-up-1.0.0", published)
        seconds, cpu = time.monotonic() - begun, time.process_time() - begun_cpu
        size = sum((published / file).stat().st_size for file in published_files(published))
        archive = published.with_name(f"{published.name}.zip").stat().st_size
        print(f"\n{seconds:.1f} s, {cpu:.1f} CPU s, {peak_gb():.2f} GB; limits {LIMIT_S} s, {LIMIT_GB} GB")
        print(f"{published.name}: {size / 1e6:.0f} MB, as an archive {archive / 1e6:.0f} MB")
        print(f"{difference.rows.height:,} changes, {difference.level.word}; findings: {findings.height}")


def write_states(folder: Path, byte_count: int) -> Iterator[Path]:
    """Two corpora; of the second every hundredth document is gone, and of every fiftieth the first sentence."""
    old, new = folder / "old.jsonl", folder / "new.jsonl"
    write_made_up_corpus(old, byte_count)
    with old.open(encoding="utf-8") as lines, new.open("w", encoding="utf-8") as file:
        for number, line in enumerate(lines):
            if number % 100 == 7:
                continue
            document = json.loads(line)
            if number % 50 == 3:
                document["text"] = document["text"].partition(". ")[2]
            file.write(json.dumps(document) + "\n")
    yield from (old, new)


def tables_of(corpus: Path) -> dict[str, pl.DataFrame]:
    return valid_tables([corpus], corpus.parent / "out", False, HERE, lambda *_: None).frames


def described(tables: dict[str, pl.DataFrame]) -> About:
    return about_tables(tables, "made-up", "1.0.0", Origin({}, (), validate(tables), None))


def release(tables: dict[str, pl.DataFrame], out: Path, current: Path) -> Path:
    frames = arrange(redact(tables))
    return publish(frames, out, plan_release(frames, out, described(tables)), current=current)


@contextmanager
def step(name: str) -> Iterator[None]:
    begun, begun_cpu = time.monotonic(), time.process_time()
    yield
    seconds, cpu = time.monotonic() - begun, time.process_time() - begun_cpu
    print(f"{name:42} {seconds:6.1f} s {cpu:6.1f} CPU s   peak so far {peak_gb():.2f} GB", flush=True)


def peak_gb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


if __name__ == "__main__":
    main()
