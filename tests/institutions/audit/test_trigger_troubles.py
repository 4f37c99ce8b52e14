"""A trigger that is there by name and does nothing is reported, and so is one that could change what is stored."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from institutions.audit import written_once
from institutions.audit.trigger_troubles import made_triggers, trigger_troubles
from institutions.audit.verify import verify_audit
from institutions.models import AuditEvent

pytestmark = pytest.mark.django_db
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's words alone")
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's words alone")


def by_hand(*statements: str) -> None:
    """Execute SQL as somebody who works on the database."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def test_the_triggers_that_the_migrations_made_are_those_that_the_program_makes() -> None:
    assert list(trigger_troubles()) == []
    made, functions = made_triggers(connection)
    assert ("institutions_auditevent", "institutions_auditevent_no_update") in made
    assert bool(functions) == (connection.vendor == "postgresql")


@on_sqlite
def test_each_trigger_of_the_same_name_with_an_empty_body_is_reported() -> None:
    made = sorted(made_triggers(connection)[0].items())
    for (table, name), sql in made:
        when = sql.split(f" {name} ")[1].split(" ON ")[0]
        by_hand(f"DROP TRIGGER {name}", f"CREATE TRIGGER {name} {when} ON {table} BEGIN SELECT 1; END")
    said = sorted(each.partition(" is not the one")[0] for each in trigger_troubles())
    assert said == sorted(f"{table}: its trigger {name.removeprefix(f'{table}_')}" for (table, name), _ in made)
    for (_, name), sql in made:
        by_hand(f"DROP TRIGGER {name}", sql)
    assert list(trigger_troubles()) == []


