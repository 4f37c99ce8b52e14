"""Notices of a post that an official or a former official gives."""

from rules.facts.gathering.mapping.reading import flag_or_none, text_or_none
from rules.facts.gathering.statements import GatheredStatement


def was_notified_by(stated: GatheredStatement, day: str) -> bool | None:
    """Return whether notice had been given by the day: by its date, else as stated; None if neither is known."""
    if on := text_or_none(stated.values, "notified_on"):
        return on <= day
    return flag_or_none(stated.values, "notified")
