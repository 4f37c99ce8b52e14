"""Mergers and acquisitions of this partnership, and whether the two companies belonged together before."""

from collections.abc import Iterator

from rules.facts.derivation.ties import ties_on
from rules.facts.gathering.mapping.reading import (
    CaseReading,
    flag_or_none,
    made_from,
    number_or_none,
    required_text,
    text_or_none,
)
from rules.facts.kinds.base import Fact
from rules.facts.kinds.date_arithmetic import days_after
from rules.facts.kinds.transaction import Transaction


def transaction_facts(reading: CaseReading) -> Iterator[Fact]:
    """Yield each transaction of this partnership, as stated."""
    for stated in reading.with_planned("transaction"):
        given, on = stated.values, text_or_none(stated.values, "on")
        acquirer, target = required_text(given, "acquirer"), required_text(given, "target")
        planned = bool(on and on > reading.as_of)
        groups = ties_on(reading, days_after(on, -1) if on and not planned else reading.as_of).groups
        yield Transaction(
            **made_from(stated, Transaction),
            acquirer=acquirer,
            target=target,
            on=on or reading.proposed_on,
            one_group=groups.of(acquirer) == groups.of(target),
            acquirer_group_sales_yen=number_or_none(given, "acquirer_group_sales_yen"),
            target_sales_yen=number_or_none(given, "target_sales_yen"),
            votes_before_bp=number_or_none(given, "votes_before_bp"),
            votes_after_bp=number_or_none(given, "votes_after_bp"),
            notified=flag_or_none(given, "notified"),
            planned=planned,
        )
