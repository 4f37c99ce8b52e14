"""The days on which the organisation on record changed: between two of them it is the same."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from institutions.access.statements import published_statements
from institutions.models import BodyParent, BodySuccession, Mandate, PartyName, Post
from institutions.parties.organisation.register import japanese_bodies

FIRST_DAY: Final = date(2001, 1, 6)  # of the present ministries: the register knows of none before
MOST_DAYS: Final = 500
OF_PEOPLE: Final = ("appointment", "secondment", "posting")
SPAN: Final = ("from_on", "until_on")


def changes_on_record(today: date, most: int = MOST_DAYS) -> tuple[tuple[date, ...], int]:
    """Return the days from `FIRST_DAY` to today on which something changed, both of these included, in order.

    The second value counts those that were left out because there are more than `most`: of appointments, secondments
    and postings alone, the earliest first. Eleven queries.
    """
    of_bodies = within({FIRST_DAY, today, *changes_of_bodies()}, today)
    of_people = within({*changes_of_statements(OF_PEOPLE)}, today) - of_bodies
    room = max(0, most - len(of_bodies))
    kept = sorted(of_people)[len(of_people) - min(room, len(of_people)) :]
    return tuple(sorted({*of_bodies, *kept})), len(of_people) - len(kept)


def within(days: set[date], today: date) -> set[date]:
    """Return the days that have come and are not before the present ministries."""
    return {day for day in days if FIRST_DAY <= day <= today}


def changes_of_bodies() -> Iterator[date]:
    """Yield the days on which a body, its name, its place, or something that it holds began, or was no longer there."""
    bodies = japanese_bodies()
    yield from first_days(bodies.values_list("founded_on", "dissolved_on"))
    yield from first_days(PartyName.objects.current().filter(party__in=bodies.values("pk")).values_list(*SPAN))
    for model in (BodyParent, Mandate, Post, BodySuccession):
        yield from first_days(model.objects.current().values_list(*SPAN))
    yield from first_days(Mandate.objects.current().values_list("from_on", "basis_until_on"))
    yield from changes_of_statements(("seat",))


def changes_of_statements(kinds: tuple[str, ...]) -> Iterator[date]:
    """Yield the days on which published statements of some kinds began, or were no longer true."""
    for kind in kinds:
        rows: Any = published_statements(kind)  # Any: tables are made at run time
        yield from first_days(rows.values_list(*SPAN).distinct())


def first_days(spans: Any) -> Iterator[date]:  # Any: pairs of a query
    """Yield the first day of each span, and the first one after it."""
    for from_on, until_on in spans:
        if from_on:
            yield from_on
        if until_on and until_on < date.max:
            yield until_on + timedelta(days=1)
