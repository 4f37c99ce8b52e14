"""The imports that a reader may read. Their errors quote data about people, so rulebook editors read none."""

from institutions.access.callers import Reader
from institutions.access.column_tests import among
from institutions.access.rule import EVERYTHING, NOTHING, Rule


def readable(reader: Reader) -> Rule:
    """Return the rule for the imports that a reader may read: all, or those of their bodies."""
    if not reader.kin:
        return NOTHING
    return EVERYTHING if reader.bodies is None else among("body", reader.bodies)
