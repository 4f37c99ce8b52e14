"""Exports over REST: a file that is streamed, of what the caller may read and nothing else."""

import json
from typing import Any

import pytest
from django.test import Client

from institutions.models import Account, GovernmentBody, Role
from tests.rules.web.api.conftest import Caller


def content(answer: Any) -> str:
    """Return the text of a file."""
    assert answer.status_code == 200, answer.content
    return b"".join(answer.streaming_content).decode("utf-8-sig")


def signed_in(role: Role, body: GovernmentBody | None) -> Client:
    """Return a person's browser."""
    client = Client()
    client.force_login(Account.objects.create_user(f"{role}", role=role, body=body))
    return client


def test_the_formats_and_their_lists_are_told(caller: Caller) -> None:
    formats = {each["format"]: each for each in caller.get("exports/").json()}
    assert formats.keys() == {"bods", "csv", "ftm", "json", "ocds", "xlsx"}
    assert formats["csv"]["single"]
    assert "shareholdings" in formats["csv"]["lists"]


@pytest.mark.parametrize(
    ("path", "media_type", "suffix"),
    [
        ("json/", "application/x-ndjson", "jsonl"),
        ("ftm/", "application/x-ndjson", "ftm.json"),
        ("bods/", "application/x-ndjson", "bods.jsonl"),
        ("ocds/", "application/x-ndjson", "ocds.jsonl"),
        ("csv/?what=companies", "text/csv", "csv"),
        ("xlsx/?what=companies", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    ],
)
def test_each_format_is_a_file(
    caller: Caller, document: dict[str, Any], path: str, media_type: str, suffix: str
) -> None:
    caller.register(document)
    answer: Any = caller.get(f"exports/{path}", Accept="text/html,*/*;q=0.1")
    assert answer["Content-Type"] == media_type
    assert answer["Content-Disposition"].endswith(f'.{suffix}"')
    assert answer["Cache-Control"] == "private, no-cache"
    assert b"".join(answer.streaming_content)


def test_another_body_reads_nothing_about_people(caller: Caller, other: Caller, document: dict[str, Any]) -> None:
    caller.register(document)
    own, others = (content(each.get("exports/json/")) for each in (caller, other))
    assert "佐藤" in own
    assert '"kind": "shareholding"' in own
    assert "佐藤" not in others
    assert '"kind": "shareholding"' not in others
    assert '"kind": "ownership_known"' in others
    assert content(other.get("exports/ocds/")) == ""


@pytest.mark.parametrize(
    ("role", "reads"),
    [(Role.REVIEWER, True), (Role.AUDITOR, True), (Role.ADMINISTRATOR, False), (Role.RULEBOOK_EDITOR, False)],
)
def test_a_role_reads_in_an_export_what_it_reads_elsewhere(
    caller: Caller, document: dict[str, Any], role: Role, reads: bool
) -> None:
    caller.register(document)
    client = signed_in(role, None)
    assert ("佐藤" in content(client.get("/api/v1/exports/json/"))) is reads


def test_submissions_are_not_for_who_reads_nothing_about_people(caller: Caller, document: dict[str, Any]) -> None:
    caller.register(document)
    path = "/api/v1/exports/json/?what=partnerships"
    assert signed_in(Role.ADMINISTRATOR, None).get(path).status_code == 403
    assert "佐藤" in content(signed_in(Role.AUDITOR, None).get(path))
    assert "佐藤" not in content(signed_in(Role.RULEBOOK_EDITOR, None).get("/api/v1/exports/ocds/"))


def test_an_officer_without_a_body_reads_the_shared_part(caller: Caller, document: dict[str, Any]) -> None:
    caller.register(document)
    text = content(signed_in(Role.OFFICER, None).get("/api/v1/exports/json/"))
    assert "佐藤" not in text
    assert "ヒカリ磁性" in text


def test_lists_and_day_can_be_chosen(caller: Caller, document: dict[str, Any]) -> None:
    caller.register(document)
    lines = content(caller.get("exports/json/?what=shareholdings,appointments&on=2022-01-01")).splitlines()
    assert [json.loads(line)["statements"][0]["kind"] for line in lines] == ["shareholding"]
    [line] = content(caller.get("exports/json/?what=declarations&portable=true")).splitlines()
    assert "id" not in json.loads(line)["people"][0]


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("csv/", "what"),
        ("csv/?what=companies,people", "what"),
        ("csv/?what=shareholding", None),
        ("bods/?what=kinships", "what"),
        ("json/?what=partnerships,companies", "what"),
        ("json/?what=share", "what"),
        ("json/?on=yesterday", "on"),
        ("json/?portable=1", "portable"),
        ("csv/?what=companies&encoding=utf-16", "encoding"),
        ("json/?wat=companies", "wat"),
    ],
)
def test_what_cannot_be_exported_is_refused_with_its_parameter(caller: Caller, path: str, field: str | None) -> None:
    answer = caller.get(f"exports/{path}")
    if field is None:
        assert answer.status_code == 200
    else:
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field)


def test_an_unknown_format_is_not_found(caller: Caller) -> None:
    assert caller.get("exports/pdf/").status_code == 404


def test_nobody_reads_it_without_a_key(client: Client, db: None) -> None:
    assert client.get("/api/v1/exports/json/").status_code == 401
