"""A register whose tables are divided keeps every row and goes on: registered, assessed, decided, erased, verified."""

import re
from collections.abc import Mapping
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Model
from pytest_django.fixtures import Settings

from institutions.audit.trigger_troubles import make_triggers_anew, trigger_troubles
from institutions.audit.verify import verify_audit
from institutions.models import Account, AuditEvent, GovernmentBody, Partnership, Person, Role
from institutions.models.tables import table_of
from rules.assessing.replay import replay_assessment
from rules.assessing.request import request_again
from rules.management.upgrading import dividing, partitioned_tables
from rules.management.upgrading.partitioned_tables import divided_by, present_parts, tables_to_divide
from rules.models import AskedValue, Assessment, CaseState, Match, Snapshot, State, Trigger
from rules.review.casework.act_table import Act
from tests.documents import example, small
from tests.rules.models.test_indexes import test_no_declared_index_or_constraint_is_missing as nothing_is_missing
from tests.rules.review.casework.building import assess, do, registered, settle, under_review, view_of
from tests.rules.review.erasing.erased_case import everything, named
from tests.rules.review.erasing.seeing import erase_seen

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="no other database divides its tables"),
]
PARTS = 3


@pytest.fixture(autouse=True)
def own_list(settings: Settings, tmp_path: Any) -> None:
    """Give the test a list of erasures of its own."""
    settings.ERASURE_LIST = tmp_path / "erasures.list"


@pytest.fixture(autouse=True)
def few(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Mapping[str, str]:
    """Divide few tables, though they are small: all in one transaction would take the locks of the whole server."""
    kinds = {table(table_of(kind)) for kind in ("shareholding", "appointment")}
    few = {name: by for name, by in divided_by().items() if name.startswith("rules_") or name in kinds}
    monkeypatch.setattr(partitioned_tables, "divided_by", lambda: few)
    settings.TABLE_PARTITION_ROWS = 0
    return few


def upgrade(settings: Settings, parts: int) -> str:
    """Run `manage.py upgrade` with a setting; return what it printed."""
    settings.TABLE_PARTITIONS = parts
    printed = StringIO()
    call_command("upgrade", "--while-in-use", stdout=printed, stderr=StringIO())
    return printed.getvalue()


def contents() -> Mapping[str, list[Any]]:
    """Return all rows of the tables that are divided."""
    found = {}
    with connection.cursor() as cursor:
        for name in partitioned_tables.divided_by():
            cursor.execute(f"SELECT to_jsonb(held) FROM {name} held ORDER BY held::text")  # noqa: S608 - names of ours
            found[name] = cursor.fetchall()
    return found


def keys_to(name: str) -> list[Any]:
    """Return the keys by which other tables point at one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname, condeferrable FROM pg_constraint WHERE conparentid = 0"
            " AND contype = 'f' AND confrelid = %s::regclass ORDER BY 2",
            [name],
        )
        return list(cursor.fetchall())


def scanned(sql: str, *values: Any) -> set[str]:  # Any: as Django declares them
    """Return the partitions that the plan of a query reads."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}", values)
        return set(re.findall(r"\b\w+_p\d+of\d+\b(?= )", "\n".join(line for (line,) in cursor.fetchall())))


def refused(statement: str) -> str:
    """Return the error with which the database refuses a statement."""
    with pytest.raises(DatabaseError) as found, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return str(found.value)


def finish_waiting() -> None:
    """Finish the assessments that wait."""
    for each in Assessment.objects.queued():
        assess(each.partnership)


def table(model: type[Model]) -> str:
    """Return the name of a model's table."""
    return model._meta.db_table