@on_postgresql
def test_each_function_of_the_same_name_with_an_empty_body_is_reported() -> None:
    made = sorted(made_triggers(connection)[1])
    for name in made:
        by_hand(f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$")
    said = list(trigger_troubles())
    assert [each.partition(" of a trigger is not the one")[0] for each in said] == [
        f"the function {name}" for name in made
    ]


@on_postgresql
@pytest.mark.parametrize(
    "change",
    [
        (
            "CREATE TRIGGER rules_casemove_no_update BEFORE UPDATE ON rules_casemove FOR EACH ROW WHEN (false)"
            " EXECUTE FUNCTION rules_casemove_no_update()"
        ),
        (
            "CREATE TRIGGER rules_casemove_no_update BEFORE UPDATE OF version ON rules_casemove FOR EACH ROW"
            " EXECUTE FUNCTION rules_casemove_no_update()"
        ),
        (
            "CREATE TRIGGER rules_casemove_no_update AFTER UPDATE ON rules_casemove FOR EACH STATEMENT"
            " EXECUTE FUNCTION rules_casemove_no_update()"
        ),
        (
            "CREATE FUNCTION idle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;"
            "CREATE TRIGGER rules_casemove_no_update BEFORE UPDATE ON rules_casemove FOR EACH ROW"
            " EXECUTE FUNCTION idle()"
        ),
    ],
)
def test_a_trigger_of_the_same_name_that_refuses_less_is_reported(change: str) -> None:
    by_hand("DROP TRIGGER rules_casemove_no_update ON rules_casemove", change)
    (said,) = trigger_troubles()
    assert said.startswith("rules_casemove: its trigger no_update is not the one")


@on_postgresql
def test_a_trigger_that_is_switched_off_and_a_session_without_triggers_are_reported() -> None:
    by_hand("ALTER TABLE rules_casemove DISABLE TRIGGER rules_casemove_no_update")
    (said,) = trigger_troubles()
    assert said.startswith("rules_casemove: its trigger no_update is missing or switched off")
    by_hand("SET LOCAL session_replication_role = replica")
    assert "session_replication_role is replica" in list(trigger_troubles())[-1]


def test_a_trigger_that_could_change_a_row_before_its_hash_is_taken_is_reported() -> None:
    if connection.vendor == "sqlite":
        by_hand(
            "CREATE TRIGGER quiet AFTER INSERT ON rules_findingdecision BEGIN"
            " UPDATE rules_findingdecision SET decided = 'dismissed' WHERE id = NEW.id; END"
        )
    else:
        by_hand(
            "CREATE FUNCTION quiet() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN NEW.decided := 'dismissed'; RETURN NEW; END $$",
            "CREATE TRIGGER quiet BEFORE INSERT ON rules_findingdecision FOR EACH ROW EXECUTE FUNCTION quiet()",
        )
    (said,) = trigger_troubles()
    assert said.startswith("rules_findingdecision: has a trigger quiet that the program does not make")


@pytest.mark.parametrize(
    "table",
    [
        "institutions_formdraft",
        "mfa_authenticator",
        "django_session",
        "institutions_apikey",
        "policyengine_cache",
        "django_migrations",
    ],
)
def test_a_trigger_of_a_table_that_may_change_is_reported_too(table: str) -> None:
    """It could change drafts before they are submitted, which leaves a lawful event, or act with any other row."""
    if connection.vendor == "sqlite":
        by_hand(f"CREATE TRIGGER quiet AFTER UPDATE ON {table} BEGIN SELECT 1; END")
    else:
        by_hand(
            "CREATE FUNCTION quiet() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
            f"CREATE TRIGGER quiet BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION quiet()",
        )
    (said,) = trigger_troubles()
    assert said.startswith(f"{table}: has a trigger quiet that the program does not make")


def test_a_trigger_of_a_table_that_somebody_made_is_reported_too() -> None:
    by_hand("CREATE TABLE by_hand (id integer)")
    if connection.vendor == "sqlite":
        by_hand("CREATE TRIGGER quiet AFTER INSERT ON by_hand BEGIN DELETE FROM policyengine_cache; END")
    else:
        by_hand(
            "CREATE FUNCTION quiet() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN DELETE FROM policyengine_cache; RETURN NEW; END $$",
            "CREATE TRIGGER quiet AFTER INSERT ON by_hand FOR EACH ROW EXECUTE FUNCTION quiet()",
        )
    assert any(each.startswith("by_hand: has a trigger quiet") for each in verify_audit().troubles)


def test_a_table_that_a_later_migration_makes_lacks_no_trigger_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Migrations from before it make the triggers of the others, with the declarations of today."""
    monkeypatch.setitem(written_once.PROTECTED, "rules_yettocome", ())
    assert list(trigger_troubles()) == []


@on_postgresql
@pytest.mark.parametrize("table", ["institutions_account", "policyengine_cache", "django_migrations", "apart.by_hand"])
def test_a_rule_that_does_something_else_instead_is_reported(table: str) -> None:
    by_hand("CREATE SCHEMA apart", "CREATE TABLE apart.by_hand (id integer)", "CREATE VIEW by_hand AS SELECT 1 AS one")
    assert list(trigger_troubles()) == []
    by_hand(f"CREATE RULE quiet AS ON UPDATE TO {table} DO ALSO DELETE FROM institutions_account")  # noqa: S608 - names of tables
    (said,) = trigger_troubles()
    assert said.startswith(f"{table}: has a rule quiet")


def test_the_command_makes_the_triggers_again_and_leaves_an_event_that_names_what_was_wrong() -> None:
    name, out = "rules_casemove_no_delete", StringIO()
    by_hand(f"DROP TRIGGER {name}" if connection.vendor == "sqlite" else f"DROP TRIGGER {name} ON rules_casemove")
    call_command("protect_rows", stdout=out)
    assert list(trigger_troubles()) == []
    event = AuditEvent.objects.get(verb="triggers_made")
    assert event.after
    assert event.after["left"] == []
    (said,) = event.after["before"]
    assert said.startswith("rules_casemove: its trigger no_delete is missing")
    assert f"{said}." in out.getvalue()
    assert "1 troubles before, 0 now" in out.getvalue()
    with pytest.raises(DatabaseError, match="the audit trail is never changed"), transaction.atomic():
        by_hand("DELETE FROM institutions_auditevent")
