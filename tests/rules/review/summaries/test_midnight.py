"""A summary is that of one day, also when midnight passes while it is written or before a sweep comes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from institutions.models import Account, AuditEvent, Partnership
from rules.models import CaseSummary
from rules.reorganising.enacting import enact
from rules.review.summaries.verifying import summary_troubles
from rules.review.summaries.writing import compare_summaries
from tests.fixed_clock import midnight_after
from tests.rules.reorganising.drafted import document, seeded  # noqa: F401
from tests.rules.reorganising.test_partnerships import TO_CAO, registered
from tests.rules.review.casework.building import decided, settle, soon, under_review

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("looks", [1, 2, 3])
def test_a_summary_that_is_written_at_midnight_is_that_of_the_day_it_names(
    case: Partnership, first: Account, second: Account, looks: int
) -> None:
    """Else the rows were those of a day, named the next one, and were reported as changed by hand."""
    under_review(case, first, second)
    settle(case, first, second)
    decided(case, "COI-01", first, "mitigated")
    with midnight_after(looks, soon()):  # the last day of the dismissals
        compare_summaries([case.pk], mend=True)
        written_on = timezone.localdate(CaseSummary.objects.get().made_at)
    with midnight_after(0, written_on - timedelta(days=1)):
        assert list(summary_troubles()) == []
    with midnight_after(0, soon()):
        assert list(summary_troubles()) == []
        compare_summaries([case.pk], mend=True)
    assert not AuditEvent.objects.filter(verb="summary_mended").exists()


@pytest.mark.usefixtures("seeded", "no_broker")
def test_before_the_sweep_of_its_day_a_reorganisation_makes_no_summary_look_changed() -> None:
    partnership = registered("P-1", "NSS-ECON").partnership
    first = timezone.localdate() + timedelta(days=30)
    enact(document(TO_CAO, on=30), actor=None, approved_by=None)
    with midnight_after(0, first - timedelta(days=1)):
        assert timezone.localdate() == first
        assert list(summary_troubles()) == []
        assert compare_summaries([partnership.pk], mend=True).differed == (partnership.pk,)
    assert CaseSummary.objects.get().sponsor.code == "CAO"
    assert not AuditEvent.objects.filter(verb="summary_mended").exists()
