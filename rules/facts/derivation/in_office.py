"""Ties to companies of people in political office (ministers' code of 6 January 2001)."""

from collections.abc import Iterable, Iterator
from typing import Final

from rules.facts.kinds.appointments import Appointment, TieInOffice
from rules.facts.kinds.base import Fact
from rules.facts.kinds.holdings import HoldsStake, SecuritiesTrade
from rules.facts.kinds.posts import CompanyPost

POLITICAL: Final = frozenset({"minister", "vice_minister", "parliamentary_secretary"})
NO_OWN_POST: Final = frozenset({"ex_officio", "seconded_from"})  # held for the State, or left behind for its service


def ties_in_office(facts: Iterable[Fact]) -> Iterator[TieInOffice]:
    """Yield the posts, holdings and trades of everyone who holds or held political office, or a post of unknown grade.

    A person without any stated appointment is left out: an outside expert is not asked whether they are a minister.
    """
    found = list(facts)
    stated = [fact for fact in found if isinstance(fact, Appointment) and fact.body is not None]
    people = {fact.person for fact in stated if fact.grade is None or fact.grade in POLITICAL}
    for fact in found:
        tie = tie_in_office(fact)
        if tie and tie.person in people:
            yield tie


def tie_in_office(fact: Fact) -> TieInOffice | None:
    """Make the tie of a post, a holding or a trade; None for facts that the code does not cover."""
    made, origins = f"tie_in_office:{fact.id}", (fact.id,)
    if isinstance(fact, CompanyPost) and fact.kind not in NO_OWN_POST:
        return TieInOffice(
            id=made,
            origins=origins,
            person=fact.person,
            company=fact.company,
            kind="post",
            from_on=fact.from_on,
            until_on=fact.until_on,
            paid=fact.paid,
            notified=fact.notified,
            company_type=fact.company_type,
        )
    if isinstance(fact, HoldsStake) and fact.share_bp != 0:
        return TieInOffice(
            id=made,
            origins=origins,
            person=fact.holder,
            company=fact.company,
            kind="holding",
            from_on=fact.from_on,
            until_on=fact.until_on,
            in_trust=fact.in_trust,
            vehicle=fact.vehicle,
        )
    if isinstance(fact, SecuritiesTrade):
        return TieInOffice(
            id=made,
            origins=origins,
            person=fact.person,
            company=fact.company,
            kind="trade",
            from_on=fact.on,
            until_on=fact.on,
        )
    return None
