"""Every act of casework that reaches no further than the case is undone as a decision is: one mechanism for all."""

import pytest

from institutions.audit.verify import verify_audit
from institutions.models import Account, AuditEvent, Partnership
from rules.models import (
    ActUndo,
    CaseMove,
    CaseState,
    ConditionDone,
    GoneAcknowledgement,
    Notice,
    NoticeKind,
    ReviewAssignment,
)
from rules.review.casework.acknowledging import acknowledge_gaps, acknowledge_withdrawn
from rules.review.casework.act_table import Act
from rules.review.casework.assigning import assign_reviewer
from rules.review.casework.conditions import add_condition, fulfil_condition
from rules.review.casework.errors import BlockedError, NotYoursError
from rules.review.casework.sweeping import due_cases
from rules.review.casework.undoing import undo_act
from rules.review.summaries.verifying import summary_troubles
from rules.review.timeline.acts import acts_between
from tests.rules.review.casework.building import (
    acknowledge_all,
    decided,
    do,
    measure,
    recused_by_officer,
    settle,
    under_review,
    version,
    view_of,
)
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.django_db


def undo(case: Partnership, account: Account) -> list[ActUndo]:
    """Undo the last act of an account, whatever it was; the trail and the lists agree with it afterwards."""
    undone = undo_act(case, account=account)
    assert verify_audit().troubles == ()
    assert list(summary_troubles()) == []
    return undone


def test_acknowledgements_of_one_reason_are_undone_at_once_and_can_be_given_anew(
    case: Partnership, first: Account, second: Account
) -> None:
    under_review(case, first, second)
    open_before = [each.outcome.code for each in view_of(case).unaddressed]
    (lacking, code) = next((each.lacking, each.outcome.code) for each in view_of(case).unaddressed)
    codes = [each.outcome.code for each in view_of(case).unaddressed if each.lacking == lacking]
    acknowledge_gaps(case, {lacking: codes}, reason="Asked and not needed.", account=first)
    assert code not in [each.outcome.code for each in view_of(case).unaddressed]
    assert len(undo(case, first)) == len(codes)
    assert [each.outcome.code for each in view_of(case).unaddressed] == open_before
    acknowledge_all(case, first)
    assert view_of(case).unaddressed == ()
    assert "undone" in [each.sort for each in acts_between(case.pk, None, None)]


def test_the_acknowledgement_of_a_withdrawn_finding_is_undone_and_given_anew(
    case: Partnership, first: Account, second: Account, officer: Account
) -> None:
    recused_by_officer(case, first, second, officer)
    gone = view_of(case).gone[0]
    reason = "Sato takes no part; the division confirmed it."
    acknowledge_withdrawn(case, gone.finding.pk, str(gone.last_in), reason=reason, account=first)
    undo(case, first)
    assert view_of(case).gone[0].said == ()
    acknowledge_withdrawn(case, gone.finding.pk, str(gone.last_in), reason=reason, account=first)
    assert GoneAcknowledgement.objects.count() == 2


def test_a_condition_and_the_note_that_it_is_done_are_undone(
    case: Partnership, first: Account, second: Account
) -> None:
    under_review(case, first, second)
    slip = add_condition(case, measure(), account=first, version=version(case))
    undo(case, first)
    assert view_of(case).conditions == ()
    with pytest.raises(BlockedError, match="no longer counts"):
        fulfil_condition(case, slip.pk, note="Seen the order of recusal.", account=first)
    row = add_condition(case, measure(), account=first, version=version(case))
    fulfil_condition(case, row.pk, note="Seen the order of recusal.", account=first)
    undo(case, first)
    assert [each.done for each in view_of(case).conditions] == [False]
    fulfil_condition(case, row.pk, note="Now seen the order of recusal.", account=first)
    (kept,) = view_of(case).conditions
    assert kept.noted is not None
    assert (kept.noted.note, ConditionDone.objects.count()) == ("Now seen the order of recusal.", 2)


def test_a_move_is_undone_to_the_state_before_it_and_the_body_is_notified(
    case: Partnership, first: Account, second: Account, officer: Account
) -> None:
    under_review(case, first, second)
    settle(case, first, second)
    add_condition(case, measure(), account=first, version=version(case))
    do(case, Act.CLEAR_WITH_CONDITIONS, first)
    (row,) = undo(case, first)
    assert row.move is not None
    assert view_of(case).case.state == CaseState.UNDER_REVIEW
    assert [each.act for each in CaseMove.objects.order_by("version")][-2:] == ["clear_with_conditions", "undo"]
    assert Notice.objects.filter(account=officer, kind=NoticeKind.REOPENED).exists()
    with pytest.raises(BlockedError, match="15 minutes"):
        undo_act(case, account=first)
    do(case, Act.CLEAR_WITH_CONDITIONS, first)
    do(case, Act.REOPEN, first)
    undo(case, first)
    assert view_of(case).case.state == CaseState.CLEARED_WITH_CONDITIONS
    assert due_cases() == []


def test_an_assignment_is_undone_and_its_reviewer_may_be_assigned_again(
    case: Partnership, first: Account, second: Account
) -> None:
    under_review(case, first)
    assign_reviewer(case, second, account=first, version=version(case))
    undo(case, first)
    assert view_of(case).of_account(second.pk) is None
    assert ReviewAssignment.objects.get(account=second).ended_because == "undone"
    assert Notice.objects.filter(account=second, kind=NoticeKind.ASSIGNMENT_ENDED).exists()
    assign_reviewer(case, second, account=second, version=version(case))
    assert view_of(case).of_account(second.pk)


def test_undoing_takes_the_right_to_the_act_and_the_act_that_was_read(
    case: Partnership, first: Account, second: Account, officer: Account
) -> None:
    under_review(case, first, second)
    row = add_condition(case, measure(), account=first, version=version(case))
    with pytest.raises(BlockedError):
        undo_act(case, account=officer)
    with pytest.raises(NotYoursError):
        undo_act(case, account=officer, sort="condition", row=row.pk)
    with pytest.raises(BlockedError):
        undo_act(case, account=first, sort="condition", row=row.pk + 1)
    decided(case, "COL-01", second)
    with pytest.raises(BlockedError):
        undo_act(case, account=first, sort="condition", row=row.pk)
    do(case, Act.WITHDRAW, officer)
    undo(case, officer)
    assert view_of(case).case.state == CaseState.UNDER_REVIEW


def test_the_page_names_the_act_and_undoes_it_and_so_does_rest(
    case: Partnership, first: Account, second: Account
) -> None:
    under_review(case, first, second)
    row = add_condition(case, measure(), account=first, version=version(case))
    client, address = signed_in(first), f"/partnerships/{case.pk}/case/"
    assert "Your last act: Add a condition." in client.get(address).content.decode()
    assert "Your last act" not in signed_in(second).get(address).content.decode()
    sent = {"act": "undo", "sort": "condition", "row": row.pk}
    assert client.post(address, sent).status_code == 302
    assert client.post(address, sent).status_code == 409
    assert client.post(address, {**sent, "sort": "comment"}).status_code == 409
    add_condition(case, measure(), account=first, version=version(case))
    rest = f"/api/v1/partnerships/{case.pk}/case/"
    tag = client.get(rest)["ETag"]
    assert client.post(f"{rest}undo/").status_code == 428
    answer = client.post(f"{rest}undo/", HTTP_IF_MATCH=tag)
    assert (answer.status_code, answer.json()["conditions"]) == (200, [])
    assert client.post(f"{rest}undo/", HTTP_IF_MATCH=answer["ETag"]).status_code == 409
    assert AuditEvent.objects.filter(verb="condition_undone").count() == 2
