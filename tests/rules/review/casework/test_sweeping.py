"""Cleared cases are looked after: what does not stand any more is under review again, once."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import override

from institutions.models import Account, AuditEvent, Partnership
from rules.assessing.request import request_again
from rules.models import CaseMove, CaseState, ReviewCase, Trigger
from rules.review.casework.act_table import Act
from rules.review.casework.conditions import add_condition, fulfil_condition
from rules.review.casework.lapse_reasons import move_reasons, reasons_of
from rules.review.casework.sweeping import SweptCases, due_cases, sweep_cases
from rules.review.casework.tasks import sweep_cases_task
from rules.web.case_words.rows import CaseWords
from tests.rules.review.casework.building import (
    assess,
    do,
    measure,
    settle,
    under_review,
    version,
    view_of,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def cleared(case: Partnership, first: Account, second: Account) -> Partnership:
    under_review(case, first, second)
    add_condition(case, measure(due_on=TODAY().isoformat()), account=first, version=version(case))
    settle(case, first, second)
    do(case, Act.CLEAR_WITH_CONDITIONS, first)
    return case


def later(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    """Let so many days pass."""
    day = TODAY() + timedelta(days=days)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_given: day)


def test_nothing_happens_to_a_case_that_stands(cleared: Partnership) -> None:
    assert sweep_cases() == SweptCases(0, 0)
    assert view_of(cleared).case.state == CaseState.CLEARED_WITH_CONDITIONS


def test_an_overdue_condition_re_opens_the_case_once(cleared: Partnership, monkeypatch: pytest.MonkeyPatch) -> None:
    later(monkeypatch, 1)
    assert sweep_cases() == SweptCases(1, 0)
    assert sweep_cases() == SweptCases(0, 0)
    sweep_cases_task()
    move = CaseMove.objects.get(act=Act.LAPSE)
    assert (move.after, move.account) == (CaseState.UNDER_REVIEW, None)
    assert "overdue" in reasons_of(move)
    assert AuditEvent.objects.get(verb="case_lapse").actor == "system"


def test_a_condition_that_was_done_in_time_re_opens_nothing(
    cleared: Partnership, first: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    (row,) = view_of(cleared).conditions
    fulfil_condition(cleared, row.condition.pk, note="Done as it was set.", account=first)
    later(monkeypatch, 1)
    assert sweep_cases() == SweptCases(0, 0)


def test_a_dismissal_that_ends_re_opens_the_case(
    cleared: Partnership, first: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    (row,) = view_of(cleared).conditions
    fulfil_condition(cleared, row.condition.pk, note="Done as it was set.", account=first)
    later(monkeypatch, 31)
    assert sweep_cases() == SweptCases(1, 0)
    assert "the dismissal has ended" in reasons_of(CaseMove.objects.get(act=Act.LAPSE))


def test_a_newer_assessment_that_changes_nothing_leaves_the_case_cleared(cleared: Partnership) -> None:
    request_again([cleared.pk], Trigger.ON_DEMAND)
    assert sweep_cases() == SweptCases(0, 0)
    done = assess(cleared)
    assert sweep_cases() == SweptCases(0, 1)
    assert sweep_cases() == SweptCases(0, 0)
    assert ReviewCase.objects.get().assessment == done
    assert AuditEvent.objects.filter(verb="case_stands").count() == 1


def test_other_evidence_in_a_newer_assessment_re_opens_the_case(
    cleared: Partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    request_again([cleared.pk], Trigger.ON_DEMAND)
    real: Any = __import__("rules.assessing.findings", fromlist=["evidence_hash"]).evidence_hash
    monkeypatch.setattr("rules.assessing.findings.evidence_hash", lambda *given: real(*given)[::-1])
    assess(cleared)
    assert {each.standing for each in view_of(cleared).findings} == {"lapsed"}
    assert sweep_cases() == SweptCases(1, 0)
    assert "the evidence has changed" in reasons_of(CaseMove.objects.get(act=Act.LAPSE))


def test_a_re_opened_case_is_cleared_again_once_it_is_settled(
    cleared: Partnership, first: Account, second: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(monkeypatch, 1)
    sweep_cases()
    (row,) = view_of(cleared).conditions
    assert row.overdue
    fulfil_condition(cleared, row.condition.pk, note="Late, but done.", account=first)
    do(cleared, Act.CLEAR, second)
    assert view_of(cleared).case.state == CaseState.CLEARED


def test_a_case_whose_look_fails_ends_nothing_for_the_others(
    cleared: Partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(monkeypatch, 1)
    real, unknown = due_cases, uuid.uuid4()
    monkeypatch.setattr("rules.review.casework.sweeping.due_cases", lambda: [unknown, *real()])
    with pytest.raises(ExceptionGroup) as failed:
        sweep_cases()
    assert str(unknown) in failed.value.exceptions[0].__notes__[0]
    assert view_of(cleared).case.state == CaseState.UNDER_REVIEW


def test_why_the_system_moved_a_case_is_read_in_ones_own_language(
    cleared: Partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(monkeypatch, 1)
    with override("ja"):
        sweep_cases()
    move = CaseMove.objects.get(act=Act.LAPSE)
    assert (move.reason, move.because[0]["code"]) == ("", "case.condition_overdue")
    with override("ja"):
        assert "期限" in reasons_of(move)
    with override("en"):
        assert "overdue" in reasons_of(move)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"code": "overdue", "number": 1, "standing": "", "codes": []}, "1 condition is overdue. Have it done,"),
        ({"code": "overdue", "number": 2, "standing": "", "codes": []}, "2 conditions are overdue. Have them done,"),
        (
            {"code": "undecided", "number": 0, "standing": "lapsed", "codes": ["COI-01", "LIT-02"]},
            "Open again: the evidence has changed: COI-01, LIT-02. Decide it.",
        ),
        (
            {"code": "unaddressed", "number": 7, "standing": "", "codes": [f"COI-0{each}" for each in range(1, 8)]},
            "acknowledged them: COI-01, COI-02, COI-03, COI-04, COI-05 ….",
        ),
    ],
)
def test_a_reason_that_was_stored_before_the_registry_is_read_as_its_code(row: dict[str, Any], said: str) -> None:
    with override("en"):
        assert said in reasons_of(CaseMove(because=[row]))
    (reason,) = move_reasons(CaseMove(because=[row]))
    assert move_reasons(CaseMove(because=[reason.stored()])) == (reason,)
    assert reason.parameters.get("rules", ()) == tuple(row["codes"])


def test_a_move_of_before_keeps_the_words_that_it_was_stored_with(cleared: Partnership, first: Account) -> None:
    CaseMove.objects.create(
        case=ReviewCase.objects.get(), version=99, act=Act.LAPSE, before="cleared", after="under_review",
        reason="1 condition is overdue.", at=timezone.now(),
    )  # fmt: skip
    view = view_of(cleared)
    history = CaseWords(view, first, "ja", sensitive=True).history(view.moves().reverse())
    assert history[0]["reason"] == "1 condition is overdue."
