"""Processes over REST: a file is sent, followed, listed and exported; a process becomes a document."""

import json
from unittest.mock import patch
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from institutions.access.key_making import make_key
from institutions.access.key_scopes import SCOPES
from institutions.models import Account, GovernmentBody
from rules.models import ProcessFile, StoredProcess
from tests.rules.process_files.conftest import answered_again, lines, screened, sent
from tests.rules.process_files.test_process_pages import OTHER, PAIR

pytestmark = pytest.mark.django_db
API = "/api/v1"


@pytest.fixture
def system(body: GovernmentBody) -> Client:
    """Return the client of a body's own system."""
    return Client(headers={"Authorization": f"Bearer {make_key(body, scopes=SCOPES)[1]}"})


def test_a_file_goes_through_over_rest(body: GovernmentBody, system: Client) -> None:
    given = {"file": SimpleUploadedFile("t.jsonl", lines(PAIR, OTHER)), "form": "ocds", "options": '{"replace": true}'}
    with patch("institutions.jobs.dispatch.send_task"):
        answer = system.post(f"{API}/processes/files/", given)
    assert answer.status_code == 202, answer.content
    address = answer.headers["Location"]
    waiting = system.get(address)
    assert waiting.json()["state"] == "queued"
    assert waiting.headers["Retry-After"]
    screened(ProcessFile.objects.get())
    done = system.get(address).json()
    assert (done["state"], done["counts"]["added"], done["errors"]) == ("done", 2, [])
    found = system.get(f"{API}/processes/?rule=R028").json()["results"]
    assert [each["ocid"] for each in found] == [PAIR["ocid"]]
    assert found[0]["flagged"] == ["R028"]
    whole = system.get(f"{API}/processes/{found[0]['id']}/").json()
    assert whole["outcomes"]["R028"] == "flagged"
    assert whole["release"]["ocid"] == PAIR["ocid"]
    compared = {"state": "resting", "whole": True, "processes": 2, "done": 0, "total": 0, "error": None}
    assert {name: whole["compared_with"][name] for name in compared} == compared
    assert done["comparison"] == whole["compared_with"]
    assert whole["rests_on"] == {"number": 1, "releases": [{"date": None, "tags": [], "id": ""}], "missing": []}
    assert not any(each["withheld"] for said in whole["reasons"].values() for each in said)
    exported = b"".join(system.get(f"{API}/processes/export/jsonl/?rule=R028"))
    assert json.loads(exported)["ocid"] == PAIR["ocid"]
    document = system.get(f"{API}/processes/{found[0]['id']}/document/?domain=infrastructure").json()
    assert document["document"]["reference"] == PAIR["ocid"]
    assert system.get(f"{API}/processes/{found[0]['id']}/document/").status_code == 400


def test_wrong_options_are_named_by_their_place(system: Client) -> None:
    given = {"file": SimpleUploadedFile("t.jsonl", b"{}"), "form": "ocds", "options": '{"encoding": "utf-7"}'}
    answer = system.post(f"{API}/processes/files/", given)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "/options/encoding"
    assert system.get(f"{API}/processes/?colour=red").status_code == 400
    assert system.get(f"{API}/processes/?severity=red").status_code == 400


def test_missing_data_has_a_request_in_both_languages(body: GovernmentBody, system: Client) -> None:
    screened(sent(body, lines(PAIR, OTHER)))
    answer = system.get(f"{API}/missing-data/?body=METI").json()
    assert (answer["of"], answer["cases"]) == ("processes", 2)
    first = answer["missing"][0]
    assert first["unlocks"] >= answer["missing"][1]["unlocks"]
    assert first["request"]["en"]["text"].startswith("To: ")
    assert first["request"]["ja"]["text"] != first["request"]["en"]["text"]
    assert system.get(f"{API}/missing-data/?of=partnerships").json()["cases"] == 0
    asked = f"{API}/processes/?{urlencode({'missing': first['missing']})}"
    assert system.get(asked).status_code == 200
    # What another body's processes lack is, for this one, as if nothing lacked it.
    other = GovernmentBody.objects.create(code="DA", name_en="Digital Agency", name_ja="デジタル庁")
    key = make_key(other, scopes=SCOPES)[1]
    assert Client(headers={"Authorization": f"Bearer {key}"}).get(asked).status_code == 400


def test_a_waiting_file_is_stopped_once(body: GovernmentBody, officer: Account, system: Client) -> None:
    file = sent(body, lines(PAIR), officer)
    assert system.post(f"{API}/processes/files/{file.pk}/stop/").json()["state"] == "stopped"
    assert system.post(f"{API}/processes/files/{file.pk}/stop/").status_code == 409


def test_a_file_says_while_the_others_are_answered_again(body: GovernmentBody, system: Client) -> None:
    day = {"as_of": "2026-11-30"}
    screened(sent(body, lines(PAIR), options=day))
    file = screened(sent(body, lines(OTHER), options=day))
    answer = system.get(f"{API}/processes/files/{file.pk}/")
    found = answer.json()["comparison"]
    assert (answer.json()["state"], found["state"], found["whole"], found["processes"]) == ("done", "queued", False, 2)
    assert answer.headers["Retry-After"]
    answered_again()
    answer = system.get(f"{API}/processes/files/{file.pk}/")
    found = answer.json()["comparison"]
    assert (found["state"], found["whole"], found["done"], found["total"]) == ("resting", True, 2, 2)
    assert "Retry-After" not in answer.headers


def test_a_process_shows_its_releases_and_what_is_missing(body: GovernmentBody, system: Client) -> None:
    late = {**PAIR, "date": "2024-06-01T00:00:00Z", "tag": ["tenderUpdate"], "id": "r2"}
    later = {"ocid": PAIR["ocid"], "date": "2024-07-01T00:00:00Z", "tag": ["award"], "id": "r3", "language": "ja"}
    screened(sent(body, lines(late, {**later, "awards": [{"id": "1", "title": "x"}]})))
    row = StoredProcess.objects.get()
    found = system.get(f"{API}/processes/{row.pk}/").json()["rests_on"]
    assert found == {
        "number": 2,
        "releases": [
            {"date": "2024-06-01T00:00:00Z", "tags": ["tenderUpdate"], "id": "r2"},
            {"date": "2024-07-01T00:00:00Z", "tags": ["award"], "id": "r3"},
        ],
        "missing": ["/tender"],
    }
