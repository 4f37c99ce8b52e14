"""The page of a body looks up one body: the database does not go through the parties that somebody may read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.models import Account, GovernmentBody, Role
from rules.web.pages.register.bodies.body import body_called

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by the numbers of rows")
@pytest.mark.parametrize("role", [Role.REVIEWER, Role.OFFICER])
def test_one_body_is_found_by_its_code_without_a_walk_through_all_parties(meti: GovernmentBody, role: Role) -> None:
    account = Account.objects.create_user("reader", role=role, body=meti if role == Role.OFFICER else None)
    with CaptureQueriesContext(connection) as asked:
        assert body_called("METI", account) == meti
    steps: list[str] = []
    with connection.cursor() as cursor:
        for each in asked:
            if "institutions_party" in each["sql"]:
                cursor.execute(f"EXPLAIN QUERY PLAN {each['sql']}")
                steps += [str(row[-1]) for row in cursor.fetchall()]
    assert any("(code=?)" in step for step in steps)
    walks = [step for step in steps if step.startswith("SCAN") and "secret_partnerships" not in step]
    assert walks == []
