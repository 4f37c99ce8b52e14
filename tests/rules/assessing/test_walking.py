"""A change that touches many cases: its transaction waits for none of them, and a walk reaches each."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from institutions.jobs.dispatch import leave_notifying_to_sweep
from institutions.jobs.queues import Queues
from institutions.models import Partnership
from rules.assessing import changes, request, walking
from rules.assessing.changes import forget_changes
from rules.assessing.questions import partnerships_touched_by, touched_if_few
from rules.assessing.sponsor_acts import SearchedCases
from rules.assessing.sweep import sweep_assessments
from rules.assessing.tasks import walk
from rules.assessing.walking import awaits_walk, open_walks, walk_change, walk_range
from rules.facts.gathering.touch import ChangeAnswers
from rules.models import Asking, Assessment, NotedChange, Trigger
from rules.review.casework.case_view import read_case
from tests.rules.assessing.changing import asked_again, assessed, bare, call, company, held, key, register, run

pytestmark = pytest.mark.usefixtures("meti", "digital_agency", "no_broker")
FEW = 2


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a change of more than two cases be walked."""
    monkeypatch.setattr(changes, "WOKEN_ON_COMMIT", FEW)


def cases(count: int, **given: Any) -> tuple[Any, list[str]]:
    """Assess cases that ask for a company; return it and their references."""
    hub = company("Listed Company")
    for number in range(count):
        assessed(bare(f"T-{number}", held(hub, "hikari"), **given))
    NotedChange.objects.all().delete()
    return hub, [f"T-{number}" for number in range(count)]


def state(company: Any, reference: str = "X-1") -> None:
    exposure = {"kind": "exposure", "company": key(company), "country": "CN", "plants": 1}
    register(bare(reference, exposure, submitted_by="DA", sponsor="DA", domain="cloud"))


def ordered() -> NotedChange:
    return open_walks().get()


def test_a_change_of_a_few_cases_queues_them_itself_and_one_of_more_orders_a_walk() -> None:
    hub, references = cases(FEW)
    state(hub)
    assert asked_again() == {*references}
    assert not open_walks().exists()
    assessed(bare("T-9", held(hub, "hikari")))
    Assessment.objects.queued().delete()
    state(hub, "X-2")
    assert asked_again() == set()
    walk_change(ordered().pk)
    assert asked_again() == {*references, "T-9"}
    assert not open_walks().exists()


def test_the_transaction_of_a_change_takes_the_same_work_however_many_cases_it_touches() -> None:
    hub, _references = cases(FEW + 1)
    few = work(hub, "X-1")
    NotedChange.objects.all().delete()
    for number in range(10, 20):
        assessed(bare(f"T-{number}", held(hub, "hikari")))
    assert work(hub, "X-2") == few


def work(company: Any, reference: str) -> list[str]:
    """Return the tables that a change reads and writes, in order, and check that it reads few rows of questions."""
    with CaptureQueriesContext(connection) as captured:
        state(company, reference)
    texts = [each["sql"] for each in captured if "SAVEPOINT" not in each["sql"]]
    searches = [each for each in texts if "rules_askedvalue" in each or "rules_asking" in each]
    assert searches
    assert all(f"LIMIT {FEW * 4 + 1}" in each for each in searches)
    again = [each for each in texts if each.startswith("INSERT") and "rules_assessment" in each]
    assert len(again) == 1, "that of the registration itself"
    return [first_table(each) for each in texts]


def first_table(sql: str) -> str:
    """Return the first quoted name of a statement that is not that of a cursor of the server, else its beginning."""
    quoted = (name for name in sql.split('"')[1::2] if not name.startswith("_django_curs"))
    return next(quoted, sql[:40])


def test_a_search_reads_no_more_rows_than_it_was_allowed() -> None:
    hub, references = cases(FEW + 1)
    state(hub)
    touch = ChangeAnswers.from_json(ordered().touch)
    assert touched_if_few(touch, FEW) is None
    assert len(touched_if_few(touch, FEW + 1) or ()) == len(references)


def walked(change: NotedChange) -> Iterator[set[UUID]]:
    """Yield the partnerships that each range of a walk queues."""
    before: set[UUID] = set()
    left = True
    while left:
        left = walk_range(change.pk)
        now = set(Assessment.objects.queued().values_list("partnership_id", flat=True))
        yield now - before
        before = now


