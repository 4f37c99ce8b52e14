"""`manage.py upgrade` says what is in the way, does nothing twice, and names the remedy of a failure.

Upgrades of earlier versions, killed on their way: tests/upgrades.
"""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from pytest_django.fixtures import Settings

from institutions.audit.record import record_event
from institutions.models import AuditEvent, GovernmentBody
from rules.backup.known_migrations import newer_migrations
from rules.management.doctor.diagnosis import Diagnosis, Health
from rules.management.upgrading import checks, in_use, one_at_a_time, steps
from rules.management.upgrading.in_use import openers, other_users
from rules.management.upgrading.standing import FIRST, VERSIONS, Standing, read_standing
from rules.models import Heartbeat
from rules.review.summaries.writing import compare_summaries
from tests.documents import small
from tests.rules.review.casework.building import registered

pytestmark = pytest.mark.django_db


def upgrade(*arguments: str) -> str:
    """Run the command; return what it printed."""
    printed = StringIO()
    call_command("upgrade", *arguments, stdout=printed, stderr=StringIO())
    return printed.getvalue()


def said(found: Iterator[Diagnosis]) -> list[tuple[str, Health]]:
    """Return subjects and health; whatever is not well has a remedy."""
    lines = list(found)
    assert all(bool(each.remedy) is not (each.health is Health.OK) for each in lines)
    return [(each.subject, each.health) for each in lines]


def standing(**other: object) -> Standing:
    """Return the standing of a database of the newest version, or another one."""
    whole = frozenset({("institutions", FIRST), *VERSIONS[0][1]})
    given = {"tables": frozenset[str](), "applied": whole, "newer": (), "lacking": (), **other}
    return Standing(**given)  # type: ignore[arg-type]  # a test gives some of them


def test_a_plan_changes_nothing_and_a_second_upgrade_has_nothing_to_do() -> None:
    planned = upgrade("--plan")
    assert "1/4 migrations: none to apply." in planned
    assert planned.endswith("Nothing was changed.\n")
    assert not GovernmentBody.objects.exists()

    first = upgrade()
    assert "Upgraded in" in first
    assert GovernmentBody.objects.exists()
    event = AuditEvent.objects.get(verb="upgraded")
    assert event.after is not None
    assert event.after["seeded"] > 0
    assert event.after.keys().isdisjoint({"opened", "summaries"}), "they count all cases, and every auditor reads it"

    second = upgrade()
    assert "Nothing to do:\n  1/4 migrations: none to apply: the tables are as they were.\n" in second
    assert "2/4 seed: 0 rows written" in second
    assert AuditEvent.objects.filter(verb="upgraded").count() == 1


def test_a_database_that_does_not_answer_is_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object) -> None:
        message = "connection refused"
        raise OperationalError(message)

    monkeypatch.setattr(connection, "cursor", refuse)
    with pytest.raises(CommandError, match=r"connection refused\)\. Nothing was changed\. Look at DATABASE_URL"):
        upgrade()


def test_a_migration_of_a_newer_version_is_in_the_way() -> None:
    MigrationRecorder(connection).record_applied("rules", "9999_later")
    with pytest.raises(CommandError, match="Nothing was changed, because of: database"):
        upgrade()
    assert not GovernmentBody.objects.exists()


def test_migrations_that_were_replaced_since_are_no_sign_of_a_newer_version() -> None:
    earlier = [("institutions", "0001_version_1_0"), ("rules", "0002_asked"), ("a_former_package", "0099_last")]
    assert newer_migrations(earlier) == []
    assert newer_migrations([*earlier, ("rules", "9999_later")]) == [("rules", "9999_later")]


def test_a_database_of_before_the_oldest_version_is_refused_and_one_half_made_is_not() -> None:
    old = standing(applied=frozenset({("institutions", "0001_initial"), ("rules", "0001_initial")}))
    assert said(checks.version_is_known(old)) == [("database", Health.FAILED)]
    half = standing(applied=frozenset({("institutions", FIRST)}))
    assert said(checks.version_is_known(half)) == [("database", Health.OK)]
    assert said(checks.version_is_known(standing(applied=frozenset()))) == [("database", Health.OK)]
    assert read_standing().version == VERSIONS[0][0]


