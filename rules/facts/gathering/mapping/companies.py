"""Statements about companies: competitors, associations, business abroad, lists, requests to relocate."""

from collections.abc import Iterator

from rules.facts.gathering.mapping.reading import Reading, flag, made_from, named, number, span, text
from rules.facts.kinds.base import Fact
from rules.facts.kinds.companies import AssociationMember, Competes
from rules.facts.kinds.exposure import Exposure, Listing, RelocationRequest


def company_facts(reading: Reading) -> Iterator[Fact]:
    """Yield everything stated about companies besides posts, holdings and bids."""
    for stated in reading.now("competitor"):
        first, second, domain = (
            named(stated.values, "company"),
            named(stated.values, "of"),
            text(stated.values, "domain"),
        )
        yield Competes(**made_from(stated, Competes), company=first, other=second, domain=domain)
        yield Competes(**made_from(stated, Competes, "reverse"), company=second, other=first, domain=domain)
    for stated in reading.now("association_member"):
        if association := text(stated.values, "association"):
            made = made_from(stated, AssociationMember)
            yield AssociationMember(**made, company=named(stated.values, "company"), association=association)
    yield from abroad(reading)


def participants(reading: Reading) -> list[str]:
    """Return the companies that take part, sorted."""
    return sorted({named(row, "company") for row in reading.case.participants})


def abroad(reading: Reading) -> Iterator[Fact]:
    """Yield exposures and listings of participants, and requests to relocate."""
    partners = participants(reading)
    for stated in reading.now("exposure"):
        company, country = named(stated.values, "company"), text(stated.values, "country")
        if company in partners and country:
            yield Exposure(
                **made_from(stated, Exposure),
                company=company,
                country=country,
                revenue_bp=number(stated.values, "revenue_bp"),
                plants=number(stated.values, "plants"),
                licences=number(stated.values, "licences"),
                supply_contracts=number(stated.values, "supply_contracts"),
            )
    for stated in reading.of("listing"):
        company, on_list = named(stated.values, "company"), text(stated.values, "list")
        if company in partners and on_list:
            yield Listing(**made_from(stated, Listing), **span(stated), company=company, list=on_list)
    for stated in reading.of("relocation_request"):
        if from_country := text(stated.values, "from_country"):
            yield RelocationRequest(
                **made_from(stated, RelocationRequest),
                company=named(stated.values, "company"),
                from_country=from_country,
                body=named(stated.values, "body"),
                on=text(stated.values, "on"),
                proposed_by_company=flag(stated.values, "proposed_by_company"),
                terms_agreed=flag(stated.values, "terms_agreed"),
            )
