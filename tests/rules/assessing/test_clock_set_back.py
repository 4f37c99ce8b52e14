"""A clock that was two hours ahead and is set back hides no result, and its cases read the register again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from rules.assessing.claim import claimed_here
from rules.assessing.request import request_assessment
from rules.assessing.sweep import sweep_assessments
from rules.assessing.verifying_questions import moment_trouble, question_troubles
from rules.models import AskedValue, Asking, Assessment, State, Trigger
from tests.fixed_clock import clock_read_by
from tests.rules.assessing.changing import asked_again, assessed, bare, held, register, run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("meti", "digital_agency")]

AHEAD = timedelta(hours=2)


@contextmanager
def clock_ahead() -> Iterator[None]:
    """Let Django's clock be ahead; it goes on as time passes."""
    with clock_read_by(lambda: datetime.now(UTC) + AHEAD):
        yield


def newest(reference: str) -> Assessment:
    return Assessment.objects.filter(partnership__reference=reference).newest_first()[0]


def asking(reference: str) -> Asking:
    return Asking.objects.get(partnership__reference=reference)


def test_the_result_of_a_revision_is_the_newest_though_the_one_before_is_of_later() -> None:
    with clock_ahead():
        assessed(bare("T-1"))
    revised = assessed(bare("T-1", revision=2, title={"en": "Another title"}))
    found = newest("T-1")
    assert (found.submission_id, found.state) == (revised.submission.pk, State.DONE)


def test_so_is_the_result_that_a_command_waits_for() -> None:
    with clock_ahead():
        assessed(bare("T-1"))
    with claimed_here():
        revised = register(bare("T-1", revision=2, title={"en": "Another title"}))
    assert newest("T-1").submission_id == revised.submission.pk


def test_the_sweep_after_it_asks_again_for_the_cases_that_know_what_is_to_come() -> None:
    first = assessed(bare("T-1"))
    with clock_ahead():
        sweep_assessments()
        request_assessment(first.submission, Trigger.ON_DEMAND)
        run("T-1")
        assessed(bare("T-2"))
    assert asking("T-1").known_at > timezone.now()
    sweep_assessments()
    assert asked_again() == {"T-1", "T-2"}
    run("T-1")
    assert asking("T-1").known_at < timezone.now()
    sweep_assessments()
    assert asked_again() == {"T-2"}


def test_questions_of_a_clock_ahead_are_verified_with_what_their_case_knew() -> None:
    with clock_ahead():
        owner = {"key": "owner", "name": {"en": "Owner of T-1"}}
        companies = [{"key": "hikari", "name": {"en": "Partner of T-1"}}, owner]
        assessed(bare("T-1", held("owner", "hikari", 6000), companies=companies))
    assert list(question_troubles()) == []
    AskedValue.objects.all()[:1].get().delete()
    (told,) = question_troubles()
    assert "are missing" in told


def test_a_moment_to_come_is_right_where_the_result_is_of_it_and_in_no_other_case() -> None:
    with clock_ahead():
        assessed(bare("T-1"))
    assert moment_trouble(newest("T-1"), asking("T-1")) == ""
    Asking.objects.update(known_at=timezone.now() + AHEAD)
    assert "which is still to come; make them anew with" in moment_trouble(newest("T-1"), asking("T-1"))
