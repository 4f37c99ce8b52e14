"""Knowledge of the sponsor's earlier awards."""

from collections.abc import Iterator

from rules.facts.gathering.mapping.reading import CaseReading, made_from, required_text, text_or_none
from rules.facts.kinds.history import HistoryKnown


def histories_known(reading: CaseReading) -> Iterator[HistoryKnown]:
    """Yield the statements that every award in some scope is stated."""
    for stated in reading.now("history_known"):
        procured = text_or_none(stated.values, "object")
        yield HistoryKnown(
            **made_from(stated, HistoryKnown),
            body=required_text(stated.values, "body"),
            domain=text_or_none(stated.values, "domain") or reading.stated_domain,
            object=procured or text_or_none(reading.case.selection, "object"),
            every_object=procured is None,
        )
