"""Whether an error says itself in which line of a file it is, so that the line stands once beside it."""

from institutions.codes.base import Coded


def names_line(said: Coded, line: int) -> bool:
    """Return whether what is said, or what it consists of, names a line."""
    if "line" in said.parameters:
        return bool(said.parameters["line"] == line)
    return any(names_line(each, line) for each in said.parameters.values() if isinstance(each, Coded))
