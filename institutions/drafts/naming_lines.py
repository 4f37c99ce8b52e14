"""Errors that already name their line of a file, so that a page does not repeat it beside them."""

from institutions.codes.base import Coded


def names_line(said: Coded, line: int) -> bool:
    """Return whether a coded text, or one inside it, names this line."""
    if "line" in said.parameters:
        return bool(said.parameters["line"] == line)
    return any(names_line(each, line) for each in said.parameters.values() if isinstance(each, Coded))
