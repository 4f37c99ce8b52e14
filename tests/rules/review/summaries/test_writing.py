"""Summaries say at every moment what the cases themselves say, and a sweep finds what nobody told of."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from institutions.audit.verify import verify_audit
from institutions.models import Account, AuditEvent, GovernmentBody, Partnership
from rules.access.readable_results import SEVERITY_RANK
from rules.models import CaseSummary, FindingSummary
from rules.review.casework.act_table import Act
from rules.review.casework.conditions import add_condition, fulfil_condition
from rules.review.casework.deadlines import next_due
from rules.review.casework.people_concerned.answering import answer_hearing
from rules.review.casework.people_concerned.hearing import hearings_of
from rules.review.casework.recusing import recuse_reviewer
from rules.review.casework.sweeping import sweep_cases
from rules.review.summaries.writing import ComparedSummaries, compare_summaries, compute_summaries, sweep_summaries
from tests.documents import small
from tests.rules.review.casework.building import (
    decided,
    do,
    measure,
    registered,
    settle,
    soon,
    under_review,
    version,
    view_of,
)
from tests.rules.review.casework.naming import heard, named

pytestmark = pytest.mark.django_db


def agrees(partnership: Partnership) -> CaseSummary:
    """Return the stored rows, once they are compared with what the page of the case is made from."""
    assert compare_summaries([partnership.pk], mend=False).differed == ()
    view, row = view_of(partnership), CaseSummary.objects.get(pk=partnership.pk)
    open_ones = [] if view.closed else view.unsettled
    assert row.state == view.case.state
    assert (row.unsettled, row.unaddressed) == (len(open_ones), 0 if view.closed else len(view.unaddressed))
    assert row.gone == (0 if view.closed else len(view.gone_unaddressed))
    assert row.worst_open == max((SEVERITY_RANK[each.match.severity] for each in open_ones), default=0)
    assert row.reviewers == len(view.assigned)
    due = [each.condition.due_on for each in view.conditions if not each.done]
    assert row.condition_due_on == min(due, default=None)
    due_next = next_due(view, hearings_of([each.match for each in view.findings], view.today))
    assert row.due_on == (due_next.on if due_next else None)
    stored = dict(FindingSummary.objects.filter(partnership=partnership).values_list("finding", "standing"))
    assert stored == {each.match.finding_id: each.standing.value for each in view.findings}
    return row


def test_each_act_leaves_the_summaries_right(case: Partnership, first: Account, second: Account) -> None:
    assert agrees(case).worst_open == 5
    under_review(case, first, second)
    assert agrees(case).reviewers == 2
    decided(case, "COI-01", first)
    assert agrees(case).second == 1
    decided(case, "COI-01", second, "more_information")
    row = agrees(case)
    assert row.asked == 1
    assert row.answer_by is not None
    assert row.due_on is not None
    assert row.due_on <= row.answer_by
    recuse_reviewer(case, reason="A tie came to mind.", account=second, version=version(case))
    agrees(case)
    add_condition(case, measure(), account=first, version=version(case))
    do(case, Act.WITHDRAW, case_officer(case))
    assert (agrees(case).unsettled, agrees(case).families) == (0, "")


def test_a_day_to_answer_in_a_hearing_is_due_until_it_has_passed(
    case: Partnership, first: Account, second: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    under_review(case, first, second)
    named(case)
    until = soon()
    hearing = heard(case, "COI-01", first, how="asked", answer_by=until.isoformat(), waiver="", note="")
    assert agrees(case).due_on == until
    with monkeypatch.context() as later:
        later.setattr("django.utils.timezone.localdate", lambda *_given: until + timedelta(days=1))
        sweep_summaries()
        assert agrees(case).due_on is None, "whoever let the day pass in silence keeps nobody waiting"
    compare_summaries([case.pk], mend=True)
    answer_hearing(hearing, {"text": "I sold them in May."}, account=Account.objects.get(username="sato"))
    assert agrees(case).due_on is None


def case_officer(case: Partnership) -> Account:
    """Return the account that submitted it."""
    account = view_of(case).submissions[0].account
    assert account is not None
    return account


def test_a_revision_and_a_cleared_case_leave_them_right(case: Partnership, first: Account, second: Account) -> None:
    under_review(case, first, second)
    add_condition(case, measure(due_on=timezone.localdate().isoformat()), account=first, version=version(case))
    settle(case, first, second)
    do(case, Act.CLEAR_WITH_CONDITIONS, first)
    assert agrees(case).unsettled == 0
    (row,) = view_of(case).conditions
    fulfil_condition(case, row.condition.pk, note="Done as it was set.", account=first)
    assert agrees(case).condition_due_on is None
    again = registered(small(reference=case.reference, revision=2, secrecy="defence"))
    assert again == case
    assert agrees(case).secret
    assert agrees(case).state == "submitted"


def test_days_that_pass_are_found_by_the_sweep(
    case: Partnership, first: Account, second: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    under_review(case, first, second)
    settle(case, first, second)
    do(case, Act.CLEAR, first)
    moment = timezone.now() + timedelta(days=31)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    assert compare_summaries([case.pk], mend=False).differed == (case.pk,)
    sweep_summaries()
    assert mended() == []
    assert agrees(case).unsettled == 0  # a closed case: what is open again waits once it is under review
    sweep_cases()
    row = agrees(case)
    assert row.state == "under_review"
    assert row.unsettled > 0


def test_the_command_names_what_differs_and_mends_it(case: Partnership, capsys: pytest.CaptureFixture[str]) -> None:
    CaseSummary.objects.update(unsettled=0, second=0)
    FindingSummary.objects.all().delete()
    with pytest.raises(SystemExit):
        call_command("summaries")
    assert f"{case.pk} differs." in capsys.readouterr().out
    call_command("summaries", "--mend")
    call_command("summaries")
    assert "1 partnerships, 0 differ." in capsys.readouterr().out


def mended() -> list[Any]:
    """Return what the events of mended summaries name, in order."""
    return list(AuditEvent.objects.filter(verb="summary_mended").order_by("pk").values_list("after", flat=True))


def test_a_change_by_hand_that_the_sweep_mends_is_in_the_trail_of_its_case(case: Partnership, first: Account) -> None:
    under_review(case, first)
    hidden, gone = FindingSummary.objects.order_by("pk")[:2]
    FindingSummary.objects.filter(pk=hidden.pk).update(is_open=False, severity=1)
    FindingSummary.objects.filter(pk=gone.pk).delete()
    CaseSummary.objects.update(text="Something harmless", unsettled=0)
    assert sweep_summaries().differed == (case.pk,)
    agrees(case)
    (named,) = mended()
    assert named == {
        "rows": [
            {
                "table": "rules_casesummary",
                "key": str(case.pk),
                "found": "changed",
                "columns": ["text", "unsettled"],
            },
            {
                "table": "rules_findingsummary",
                "key": str(hidden.pk),
                "found": "changed",
                "columns": ["severity", "is_open"],
            },
            {"table": "rules_findingsummary", "key": str(gone.pk), "found": "missing"},
        ],
        "more": 0,
    }
    event = AuditEvent.objects.get(verb="summary_mended")
    assert (event.actor, event.chain.name) == ("system", f"partnership:{case.pk}")
    assert verify_audit().troubles == ()
    sweep_summaries()
    assert len(mended()) == 1
    CaseSummary.objects.all().delete()
    sweep_summaries()
    assert mended()[1]["rows"][0] == {"table": "rules_casesummary", "key": str(case.pk), "found": "missing"}
    CaseSummary.objects.update(unsettled=0)
    call_command("summaries", "--mend")
    assert AuditEvent.objects.filter(verb="summary_mended").latest("pk").actor == "command"


def test_a_change_by_hand_does_not_pass_for_a_day_that_has_come(case: Partnership, first: Account) -> None:
    under_review(case, first)
    CaseSummary.objects.update(dismissal_ends_on=timezone.localdate() - timedelta(days=1), unsettled=0)
    sweep_summaries()
    (named,) = mended()
    assert set(named["rows"][0]["columns"]) == {"dismissal_ends_on", "unsettled"}


def test_what_has_no_summary_yet_gets_one(case: Partnership) -> None:
    CaseSummary.objects.all().delete()
    assert sweep_summaries() == ComparedSummaries(1, ())
    agrees(case)


def test_many_are_computed_in_as_many_queries_as_one(case: Partnership, first: Account, meti: GovernmentBody) -> None:
    under_review(case, first)
    others = [registered(small(reference=f"T-{number}")) for number in range(3)]
    do(others[0], Act.TAKE_IN, first)
    numbers = []
    for ids in ([case.pk], [case.pk, *(each.pk for each in others)]):
        with CaptureQueriesContext(connection) as captured:
            assert len(compute_summaries(ids)) == len(ids)
        numbers.append(len(captured))
    assert numbers[0] == numbers[1]


def test_rows_of_findings_that_say_the_same_are_not_written_again(case: Partnership) -> None:
    with CaptureQueriesContext(connection) as queries:
        compare_summaries([case.pk], mend=True)
    table = FindingSummary._meta.db_table
    written = [each["sql"] for each in queries if table in each["sql"] and not each["sql"].startswith("SELECT")]
    assert written == []
    FindingSummary.objects.filter(partnership=case).update(code="COI-99")
    assert compare_summaries([case.pk], mend=True).differed == (case.pk,)
    agrees(case)
