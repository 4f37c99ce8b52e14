"""The id of a party, a person or a call of a restricted case is unknown to others, and a text like it is a text."""

import json
import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Account, GovernmentBody, Partnership, Party, Role, table_of
from rules.assessing.result import result_json
from rules.assessing.waiting import finish_here
from rules.models import Assessment
from tests.documents import small
from tests.policyengine.access.answers import lasting
from tests.rules.assessing.test_findings import assessed
from tests.rules.restricted_parties.building import (
    API,
    FREE_ID,
    NAMES,
    OPEN_NAME,
    kept_out,
    key_of,
    naming,
    officer_of,
    restricted,
    sent,
)


@pytest.mark.parametrize("table", ["companies", "people"])
def test_its_id_is_unknown_to_others(
    company: Party, person: Party, meti: GovernmentBody, digital_agency: GovernmentBody, table: str
) -> None:
    party = company if table == "companies" else person
    for client, body in kept_out(key_of(digital_agency), meti):
        for address in ("precheck/", "partnerships/"):
            answers = []
            for text in (str(party.pk), FREE_ID):
                row = {"key": "named", "id": text}
                content = naming(body, name=OPEN_NAME)
                content[table] = [*content[table], row]
                answer = sent(client, address, content)
                assert answer.status_code == 422
                answers.append(str(answer.json()["errors"]).replace(text, "ID"))
            assert answers[0] == answers[1]


