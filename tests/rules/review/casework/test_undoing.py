"""A decision is undone soon after it, while nobody has acted since; both stay on record."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone

from institutions.audit.verify import verify_audit
from institutions.models import Account, AuditEvent, Partnership
from rules.models import ActUndo, FindingDecision, FindingSummary
from rules.review.casework.deciding import decide_findings, read_token
from rules.review.casework.errors import BlockedError
from rules.review.casework.standing import StandingKind
from rules.review.casework.undoing import MINUTES, LastAct, undo_act, undoable
from rules.review.casework.verifying import last_act_troubles
from rules.review.summaries.verifying import summary_troubles
from rules.review.timeline.acts import acts_between
from tests.rules.review.casework.building import decided, finding_of, soon, under_review, view_of
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewed(case: Partnership, first: Account, second: Account) -> Partnership:
    under_review(case, first, second)
    return case


def standing(case: Partnership, code: str = "COL-01") -> StandingKind:
    return finding_of(case, code).standing


def test_an_undone_decision_counts_no_longer_and_the_one_before_it_again(reviewed: Partnership, first: Account) -> None:
    decided(reviewed, "COL-01", first, "mitigated")
    slip = decided(reviewed, "COL-01", first, "dismissed")
    before = read_token(finding_of(reviewed, "COL-01"))
    undo_act(reviewed, account=first, sort="decision", row=slip.pk)
    assert standing(reviewed) == StandingKind.MITIGATED
    assert read_token(finding_of(reviewed, "COL-01")) != before
    assert FindingSummary.objects.get(finding=slip.finding).standing == StandingKind.MITIGATED
    assert FindingDecision.objects.count() == 2
    assert AuditEvent.objects.filter(verb="decision_undone").count() == 1
    assert "undone" in [each.sort for each in acts_between(reviewed.pk, None, None)]
    assert verify_audit().troubles == ()
    assert list(summary_troubles()) == []
    assert decided(reviewed, "COL-01", first, "dismissed").number == 3


def test_what_was_decided_at_once_is_undone_at_once(reviewed: Partnership, first: Account) -> None:
    findings = {
        finding_of(reviewed, code).match.finding_id: read_token(finding_of(reviewed, code))
        for code in ("COL-01", "COL-02")
    }
    given = {"decided": "dismissed", "reason": "Looked at the file.", "ends_on": soon().isoformat()}
    rows = decide_findings(reviewed, findings, given, account=first)
    assert len(undo_act(reviewed, account=first, sort="decision", row=rows[0].pk)) == 2
    assert (standing(reviewed), standing(reviewed, "COL-02")) == (StandingKind.OPEN, StandingKind.OPEN)


def test_nothing_is_undone_by_another_too_late_twice_or_after_somebody_acted(
    reviewed: Partnership, first: Account, second: Account
) -> None:
    row = decided(reviewed, "COL-01", first)
    with pytest.raises(BlockedError, match=f"for {MINUTES} minutes"):
        undo_act(reviewed, account=second, sort="decision", row=row.pk)
    view = view_of(reviewed)
    assert undoable(view, first, timezone.now()) == LastAct("decision", (row,))
    assert undoable(view, first, timezone.now() + timedelta(minutes=MINUTES, seconds=1)) is None
    decided(reviewed, "COL-02", second)
    with pytest.raises(BlockedError):
        undo_act(reviewed, account=first, sort="decision", row=row.pk)
    again = decided(reviewed, "COL-01", first)
    assert undoable(view_of(reviewed), first, again.at) == LastAct("decision", (again,))
    with patch("django.utils.timezone.now", return_value=again.at - timedelta(minutes=4)):  # the clock was set back
        decided(reviewed, "COL-02", second)
    assert undoable(view_of(reviewed), first, again.at) is None
    with pytest.raises(BlockedError):
        undo_act(reviewed, account=first, sort="decision", row=again.pk)
    assert not ActUndo.objects.exists()
    assert list(last_act_troubles()) == []


def test_the_next_page_offers_to_undo_and_rest_undoes(reviewed: Partnership, first: Account) -> None:
    row, client = decided(reviewed, "COL-01", first), signed_in(first)
    page = client.get(f"/partnerships/{reviewed.pk}/case/").content.decode()
    assert "You have decided COL-01: Dismissed." in page
    sent = {"act": "undo", "sort": "decision", "row": row.pk}
    answer = client.post(f"/findings/{row.finding_id}/", sent, follow=True)
    assert "Your decision was undone" in answer.content.decode()
    assert "undone" in answer.content.decode()
    assert client.post(f"/findings/{row.finding_id}/", sent).status_code == 409
    again = decided(reviewed, "COL-01", first)
    address = f"/api/v1/findings/{row.finding_id}/decisions/{again.number}/undo/"
    assert client.post(address).status_code == 204
    assert client.post(address).status_code == 409
    said = client.get(f"/api/v1/findings/{row.finding_id}/decisions/").json()["decisions"]
    assert [each["undone"] for each in said] == [True, True]
