"""People who serve the State on the day of the case, and their service and grade."""

from collections.abc import Iterator

from rules.facts.gathering.mapping.people import people_with_role
from rules.facts.gathering.mapping.reading import CaseReading, fact_days, made_from, required_text, text_or_none
from rules.facts.kinds.base import OPEN_END, OPEN_START
from rules.facts.kinds.service import InService


def in_service_facts(reading: CaseReading) -> Iterator[InService]:
    """Yield each appointment of the day; for a person with a role but no appointment, a fact that asks for one."""
    appointed = {required_text(stated.values, "person") for stated in reading.of("appointment")}
    for stated in reading.now("appointment"):
        yield InService(
            **made_from(stated, InService),
            **fact_days(stated),
            person=required_text(stated.values, "person"),
            body=required_text(stated.values, "body"),
            service=text_or_none(stated.values, "service"),
            service_known=text_or_none(stated.values, "service") is not None,
            grade=text_or_none(stated.values, "grade"),
        )
    for person in people_with_role(reading):
        if person not in appointed:
            made = f"appointment(person={person})/in_service"
            yield InService(id=made, person=person, from_on=OPEN_START, until_on=OPEN_END, service_known=False)
