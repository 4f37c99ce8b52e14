"""People on the company side: posts, re-employment, seats by office, restrictions on bids, totals of contracts."""

from collections.abc import Iterator
from typing import Final

from rules.facts.gathering.mapping.reading import (
    CaseReading,
    fact_days,
    flag_or_none,
    made_from,
    number_or_none,
    required_text,
    text_or_none,
)
from rules.facts.gathering.mapping.tax import EXCLUDED, Amount, stated_basis, yen_with_tax
from rules.facts.gathering.statements import GatheredStatement
from rules.facts.kinds.base import OPEN_START, Fact
from rules.facts.kinds.decisions import ContractsTotal
from rules.facts.kinds.posts import BidRestriction, CompanyPost
from rules.facts.kinds.service import Secondment

KINDS_OF_POST: Final = {
    "directorship": "officer",
    "employment": "employee",
    "advisory_role": "adviser",
    "re_employment": "re_employment",
    "secondment": "seconded_from",
    "ex_officio_seat": "ex_officio",
}


def post_facts(reading: CaseReading) -> Iterator[Fact]:
    """Yield every post of a person in a company that had begun by `as_of`, ended ones too."""
    for statement, kind in KINDS_OF_POST.items():
        for stated in reading.of(statement):
            if company := text_or_none(stated.values, "company"):
                yield company_post(reading, stated, company, kind)
    yield from secondment_facts(reading)
    yield from (contracts_total(reading, stated) for stated in reading.now("contracts_total"))
    for stated in reading.now("bid_restriction"):
        registered_on = text_or_none(stated.values, "registered_on")
        if registered_on is None or registered_on <= reading.as_of:
            yield BidRestriction(
                **made_from(stated, BidRestriction),
                person=required_text(stated.values, "person"),
                company=required_text(stated.values, "company"),
                registered_on=registered_on,
                barred=flag_or_none(stated.values, "barred"),
            )


def contracts_total(reading: CaseReading, stated: GatheredStatement) -> ContractsTotal:
    """Return a total of contracts, with tax where the document that states it is this case's and gives its basis.

    The total has no day: the rate is that of the day of the proposal.
    """
    yen = number_or_none(stated.values, "total_yen")
    basis = stated_basis(reading.case.proposal) if stated.own else None
    with_tax = None if yen is None else yen_with_tax(Amount(yen, basis, reading.proposed_on), reading.tax_rates)
    return ContractsTotal(
        **made_from(stated, ContractsTotal),
        person=required_text(stated.values, "person"),
        company=required_text(stated.values, "company"),
        total_yen=yen if with_tax is None else with_tax,
        tax_not_stated=("total_yen",) if yen is not None and with_tax is None else (),
        tax_added_on=(reading.proposed_on,) if with_tax is not None and basis == EXCLUDED else (),
    )


def secondment_facts(reading: CaseReading) -> Iterator[Secondment]:
    """Yield every secondment that had begun by `as_of`, ended ones too."""
    for stated in reading.of("secondment"):
        yield Secondment(
            **made_from(stated, Secondment),
            **fact_days(stated),
            person=required_text(stated.values, "person"),
            company=required_text(stated.values, "company"),
            body=required_text(stated.values, "body"),
            approved_exchange=flag_or_none(stated.values, "approved_exchange"),
            duties_separate=flag_or_none(stated.values, "duties_separate"),
        )


def company_post(reading: CaseReading, stated: GatheredStatement, company: str, kind: str) -> CompanyPost:
    """Make one post, as stated."""
    days = fact_days(stated)
    if kind == "re_employment" and days["from_on"] == OPEN_START:
        days["from_on"] = text_or_none(stated.values, "on") or OPEN_START
    return CompanyPost(
        **made_from(stated, CompanyPost),
        **days,
        person=required_text(stated.values, "person"),
        company=company,
        kind=kind,
        paid=is_paid(stated, kind),
        approved=flag_or_none(stated.values, "approved"),
        notified=flag_or_none(stated.values, "notified"),
        responsible=flag_or_none(stated.values, "responsible"),
        fee_yen_per_year=number_or_none(stated.values, "fee_yen_per_year"),
        capacity=text_or_none(stated.values, "capacity"),
        company_type=text_or_none(reading.case.parties.get(company, {}), "type"),
    )


def is_paid(stated: GatheredStatement, kind: str) -> bool | None:
    """Return whether the post is paid: as stated; for an adviser, whether there is a fee."""
    if kind != "adviser":
        return flag_or_none(stated.values, "paid")
    if "fee_yen_per_year" not in stated.values:
        return None
    return bool(stated.values["fee_yen_per_year"])
