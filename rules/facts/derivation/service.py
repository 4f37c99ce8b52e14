"""People who left public service: the day, and their earlier posts (National Public Service Act, art. 106-4)."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from rules.facts.gathering.mapping.reading import (
    CaseReading,
    fact_days,
    holds_on,
    made_from,
    required_text,
    text_or_none,
)
from rules.facts.gathering.statements import GatheredStatement
from rules.facts.kinds.base import OPEN_END, Fact
from rules.facts.kinds.officials import LeftService, ServedIn


def service_facts(reading: CaseReading) -> Iterator[Fact]:
    """Yield people who left the regular service, and their earlier posts as seen from the bodies asked about."""
    asked = {*reading.signatories, *(required_text(stated.values, "body") for stated in reading.of("contact"))}
    for person, appointments in sorted(appointments_by_person(reading).items()):
        if left := left_service(person, appointments, reading.as_of):
            yield left
            for stated in appointments:
                yield from served_in(reading, stated, asked)


def appointments_by_person(reading: CaseReading) -> dict[str, list[GatheredStatement]]:
    """Collect all appointments of each person."""
    found: dict[str, list[GatheredStatement]] = defaultdict(list)
    for stated in reading.of("appointment"):
        found[required_text(stated.values, "person")].append(stated)
    return found


def left_service(person: str, appointments: list[GatheredStatement], day: str) -> LeftService | None:
    """Return the end of a person's regular service; None for someone still in office, or never in the regular service.

    An appointment of unknown service counts, as unknown, where no regular one is stated.
    """
    if any(holds_on(stated, day) for stated in appointments):
        return None
    ended = [stated for stated in appointments if (stated.until_on or OPEN_END) < day]
    for service in ("regular", None):
        if of_service := [stated for stated in ended if text_or_none(stated.values, "service") == service]:
            last = max(of_service, key=lambda stated: (stated.until_on or "", stated.ref))
            return LeftService(
                id=f"left_service:{person}",
                origins=(last.ref,),
                person=person,
                left_on=last.until_on or OPEN_END,
                service=service,
            )
    return None


def served_in(reading: CaseReading, stated: GatheredStatement, asked: Collection[str]) -> Iterator[ServedIn]:
    """Yield one earlier post, for its own body and for the bodies asked about that lie under it or in its ministry."""
    bodies = reading.bodies
    served = required_text(stated.values, "body")
    ministry = bodies.ministry(served)
    for body in sorted({served, *asked}):
        for scope, reached in (
            ("own", bodies.within(body, served)),
            ("ministry", bodies.ministry(body) == ministry),
        ):
            if reached:
                yield ServedIn(
                    **made_from(stated, ServedIn, f"{scope}:{body}"),
                    **fact_days(stated),
                    person=required_text(stated.values, "person"),
                    body=body,
                    scope=scope,
                    of_sponsor=ministry in map(bodies.ministry, reading.signatories),
                    grade=text_or_none(stated.values, "grade"),
                )
