"""Disks that get full, and databases that get damaged, under real processes."""

import os
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest
from support import QUIZAPP, ROOT, environ_of

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    """Mark the tests of this folder: all of them run real processes."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.robust)
            item.add_marker(pytest.mark.process)


@pytest.fixture
def instance(tmp_path):
    """The instance folder of a site, still empty."""
    return tmp_path / "instance"


@pytest.fixture
def quizapp(instance):
    """Run a command as a process: `quizapp("db", "check")`."""

    def run(*arguments, typed=None, **settings):
        command = [*QUIZAPP, *map(str, arguments)]
        environ = environ_of(instance, **settings)
        return subprocess.run(command, cwd=ROOT, env=environ, input=typed, capture_output=True, text=True, check=False)

    return run


@contextmanager
def mounted(folder, size):
    """Mount a small disk on a folder; skip the test where that is not allowed."""
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", folder], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no small disk can be mounted here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


class Disk:
    """A small disk that a test fills and frees."""

    def __init__(self, folder):
        self.folder = folder

    def fill(self):
        """Leave no room at all."""
        descriptor = os.open(self.folder / "filling", os.O_CREAT | os.O_WRONLY)
        for size in (65_536, 4_096, 1):
            try:
                while True:
                    os.write(descriptor, bytes(size))
            except OSError:
                continue
        os.close(descriptor)

    def free(self):
        """Make room again."""
        (self.folder / "filling").unlink()


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 12 MB, as `small_disk.folder`."""
    with mounted(tmp_path / "disk", "12m") as folder:
        yield Disk(folder)
