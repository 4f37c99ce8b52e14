"""People on the public side: roles in this case, recusals, declarations, kin, contacts by former officials."""

from collections.abc import Iterator

from rules.facts.gathering.mapping.reading import (
    CaseReading,
    flag_or_none,
    made_from,
    number_or_none,
    required_text,
    text_or_none,
)
from rules.facts.kinds.base import Fact
from rules.facts.kinds.officials import ClosePerson, Contact, Declaration, Official

NO_DEGREE = ("spouse", "cohabitant")  # closer than any degree


def people_facts(reading: CaseReading) -> Iterator[Fact]:
    """Yield everything stated about people on the public side, unchanged."""
    recused = recusals_in_case(reading)
    for person, role in sorted(roles_in_case(reading)):
        yield Official(
            id=f"official:{person}:{role}",
            origins=recused.get(person, ()),
            person=person,
            role=role,
            acting=person not in recused,
        )
    yield from declaration_facts(reading)
    yield from close_people(reading)
    yield from contact_facts(reading)


def roles_in_case(reading: CaseReading) -> set[tuple[str, str]]:
    """Return the people with a role in this case, each with the role."""
    return {(required_text(row, "person"), required_text(row, "role")) for row in reading.case.officials}


def people_with_role(reading: CaseReading) -> list[str]:
    """Return the people with a role in this case, sorted."""
    return sorted({person for person, _ in roles_in_case(reading)})


def recusals_in_case(reading: CaseReading) -> dict[str, tuple[str, ...]]:
    """Return the people who have recused themselves from this case by `as_of`, with the statements that say so."""
    found: dict[str, tuple[str, ...]] = {}
    for stated in reading.of("recusal"):
        if stated.own and (person := text_or_none(stated.values, "person")):
            found[person] = (*found.get(person, ()), stated.ref)
    return found


def declaration_facts(reading: CaseReading) -> Iterator[Declaration]:
    """Yield dated declarations of the people with a role, each with the check by a second person."""
    people = people_with_role(reading)
    for stated in reading.of("declaration"):
        person, on = text_or_none(stated.values, "person"), text_or_none(stated.values, "on")
        if person in people and on:
            second, day = text_or_none(stated.values, "verified_by"), text_or_none(stated.values, "verified_on")
            second = None if second == person else second
            day = None if day and day > reading.as_of else day
            yield Declaration(
                **made_from(stated, Declaration),
                person=person,
                on=on,
                basis="on_file",
                verified=True if second and day and day >= on else None,
                verified_by=second,
                verified_on=day,
            )


def close_people(reading: CaseReading) -> Iterator[ClosePerson]:
    """Yield each person with a role, and their kin, whichever of the two the statement names first."""
    people = people_with_role(reading)
    for person in people:
        yield ClosePerson(id=f"close_person:{person}:self", person=person, relative=person, by="self", degree=0)
    for stated in reading.now("kinship"):
        first, second, by = (
            required_text(stated.values, "person"),
            required_text(stated.values, "relative"),
            text_or_none(stated.values, "by"),
        )
        degree = 0 if by in NO_DEGREE else number_or_none(stated.values, "degree")
        for person, relative in ((first, second), (second, first)):
            if person in people:
                made = made_from(stated, ClosePerson, person)
                yield ClosePerson(**made, person=person, relative=relative, by=by, degree=degree)


def contact_facts(reading: CaseReading) -> Iterator[Contact]:
    """Yield approaches by former officials in this case."""
    for stated in reading.of("contact"):
        given = stated.values
        yield Contact(
            **made_from(stated, Contact),
            person=required_text(given, "person"),
            body=required_text(given, "body"),
            on=text_or_none(given, "on"),
            about_case=flag_or_none(given, "about"),
            asking=flag_or_none(given, "asking"),
            via=text_or_none(given, "via"),
        )
