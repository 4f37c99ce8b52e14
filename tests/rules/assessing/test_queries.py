"""One assessment asks the database the same number of questions, however much was stated."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rules.assessing.claim import claim
from rules.assessing.work import work_on
from rules.models import Assessment, State
from rules.rulebook_now import current_rulebook
from tests.documents import small
from tests.rules.assessing.documents import asked

pytestmark = pytest.mark.usefixtures("meti")


def queries_for(statements: int) -> int:
    """How many queries it takes to claim, assess and store a case with so many statements."""
    people = [{"key": f"p{n}", "name": {"en": f"Person {n}"}} for n in range(statements // 2)]
    stated = [{"kind": "shareholding", "holder": each["key"], "company": "hikari", "share_bp": 1} for each in people]
    stated += [{"kind": "exposure", "company": "hikari", "country": "CN", "plants": n} for n in range(statements // 2)]
    row = asked(f"P-{statements}", people=people, statements=stated, companies=small()["companies"])
    with CaptureQueriesContext(connection) as asked_for:
        taken = claim(row.pk)
        assert taken is not None
        work_on(taken)
    assert Assessment.objects.get(pk=row.pk).state == State.DONE
    return len(asked_for)


def test_a_thousand_statements_take_as_many_queries_as_ten() -> None:
    current_rulebook()
    few = queries_for(10)
    assert queries_for(1_000) == few
    assert few < 90
