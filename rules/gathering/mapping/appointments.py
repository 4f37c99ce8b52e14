"""Posts in government bodies, as stated; and for whom with a role none is stated."""

from collections.abc import Iterator

from rules.facts.appointments import Appointment
from rules.facts.base import OPEN_END, OPEN_START
from rules.gathering.mapping.people import with_role
from rules.gathering.mapping.reading import Reading, made_from, named, span, text


def appointment_facts(reading: Reading) -> Iterator[Appointment]:
    """Every post that had begun by `as_of`, and what is not known of people with a role."""
    appointed = set()
    for stated in reading.of("appointment"):
        person = named(stated.values, "person")
        appointed.add(person)
        yield Appointment(
            **made_from(stated, Appointment),
            **span(stated),
            person=person,
            body=named(stated.values, "body"),
            grade=text(stated.values, "grade"),
            service=text(stated.values, "service"),
        )
    for person in with_role(reading):
        if person not in appointed:
            made = f"appointment(person={person})"
            yield Appointment(id=made, person=person, from_on=OPEN_START, until_on=OPEN_END)
