"""The only receivers of the register's signals. They write rows in the sender's transaction, or answer what it asks."""

from collections.abc import Collection, Iterable
from functools import partial
from uuid import UUID

from django.dispatch import receiver

from institutions.events.batching import act_in_time, acts_wait, do_last
from institutions.events.changes import RegisterChange
from institutions.events.signals import edition_compared, partnership_registered, register_changed
from institutions.lists.refreshing import RefreshedList
from institutions.models import Submission
from rules.assessing.changes import note_change
from rules.assessing.request import request_again, request_assessment, request_first
from rules.explaining.lists.list_answer import Json, touched_partnership_json
from rules.explaining.lists.touched_cases import touched_partnerships
from rules.models import Trigger
from rules.review.casework.revising import begin_anew, notify_recused, only_recusals
from rules.review.summaries.writing import summarise


@receiver(partnership_registered)
def ask_for_assessment(submission: Submission, **_kwargs: object) -> None:
    """Request the assessment of a registered or revised partnership; a revision starts its open case again."""
    if submission.revision == 1 and acts_wait():
        act_in_time(begin_cases, submission.partnership_id)
        notify_recused(submission)
        return
    if submission.revision == 1:
        request_assessment(submission, Trigger.REGISTERED)
    elif only_recusals(submission):
        request_assessment(submission, Trigger.RECUSAL)
    else:
        begin_anew(submission)
        request_assessment(submission, Trigger.REVISED)
    notify_recused(submission)
    act_in_time(summarise, submission.partnership_id)


def begin_cases(partnerships: Collection[UUID]) -> None:
    """Request the first assessments of partnerships that were registered together, and write their summaries."""
    request_first(partnerships)
    summarise(partnerships)


@receiver(register_changed)
def ask_again(partnerships: Iterable[UUID] = (), change: RegisterChange | None = None, **_kwargs: object) -> None:
    """Request new assessments of the partnerships that a change of the register touches, or that the sender names.

    Without either nothing is requested: `manage.py assess --all` covers the register. In a batch this comes last: a
    change passes the gate (`rules.assessing.gate`), and must not wait for a partnership whose result waits at the gate.
    """
    do_last(partial(request_touched, change, frozenset(partnerships)))


def request_touched(change: RegisterChange | None, partnerships: frozenset[UUID]) -> None:
    """Note a change, and request assessments of the partnerships that it touches, and of the others."""
    touched = note_change(change) if change else set()
    request_again(touched | partnerships, Trigger.REGISTER_CHANGED)


@receiver(edition_compared)
def note_touched_partnerships(found: RefreshedList, **_kwargs: object) -> dict[str, list[Json]]:
    """Return the partnerships that a compared edition of a list touches, and why."""
    touched, possible = touched_partnerships(found)
    return {
        "touched": [touched_partnership_json(each) for each in touched],
        "possible": [touched_partnership_json(each) for each in possible],
    }
