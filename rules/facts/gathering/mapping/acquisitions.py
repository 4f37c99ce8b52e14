"""Acquisitions by foreign investors, as stated."""

from collections.abc import Iterator
from typing import Final

from rules.facts.gathering.mapping.companies import participating_companies
from rules.facts.gathering.mapping.reading import (
    CaseReading,
    flag_or_none,
    made_from,
    number_or_none,
    required_text,
    text_or_none,
)
from rules.facts.kinds.acquisitions import ForeignAcquisition

HOME: Final = "JP"


def acquisition_facts(reading: CaseReading) -> Iterator[ForeignAcquisition]:
    """Yield every acquisition of a part of a participant."""
    partners = participating_companies(reading)
    for stated in reading.with_planned("foreign_acquisition"):
        given = stated.values
        company, investor = required_text(given, "company"), required_text(given, "investor")
        if company in partners:
            yield ForeignAcquisition(
                **made_from(stated, ForeignAcquisition),
                company=company,
                investor=investor,
                country=country_of_investor(reading, investor),
                on=text_or_none(given, "on"),
                share_bp=number_or_none(given, "share_bp"),
                before_bp=number_or_none(given, "before_bp"),
                listed=flag_or_none(reading.case.parties.get(company, {}), "listed"),
                designated_sector=flag_or_none(given, "designated_sector"),
                specified_investor=flag_or_none(given, "specified_investor"),
                exemption_claimed=flag_or_none(given, "exemption_claimed"),
                notified=flag_or_none(given, "notified"),
                planned=(text_or_none(given, "on") or "") > reading.as_of,
            )


def country_of_investor(reading: CaseReading, investor: str) -> str | None:
    """Return the country of an investor: itself where it is one, Japan for a company without a stated country."""
    sort = reading.sort_of(investor)
    if sort is None:
        return investor
    return reading.country_of(investor) or (HOME if sort == "company" else None)