def test_a_divided_register_keeps_its_rows_and_goes_on(
    case: Partnership, first: Account, second: Account, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, pointing = contents(), keys_to(table(Snapshot))
    assert len(before[table(Match)]) > 1
    assert len(before[table(AskedValue)]) > 1
    said = upgrade(settings, PARTS)
    assert f"tables with {sum(map(len, before.values())):,} rows written anew in {PARTS} partitions" in said
    assert set(present_parts().values()) == {PARTS}
    assert tables_to_divide() == {}
    assert contents() == before
    assert keys_to(table(Snapshot)) == pointing
    nothing_is_missing()
    assert AuditEvent.objects.get(verb="upgraded").after["divided"]["partitions"] == PARTS  # type: ignore[index]
    assert "2/5 partitions: as they were." in upgrade(settings, PARTS)

    official = {"key": "sato", "name": {"en": "Mori Akane (fictional)", "ja": "森 茜（架空）"}}
    other = registered(small(reference="AFTER", assess_as_of="2026-06-20", people=[official]))
    finish_waiting()  # the seed of the upgrade changed what the case had asked for
    under_review(case, first, second)
    settle(case, first, second)
    do(case, Act.CLEAR, second, "Every question is answered.")
    assert view_of(case).case.state == CaseState.CLEARED
    request_again([other.pk], Trigger.REGISTER_CHANGED)
    assess(other)
    assert verify_audit().troubles == ()
    assert [each.pk for each in Assessment.objects.all() if not replay_assessment(each).identical] == []

    names = named(example("hikari_magnetics"))
    assert all(name in everything() for name in names)
    monkeypatch.setattr("rules.review.keeping.retention.YEARS", -20)  # the period is over
    keeper = Account.objects.create_user("keeper", role=Role.ADMINISTRATOR)
    erase_seen(Person.objects.get(name_en=names[0]), reason="Asked for.", account=keeper)
    text = everything()
    assert [name for name in names if name in text] == []
    assert verify_audit().troubles == ()
    assert [each.pk for each in Assessment.objects.all() if not replay_assessment(each).identical] == []

    held = contents()
    assert "rows written anew whole again" in upgrade(settings, 1)
    assert set(present_parts().values()) == {1}
    assert contents() == held
    nothing_is_missing()
    assert verify_audit().troubles == ()


def test_plans_read_the_partition_of_a_result_or_of_its_questions_alone(case: Partnership, settings: Settings) -> None:
    upgrade(settings, PARTS)
    result = Assessment.objects.filter(partnership=case, state=State.DONE)[0]
    assert len(scanned(f"SELECT * FROM {table(Match)} WHERE assessment_id = %s", result.pk)) == 1  # noqa: S608 - names of ours
    assert len(scanned(f"SELECT * FROM {table(Snapshot)} WHERE sha256 = %s", result.snapshot_id)) == 1  # noqa: S608 - as above
    assert len(scanned(f"DELETE FROM {table(AskedValue)} WHERE asking_id = ANY (%s)", [case.asking.pk])) == 1  # noqa: S608 - as above
    holding = table(table_of("shareholding"))
    lineage = table_of("shareholding").objects.values_list("lineage", flat=True)[0]
    assert len(scanned(f"SELECT * FROM {holding} WHERE lineage = %s", lineage)) == 1  # noqa: S608 - as above
    # A statement is looked for by its parties, a question by what was asked: they read every partition.
    assert len(scanned(f"SELECT * FROM {holding} WHERE company_id = %s", lineage)) == PARTS  # noqa: S608 - as above


def test_partitions_are_written_once_too(case: Partnership, settings: Settings) -> None:
    upgrade(settings, PARTS)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT tableoid::regclass::text FROM {table(Match)} LIMIT 1")  # noqa: S608 - names of ours
        (part,) = cursor.fetchone()
    assert "this row is written once" in refused(f"DELETE FROM {part}")  # noqa: S608 - as above
    assert "this row is written once" in refused(f"UPDATE {part} SET severity = 'low' WHERE severity <> 'low'")  # noqa: S608 - as above
    assert "this row is written once" in refused(f"TRUNCATE {part}")
    assert list(trigger_troubles()) == []
    for change, said in (
        (
            f"ALTER TABLE {part} DISABLE TRIGGER rules_match_no_update",
            "its trigger rules_match_no_update is switched off",
        ),
        (f"DROP TRIGGER rules_match_no_truncate ON {part}", "its trigger rules_match_no_truncate is missing"),
        (f"CREATE RULE lost AS ON INSERT TO {part} DO INSTEAD NOTHING", "has a rule lost"),
        (
            f"CREATE TRIGGER own BEFORE INSERT ON {part} FOR EACH ROW EXECUTE FUNCTION rules_match_no_delete()",
            "has a trigger own",
        ),
    ):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)
            (found,) = trigger_troubles()
            assert found.startswith(f"{part}: {said}"), found
            transaction.set_rollback(True)
    make_triggers_anew(connection)
    assert list(trigger_troubles()) == []
    assert "this row is written once" in refused(f"TRUNCATE {part}")


