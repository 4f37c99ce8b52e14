"""/rulebook-drafts/: an editor's program begins a draft, saves, checks, runs cases, tries it; others are refused."""

import json
from typing import Any

import pytest
from django.test import Client

from institutions.models import Account, GovernmentBody, Partnership, Role
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import RulebookDraft, RulebookTrial, TrialCase, TrialPart, TrialState
from tests.documents import small
from tests.rules.review.casework.building import registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]
URL = "/api/v1/rulebook-drafts/"
COI_01 = next(path for path in current_rulebook().files if "COI-01" in path)


class Program:
    """A session that sends and reads JSON."""

    def __init__(self, account: Account) -> None:
        self.client = Client()
        self.client.force_login(account)

    def __call__(self, method: str, url: str, body: Any = None, *, status: int = 200) -> Any:
        sent = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        answer = getattr(self.client, method)(url, **sent)
        assert answer.status_code == status, answer.content
        return answer.json()


@pytest.fixture
def editor() -> Account:
    return Account.objects.create_user("editor", role=Role.RULEBOOK_EDITOR)


@pytest.fixture
def call(editor: Account) -> Program:
    return Program(editor)


def test_drafts_are_listed_in_pages_with_the_newest_first(call: Program) -> None:
    names = [call("post", URL, {"name": f"Draft {number}"}, status=201)["name"] for number in range(3)]
    first = call("get", f"{URL}?page_size=2")
    assert [each["name"] for each in first["results"]] == [names[2], names[1]]
    last = call("get", first["next"])
    assert ([each["name"] for each in last["results"]], last["next"]) == ([names[0]], None)
    assert call("get", f"{URL}?page_size=0", status=400)["errors"][0]["field"] == "page_size"


def test_a_draft_is_written_checked_and_closed(call: Program) -> None:
    made = call("post", URL, {"name": "Stricter holdings"}, status=201)
    url = f"{URL}{made['id']}/"
    assert made["base"] == current_rulebook().version
    taken = call("post", URL, {"name": "Stricter holdings"}, status=409)
    assert taken["code"] == "rulebook_draft.name_taken"
    read = call("get", f"{url}files/?path={COI_01}")
    assert (read["number"], read["troubles"]) == (0, [])
    wrong = read["text"].replace("stake.share_bp > 0", "stake.share_pb > 0")
    (trouble,) = call("post", f"{url}check/", {"path": COI_01, "text": wrong})
    assert trouble["remedy"] == "Did you mean share_bp?"
    assert (trouble["code"], trouble["parameters"]["term"]) == ("rule_term.no_such_field", "stake.share_pb")
    assert trouble["text"] == {
        "en": "'stake.share_pb' is not a field of holds_stake. Did you mean share_bp?",
        "ja": "「stake.share_pb」はholds_stakeの項目ではありません。「share_bp」のことでしょうか。",
    }
    stricter = read["text"].replace("stake.share_bp > 0", "stake.share_bp > 9_999")
    saved = call("put", f"{url}files/", {"path": COI_01, "text": stricter, "seen": 0})
    assert saved["number"] == 1
    refused = call("put", f"{url}files/", {"path": COI_01, "text": wrong, "seen": 0}, status=409)
    assert (refused["theirs"], refused["number"]) == (stricter, 1)
    assert (refused["type"], refused["title"]) == ("urn:policyengine:problem:conflict", "Changed since it was read")
    cases = call("get", f"{url}cases/COI-01/")["cases"]
    assert any("the outcome is clear, not flagged" in each["trouble"] for each in cases)
    assert any("結果はclearです（期待はflagged）" in each["differs"]["text"]["ja"] for each in cases if each["differs"])
    assert [each["path"] for each in call("get", url)["changed"]] == [COI_01]
    in_force = call("post", f"{url}base/", {}, status=409)
    assert (in_force["code"], in_force["title"]) == ("rulebook_draft.base_in_force", "Not possible as things stand")
    call("get", f"{url}files/?path=settings.py", status=404)
    call("post", f"{url}close/")
    closed = call("put", f"{url}files/", {"path": COI_01, "text": wrong, "seen": 1}, status=409)
    assert closed["code"] == "rulebook_draft.closed"


