"""Whoever has not signed in sends no large body: nothing of it is read, or stored on the disk of the server."""

from unittest.mock import patch

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client

from institutions.models import Account

pytestmark = pytest.mark.django_db

LARGE = b"a" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)


def posted(client: Client, address: str, body: bytes = LARGE) -> tuple[int, int]:
    """Post a file as a browser does, with the token of a form; gives the status, and how many files were begun."""
    token = client.get("/sign-in/").context["csrf_token"] if client.handler.enforce_csrf_checks else ""
    sent = {"csrfmiddlewaretoken": str(token), "file": SimpleUploadedFile("large.csv", body)}
    new_file = TemporaryFileUploadHandler.new_file
    with patch.object(TemporaryFileUploadHandler, "new_file", autospec=True, side_effect=new_file) as begun:
        return client.post(address, sent).status_code, begun.call_count


@pytest.mark.parametrize("address", ["/sign-in/", "/imports/", "/nowhere/"])
def test_a_strangers_file_is_not_read(address: str) -> None:
    assert posted(Client(enforce_csrf_checks=True), address) == (302, 0)


def test_a_session_that_is_none_changes_nothing() -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies["sessionid"] = "a" * 32
    assert posted(client, "/imports/") == (302, 0)


def test_a_length_that_is_no_number_of_bytes_is_large() -> None:
    answer = Client().generic("POST", "/sign-in/", b"a", CONTENT_LENGTH="9" * 30)
    assert answer.status_code == 302


def test_who_is_signed_in_sends_files() -> None:
    client = Client()
    client.force_login(Account.objects.create_user("somebody"))
    assert posted(client, "/account/") == (405, 0)
    client = Client()
    client.force_login(Account.objects.create_user("another"))
    _status, begun = posted(client, "/language/")
    assert begun == 1


def test_a_strangers_form_is_read() -> None:
    assert posted(Client(enforce_csrf_checks=True), "/sign-in/", b"a")[0] == 200
