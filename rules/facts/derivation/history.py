"""Knowledge of the sponsor's earlier awards."""

from collections.abc import Iterator

from rules.facts.gathering.mapping.reading import (
    CaseReading,
    made_from,
    object_of_selection,
    required_text,
    text_or_none,
)
from rules.facts.kinds.history import HistoryKnown


def histories_known(reading: CaseReading) -> Iterator[HistoryKnown]:
    """Yield the statements that every award in some scope is stated."""
    for stated in reading.now("history_known"):
        procured = text_or_none(stated.values, "object")
        yield HistoryKnown(
            **made_from(stated, HistoryKnown),
            body=required_text(stated.values, "body"),
            domain=text_or_none(stated.values, "domain") or reading.stated_domain,
            object=procured or object_of_selection(reading.case.selection),
            every_object=procured is None,
        )
