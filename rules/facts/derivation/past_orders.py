"""Orders and judgments against companies in the case, with what is stated of actions against them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from rules.facts.derivation.exclusions import company_predecessors
from rules.facts.gathering.mapping.reading import CaseReading, made_from, required_text, text_or_none
from rules.facts.gathering.statements import GatheredStatement
from rules.facts.kinds.past_orders import PastOrder

LISTS: Final = frozenset({"cease_and_desist", "court_judgment"})


def past_orders(reading: CaseReading, in_case: Iterable[str]) -> Iterator[PastOrder]:
    """Yield one for each company that takes part or bids, and each order or judgment against it or a predecessor."""
    orders: dict[str, list[GatheredStatement]] = defaultdict(list)
    for stated in reading.of("listing"):
        if stated.values.get("list") in LISTS:
            orders[required_text(stated.values, "company")].append(stated)
    for company in in_case if orders else ():
        for listed, successions in company_predecessors(reading, company).items():
            for stated in orders[listed]:
                made = made_from(stated, PastOrder, company)
                actions = actions_against(reading, listed, stated)
                latest = max(actions, key=lambda each: (closed_on(each), each.ref), default=None)
                yield PastOrder(
                    id=made["id"],
                    origins=(*made["origins"], *successions, *(each.ref for each in actions)),
                    company=company,
                    listed_company=listed,
                    way="itself" if listed == company else "predecessor",
                    list=required_text(stated.values, "list"),
                    appeal=appeal_word(reading, actions),
                    body=text_or_none(stated.values, "body"),
                    ordered_on=stated.from_on,
                    outcome=text_or_none(latest.values, "outcome") if latest else None,
                )


def actions_against(reading: CaseReading, listed: str, order: GatheredStatement) -> list[GatheredStatement]:
    """Return the claims of a company against the body of an order, from the day of the order on."""
    body = text_or_none(order.values, "body")
    return [
        each
        for each in reading.of("dispute")
        if each.values.get("claimant") == listed
        and ((respondent := required_text(each.values, "respondent")) == body or not body)
        and reading.sort_of(respondent) == "body"
        and (order.from_on or "") <= (text_or_none(each.values, "opened_on") or reading.as_of) <= reading.as_of
    ]


def appeal_word(reading: CaseReading, actions: Iterable[GatheredStatement]) -> str:
    """Return the word of `PastOrder.appeal`."""
    ends = [closed_on(each) for each in actions]
    if not ends:
        return "none_on_record"
    return "ended" if all(end and end <= reading.as_of for end in ends) else "pending"


def closed_on(dispute: GatheredStatement) -> str:
    """Return the day on which a claim was closed; empty if none is stated."""
    return text_or_none(dispute.values, "closed_on") or dispute.until_on or ""
