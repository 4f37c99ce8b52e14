"""Precheck answers as `register --wait` does, and writes nothing."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.models import ApiKey, Partnership, Party
from rules.engine.evaluating.errors import EvaluatorsDisagree
from tests.rules.web.api.conftest import Caller

WRITES = ("INSERT", "UPDATE", "DELETE", "BEGIN", "SAVEPOINT", "REPLACE", "CREATE")


@pytest.mark.django_db(transaction=True)
def test_it_answers_and_opens_no_write_transaction(caller: Caller, document: dict[str, Any]) -> None:
    before = (Partnership.objects.count(), Party.objects.count())
    with CaptureQueriesContext(connection) as queries:
        answer = caller.send("POST", "precheck/", document)
    assert answer.status_code == 200, answer.content
    assert answer.json()["state"] == "done"
    written = [each["sql"] for each in queries if each["sql"].lstrip().upper().startswith(WRITES)]
    assert written == []
    assert (Partnership.objects.count(), Party.objects.count()) == before
    assert ApiKey.objects.get().last_used_at is None


def same(answer: dict[str, Any]) -> dict[str, Any]:
    """Return the part that does not depend on ids that only a stored partnership has."""
    return {
        "outcomes": answer["outcomes"],
        "missing": sorted(answer["missing"]),
        "findings": [(each["code"], each["severity"], each["statement"]) for each in answer["findings"]],
        "as_of": answer["as_of"],
        "rulebook": answer["rulebook"],
    }


@pytest.mark.django_db(transaction=True)
def test_it_answers_as_register_wait_does(caller: Caller, document: dict[str, Any], tmp_path: Path) -> None:
    checked = caller.send("POST", "precheck/", document).json()
    file = tmp_path / "document.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    out = io.StringIO()
    call_command("register", str(file), "--wait", "--json", stdout=out)
    assert same(checked) == same(json.loads(out.getvalue().splitlines()[0]))


def test_parties_that_are_not_in_the_register_are_marked_as_new(caller: Caller, document: dict[str, Any]) -> None:
    parties = caller.send("POST", "precheck/", document).json()["parties"]
    assert parties == {"hikari": "new:hikari", "sato": "new:sato"}


def test_trouble_of_the_engine_is_a_state_and_not_an_empty_result(
    caller: Caller, document: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def disagree(*_args: object) -> None:
        raise EvaluatorsDisagree("COI-01", (), (("stake", "f1"),))  # type: ignore[arg-type]  # any binding will do

    monkeypatch.setattr("rules.assessing.precheck.assess_case", disagree)
    answer = caller.send("POST", "precheck/", document)
    assert answer.status_code == 200
    assert answer.json()["state"] == "error"
    assert "COI-01" in answer.json()["error"]
