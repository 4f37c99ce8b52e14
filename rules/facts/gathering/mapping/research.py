"""Joint research, as stated."""

from collections.abc import Iterator

from rules.facts.gathering.mapping.reading import Reading, made_from, named, number, span, text
from rules.facts.kinds.research import JointResearch


def research_facts(reading: Reading) -> Iterator[JointResearch]:
    """Yield all joint research that had begun by `as_of`, ended research too."""
    for stated in reading.of("joint_research"):
        yield JointResearch(
            **made_from(stated, JointResearch),
            **span(stated),
            person=named(stated.values, "person"),
            other=named(stated.values, "other"),
            kind=text(stated.values, "type"),
            authors=number(stated.values, "authors"),
        )
