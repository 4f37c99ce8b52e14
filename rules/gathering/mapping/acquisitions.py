"""Acquisitions by foreign investors, as stated."""

from collections.abc import Iterator

from rules.facts.acquisitions import ForeignAcquisition
from rules.gathering.mapping.companies import participants
from rules.gathering.mapping.reading import Reading, flag, made_from, named, number, text


def acquisition_facts(reading: Reading) -> Iterator[ForeignAcquisition]:
    """Every acquisition of a part of a participant."""
    partners = participants(reading)
    for stated in reading.of("foreign_acquisition"):
        given = stated.values
        company = named(given, "company")
        if company in partners:
            yield ForeignAcquisition(
                **made_from(stated, ForeignAcquisition),
                company=company,
                investor=named(given, "investor"),
                on=text(given, "on"),
                share_bp=number(given, "share_bp"),
                before_bp=number(given, "before_bp"),
                listed=flag(reading.case.parties.get(company, {}), "listed"),
                designated_sector=flag(given, "designated_sector"),
                specified_investor=flag(given, "specified_investor"),
                exemption_claimed=flag(given, "exemption_claimed"),
                notified=flag(given, "notified"),
            )
