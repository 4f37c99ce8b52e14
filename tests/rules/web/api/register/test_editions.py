"""/lists/editions/: an edition is sent, looked at and taken as it was shown, by who keeps the lists and nobody else."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from institutions.access.key_making import make_key
from institutions.access.key_scopes import SCOPES
from institutions.models import Account, AuditEvent, GovernmentBody, Import, ListEdition, Role
from tests.institutions.lists.editions import LYRA, ORION, VEGA, bring, edition_file
from tests.rules.web.pages.conftest import signed_in
from tests.rules.web.pages.register.test_editions import editor as editor
from tests.rules.web.pages.register.test_editions import no_workers as no_workers
from tests.rules.web.pages.register.test_editions import worked_on

pytestmark = pytest.mark.django_db(transaction=True)
EDITIONS = "/api/v1/lists/editions/"


def send(client: Client, path: Path, **more: str) -> Any:
    file = SimpleUploadedFile(path.name, path.read_bytes())
    return client.post(EDITIONS, {"file": file, "body": "METI", **more})


def looked_at(client: Client, path: Path) -> str:
    """Return the address of an edition that a worker has compared."""
    answer = send(client, path)
    assert answer.status_code == 202, answer.content
    assert answer["Location"] == f"{EDITIONS}{answer.json()['id']}/"
    assert client.get(answer["Location"])["Retry-After"] == "2"
    worked_on(Import.objects.get(pk=answer.json()["id"]))
    return str(answer["Location"])


def take(client: Client, address: str, fingerprint: object) -> Any:
    return client.post(f"{address}take/", {"fingerprint": fingerprint}, content_type="application/json")


def test_an_edition_is_sent_looked_at_and_taken_as_it_was_shown(
    editor: Client, meti: GovernmentBody, tmp_path: Path
) -> None:
    bring(edition_file(tmp_path, ORION, LYRA), meti)
    address = looked_at(editor, edition_file(tmp_path, ORION, VEGA, as_of="2026-09-01"))
    shown = editor.get(address).json()
    assert (shown["state"], shown["as_of"], shown["kept_by"]) == ("unconfirmed", "2026-09-01", "METI")
    preview = shown["preview"]
    assert (preview["added"], preview["ended"], preview["unchanged"], preview["refused"]) == (1, 1, 1, 0)
    assert (preview["may_be_taken"], preview["nothing"], preview["touched"]) == (True, False, [])
    entries = editor.get(f"{address}entries/?outcome=added").json()["results"]
    assert [(each["name"], each["outcome"], each["errors"]) for each in entries] == [("Vega Sensors", "added", [])]
    assert [each["id"] for each in editor.get(EDITIONS).json()["results"]] == [shown["id"]]

    assert take(editor, address, "0" * 64).status_code == 409
    assert ListEdition.objects.count() == 1
    taken = take(editor, address, preview["fingerprint"])
    assert (taken.status_code, taken.json()["state"]) == (202, "queued")
    assert take(editor, address, preview["fingerprint"]).status_code == 409
    worked_on(Import.objects.get(pk=shown["id"]))
    over = editor.get(address).json()
    assert (over["state"], over["preview"]) == ("done", None)
    assert ListEdition.objects.count() == 2
    assert editor.get(EDITIONS).json()["results"] == []
    verbs = AuditEvent.objects.filter(verb__startswith="edition_").order_by("pk").values_list("verb", flat=True)
    assert {*verbs} >= {"edition_uploaded", "edition_confirmed"}
    assert editor.post(f"{address}drop/").status_code == 409


def test_an_edition_is_thrown_away(editor: Client, meti: GovernmentBody, tmp_path: Path) -> None:
    address = looked_at(editor, edition_file(tmp_path, ORION))
    assert editor.post(f"{address}drop/").json()["state"] == "cancelled"
    assert editor.get(address).json()["preview"] is None
    assert not ListEdition.objects.exists()


def test_what_is_wrong_is_named(editor: Client, meti: GovernmentBody, tmp_path: Path) -> None:
    path = edition_file(tmp_path, ORION)
    for sent, field in (
        (editor.post(EDITIONS, {"body": "METI"}), "/file"),
        (send(editor, path, body="NOBODY"), "/body"),
        (send(editor, path, colour="red"), "/colour"),
        (send(editor, path, allow_shrink="perhaps"), "/allow_shrink"),
        (editor.post(EDITIONS, {"file": SimpleUploadedFile("x.csv", b"a\n")}), "/list"),
    ):
        assert sent.status_code == 422, sent.content
        assert field in [each["field"] for each in sent.json()["errors"]], sent.content
    assert not Import.objects.exists()
    address = looked_at(editor, path)
    for given in (None, "", 5):
        answer = take(editor, address, given)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "/fingerprint")
    assert editor.get(f"{address}entries/?outcome=lost").status_code == 400
    assert editor.get(f"{EDITIONS}?colour=red").status_code == 400


def test_only_who_keeps_lists_brings_one_and_no_key_does(
    editor: Client, meti: GovernmentBody, digital_agency: GovernmentBody, tmp_path: Path
) -> None:
    path = edition_file(tmp_path, ORION)
    address = looked_at(editor, path)
    auditor = signed_in(Account.objects.create_user("auditor", "x", role=Role.AUDITOR))
    assert auditor.get(address).status_code == 200
    assert take(auditor, address, "0").status_code == 403
    other = signed_in(Account.objects.create_user("other editor", "x", role=Role.RULEBOOK_EDITOR, body=digital_agency))
    assert other.get(address).status_code == 404
    assert other.post(f"{address}drop/").status_code == 404
    key = make_key(meti, scopes=SCOPES)[1]
    for method in (Client().get, Client().post):
        answer = method(EDITIONS, headers={"Authorization": f"Bearer {key}"})
        assert (answer.status_code, "Keys cannot" in answer.json()["detail"]) == (403, True)
    assert send(auditor, path).status_code == 403


def test_the_queries_do_not_grow_with_the_entries(editor: Client, meti: GovernmentBody, tmp_path: Path) -> None:
    numbers = []
    for rows in ((ORION,), (ORION, LYRA, VEGA)):
        address = looked_at(editor, edition_file(tmp_path, *rows))
        editor.get(address)
        with CaptureQueriesContext(connection) as caught:
            editor.get(address)
            editor.get(f"{address}entries/")
        numbers.append(len(caught))
        editor.post(f"{address}drop/")
    assert numbers[0] == numbers[1]
