"""Mergers and acquisitions of this partnership, and whether the two companies belonged together before."""

from collections.abc import Iterator

from rules.facts.derivation.ties import ties_on
from rules.facts.gathering.mapping.reading import Reading, flag, made_from, named, number, text
from rules.facts.kinds.base import Fact
from rules.facts.kinds.date_arithmetic import days_after
from rules.facts.kinds.transaction import Transaction


def transaction_facts(reading: Reading) -> Iterator[Fact]:
    """Yield each transaction of this partnership, as stated."""
    for stated in reading.of("transaction"):
        given, on = stated.values, text(stated.values, "on")
        acquirer, target = named(given, "acquirer"), named(given, "target")
        groups = ties_on(reading, days_after(on, -1) if on else reading.as_of).groups
        yield Transaction(
            **made_from(stated, Transaction),
            acquirer=acquirer,
            target=target,
            on=on or reading.proposed_on,
            one_group=groups.of(acquirer) == groups.of(target),
            acquirer_group_sales_yen=number(given, "acquirer_group_sales_yen"),
            target_sales_yen=number(given, "target_sales_yen"),
            votes_before_bp=number(given, "votes_before_bp"),
            votes_after_bp=number(given, "votes_after_bp"),
            notified=flag(given, "notified"),
        )
