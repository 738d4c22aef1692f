"""How fast this program and its peers read the same text: KB per CPU second on one core, side by side in one run.

    python benchmarks/peers.py --seconds 20 --json peers.json

Every peer is installed into a virtual environment of its own and reads as many documents of the corpus as it manages
in the time given; CPU time is what counts, start-up is not. One that cannot be installed here is told with the reason.
The peers find less than this program (numbers and units, or names): the figures compare speed, not what is found.
"""

import json
import os
import subprocess
import sys
import tempfile
import venv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from made_up import write_made_up_corpus
from throughput import NEWS

ONE_CORE = {"OMP_NUM_THREADS": "1", "POLARS_MAX_THREADS": "1", "ARROW_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

READ = """
import json, resource, sys, time
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
limit = float(sys.argv[2])
{prepare}
begun, done, rows = time.process_time(), 0, 0
for text in texts:
    rows += {rows}
    done += len(text.encode())
    if time.process_time() - begun > limit:
        break
seconds = time.process_time() - begun
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(dict(kb=done / 1e3, seconds=seconds, rows=rows, peak_mb=peak)))
"""
"""A peer's program. prepare: loads it and reads a first text. rows: how many things it finds in `text`."""

WHOLE = """
import json, resource, sys, time
from pathlib import Path
from claimledger.corpus import read_corpus
from claimledger.pipeline import extract
batches = list(read_corpus([Path(sys.argv[1])]))
extract(batches[0])
begun, done, rows = time.process_time(), 0, 0
for batch in batches:
    rows += sum(table.num_rows for table in extract(batch).values())
    done += sum(len(text.encode()) for text in batch.column("text").to_pylist())
seconds = time.process_time() - begun
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(dict(kb=done / 1e3, seconds=seconds, rows=rows, peak_mb=peak)))
"""
"""This program, which reads in batches: all tables of the whole corpus."""


@dataclass(frozen=True)
class Peer:
    """A program to compare with: what to install, how to load it, and how to count what it finds in a text."""

    name: str
    requirements: tuple[str, ...]
    prepare: str
    rows: str

    @property
    def program(self) -> str:
        """The Python program that measures it."""
        return READ.format(prepare=self.prepare, rows=self.rows)


PEERS = (
    Peer(
        "spaCy en_core_web_sm",
        ("spacy>=3.8,<4", "en_core_web_sm"),
        'import spacy; read = spacy.load("en_core_web_sm"); read(texts[0])',
        "len(read(text).ents)",
    ),
    Peer(
        "spaCy blank, sentences",
        ("spacy>=3.8,<4",),
        'import spacy; read = spacy.blank("en"); read.max_length = 10**9; read.add_pipe("sentencizer"); read(texts[0])',
        "sum(1 for _ in read(text).sents)",
    ),
    Peer(
        "quantulum3",
        ("quantulum3>=0.9",),
        "from quantulum3 import parser; parser.parse(texts[0][:500])",
        "len(parser.parse(text))",
    ),
    Peer(
        "CQE",
        ("CQE", "torch==2.13.0"),
        "from CQE import CQE; read = CQE.CQE(); read.parse(texts[0][:500])",
        "len(read.parse(text))",
    ),
    Peer(
        "Recognizers-Text",
        ("recognizers-text-number-with-unit", "emoji<2"),
        "from recognizers_number_with_unit import *; recognize_dimension(texts[0][:500], 'en-us')",
        "len(recognize_dimension(text, 'en-us')) + len(recognize_currency(text, 'en-us'))",
    ),
)


@click.command()
@click.option("--seconds", type=float, default=20, show_default=True, help="CPU seconds for each peer.")
@click.option("--only", multiple=True, help="Measure only peers with this name.")
@click.option("--json", "json_path", type=click.Path(path_type=Path), help="Write the figures to this file too.")
def main(seconds: float, only: tuple[str, ...], json_path: Path | None) -> None:
    """Measure this program and its peers on the same text."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus = Path(os.environ.get("CLAIMLEDGER_SPEED_CORPUS", NEWS))
        if not corpus.exists():
            corpus = folder / "made-up.jsonl"
            write_made_up_corpus(corpus)
        figures = {"claimledger, all tables": run(sys.executable, WHOLE, corpus, seconds)}
        for peer in PEERS:
            if not only or peer.name in only:
                click.echo(f"{peer.name} ...", err=True)
                figures[peer.name] = measured(peer, folder, corpus, seconds)
    print_table(figures)
    if json_path:
        json_path.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def measured(peer: Peer, folder: Path, corpus: Path, seconds: float) -> dict[str, Any]:
    """The figures of a peer in an environment of its own, or the reason why there are none."""
    home = folder / peer.name.replace(" ", "-").replace(",", "")
    venv.create(home, with_pip=True)
    python = home / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    pip = [str(python), "-m", "pip", "install", "--quiet", "setuptools<81", *peer.requirements]
    installed = subprocess.run(pip, capture_output=True, text=True, check=False)
    if installed.returncode:
        return {"missing": f"not installable here: {last_line(installed.stderr)}"}
    return run(str(python), peer.program, corpus, seconds)


def run(python: str, program: str, corpus: Path, seconds: float) -> dict[str, Any]:
    """What the program prints as JSON, or the last line of its error."""
    command = [python, "-c", program, str(corpus), str(seconds)]
    result = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | ONE_CORE)
    if result.returncode:
        return {"missing": f"fails here: {last_line(result.stderr)}"}
    figures: dict[str, Any] = json.loads(result.stdout.splitlines()[-1])
    return figures | {"kb_per_second": figures["kb"] / figures["seconds"]}


def last_line(text: str) -> str:
    """The last line that says an error, of at most 90 characters."""
    lines = [line for line in text.splitlines() if "rror" in line] or text.splitlines() or ["no message"]
    return lines[-1][:90]


def print_table(figures: dict[str, dict[str, Any]]) -> None:
    """One line a program, with how many times faster this one is."""
    own = next(iter(figures.values()))["kb_per_second"]
    click.echo(f"{'program':26}{'KB/s per core':>14}{'ratio':>10}{'rows per KB':>13}{'peak MB':>9}{'KB read':>10}")
    for name, one in figures.items():
        if "missing" in one:
            click.echo(f"{name:26}{one['missing']}")
            continue
        speed, density = one["kb_per_second"], one["rows"] / one["kb"]
        figures_of = f"{speed:14,.1f}{own / speed:10,.0f}{density:13.1f}{one['peak_mb']:9.0f}{one['kb']:10,.0f}"
        click.echo(f"{name:26}{figures_of}")


if __name__ == "__main__":
    main()
