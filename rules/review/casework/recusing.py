"""Recusals: facts of the case.

A `recusal` statement enters the document as the next revision, and is assessed again.
"""

from dataclasses import replace
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from institutions.drafts.check import operator_for
from institutions.drafts.errors import DraftInvalid
from institutions.models import Account, Partnership, Submission, SubmissionWay
from institutions.values.written_day import written_day
from rules.review.casework.act_table import Act
from rules.review.casework.acting import count_act, open_for_act
from rules.review.casework.assigning import end_assignment
from rules.review.casework.entry_errors import reason_of
from rules.review.casework.errors import BlockedError, InvalidError
from rules.review.casework.restating import register_restated
from rules.review.casework.troubles.acts import RecusedAlready
from rules.review.casework.troubles.entries import DayAhead, NoDayEntered, NoOfficialChosen

Json = dict[str, Any]  # Any: a submission document
RECUSAL: Final = "recusal"


def recuse_reviewer(partnership: Partnership, *, reason: object, account: Account, version: int) -> None:
    """Recuse a reviewer: their assignment ends, and their decisions of findings no longer count.

    The recusal becomes a statement of the case too.
    """
    with transaction.atomic():
        view = open_for_act(partnership, Act.RECUSE, account, version=version)
        said, moment = reason_of(reason), timezone.now()
        assigned = view.of_account(account.pk)
        if assigned is None:
            message = "The table lets only assigned reviewers recuse themselves."
            raise AssertionError(message)
        end_assignment(view.case, assigned.assignment, "recused", account, moment, said)
        count_act(view.case, moment)
        state_recusal(partnership, str(account.person_id), timezone.localdate(moment), account)


def record_recusal(
    partnership: Partnership, person: object, *, account: Account, version: int, on: object = None
) -> Submission:
    """Record, for the submitting body, that an official of the case is recused from a day on (default: today).

    `person` is the official's key in the document.
    """
    with transaction.atomic():
        view = open_for_act(partnership, Act.RECORD_RECUSAL, account, version=version)
        current = Submission.objects.get(pk=view.submissions[-1].pk)
        officials = {row["person"] for row in current.document.get("officials") or ()}
        if not isinstance(person, str) or person not in officials:
            raise InvalidError({"person": NoOfficialChosen()})
        if person in recused_in(current.document):
            raise BlockedError([RecusedAlready()])
        try:
            day = written_day(str(on)) if on else view.today
        except ValueError:
            raise InvalidError({"on": NoDayEntered()}) from None
        if day > view.today:
            raise InvalidError({"on": DayAhead()})
        submission = state_recusal(partnership, person, day, account)
        count_act(view.case, timezone.now())
        return submission


def recused_in(document: Json) -> set[str]:
    """Return the people whom a document states to be recused."""
    return {each["person"] for each in document.get("statements") or () if each["kind"] == RECUSAL}


def recused_on(document: Json, day: date) -> dict[str, str]:
    """Return the people recused on a day, by key of the document, and since when; empty if that is not stated."""
    rows = (each for each in document.get("statements") or () if each["kind"] == RECUSAL)
    return {each["person"]: on for each in rows if (on := each.get("on") or "") <= day.isoformat()}


def state_recusal(partnership: Partnership, person: str, on: date, account: Account) -> Submission:
    """Register the next revision of the document with one more recusal."""
    current = partnership.submissions.get(superseded_at__isnull=True)
    statements = [
        *(current.document.get("statements") or ()),
        {"kind": RECUSAL, "person": person, "on": on.isoformat()},
    ]
    stated = {**current.document, "statements": statements}
    # No body names its reviewers: a reviewer who recuses themselves brings their own person into the document.
    reader = replace(operator_for(stated), people=frozenset({account.person_id} if account.person_id else ()))
    try:
        return register_restated(stated, on=on, account=account, way=SubmissionWay.FORM, reader=reader)
    except DraftInvalid as invalid:
        raise BlockedError([each.said for each in invalid.errors]) from invalid


def adds_only_recusals(before: Json, after: Json) -> bool:
    """Return whether a revision only adds recusals: then the review continues."""

    def rest(document: Json) -> Json:
        kept = [each for each in document.get("statements") or () if each["kind"] != RECUSAL]
        return {**document, "revision": 0, "assess_as_of": None, "statements": kept}

    return rest(before) == rest(after) and recused_in(before) < recused_in(after)
