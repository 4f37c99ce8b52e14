"""People on the company side: posts, re-employment, seats by office, restrictions on bids, totals of contracts."""

from collections.abc import Iterator
from typing import Final

from rules.facts.gathering.mapping.reading import Reading, flag, made_from, named, number, span, text
from rules.facts.gathering.stated import Stated
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


def post_facts(reading: Reading) -> Iterator[Fact]:
    """Yield every post of a person in a company that had begun by `as_of`, ended ones too."""
    for statement, kind in KINDS_OF_POST.items():
        for stated in reading.of(statement):
            if company := text(stated.values, "company"):
                yield company_post(reading, stated, company, kind)
    yield from secondments(reading)
    for stated in reading.now("contracts_total"):
        yield ContractsTotal(
            **made_from(stated, ContractsTotal),
            person=named(stated.values, "person"),
            company=named(stated.values, "company"),
            total_yen=number(stated.values, "total_yen"),
        )
    for stated in reading.now("bid_restriction"):
        registered_on = text(stated.values, "registered_on")
        if registered_on is None or registered_on <= reading.as_of:
            yield BidRestriction(
                **made_from(stated, BidRestriction),
                person=named(stated.values, "person"),
                company=named(stated.values, "company"),
                registered_on=registered_on,
                barred=flag(stated.values, "barred"),
            )


def secondments(reading: Reading) -> Iterator[Secondment]:
    """Yield every secondment that had begun by `as_of`, ended ones too."""
    for stated in reading.of("secondment"):
        yield Secondment(
            **made_from(stated, Secondment),
            **span(stated),
            person=named(stated.values, "person"),
            company=named(stated.values, "company"),
            body=named(stated.values, "body"),
            approved_exchange=flag(stated.values, "approved_exchange"),
            duties_separate=flag(stated.values, "duties_separate"),
        )


def company_post(reading: Reading, stated: Stated, company: str, kind: str) -> CompanyPost:
    """Make one post, as stated."""
    days = span(stated)
    if kind == "re_employment" and days["from_on"] == OPEN_START:
        days["from_on"] = text(stated.values, "on") or OPEN_START
    return CompanyPost(
        **made_from(stated, CompanyPost),
        **days,
        person=named(stated.values, "person"),
        company=company,
        kind=kind,
        paid=paid(stated, kind),
        approved=flag(stated.values, "approved"),
        notified=flag(stated.values, "notified"),
        responsible=flag(stated.values, "responsible"),
        fee_yen_per_year=number(stated.values, "fee_yen_per_year"),
        capacity=text(stated.values, "capacity"),
        company_type=text(reading.case.parties.get(company, {}), "type"),
    )


def paid(stated: Stated, kind: str) -> bool | None:
    """Return whether the post is paid: as stated; for an adviser, whether there is a fee."""
    if kind != "adviser":
        return flag(stated.values, "paid")
    if "fee_yen_per_year" not in stated.values:
        return None
    return bool(stated.values["fee_yen_per_year"])
