"""Acquisitions by foreign investors, as stated."""

from collections.abc import Iterator
from typing import Final

from rules.facts.gathering.mapping.companies import participants
from rules.facts.gathering.mapping.reading import Reading, flag, made_from, named, number, text
from rules.facts.kinds.acquisitions import ForeignAcquisition

HOME: Final = "JP"


def acquisition_facts(reading: Reading) -> Iterator[ForeignAcquisition]:
    """Yield every acquisition of a part of a participant."""
    partners = participants(reading)
    for stated in reading.of("foreign_acquisition"):
        given = stated.values
        company, investor = named(given, "company"), named(given, "investor")
        if company in partners:
            yield ForeignAcquisition(
                **made_from(stated, ForeignAcquisition),
                company=company,
                investor=investor,
                country=country_of(reading, investor),
                on=text(given, "on"),
                share_bp=number(given, "share_bp"),
                before_bp=number(given, "before_bp"),
                listed=flag(reading.case.parties.get(company, {}), "listed"),
                designated_sector=flag(given, "designated_sector"),
                specified_investor=flag(given, "specified_investor"),
                exemption_claimed=flag(given, "exemption_claimed"),
                notified=flag(given, "notified"),
            )


def country_of(reading: Reading, investor: str) -> str | None:
    """Return the country of an investor: itself where it is one, Japan for a company without a stated country."""
    sort = reading.sort_of(investor)
    if sort is None:
        return investor
    return reading.country_of(investor) or (HOME if sort == "company" else None)
