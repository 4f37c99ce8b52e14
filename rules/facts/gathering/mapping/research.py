"""Joint research, as stated."""

from collections.abc import Iterator

from rules.facts.gathering.mapping.reading import (
    CaseReading,
    fact_days,
    made_from,
    number_or_none,
    required_text,
    text_or_none,
)
from rules.facts.kinds.research import JointResearch


def research_facts(reading: CaseReading) -> Iterator[JointResearch]:
    """Yield all joint research that had begun by `as_of`, ended research too."""
    for stated in reading.of("joint_research"):
        yield JointResearch(
            **made_from(stated, JointResearch),
            **fact_days(stated),
            person=required_text(stated.values, "person"),
            other=required_text(stated.values, "other"),
            kind=text_or_none(stated.values, "type"),
            authors=number_or_none(stated.values, "authors"),
        )
