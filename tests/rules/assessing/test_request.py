"""Registration asks for one assessment in its transaction, and at most one queued row a partnership."""

from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from institutions.drafts.name_searches import NAME_SEARCHES
from institutions.events.signals import register_changed
from institutions.jobs.dispatch import leave_notifying_to_sweep
from institutions.jobs.queues import Queues
from institutions.models import NameSearch, Submission
from rules.assessing.claim import ASSESSMENTS, claim, claimed_here
from rules.assessing.request import insert_claimed
from rules.models import Assessment, State, Trigger
from tests.rules.assessing.documents import asked, registered

pytestmark = pytest.mark.usefixtures("meti")


def test_registration_inserts_a_queued_row_that_looks_from_the_documents_date() -> None:
    row = asked("P-1")
    assert (row.state, row.trigger, row.attempt) == (State.QUEUED, Trigger.REGISTERED, 0)
    assert row.as_of == date(2026, 6, 20)


def test_a_revision_takes_over_the_queued_row_of_the_one_before() -> None:
    row = asked("P-1")
    again = asked("P-1", revision=2)
    assert again.pk == row.pk
    assert (again.trigger, again.submission.revision) == (Trigger.REVISED, 2)


def test_a_revision_gets_a_row_of_its_own_once_the_one_before_is_taken() -> None:
    row = asked("P-1")
    claim(row.pk)
    assert asked("P-1", revision=2).pk != row.pk


def test_the_same_document_again_asks_for_nothing() -> None:
    registered("P-1")
    registered("P-1")
    assert Assessment.objects.count() == 1


def test_the_database_refuses_a_second_queued_row_of_a_partnership() -> None:
    row = asked("P-1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.create(partnership=row.partnership, submission=row.submission, as_of=row.as_of)


def test_a_request_is_made_at_one_moment_however_the_day_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a case whose request came at midnight was assessed as of a day, and known as of the next one."""
    submission = asked("P-1").submission
    submission.document = {}  # which states no day of its own
    Assessment.objects.update(requested_at=datetime(2026, 11, 30, tzinfo=UTC))  # by a clock that is not the machine's
    moments = (datetime(2026, 12, day, 14, 59, tzinfo=UTC) for day in range(1, 20))
    monkeypatch.setattr("django.utils.timezone.now", lambda: next(moments))
    row = insert_claimed(submission, Trigger.REGISTERED)
    assert row.as_of == timezone.localdate(row.requested_at) == date(2026, 12, 1)
    assert row.known_at
    assert row.requested_at <= row.known_at


def test_a_failed_row_must_say_why() -> None:
    row = asked("P-1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.filter(pk=row.pk).update(state=State.ERROR)


def test_workers_are_told_after_the_commit_only(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    told: list[tuple[str, object]] = []

    def tell(task: str, pk: object, *, queue: str) -> bool:
        told.append((task, pk))
        return True

    monkeypatch.setattr("institutions.jobs.dispatch.send_task", tell)
    with django_capture_on_commit_callbacks(execute=True):
        row = asked("P-1")
        assert told == []
    assert told == [(NAME_SEARCHES.task, NameSearch.objects.get().pk), (ASSESSMENTS.task, row.pk)]


def test_a_failed_send_fails_nobody_and_is_noted_for_the_sweeper(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    monkeypatch.setattr("institutions.jobs.dispatch.send_task", lambda *_args, **_kwargs: False)
    with django_capture_on_commit_callbacks(execute=True):
        row = asked("P-1")
    row.refresh_from_db()
    assert (row.state, row.told_at) == (State.QUEUED, None)


def test_a_changed_register_asks_anew_for_the_partnerships_that_it_touches() -> None:
    first, second, other = (asked(f"P-{n}") for n in range(3))
    for row in (first, second):
        claim(row.pk)
    touched = [first.partnership_id, second.partnership_id]
    register_changed.send(sender=Submission, partnerships=touched)
    again = Assessment.objects.filter(trigger=Trigger.REGISTER_CHANGED)
    assert {row.partnership_id for row in again} == set(touched)
    assert {(row.state, row.as_of) for row in again} == {(State.QUEUED, date(2026, 6, 20))}
    assert Assessment.objects.filter(partnership=other.partnership).count() == 1


def test_a_change_of_a_few_cases_wakes_the_workers_on_commit_and_of_many_the_sweep(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    sent: list[tuple[str, str]] = []

    def send(_task: str, pk: object, *, queue: str) -> bool:
        sent.append((queue, str(pk)))
        return True

    rows = [asked(f"P-{n}") for n in range(3)]
    touched = [row.partnership_id for row in rows]
    for row in rows:
        claim(row.pk)
    monkeypatch.setattr("institutions.jobs.dispatch.send_task", send)
    monkeypatch.setattr("rules.assessing.request.WOKEN_ON_COMMIT", 2)

    with django_capture_on_commit_callbacks(execute=True):
        register_changed.send(sender=Submission, partnerships=touched[:2])
        assert sent == []
    again = Assessment.objects.filter(trigger=Trigger.REGISTER_CHANGED)
    queue = Queues(settings.CELERY_QUEUE).waiting  # a proposal that somebody just submitted still comes first
    assert sorted(sent) == sorted((queue, str(row.pk)) for row in again)
    assert not again.filter(told_at=None).exists()

    for row in again:
        claim(row.pk)
    sent.clear()
    with django_capture_on_commit_callbacks(execute=True):
        register_changed.send(sender=Submission, partnerships=touched)
    assert sent == []
    assert Assessment.objects.queued().filter(told_at=None).count() == 3


def test_among_many_jobs_the_sweep_wakes_the_workers_of_touched_cases(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    row = asked("P-1")
    claim(row.pk)
    monkeypatch.setattr("institutions.jobs.dispatch.send_task", lambda *_args, **_kwargs: pytest.fail("sent"))
    with leave_notifying_to_sweep(), django_capture_on_commit_callbacks(execute=True):
        register_changed.send(sender=Submission, partnerships=[row.partnership_id])
    assert Assessment.objects.queued().get().told_at is None


def test_a_changed_register_asks_once_however_often_it_changes() -> None:
    row = asked("P-1")
    for _ in range(3):
        register_changed.send(sender=Submission, partnerships=[row.partnership_id])
    assert Assessment.objects.count() == 1


def test_touched_partnerships_are_never_claimed_by_a_process_that_will_not_assess_them() -> None:
    row = asked("P-1")
    claim(row.pk)
    with claimed_here():
        register_changed.send(sender=Submission, partnerships=[row.partnership_id])
    assert Assessment.objects.get(trigger=Trigger.REGISTER_CHANGED).state == State.QUEUED


def test_a_change_that_names_no_partnership_asks_for_nothing() -> None:
    register_changed.send(sender=Submission)
    assert not Assessment.objects.exists()
