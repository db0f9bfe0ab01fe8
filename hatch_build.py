"""Compiles the catalogues of languages before the package is built or installed, since compiled files are not in version control."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Catalogues(BuildHookInterface[Any]):
    """The build hook for hatch."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the catalogues that are newer than their compiled files."""
        del version, build_data
        root = str(Path(self.root).resolve())
        sys.path.insert(0, root)
        try:
            from quizapp.catalogues import compile_all  # noqa: PLC0415 - found by the line above

            compile_all()
        finally:
            sys.path.remove(root)
