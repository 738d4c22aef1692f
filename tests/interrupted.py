"""Publishes a release over and over and dies on the way: run by test_interruption.py in a process of its own.

Arguments: a folder with dist/ and datapackage.json to copy, a folder for the copies, and the seed of the random
moments. Each trial is a fork, so that the program is loaded once. Prints the name of each copy it leaves behind.
"""

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from publishing import corrected, publish_tables
from release_sample import sample_tables

RANDOM_MOMENTS = 10


def trial(before: Path, copy: Path, prepare: Callable[[], None], wait: Callable[[int], None]) -> int:
    """The status with which a forked process ends that publishes the second release in a copy."""
    shutil.copytree(before, copy)
    process = os.fork()
    if process == 0:
        try:
            prepare()
            publish_tables(corrected(sample_tables()), copy / "dist")
        finally:
            os._exit(0)
    wait(process)
    return os.waitpid(process, 0)[1]


def dies_at(step: int) -> Callable[[], None]:
    """Makes this process die before the step-th change of a name or removal of a folder."""
    left = step

    def hook(event: str, _arguments: tuple[object, ...]) -> None:
        nonlocal left
        if event in ("os.rename", "os.rmdir", "shutil.rmtree"):
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    return lambda: sys.addaudithook(hook)


def killed_after(seconds: float) -> Callable[[int], None]:
    def wait(process: int) -> None:
        time.sleep(seconds)
        os.kill(process, signal.SIGKILL)

    return wait


def run(before: Path, copies: Path, seed: int) -> None:
    begun = time.monotonic()
    trial(before, copies / "whole", lambda: None, lambda _process: None)
    duration = time.monotonic() - begun
    dice = random.Random(seed)
    for number, share in enumerate(sorted(dice.random() for _ in range(RANDOM_MOMENTS))):
        trial(before, copies / f"moment-{number}", lambda: None, killed_after(share * duration))
    step = 0
    while trial(before, copies / f"step-{step}", dies_at(step), lambda _process: None):
        step += 1


if __name__ == "__main__":
    run(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
