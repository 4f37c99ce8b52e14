"""Clearances for protected information on the company side."""

from collections.abc import Iterator

from rules.facts.gathering.mapping.companies import participating_companies
from rules.facts.gathering.mapping.reading import (
    IN_ORDER,
    CaseReading,
    flag_or_none,
    holds_on,
    required_text,
    text_or_none,
)
from rules.facts.gathering.statements import GatheredStatement
from rules.facts.kinds.clearances import ClearanceCheck

OPERATOR, HANDLER = "suitable_operator", "handler"
CLEARED = "cleared"  # the field that counts as no where nothing is on file


def clearance_facts(reading: CaseReading) -> Iterator[ClearanceCheck]:
    """Yield one for each participant, and one for each person who is employed by one."""
    partners = dict.fromkeys(participating_companies(reading))
    for company in partners:
        granted = clearances_on_file(reading, company)
        yield ClearanceCheck(
            id=f"clearance_check:{company}",
            origins=tuple(each.ref for each in granted),
            company=company,
            clearance=OPERATOR,
            works_on_case=True,
            cleared=has_valid_clearance(reading, granted, OPERATOR),
            not_recorded=() if is_recorded(granted, OPERATOR) else (CLEARED,),
        )
    for stated in reading.now("employment"):
        company, person = required_text(stated.values, "company"), required_text(stated.values, "person")
        if company in partners:
            granted = clearances_on_file(reading, person)
            yield ClearanceCheck(
                id=f"clearance_check:{company}:{person}",
                origins=(stated.ref, *(each.ref for each in granted)),
                company=company,
                clearance=HANDLER,
                person=person,
                works_on_case=flag_or_none(stated.values, "responsible"),
                cleared=has_valid_clearance(reading, granted, HANDLER),
                not_recorded=() if is_recorded(granted, HANDLER) else (CLEARED,),
            )


def clearances_on_file(reading: CaseReading, party: str) -> list[GatheredStatement]:
    """Return the clearances on file about a company or person."""
    found = {each.ref: each for name in ("company", "person") for each in reading.about("clearance", name, party)}
    return sorted(found.values(), key=IN_ORDER)


def is_recorded(on_file: list[GatheredStatement], clearance: str) -> bool:
    """Return whether a clearance that may be of that type is on file, whatever it says."""
    return any(text_or_none(each.values, "type") in (None, clearance) for each in on_file)


def has_valid_clearance(reading: CaseReading, on_file: list[GatheredStatement], clearance: str) -> bool | None:
    """Return whether a clearance of that type is valid; None if one may be: its type or status is not stated."""
    answers = [is_clearance_valid(reading, each, clearance) for each in on_file]
    return True if True in answers else None if None in answers else False


def is_clearance_valid(reading: CaseReading, stated: GatheredStatement, clearance: str) -> bool | None:
    """Return whether one clearance is of that type, granted by `as_of` and not over."""
    kind, status = text_or_none(stated.values, "type"), text_or_none(stated.values, "status")
    on_time = (text_or_none(stated.values, "granted_on") or reading.as_of) <= reading.as_of
    if not on_time or not holds_on(stated, reading.as_of) or kind not in (None, clearance):
        return False
    if status not in (None, "granted"):
        return False
    return True if kind and status else None
