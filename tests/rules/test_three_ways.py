"""The examples by form, REST, file and precheck: the same answer but for ids, with what the examples ask for."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from institutions.models import Account, GovernmentBody, Role
from rules.assessing.waiting import finish_here
from rules.models import Assessment
from rules.web.api.cases.intake import assessment_answer
from tests.documents import EXAMPLE_NAMES, EXAMPLES
from tests.rules.same_answer import changed_at, described_names, leaves, said, stored_names
from tests.rules.web.pages.filling import fill_by_client

Json = dict[str, Any]
Way = Callable[[Json, Path], Json]

pytestmark = pytest.mark.usefixtures("meti", "digital_agency", "no_broker")


def key_of(body: str) -> str:
    """Return a key as an administrator makes it at the command line."""
    out = io.StringIO()
    call_command("api_key", body, stdout=out, stderr=io.StringIO())
    return out.getvalue().strip()


def by_form(document: Json, _folder: Path) -> Json:
    """Return an officer of the body fills in the form."""
    officer = Account.objects.create_user(
        "officer", role=Role.OFFICER, body=GovernmentBody.objects.get(code=document["submitted_by"])
    )
    client = Client()
    client.force_login(officer)
    address = fill_by_client(client, document)
    assert client.get(address).status_code == 200
    return assessment_answer(finish_here(Assessment.objects.get()))


def by_rest(document: Json, _folder: Path) -> Json:
    """Post it as a system of the body, and return the answer once the assessment is done."""
    client, headers = Client(), {"Authorization": f"Bearer {key_of(document['submitted_by'])}"}
    answer = client.post("/api/v1/partnerships/", document, content_type="application/json", headers=headers)
    assert answer.status_code == 201, answer.content
    finish_here(Assessment.objects.get())
    found: Json = client.get(answer["Location"], headers=headers).json()
    return found


def by_precheck(document: Json) -> Json:
    """Return a system of the body only asks."""
    headers = {"Authorization": f"Bearer {key_of(document['submitted_by'])}"}
    answer = Client().post("/api/v1/precheck/", document, content_type="application/json", headers=headers)
    assert answer.status_code == 200, answer.content
    found: Json = answer.json()
    return found


def by_file(document: Json, folder: Path) -> Json:
    """Register at the command line, evaluated in the same process."""
    file, out = folder / "document.json", io.StringIO()
    file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    call_command("register", file, wait=True, json=True, stdout=out, stderr=io.StringIO())
    found: Json = json.loads(out.getvalue())
    return found


OF_CONTRACT_1_1 = "signed_together"  # what contract 1.1 adds
WAYS: dict[str, Way] = {"form": by_form, "REST": by_rest, "file": by_file}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", [*EXAMPLE_NAMES, OF_CONTRACT_1_1])
def test_every_way_answers_as_a_precheck_does_and_flags_what_the_example_asks_for(
    name: str, way: str, tmp_path: Path
) -> None:
    wanted = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    # A precheck leaves nothing behind: each way that answers as it does answers as the other ways do.
    before = by_precheck(wanted["document"])
    answer = WAYS[way](wanted["document"], tmp_path)
    assert said(answer, stored_names()) == said(before, described_names(wanted["document"]))
    assert answer["state"] == "done"
    flagged = {code for code, outcome in answer["outcomes"].items() if outcome == "flagged"}
    assert set(wanted["must_flag"]) <= flagged
    assert not flagged & set(wanted["must_not_flag"])
    assert {finding["code"] for finding in answer["findings"]} == flagged
    worst = {finding["code"]: finding["severity"] for finding in reversed(answer["findings"])}
    for code, severity in wanted.get("severity", {}).items():
        assert worst[code] == severity


@pytest.mark.parametrize("name", [*EXAMPLE_NAMES, OF_CONTRACT_1_1])
def test_any_other_difference_is_one(name: str) -> None:
    document = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))["document"]
    answer, names = by_precheck(document), described_names(document)
    plain = said(answer, names)
    compared = 0
    for path in leaves(answer):
        if path[0] not in ("partnership", "assessment") and "reason" not in path:
            assert said(changed_at(answer, path), names) != plain, path
            compared += 1
    assert compared > 60
