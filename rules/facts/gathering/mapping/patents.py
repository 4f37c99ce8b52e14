"""Preservation orders on inventions, as stated."""

from collections.abc import Iterator

from rules.facts.gathering.mapping.companies import participants
from rules.facts.gathering.mapping.reading import Reading, flag, made_from, named, span
from rules.facts.kinds.patents import PreservationOrder


def patent_facts(reading: Reading) -> Iterator[PreservationOrder]:
    """Yield the preservation orders of participants."""
    partners = participants(reading)
    for stated in reading.of("preservation_order"):
        company = named(stated.values, "company")
        if company in partners:
            yield PreservationOrder(
                **made_from(stated, PreservationOrder),
                **span(stated),
                company=company,
                blocks_use=flag(stated.values, "blocks_use"),
                partner_agreed=flag(stated.values, "partner_agreed"),
                compensation_budgeted=flag(stated.values, "compensation_budgeted"),
            )
