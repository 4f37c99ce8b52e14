"""A body has a limit of imports and of bytes that wait; above it nothing is stored, and others are not held up."""

from typing import Any

import pytest

from institutions.imports.requesting import cancel_import
from institutions.models import AuditEvent, Import, ImportPart
from tests.rules.web.api.conftest import Caller
from tests.rules.web.api.register.test_imports import TABLE, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]


def test_a_body_with_too_many_open_imports_waits_until_one_is_over(
    caller: Caller, other: Caller, settings: Any
) -> None:
    settings.OPEN_IMPORTS_OF_BODY = 2
    assert [send(caller).status_code for _ in range(2)] == [202, 202]
    events = AuditEvent.objects.count()
    refused = send(caller)
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    (error,) = refused.json()["errors"]
    assert (error["field"], error["code"], error["parameters"]) == (
        "/file",
        "import.too_many_open",
        {"count": 2, "most": 2},
    )
    assert (Import.objects.count(), AuditEvent.objects.count()) == (2, events)
    assert send(other).status_code == 202
    assert cancel_import(Import.objects.earliest("created_at"))
    assert send(caller).status_code == 202


def test_the_files_that_wait_have_room_for_so_many_bytes(caller: Caller, settings: Any) -> None:
    size = len(TABLE.encode())
    settings.IMPORT_BYTES_OF_BODY = 2 * size
    assert [send(caller).status_code for _ in range(2)] == [202, 202]
    refused = send(caller, "on\n")
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    (error,) = refused.json()["errors"]
    assert (error["code"], error["parameters"]) == ("import.stored_files_full", {"size": 2 * size})
    assert (Import.objects.count(), ImportPart.objects.count()) == (2, 2)


def test_a_file_that_was_set_aside_still_takes_its_room(caller: Caller, settings: Any) -> None:
    settings.IMPORT_BYTES_OF_BODY = len(TABLE.encode())
    send(caller)
    Import.objects.update(state="set_aside", error="the worker died")
    assert send(caller, "on\n").status_code == 429
