"""A body has a limit of imports and of bytes that wait; above it nothing is stored, and others are not held up."""

from typing import Any
from unittest.mock import patch

import pytest
from django.db.models import QuerySet

from institutions.imports.requesting import cancel_import
from institutions.models import AuditEvent, GovernmentBody, Import, ImportPart
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


def test_two_uploads_at_once_do_not_both_take_the_last_place(caller: Caller) -> None:
    """The row of the body is locked while a file is stored: on SQLite every transaction that writes waits anyway."""
    with patch.object(QuerySet, "select_for_update", autospec=True, side_effect=QuerySet.select_for_update) as locks:
        assert send(caller).status_code == 202
    assert [each.args[0].model for each in locks.call_args_list].count(GovernmentBody) == 1
