"""No row that is written once is replaced or emptied away, though neither calls a trigger of deletion."""

from contextlib import nullcontext
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from institutions.audit import triggers, written_once
from institutions.audit.record import COMMAND, record_event
from institutions.audit.seal import seal_events
from institutions.models import AuditEvent, AuditSeal, GovernmentBody, Partnership
from rules.models import CaseMove, ReviewCase, RulebookVersion, Snapshot

pytestmark = pytest.mark.django_db
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's words alone")
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's word alone")
PROTECTED = sorted({*triggers.TABLES, *written_once.PROTECTED})
REFUSED = "the audit trail is never changed|this row is written once"


def refused() -> Any:  # Any: pytest's context
    """Expect the database to refuse."""
    return pytest.raises(DatabaseError, match=REFUSED)


def by_hand(sql: str) -> None:
    """Execute SQL as somebody who works on the database."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def columns_of(table: str) -> list[str]:
    return next(
        [str(each.column) for each in model._meta.concrete_fields]
        for model in apps.get_models()
        if model._meta.db_table == table
    )


def replacing(table: str, **changed: str) -> str:
    """Return SQL that writes every row of a table anew, with some columns changed."""
    kept = [f'"{name}"' for name in columns_of(table) if name not in changed]
    names = ", ".join([*kept, *(f'"{name}"' for name in changed)])
    return f"INSERT OR REPLACE INTO {table} ({names}) SELECT {', '.join([*kept, *changed.values()])} FROM {table}"  # noqa: S608 - no input


@pytest.fixture
def event() -> AuditEvent:
    record_event(actor=COMMAND, verb="tried", what="thing:1")
    assert seal_events()
    return record_event(actor=COMMAND, verb="tried", what="thing:2")


@pytest.fixture
def move(meti: GovernmentBody) -> CaseMove:
    partnership = Partnership.objects.create(reference="P-1", submitted_by=meti, created_at=timezone.now())
    case = ReviewCase.objects.create(partnership=partnership)
    return CaseMove.objects.create(
        case=case, version=1, act="take_in", before="submitted", after="screening", reason="As agreed.",
        at=timezone.now(),
    )  # fmt: skip


@on_sqlite
@pytest.mark.parametrize("other", [{}, {"id": "id + 100"}, {"number": "number + 100"}])
def test_no_event_takes_the_place_of_another_by_its_id_or_its_number(event: AuditEvent, other: Any) -> None:
    with refused():
        by_hand(replacing("institutions_auditevent", actor="'tampered'", **other))
    event.refresh_from_db()
    assert (event.actor, AuditEvent.objects.count()) == (COMMAND, 2)


@on_sqlite
@pytest.mark.usefixtures("event")
@pytest.mark.parametrize("other", [{}, {"id": "id + 100"}, {"number": "number + 100"}])
def test_no_seal_takes_the_place_of_another(other: Any) -> None:
    with refused():
        by_hand(replacing("institutions_auditseal", heads="'{}'", **other))
    assert AuditSeal.objects.get().heads


@on_sqlite
@pytest.mark.parametrize("changed", [{"reason": "'x'"}, {"id": "id + 100", "reason": "'x'"}, {"id": "id + 100"}])
def test_no_act_takes_the_place_of_another_by_its_id_or_what_makes_it_one_of_a_kind(
    move: CaseMove, changed: Any
) -> None:
    with refused():
        by_hand(replacing("rules_casemove", **changed))
    assert CaseMove.objects.get().reason == move.reason


@on_sqlite
@pytest.mark.parametrize(
    "sql",
    [
        "INSERT OR REPLACE INTO rules_snapshot (sha256, content) VALUES ('a', '[]')",
        "INSERT OR REPLACE INTO rules_snapshot (rowid, sha256, content) SELECT rowid, 'z', '[]' FROM rules_snapshot",
        "UPDATE OR REPLACE rules_snapshot SET rowid = (SELECT max(rowid) FROM rules_snapshot)",
        "UPDATE OR REPLACE rules_snapshot SET sha256 = 'b'",
        "REPLACE INTO rules_snapshot (sha256, content) VALUES ('b', '[]')",
    ],
)
def test_no_snapshot_is_replaced_not_even_by_the_hidden_number_of_its_row(sql: str) -> None:
    """A second one of the same name is dropped, a change refused: either way both stay as they were."""
    Snapshot.objects.bulk_create([Snapshot(sha256=each, content="{}") for each in "ab"])
    with refused() if sql.startswith("UPDATE") else nullcontext():
        by_hand(sql)
    assert list(Snapshot.objects.order_by("sha256").values_list("sha256", "content")) == [("a", "{}"), ("b", "{}")]


@on_sqlite
@pytest.mark.usefixtures("event")
@pytest.mark.parametrize("table", ["institutions_auditevent", "institutions_auditseal"])
def test_updating_or_replacing_is_refused_as_every_change_is(table: str) -> None:
    with refused():
        by_hand(f"UPDATE OR REPLACE {table} SET id = id + 1")  # noqa: S608 - no input


def test_what_is_stored_unless_it_is_there_still_is() -> None:
    for _ in range(2):
        Snapshot.objects.bulk_create([Snapshot(sha256="a", content="{}")], ignore_conflicts=True)
        RulebookVersion.objects.bulk_create([RulebookVersion(version="1", text="x")], ignore_conflicts=True)
    assert (Snapshot.objects.count(), RulebookVersion.objects.count()) == (1, 1)


@on_postgresql
@pytest.mark.parametrize("table", PROTECTED)
def test_no_table_is_emptied_by_truncate(table: str) -> None:
    with refused():
        by_hand(f"TRUNCATE {table} CASCADE")
