"""People on the public side: roles in this case, recusals, declarations, kin, contacts by former officials."""

from collections.abc import Iterator

from rules.facts.gathering.mapping.reading import Reading, flag, made_from, named, number, text
from rules.facts.kinds.base import Fact
from rules.facts.kinds.officials import ClosePerson, Contact, Declaration, Official

NO_DEGREE = ("spouse", "cohabitant")  # closer than any degree


def people_facts(reading: Reading) -> Iterator[Fact]:
    """Yield everything stated about people on the public side, unchanged."""
    recused = recusals(reading)
    for person, role in sorted(roles(reading)):
        yield Official(
            id=f"official:{person}:{role}",
            origins=recused.get(person, ()),
            person=person,
            role=role,
            acting=person not in recused,
        )
    yield from declarations(reading)
    yield from close_people(reading)
    yield from contacts(reading)


def roles(reading: Reading) -> set[tuple[str, str]]:
    """Return the people with a role in this case, each with the role."""
    return {(named(row, "person"), named(row, "role")) for row in reading.case.officials}


def with_role(reading: Reading) -> list[str]:
    """Return the people with a role in this case, sorted."""
    return sorted({person for person, _ in roles(reading)})


def recusals(reading: Reading) -> dict[str, tuple[str, ...]]:
    """Return the people who have recused themselves from this case by `as_of`, with the statements that say so."""
    found: dict[str, tuple[str, ...]] = {}
    for stated in reading.of("recusal"):
        if stated.own and (person := text(stated.values, "person")):
            found[person] = (*found.get(person, ()), stated.ref)
    return found


def declarations(reading: Reading) -> Iterator[Declaration]:
    """Yield dated declarations of the people with a role."""
    people = with_role(reading)
    for stated in reading.of("declaration"):
        person, on = text(stated.values, "person"), text(stated.values, "on")
        if person in people and on:
            yield Declaration(**made_from(stated, Declaration), person=person, on=on, basis="on_file")


def close_people(reading: Reading) -> Iterator[ClosePerson]:
    """Yield each person with a role, and their kin, whichever of the two the statement names first."""
    people = with_role(reading)
    for person in people:
        yield ClosePerson(id=f"close_person:{person}:self", person=person, relative=person, by="self", degree=0)
    for stated in reading.now("kinship"):
        first, second, by = named(stated.values, "person"), named(stated.values, "relative"), text(stated.values, "by")
        degree = 0 if by in NO_DEGREE else number(stated.values, "degree")
        for person, relative in ((first, second), (second, first)):
            if person in people:
                made = made_from(stated, ClosePerson, person)
                yield ClosePerson(**made, person=person, relative=relative, by=by, degree=degree)


def contacts(reading: Reading) -> Iterator[Contact]:
    """Yield approaches by former officials in this case."""
    for stated in reading.of("contact"):
        given = stated.values
        yield Contact(
            **made_from(stated, Contact),
            person=named(given, "person"),
            body=named(given, "body"),
            on=text(given, "on"),
            about_case=flag(given, "about"),
            asking=flag(given, "asking"),
            via=text(given, "via"),
        )
