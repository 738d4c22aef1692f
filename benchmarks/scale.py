"""How time and memory grow with the corpus, and what a second process gains.

    python benchmarks/scale.py --sizes 10,50,200 --corpus news.jsonl
    python benchmarks/scale.py --reports 200000

Runs `claimledger extract` on the corpus, repeated under new ids until it is large enough, and prints a line a run. CPU
seconds are of all processes and vary little with what else the machine does; wall seconds tell of a free machine only.
"""

import json
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path
from typing import Any

import click
import psutil
import pyarrow.parquet as pq
from made_up import write_made_up_corpus, write_made_up_reports

EXTRACT = """
import pathlib, sys
from claimledger.build import extract_to
from claimledger.engine.means import Means
extract_to([pathlib.Path(sys.argv[1])], pathlib.Path(sys.argv[2]), means=Means(workers=int(sys.argv[3]), fresh=True))
"""


@click.command()
@click.option("--sizes", default="10,50,200", show_default=True, help="Megabytes of text, with commas between.")
@click.option("--corpus", type=click.Path(path_type=Path, exists=True), help="JSONL file. [default: made-up sentences]")
@click.option("--workers", default="1,2", show_default=True, help="Processes to try with the largest size.")
@click.option("--reports", type=int, help="Instead: one run over so many made-up reports whose claims are compared.")
def main(sizes: str, corpus: Path | None, workers: str, reports: int | None) -> None:
    """Measure how extraction scales."""
    counts = [int(count) for count in workers.split(",")]
    megabytes = [float(size) for size in sizes.split(",")]
    print(f"{'MB':>7} {'workers':>7} {'CPU s':>8} {'MB/CPU s':>8} {'wall s':>8} {'MB/s':>6} {'peak MB':>8}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if reports:
            write_made_up_reports(folder / "large.jsonl", reports)
            measure(folder, (folder / "large.jsonl").stat().st_size, counts[-1])
            for table in ("claims", "disputes", "agreements"):
                print(f"{pq.read_metadata(folder / 'tables' / f'{table}.parquet').num_rows:,} {table}")
            return
        if corpus is None:
            corpus = folder / "made-up.jsonl"
            write_made_up_corpus(corpus)
        runs = [
            measure(folder, write_repeated(corpus, folder / "large.jsonl", int(size * 1e6)), count)
            for size in megabytes
            for count in (counts if size == max(megabytes) else counts[-1:])
        ]
    same = [run for run in runs if run["workers"] == counts[-1]]
    pace = [run["cpu"] / run["mb"] for run in same]
    print(f"CPU time for one MB: largest corpus {pace[-1] / pace[0]:.2f} times the smallest")
    largest = {run["workers"]: run["wall"] for run in runs if run["mb"] == max(run["mb"] for run in runs)}
    if len(largest) > 1:
        gain = largest[min(largest)] / largest[max(largest)]
        print(f"{max(largest)} workers: {gain:.2f} times as fast as {min(largest)}")


def measure(folder: Path, byte_count: int, workers: int) -> dict[str, Any]:
    """One run over large.jsonl in the folder, which holds so much text, printed."""
    large, size = folder / "large.jsonl", byte_count / 1e6
    begun = time.monotonic()
    process = psutil.Popen([sys.executable, "-c", EXTRACT, str(large), str(folder / "tables"), str(workers)])
    cpu: dict[int, float] = {}
    peak = 0.0
    while process.poll() is None:
        memory = 0.0
        for each in [process, *_children(process)]:
            try:
                memory += each.memory_full_info().pss / 1e6
                times = each.cpu_times()
            except psutil.Error:
                continue
            cpu[each.pid] = times.user + times.system
        peak = max(peak, memory)
        time.sleep(0.05)
    if process.returncode:
        raise click.ClickException("the run failed")
    wall, spent = time.monotonic() - begun, sum(cpu.values())
    print(
        f"{size:7.1f} {workers:7} {spent:8.1f} {size / spent:8.2f} {wall:8.1f} {size / wall:6.2f} {peak:8.0f}",
        flush=True,
    )
    return {"mb": size, "workers": workers, "cpu": spent, "wall": wall, "peak": peak}


def _children(process: Any) -> list[Any]:
    try:
        return process.children(recursive=True)
    except psutil.Error:
        return []


def write_repeated(corpus: Path, large: Path, byte_count: int) -> int:
    """Write the documents again and again until there is so much text; returns how much."""
    with corpus.open(encoding="utf-8") as file:
        documents = [json.loads(line) for line in file if line.strip()]
    written = number = 0
    with large.open("w", encoding="utf-8") as file:
        for document in cycle(documents):
            if written >= byte_count:
                break
            file.write(json.dumps({"id": f"{document['id']}-{number}", "text": document["text"]}) + "\n")
            written += len(document["text"].encode())
            number += 1
    return written


if __name__ == "__main__":
    main()
