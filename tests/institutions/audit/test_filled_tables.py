"""Tables with a row: the verification compares no other."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.audit.coverage import COVERED
from institutions.audit.filled_tables import AT_ONCE, filled_tables
from institutions.audit.verify import verify_audit
from institutions.models import Company, GovernmentBody

pytestmark = pytest.mark.django_db
BODIES, COMPANIES = GovernmentBody._meta.db_table, Company._meta.db_table
MOST_QUERIES = 250  # 201 now; 750 where each covered table is read


def test_only_tables_with_a_row_are_found(meti: GovernmentBody) -> None:
    """So it is for none, for two, and for more than one statement takes."""
    many = [BODIES] * (2 * AT_ONCE + 1)
    assert meti.pk
    assert filled_tables([]) == frozenset()
    assert filled_tables([COMPANIES, BODIES]) == {BODIES}
    with CaptureQueriesContext(connection) as asked:
        assert filled_tables([*many, COMPANIES]) == {BODIES}
    assert len(asked) == 3


def test_the_verification_does_not_compare_empty_tables() -> None:
    """A register begins with few tables that have a row: a query for each covered one would be most of the work."""
    assert len(COVERED.keys() - filled_tables(COVERED.keys())) > len(COVERED) / 2
    with CaptureQueriesContext(connection) as asked:
        assert not verify_audit().troubles
    assert len(asked) < MOST_QUERIES
