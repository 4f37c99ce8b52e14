"""Leads over REST: who reads them, who decides them, and what is answered to what is wrong."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from institutions.drafts.name_searches import search_waiting
from institutions.models import Account, GovernmentBody, IdentityLead, LeadState, Party, Role
from tests.people import person_named
from tests.rules.web.api.conftest import Caller, with_


@pytest.fixture
def lead(caller: Caller, document: dict[str, Any]) -> IdentityLead:
    """Return a second document of METI, which names the same company otherwise."""
    assert caller.register(document).status_code == 201
    company = {"key": "hikari", "name": {"ja": "㈱ヒカリ磁性"}}
    assert caller.register(with_(document, reference="R-2", companies=[company])).status_code == 201
    search_waiting()
    return IdentityLead.objects.get(party__kind="company")


def signed_in(role: Role = Role.OFFICER, body: GovernmentBody | None = None, name: str = "somebody") -> Client:
    client = Client()
    person = person_named(name) if role == Role.REVIEWER else None
    client.force_login(Account.objects.create_user(name, role=role, body=body, person=person))
    return client


def post(client: Client, lead: IdentityLead, what: str, body: object) -> Any:
    return client.post(f"/api/v1/leads/{lead.pk}/{what}/", body, content_type="application/json")


def test_a_lead_has_both_parties_its_score_and_its_reasons(caller: Caller, lead: IdentityLead) -> None:
    answer = caller.get(f"leads/{lead.pk}/").json()
    assert answer["party"]["name"] == {"en": "", "ja": "㈱ヒカリ磁性"}
    assert answer["candidate"]["name"]["ja"] == "ヒカリ磁性株式会社"
    assert (answer["state"], answer["reasons"]) == ("open", ["same_name", "form_differs"])
    assert 85 <= answer["score"] < 100
    assert answer["decisions"] == []


def test_the_list_is_narrowed_and_shows_a_body_its_own(caller: Caller, other: Caller, lead: IdentityLead) -> None:
    def ids(by: Caller, query: str = "") -> list[int]:
        return [row["id"] for row in by.get(f"leads/{query}").json()["results"]]

    assert lead.pk in ids(caller)
    assert ids(caller, "?kind=company") == [lead.pk]
    assert ids(caller, "?kind=company&state=refused") == []
    assert ids(other) == []
    assert other.get(f"leads/{lead.pk}/").status_code == 404
    assert caller.get("leads/?state=unheard_of").status_code == 400
    assert caller.get("leads/?stat=open").status_code == 400


def test_until_names_are_compared_the_answers_say_so(caller: Caller, other: Caller, document: dict[str, Any]) -> None:
    first = caller.register(document)
    parties = len(first.json()["parties"])
    assert first.json()["names_searched"] is False
    assert (caller.get("leads/").json()["unsearched"], other.get("leads/").json()["unsearched"]) == (parties, 0)
    search_waiting()
    assert caller.get("leads/").json() == {"next": None, "previous": None, "results": [], "unsearched": 0}
    again = caller.get(first.headers["Location"].partition("/api/v1/")[2])
    assert again.json()["names_searched"] is True


def test_an_open_lead_tells_what_was_refused_of_another_record(
    caller: Caller, other: Caller, lead: IdentityLead, document: dict[str, Any], meti: GovernmentBody
) -> None:
    assert post(signed_in(body=meti), lead, "decision", {"same": False, "reason": "Two seats now"}).status_code == 200
    companies = [{"key": "hikari", "name": {"ja": "㈱ヒカリ磁性"}}]
    for sender, body, reference in ((caller, "METI", "R-3"), (other, "MOD", "R-4")):
        sent = with_(document, reference=reference, submitted_by=body, companies=companies)
        assert sender.register(sent).status_code == 201
    search_waiting()
    told = {"role": "officer", "body": "METI"}

    def refusals(by: Caller) -> list[dict[str, Any]]:
        rows = by.get("leads/?kind=company&state=open").json()["results"]
        [row] = [each for each in rows if each["candidate"]["id"] == str(lead.candidate_id)]
        assert by.get(f"leads/{row['id']}/").json() == row
        assert (row["decisions"], row["follows"]) == ([], None)
        found: list[dict[str, Any]] = [{k: v for k, v in each.items() if k != "at"} for each in row["refused_before"]]
        return found

    assert refusals(caller) == [{**told, "lead": lead.pk, "by": "somebody", "reason": "Two seats now"}]
    assert refusals(other) == [{**told, "lead": None, "by": "", "reason": ""}]


def test_a_refusal_that_follows_another_has_its_decisions(
    caller: Caller, lead: IdentityLead, document: dict[str, Any], meti: GovernmentBody
) -> None:
    post(signed_in(body=meti), lead, "decision", {"same": False, "reason": "Two seats now"})
    text = json.dumps(with_(document, reference="R-2", companies=[{"key": "hikari", "name": {"ja": "㈱ヒカリ磁性"}}]))
    again = {**json.loads(text.replace('"hikari"', '"shine"')), "revision": 2}
    assert caller.register(again).status_code == 201
    search_waiting()
    answer = caller.get(f"leads/{IdentityLead.objects.get(follows=lead).pk}/").json()
    assert (answer["state"], answer["follows"]) == ("refused", lead.pk)
    assert [(each["said"], each["reason"]) for each in answer["decisions"]] == [("refused", "Two seats now")]


@pytest.mark.parametrize(
    ("role", "own", "reads", "decides"),
    [
        (Role.OFFICER, True, True, True),
        (Role.OFFICER, False, False, False),
        (Role.REVIEWER, False, True, True),
        (Role.AUDITOR, False, True, False),
        (Role.ADMINISTRATOR, False, True, False),
        (Role.MINISTRY_CLIENT, True, True, False),
    ],
)
def test_who_reads_and_who_decides(
    lead: IdentityLead, meti: GovernmentBody, mod: GovernmentBody, role: Role, own: bool, reads: bool, decides: bool
) -> None:
    client = signed_in(role, meti if own else mod)
    assert client.get(f"/api/v1/leads/{lead.pk}/").status_code == (200 if reads else 404)
    answer = post(client, lead, "decision", {"same": False, "reason": "Their seats are two"})
    assert answer.status_code == (200 if decides else 403 if reads else 404)
    lead.refresh_from_db()
    assert lead.state == (LeadState.REFUSED if decides else LeadState.OPEN)


def test_a_key_decides_nothing(caller: Caller, lead: IdentityLead) -> None:
    for what in ("decision", "undo"):
        answer = caller.send("POST", f"leads/{lead.pk}/{what}/", {"same": True, "reason": "Read the file."})
        assert answer.status_code == 403
        assert "A person decides" in answer.json()["detail"]


def test_confirmed_taken_back_and_refused_all_of_it_is_told(lead: IdentityLead, meti: GovernmentBody) -> None:
    client = signed_in(body=meti)
    confirmed = post(client, lead, "decision", {"same": True, "reason": "Both have the same seat"}).json()
    assert (confirmed["state"], confirmed["party"]["same_as"]) == ("confirmed", str(lead.candidate_id))
    twice = post(client, lead, "decision", {"same": True, "reason": "Both have the same seat"})
    assert (twice.status_code, twice.json()["type"]) == (409, "urn:policyengine:problem:cannot-decide")
    undone = post(client, lead, "undo", {"reason": "Another seat"}).json()
    assert (undone["state"], undone["party"]["same_as"]) == ("open", None)
    assert post(client, lead, "undo", {"reason": "Done once more"}).status_code == 409
    refused = post(client, lead, "decision", {"same": False, "reason": "They are two firms"}).json()
    said = [(row["said"], row["reason"], row["by"]) for row in refused["decisions"]]
    assert said == [
        ("confirmed", "Both have the same seat", "somebody"),
        ("undone", "Another seat", "somebody"),
        ("refused", "They are two firms", "somebody"),
    ]
    assert Party.objects.filter(same_as__isnull=False).count() == 0


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ([], [""]),
        ({}, ["/same", "/reason"]),
        ({"same": "yes", "reason": "Read the file."}, ["/same"]),
        ({"same": 1, "reason": ""}, ["/same", "/reason"]),
        ({"same": True, "reason": "x" * 2001}, ["/reason"]),
        ({"same": True, "reason": "Same seat"}, ["/reason"]),
        ({"same": True, "reason": "Read the file.", "because": "y"}, ["/because"]),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_decided(
    lead: IdentityLead, meti: GovernmentBody, body: object, fields: list[str]
) -> None:
    answer = post(signed_in(body=meti), lead, "decision", body)
    assert answer.status_code == 422
    assert [each["field"] for each in answer.json()["errors"]] == fields
    lead.refresh_from_db()
    assert lead.state == LeadState.OPEN


def test_the_number_of_queries_does_not_depend_on_the_number_of_leads(
    caller: Caller, document: dict[str, Any], lead: IdentityLead
) -> None:
    numbers = []
    for references in ((), ("R-3", "R-4", "R-5")):
        for reference in references:
            company = {"key": "hikari", "name": {"ja": "㈱ヒカリ磁性"}}
            caller.register(with_(document, reference=reference, companies=[company]))
        search_waiting()
        with CaptureQueriesContext(connection) as captured:
            rows = caller.get("leads/").json()["results"]
        numbers.append(len(captured))
    assert len(rows) >= 4
    assert numbers[0] == numbers[1] <= 6


def candidates(caller: Caller, **asked: str) -> list[dict[str, Any]]:
    answer = caller.client.get(
        "/api/v1/candidates/", asked, headers={"Authorization": f"Bearer {caller.key}"}
    )  # fmt: skip
    assert answer.status_code == 200, answer.content
    rows: list[dict[str, Any]] = answer.json()["results"]
    return rows


@pytest.mark.usefixtures("lead")
def test_candidates_are_found_by_any_writing_of_a_name(caller: Caller) -> None:
    for name in ("ヒカリ磁性（株）", "ひかり磁性", "HIKARI MAGNETICS K.K."):
        (found,) = candidates(caller, name=name)
        assert found["name"]["en"] == "Hikari Magnetics Co., Ltd."
        assert (found["certain"], found["reasons"][0]) == (False, "same_name")
    assert candidates(caller, name="南アロイ") == []


@pytest.mark.usefixtures("lead")
def test_people_are_candidates_for_the_body_that_stated_them_alone(caller: Caller, other: Caller) -> None:
    assert candidates(caller, name="佐藤遥", kind="person")
    assert candidates(other, name="佐藤遥", kind="person") == []
    assert candidates(other, name="ヒカリ磁性")


@pytest.mark.parametrize("query", ["", "name=", "name=%00", "name=x&kind=thing", "name=x&nam=y", f"name={'x' * 201}"])
def test_a_wrong_question_for_candidates_is_400(caller: Caller, query: str) -> None:
    assert caller.get(f"candidates/?{query}").status_code == 400
