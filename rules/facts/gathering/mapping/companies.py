"""Statements about companies: competitors, associations, business abroad, lists, requests to relocate."""

from collections.abc import Iterator

from rules.facts.gathering.mapping.associations import memberships
from rules.facts.gathering.mapping.reading import (
    CaseReading,
    fact_days,
    flag_or_none,
    made_from,
    number_or_none,
    required_text,
    text_or_none,
)
from rules.facts.kinds.base import Fact
from rules.facts.kinds.companies import AssociationMember, Competes
from rules.facts.kinds.exposure import Exposure, Listing, RelocationRequest


def company_facts(reading: CaseReading) -> Iterator[Fact]:
    """Yield everything stated about companies besides posts, holdings and bids."""
    for stated in reading.now("competitor"):
        first, second, domain = (
            required_text(stated.values, "company"),
            required_text(stated.values, "of"),
            text_or_none(stated.values, "domain"),
        )
        yield Competes(**made_from(stated, Competes), company=first, other=second, domain=domain)
        yield Competes(**made_from(stated, Competes, "reverse"), company=second, other=first, domain=domain)
    for stated, company, associations in memberships(reading):
        for association in associations:
            made = made_from(stated, AssociationMember, association if association != associations[0] else "")
            yield AssociationMember(**made, company=company, association=association)
    yield from facts_abroad(reading)


def participating_companies(reading: CaseReading) -> list[str]:
    """Return the companies that take part, sorted."""
    return sorted({required_text(row, "company") for row in reading.case.participants})


def facts_abroad(reading: CaseReading) -> Iterator[Fact]:
    """Yield exposures and listings of participants, and requests to relocate."""
    partners = set(participating_companies(reading))
    for stated in reading.now("exposure"):
        company, country = required_text(stated.values, "company"), text_or_none(stated.values, "country")
        if company in partners and country:
            yield Exposure(
                **made_from(stated, Exposure),
                company=company,
                country=country,
                revenue_bp=number_or_none(stated.values, "revenue_bp"),
                plants=number_or_none(stated.values, "plants"),
                licences=number_or_none(stated.values, "licences"),
                supply_contracts=number_or_none(stated.values, "supply_contracts"),
            )
    for stated in reading.of("listing"):
        company, on_list = required_text(stated.values, "company"), text_or_none(stated.values, "list")
        if company in partners and on_list:
            yield Listing(**made_from(stated, Listing), **fact_days(stated), company=company, list=on_list)
    for stated in reading.of("relocation_request"):
        if from_country := text_or_none(stated.values, "from_country"):
            yield RelocationRequest(
                **made_from(stated, RelocationRequest),
                company=required_text(stated.values, "company"),
                from_country=from_country,
                body=required_text(stated.values, "body"),
                on=text_or_none(stated.values, "on"),
                proposed_by_company=flag_or_none(stated.values, "proposed_by_company"),
                limits_business=flag_or_none(stated.values, "limits_business"),
                terms_agreed=flag_or_none(stated.values, "terms_agreed"),
            )
