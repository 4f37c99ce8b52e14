"""A day that a rule depends on comes by itself: the open case is assessed anew on it, and on no other day."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.models import Company, GovernmentBody, Partnership
from rules.assessing import daily_look
from rules.assessing.daily_look import LookResult, look_at_cases
from rules.assessing.stored_format import FORMAT
from rules.models import Assessment, ReviewCase, Snapshot, Trigger
from tests.documents import example, small
from tests.rules.review.casework.building import assess, registered, view_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]
LAST_DAY = date(2026, 6, 22)  # of Kita Materials' complaint: ten days after it heard of the award
BIDS: list[dict[str, Any]] = [
    {"kind": "bid", "company": "hikari", "amount_yen": 90_000_000, "on": "2026-05-20", "status": "valid"},
    {"kind": "bid", "company": "kita", "amount_yen": 95_000_000, "on": "2026-05-20", "informed_on": "2026-06-12"},
]


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that sets the day."""

    def is_(day: date) -> date:
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *_given: day)
        return day

    return is_


@pytest.fixture
def sponsor(db: None) -> GovernmentBody:
    return GovernmentBody.objects.create(code="METI", name_en="METI", name_ja="経済産業省", gpa_class="central")


def tender(**changes: Any) -> dict[str, Any]:
    """Return a tender of the size of the agreement that Kita Materials has lost, without a day of its own."""
    selection = {"method": "open", "object": "goods", "awarded_on": "2026-06-10"}
    document = small(selection=selection, value_yen=90_000_000, statements=BIDS, **changes)
    return {name: value for name, value in document.items() if value is not None}


@pytest.fixture
def case(sponsor: GovernmentBody, today: Any) -> Partnership:
    """Return a case that was assessed two days before the last day of the complaint."""
    today(LAST_DAY - timedelta(days=2))
    return registered(tender(assess_as_of=None))


def complaint(case: Partnership) -> str:
    (finding,) = [each.match for each in view_of(case).findings if each.match.finding.code == "LIT-01"]
    return str(finding.severity)


def rows(case: Partnership) -> int:
    return Assessment.objects.filter(partnership=case).count()


def test_the_day_after_the_last_day_of_a_complaint_the_case_is_assessed_anew(case: Partnership, today: Any) -> None:
    assert (complaint(case), rows(case)) == ("high", 1)
    for day in (LAST_DAY - timedelta(days=1), LAST_DAY):
        today(day)
        assert look_at_cases() == LookResult(same=1, asked=0)
        assert look_at_cases() == LookResult(same=0, asked=0)  # each day once
    assert rows(case) == 1
    today(LAST_DAY + timedelta(days=1))
    assert look_at_cases() == LookResult(same=0, asked=1)
    assert look_at_cases() == LookResult(same=0, asked=0)  # it is queued
    newest = assess(case)
    assert (newest.trigger, newest.as_of) == (Trigger.DAY_CAME, LAST_DAY + timedelta(days=1))
    assert complaint(case) == "info"


def test_a_day_to_come_on_a_result_keeps_no_case_from_its_look(case: Partnership, today: Any) -> None:
    """No event names that day, so somebody may have written it by hand."""
    Assessment.objects.filter(partnership=case).update(same_on=date(9999, 12, 31))
    today(LAST_DAY)
    assert look_at_cases() == LookResult(same=1, asked=0)
    assert Assessment.objects.get(partnership=case).same_on == LAST_DAY


def test_a_result_of_an_earlier_format_is_made_anew_once(case: Partnership, today: Any) -> None:
    Assessment.objects.filter(partnership=case).update(format=FORMAT - 1)
    today(LAST_DAY)
    assert look_at_cases() == LookResult(same=0, asked=1)
    newest = assess(case)
    assert (newest.format, newest.as_of) == (FORMAT, LAST_DAY)
    today(LAST_DAY + timedelta(days=1))
    assert look_at_cases() == LookResult(same=0, asked=1), "its day came"


def test_a_look_that_finds_the_same_stores_a_day_and_nothing_else(case: Partnership, today: Any) -> None:
    snapshots = Snapshot.objects.count()
    today(LAST_DAY)
    look_at_cases()
    row = Assessment.objects.get(partnership=case)
    assert (row.as_of, row.same_on) == (LAST_DAY - timedelta(days=2), LAST_DAY)
    assert Snapshot.objects.count() == snapshots


def test_a_document_that_fixes_its_day_is_not_looked_at(sponsor: GovernmentBody, today: Any) -> None:
    today(LAST_DAY)
    registered(tender(assess_as_of="2026-06-20"))
    today(LAST_DAY + timedelta(days=9))
    assert look_at_cases() == LookResult(same=0, asked=0)


@pytest.mark.parametrize("state", ["cleared", "withdrawn", "refused", "returned"])
def test_a_case_that_is_not_open_is_not_looked_at(case: Partnership, today: Any, state: str) -> None:
    ReviewCase.objects.bulk_create([ReviewCase(partnership=case, state=state, assessment=view_of(case).done)])
    today(LAST_DAY + timedelta(days=1))
    assert look_at_cases() == LookResult(same=0, asked=0)


def test_what_cannot_be_looked_at_is_assessed_so_that_the_trouble_is_on_record(
    case: Partnership, today: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def trouble(*_given: object) -> None:
        raise ValueError

    monkeypatch.setattr(daily_look, "assess_case", trouble)
    today(LAST_DAY)
    assert look_at_cases() == LookResult(same=0, asked=1)


def test_a_sweep_ends_in_time_and_the_next_goes_on(case: Partnership, today: Any) -> None:
    today(LAST_DAY)
    assert look_at_cases(seconds=0) == LookResult(same=0, asked=0)
    assert look_at_cases() == LookResult(same=1, asked=0)


def test_evidence_of_the_example_does_not_change_by_the_day_alone(
    meti: GovernmentBody, digital_agency: GovernmentBody, today: Any
) -> None:
    document = {name: value for name, value in example("hikari_magnetics").items() if name != "assess_as_of"}
    first = today(date(2026, 6, 20))
    registered(document)
    for days in (1, 2, 3):
        today(first + timedelta(days=days))
        assert look_at_cases() == LookResult(same=1, asked=0)


def test_a_case_whose_evidence_has_another_name_now_is_assessed_anew_though_no_change_was_noted(
    case: Partnership, today: Any
) -> None:
    today(LAST_DAY - timedelta(days=1))
    assert look_at_cases() == LookResult(same=1, asked=0)
    Company.objects.filter(name_en__startswith="Kita Materials").update(name_en="Kita Holdings (fictional)")
    today(LAST_DAY)
    assert look_at_cases() == LookResult(same=0, asked=1)
    newest = assess(case)
    assert newest.trigger == Trigger.DAY_CAME
    assert "Kita Holdings" in str([match.evidence for match in newest.matches.all()])


def test_where_nothing_is_due_it_is_one_query(case: Partnership, today: Any) -> None:
    with CaptureQueriesContext(connection) as asked:
        look_at_cases()
    assert len(asked) == 1
