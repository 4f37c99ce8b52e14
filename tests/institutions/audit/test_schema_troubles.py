"""An object of the schema that alters rows before they are hashed is reported; what migrations make is not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.audit.schema_troubles import schema_remarks, schema_troubles
from institutions.audit.verify import verify_audit
from tests.institutions.audit.test_trigger_troubles import by_hand, on_postgresql

pytestmark = pytest.mark.django_db
ACCOUNT = "institutions_account"
QUIET = "CREATE FUNCTION quiet({0}) RETURNS {1} LANGUAGE plpgsql AS $$ BEGIN RETURN {2}; END $$"
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQL of SQLite")


def test_the_schema_of_the_migrations_is_clean_and_read_with_few_queries() -> None:
    with CaptureQueriesContext(connection) as queries:
        assert list(schema_troubles()) == []
    assert len(queries) <= 7


@on_sqlite
@pytest.mark.parametrize(
    "column", ["made integer DEFAULT 1", "made integer GENERATED ALWAYS AS (links_made + 1) VIRTUAL"]
)
def test_a_column_that_sqlite_fills_is_reported(column: str) -> None:
    by_hand(f"ALTER TABLE {ACCOUNT} ADD COLUMN {column}")
    (said,) = schema_troubles()
    assert said.startswith(f"{ACCOUNT}: its column made has a default or is generated")
    assert said in verify_audit().troubles


BY_HAND: list[tuple[list[str], str]] = [
    ([f"ALTER TABLE {ACCOUNT} ALTER COLUMN role SET DEFAULT 'administrator'"], "its column role has a default"),
    (
        [f"ALTER TABLE {ACCOUNT} ADD COLUMN made integer GENERATED ALWAYS AS (links_made + 1) STORED"],
        "its column made has a default or is generated",
    ),
    (
        [
            QUIET.format("text", "boolean", "true"),
            f"ALTER TABLE {ACCOUNT} ADD CONSTRAINT quiet CHECK (quiet(role))",
        ],
        "its constraint or index quiet calls a function",
    ),
    (
        [
            QUIET.format("text", "boolean", "true").replace("plpgsql AS", "plpgsql IMMUTABLE AS"),
            f"CREATE INDEX quiet_index ON {ACCOUNT} (quiet(role))",
        ],
        "its constraint or index quiet_index calls a function",
    ),
    (
        [
            QUIET.format("", "trigger", "NEW"),
            f"CREATE TRIGGER quiet BEFORE INSERT ON {ACCOUNT} FOR EACH ROW EXECUTE FUNCTION quiet()",
            "UPDATE pg_trigger SET tgisinternal = true WHERE tgname = 'quiet'",
        ],
        "its trigger quiet is marked as PostgreSQL's own",
    ),
    (
        [
            QUIET.format("", "trigger", "NEW"),
            f"CREATE TRIGGER quiet BEFORE INSERT ON {ACCOUNT} FOR EACH ROW EXECUTE FUNCTION quiet()",
            "UPDATE pg_trigger SET tgparentid = 1 WHERE tgname = 'quiet'",
        ],
        "its trigger quiet is marked as PostgreSQL's own",
    ),
    (
        ["CREATE DOMAIN quiet AS varchar(30)", f"ALTER TABLE {ACCOUNT} ADD COLUMN made quiet"],
        "its column made has a domain",
    ),
    ([f"CREATE TABLE quiet () INHERITS ({ACCOUNT})"], "the table quiet inherits from it"),
]


@on_postgresql
@pytest.mark.parametrize(("statements", "words"), BY_HAND)
def test_what_alters_or_adds_rows_on_postgresql_is_reported(statements: list[str], words: str) -> None:
    by_hand("SET CONSTRAINTS ALL IMMEDIATE", *statements)
    (said,) = schema_troubles()
    assert said.startswith(f"{ACCOUNT}: {words}")
    assert said in verify_audit().troubles


@on_postgresql
def test_an_event_trigger_is_reported() -> None:
    by_hand(
        QUIET.format("", "event_trigger", "").replace("BEGIN RETURN ;", "BEGIN"),
        "CREATE EVENT TRIGGER quiet ON ddl_command_end EXECUTE FUNCTION quiet()",
    )
    (said,) = schema_troubles()
    assert said.startswith("the database has an event trigger quiet")
    assert list(schema_remarks()) == []
    by_hand("ALTER EXTENSION plpgsql ADD EVENT TRIGGER quiet")
    assert list(schema_troubles()) == []
    (remark,) = schema_remarks()
    assert remark.startswith("the database has an event trigger quiet of the extension plpgsql")
    assert remark in verify_audit().remarks
