"""A row that the verification does not see, while the program does, is no way around it."""

import pytest

from institutions.audit.hidden_rows import hidden_row_troubles
from institutions.audit.verify import verify_audit
from institutions.models import Account
from tests.institutions.audit.test_trigger_troubles import by_hand, on_postgresql

pytestmark = pytest.mark.django_db
TABLE = "institutions_account"


@on_postgresql
def test_a_row_that_row_security_hides_from_one_state_of_the_database_is_no_secret() -> None:
    """An account that somebody made by hand was reported by nobody: transactions of the verification did not see it."""
    Account.objects.create_user("made_by_hand")
    assert any("no event names it" in each for each in verify_audit().troubles)
    hides = "username <> 'made_by_hand' OR current_setting('transaction_isolation') <> 'repeatable read'"
    by_hand(
        "SET CONSTRAINTS ALL IMMEDIATE",
        f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY seen ON {TABLE} USING ({hides})",
    )
    assert any(each.startswith(f"{TABLE}: has row security") for each in verify_audit().troubles)


@pytest.mark.parametrize(
    "table",
    [
        "rules_samplenote",
        "rules_findingsummary",
        "mfa_authenticator",
        "rules_notice",
        "policyengine_cache",
        "django_migrations",
    ],
)
def test_a_view_in_the_place_of_a_table_is_reported(table: str) -> None:
    assert [*hidden_row_troubles()] == []
    by_hand(f"ALTER TABLE {table} RENAME TO by_hand", f"CREATE VIEW {table} AS SELECT * FROM by_hand")  # noqa: S608 - names of tables
    assert [each.partition(":")[0] for each in hidden_row_troubles()] == [table]
