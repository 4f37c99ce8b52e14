"""Acts of officials in this selection, with the evidence given for them and the person who checked it."""

from collections.abc import Iterator

from rules.facts.gathering.mapping.reading import Reading, flag, made_from, named, text
from rules.facts.kinds.conduct import Conduct


def conduct_facts(reading: Reading) -> Iterator[Conduct]:
    """Yield every act that is stated with this partnership."""
    for stated in reading.of("conduct"):
        given = stated.values
        if stated.own:
            person, second = named(given, "person"), text(given, "confirmed_by")
            evidence = (text(given, "evidence") or "").strip()
            yield Conduct(
                **made_from(stated, Conduct),
                person=person,
                kind=text(given, "type"),
                company=text(given, "company"),
                on=text(given, "on"),
                evidence=evidence or None,
                evidenced=True if evidence else None,
                confirmed_by=None if second == person else second,
                published=flag(given, "information_published"),
            )
