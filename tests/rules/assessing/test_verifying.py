"""An assessment that somebody removes before it is done shows: the case would never have been screened."""

import pytest

from institutions.audit.verify import verify_audit
from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import GovernmentBody, Submission
from rules.models import Assessment, State
from tests.documents import small
from tests.institutions.audit.random_changes import execute

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]


def test_a_waiting_assessment_that_somebody_removes_is_found(
    meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    register_partnership(check_document(small()), account=None, way="rest")
    register_partnership(check_document(small(revision=2, title={"en": "Revised"})), account=None, way="rest")
    assert list(Assessment.objects.values_list("state", flat=True)) == [State.QUEUED]
    assert verify_audit().troubles == ()
    present = Submission.objects.get(superseded_at=None)
    execute("DELETE FROM rules_assessment")
    (said,) = verify_audit().troubles
    assert said.startswith(f"rules_assessment: none is on record about the present submission {present.pk} of ")
    assert verify_audit(since=present.received_at).troubles == (said,)
