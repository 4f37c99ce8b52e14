"""Bad input to a draft is refused alike over REST, on pages and by `manage.py reorganise`; nothing is half-applied."""

import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from institutions.models import Account, BodyParent, GovernmentBody, Mandate, Post, Role
from rules.models import ReorganisationDraft, ReorganisationState
from tests.rules.web.api.test_reorganisations import URL, Program, document
from tests.rules.web.api.test_reorganisations import bodies as bodies

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bodies")]
Act = dict[str, Any]

CLOUD = {"domain": "cloud"}
POLICY = {**CLOUD, "function": "policy"}
FOUND = {"act": "found", "key": "a", "code": "A", "name": {"en": "A"}, "kind": "external_bureau", "parent": "CAO"}
MOVED = {"act": "move_mandate", "from": "METI", "to": "NSS-ECON", **POLICY}
# The acts, the place and the code of the error, and what the words have to name.
WRONG: dict[str, tuple[list[Act], str, str, str]] = {
    "a circle of parents": (
        [{"act": "move", "body": "CAO", "parent": "NSS-ECON"}],
        "/acts/0/parent", "circle", "CAO would be under itself",
    ),
    "a body that is founded after it acts": (
        [{**FOUND, "on": "2027-05-01"}, {"act": "dissolve", "body": "METI", "successor": "a"}],
        "/acts/1/successor", "founded_later", "a is founded on 1 May 2027, after this act of 1 April 2027",
    ),
    "a merge of a body with itself": (
        [{"act": "merge", "bodies": ["METI"], "into": "METI"}],
        "/acts/0/bodies", "into_itself", "METI",
    ),
    "a split that leaves a mandate behind": (
        [{"act": "split", "body": "METI", "dissolves": True, "into": [{"body": "CAO", "partnerships": [CLOUD]}]}],
        "/acts/0", "split_leaves", "policy (Cloud)",
    ),
    "two acts on one mandate on one day": (
        [MOVED, {"act": "end_mandate", "body": "METI", **POLICY}],
        "/acts/1", "mandate_twice", "policy of METI for Cloud",
    ),
    "a code that is taken": ([{**FOUND, "code": "METI"}], "/acts/0/code", "code_taken", "METI"),
    "a body that nobody knows": ([{"act": "dissolve", "body": "NOBODY"}], "/acts/0/body", "no_body", "NOBODY"),
}  # fmt: skip


def register() -> list[Any]:
    """Return everything that a half-applied draft would have changed."""
    return [list(table.objects.order_by("pk").values()) for table in (GovernmentBody, BodyParent, Mandate, Post)]


def posted(act: Act) -> dict[str, str]:
    """Return an act as its form posts it."""
    sent: dict[str, str] = {}
    for name, value in act.items():
        if isinstance(value, Mapping):
            sent |= {f"{name}/{inner}": text for inner, text in value.items()}
        elif isinstance(value, list):
            sent |= {f"{name}/{place}": text for place, text in enumerate(value)}
        else:
            sent[name] = str(value)
    return sent


def posted_split(act: Act) -> dict[str, str]:
    """Return the split as its form posts it: METI has one mandate, which is left without a body."""
    return {"act": "split", "body": act["body"], "dissolves": "yes", "partnerships-0": act["into"][0]["body"]}


@pytest.mark.parametrize("what", WRONG)
def test_rest_answers_422_with_place_and_remedy_and_stores_nothing(what: str) -> None:
    acts, place, code, named = WRONG[what]
    planner, before = Program(Account.objects.create_user("planner", role=Role.PLANNER)), register()
    answer = planner("post", URL, document(acts=acts), status=422).json()
    assert answer["state"] == "refused"
    (error,) = answer["errors"]
    assert (error["field"], error["code"]) == (place, f"reorganisation.{code}")
    english, japanese = error["text"]["en"], error["text"]["ja"]
    assert named in english
    assert english.count(". ") >= 1, "the remedy is the last sentence"
    assert not re.search(r"[a-z]{3,}", japanese.replace("dissolves", "")), japanese
    assert (register(), ReorganisationDraft.objects.count()) == (before, 0)


@pytest.mark.parametrize("what", WRONG)
@pytest.mark.parametrize("option", ["", "--enact"])
def test_the_command_prints_the_errors_and_ends_with_1(what: str, option: str, tmp_path: Path) -> None:
    acts, place, code, _named = WRONG[what]
    file, out, before = tmp_path / "draft.json", io.StringIO(), register()
    file.write_text(json.dumps(document(acts=acts)), encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        call_command("reorganise", file, "--json", *filter(None, [option]), stdout=out)
    (answer,) = [json.loads(line) for line in out.getvalue().splitlines()]
    assert (ended.value.code, answer["state"]) == (1, "refused")
    assert (place, f"reorganisation.{code}") in {(each["field"], each["code"]) for each in answer["errors"]}
    assert register() == before


@pytest.mark.parametrize("what", WRONG)
def test_the_form_shows_it_and_saves_the_act_only_where_the_planner_keeps_it(what: str) -> None:
    acts, _place, _code, named = WRONG[what]
    client, before = Client(), register()
    client.force_login(Account.objects.create_user("planner", role=Role.PLANNER))
    head = {"reference": "ESA-1", "title/en": "An agency", "on": "2027-04-01", "note": "study group"}
    url = client.post("/reorganisations/", head)["Location"]
    for number, act in enumerate(acts, start=1):
        sent = posted_split(act) if act["act"] == "split" else posted(act)
        saved = client.post(f"{url}acts/{number}/", {**sent, "action": "save", "seen": str(number)})
        if number < len(acts):
            assert saved.status_code == 302, saved.content
    page = saved.content.decode()
    assert saved.status_code == 422
    assert named in page
    assert "Save it with its errors" in page
    draft = ReorganisationDraft.objects.get()
    assert (draft.revision, len(draft.revisions.get(number=draft.revision).document["acts"])) == (
        len(acts),
        len(acts) - 1,
    )
    kept = client.post(f"{url}acts/{len(acts)}/", {**sent, "action": "keep", "seen": str(len(acts))})
    assert kept.status_code == 302
    assert ReorganisationDraft.objects.get().state == ReorganisationState.REFUSED
    assert "cannot be tried until" in client.get(f"{url}effect/").content.decode()
    assert register() == before
