"""Which cells of a table a spreadsheet would run as formulas, and how such a cell stays a text.

A spreadsheet may take a cell that begins with one of these signs for a formula (OWASP, "CSV Injection"); an apostrophe before the sign
makes it a text. A cell that already has apostrophes before the sign gets one more, so that a guarded cell can be read back unchanged.
"""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def is_formula(cell: str) -> bool:
    """Return whether a spreadsheet may take a cell for a formula."""
    return _FORMULA.match(cell) is not None


def guarded(cell: str) -> str:
    """Return a cell as it is written into a table: with an apostrophe in front if it would be a formula."""
    return f"'{cell}" if is_formula(cell) else cell


def unguarded(cell: str) -> str:
    """Return the original text of a cell that `guarded` wrote."""
    return cell[1:] if cell.startswith("'") and is_formula(cell) else cell
