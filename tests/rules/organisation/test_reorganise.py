"""`manage.py reorganise` on the seeded register: the answer of the contract, refusals and exit codes."""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from institutions.models import GovernmentBody, Mandate
from institutions.seeding.folder import read_folder
from institutions.seeding.store import store_seed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
Json = dict[str, Any]


@pytest.fixture
def seeded() -> None:
    store_seed(read_folder(), today=date(2026, 11, 24))


def document(*acts: Json, **more: Any) -> Json:
    return {
        "reference": "ESA-1",
        "title": {"en": "An Economic Security Agency", "ja": "経済安全保障庁"},
        "on": "2027-04-01",
        "basis": {"law": None, "note": "draft of a study group"},
        "acts": list(acts),
        **more,
    }


ESA = {
    "act": "found",
    "key": "esa",
    "code": "ESA",
    "name": {"en": "Economic Security Agency", "ja": "経済安全保障庁"},
    "kind": "external_bureau",
    "parent": "CAO",
}
DISSOLVED = {"act": "dissolve", "body": "NSS-ECON", "successor": "esa"}


def answers(folder: Path, given: Any, *options: str) -> tuple[list[Json], int]:
    file, out, code = folder / "draft.json", io.StringIO(), 0
    file.write_text(json.dumps(given), encoding="utf-8")
    try:
        call_command("reorganise", file, *options, stdout=out)
    except SystemExit as ended:
        code = int(str(ended.code))
    return [json.loads(line) for line in out.getvalue().splitlines()] if options else [{"text": out.getvalue()}], code


def test_a_draft_is_answered_with_findings_before_and_after(tmp_path: Path) -> None:
    before = GovernmentBody.objects.count(), Mandate.objects.count()
    (answer,), code = answers(tmp_path, document(ESA, DISSOLVED), "--json")
    assert (code, answer["state"], answer["on"], answer["orphans"]) == (0, "checked", "2027-04-01", [])
    found = answer["organisation"]
    assert found["before"].keys() == found["after"].keys()
    assert all(
        entry.keys() == {"code", "body", "domain", "function", "severity"}
        for part in ("before", "after")
        for entries in found[part].values()
        for entry in entries
    )
    gone = {(each["code"], each["body"], each["domain"]) for each in found["gone"]}
    appear = {(each["code"], each["body"], each["domain"]) for each in found["appear"]}
    assert {("INS-05", "NSS-ECON", None), ("INS-02", "CAS", "cloud")} <= gone
    assert {("INS-05", "ESA", None), ("INS-02", "CAO", "cloud")} <= appear
    assert all(each["statement"].keys() == {"en", "ja"} for each in found["appear"] + found["gone"])
    assert answer["partnerships"] == {
        "screened": 0,
        "by_body": [],
        "by_domain": [],
        "derived": 0,
        "on_record": 0,
        "appear": [],
        "gone": [],
        "changed": [],
    }
    assert answer["obligations"] == []
    assert before == (GovernmentBody.objects.count(), Mandate.objects.count()), "nothing is stored"
    (same,), _ = answers(tmp_path, document(ESA, DISSOLVED, base=answer["base"]), "--json")
    assert same == answer


CONTRACT = """{"reference": "ESA-1", "title": {"en": "An Economic Security Agency", "ja": "経済安全保障庁"},
 "on": "2027-04-01", "basis": {"law": null, "note": "draft of a study group"},
 "acts": [
  {"act": "found", "key": "esa", "code": "ESA", "name": {"en": "Economic Security Agency", "ja": "経済安全保障庁"},
   "kind": "external_bureau", "parent": "CAO"},
  {"act": "move_mandate", "from": "METI", "to": "esa", "domain": "semiconductors", "function": "funds"},
  {"act": "move_post", "body": "METI", "post": "Director, Economic Security", "to": "esa"},
  {"act": "dissolve", "body": "NSS-ECON", "successor": "esa"}]}"""


def test_the_example_of_the_contract_is_accepted_as_it_stands(tmp_path: Path) -> None:
    """Its post is not on record: the register does not know every post, and the contract refuses none for that."""
    (answer,), code = answers(tmp_path, json.loads(CONTRACT), "--json")
    assert (code, answer["state"], answer["on"]) == (0, "checked", "2027-04-01")
    (note,) = answer["notes"]
    assert (note["field"], note["code"]) == ("/acts/2/post", "reorganisation.post_not_on_record")
    assert "METI has no post Director, Economic Security on record." in note["message"]
    assert answer["orphans"] == []


def test_a_draft_without_a_successor_names_what_nobody_holds(tmp_path: Path) -> None:
    (answer,), _ = answers(tmp_path, document({"act": "dissolve", "body": "NSS-ECON"}), "--json")
    assert answer["orphans"] == [
        {"kind": "mandate", "body": "NSS-ECON", "domain": None, "function": function}
        for function in ("coordinates", "policy")
    ]
    assert ("INS-01", None, "ai", "policy") in {
        (each["code"], each["body"], each["domain"], each["function"]) for each in answer["organisation"]["appear"]
    }


def test_each_of_a_list_is_tried_on_the_same_register_and_one_refusal_is_exit_code_1(tmp_path: Path) -> None:
    good, bad = document(ESA, DISSOLVED), document({"act": "dissolve", "body": "NSS-ECOM"})
    (first, second, third), code = answers(tmp_path, [good, bad, good], "--json")
    assert code == 1
    assert first == third
    assert second["state"] == "refused"
    assert [each["field"] for each in second["errors"]] == ["/acts/0/body"]
    assert "Did you mean NSS-ECON?" in second["errors"][0]["message"]
    (moved,), _ = answers(tmp_path, document(ESA, base="0" * 64), "--json")
    assert {each["field"] for each in moved["errors"]} == {"/base"}


def test_history_can_be_drafted_again(tmp_path: Path) -> None:
    move = {"act": "move_mandate", "from": "NISA", "to": "ANRE", "domain": "nuclear", "function": "regulates"}
    (answer,), code = answers(tmp_path, document(move, on="2012-09-18"), "--json")
    assert code == 0
    assert answer["organisation"]["changed"] == [
        {**each, "was": "info"} for each in answer["organisation"]["changed"] if each["severity"] == "medium"
    ]
    (late,), code = answers(tmp_path, document(move, on="2012-09-19"), "--json")
    assert (code, late["errors"][0]["field"]) == (1, "/acts/0/from")


def test_in_words_it_says_how_many_partnerships_were_looked_at(tmp_path: Path) -> None:
    (answer,), _ = answers(tmp_path, document(ESA, DISSOLVED))
    assert "ESA-1: checked" in answer["text"]
    assert "partnerships: 0, of which 0 were looked at anew" in answer["text"]
    (tmp_path / "none.json").write_text("{", encoding="utf-8")
    with pytest.raises(CommandError, match=r"cannot be read as JSON\. The JSON is broken.*\. Give one document"):
        call_command("reorganise", tmp_path / "none.json")
