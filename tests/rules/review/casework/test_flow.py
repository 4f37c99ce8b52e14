"""A case from its registration to the end of its review."""

import pytest

from institutions.audit.verify import verify_audit
from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Account, AuditEvent, GovernmentBody, Partnership, Submission
from rules.models import CaseMove, CaseState, ReviewAssignment, ReviewCase
from rules.review.casework.act_table import Act
from rules.review.casework.conditions import add_condition, fulfil_condition
from rules.review.casework.errors import BlockedError, InvalidError, StaleError
from rules.review.casework.moving import move_case
from rules.review.casework.standing import StandingKind
from tests.rules.review.casework.building import (
    acknowledge_all,
    assess,
    decided,
    do,
    measure,
    settle,
    under_review,
    version,
    view_of,
)

pytestmark = pytest.mark.django_db


def state(partnership: Partnership) -> str:
    return view_of(partnership).case.state


def test_a_case_whose_findings_are_dismissed_is_cleared(case: Partnership, first: Account, second: Account) -> None:
    under_review(case, first, second)
    settle(case, first, second)
    do(case, Act.CLEAR, second, "Every question is answered.")
    assert state(case) == CaseState.CLEARED
    moves = [(each.act, each.after, each.account) for each in CaseMove.objects.all()]
    assert moves == [
        ("take_in", "screening", first),
        ("begin", "under_review", first),
        ("clear", "cleared", second),
    ]
    assert CaseMove.objects.get(act="clear").reason == "Every question is answered."
    assert ReviewCase.objects.get().assessment == view_of(case).done


def test_every_act_is_on_record_in_the_chain_of_the_partnership_and_no_text_is(
    case: Partnership, first: Account, second: Account
) -> None:
    under_review(case, first, second)
    settle(case, first, second)
    do(case, Act.CLEAR, first, "Nobody else reads this sentence.")
    events = AuditEvent.objects.filter(chain__name=f"partnership:{case.pk}")
    verbs = set(events.values_list("verb", flat=True))
    assert verbs >= {
        "registered", "case_take_in", "reviewer_screened", "reviewer_assigned", "reviewer_declared", "case_begin",
        "finding_decided", "rule_acknowledged", "case_clear",
    }  # fmt: skip
    assert "sentence" not in str(list(events.values_list("before", "after")))
    assert verify_audit().troubles == ()


def test_an_open_finding_and_a_gap_nobody_addressed_bar_clearing(
    case: Partnership, first: Account, second: Account
) -> None:
    under_review(case, first, second)
    with pytest.raises(BlockedError) as barred:
        do(case, Act.CLEAR, first)
    assert any("COI-01" in reason for reason in barred.value.reasons)
    assert any("could not be assessed" in reason for reason in barred.value.reasons)
    acknowledge_all(case, first)
    with pytest.raises(BlockedError) as barred:
        do(case, Act.CLEAR, first)
    assert not any("could not be assessed" in reason for reason in barred.value.reasons)


def test_a_gap_bars_clearing_where_every_finding_is_decided(case: Partnership, first: Account, second: Account) -> None:
    under_review(case, first, second)
    for account in (first, second):
        for each in view_of(case).unsettled:
            decided(case, each.match.finding.code, account)
    assert not view_of(case).unsettled
    with pytest.raises(BlockedError, match="could not be assessed and nobody has acknowledged"):
        do(case, Act.CLEAR, first)
    assert state(case) == CaseState.UNDER_REVIEW


@pytest.mark.parametrize("reason", [" ", "x", "Too late.", "該当なし"])
@pytest.mark.parametrize("act", [Act.RETURN, Act.REFUSE])
def test_a_reason_is_asked_for_that_says_something(case: Partnership, first: Account, act: Act, reason: str) -> None:
    under_review(case, first)
    with pytest.raises(InvalidError) as wrong:
        do(case, act, first, reason)
    assert list(wrong.value.errors) == ["reason"]
    assert state(case) == CaseState.UNDER_REVIEW


