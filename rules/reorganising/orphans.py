"""Partnerships that the acts of a draft would leave to nobody, and references that two bodies would share."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from institutions.access.callers import EVERYBODY
from institutions.access.partnerships import closed_partnerships_rule
from institutions.codes.parameters import PlainNumber
from institutions.drafts.reorganisation.enacting.changes import DayOfChange
from institutions.drafts.reorganisation.enacting.troubles import (
    OrphanPartnerships,
    OrphanRestricted,
    SameReferences,
    SameRestricted,
)
from institutions.models import Partnership, Submission
from institutions.models.sql_lists import among
from institutions.parties.organisation.succession import BODY, Successions, joined, read_successions
from rules.models import CaseState, ReviewCase

OVER: Final = (CaseState.WITHDRAWN, CaseState.REFUSED)
SHOWN: Final = 5


def orphaned_partnerships(days: Iterable[DayOfChange]) -> Mapping[str, tuple[UUID, ...]]:
    """Return by body the partnerships whose sponsor ends without a successor; those that are over count no more."""
    given = tuple(days)
    ended = {body.key for day in given for body in day.ended}
    if not ended:
        return {}
    known = read_successions()
    after = joined(known.rows, (row for day in given for row in day.handed))
    last = given[-1].on
    there = given[-1].after.bodies
    found: dict[str, list[UUID]] = defaultdict(list)
    for submission in open_submissions(known, ended, last):
        owner = after.owner(submission.sponsor.key, submission.domain, last, since=submission.received_at)
        if owner in ended and owner not in there:
            found[owner].append(submission.partnership_id)
    return {body: tuple(ids) for body, ids in sorted(found.items())}


def orphans_told(days: Iterable[DayOfChange], *, all_named: bool) -> Iterator[OrphanPartnerships | OrphanRestricted]:
    """Yield what to say of partnerships that would be left to nobody.

    The operator at the command line gets the number of all; others that of the open ones, and of restricted ones only
    that there are some.
    """
    for body, ids in orphaned_partnerships(days).items():
        told = len(ids) if all_named else partnerships_open_to_everybody().filter(among("pk", ids)).count()
        if told:
            yield OrphanPartnerships(body=body, number=PlainNumber(told))
        if told < len(ids):
            yield OrphanRestricted(body=body)


def open_submissions(known: Successions, bodies: Iterable[str], on: date) -> Iterator[Submission]:
    """Yield the current submissions that name one of some bodies, or one that it follows, and are not over."""
    named = {body for each in bodies for body in known.former(each, on)}
    named |= {row.predecessor for row in known.rows}
    over = ReviewCase.objects.filter(state__in=OVER).values("partnership")
    rows = Submission.objects.filter(superseded_at=None, sponsor__code__in=named).exclude(partnership__in=over)
    yield from rows.select_related("sponsor").defer("document").order_by("pk")


def shared_references(days: Iterable[DayOfChange], *, all_named: bool) -> Iterator[SameReferences | SameRestricted]:
    """Yield the pairs of bodies that become one and have partnerships with the same reference.

    The operator at the command line gets all of them named; others those of partnerships that are open to everybody.
    """
    is_open = Partnership.objects.all() if all_named else partnerships_open_to_everybody()
    for row in (row for day in days for row in day.handed if row.part == BODY):
        mine = Partnership.objects.filter(submitted_by__code=row.predecessor).values("reference")
        theirs = Partnership.objects.filter(submitted_by__code=row.successor, reference__in=mine)
        named = is_open.filter(submitted_by__code=row.predecessor).values("reference")
        shown = theirs.filter(pk__in=is_open.values("pk"), reference__in=named).order_by("reference")
        same = list(shown.values_list("reference", flat=True)[:SHOWN])
        if same:
            yield SameReferences(body=row.predecessor, to=row.successor, references=", ".join(same))
        elif theirs.exists():
            yield SameRestricted(body=row.predecessor, to=row.successor)


def partnerships_open_to_everybody() -> QuerySet[Partnership]:
    """Return the partnerships that are not restricted."""
    return Partnership.objects.exclude(closed_partnerships_rule(EVERYBODY).q())
