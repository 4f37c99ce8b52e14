"""The choice of assessments that a worker takes along with the one a message names, and of those that stay first."""

import pytest
from billiard.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db.models import F
from django.utils import timezone

from institutions.jobs.sweeping import notify_again
from rules.assessing import attempt
from rules.assessing.attempt import run_assessments
from rules.assessing.claim import ASSESSMENTS
from rules.assessing.tasks import assess
from rules.models import Assessment, State, Trigger
from tests.rules.assessing.documents import asked
from tests.rules.assessing.test_batches import states, taken, waiting

pytestmark = pytest.mark.usefixtures("meti", "no_broker")


def test_a_message_of_what_waits_takes_others_with_it_and_one_of_what_was_just_submitted_none_that_can_wait(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(settings, "ASSESSMENT_BATCH", 3)
    rows = waiting(5)
    assess.apply((str(rows[0].pk),), routing_key=ASSESSMENTS.queue_name(asked=True))
    assert Assessment.objects.filter(state=State.DONE).count() == 1
    assess.apply((str(rows[1].pk),), routing_key=ASSESSMENTS.queue_name(asked=False))
    assert states(rows) == [State.DONE] * 4 + [State.QUEUED]


def test_what_was_just_submitted_is_taken_with_what_somebody_waits_for_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "ASSESSMENT_BATCH", 3)
    rows = waiting(6)
    asked_for = Assessment.objects.filter(pk__in=[each.pk for each in rows[1:]])
    asked_for.update(told_at=F("requested_at"))
    Assessment.objects.filter(pk=rows[1].pk).update(trigger=Trigger.REGISTER_CHANGED)  # notified, but nobody waits
    assess.apply((str(rows[5].pk),), routing_key=ASSESSMENTS.queue_name(asked=True))
    done, queued = State.DONE, State.QUEUED
    assert states(rows) == [queued, queued, done, done, queued, done]


def test_what_an_import_left_to_the_sweep_is_not_taken_along_by_what_somebody_waits_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(settings, "ASSESSMENT_BATCH", 3)
    rows = waiting(3)
    monkeypatch.setattr("institutions.jobs.sweeping.notify_workers", lambda *_args, **_kwargs: True)
    assert notify_again(ASSESSMENTS, timezone.now()) == 3
    mine, other = asked("MINE-1"), asked("MINE-2")
    assess.apply((str(mine.pk),), routing_key=ASSESSMENTS.queue_name(asked=True))
    assert states([*rows, mine, other]) == [State.QUEUED] * 3 + [State.DONE] * 2


def test_those_whose_time_another_took_keep_their_place_among_what_somebody_waits_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = [*waiting(1), asked("MINE-1"), asked("MINE-2")]

    def take_long(*_given: object, **_named: object) -> None:
        raise SoftTimeLimitExceeded

    monkeypatch.setattr(attempt, "assess_case", take_long)
    told: list[tuple[object, bool]] = []
    monkeypatch.setattr(attempt, "notify_or_leave", lambda _kind, job, *, asked=True: told.append((job, asked)))
    run_assessments(taken(rows))
    assert states(rows) == [State.QUEUED] * 3
    assert told == [(each.pk, True) for each in rows[1:]]