def test_a_trial_is_asked_for_and_an_error_in_the_draft_refuses_it(call: Program) -> None:
    url = f"{URL}{call('post', URL, {'name': 'Stricter holdings'}, status=201)['id']}/"
    curve = {"parameter": "eth_gift_report_yen", "least": 1000, "most": 9000, "number": 5}
    trial = call("post", f"{url}trials/", {"curve": curve}, status=202)
    assert trial["asked"]["values"] == [1000, 3000, 5000, 7000, 9000]
    assert trial["effect"] is None
    assert call("post", f"{url}trials/", {}, status=409)["code"] == "rulebook_draft.trial_runs"
    call("put", f"{url}files/", {"path": "laws.yaml", "text": "a: b", "seen": 0})
    refused = call("post", f"{url}trials/", {}, status=409)
    assert refused["code"] == "rulebook_draft.does_not_compile"


def test_a_file_that_no_rulebook_can_be_read_from_is_named_beside_the_cases(call: Program) -> None:
    url = f"{URL}{call('post', URL, {'name': 'Another law'}, status=201)['id']}/"
    for seen, text in enumerate(("a: {name: {en: A, ja: B}, url: 2026-02-31}", "a: =", "- a", "a: [")):
        call("put", f"{url}files/", {"path": "laws.yaml", "text": text, "seen": seen})
        found = call("get", f"{url}cases/COI-01/")
        assert (found["cases"], found["trouble"]["path"]) == ([], "laws.yaml"), text


def test_a_restricted_partnership_counts_only_for_those_who_may_read_it(
    editor: Account, meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    draft = RulebookDraft.objects.get(pk=Program(editor)("post", URL, {"name": "One"}, status=201)["id"])
    trial = RulebookTrial.objects.create(
        draft=draft, account=editor, revision=0, base=draft.base_id, seed="0", state=TrialState.DONE
    )
    rows: list[tuple[Partnership, bool]] = [
        (registered(small(reference="OPEN-1")), False),
        (registered(small(reference="SECRET-7", secrecy="defence")), True),
    ]
    counts = {
        "findings": [["COI-01", "magnets", "", "high", False, 1]],
        "outcomes": [["COI-01", "clear", "flagged", 1]],
        "lacking": [],
        "curve": [],
    }
    for place, (partnership, restricted) in enumerate(rows):
        TrialPart.objects.create(trial=trial, submitted_by=meti, secret=restricted, cases=2, counts=counts)
        TrialCase.objects.create(trial=trial, partnership=partnership, place=str(place) * 64)
    right = Account.objects.create_user("auditor", role=Role.AUDITOR, reads_secret=True)
    for account, cases, drawn in ((editor, 2, ["OPEN-1"]), (right, 4, ["OPEN-1", "SECRET-7"])):
        read = Program(account)("get", f"/api/v1/rulebook-trials/{trial.pk}/")
        assert read["effect"]["cases"] == cases
        (rule,) = read["effect"]["rules"]
        assert (rule["new"], rule["after"], rule["per_hundred_after"]) == (cases // 2, cases // 2, 50.0)
        assert [each["reference"] for each in read["drawn"]] == drawn


def test_cases_beside_causes_that_cannot_be_read_are_answered_with_the_trouble(call: Program) -> None:
    url = f"{URL}{call('post', URL, {'name': 'Other causes'}, status=201)['id']}/"
    call("put", f"{url}files/", {"path": "causes.yaml", "text": "a_cause: {}\n", "seen": 0})
    answer = call("get", f"{url}cases/COI-01/")
    assert answer["cases"] == []
    assert answer["trouble"]["path"] == "causes.yaml"
