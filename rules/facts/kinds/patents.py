"""Facts about inventions that are kept secret by order."""

from dataclasses import dataclass

from rules.facts.kinds.base import CompanyKey, Day, Fact, Flag


@dataclass(frozen=True, slots=True, kw_only=True)
class PreservationOrder(Fact):
    """An invention of a participant is under a preservation order over some time.

    One for each `preservation_order` of a participant with `from` at or before `as_of`, as stated.
    """

    label = ("Preservation order", "保全指定")

    company: CompanyKey
    from_on: Day
    until_on: Day
    blocks_use: Flag | None = None
    partner_agreed: Flag | None = None
    compensation_budgeted: Flag | None = None
