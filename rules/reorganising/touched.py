"""The partnerships whose cases a draft may decide otherwise: by the stored questions of their newest results."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from institutions.drafts.reorganisation.enacting.changes import DayOfChange
from institutions.models import Partnership
from institutions.parties.organisation.state import Organisation
from rules.facts.gathering.government import ACTING
from rules.models import AskedValue, Asking
from rules.reorganising.near_reviewers import partnerships_of_touched_reviewers


def touched_bodies(days: Iterable[DayOfChange]) -> frozenset[str]:
    """Return the bodies that begin, end, move, hand something over or take it, and the councils with other seats."""
    found: set[str] = set()
    for day in days:
        found |= {body.key for body in (*day.founded, *day.ended, *day.moved)}
        found |= {seat.body for seat in (*day.seats.ended, *day.seats.begun)}
        found |= {key for row in day.handed for key in (row.predecessor, row.successor)}
    return frozenset(found)


def touched_by_mandates(days: Iterable[DayOfChange]) -> frozenset[str]:
    """Return the roots whose mandates to act change, and the domains of those for one domain.

    A mandate for every domain concerns the cases of its own root alone; one for a domain is named in those of others.
    """
    found: set[str] = set()
    for day in days:
        for root, domain, *_ in acting_mandates(day.before) ^ acting_mandates(day.after):
            found |= {root, domain} - {""}
    return frozenset(found)


def acting_mandates(organisation: Organisation) -> set[tuple[str, ...]]:
    """Return the mandates that let a body act with others, each with the body that its holder counts with."""
    return {
        (organisation.root(each.body), each.domain, each.body, each.function, each.lead)
        for each in organisation.mandates
        if each.function in ACTING
    }


def touched_partnerships(days: Iterable[DayOfChange], among: QuerySet[Partnership]) -> list[UUID]:
    """Return those of some partnerships whose case asked for a body that the draft touches, or asked nothing yet.

    A case asks for every body that its document or statements name and for those over it, and for its domain, so that
    no other can read what changes. So do those whose reviewers belong to a body that the draft touches.
    """
    given = tuple(days)
    bodies = touched_bodies(given)
    of_case = AskedValue.objects.filter(asking__partnership=OuterRef("pk"))
    asked = of_case.filter(value__in=sorted(bodies | touched_by_mandates(given)))
    unasked = ~Exists(Asking.objects.filter(partnership=OuterRef("pk")))
    found = set(among.filter(Exists(asked) | unasked).values_list("pk", flat=True))
    found |= set(partnerships_of_touched_reviewers(bodies, among).values_list("pk", flat=True))
    return sorted(found)
