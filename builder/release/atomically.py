"""Folders and files that appear whole or not at all: built under a hidden name beside their place, then renamed."""

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole_folder(target: Path, is_same: Callable[[Path, Path], bool]) -> Iterator[Path]:
    """Give an empty folder to fill; when the block ends well it becomes `target`, otherwise it vanishes.

    An existing `target` for which `is_same(target, new)` holds is left untouched and the new folder dropped; another
    one is renamed aside, replaced and deleted. So a name does not protect its content: choose a new version for that.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    clear_leftovers(target)
    new = target.parent / f".{target.name}.{os.getpid()}.tmp"
    new.mkdir()
    try:
        yield new
        if not (target.exists() and is_same(target, new)):
            put_in_place(new, target)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def put_in_place(new: Path, target: Path) -> None:
    """Rename `new` to `target`; whatever stood there comes back if that fails."""
    old = target.parent / f".{target.name}.{os.getpid()}.old"
    if target.exists():
        target.rename(old)
    try:
        new.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def clear_leftovers(target: Path) -> None:
    """Remove what runs that died left beside `target`; what was set aside and never replaced comes back."""
    name = re.compile(re.escape(f".{target.name}.") + r"(\d+)\.(tmp|old)")
    for path in sorted(target.parent.iterdir()):
        found = name.fullmatch(path.name)
        if found is None or is_running(int(found[1])):
            continue
        if found[2] == "old" and not target.exists():
            path.rename(target)
        elif path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def is_running(process_id: int) -> bool:
    """Whether another process of that id lives on this machine; our own number on a folder is an earlier run's."""
    if process_id == os.getpid():
        return False
    if sys.platform == "win32":
        return True  # there, signal 0 is no harmless question: leftovers stay for the user to delete
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def write_whole_file(path: Path, text: str) -> None:
    """Write the text as UTF-8 so that a reader sees the old file or the new one, never a part."""
    clear_leftovers(path)
    new = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        new.write_bytes(text.encode())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
