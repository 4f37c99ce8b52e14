"""`manage.py doctor` says of each part of an installation whether it works, and what to do where it does not."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import metadata
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone
from pytest_django.fixtures import Settings

from institutions.models import GovernmentBody
from rules.management.doctor import programs
from rules.management.doctor.diagnosis import Diagnosis, Health
from rules.management.doctor.places import (
    erasure_list_is_whole,
    folder_is_fit,
    folders_can_be_written,
    program_is_protected,
)
from rules.management.doctor.services import (
    broker_answers,
    cache_keeps,
    clocks_agree,
    database_answers,
    jobs_are_done,
    mail_answers,
    moment_in_japan,
)
from rules.models import Heartbeat

pytestmark = pytest.mark.django_db


def said(found: Iterator[Diagnosis]) -> list[tuple[str, Health]]:
    """Return subjects and health; whatever is not well has a remedy."""
    lines = list(found)
    assert all(bool(each.remedy) is not (each.health is Health.OK) for each in lines)
    return [(each.subject, each.health) for each in lines]


def test_each_line_is_a_diagnosis_and_a_failure_ends_with_status_1(meti: GovernmentBody) -> None:
    printed = StringIO()
    with pytest.raises(SystemExit, match="1"):  # in a test neither beat nor workers run
        call_command("doctor", "--json", stdout=printed)
    lines = [json.loads(line) for line in printed.getvalue().splitlines()]
    by_subject = {each["subject"]: each["health"] for each in lines}
    assert {
        name: by_subject[name] for name in ("Python", "packages", "database", "migrations", "seed")
    } == dict.fromkeys(("Python", "packages", "database", "migrations", "seed"), "ok")
    assert by_subject["beat and workers"] == "failed"


def test_a_package_of_another_version_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    held = metadata.version
    monkeypatch.setattr(
        "rules.management.doctor.programs.metadata.version",
        lambda name: "0.0.1" if name.lower() == "django" else held(name),
    )
    (found,) = programs.packages_are_pinned()
    assert found.health is Health.FAILED
    assert "0.0.1 in place of" in found.found


def test_names_and_texts_in_another_encoding_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(programs.locale_is_utf_8()) == [("locale", Health.OK)]
    monkeypatch.setattr("rules.management.doctor.programs.locale.getencoding", lambda: "euc_jp")
    assert said(programs.locale_is_utf_8()) == [("locale", Health.FAILED)]


def test_a_warning_that_the_settings_silence_is_not_repeated(settings: Settings) -> None:
    assert "security.W021" in settings.SILENCED_SYSTEM_CHECKS
    assert "security.W021" not in str(list(programs.settings_fit_a_server()))


def test_an_account_that_could_change_the_program_is_a_warning(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    settings.BASE_DIR = tmp_path
    assert said(program_is_protected()) == [("account", Health.WARNING)]
    settings.BASE_DIR = tmp_path / "nothing that could be written"
    assert said(program_is_protected()) == [("account", Health.OK)]
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert said(program_is_protected()) == [("account", Health.WARNING)]


def test_a_clock_that_nothing_sets_is_a_warning_and_the_kernel_knows() -> None:
    (found,) = programs.clock_is_kept()
    assert (found.subject, found.health is Health.FAILED) == ("clock", False)


def test_a_database_without_a_seed_or_an_answer_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(database_answers())[-1] == ("seed", Health.FAILED)

    def refuse(*_given: object) -> None:
        message = "connection refused"
        raise OperationalError(message)

    monkeypatch.setattr(connection, "cursor", refuse)
    assert said(database_answers()) == [("database", Health.FAILED)]


def test_clocks_that_differ_are_a_warning() -> None:
    assert said(clocks_agree(0.1)) == [("clock", Health.OK)]
    assert said(clocks_agree(9.0)) == [("clock", Health.WARNING)]


@pytest.mark.parametrize(
    ("url", "health"),
    [("filesystem://", Health.WARNING), ("amqp://guest:guest@127.0.0.1:1//", Health.FAILED), ("memory://", Health.OK)],
)
def test_the_broker_is_asked(settings: Settings, url: str, health: Health) -> None:
    settings.CELERY_BROKER_URL = url
    assert said(broker_answers()) == [("broker", health)]


def test_a_cache_that_keeps_nothing_fails(settings: Settings) -> None:
    assert said(cache_keeps()) == [("cache", Health.OK)]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    assert said(cache_keeps()) == [("cache", Health.FAILED)]


def test_workers_count_as_running_after_a_sweep() -> None:
    assert said(jobs_are_done()) == [("beat and workers", Health.FAILED)]
    row = Heartbeat.objects.create(name="sweep", at=timezone.now())
    assert said(jobs_are_done()) == [("beat and workers", Health.OK)]
    Heartbeat.objects.filter(pk=row.pk).update(at=timezone.now() - timedelta(hours=1))
    assert said(jobs_are_done()) == [("beat and workers", Health.FAILED)]


def test_mail_without_a_server_is_a_warning_and_with_a_dead_one_a_failure(settings: Settings) -> None:
    assert said(mail_answers()) == [("mail", Health.WARNING)]
    settings.MAIL_CONFIGURED = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert said(mail_answers()) == [("mail", Health.FAILED)]


def test_folders_are_written_private_and_have_room(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert {health for _, health in said(folders_can_be_written())} == {Health.OK}
    tmp_path.chmod(0o755)
    assert said(folder_is_fit("POLICYENGINE_VAR", tmp_path)) == [("POLICYENGINE_VAR", Health.WARNING)]
    monkeypatch.setattr("rules.management.doctor.places.ROOM", 1 << 62)
    assert said(folder_is_fit("SEALS_DIR", tmp_path)) == [("SEALS_DIR", Health.WARNING)]
    (tmp_path / "file").touch()
    assert said(folder_is_fit("SEALS_DIR", tmp_path / "file")) == [("SEALS_DIR", Health.FAILED)]


def test_a_changed_list_of_erasures_fails(settings: Settings, tmp_path: Path) -> None:
    settings.ERASURE_LIST = tmp_path / "erasures.list"
    assert said(erasure_list_is_whole()) == [("ERASURE_LIST", Health.OK)]
    settings.ERASURE_LIST.write_text("nothing\n", encoding="utf-8")
    assert said(erasure_list_is_whole()) == [("ERASURE_LIST", Health.FAILED)]


def test_a_moment_is_shown_as_clocks_in_japan_show_it() -> None:
    assert moment_in_japan(datetime(2026, 6, 20, 23, 5, 9, 883941, tzinfo=UTC)) == "2026-06-21 08:05:09 in Japan"
    assert moment_in_japan(None) == "never"