def test_a_confirmed_finding_is_cleared_with_conditions_alone(
    case: Partnership, first: Account, second: Account
) -> None:
    under_review(case, first, second)
    decided(case, "COL-01", first, "confirmed")
    settle(case, first, second)
    with pytest.raises(BlockedError, match="Confirmed: COL-01"):
        do(case, Act.CLEAR, first)
    with pytest.raises(BlockedError, match="No condition is set"):
        do(case, Act.CLEAR_WITH_CONDITIONS, first)
    condition = add_condition(case, measure(), account=first, version=version(case))
    do(case, Act.CLEAR_WITH_CONDITIONS, first)
    assert state(case) == CaseState.CLEARED_WITH_CONDITIONS
    fulfil_condition(case, condition.pk, note="Seen the order of recusal.", account=second)
    (kept,) = view_of(case).conditions
    assert kept.noted
    assert (kept.done, kept.overdue, kept.noted.note) == (True, False, "Seen the order of recusal.")
    with pytest.raises(BlockedError, match="already done"):
        fulfil_condition(case, condition.pk, note="Done once more", account=second)


def test_a_mitigated_finding_carries_its_measures_until_they_are_done(
    case: Partnership, first: Account, second: Account
) -> None:
    under_review(case, first, second)
    decided(case, "COL-01", first, "mitigated")
    settle(case, first, second)
    with pytest.raises(BlockedError, match="not done yet"):
        do(case, Act.CLEAR, first)
    (row,) = view_of(case).conditions
    fulfil_condition(case, row.condition.pk, note="Done as it was set.", account=first)
    do(case, Act.CLEAR, first)
    assert state(case) == CaseState.CLEARED


def test_measures_of_a_decision_that_counts_no_more_bind_nobody(case: Partnership, first: Account) -> None:
    under_review(case, first)
    decided(case, "COL-01", first, "mitigated")
    (row,) = view_of(case).conditions
    decided(case, "COL-01", first)
    assert view_of(case).conditions == ()
    with pytest.raises(BlockedError, match="no longer counts"):
        fulfil_condition(case, row.condition.pk, note="Done as it was set.", account=first)


@pytest.mark.parametrize(("act", "after"), [(Act.RETURN, "returned"), (Act.REFUSE, "refused")])
def test_a_case_that_was_returned_or_refused_begins_anew_with_the_next_revision(
    case: Partnership, first: Account, officer: Account, act: Act, after: str
) -> None:
    under_review(case, first)
    do(case, act, first)
    assert state(case) == after
    revise(case, officer)
    assert state(case) == CaseState.SUBMITTED
    assert view_of(case).assigned == ()
    assert ReviewAssignment.objects.get().ended_because == "revised"
    with pytest.raises(BlockedError, match="under way"):
        do(case, Act.TAKE_IN, first)
    assess(case)
    do(case, Act.TAKE_IN, first)
    assert state(case) == CaseState.SCREENING


def revise(case: Partnership, account: Account, **changes: object) -> Submission:
    document = Submission.objects.get(partnership=case, superseded_at=None).document
    changed = {**document, "value_yen": document["value_yen"] + 1, **changes, "revision": document["revision"] + 1}
    return register_partnership(check_document(changed), account=account, way="form").submission


def test_what_was_decided_stands_through_a_revision_that_leaves_the_evidence(
    case: Partnership, first: Account, officer: Account
) -> None:
    under_review(case, first)
    decided(case, "COL-01", first)
    revise(case, officer)
    assess(case)
    standings = {each.match.finding.code: each.standing for each in view_of(case).findings}
    assert standings["COL-01"] == StandingKind.DISMISSED


def test_the_submitter_withdraws(case: Partnership, first: Account, officer: Account) -> None:
    under_review(case, first)
    do(case, Act.WITHDRAW, officer)
    assert state(case) == CaseState.WITHDRAWN


def test_a_stale_version_moves_nothing(case: Partnership, first: Account) -> None:
    do(case, Act.TAKE_IN, first)
    with pytest.raises(StaleError):
        move_case(case, Act.RETURN, account=first, version=0, reason="It comes too late.")


def test_the_number_of_queries_does_not_depend_on_the_case(
    case: Partnership, first: Account, second: Account, django_assert_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            view_of(case)
        return len(captured)

    under_review(case, first)
    decided(case, "COL-01", first, "mitigated", measures=[measure(), measure()])  # one query asks which are done
    before = queries()
    settle(case, first, second) if view_of(case).of_account(second.pk) else acknowledge_all(case, first)
    decided(case, "COL-02", first, "more_information")
    assert queries() == before <= 13


def test_another_body_s_partnership_has_its_own_case(
    case: Partnership, first: Account, digital_agency: GovernmentBody
) -> None:
    under_review(case, first)
    from tests.documents import example
    from tests.rules.review.casework.building import registered

    other = registered(example("digital_agency_cloud"))
    assert state(other) == CaseState.SUBMITTED
