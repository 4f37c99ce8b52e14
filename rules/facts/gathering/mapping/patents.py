"""Preservation orders on inventions, as stated."""

from collections.abc import Iterator

from rules.facts.gathering.mapping.companies import participating_companies
from rules.facts.gathering.mapping.reading import CaseReading, fact_days, flag_or_none, made_from, required_text
from rules.facts.kinds.patents import PreservationOrder


def patent_facts(reading: CaseReading) -> Iterator[PreservationOrder]:
    """Yield the preservation orders of participants."""
    partners = participating_companies(reading)
    for stated in reading.of("preservation_order"):
        company = required_text(stated.values, "company")
        if company in partners:
            yield PreservationOrder(
                **made_from(stated, PreservationOrder),
                **fact_days(stated),
                company=company,
                blocks_use=flag_or_none(stated.values, "blocks_use"),
                partner_agreed=flag_or_none(stated.values, "partner_agreed"),
                compensation_budgeted=flag_or_none(stated.values, "compensation_budgeted"),
            )
