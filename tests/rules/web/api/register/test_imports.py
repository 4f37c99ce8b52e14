"""/imports/: a file is kept and queued, its state and outcomes read by its body alone, and nothing sent is a 500."""

import csv
import io
import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from institutions.imports.claim import claim_import
from institutions.imports.run import run_import
from institutions.models import Account, GovernmentBody, Import, table_of
from tests.rules.web.api.conftest import Caller

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]

TABLE = "person,person.name,on\nS1,佐藤 遥,令和8年1月15日\nS2,=HYPERLINK(1),2026-01-32\n"


def send(caller: Caller, content: bytes | str = TABLE, **fields: Any) -> "Answer":
    """Upload a file."""
    raw = content.encode() if isinstance(content, str) else content
    form = {"file": SimpleUploadedFile("declarations.csv", raw), "format": "declaration", **fields}
    return caller.client.post("/api/v1/imports/", form, headers={"Authorization": f"Bearer {caller.key}"})


def work(answer: "Answer") -> str:
    """Do the work of a worker; return the id of the import."""
    taken = claim_import(UUID(answer.json()["id"]))
    assert taken is not None
    run_import(taken)
    return str(answer.json()["id"])


@pytest.mark.django_db(transaction=True)
def test_a_file_is_queued_worked_on_and_its_outcomes_are_read(caller: Caller, other: Caller) -> None:
    answer = send(caller)
    assert (answer.status_code, answer.json()["state"]) == (202, "queued")
    waiting = caller.get(answer["Location"])
    assert (waiting.json()["done"], waiting["Retry-After"]) == (0, "2")
    pk = work(answer)
    state = caller.get(f"imports/{pk}/").json()
    assert {name: state[name] for name in ("state", "total", "done", "added", "refused")} == {
        "state": "done",
        "total": 2,
        "done": 2,
        "added": 1,
        "refused": 1,
    }
    (refused,) = caller.get(f"imports/{pk}/records/?outcome=refused").json()["results"]
    assert (refused["line"], refused["errors"][0]["field"]) == (3, "on")
    assert len(caller.get(f"imports/{pk}/records/").json()["results"]) == 2
    assert [each["id"] for each in caller.get("imports/").json()["results"]] == [pk]
    assert other.get("imports/").json()["results"] == []
    for address in (f"imports/{pk}/", f"imports/{pk}/records/", f"imports/{pk}/errors/"):
        assert other.get(address).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_error_file_can_be_opened_in_a_spreadsheet(caller: Caller) -> None:
    pk = work(send(caller, "record,person,on\n=1+1,S1,x\n"))
    for accept in ("text/csv", "*/*"):
        answer = caller.get(f"imports/{pk}/errors/", Accept=accept)
        lines = answer.getvalue().decode("utf-8-sig").splitlines()
        assert lines[0] == "line,record,field,message"
        assert lines[1].startswith("2,'=1+1,on,\"'x' is not a date.")


@pytest.mark.django_db(transaction=True)
def test_a_dry_run_keeps_nothing_but_the_outcomes(caller: Caller) -> None:
    pk = work(send(caller, dry_run="true"))
    assert caller.get(f"imports/{pk}/").json()["added"] == 1
    assert not table_of("declaration").objects.exists()


def test_an_import_is_cancelled_once(caller: Caller, other: Caller) -> None:
    pk = send(caller).json()["id"]
    assert other.send("POST", f"imports/{pk}/cancel/").status_code == 404
    assert caller.send("POST", f"imports/{pk}/cancel/").json()["state"] == "cancelled"
    assert caller.send("POST", f"imports/{pk}/cancel/").status_code == 409


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"format": "declarations"}, "/format"),
        ({"file": "no file"}, "/file"),
        ({"options": "[1]"}, "/options"),
        ({"options": "{"}, "/options"),
        ({"options": json.dumps({"sponsor": "METI"})}, "/options/sponsor"),
        ({"dry_run": "perhaps"}, "/dry_run"),
        ({"dryrun": "true"}, "/dryrun"),
        ({"format": "ocds"}, "/options/sponsor"),
    ],
)
def test_what_is_sent_wrongly_is_named(caller: Caller, fields: dict[str, str], field: str) -> None:
    answer = send(caller, **fields)
    assert answer.status_code == 422
    assert field in [each["field"] for each in answer.json()["errors"]]
    assert not Import.objects.exists()


