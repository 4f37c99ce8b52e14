"""Orders and judgments against companies in the case, with what is stated of actions against them."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from rules.facts.derivation.exclusions import company_predecessors, steps_to_listed, successions_between
from rules.facts.gathering.mapping.reading import CaseReading, made_from, required_text, text_or_none
from rules.facts.gathering.statements import GatheredStatement
from rules.facts.kinds.past_orders import PastOrder

LISTS: Final = frozenset({"cease_and_desist", "court_judgment"})
ANY: Final = ""  # of an order whose body is not stated
DatedAction = tuple[str, int, GatheredStatement]  # the day, and the place among the statements


def past_orders(reading: CaseReading, in_case: Iterable[str]) -> Iterator[PastOrder]:
    """Yield one for each company that takes part or bids, and each order or judgment against it or a predecessor."""
    orders: dict[str, list[GatheredStatement]] = defaultdict(list)
    for stated in reading.of("listing"):
        if stated.values.get("list") in LISTS:
            orders[required_text(stated.values, "company")].append(stated)
    if not orders:
        return
    steps, against = steps_to_listed(reading, orders.keys()), Actions(reading)
    for company in in_case:
        taken_over = company_predecessors(steps, company)
        for listed in taken_over:
            for stated in orders.get(listed, ()):
                made = made_from(stated, PastOrder, company)
                actions = against.since_order(listed, stated)
                latest = max(actions, key=lambda each: (closed_on(each), each.ref), default=None)
                yield PastOrder(
                    id=made["id"],
                    origins=(
                        *made["origins"],
                        *successions_between(taken_over, listed),
                        *(each.ref for each in actions),
                    ),
                    company=company,
                    listed_company=listed,
                    way="itself" if listed == company else "predecessor",
                    list=required_text(stated.values, "list"),
                    appeal=appeal_word(reading, actions),
                    body=text_or_none(stated.values, "body"),
                    ordered_on=stated.from_on,
                    outcome=text_or_none(latest.values, "outcome") if latest else None,
                )


class Actions:
    """The claims of companies against bodies, by both and by day: a document may have thousands, and as many orders."""

    def __init__(self, reading: CaseReading) -> None:
        self.by_body: dict[tuple[str, str], list[DatedAction]] = defaultdict(list)
        for place, stated in enumerate(reading.of("dispute")):
            claimant, respondent = text_or_none(stated.values, "claimant"), required_text(stated.values, "respondent")
            opened = text_or_none(stated.values, "opened_on") or reading.as_of
            if claimant and reading.sort_of(respondent) == "body" and opened <= reading.as_of:
                for body in (respondent, ANY):
                    self.by_body[claimant, body].append((opened, place, stated))
        for found in self.by_body.values():
            found.sort(key=lambda each: each[:2])

    def since_order(self, listed: str, order: GatheredStatement) -> list[GatheredStatement]:
        """Return the claims of a company against the body of an order, from the day of the order on."""
        found = self.by_body.get((listed, text_or_none(order.values, "body") or ANY), [])
        since = found[bisect_left(found, order.from_on or "", key=lambda each: each[0]) :]
        return [stated for _, _, stated in sorted(since, key=lambda each: each[1])]


def appeal_word(reading: CaseReading, actions: Iterable[GatheredStatement]) -> str:
    """Return the word of `PastOrder.appeal`."""
    ends = [closed_on(each) for each in actions]
    if not ends:
        return "none_on_record"
    return "ended" if all(end and end <= reading.as_of for end in ends) else "pending"


def closed_on(dispute: GatheredStatement) -> str:
    """Return the day on which a claim was closed; empty if none is stated."""
    return text_or_none(dispute.values, "closed_on") or dispute.until_on or ""
