"""The number of times a rule fires: in the newest finished assessment of each partnership that the reader may see."""

from typing import Any

import pytest
from django.utils import timezone

from institutions.access.partnerships import partnerships_for
from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Account, GovernmentBody, Partnership, Role
from rules.assessing.waiting import finish_here
from rules.explaining.catalogue.firings import NEVER, rule_firings
from rules.models import Assessment, OutcomeRow, RulebookVersion, Snapshot, State
from tests.documents import example
from tests.rules.assessing.documents import asked

pytestmark = pytest.mark.usefixtures("meti", "no_broker")


def finished(assessment: Assessment, **outcomes: str) -> Assessment:
    """Return an assessment as a worker would leave it, with these outcomes by code (COI_01)."""
    rulebook = RulebookVersion.objects.get_or_create(version="v1", defaults={"text": "{}"})[0]
    snapshot = Snapshot.objects.get_or_create(sha256="s1", defaults={"content": "{}"})[0]
    Assessment.objects.filter(pk=assessment.pk).update(
        state=State.DONE, rulebook=rulebook, snapshot=snapshot, finished_at=timezone.now()
    )
    for code, outcome in outcomes.items():
        OutcomeRow.objects.create(assessment=assessment, code=code.replace("_", "-"), outcome=outcome)
    return assessment


def again(assessment: Assessment) -> Assessment:
    """Return a later request for the same partnership."""
    return Assessment.objects.create(
        partnership=assessment.partnership, submission=assessment.submission, as_of=assessment.as_of
    )


def test_each_partnership_counts_once_with_its_newest_finished_assessment() -> None:
    first = finished(asked("P-1"), COI_01="flagged", COI_02="clear")
    finished(again(first), COI_01="clear", COI_02="clear")
    again(first)  # waits
    finished(asked("P-2"), COI_01="flagged", COI_02="not_assessable")
    asked("P-3")  # never assessed
    found = rule_firings(Partnership.objects.all())
    assert found["COI-01"].by_outcome == {"clear": 1, "flagged": 1}
    assert found["COI-02"].by_outcome == {"clear": 1, "not_assessable": 1}
    assert (found["COI-01"].flagged, found["COI-01"].total, found["COI-01"].number("not_applicable")) == (1, 2, 0)
    assert (NEVER.flagged, NEVER.total) == (0, 0)


def test_one_rule_is_counted_alone() -> None:
    finished(asked("P-1"), COI_01="flagged", COI_02="clear")
    assert rule_firings(Partnership.objects.all(), "COI-02").keys() == {"COI-02"}


def test_a_reader_counts_what_they_may_see(meti: GovernmentBody, digital_agency: GovernmentBody) -> None:
    finished(asked("P-1"), COI_01="flagged")
    register_partnership(check_document(example("digital_agency_cloud")), account=None, way="file")
    finished(Assessment.objects.get(state=State.QUEUED), COI_01="flagged")
    officer = Account.objects.create_user("officer", role=Role.OFFICER, body=meti)
    nobody = Account.objects.create_user("nobody", role=Role.OFFICER)
    auditor = Account.objects.create_user("auditor", role=Role.AUDITOR)
    seen = [rule_firings(partnerships_for(each)).get("COI-01", NEVER).flagged for each in (officer, nobody, auditor)]
    assert seen == [1, 0, 2]


def test_it_takes_three_queries(django_assert_num_queries: Any) -> None:  # Any: a context manager of pytest-django
    for number in range(4):
        finished(asked(f"P-{number}"), COI_01="flagged", COI_02="clear")
    packed = finish_here(asked("P-5"))
    assert packed.packed_outcomes
    with django_assert_num_queries(3):
        assert rule_firings(Partnership.objects.all())["COI-01"].flagged == 4
    with django_assert_num_queries(3):
        assert rule_firings(Partnership.objects.all(), "COI-01")["COI-01"].total == 5
