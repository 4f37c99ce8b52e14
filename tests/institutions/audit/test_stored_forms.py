"""A value in a form that the program never writes reads otherwise to a query than to the verification: it shows."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.utils import timezone

from institutions.access.key_making import make_key
from institutions.accounts.sign_in.events import note_own_act
from institutions.audit import triggers, written_once
from institutions.audit.seal import seal_events
from institutions.audit.second_factors import SHA256, authenticator_hash
from institutions.audit.verify import verify_audit
from institutions.models import Account, ApiKey, GovernmentBody, Submission
from rules.models import Finding
from tests.documents import example
from tests.institutions.audit.random_changes import execute, taken_back
from tests.rules.review.casework.building import officer, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite alone keeps any value in any column")
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="values of PostgreSQL alone")


@pytest.fixture(autouse=True)
def register(meti: GovernmentBody, digital_agency: GovernmentBody) -> Iterator[None]:
    """Make a register with a case and a key, in which every event is sealed."""
    registered(example("hikari_magnetics"), officer(meti))
    make_key(digital_agency, scopes=["read"])
    account = Account.objects.earliest("pk")
    totp = Authenticator.objects.create(user=account, type="totp", data={"secret": "encrypted"})
    note_own_act(account, "totp_added", **{SHA256: authenticator_hash(totp)})
    seal_events()
    assert verify_audit().troubles == ()
    with taken_back():
        for statement in dropped_triggers():
            execute(statement)
        if connection.vendor == "sqlite":
            execute("PRAGMA ignore_check_constraints = 1")  # as somebody who works on the file sets it
        yield
    if connection.vendor == "sqlite":
        execute("PRAGMA ignore_check_constraints = 0")


def dropped_triggers() -> list[str]:
    """Return the SQL that drops every trigger."""
    trail = triggers.drop_trail_triggers(connection.vendor)
    return [*trail, *written_once.drop_once_triggers(connection, written_once.PROTECTED)]


def by_hand(sql: str, given: Any = ()) -> None:
    assert execute(sql, given)


def found_in(table: str, column: str) -> bool:
    """Return whether the verification names the column of a row of the table by its form."""
    with_form = [said for said in verify_audit().troubles if "in a form that the program never writes" in said]
    return any(said.startswith(f"{table} ") and column in said for said in with_form)


@on_sqlite
def test_a_statement_is_not_hidden_by_a_moment_that_is_none() -> None:
    """It read as no moment, so that its hash was right, and every query took the statement for superseded."""
    by_hand("UPDATE institutions_submission SET superseded_at = 'x'")
    assert not Submission.objects.filter(superseded_at=None).exists()
    assert found_in("institutions_submission", "superseded_at")


@on_sqlite
def test_a_finding_is_not_hidden_by_another_form_of_an_id() -> None:
    finding = Finding.objects.order_by("pk")[0]
    by_hand("UPDATE rules_finding SET partnership_id = %s WHERE id = %s", (str(finding.partnership_id), finding.pk))
    assert not Finding.objects.filter(pk=finding.pk, partnership=finding.partnership_id).exists()
    assert Finding.objects.get(pk=finding.pk).partnership_id == finding.partnership_id
    assert found_in("rules_finding", "partnership_id")


@on_sqlite
def test_a_key_is_not_kept_valid_by_a_week_in_the_place_of_a_day() -> None:
    key = ApiKey.objects.get()
    assert key.expires_at
    year, week, day = key.expires_at.isocalendar()
    by_hand("UPDATE institutions_apikey SET expires_at = %s", (f"{year}-W{week:02}-{day} {key.expires_at.time()}",))
    assert ApiKey.objects.filter(expires_at__gt=key.expires_at + timedelta(days=1)).exists()  # to a query
    assert ApiKey.objects.get().expires_at == key.expires_at
    assert found_in("institutions_apikey", "expires_at")


@on_sqlite
def test_no_field_of_a_document_is_there_twice() -> None:
    """SQL reads the first and Python the last: the end of a partnership, by which retention is counted, was another."""
    by_hand(
        'UPDATE institutions_submission SET document = \'{"period": {"until": "2001-01-01"}, \' || substr(document, 2)'
    )
    assert Submission.objects.values_list("document__period__until", flat=True)[0] == "2001-01-01"
    assert Submission.objects.get().document["period"] != {"until": "2001-01-01"}
    assert found_in("institutions_submission", "document")


WRONG = [
    ("institutions_submission", "received_at", "'2026-02-31 10:00:00'"),
    ("institutions_submission", "received_at", "'2026-01-01T10:00:00'"),
    ("institutions_apikey", "scopes", "'{'"),
    ("institutions_apikey", "scopes", "x'ff'"),
    ("institutions_submission", "sha256", "x'ff'"),
    ("institutions_submission", "sha256", "CAST(x'ff' AS TEXT)"),
    ("institutions_submission", "partnership_id", "'no id'"),
    ("rules_finding", "partnership_id", "'no id'"),
    ("institutions_party", "id", "'no id'"),
    ("rules_casesummary", "state_since", "'soon'"),
    ("rules_assessment", "id", "'no id'"),
    ("rules_assessment", "finished_at", "'never'"),
    ("institutions_account", "is_active", "'yes'"),
    ("institutions_account", "links_made", "'few'"),
    ("institutions_account", "created_at", "'2026-W10-1 10:00:00'"),
    ("institutions_auditevent", "at", "'soon'"),
    ("institutions_auditevent", "number", "'one'"),
    ("institutions_auditevent", "after", "'{'"),
    ("institutions_auditevent", "rows", "'[1'"),
    ("institutions_auditevent", "verb", "x'00'"),
    ("institutions_auditchain", "name", "x'00'"),
    ("institutions_auditchain", "length", "'many'"),
    ("institutions_auditseal", "at", "'soon'"),
    ("institutions_auditseal", "heads", '\'{"rest": 1, "rest": 2}\''),
    ("institutions_auditseal", "heads", "'{'"),
    ("institutions_auditseal", "tree", "'{'"),
    ("institutions_namepart", "part", "'mine'"),
    ("rules_titlepart", "part", "'mine'"),
    ("institutions_sealtile", "nodes", "'none'"),
    ("institutions_sealedchain", "first", "'one'"),
    ("institutions_indexedseal", "seal", "'one'"),
    ("mfa_authenticator", "data", "'{'"),
    ("mfa_authenticator", "user_id", "'nobody'"),
]


@on_sqlite
@pytest.mark.parametrize(("table", "column", "value"), WRONG)
def test_a_value_of_another_kind_is_a_trouble_and_no_error_of_the_verification(
    table: str, column: str, value: str
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT min(rowid) FROM {table}")  # noqa: S608 - names of tables
        (first,) = cursor.fetchone()
    if first is None:
        pytest.skip("no row")
    by_hand(f"UPDATE {table} SET {column} = {value} WHERE rowid = %s", (first,))  # noqa: S608 - as above
    assert verify_audit().troubles
    assert verify_audit(since=timezone.now()).troubles
    assert found_in(table, column) or "CAST" in value


@on_postgresql
@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("institutions_submission", "superseded_at"),
        ("institutions_submission", "received_at"),
        ("institutions_apikey", "expires_at"),
        ("institutions_auditevent", "at"),
        ("institutions_auditseal", "at"),
        ("rules_casesummary", "state_since"),
    ],
)
@pytest.mark.parametrize("value", ["infinity", "-infinity", "0044-03-15 BC", "20000-01-01"])
def test_a_moment_that_python_does_not_have_is_a_trouble_and_no_error(table: str, column: str, value: str) -> None:
    by_hand(f"UPDATE {table} SET {column} = %s", (value,))  # noqa: S608 - names of tables
    assert found_in(table, column)
    assert verify_audit(since=timezone.now()).troubles


@on_sqlite
@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("mfa_authenticator", "created_at", "'x'"),
        ("institutions_sealedchain", "first", "'one'"),
        ("institutions_sealtile", "nodes", "'text'"),
    ],
)
def test_an_odd_value_beside_the_trail_hides_no_changed_row(table: str, column: str, value: str) -> None:
    """Second factors and the index of seals say nothing of rows, so that these are compared all the same."""
    by_hand(f"UPDATE {table} SET {column} = {value} WHERE rowid = (SELECT min(rowid) FROM {table})")  # noqa: S608 - names of tables
    by_hand('UPDATE institutions_apikey SET scopes = \'["read", "register"]\'')
    assert found_in(table, column)
    assert any(said.startswith("institutions_apikey ") and "was changed" in said for said in verify_audit().troubles)
