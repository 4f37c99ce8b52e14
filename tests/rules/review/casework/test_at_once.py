"""Two reviewers at the same moment: nothing is lost, and who comes second is told so."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.apps import apps
from django.db import connection

from institutions.audit.opening import open_rows, tables_of
from institutions.audit.row_hashes import database_salt
from institutions.audit.verify import verify_audit
from institutions.models import Account, Partnership
from rules.models import CaseMove, FindingDecision
from rules.review.casework.act_table import Act
from rules.review.casework.deciding import decide_findings, read_token
from rules.review.casework.errors import CaseworkError
from rules.review.casework.moving import move_case
from rules.review.casework.sweeping import sweep_cases
from tests.rules.review.casework.building import (
    do,
    finding_of,
    settle,
    soon,
    under_review,
    version,
    view_of,
)

pytestmark = pytest.mark.django_db(transaction=True)
GIVEN = {"decided": "dismissed", "reason": "The shares were sold.", "ends_on": soon().isoformat()}


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Do these in as many threads; gives the kinds of what came of each, sorted."""
    barrier = Barrier(len(acts))

    def one(act: Callable[[], object]) -> str:
        try:
            barrier.wait(timeout=20)
            act()
        except CaseworkError as refused:
            return type(refused).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(one, acts))


def test_of_two_decisions_of_one_finding_one_is_stored_and_the_other_is_told(
    case: Partnership, first: Account, second: Account
) -> None:
    under_review(case, first, second)
    found = finding_of(case, "COL-01")
    findings = {found.match.finding_id: read_token(found)}
    answers = at_once(*(lambda by=each: decide_findings(case, findings, GIVEN, account=by) for each in (first, second)))
    assert answers == ["StaleError", "done"]
    assert FindingDecision.objects.count() == 1


def test_two_decisions_of_different_findings_are_both_stored(
    case: Partnership, first: Account, second: Account
) -> None:
    under_review(case, first, second)
    open_rows(dict(tables_of(apps)), database_salt())  # accounts and people of this test were made without an event
    before = version(case)
    pairs = [
        ({found.match.finding_id: read_token(found)}, by)
        for found, by in zip((finding_of(case, "COL-01"), finding_of(case, "COL-02")), (first, second), strict=True)
    ]
    answers = at_once(
        *(lambda findings=findings, by=by: decide_findings(case, findings, GIVEN, account=by) for findings, by in pairs)
    )
    assert answers == ["done", "done"]
    assert FindingDecision.objects.count() == 2
    assert version(case) == before + 2
    assert verify_audit().troubles == ()


def test_a_case_is_not_cleared_while_somebody_decides(case: Partnership, first: Account, second: Account) -> None:
    under_review(case, first, second)
    settle(case, first, second)
    found, read = finding_of(case, "COL-01"), version(case)
    findings = {found.match.finding_id: read_token(found)}
    asked = {
        "decided": "more_information",
        "reason": "Sold to whom?",
        "asked_of": "Sato",
        "answer_by": GIVEN["ends_on"],
    }
    answers = at_once(
        lambda: decide_findings(case, findings, asked, account=first),
        lambda: move_case(case, Act.CLEAR, account=second, version=read, reason="All is answered."),
    )
    assert "done" in answers
    assert answers in (["BlockedError", "done"], ["StaleError", "done"])
    view = view_of(case)
    assert (view.case.state == "cleared") != bool(view.unsettled)


def test_two_sweeps_re_open_a_case_once(
    case: Partnership, first: Account, second: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    under_review(case, first, second)
    settle(case, first, second)
    do(case, Act.CLEAR, first)
    from datetime import timedelta

    day = soon() + timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_given: day)
    assert at_once(sweep_cases, sweep_cases) == ["done", "done"]
    assert CaseMove.objects.filter(act=Act.LAPSE).count() == 1
