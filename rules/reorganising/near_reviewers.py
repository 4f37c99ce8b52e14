"""Reviewers whose ties a draft can change: by their body, their posts and seats, their kin and their superiors."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db.models import Q, QuerySet

from institutions.drafts.reorganisation.enacting.changes import DayOfChange
from institutions.models import Partnership, table_of
from institutions.parties.organisation.state import Organisation
from rules.models import ReviewAssignment
from rules.reorganising.orphans import OVER

# Kinds of statements by which a person acts in a body, and the field of the person.
ACTS_IN: Final = (
    ("appointment", "person"),
    ("duty", "person"),
    ("ex_officio_seat", "person"),
    ("advisory_role", "person"),
    ("secondment", "person"),
    ("contact", "person"),
    ("decision", "person"),
    ("seat", "holder"),
)
PERSON: Final = "account__person"


def open_reviews() -> QuerySet[ReviewAssignment]:
    """Return the reviewers who are assigned to cases that are not over."""
    return ReviewAssignment.objects.filter(ended_at=None).exclude(case__state__in=OVER)


def of_bodies(bodies: Iterable[str]) -> Q:
    """Match assignments of reviewers whose account belongs to one of some bodies, or who act in one."""
    codes = sorted(bodies)
    found = Q(account__body__code__in=codes)
    for kind, field in ACTS_IN:
        found |= of_people(current(kind).filter(body__code__in=codes), field)
    return found


def with_others() -> Q:
    """Match assignments of reviewers with kin or superiors on record, through whom a body may concern them."""
    superiors = current("appointment").exclude(reports_to=None)
    return of_people(current("kinship"), "person") | of_people(superiors, "person")


def of_people(rows: Any, field: str) -> Q:  # Any: tables are made at run time
    """Match assignments of the people whom rows name, under either id of theirs."""
    return Q(**{f"{PERSON}__in": rows.values(field)}) | Q(**{f"{PERSON}__same_as__in": rows.values(field)})


def current(kind: str) -> Any:  # Any: as above
    """Return the statements of a kind that are not superseded, of the past too."""
    table: Any = table_of(kind)
    return table.objects.current()


def near_bodies(days: Sequence[DayOfChange], touched: frozenset[str]) -> frozenset[str]:
    """Return the touched bodies and all that are under one of them, without the draft or with it."""
    sides: tuple[Organisation, ...] = (days[0].before, days[-1].after) if days else ()
    found = set(touched)
    for side in sides:
        for key in side.bodies:
            over, passed = key, set[str]()
            while over and over not in passed:
                passed.add(over)
                body = side.bodies.get(over)
                over = (body.parent or "") if body else ""
            if passed & touched:
                found.add(key)
    return frozenset(found)


def partnerships_of_touched_reviewers(bodies: frozenset[str], readable: QuerySet[Partnership]) -> QuerySet[Partnership]:
    """Return those partnerships of which a reviewer belongs to one of some bodies, or acts in one."""
    rows = open_reviews().filter(of_bodies(bodies))
    return readable.filter(pk__in=rows.values("case__partnership"))
