"""A high or critical finding that is gone is told and acknowledged before a case is cleared, whatever made it go."""

from uuid import uuid4

import pytest

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Account, AuditEvent, Partnership, SubmissionWay
from rules.models import CaseState, CaseSummary, GoneAcknowledgement, Trigger
from rules.review.casework.acknowledging import acknowledge_withdrawn
from rules.review.casework.act_table import Act
from rules.review.casework.errors import BlockedError, InvalidError, NotYoursError, StaleError
from rules.review.casework.recusing import record_recusal, recuse_reviewer
from rules.review.casework.standing import StandingKind
from rules.review.casework.withdrawn_findings import WithdrawnFinding, departures_by_finding
from tests.documents import example, small
from tests.people import reviewer_account
from tests.rules.review.casework.building import (
    assess,
    do,
    finding_of,
    recused_by_officer,
    settle,
    under_review,
    version,
    view_of,
)

pytestmark = pytest.mark.django_db
WHY = "Sato takes no part; the division confirmed it."


@pytest.fixture
def recused(case: Partnership, first: Account, second: Account, officer: Account) -> Partnership:
    return recused_by_officer(case, first, second, officer)


def gone(case: Partnership, code: str = "COI-01") -> WithdrawnFinding:
    (found,) = (each for each in view_of(case).gone if each.finding.code == code)
    return found


def acknowledged(case: Partnership, account: Account, code: str = "COI-01", reason: str = WHY) -> GoneAcknowledgement:
    each = gone(case, code)
    return acknowledge_withdrawn(case, each.finding.pk, str(each.last_in), reason=reason, account=account)


def all_acknowledged(case: Partnership, *accounts: Account) -> None:
    for account in accounts:
        for each in view_of(case).gone_unaddressed:
            if account.pk not in {row.account_id for row in each.said}:
                acknowledged(case, account, each.finding.code)


def revised(case: Partnership, officer: Account, **changes: object) -> None:
    """Register and assess the next revision of the example."""
    number = view_of(case).submissions[-1].revision + 1
    document = {**example("hikari_magnetics"), "revision": number, **changes}
    register_partnership(check_document(document), account=officer, way=SubmissionWay.FORM)
    assess(case)


def test_a_recusal_does_not_clear_a_critical_finding_by_itself(
    recused: Partnership, first: Account, second: Account
) -> None:
    settle(recused, first, second)
    with pytest.raises(BlockedError, match="COI-01"):
        do(recused, Act.CLEAR, first)
    assert CaseSummary.objects.get().gone == len(view_of(recused).gone) > 0
    all_acknowledged(recused, first)
    assert gone(recused).lacking == 1
    with pytest.raises(BlockedError, match="which is not acknowledged: COI-01"):
        do(recused, Act.CLEAR, first)
    with pytest.raises(BlockedError, match="somebody else"):
        acknowledged(recused, first)
    all_acknowledged(recused, second)
    assert CaseSummary.objects.get().gone == 0
    with pytest.raises(BlockedError, match="You have already acknowledged"):
        acknowledged(recused, second)
    do(recused, Act.CLEAR, first)
    assert view_of(recused).case.state == CaseState.CLEARED


def test_it_is_said_with_what_it_went(recused: Partnership, officer: Account) -> None:
    departure = departures_by_finding(recused.pk, [gone(recused)])[gone(recused).finding.pk]
    assert departure.first_without.trigger == Trigger.RECUSAL
    (revision,) = departure.submissions(view_of(recused).submissions)
    assert (revision.revision, revision.account) == (2, officer)


def test_two_accounts_of_one_person_are_one_and_a_recused_reviewer_s_word_counts_no_more(
    recused: Partnership, first: Account, second: Account
) -> None:
    acknowledged(recused, second)
    recuse_reviewer(recused, reason="I advised them once.", account=second, version=version(recused))
    assert gone(recused).lacking == 2
    acknowledged(recused, first)
    assert gone(recused).lacking == 1


def test_what_comes_back_is_open_as_usual_and_going_again_asks_anew(
    recused: Partnership, first: Account, second: Account, officer: Account
) -> None:
    all_acknowledged(recused, first, second)
    revised(recused, officer)
    assert "COI-01" not in {each.finding.code for each in view_of(recused).gone}
    assert finding_of(recused, "COI-01").standing in (StandingKind.MITIGATED, StandingKind.LAPSED)
    old = GoneAcknowledgement.objects.filter(finding__code="COI-01").first()
    assert old is not None
    record_recusal(recused, "sato", account=officer, version=version(recused))
    assess(recused)
    assert gone(recused).lacking == 2
    assert gone(recused).last_in != old.last_in_id


def test_any_revision_that_makes_findings_go_asks_by_their_worst_severity(
    case: Partnership, first: Account, officer: Account
) -> None:
    before = {each.match.finding.code: each.match.severity for each in view_of(case).findings}
    assert {"critical", "high"} <= set(before.values())
    register_partnership(
        check_document(small(reference=case.reference, revision=2, statements=[])),
        account=officer,
        way=SubmissionWay.FORM,
    )
    assess(case)
    still = {each.match.finding.code for each in view_of(case).findings}
    asked = {each.finding.code: each.people for each in view_of(case).gone}
    people = {"critical": 2, "high": 1}
    assert asked == {code: people[level] for code, level in before.items() if level in people and code not in still}
    under_review(case, first)
    (high, *_rest) = (code for code, n in asked.items() if n == 1)
    acknowledged(case, first, high)
    assert gone(case, high).lacking == 0


def test_it_takes_a_reason_an_assigned_reviewer_and_what_was_read(recused: Partnership, first: Account) -> None:
    outsider = reviewer_account("outsider")
    with pytest.raises(NotYoursError):
        acknowledged(recused, outsider)
    with pytest.raises(InvalidError):
        acknowledged(recused, first, reason="ok")
    with pytest.raises(StaleError):
        acknowledge_withdrawn(recused, gone(recused).finding.pk, str(uuid4()), reason=WHY, account=first)
    there = view_of(recused).findings[0].match.finding_id
    with pytest.raises(BlockedError, match="not withdrawn by new data"):
        acknowledge_withdrawn(recused, there, str(gone(recused).last_in), reason=WHY, account=first)
    assert not GoneAcknowledgement.objects.exists()
    row = acknowledged(recused, first)
    event = AuditEvent.objects.get(verb="gone_acknowledged")
    assert event.after is not None
    assert event.after["acknowledgement"] == row.pk
    assert WHY not in str(event.after)
