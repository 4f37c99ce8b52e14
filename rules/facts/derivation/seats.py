"""Places of people on the public side of a case, and the lines of command there."""

from collections.abc import Iterator

from rules.facts.derivation.in_service import in_service_facts
from rules.facts.gathering.mapping.people import people_with_role, recusals_in_case, roles_in_case
from rules.facts.gathering.mapping.reading import (
    CaseReading,
    fact_days,
    flag_or_none,
    holds_on,
    made_from,
    required_text,
    text_or_none,
)
from rules.facts.kinds.base import OPEN_END, OPEN_START, Fact
from rules.facts.kinds.officials import AnswersTo, BodySeat, Declaration
from rules.facts.kinds.service import InService


def seat_facts(reading: CaseReading) -> Iterator[Fact]:
    """Yield seats, people in office, the declarations that nobody asks for, and the lines of command."""
    seats: list[BodySeat | InService] = [*body_seats(reading), *in_service_facts(reading)]
    yield from seats
    appointed = {required_text(stated.values, "person") for stated in reading.of("appointment")}
    for person in sorted(({seat.person for seat in seats} | appointed) - set(people_with_role(reading))):
        made = f"declaration:not_required:{person}"
        yield Declaration(id=made, person=person, on=reading.as_of, basis="not_required")
    for person in people_with_role(reading):
        yield from superiors_of_person(reading, person)


def body_seats(reading: CaseReading) -> Iterator[BodySeat]:
    """Yield each post and panel seat in or under who would sign, each role in this case, and each recusal from it."""
    recused = recusals_in_case(reading)
    for stated in reading.of("appointment"):
        person, body = required_text(stated.values, "person"), required_text(stated.values, "body")
        if reading.signatory_over(body):
            made, acting = made_from(stated, BodySeat), person not in recused
            yield BodySeat(**made, **fact_days(stated), person=person, body=body, kind="appointment", acting=acting)
    for stated in reading.of("advisory_role"):
        council = text_or_none(stated.values, "body")
        if council and reading.signatory_over(council):
            person = required_text(stated.values, "person")
            yield BodySeat(
                **made_from(stated, BodySeat),
                **fact_days(stated),
                person=person,
                body=council,
                kind="panel",
                acting=person not in recused,
                plenary_only=flag_or_none(stated.values, "plenary_only"),
                disclosed=flag_or_none(stated.values, "disclosed"),
            )
    for person in sorted({person for person, _ in roles_in_case(reading)} | recused.keys()):
        yield BodySeat(
            id=f"body_seat:role:{person}",
            origins=recused.get(person, ()),
            person=person,
            body=reading.sponsor,
            kind="role",
            acting=person not in recused,
            from_on=OPEN_START,
            until_on=OPEN_END,
        )


def superiors_of_person(reading: CaseReading, person: str) -> Iterator[AnswersTo]:
    """Yield the person, and everyone over them along the appointments of `as_of`, once at the shortest distance."""
    yield AnswersTo(id=f"answers_to:{person}:{person}", person=person, superior=person, steps=0)
    origins: dict[str, tuple[str, ...]] = {person: ()}
    level, steps = [person], 0
    while level:
        steps += 1
        above: dict[str, tuple[str, ...]] = {}
        for stated in reading.about("appointment", "person", *level):
            below, superior = required_text(stated.values, "person"), text_or_none(stated.values, "reports_to")
            if superior and superior not in origins and holds_on(stated, reading.as_of):
                above.setdefault(superior, (*origins[below], stated.ref))
        for superior, path in sorted(above.items()):
            made = f"answers_to:{person}:{superior}"
            yield AnswersTo(id=made, origins=path, person=person, superior=superior, steps=steps)
        origins |= above
        level = sorted(above)
