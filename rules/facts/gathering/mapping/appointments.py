"""Posts in government bodies, as stated; and unknown ones for people with a role and no stated post."""

from collections.abc import Iterator

from rules.facts.gathering.mapping.people import people_with_role
from rules.facts.gathering.mapping.reading import (
    CaseReading,
    fact_days,
    holds_on,
    made_from,
    required_text,
    text_or_none,
)
from rules.facts.kinds.appointments import Appointment
from rules.facts.kinds.base import OPEN_END, OPEN_START


def appointment_facts(reading: CaseReading) -> Iterator[Appointment]:
    """Yield every post that had begun by `as_of`, and the unknown posts of people with a role."""
    for stated in reading.of("appointment"):
        yield Appointment(
            **made_from(stated, Appointment),
            **fact_days(stated),
            person=required_text(stated.values, "person"),
            body=required_text(stated.values, "body"),
            grade=text_or_none(stated.values, "grade"),
            service=text_or_none(stated.values, "service"),
        )
    for person in people_with_role(reading):
        yield from unknown_posts(reading, person)


def unknown_posts(reading: CaseReading, person: str) -> Iterator[Appointment]:
    """Yield the unknown posts of a person: any post, or those on the days of benefits to them."""
    posts = [stated for stated in reading.of("appointment") if stated.values["person"] == person]
    if not posts:
        made = f"appointment(person={person})"
        yield Appointment(id=made, person=person, from_on=OPEN_START, until_on=OPEN_END)
        return
    days = {text_or_none(stated.values, "on") for stated in reading.of("benefit") if stated.values["person"] == person}
    for day in sorted(day for day in days if day and not any(holds_on(post, day) for post in posts)):
        made = f"appointment(person={person}, from_on={day})"
        yield Appointment(id=made, person=person, from_on=day, until_on=day)
