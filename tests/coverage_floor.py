"""Compare the coverage of each layer with its floor in pyproject.toml; print nothing if all is well. Run after `pytest --cov`."""

import io
import sys
import tomllib
from pathlib import Path

from coverage import Coverage

ROOT = Path(__file__).resolve().parents[1]


def main():
    floors = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["coverage"]["floor"]
    coverage = Coverage(config_file=str(ROOT / "pyproject.toml"), data_file=str(ROOT / ".coverage"))
    coverage.load()
    failed = False
    for folder, floor in floors.items():
        inner = [other for other in floors if other.startswith(f"{folder}/")]
        table = io.StringIO()
        percent = coverage.report(include=[f"{folder}/*"], omit=[f"{other}/*" for other in inner], file=table)
        if percent < floor:
            failed = True
            print(f"{table.getvalue()}\n{folder}: {percent:.2f} % of lines and branches are reached by tests, {floor} % are wanted")
    return 1 if failed else 0


sys.exit(main())
