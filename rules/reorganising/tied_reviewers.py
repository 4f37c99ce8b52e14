"""Reviewers who would be tied to their case, or of its signing body, once a draft is in force."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from institutions.models import Partnership, Submission, table_of
from institutions.models.sql_lists import among
from rules.models import ReviewAssignment
from rules.reorganising.laid_over import DraftOnRegister
from rules.reorganising.orphans import OVER
from rules.review.casework.screening.under_government import new_ties, ties_under

Json = dict[str, Any]  # Any: plain data


def open_assignments(partnerships: Sequence[UUID]) -> QuerySet[ReviewAssignment]:
    """Return the reviewers who are assigned to partnerships whose review is not over."""
    rows = ReviewAssignment.objects.filter(among("case__partnership", partnerships), ended_at=None)
    return rows.exclude(case__state__in=OVER).select_related("account__body", "account__person", "case").order_by("pk")


def tied_reviewers(partnerships: Sequence[UUID], laid: DraftOnRegister) -> Iterator[Json]:
    """Yield the reviewers with ties that appear with the draft, each tie by its sort alone: no name of a third person.

    `own_body` is no tie, but a reviewer of a body that signs cannot be checked in full.
    """
    assignments = list(open_assignments(partnerships))
    rows = Submission.objects.filter(
        among("partnership", {each.case.partnership_id for each in assignments}), superseded_at=None
    )
    current = {each.partnership_id: each for each in rows.select_related("partnership__submitted_by")}
    for each in assignments:
        submission = current[each.case.partnership_id]
        then, now = (
            ties_under(each.account, submission, side, on=laid.on, known_at=laid.known_at)
            for side in (laid.before, laid.after)
        )
        if ties := new_ties(then, now):
            yield {
                "partnership": str(submission.partnership_id),
                "reviewer": each.account.username,
                "ties": sorted({how for how, _rule in ties}),
            }


def tie_order(found: Json) -> tuple[str, str]:
    """Return the place of a reviewer who would be tied."""
    return found["partnership"], found["reviewer"]


def partnerships_of_touched_reviewers(bodies: frozenset[str], readable: QuerySet[Partnership]) -> QuerySet[Partnership]:
    """Return those partnerships of which a reviewer's account or post belongs to one of some bodies."""
    appointments: Any = table_of("appointment")  # Any: tables are made at run time
    held = appointments.objects.current().filter(body__code__in=bodies)
    of_body = Q(account__body__code__in=bodies) | Q(account__person__in=held.values("person"))
    rows = ReviewAssignment.objects.filter(of_body, ended_at=None).exclude(case__state__in=OVER)
    return readable.filter(pk__in=rows.values("case__partnership"))
