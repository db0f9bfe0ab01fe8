"""Where the files that come with the program are: migrations, decks, guides and static files.

In the tree the first three stand beside the package, where people look for them. A wheel carries them inside the package, because
what is beside it there is everybody's site-packages: `tool.hatch.build.targets.wheel` in pyproject.toml puts them there.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

PACKAGE = Path(str(files("quizapp")))


def folder(name: str, package: Path = PACKAGE) -> Path:
    """Return the folder of that name inside the package, else the one beside it."""
    inside = package / name
    return inside if inside.is_dir() else package.parent / name


MIGRATIONS = folder("migrations")
BANK = folder("question_bank")
GUIDES = folder("docs")
STATIC = PACKAGE / "static"
