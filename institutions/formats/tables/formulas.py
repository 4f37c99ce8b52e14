"""Cells that a spreadsheet would take for a formula: guarded on the way out, and read as they were on the way in.

A cell that begins with one of these is run by Excel and others when a CSV file is opened (OWASP, CSV injection).
"""

from typing import Final

BEGINNINGS: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
GUARD: Final = "'"


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet may run the cell. One that begins with the guard itself must be told from a guarded one."""
    return cell.lstrip(GUARD).startswith(BEGINNINGS)


def guarded(cell: str) -> str:
    """The cell as text for every spreadsheet."""
    return GUARD + cell if is_formula(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before it was guarded; any other cell as it is."""
    return cell[1:] if cell.startswith(GUARD) and is_formula(cell) else cell
