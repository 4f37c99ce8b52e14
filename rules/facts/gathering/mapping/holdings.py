"""Direct holdings and trades in securities, as stated."""

from collections.abc import Iterator

from rules.facts.gathering.mapping.reading import Reading, flag, made_from, named, number, span, text
from rules.facts.kinds.base import Fact
from rules.facts.kinds.holdings import HoldsStake, SecuritiesTrade


def holding_facts(reading: Reading) -> Iterator[Fact]:
    """Yield every holding that had begun by `as_of`, ended ones too, and every trade."""
    for stated in reading.of("shareholding"):
        given = stated.values
        share = number(given, "share_bp")
        yield HoldsStake(
            **made_from(stated, HoldsStake),
            **span(stated),
            holder=named(given, "holder"),
            company=named(given, "company"),
            way="direct",
            share_bp=number(given, "voting_bp") if share is None else share,
            listed=flag(given, "listed"),
            in_trust=flag(given, "in_trust"),
            vehicle=text(given, "vehicle"),
        )
    for stated in reading.of("securities_trade"):
        yield SecuritiesTrade(
            **made_from(stated, SecuritiesTrade),
            person=named(stated.values, "person"),
            company=named(stated.values, "company"),
            on=text(stated.values, "on"),
            side=text(stated.values, "side"),
        )
