"""Clearances for protected information on the company side."""

from collections.abc import Iterator

from rules.facts.gathering.mapping.companies import participants
from rules.facts.gathering.mapping.reading import Reading, flag, holds_on, named, text
from rules.facts.gathering.stated import Stated
from rules.facts.kinds.clearances import ClearanceCheck

OPERATOR, HANDLER = "suitable_operator", "handler"


def clearance_facts(reading: Reading) -> Iterator[ClearanceCheck]:
    """Yield one for each participant, and one for each person who is employed by one."""
    partners = participants(reading)
    for company in partners:
        granted = clearances(reading, company)
        yield ClearanceCheck(
            id=f"clearance_check:{company}",
            origins=tuple(each.ref for each in granted),
            company=company,
            clearance=OPERATOR,
            works_on_case=True,
            cleared=cleared(reading, granted, OPERATOR),
        )
    for stated in reading.now("employment"):
        company, person = named(stated.values, "company"), named(stated.values, "person")
        if company in partners:
            granted = clearances(reading, person)
            yield ClearanceCheck(
                id=f"clearance_check:{company}:{person}",
                origins=(stated.ref, *(each.ref for each in granted)),
                company=company,
                clearance=HANDLER,
                person=person,
                works_on_case=flag(stated.values, "responsible"),
                cleared=cleared(reading, granted, HANDLER),
            )


def clearances(reading: Reading, party: str) -> list[Stated]:
    """Return the clearances on file about a company or person."""
    return [
        each for each in reading.of("clearance") if party in (each.values.get("company"), each.values.get("person"))
    ]


def cleared(reading: Reading, on_file: list[Stated], clearance: str) -> bool | None:
    """Return whether a clearance of that type is valid; None where one may be: its type or status is not stated."""
    answers = [valid(reading, each, clearance) for each in on_file]
    return True if True in answers else None if None in answers else False


def valid(reading: Reading, stated: Stated, clearance: str) -> bool | None:
    """Return whether one clearance is of that type, granted by `as_of` and not over."""
    kind, status = text(stated.values, "type"), text(stated.values, "status")
    on_time = (text(stated.values, "granted_on") or reading.as_of) <= reading.as_of
    if not on_time or not holds_on(stated, reading.as_of) or kind not in (None, clearance):
        return False
    if status not in (None, "granted"):
        return False
    return True if kind and status else None