def test_its_id_as_a_party_of_a_statement_is_unknown_to_others(
    company: Party, person: Party, meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    for client, body in kept_out(key_of(digital_agency), meti):
        for address in ("precheck/", "partnerships/"):
            for party in (company, person):
                answers = []
                for text in (str(party.pk), FREE_ID):
                    stated = {"kind": "shareholding", "holder": text, "company": "hikari", "share_bp": 100}
                    answer = sent(client, address, {**naming(body, name=OPEN_NAME), "statements": [stated]})
                    assert answer.status_code == 422
                    answers.append(str(answer.json()["errors"]).replace(text, "ID"))
                assert answers[0] == answers[1]


def test_a_person_of_another_bodys_open_case_is_unknown_too(
    meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    register_partnership(check_document(small()), account=None, way="file")
    person = Party.objects.get(name_en="Sato Haruka")
    content = {**naming(name=OPEN_NAME), "people": [{"key": "sato", "id": str(person.pk)}]}
    client = key_of(digital_agency)
    for address in ("precheck/", "partnerships/"):
        assert sent(client, address, content).status_code == 422
    assert officer_of(digital_agency).get(f"/people/{person.pk}/").status_code == 404
    own = {**small(reference="T-2"), "people": [{"key": "sato", "id": str(person.pk)}]}
    assert sent(key_of(meti), "partnerships/", own).status_code == 201


def test_a_call_of_a_restricted_case_is_unknown_to_others(meti: GovernmentBody, digital_agency: GovernmentBody) -> None:
    assessed(restricted(statements=[{"kind": "call", "key": "c", "body": "METI"}]))
    rows: Any = table_of("call")
    lineage = str(rows.objects.get().lineage)
    client = key_of(digital_agency)
    for address in ("precheck/", "partnerships/"):
        answers = []
        for text in (lineage, FREE_ID):
            stated = {"kind": "bid", "company": "hikari", "call": text}
            answer = sent(client, address, {**naming(name=OPEN_NAME), "statements": [stated]})
            assert answer.status_code == 422
            answers.append(str(answer.json()["errors"]).replace(text, "ID"))
        assert answers[0] == answers[1]


def test_an_administrator_without_the_right_links_no_account_to_its_person(person: Party, meti: GovernmentBody) -> None:
    wanted = {"username": "jun", "role": "reviewer", "is_active": "on"}
    blind, entitled = Client(), Client()
    for client, name, right in ((blind, "blind", False), (entitled, "entitled", True)):
        account = Account.objects.create_user(name, role=Role.ADMINISTRATOR, reads_secret=right)
        client.force_login(account)
    refused = []
    for text in (str(person.pk), FREE_ID):
        answer = blind.post("/accounts/new/", {**wanted, "person": text})
        refused.append((answer.status_code, lasting(answer.content.decode().replace(text, ""))))
    assert refused[0] == refused[1]
    assert refused[0][0] == 422
    made = entitled.post("/accounts/new/", {**wanted, "person": str(person.pk)})
    assert made.status_code == 302
    assert "Kuroi" in entitled.get("/accounts/requests/").content.decode()
    assert "Kuroi" not in blind.get("/accounts/requests/").content.decode()
    changed = {"username": "jun", "role": "officer", "body": str(meti.pk), "person": str(person.pk)}
    assert blind.post(made["Location"], changed).status_code == 302, "it stays linked to the person it has"


def test_a_name_that_reads_like_its_id_is_a_name(
    company: Party, person: Party, meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    """An id has one form in documents; a text that another form would make an id of leads to no party."""
    register_partnership(check_document(small()), account=None, way="file")
    other = Party.objects.get(name_en="Sato Haruka")  # of an open case of the other body
    forms = ("{0.hex}", "{{{0}}}", "urn:uuid:{0}")
    written = [form.format(party.pk) for party in (company, person, other) for form in forms]
    written += [str(party.pk).upper() for party in (company, person, other)]
    content = naming(name=OPEN_NAME)
    content["statements"] += [
        {"kind": "association_member", "company": "hikari", "association": each} for each in written
    ]
    answer = sent(key_of(digital_agency), "partnerships/", content)
    assert answer.status_code == 201, answer.content
    finish_here(Assessment.objects.get(pk=answer.json()["assessment"]))
    shown = Party.objects.get(pk=answer.json()["parties"]["hikari"]).pk
    partnership = answer.json()["partnership"]
    client = officer_of(digital_agency)
    answers = [sent(client, "precheck/", {**content, "reference": "OPEN-2"})]
    addresses = (
        f"/companies/{shown}/",
        f"/companies/{shown}/ties/association_member/",
        f"/partnerships/{partnership}/",
        f"/partnerships/{partnership}/graph/",
        f"{API}/companies/{shown}/",
        f"{API}/exports/csv/?what=association_members",
        f"{API}/exports/json/",
        f"{API}/exports/ftm/",
    )
    for asked in (*answers, *map(client.get, addresses)):
        assert asked.status_code == 200
        text = (asked.getvalue() if asked.streaming else asked.content).decode()
        assert [each for each in (*NAMES, "Sato Haruka", "佐藤") if each in text] == [], asked.request["PATH_INFO"]


@pytest.mark.parametrize("form", ["{0}", "{0.hex}", "upper"])
def test_a_key_that_reads_like_its_id_is_a_key(
    company: Party, person: Party, meti: GovernmentBody, digital_agency: GovernmentBody, form: str
) -> None:
    client = key_of(digital_agency)
    for party, table in ((company, "companies"), (person, "people")):
        answers = []
        for pk in (party.pk, UUID(FREE_ID)):
            key = str(pk).upper() if form == "upper" else form.format(pk)
            content = {**naming(name=OPEN_NAME), "restricts_countries": ["CN"]}
            content[table] = [*content[table], {"key": key, "name": {"en": "Shiro"}}]
            if table == "companies":
                content["participants"] = [{"company": key, "role": "lead_partner"}]
                content["statements"] = [{"kind": "exposure", "company": key, "country": "CN", "revenue_bp": 3100}]
            else:
                content["officials"] = [{"person": key, "role": "decision_maker"}]
                held = {"kind": "shareholding", "holder": key, "company": "hikari", "share_bp": 620}
                content["statements"] = [held]
            told = []
            for address in ("precheck/", "partnerships/"):
                answer = sent(client, address, content)
                text = answer.content.decode()
                if answer.status_code == 201:
                    stored = Assessment.objects.get(pk=answer.json()["assessment"])
                    finish_here(stored)
                    text += json.dumps(result_json(stored))
                    Partnership.objects.filter(pk=answer.json()["partnership"]).update(reference=f"OLD-{table}-{key}")
                told.append((answer.status_code, re.sub(r"[0-9A-Fa-f-]{8,}", "ID", lasting(text.replace(key, "KEY")))))
                assert not [name for name in NAMES if name in text], (address, key)
            answers.append(told)
        assert answers[0] == answers[1], table
