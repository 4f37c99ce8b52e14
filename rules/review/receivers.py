"""The only receivers of the register's signals. They write rows in the sender's transaction, or answer what it asks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.dispatch import receiver

from institutions.events.batching import act_in_time, act_last
from institutions.events.changes import RegisterChange
from institutions.events.signals import edition_compared, partnership_registered, register_changed
from institutions.lists.refreshing import RefreshedList
from institutions.models import Submission
from rules.assessing.changes import note_change
from rules.assessing.request import request_together
from rules.explaining.lists.list_answer import Json, touched_partnership_json
from rules.explaining.lists.touched_cases import touched_partnerships
from rules.models import Trigger
from rules.review.casework.revising import begin_anew, notify_recused, only_recusals
from rules.review.summaries.writing import summarise, summarise_new


@dataclass(frozen=True, slots=True)
class AssessmentsAsked:
    """The assessments that one signal leads to: of a new submission, of what a change touches, of partnerships."""

    submission: int | None = None
    trigger: Trigger = Trigger.REGISTER_CHANGED
    change: RegisterChange | None = None
    partnerships: frozenset[UUID] = frozenset()


@receiver(partnership_registered)
def ask_for_assessment(submission: Submission, **_kwargs: object) -> None:
    """Request the assessment of a registered or revised partnership; a revision starts its open case again."""
    trigger = Trigger.REGISTERED
    if submission.revision > 1:
        trigger = Trigger.RECUSAL if only_recusals(submission) else Trigger.REVISED
    if trigger == Trigger.REVISED:
        begin_anew(submission)
    notify_recused(submission)
    first = submission.revision == 1  # a lower number than that of a stored revision is refused
    act_in_time(summarise_new if first else summarise, submission.partnership_id)
    act_last(request_assessments, AssessmentsAsked(submission=submission.pk, trigger=trigger))


@receiver(register_changed)
def ask_again(partnerships: Iterable[UUID] = (), change: RegisterChange | None = None, **_kwargs: object) -> None:
    """Request new assessments of the partnerships that a change of the register touches, or that the sender names.

    Without either nothing is requested: `manage.py assess --all` covers the register. In a batch this comes last: a
    change passes the gate (`rules.assessing.gate`), and must not wait for a partnership whose result waits at the gate.
    """
    act_last(request_assessments, AssessmentsAsked(change=change, partnerships=frozenset(partnerships)))


def request_assessments(asked: Sequence[AssessmentsAsked]) -> None:
    """Note changes, then request in one order the assessments of new submissions and of all that is touched."""
    touched = set().union(*(each.partnerships for each in asked))
    for each in asked:
        touched |= note_change(each.change) if each.change else set()
    submitted = {each.submission: each.trigger for each in asked if each.submission}
    request_together(submitted, dict.fromkeys(touched, Trigger.REGISTER_CHANGED))


@receiver(edition_compared)
def note_touched_partnerships(found: RefreshedList, **_kwargs: object) -> dict[str, list[Json]]:
    """Return the partnerships that a compared edition of a list touches, and why."""
    touched, possible = touched_partnerships(found)
    return {
        "touched": [touched_partnership_json(each) for each in touched],
        "possible": [touched_partnership_json(each) for each in possible],
    }
