"""Subcontracts: companies that pass work of this partnership on to others."""

from collections.abc import Iterator

from rules.facts.gathering.mapping.reading import CaseReading, flag_or_none, made_from, number_or_none, required_text
from rules.facts.kinds.bidding import Subcontract


def subcontract_facts(reading: CaseReading) -> Iterator[Subcontract]:
    """Yield the stated subcontracts, then the subcontractors without one."""
    stated_for: set[str] = set()
    for stated in reading.of("subcontract"):
        given = stated.values
        if stated.own and given.get("call") is None:
            stated_for.add(required_text(given, "company"))
            yield Subcontract(
                **made_from(stated, Subcontract),
                company=required_text(given, "company"),
                contractor=required_text(given, "contractor"),
                share_bp=number_or_none(given, "share_bp"),
                named_in_bids=flag_or_none(given, "named_in_bids"),
                approved=flag_or_none(given, "approved"),
            )
    subcontractors = {
        required_text(row, "company") for row in reading.case.participants if row.get("role") == "subcontractor"
    }
    for company in sorted(subcontractors - stated_for):
        yield Subcontract(id=f"subcontract(company={company})", company=company)