def test_a_file_over_the_limit_is_refused(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("institutions.imports.files.MAX_BYTES", 10)
    assert send(caller).status_code == 413
    assert not Import.objects.exists()


def test_json_is_no_upload_and_the_answer_says_how_to_send_a_file(caller: Caller) -> None:
    answer = caller.send("POST", "imports/", {"file": "x"})
    assert answer.status_code == 415
    assert "multipart/form-data" in answer.json()["detail"]
    assert "Send JSON" not in answer.json()["detail"]


def test_a_form_without_a_boundary_is_refused(caller: Caller) -> None:
    answer = caller.client.generic(
        "POST",
        "/api/v1/imports/",
        b"x",
        content_type="multipart/form-data",
        headers={"Authorization": f"Bearer {caller.key}"},
    )
    assert answer.status_code == 400


@pytest.mark.parametrize("role", ["auditor", "reviewer", "administrator"])
def test_who_registers_nothing_imports_nothing(caller: Caller, meti: GovernmentBody, role: str) -> None:
    caller.client.force_login(Account.objects.create_user("a", role=role, body=meti))
    form = {"file": SimpleUploadedFile("t.csv", b"x"), "format": "declaration"}
    assert caller.client.post("/api/v1/imports/", form).status_code == 403


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(content=st.binary(max_size=300), options=st.text(max_size=20), dry_run=st.text(max_size=5))
def test_nothing_that_is_sent_is_a_500(caller: Caller, content: bytes, options: str, dry_run: str) -> None:
    answer = send(
        caller, content, options=options.encode("utf-8", "replace"), dry_run=dry_run.encode("utf-8", "replace")
    )
    assert answer.status_code in (202, 422, 400)


@pytest.mark.parametrize(
    ("language", "headings", "said"),
    [
        ("en", ["line", "record", "field", "message"], "does not exist in the calendar"),
        ("ja", ["行", "記録番号", "項目", "内容及び対処方法"], "日付"),
    ],
)
@pytest.mark.django_db(transaction=True)
def test_the_error_file_is_in_the_language_that_is_asked_for(
    caller: Caller, language: str, headings: list[str], said: str
) -> None:
    pk = work(send(caller))
    answer = caller.get(f"imports/{pk}/errors/", **{"Accept-Language": language, "Accept": "text/csv"})
    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert rows[0] == headings
    assert said in rows[1][3]


@pytest.mark.django_db(transaction=True)
def test_a_misspelt_collection_is_noted_of_a_dry_run_and_of_what_was_brought(caller: Caller) -> None:
    work(send(caller, options='{"collection": "Council"}'))
    for dry_run in ("true", "false"):
        answer = send(caller, options='{"collection": "Counsil"}', dry_run=dry_run)
        [note] = answer.json()["notes"]
        assert note["field"] == "/options/collection"
        assert note["message"] == "New collection 'Counsil'. You already have 'Council': did you mean it?"
        assert caller.get(f"imports/{work(answer)}/").json()["notes"] == [note]
    assert "notes" not in caller.get("imports/").json()["results"][0]
    assert send(caller).json()["notes"] == []


def test_the_list_comes_in_pages(caller: Caller) -> None:
    for _ in range(3):
        send(caller)
    page = caller.get("imports/?page_size=2").json()
    assert len(page["results"]) == 2
    assert len(caller.get(page["next"].removeprefix("http://testserver")).json()["results"]) == 1


@pytest.mark.django_db(transaction=True)
def test_a_dry_run_says_how_each_record_was_read_in_the_language_asked_for(caller: Caller) -> None:
    pk = work(send(caller, dry_run="true"))
    asked = f"/api/v1/imports/{pk}/records/"
    for language, said in (("en", "Declaration of interests; Person: 佐藤 遥"), ("ja", "15日")):
        headers = {"Authorization": f"Bearer {caller.key}", "Accept-Language": language}
        read, refused = caller.client.get(asked, headers=headers).json()["results"]
        assert said in read["read"][0]
        assert refused["read"] == []
    stored = work(send(caller))
    assert [each["read"] for each in caller.get(f"imports/{stored}/records/").json()["results"]] == [[], []]