def test_one_row_of_a_lineage_stays_current(meti: GovernmentBody, case: Partnership, settings: Settings) -> None:
    upgrade(settings, PARTS)
    held = table_of("shareholding").objects.current()[0]
    held.pk = None  # the index of a partition has a name of its own
    with pytest.raises(IntegrityError, match=r"p\dof3_lineage_idx"), transaction.atomic():
        held.save(force_insert=True)


def test_a_table_that_cannot_be_copied_stays_as_it_was(
    case: Partnership, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents()
    monkeypatch.setattr(dividing, "COMPARED", "SELECT random(), count(*) FROM {}")
    with pytest.raises(CommandError, match=r"2/5 partitions: the copy of \w+ has .* It is as it was\. Look"):
        upgrade(settings, PARTS)
    assert contents() == before


def test_tables_are_divided_only_while_nobody_else_works(
    few: Mapping[str, str], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rules.management.upgrading.checks.other_users", lambda: ["gunicorn"])
    settings.TABLE_PARTITIONS = PARTS
    with pytest.raises(CommandError, match="Nothing was changed, because of: in use"):
        call_command("upgrade", stdout=StringIO(), stderr=StringIO())
    printed = StringIO()
    call_command("upgrade", "--plan", stdout=printed)
    planned = f"{len(few)} tables written anew, each locked meanwhile, in {PARTS} partitions."
    assert f"2/5 partitions: {planned}" in printed.getvalue()


def test_a_table_stays_whole_until_it_is_large(case: Partnership, settings: Settings) -> None:
    upgrade(settings, 0)
    settings.TABLE_PARTITIONS = PARTS
    settings.TABLE_PARTITION_ROWS = AskedValue.objects.count()
    assert list(tables_to_divide()) == [table(AskedValue)]
    settings.TABLE_PARTITION_ROWS += 1
    assert tables_to_divide() == {}
    settings.TABLE_PARTITION_ROWS = 10_000_000
    assert "2/5 partitions: as they were." in upgrade(settings, PARTS)


def test_more_partitions_than_the_server_has_locks_for_are_refused_before_anything_is_changed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TABLE_PARTITIONS = 256
    for given in ((), ("--plan",)):
        printed = StringIO()
        with pytest.raises(CommandError, match=r"Nothing was changed, because of: partitions\."):
            call_command("upgrade", "--while-in-use", *given, stdout=printed, stderr=StringIO())
        assert "failed   partitions: the server has too few locks for so many partitions" in printed.getvalue()
        assert re.search(r"→ Set max_locks_per_transaction of PostgreSQL to \d+ or more", printed.getvalue())
    assert set(present_parts().values()) == {1}
    monkeypatch.setattr("rules.management.upgrading.checks.check_locks", lambda _tables: None)
    with pytest.raises(CommandError, match=r"2/5 partitions: the server has too few locks .* Set max_locks_per_"):
        upgrade(settings, 256)
    assert set(present_parts().values()) == {1}
