"""Cells that a spreadsheet would run as a formula: guarded on the way out, and restored on the way in.

Excel and others run a cell with one of these beginnings when a CSV file is opened (OWASP, CSV injection).
"""

from typing import Final

BEGINNINGS: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
GUARD: Final = "'"


def is_formula(cell: str) -> bool:
    """Return whether a spreadsheet may run the cell; also true behind guards, so that guarding can be undone."""
    return cell.lstrip(GUARD).startswith(BEGINNINGS)


def guard_formula(cell: str) -> str:
    """Return the cell as text for every spreadsheet."""
    return GUARD + cell if is_formula(cell) else cell


def unguard_formula(cell: str) -> str:
    """Return the cell as it was before it was guarded; any other cell as it is."""
    return cell[1:] if cell.startswith(GUARD) and is_formula(cell) else cell
