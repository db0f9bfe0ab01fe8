"""Where the files that come with the program are: migrations, decks, guides and static files.

In the source tree the first three are next to the package, where people look for them. A wheel has them inside the package, because a
folder next to it would be in site-packages: `tool.hatch.build.targets.wheel` in pyproject.toml moves them there.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

PACKAGE = Path(str(files("quizapp")))


def folder(name: str, package: Path = PACKAGE) -> Path:
    """Return the folder with that name inside the package, or else the one next to it."""
    inside = package / name
    return inside if inside.is_dir() else package.parent / name


MIGRATIONS = folder("migrations")
BANK = folder("question_bank")
GUIDES = folder("docs")
STATIC = PACKAGE / "static"