@pytest.mark.parametrize(
    ("others", "lacking", "while_in_use", "health"),
    [
        (["gunicorn"], (object(),), False, Health.FAILED),
        (["gunicorn"], (object(),), True, Health.WARNING),
        (["gunicorn"], (), False, Health.WARNING),
        (None, (object(),), False, Health.WARNING),
        ([], (object(),), False, Health.OK),
    ],
)
def test_others_who_use_the_database_are_in_the_way_of_migrations_alone(
    others: list[str] | None,
    lacking: tuple[object, ...],
    while_in_use: bool,
    health: Health,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(checks, "other_users", lambda: others)
    assert said(checks.nobody_works(standing(lacking=lacking), while_in_use=while_in_use)) == [("in use", health)]


def test_another_process_that_holds_the_file_open_is_described(tmp_path: Path) -> None:
    file = tmp_path / "held.sqlite3"
    sqlite3.connect(file).close()
    program = f"import sys; held = open({str(file)!r}); print('open', flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        assert running.stdout
        running.stdout.readline()
        (found,) = openers(file)
        assert found.startswith(f"process {running.pid} (")
        running.terminate()


def test_the_sessions_of_a_server_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no sessions")
    monkeypatch.setattr(in_use, "LEAVING_SECONDS", 0.0)
    before = other_users()
    assert before is not None
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT 1")
            now = other_users()
    finally:
        other.close()
    assert now is not None
    assert len(now) == len(before) + 1


def test_a_backup_is_recent_if_nothing_came_after_it() -> None:
    assert said(checks.backup_is_there(standing())) == [("backup", Health.WARNING)]
    record_event(actor="command", verb="backup_made", what="backup:0")
    assert said(checks.backup_is_there(standing())) == [("backup", Health.OK)]
    record_event(actor="command", verb="seeded", what="register")
    assert said(checks.backup_is_there(standing())) == [("backup", Health.WARNING)]


@pytest.mark.parametrize(("number", "remedy"), [(0, "manage.py backup PLACE"), (1, "a tool of the database")])
def test_a_version_without_the_command_for_backups_is_kept_with_a_tool_of_the_database(
    number: int, remedy: str
) -> None:
    applied = frozenset({("institutions", FIRST), *VERSIONS[number][1]})
    (found,) = checks.backup_is_there(standing(applied=applied))
    assert remedy in found.remedy


def test_a_beat_that_ran_moments_ago_is_told(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    monkeypatch.setattr(checks, "other_users", list)
    of_database = read_standing()
    beat = Heartbeat.objects.create(name="sweep", at=timezone.now())
    assert said(checks.nobody_works(of_database, while_in_use=False)) == [("in use", Health.WARNING)]
    beat.at = timezone.now() - timedelta(hours=1)
    beat.save()
    assert said(checks.nobody_works(of_database, while_in_use=False)) == [("in use", Health.OK)]


def test_a_second_upgrade_at_the_same_time_is_refused(tmp_path: Path, settings: Settings) -> None:
    settings.VAR_DIR = tmp_path
    other = connection.copy()
    with one_at_a_time.one_upgrade(), pytest.MonkeyPatch.context() as patched:
        patched.setattr(one_at_a_time, "connection", other)
        try:
            with pytest.raises(one_at_a_time.UpgradeRunsError, match="Another upgrade"), one_at_a_time.one_upgrade():
                pass
        finally:
            other.close()


def test_a_step_that_fails_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_told: object) -> int:
        message = "disk full"
        raise OperationalError(message)

    monkeypatch.setattr(steps, "apply_migrations", fail)
    with pytest.raises(CommandError, match=r"1/4 migrations: OperationalError: disk full\. What was done before stays"):
        upgrade()


def test_a_missing_trigger_and_a_result_that_differs_end_it_with_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "trigger_troubles", lambda: iter(["rules_match: its trigger is missing"]))
    with pytest.raises(
        CommandError, match=r"4/4 proof: The triggers that protect the audit trail are not .*: rules_match"
    ):
        upgrade()
    monkeypatch.setattr(steps, "trigger_troubles", lambda: iter(()))
    monkeypatch.setattr(steps, "evaluate_again", lambda _number, _seed: (3, ["assessment 1: facts differs"]))
    with pytest.raises(CommandError, match="1 of 3 results are not given again by this version: assessment 1"):
        upgrade()


def test_summaries_that_were_interrupted_go_on_with_the_cases_that_are_left(
    meti: GovernmentBody, no_broker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        registered(small(reference=f"A-{number}", assess_as_of="2026-06-20"))
    MigrationRecorder.Migration.objects.update(applied=timezone.now())  # so all are older than the newest migration
    written: list[list[object]] = []

    def until_the_second(ids: list[object], **options: bool) -> object:
        if len(written) == 2:
            raise KeyboardInterrupt
        written.append(ids)
        return compare_summaries(ids, **options)  # type: ignore[arg-type]  # ids of partnerships

    monkeypatch.setattr(steps, "PORTION", 1)
    monkeypatch.setattr(steps, "compare_summaries", until_the_second)
    with pytest.raises(KeyboardInterrupt):
        upgrade()
    assert steps.cases_to_sum_up().count() == 1
    monkeypatch.setattr(steps, "compare_summaries", compare_summaries)
    assert "3/4 summaries: 1 cases written again" in upgrade()
    assert "3/4 summaries: 0 cases written again" in upgrade()
