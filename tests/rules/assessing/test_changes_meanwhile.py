"""A change while an assessment runs is not missed; what was asked for and noted is forgotten in time."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.events.changes import RegisterChange
from institutions.events.signals import register_changed
from institutions.models import GovernmentBody
from rules.assessing.attempt import run_assessment
from rules.assessing.changes import forget_changes, latest_change
from rules.assessing.claim import claim
from rules.facts.gathering.from_register import gather_cases
from rules.facts.gathering.statements import CaseInput
from rules.models import AskedValue, Asking, Assessment, NotedChange
from tests.rules.assessing.changing import (
    asked_again,
    assessed,
    bare,
    call,
    changed,
    company,
    held,
    key,
    known,
    of,
    partner,
    register,
    run,
)
from tests.rules.facts.gathering.conftest import Json

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], object]]:
    """Return the list of acts that run once, between the gathering of an assessment and the storing of its result."""
    happens: list[Callable[[], object]] = []

    def gather_and_wait(*given: Any) -> list[CaseInput]:
        cases = gather_cases(*given)
        while happens:
            happens.pop()()
        return cases

    monkeypatch.setattr("rules.assessing.attempt.gather_cases", gather_and_wait)
    return happens


def test_a_change_while_the_first_assessment_runs_is_not_missed(meanwhile: list[Callable[[], object]]) -> None:
    hikari, owner, above = (company(name) for name in ("Hikari", "Owner", "Above"))
    known(held(owner, hikari), held(above, owner))
    register(bare("T-1", **of(hikari)))
    meanwhile.append(lambda: changed(held(company("New"), above)))
    run("T-1")
    assert asked_again() == {"T-1"}
    run("T-1")
    assert asked_again() == set()


def test_an_unrelated_change_while_an_assessment_runs_asks_for_nothing(meanwhile: list[Callable[[], object]]) -> None:
    register(bare("T-1"))
    meanwhile.append(lambda: changed(held(company("One"), company("Other"))))
    meanwhile.append(lambda: register(bare("T-2", call("2026-07-01"))))
    run("T-1")
    assert asked_again() == set()


def test_a_call_that_is_stated_while_an_assessment_runs_is_not_missed(meanwhile: list[Callable[[], object]]) -> None:
    register(bare("T-1"))
    meanwhile.append(lambda: changed(call("2026-01-10")))
    run("T-1")
    assert asked_again() == {"T-1"}


def test_a_change_that_a_clock_dates_after_the_gathering_is_not_missed() -> None:
    first = register(bare("T-1"))
    ahead = timezone.now() + timedelta(seconds=5)
    change = RegisterChange(moment=ahead, parties=frozenset({partner(first).pk}))
    register_changed.send(sender=GovernmentBody, change=change)
    run("T-1")
    assert asked_again() == {"T-1"}


def test_an_earlier_gathering_that_is_stored_late_does_not_hide_a_later_one() -> None:
    owner, hikari = company("Owner"), company("Hikari")
    known(held(owner, hikari))
    first = register(bare("T-1"))
    late = claim(Assessment.objects.queued().get(partnership=first.partnership).pk)
    assert late is not None
    second = register(bare("T-1", revision=2, **of(hikari)))
    run("T-1")
    later = Asking.objects.get(partnership=second.partnership).known_at
    assert run_assessment(late)
    assert Asking.objects.get(partnership=first.partnership).known_at == later
    assert changed(held(company("New"), owner)) == {"T-1"}


def test_what_is_no_longer_asked_for_is_forgotten() -> None:
    owner = company("Owner")
    first = assessed(bare("T-1", held(owner, "hikari")))
    values = AskedValue.objects.filter(asking__partnership=first.partnership, value=key(owner))
    assert values.exists()
    assessed(bare("T-1", revision=2))
    assert not values.exists()


def test_changes_are_forgotten_once_nothing_can_have_missed_them() -> None:
    register(bare("T-1", held(company("Owner"), "hikari")))
    assert NotedChange.objects.count() == 1
    assert forget_changes(timezone.now() + timedelta(hours=1)) == 0
    mark = latest_change()
    assert forget_changes(timezone.now() + timedelta(hours=2)) == 1
    register(bare("T-2", held(company("Owner"), "hikari")))
    assert latest_change() > mark


def queries(document: Json) -> int:
    draft = check_document(document)
    with CaptureQueriesContext(connection) as captured:
        register_partnership(draft, account=None, way="file")
    return len(captured)


def test_a_change_takes_as_many_queries_whatever_it_says_and_whomever_it_touches() -> None:
    hub = company("Listed Company")
    for number in range(2):
        assessed(bare(f"T-{number}", held(hub, "hikari")))
    exposure = {"kind": "exposure", "company": key(hub), "country": "CN"}
    few = queries(bare("X-1", *({**exposure, "plants": number} for number in range(2))))
    assert len(asked_again()) == 2
    for number in range(2):
        run(f"T-{number}")
    for number in range(2, 20):
        assessed(bare(f"T-{number}", held(hub, "hikari")))
    many = queries(bare("X-2", *({**exposure, "plants": number} for number in range(40))))
    assert len(asked_again()) == 20
    assert many == few
