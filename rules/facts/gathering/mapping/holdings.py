"""Direct holdings and trades in securities, as stated."""

from collections.abc import Iterator

from rules.facts.gathering.mapping.reading import (
    CaseReading,
    fact_days,
    flag_or_none,
    made_from,
    number_or_none,
    required_text,
    text_or_none,
)
from rules.facts.kinds.base import Fact
from rules.facts.kinds.holdings import HoldsStake, SecuritiesTrade


def holding_facts(reading: CaseReading) -> Iterator[Fact]:
    """Yield every holding that had begun by `as_of`, ended ones too, and every trade."""
    for stated in reading.of("shareholding"):
        given = stated.values
        share = number_or_none(given, "share_bp")
        yield HoldsStake(
            **made_from(stated, HoldsStake),
            **fact_days(stated),
            holder=required_text(given, "holder"),
            company=required_text(given, "company"),
            way="direct",
            share_bp=number_or_none(given, "voting_bp") if share is None else share,
            listed=flag_or_none(given, "listed"),
            in_trust=flag_or_none(given, "in_trust"),
            vehicle=text_or_none(given, "vehicle"),
        )
    for stated in reading.of("securities_trade"):
        yield SecuritiesTrade(
            **made_from(stated, SecuritiesTrade),
            person=required_text(stated.values, "person"),
            company=required_text(stated.values, "company"),
            on=text_or_none(stated.values, "on"),
            side=text_or_none(stated.values, "side"),
        )
