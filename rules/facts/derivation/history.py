"""Knowledge of the sponsor's earlier awards."""

from collections.abc import Iterator

from rules.facts.gathering.mapping.reading import Reading, made_from, named, text
from rules.facts.kinds.history import HistoryKnown


def histories_known(reading: Reading) -> Iterator[HistoryKnown]:
    """Yield the statements that every award in some scope is stated."""
    for stated in reading.now("history_known"):
        procured = text(stated.values, "object")
        yield HistoryKnown(
            **made_from(stated, HistoryKnown),
            body=named(stated.values, "body"),
            domain=text(stated.values, "domain") or reading.domain,
            object=procured or named(reading.case.selection, "object"),
            every_object=procured is None,
        )
