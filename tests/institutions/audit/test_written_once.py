"""Rows that are written once stay so beneath the application too; a redaction pays for one change of one text."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from institutions.audit import triggers, written_once
from institutions.audit.verify import verify_audit
from institutions.models import Account, Erasure, Partnership, Person, Redaction, Submission
from rules.models import CaseMove, ReviewCase, Snapshot
from rules.models.immutable import WrittenOnce
from rules.models.protected import TABLES

pytestmark = pytest.mark.django_db


@pytest.fixture
def move(meti: Partnership) -> CaseMove:
    """Return a move with a reason that names somebody."""
    partnership = Partnership.objects.create(reference="P-1", submitted_by_id=meti.pk, created_at=timezone.now())
    case = ReviewCase.objects.create(partnership=partnership)
    return CaseMove.objects.create(
        case=case, version=1, act="take_in", before="submitted", after="screening", reason="Sato said so.",
        at=timezone.now(),
    )  # fmt: skip


def by_hand(sql: str, *given: str) -> None:
    """Execute SQL as somebody who works on the database."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, given)


def redaction(row: CaseMove, column: str = "reason") -> Redaction:
    """Return a redaction of one column of a move."""
    who = Account.objects.create_user("administrator")
    erasure = Erasure.objects.create(
        person=Person.objects.create(name_en="Sato"), reason="Asked.", account=who, redactions=1, sha256="0" * 64,
        at=timezone.now(),
    )  # fmt: skip
    return Redaction.objects.create(
        erasure=erasure,
        of_table="rules_casemove",
        of_row=str(row.pk),
        of_column=column,
        before="1" * 64,
        after="2" * 64,
    )


def test_every_table_of_rows_that_are_written_once_is_protected() -> None:
    once = {each._meta.db_table for each in apps.get_models() if issubclass(each, WrittenOnce)}
    assert once == set(TABLES)
    with connection.cursor() as cursor:
        asked = (
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            if connection.vendor == "sqlite"
            else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        )
        cursor.execute(asked)
        found = {name for (name,) in cursor.fetchall()}
    whole = "no_replace" if connection.vendor == "sqlite" else "no_truncate"
    assert once <= written_once.PROTECTED.keys()
    protected = {*written_once.PROTECTED, *triggers.TABLES}
    assert {f"{table}_{name}" for table in protected for name in ("no_update", "no_delete", whole)} <= found


def test_every_column_that_may_be_written_anew_is_one_of_its_table() -> None:
    of_table = {
        each._meta.db_table: {column.column for column in each._meta.concrete_fields} for each in apps.get_models()
    }
    assert all(set(columns) <= of_table[table] for table, columns in written_once.PROTECTED.items())


@pytest.mark.parametrize("change", ["UPDATE {} SET reason = 'x'", "UPDATE {} SET after = 'refused'", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_an_act(change: str, move: CaseMove) -> None:
    with pytest.raises(DatabaseError, match="this row is written once"):
        by_hand(change.format("rules_casemove"))
    move.refresh_from_db()
    assert (move.reason, move.after) == ("Sato said so.", "screening")


def test_a_redaction_pays_for_one_change_of_the_text_it_names_and_of_nothing_else(move: CaseMove) -> None:
    row = redaction(move)
    with pytest.raises(DatabaseError, match="written once"):
        by_hand("UPDATE rules_casemove SET reason = 'x', after = 'refused'")
    by_hand("UPDATE rules_casemove SET reason = %s", "Erased said so.")
    row.refresh_from_db()
    assert row.applied
    with pytest.raises(DatabaseError, match="written once"):
        by_hand("UPDATE rules_casemove SET reason = 'x'")
    move.refresh_from_db()
    assert move.reason == "Erased said so."


def test_a_redaction_of_another_row_pays_for_nothing(move: CaseMove) -> None:
    other = CaseMove(pk=move.pk + 1)
    redaction(other)
    with pytest.raises(DatabaseError, match="written once"):
        by_hand("UPDATE rules_casemove SET reason = 'x'")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE institutions_redaction SET after = before",
        "UPDATE institutions_redaction SET of_row = '-7'",
        "DELETE FROM institutions_redaction",
        "UPDATE institutions_erasure SET reason = 'x'",
        "DELETE FROM institutions_erasure",
    ],
)
def test_an_erasure_itself_is_written_once(sql: str, move: CaseMove) -> None:
    redaction(move)
    with pytest.raises(DatabaseError, match="written once"):
        by_hand(sql)


def test_a_used_redaction_is_never_made_unused(move: CaseMove) -> None:
    row = redaction(move)
    models.QuerySet(Redaction).filter(pk=row.pk).update(applied=True)
    with pytest.raises(DatabaseError, match="written once"):
        models.QuerySet(Redaction).filter(pk=row.pk).update(applied=False)


def test_a_snapshot_is_not_changed_by_hand() -> None:
    Snapshot.objects.create(sha256="0" * 64, content="{}")
    with pytest.raises(DatabaseError, match="written once"):
        by_hand("UPDATE rules_snapshot SET content = '[]'")


def test_a_submission_is_superseded_once_and_nothing_else_of_it_changes(meti: Partnership) -> None:
    partnership = Partnership.objects.create(reference="P-1", submitted_by_id=meti.pk, created_at=timezone.now())
    made = [
        Submission.objects.create(
            partnership=partnership, revision=number, document={}, sha256="0" * 64, received_at=timezone.now(),
            superseded_at=timezone.now() if number == 1 else None, way="file", title="Magnets", sponsor_id=meti.pk,
            domain="magnets", value_yen=1, proposed_on="2026-01-02",
        )
        for number in (1, 2)
    ]  # fmt: skip
    for change in ("value_yen = 7", "title = 'x'", "superseded_at = NULL"):
        with pytest.raises(DatabaseError, match="written once"):
            by_hand(f"UPDATE institutions_submission SET {change} WHERE id = {made[0].pk}")  # noqa: S608 - no input
    with pytest.raises(DatabaseError, match="written once"):
        by_hand("DELETE FROM institutions_submission")
    Submission.objects.filter(pk=made[1].pk).update(superseded_at=timezone.now(), stated_at=timezone.now())


def test_a_trigger_that_is_missing_is_reported() -> None:
    assert verify_audit().troubles == ()
    with connection.cursor() as cursor:
        on = "" if connection.vendor == "sqlite" else " ON rules_casemove"
        cursor.execute(f"DROP TRIGGER rules_casemove_no_update{on}")
    (said,) = verify_audit().troubles
    assert said.startswith("rules_casemove: its trigger no_update is missing or switched off")
