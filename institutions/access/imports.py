"""The imports that a reader may read. Their errors quote data about people, so rulebook editors read none."""

from institutions.access.callers import Reader
from institutions.access.column_tests import column_among
from institutions.access.rule import EVERYTHING, NOTHING, AccessRule


def imports_rule(reader: Reader) -> AccessRule:
    """Return the rule for the imports that a reader may read: all, or those of their bodies."""
    if not reader.kin:
        return NOTHING
    return EVERYTHING if reader.bodies is None else column_among("body", reader.bodies)
