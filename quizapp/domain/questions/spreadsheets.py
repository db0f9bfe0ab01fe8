"""What a spreadsheet would run as a formula when it opens a table, and how such a cell is kept a text.

A cell that begins with one of these signs is taken for a formula by one spreadsheet or another (OWASP, "CSV Injection"); an apostrophe
before it makes it a text. Apostrophes that stand there already count too, so that what was guarded can be read back as it was.
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def is_formula(cell: str) -> bool:
    """Say whether a spreadsheet may take a cell for a formula."""
    return _FORMULA.match(cell) is not None


def guarded(cell: str) -> str:
    """Return a cell as it is written into a table: behind an apostrophe where it would be a formula."""
    return f"'{cell}" if is_formula(cell) else cell


def unguarded(cell: str) -> str:
    """Return a cell that `guarded` wrote as it was before."""
    return cell[1:] if cell.startswith("'") and is_formula(cell) else cell
