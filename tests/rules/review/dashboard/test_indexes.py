"""The dashboard counts every partnership and finding there is: it reads indexes for that, never the rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.models import Account, Partnership
from tests.documents import example
from tests.rules.review.casework.building import registered, reviewer
from tests.rules.review.dashboard.showing import tables

pytestmark = pytest.mark.django_db
SUMMARIES = ("rules_casesummary", "rules_findingsummary")


def plans_of(account: Account) -> list[str]:
    """Return SQLite's plans for the queries of the dashboard."""
    with CaptureQueriesContext(connection) as captured:
        tables(account)
    steps = []
    for query in captured.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            steps += [str(row[-1]) for row in cursor.fetchall()]
    return [step for step in steps if step.startswith(("SCAN", "SEARCH")) and any(each in step for each in SUMMARIES)]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's plans; PostgreSQL plans by what is stored")
@pytest.mark.parametrize("reads_secret", [False, True])
def test_whoever_reads_everything_reads_it_from_indexes_alone(case: Partnership, reads_secret: bool) -> None:
    registered(example("digital_agency_cloud"))
    plans = plans_of(reviewer("first", reads_secret=reads_secret))
    assert len(plans) == 8
    assert [plan for plan in plans if "USING COVERING INDEX" not in plan] == []
