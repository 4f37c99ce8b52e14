"""An import of proposals leaves their summaries right, and writes those of a portion together."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.models import GovernmentBody, Partnership
from rules.models import CaseSummary
from rules.review.summaries.writing import compare_summaries
from tests.institutions.imports.test_partnerships import bring_in, counts, release

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_summaries_of_a_portion_are_written_at_its_end_for_all_that_was_taken(meti: GovernmentBody) -> None:
    with CaptureQueriesContext(connection) as asked:
        job = bring_in(meti, release(1), release(2), "{broken", release(3))
    taken = Partnership.objects.values_list("pk", flat=True)
    assert counts(job) == (3, 0, 0, 1)
    assert CaseSummary.objects.count() == len(taken) == 3
    assert sum("INTO" in each["sql"] and "rules_casesummary" in each["sql"] for each in asked) == 1
    assert compare_summaries(taken, mend=False).differed == ()
