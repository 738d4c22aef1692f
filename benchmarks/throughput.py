"""How fast text becomes tables: MB of UTF-8 text per CPU second, and the ratio to a fixed scan of the same text.

    python benchmarks/throughput.py --runs 3 --profile --json throughput.json

The corpus is the file that CLAIMLEDGER_SPEED_CORPUS names, else ../shared/speed/news.jsonl where that exists, else
10 MB of made-up sentences. CPU time, and still more the ratio, vary little with what else the machine does.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pyarrow as pa
import re2
from made_up import write_made_up_corpus

from claimledger import pipeline
from claimledger.corpus import read_corpus

NEWS = Path(__file__).resolve().parents[2] / "shared" / "speed" / "news.jsonl"

REFERENCE = re2.compile(rb"\b[A-Z][a-z]+(?: [A-Z][a-z]+)*\b|\b[0-9][0-9.,]*\b")
"""Runs of capitalised words, and figures; never changed, so that ratios stay comparable."""

STAGES = ("scan", "find_quantities", "tell_what_is_counted", "find_weapons", "find_actors", "find_locations",
          "find_attributions", "find_times", "link", "find_claims", "signatures")  # fmt: skip
"""The functions that the pipeline calls one after the other; what is left of the whole is making columns."""

FIRST_ROW = """
import pathlib, sys, time
from claimledger import corpus, pipeline
batch = next(iter(corpus.read_corpus([pathlib.Path(sys.argv[1])], batch_bytes=1)))
assert pipeline.extract(batch)["sentences"].num_rows
print(time.process_time())
"""


@click.command()
@click.option("--runs", type=click.IntRange(min=1), default=3, show_default=True, help="Runs to take the median of.")
@click.option("--profile", is_flag=True, help="Tell how much time each stage takes.")
@click.option("--json", "json_path", type=click.Path(path_type=Path), help="Write the figures to this file too.")
def main(runs: int, profile: bool, json_path: Path | None) -> None:
    """Measure how fast documents become tables."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(os.environ.get("CLAIMLEDGER_SPEED_CORPUS", NEWS))
        if not corpus.exists() and "CLAIMLEDGER_SPEED_CORPUS" not in os.environ:
            corpus = Path(folder) / "made-up.jsonl"
            write_made_up_corpus(corpus)
        figures = measure(corpus, runs, profile)
    for name, value in figures.items():
        print_figure(name, value)
    if json_path:
        json_path.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def measure(corpus: Path, runs: int, profile: bool) -> dict[str, Any]:
    """All figures, called as they are printed."""
    start = start_seconds(corpus)
    batches = list(read_corpus([corpus]))
    texts = [text.encode() for batch in batches for text in batch.column("text").to_pylist()]
    size = sum(map(len, texts)) / 1e6
    rows = count_rows(batches)  # the first run also fills the caches
    seconds = statistics.median(cpu_seconds(lambda: count_rows(batches)) for _ in range(runs))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
    reference = statistics.median(cpu_seconds(lambda: count_matches(texts)) for _ in range(runs))
    figures: dict[str, Any] = {
        "corpus": corpus.name,
        "text_mb": size,
        "mb_per_cpu_second": size / seconds,
        "reference_mb_per_cpu_second": size / reference,
        "ratio_to_reference": reference / seconds,
        "peak_memory_mb": peak,
        "first_row_cpu_seconds": start,
        "rows": dict(sorted(rows.items())),
    }
    if profile:
        figures["stage_cpu_seconds"] = stage_seconds(batches)
    return figures


def start_seconds(corpus: Path) -> float:
    """CPU seconds a new process takes to the rows of the first document, the gazetteer being compiled."""
    command = [sys.executable, "-c", FIRST_ROW, str(corpus)]
    subprocess.run(command, check=True, capture_output=True)
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU seconds of one call, all threads together."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def count_rows(batches: list[pa.RecordBatch]) -> Counter[str]:
    """The number of rows of each table, all of them made; registries are counted once a batch."""
    counts = Counter[str]()
    for batch in batches:
        counts.update({name: rows.num_rows for name, rows in pipeline.extract(batch).items()})
    return counts


def count_matches(texts: list[bytes]) -> int:
    """The number of matches of the reference, each of them fetched."""
    return sum(1 for text in texts for _ in REFERENCE.finditer(text))


def stage_seconds(batches: list[pa.RecordBatch]) -> dict[str, float]:
    """CPU seconds of each stage in one more run."""
    spent = dict.fromkeys(STAGES, 0.0)

    def timed(stage: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            begin = time.process_time()
            result = original(*arguments)
            spent[stage] += time.process_time() - begin
            return result

        return call

    for stage in STAGES:
        setattr(pipeline, stage, timed(stage, getattr(pipeline, stage)))
    whole = cpu_seconds(lambda: count_rows(batches))
    return {**spent, "columns": whole - sum(spent.values())}


def print_figure(name: str, value: Any) -> None:
    """Print one figure; those of tables and stages one a line, with the share of the whole."""
    if not isinstance(value, dict):
        print(f"{name:30} {value if isinstance(value, str) else format(value, '12.3f')}")
        return
    print(name)
    for part, amount in value.items():
        shown = f"{amount:12,}" if isinstance(amount, int) else f"{amount:12.3f}"
        print(f"  {part:28} {shown}  {amount / sum(value.values()):5.1%}")


if __name__ == "__main__":
    main()
