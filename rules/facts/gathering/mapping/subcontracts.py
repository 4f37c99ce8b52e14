"""Subcontracts: companies that pass work of this partnership on to others."""

from collections.abc import Iterator

from rules.facts.gathering.mapping.reading import Reading, flag, made_from, named, number
from rules.facts.kinds.bidding import Subcontract


def subcontract_facts(reading: Reading) -> Iterator[Subcontract]:
    """Yield the stated subcontracts, then the subcontractors without one."""
    stated_for: set[str] = set()
    for stated in reading.of("subcontract"):
        given = stated.values
        if stated.own and given.get("call") is None:
            stated_for.add(named(given, "company"))
            yield Subcontract(
                **made_from(stated, Subcontract),
                company=named(given, "company"),
                contractor=named(given, "contractor"),
                share_bp=number(given, "share_bp"),
                named_in_bids=flag(given, "named_in_bids"),
                approved=flag(given, "approved"),
            )
    subcontractors = {named(row, "company") for row in reading.case.participants if row.get("role") == "subcontractor"}
    for company in sorted(subcontractors - stated_for):
        yield Subcontract(id=f"subcontract(company={company})", company=company)
