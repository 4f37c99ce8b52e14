"""Reviewers who would be tied to their case, or of its signing body, once a draft is in force."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from institutions.models import Submission
from institutions.models.sql_lists import among
from rules.models import ReviewAssignment
from rules.reorganising.laid_over import DraftOnRegister
from rules.reorganising.near_reviewers import near_bodies, of_bodies, open_reviews, with_others
from rules.reorganising.touched import touched_bodies
from rules.review.casework.screening.under_government import new_ties, ties_under

Json = dict[str, Any]  # Any: plain data


def open_assignments(partnerships: Sequence[UUID], laid: DraftOnRegister) -> QuerySet[ReviewAssignment]:
    """Return the assigned reviewers of partnerships whose ties the draft can change.

    Of others the screening would say the same: it costs two runs of the rulebook a reviewer.
    """
    near = near_bodies(laid.days, touched_bodies(laid.days))
    rows = open_reviews().filter(among("case__partnership", partnerships)).filter(of_bodies(near) | with_others())
    return rows.select_related("account__body", "account__person", "case").order_by("pk")


def tied_reviewers(partnerships: Sequence[UUID], laid: DraftOnRegister) -> Iterator[Json]:
    """Yield the reviewers with ties that appear with the draft, each tie by its sort alone: no name of a third person.

    `own_body` is no tie, but a reviewer of a body that signs cannot be checked in full.
    """
    assignments = list(open_assignments(partnerships, laid))
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