@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_the_ranges_of_a_walk_reach_every_case_once_whatever_was_changed(
    monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(walking, "RANGE", size)
    monkeypatch.setattr(changes, "WOKEN_ON_COMMIT", 0)
    hub, _references = cases(3)
    assessed(bare("D-1", held(hub, "hikari"), submitted_by="DA", sponsor="DA", domain="cloud"))
    assessed(bare("U-1"))
    partner = Partnership.objects.get(reference="T-0").submissions.get().parties.get(key="hikari").party_id
    states: list[Any] = [
        {"kind": "exposure", "company": key(hub), "country": "CN", "plants": 1},
        call("2026-01-10"),
        held(company("New"), partner),
    ]
    for number, stated in enumerate(states):
        Assessment.objects.queued().delete()
        NotedChange.objects.all().delete()
        register(bare(f"X-{number}", stated, submitted_by="DA", sponsor="DA", domain="cloud"))
        Assessment.objects.queued().delete()
        noted = ordered()
        whole = partnerships_touched_by(ChangeAnswers.from_json(noted.touch))
        parts = list(walked(noted))
        assert set().union(*parts) == whole != set()
        assert sum(map(len, parts)) == len(whole)
        assert len(parts) >= Asking.objects.count() // size


def test_a_walk_that_fails_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walking, "RANGE", 1)
    hub, references = cases(4)
    state(hub)
    assert walk_range(ordered().pk)
    place = ordered().walk_after
    with monkeypatch.context() as patch:
        patch.setattr(walking, "request_again", fail_after_requesting)
        with pytest.raises(ZeroDivisionError):
            walk_change(ordered().pk)
    assert ordered().walk_after == place
    assert len(asked_again()) == 1
    walk_change(ordered().pk)
    assert asked_again() == {*references}


def fail_after_requesting(*given: Any, **named: Any) -> None:
    request.request_again(*given, **named)
    raise ZeroDivisionError


def test_a_worker_leaves_the_rest_of_a_long_walk_to_another_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walking, "RANGE", 1)
    monkeypatch.setattr(walking, "RANGES_A_MESSAGE", 2)
    sent: list[int] = []
    monkeypatch.setattr(walking, "send_walk", sent.append)
    hub, references = cases(5)
    state(hub)
    change = ordered().pk
    walk(str(change))
    assert (sent, len(asked_again())) == ([change], 2)
    while open_walks().exists():
        walk(str(change))
    assert asked_again() == {*references}
    walk(str(change))  # a second message about a walk that is complete


def test_one_walk_serves_all_equal_changes_that_come_before_it_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walking, "RANGE", 1)
    hub, references = cases(FEW + 2)
    for number in range(3):
        state(hub, f"X-{number}")
    first = ordered()
    assert walk_range(first.pk)
    state(hub, "X-3")  # its walk must pass what the other one has passed before
    assert open_walks().count() == 2
    state(hub, "X-4")
    assert open_walks().count() == 2
    for each in open_walks():
        walk_change(each.pk)
    assert asked_again() == {*references}
    exposure = {"kind": "exposure", "company": key(hub), "country": "US", "plants": 1}
    for other in (bare("X-5", exposure), bare("X-6", {**exposure, "company": key(company("Another"))})):
        register({**other, "submitted_by": "DA", "sponsor": "DA", "domain": "cloud"})
    assert open_walks().count() == 1, "the last one touches nobody"


def test_cases_that_share_an_owner_are_queued_once_each_however_often_it_is_stated() -> None:
    hub, references = cases(FEW)
    numbers = []
    for number in range(6):
        with CaptureQueriesContext(connection) as asked:
            state(hub, f"X-{number}")
        numbers.append(len(asked))
    assert max(numbers[1:]) == min(numbers[1:])
    assert asked_again() == {*references}
    assert Assessment.objects.queued().filter(trigger=Trigger.REGISTER_CHANGED).count() == len(references)


def test_a_change_is_kept_until_its_walk_is_complete() -> None:
    hub, _references = cases(3)
    state(hub)
    later = timezone.now() + timedelta(days=9)
    forget_changes(later)
    change = ordered()
    walk_change(change.pk)
    assert NotedChange.objects.filter(pk=change.pk).exists()
    forget_changes(later)
    assert not NotedChange.objects.filter(pk=change.pk).exists()


