"""Acquisitions by foreign investors, as stated."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

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
            listed = flag_or_none(reading.case.parties.get(company, {}), "listed")
            yield ForeignAcquisition(
                **made_from(stated, ForeignAcquisition),
                company=company,
                investor=investor,
                country=country_of_investor(reading, investor),
                on=text_or_none(given, "on"),
                share_bp=number_or_none(given, "share_bp"),
                before_bp=number_or_none(given, "before_bp"),
                listed=listed,
                designated_sector=flag_or_none(given, "designated_sector"),
                specified_investor=flag_or_none(given, "specified_investor"),
                exemption_claimed=flag_or_none(given, "exemption_claimed"),
                exemption_barred=exemption_barred(given, listed=listed),
                notified=flag_or_none(given, "notified"),
                planned=(text_or_none(given, "on") or "") > reading.as_of,
            )


def exemption_barred(given: Mapping[str, Any], *, listed: bool | None) -> bool | None:  # Any: stated values
    """Return whether the law leaves no exemption from prior notice; None where only the listing would tell."""
    if flag_or_none(given, "state_owned_investor") and not flag_or_none(given, "certified_fund"):
        return True
    if flag_or_none(given, "core_sector"):
        return None if listed is None else not listed
    return False


def country_of_investor(reading: CaseReading, investor: str) -> str | None:
    """Return the country of an investor: itself where it is one, Japan for a company without a stated country."""
    sort = reading.sort_of(investor)
    if sort is None:
        return investor
    return reading.country_of(investor) or (HOME if sort == "company" else None)
