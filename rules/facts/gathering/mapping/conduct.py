"""Acts of officials in this selection, with the evidence given for them and the person who checked it."""

from collections.abc import Iterator

from rules.facts.gathering.mapping.reading import CaseReading, flag_or_none, made_from, required_text, text_or_none
from rules.facts.kinds.conduct import Conduct


def conduct_facts(reading: CaseReading) -> Iterator[Conduct]:
    """Yield every act that is stated with this partnership."""
    for stated in reading.of("conduct"):
        given = stated.values
        if stated.own:
            person, second = required_text(given, "person"), text_or_none(given, "confirmed_by")
            evidence = (text_or_none(given, "evidence") or "").strip()
            yield Conduct(
                **made_from(stated, Conduct),
                person=person,
                kind=text_or_none(given, "type"),
                company=text_or_none(given, "company"),
                on=text_or_none(given, "on"),
                evidence=evidence or None,
                evidenced=True if evidence else None,
                confirmed_by=None if second == person else second,
                published=flag_or_none(given, "information_published"),
            )