def messages(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, str]]:
    sent: list[tuple[str, str, str]] = []

    def send(task: str, row: object, *, queue: str) -> bool:
        sent.append((task, str(row), queue))
        return True

    monkeypatch.setattr("institutions.jobs.dispatch.send_task", send)
    return sent


def test_workers_hear_of_a_walk_on_commit_and_of_one_among_many_jobs_by_the_sweep(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    hub, _references = cases(3)
    sent = messages(monkeypatch)
    with leave_notifying_to_sweep(), django_capture_on_commit_callbacks(execute=True):
        state(hub)
    assert not [each for each in sent if each[0] == changes.WALK]
    expected = (changes.WALK, str(ordered().pk), Queues(settings.CELERY_QUEUE).asked)
    sweep_assessments()
    assert expected in sent
    walk_change(ordered().pk)
    sent.clear()
    with django_capture_on_commit_callbacks(execute=True):
        state(hub, "X-2")
        assert sent == []
    assert (changes.WALK, str(ordered().pk), Queues(settings.CELERY_QUEUE).asked) in sent


def test_a_walk_sends_one_message_for_as_many_cases_as_a_worker_takes_at_once(
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    settings: Any,
) -> None:
    settings.ASSESSMENT_BATCH = 2
    hub, references = cases(5)
    state(hub)
    Assessment.objects.queued().delete()
    sent = messages(monkeypatch)
    with django_capture_on_commit_callbacks(execute=True):
        walk_change(ordered().pk)
    assert asked_again() == {*references}
    assert len(sent) == 3
    told = Assessment.objects.queued().filter(told_at__isnull=False).values_list("pk", flat=True)
    assert {row for _task, row, _queue in sent} == {str(pk) for pk in told}, "the sweep sends the others"


def test_a_broker_that_is_down_leaves_the_walk_to_the_next_sweep(monkeypatch: pytest.MonkeyPatch) -> None:
    hub, _references = cases(3)
    state(hub)
    monkeypatch.setattr("institutions.jobs.dispatch.send_task", lambda *_given, **_named: False)
    sweep_assessments()
    assert open_walks().count() == 1


def test_a_case_that_a_walk_has_yet_to_reach_counts_as_not_assessed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walking, "RANGE", 1)
    hub, references = cases(4)
    other = assessed(bare("U-1")).partnership
    rows = [Partnership.objects.get(reference=each) for each in references]
    assert [read_case(each).assessed for each in rows] == [True] * 4
    state(hub)
    Assessment.objects.queued().filter(partnership__reference="X-1").delete()
    assert [awaits_walk(each) for each in (*rows, other)] == [True] * 4 + [False]
    assert [read_case(each).assessed for each in (*rows, other)] == [False] * 4 + [True]
    walk_range(ordered().pk)
    assert [awaits_walk(each) for each in rows] == [False, True, True, True]
    assert not read_case(rows[0]).assessed, "its assessment is queued now"
    run("T-0")
    assert [read_case(each).assessed for each in rows] == [True, False, False, False]


def test_touched_cases_are_queued_in_the_order_of_their_ids_and_queued_rows_locked() -> None:
    rows = [register(bare(f"T-{number}")).partnership.pk for number in range(4)]
    first, second, *claimed = sorted(rows)
    Assessment.objects.filter(partnership__in=claimed).delete()
    with CaptureQueriesContext(connection) as captured, transaction.atomic():
        assert request.request_again(sorted(rows, reverse=True), Trigger.REGISTER_CHANGED) == 2
    (queued,) = (each["sql"] for each in captured if each["sql"].startswith("INSERT"))
    places = [queued.index(each.hex) for each in sorted(rows)]
    assert places == sorted(places)
    assert "DO UPDATE" in queued
    assert set(Assessment.objects.queued().values_list("partnership", flat=True)) == {first, second, *claimed}


def test_a_range_is_searched_by_the_number_of_the_questions() -> None:
    hub, _references = cases(3)
    state(hub)
    touch = ChangeAnswers.from_json(ordered().touch)
    first, *_others, last = Asking.objects.order_by("pk").values_list("pk", flat=True)
    found = partnerships_touched_by(touch, SearchedCases(after=first, until=last - 1))
    assert len(found) == 1
