"""People who serve the State on the day of the case, and their service and grade."""

from collections.abc import Iterator

from rules.facts.gathering.mapping.people import with_role
from rules.facts.gathering.mapping.reading import Reading, made_from, named, span, text
from rules.facts.kinds.base import OPEN_END, OPEN_START
from rules.facts.kinds.service import InService


def in_service(reading: Reading) -> Iterator[InService]:
    """Yield each appointment of the day; for a person with a role and no stated appointment, one that asks for it."""
    appointed = {named(stated.values, "person") for stated in reading.of("appointment")}
    for stated in reading.now("appointment"):
        yield InService(
            **made_from(stated, InService),
            **span(stated),
            person=named(stated.values, "person"),
            body=named(stated.values, "body"),
            service=text(stated.values, "service"),
            service_known=text(stated.values, "service") is not None,
            grade=text(stated.values, "grade"),
        )
    for person in with_role(reading):
        if person not in appointed:
            made = f"appointment(person={person})/in_service"
            yield InService(id=made, person=person, from_on=OPEN_START, until_on=OPEN_END, service_known=False)
