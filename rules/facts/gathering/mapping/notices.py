"""Notices of a post that an official or a former official gives."""

from rules.facts.gathering.mapping.reading import flag, text
from rules.facts.gathering.stated import Stated


def notified_by(stated: Stated, day: str) -> bool | None:
    """Return whether notice had been given by the day: by its date, else as stated; None where neither is known."""
    if on := text(stated.values, "notified_on"):
        return on <= day
    return flag(stated.values, "notified")
