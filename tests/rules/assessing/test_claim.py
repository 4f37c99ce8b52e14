"""A row has one owner at a time: whoever's UPDATE counted; and only the attempt that counts stores a result."""

from datetime import timedelta

import pytest
from django.utils import timezone

from institutions.models import Submission
from rules.assessing.attempt import AssessmentFailedError, run_assessment
from rules.assessing.claim import claim, claim_of, claimed_here, give_back
from rules.assessing.tasks import assess
from rules.models import Assessment, Match, PackedOutcomes, State
from tests.institutions.audit.tampering import without_triggers
from tests.rules.assessing.documents import asked, registered
from tests.rules.assessing.failing import failed_words

pytestmark = pytest.mark.usefixtures("meti")


def test_the_second_claim_of_a_row_gets_nothing() -> None:
    row = asked("P-1")
    first = claim(row.pk)
    assert first is not None
    assert first.attempt == 1
    assert claim(row.pk) is None


def test_a_claim_commits_attempt_and_lease_before_any_work() -> None:
    row = asked("P-1")
    before = timezone.now()
    claim(row.pk)
    row.refresh_from_db()
    assert (row.state, row.attempt) == (State.RUNNING, 1)
    assert row.lease_until is not None
    assert row.lease_until > before + timedelta(seconds=120)
    assert row.started_at == row.known_at


def test_an_assessment_knows_its_own_submission_whatever_the_clock_of_its_machine_says() -> None:
    row = asked("P-1")
    received_at = timezone.now() + timedelta(minutes=5)  # the web server's clock runs ahead of the worker's
    with without_triggers():
        Submission.objects.filter(pk=row.submission_id).update(received_at=received_at)
    claim(row.pk)
    row.refresh_from_db()
    assert row.known_at == received_at


def test_a_second_delivery_does_nothing() -> None:
    row = asked("P-1")
    assess(str(row.pk))
    outcomes = PackedOutcomes.objects.count()
    finished_at = Assessment.objects.get(pk=row.pk).finished_at
    assess(str(row.pk))
    row.refresh_from_db()
    assert (row.state, row.attempt, row.finished_at) == (State.DONE, 1, finished_at)
    assert PackedOutcomes.objects.count() == outcomes > 0


def test_the_result_of_a_stale_attempt_is_not_stored() -> None:
    row = asked("P-1")
    slow = claim(row.pk)
    assert slow is not None
    give_back(slow.rows())
    fast = claim(row.pk)
    assert fast is not None
    assert not run_assessment(slow)
    assert (PackedOutcomes.objects.count(), Match.objects.count()) == (0, 0)
    assert run_assessment(fast)
    row.refresh_from_db()
    assert (row.state, row.attempt) == (State.DONE, 2)


def test_the_failure_of_a_stale_attempt_is_not_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    row = asked("P-1")
    slow = claim(row.pk)
    assert slow is not None
    give_back(slow.rows())
    monkeypatch.setattr("rules.assessing.attempt.assess_case", fail)
    with pytest.raises(AssessmentFailedError):
        run_assessment(slow)
    row.refresh_from_db()
    assert (row.state, row.error) == (State.QUEUED, "")


def test_what_goes_wrong_is_an_error_with_its_reason_logged_and_raised(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    row = asked("P-1")
    monkeypatch.setattr("rules.assessing.attempt.assess_case", fail)
    with pytest.raises(AssessmentFailedError, match="ZeroDivisionError: no facts today"):
        assess(str(row.pk))
    row.refresh_from_db()
    assert (row.state, row.error) == (State.ERROR, failed_words("ZeroDivisionError: no facts today"))
    assert row.finished_at is not None
    assert "ended in an error" in caplog.text
    assert PackedOutcomes.objects.count() == 0


def fail(*_arguments: object) -> None:
    """Fail in the place of an evaluation."""
    message = "no facts today"
    raise ZeroDivisionError(message)


def test_a_row_that_is_waited_for_is_inserted_already_claimed() -> None:
    with claimed_here():
        submission = registered("P-1")
    row = Assessment.objects.get(submission=submission)
    assert (row.state, row.attempt, row.told_at) == (State.RUNNING, 1, None)
    assert claim(row.pk) is None
    assert run_assessment(claim_of(row))


def test_a_stopping_worker_that_gives_back_waits_behind_a_newer_queued_row() -> None:
    row = asked("P-1")
    taken = claim(row.pk)
    assert taken is not None
    newer = asked("P-1", revision=2)
    assert newer.pk != row.pk
    assert not give_back(taken.rows())
    row.refresh_from_db()
    assert (row.state, row.lease_until, row.expired_leases) == (State.RUNNING, None, 0)
