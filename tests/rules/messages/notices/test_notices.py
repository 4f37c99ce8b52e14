"""People are notified of events and dates of a case: once each, without names, and only if they may read it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from institutions.models import Account, Partnership, Role
from institutions.values.hashing import hash_json
from rules.assessing.request import request_again
from rules.assessing.sweep import take_back
from rules.events.kinds import AssessmentFailed
from rules.messages.notices.case_days import sweep_days
from rules.messages.notices.wording import notice_text
from rules.messages.readable_notices import notices_for
from rules.messages.receivers import assessment_failed
from rules.models import Assessment, Notice, NoticeKind, State, Trigger
from rules.review.casework.act_table import Act
from rules.review.casework.assigning import assign_reviewer
from rules.review.casework.conditions import add_condition, fulfil_condition
from rules.review.casework.recusing import recuse_reviewer
from rules.review.casework.sweeping import sweep_cases
from tests.rules.review.casework.building import (
    assess,
    decided,
    do,
    measure,
    ready,
    settle,
    under_review,
    version,
    view_of,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def told(kind: NoticeKind) -> list[str]:
    """Return the receivers of notices of this kind."""
    return sorted(Notice.objects.filter(kind=kind).values_list("account__username", flat=True))


def later(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    day = TODAY() + timedelta(days=days)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_given: day)


@pytest.fixture
def reviewed(case: Partnership, first: Account, second: Account) -> Partnership:
    under_review(case, first, second)
    return case


def test_who_is_assigned_by_another_is_told_and_who_assigned_themselves_is_not(
    case: Partnership, first: Account, second: Account
) -> None:
    do(case, Act.TAKE_IN, first)
    ready(case, first)
    assign_reviewer(case, second, account=first, version=version(case))
    assert told(NoticeKind.ASSIGNED) == ["second"]


def test_a_recusal_is_told_to_the_other_reviewers_without_a_name(
    reviewed: Partnership, first: Account, second: Account
) -> None:
    recuse_reviewer(reviewed, reason="My cousin Mori works there.", account=second, version=version(reviewed))
    assert told(NoticeKind.REVIEWER_LEFT) == ["first"]
    assert told(NoticeKind.ASSIGNMENT_ENDED) == []
    said = notice_text(Notice.objects.get(kind=NoticeKind.REVIEWER_LEFT))
    assert said == f"A reviewer has left case {reviewed.reference}."


def test_the_body_is_told_how_a_review_ended_and_everybody_that_it_is_open_again(
    reviewed: Partnership, first: Account, second: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_condition(reviewed, measure(due_on=TODAY().isoformat()), account=first, version=version(reviewed))
    settle(reviewed, first, second)
    do(reviewed, Act.CLEAR_WITH_CONDITIONS, first)
    assert told(NoticeKind.CASE_DECIDED) == ["officer-of-body"]
    later(monkeypatch, 1)
    sweep_cases()
    sweep_cases()
    assert told(NoticeKind.REOPENED) == ["first", "officer-of-body", "second"]


def test_days_are_noticed_once_each(
    reviewed: Partnership, first: Account, second: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_condition(
        reviewed, measure(due_on=(TODAY() + timedelta(days=9)).isoformat()), account=first, version=version(reviewed)
    )
    codes = sorted(
        {each.match.finding.code for each in view_of(reviewed).findings if each.match.severity != "critical"}
    )
    by = (TODAY() + timedelta(days=9)).isoformat()
    decided(reviewed, codes[0], first, "more_information", answer_by=by)
    decided(reviewed, codes[1], first, "dismissed", ends_on=by)
    assert sweep_days() == 0
    later(monkeypatch, 2)
    assert sweep_days() == 2  # condition and dismissal draw near
    assert sweep_days() == 0
    everybody = ["first", "officer-of-body", "second"]
    assert told(NoticeKind.CONDITION_SOON) == everybody
    assert told(NoticeKind.DISMISSAL_ENDING) == ["first", "second"]
    later(monkeypatch, 10)
    assert sweep_days() == 2  # condition and answer are late
    assert sweep_days() == 0
    assert told(NoticeKind.CONDITION_OVERDUE) == told(NoticeKind.ANSWER_OVERDUE) == everybody
    assert codes[0] in notice_text(Notice.objects.filter(kind=NoticeKind.ANSWER_OVERDUE)[0])


def test_a_condition_that_was_done_is_not_noticed(
    reviewed: Partnership, first: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = add_condition(reviewed, measure(), account=first, version=version(reviewed))
    fulfil_condition(reviewed, row.pk, note="Done as it was set.", account=first)
    later(monkeypatch, 40)
    assert sweep_days() == 0


def test_a_decision_that_was_replaced_is_passed_over(
    reviewed: Partnership, first: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = next(each.match.finding.code for each in view_of(reviewed).findings if each.match.severity != "critical")
    decided(reviewed, code, first, "more_information")
    decided(reviewed, code, first, "confirmed")
    later(monkeypatch, 40)
    assert sweep_days() == 1
    assert told(NoticeKind.ANSWER_OVERDUE) == []


def test_new_findings_are_told_after_a_change_and_not_of_a_first_assessment(
    reviewed: Partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(NoticeKind.NEW_FINDINGS) == []
    request_again([reviewed.pk], Trigger.REGISTER_CHANGED)
    assess(reviewed)
    assert told(NoticeKind.NEW_FINDINGS) == []
    monkeypatch.setattr("rules.assessing.findings.hash_json", lambda given: hash_json([given]))  # other causes
    request_again([reviewed.pk], Trigger.ON_DEMAND)  # the same input would otherwise leave the result as it is
    done = assess(reviewed)
    assert told(NoticeKind.NEW_FINDINGS) == ["first", "officer-of-body", "second"]
    said = notice_text(Notice.objects.filter(kind=NoticeKind.NEW_FINDINGS)[0])
    assert said.startswith(f"{done.matches.count()} findings in case {reviewed.reference} are new: COI-")


def test_a_failed_assessment_is_told_to_the_body_and_an_administrator_once_an_attempt(
    case: Partnership, officer: Account
) -> None:
    Account.objects.create_user("administrator", role=Role.ADMINISTRATOR)
    request_again([case.pk], Trigger.ON_DEMAND)
    row = Assessment.objects.get(state=State.QUEUED)
    Assessment.objects.filter(pk=row.pk).update(
        state=State.RUNNING, attempt=1, expired_leases=1, lease_until=timezone.now() - timedelta(seconds=1)
    )
    assert take_back(timezone.now()) == (0, 1)
    assert take_back(timezone.now()) == (0, 0)
    assert told(NoticeKind.ASSESSMENT_FAILED) == ["administrator", "officer-of-body"]


def test_who_may_not_read_the_case_any_more_sees_no_notice_of_it(case: Partnership, officer: Account) -> None:
    assessment_failed(AssessmentFailed(assessment=case.assessments.get()))
    assert notices_for(officer).count() == 1
    Partnership.objects.filter(pk=case.pk).update(secret=True)
    assert notices_for(officer).count() == 0
    Account.objects.filter(pk=officer.pk).update(reads_secret=True)
    assert notices_for(Account.objects.get(pk=officer.pk)).count() == 1


def test_of_a_secret_case_only_those_with_the_right_are_told(case: Partnership) -> None:
    Partnership.objects.filter(pk=case.pk).update(secret=True)
    assessment_failed(AssessmentFailed(assessment=case.assessments.get()))
    assert told(NoticeKind.ASSESSMENT_FAILED) == []


def test_the_page_lists_filters_and_marks(case: Partnership, officer: Account, client: Client) -> None:
    for place in range(30):
        Notice.objects.create(account=officer, kind=NoticeKind.REOPENED, matter=f"move:{place}", partnership=case)
    assessment_failed(AssessmentFailed(assessment=case.assessments.get()))
    client.force_login(officer)
    page = client.get("/notices/")
    assert "31 notices are unread" in page.content.decode()
    assert page.content.decode().count('class="card"') == 25
    one = Notice.objects.get(kind=NoticeKind.ASSESSMENT_FAILED)
    assert client.get("/notices/", {"kind": "assessment_failed"}).content.decode().count('class="card"') == 1
    assert client.get("/notices/", {"kind": "no\0such"}).content.decode().count('class="card"') == 0
    assert client.get(f"/notices/{one.pk}/")["Location"] == f"/partnerships/{case.pk}/"
    assert Notice.objects.get(pk=one.pk).read_at
    client.post("/notices/mark/", {"notice": one.pk, "as": "unread"})
    assert not Notice.objects.get(pk=one.pk).read_at
    answer = client.post("/notices/mark/", {"until": one.pk - 1, "next": "https://evil.example/"})
    assert answer["Location"] == "/notices/"
    assert list(Notice.objects.filter(read_at=None)) == [one]
    for strange in ({"notice": "x"}, {"notice": "9" * 30}, {"until": "²"}, {}):
        assert client.post("/notices/mark/", strange).status_code == 302
    assert client.get(f"/notices/{'9' * 25}/").status_code == 404


def test_japanese_readers_read_japanese(case: Partnership, officer: Account) -> None:
    assessment_failed(AssessmentFailed(assessment=case.assessments.get()))
    with translation.override("ja"):
        assert "審査" in notice_text(Notice.objects.get()) or "評価" in notice_text(Notice.objects.get())


def test_queries_do_not_grow_with_the_notices(case: Partnership, officer: Account, client: Client) -> None:
    client.force_login(officer)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get("/notices/")
        return len(found)

    Notice.objects.create(account=officer, kind=NoticeKind.REOPENED, matter="move:0", partnership=case)
    few = queries()
    for place in range(1, 20):
        Notice.objects.create(account=officer, kind=NoticeKind.REOPENED, matter=f"move:{place}", partnership=case)
    assert queries() == few
    request = RequestFactory().get("/")
    request.user = officer
    with CaptureQueriesContext(connection) as found:
        shown = Template("{% load notices %}{% unread_notices as n %}{{ n }}").render(Context({"request": request}))
    assert (shown, len(found)) == ("20", 1)
