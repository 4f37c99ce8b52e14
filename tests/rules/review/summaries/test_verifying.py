"""The verification of the trail computes summaries again: whatever somebody changes in one by SQL is reported."""

import random
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.utils import timezone

from institutions.audit.coverage import CoveredTable
from institutions.audit.verify import verify_audit
from institutions.models import Account, AuditEvent, Partnership
from rules.models import CaseSummary, FindingSummary
from rules.review.summaries.verifying import summary_troubles
from tests.institutions.audit.random_changes import change_rows, taken_back
from tests.rules.review.casework.building import decided, under_review

pytestmark = pytest.mark.django_db
TABLES = [
    CoveredTable(model=CaseSummary, left_out={"made_at": "says when the row was written"}),
    CoveredTable(model=FindingSummary),
]
CHANGES = 60


@pytest.fixture
def decided_case(case: Partnership, first: Account, second: Account) -> Partnership:
    """Return a case under review, with one finding dismissed for a time and one that waits for a second person."""
    under_review(case, first, second)
    decided(case, "COI-01", first, "mitigated")
    decided(case, "COL-01", first)
    decided(case, "COL-01", second)
    return case


def test_each_change_of_a_summary_is_reported_and_nothing_without_a_change(decided_case: Partnership) -> None:
    assert list(summary_troubles()) == []
    seed = random.SystemRandom().getrandbits(32)
    chance, wrong, made = random.Random(seed), [], 0  # noqa: S311 - a test's choice
    while made < CHANGES:
        with taken_back():
            if change := change_rows(TABLES, chance):
                made += 1
                found = list(summary_troubles())
                if change.named - {said.partition(":")[0] for said in found}:
                    wrong.append((change.words, found))
    assert wrong == [], seed
    assert list(summary_troubles()) == []


def test_a_finding_that_is_hidden_from_lists_is_a_trouble_of_the_trail(
    decided_case: Partnership, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify_audit().troubles == ()
    hidden = FindingSummary.objects.filter(is_open=True)[0]
    FindingSummary.objects.filter(pk=hidden.pk).update(is_open=False, severity=1)
    said = f"rules_findingsummary {hidden.pk}: differs from the rows that it is made from in severity, is_open"
    moment = timezone.now() - timedelta(hours=1)
    assert verify_audit().troubles == verify_audit(since=moment).troubles == (said,)
    assert verify_audit(rows=False).troubles == ()
    assert AuditEvent.objects.filter(at__gte=timezone.now()).count() == 0
    assert verify_audit(since=timezone.now() + timedelta(hours=1)).troubles == (), "no event is of after that"
    with pytest.raises(SystemExit):
        call_command("verify_audit")
    assert said in capsys.readouterr().out


def test_a_summary_that_only_days_have_overtaken_is_no_trouble(decided_case: Partnership) -> None:
    later = timezone.now() + timedelta(days=400)
    with patch("django.utils.timezone.now", return_value=later):
        assert list(summary_troubles()) == []
        CaseSummary.objects.filter(pk=decided_case.pk).update(unsettled=99, second=0)
        (said,) = summary_troubles()
    assert said.startswith(f"rules_casesummary {decided_case.pk}: differs")
    assert "unsettled" in said
