"""A ministry, another one, their keys, and a fictional document."""

import json
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from institutions.access.key_making import make_key
from institutions.access.key_scopes import SCOPES
from institutions.models import GovernmentBody
from institutions.web.openapi import openapi_document

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

DOCUMENT: dict[str, Any] = {
    "reference": "METI-2026-001",
    "submitted_by": "METI",
    "title": {"en": "Magnet supply partnership", "ja": "磁石供給連携"},
    "sponsor": "METI",
    "domain": "magnets",
    "value_yen": 1_200_000_000,
    "proposed_on": "2026-06-15",
    "selection": {"method": "negotiated", "object": "research", "legal_ground": None},
    "participants": [{"company": "hikari", "role": "lead_partner"}],
    "officials": [{"person": "sato", "role": "decision_maker"}],
    "companies": [{"key": "hikari", "name": {"en": "Hikari Magnetics Co., Ltd.", "ja": "ヒカリ磁性株式会社"}}],
    "people": [{"key": "sato", "name": {"en": "Sato Haruka", "ja": "佐藤 遥"}}],
    "statements": [
        {"kind": "appointment", "person": "sato", "body": "METI", "grade": "division_director", "from": "2023-07-01"},
        {"kind": "declaration", "person": "sato", "on": "2026-04-01"},
        {"kind": "ownership_known", "company": "hikari"},
        {"kind": "shareholding", "holder": "sato", "company": "hikari", "share_bp": 620, "from": "2021-04-01"},
    ],
    "assess_as_of": "2026-06-20",
}


@dataclass(frozen=True)
class Caller:
    """A system that sends requests with one key."""

    client: Client
    key: str

    def send(self, method: str, path: str, body: object = None, **headers: str) -> "Answer":
        """Send a request; a body that is not text is sent as JSON."""
        text = body if isinstance(body, str | bytes) else json.dumps(body)
        return self.client.generic(
            method,
            path if path.startswith("/") else f"/api/v1/{path}",
            "" if body is None else text,
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.key}", **headers},
        )

    def get(self, path: str, **headers: str) -> "Answer":
        """Send a GET request."""
        return self.send("GET", path, **headers)

    def register(self, document: object, **headers: str) -> "Answer":
        """Register a partnership."""
        return self.send("POST", "partnerships/", document, **headers)


def with_(document: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return the document with some fields changed."""
    return {**deepcopy(document), **changes}


@pytest.fixture
def document() -> dict[str, Any]:
    """Return a valid document of METI."""
    return deepcopy(DOCUMENT)


@pytest.fixture(autouse=True)
def without_broker(no_broker: None) -> None:
    """Let each test finish its assessments itself."""


@pytest.fixture
def meti(db: None) -> GovernmentBody:
    return GovernmentBody.objects.create(
        code="METI", name_en="Ministry of Economy, Trade and Industry", type="ministry"
    )


@pytest.fixture
def mod(db: None) -> GovernmentBody:
    return GovernmentBody.objects.create(code="MOD", name_en="Ministry of Defense", type="ministry")


@pytest.fixture
def caller(meti: GovernmentBody) -> Caller:
    """Return METI's system."""
    return Caller(Client(), make_key(meti, scopes=SCOPES)[1])


@pytest.fixture
def other(mod: GovernmentBody) -> Caller:
    """Return another ministry's system."""
    return Caller(Client(), make_key(mod, scopes=SCOPES)[1])


@pytest.fixture(autouse=True)
def answers_conform(monkeypatch: pytest.MonkeyPatch) -> None:
    """Check every answer that a test gets against the published schema."""
    from tests.rules.web.api.conformity import check_answer

    plain = Client.request

    def checked(self: Client, **request: Any) -> "Answer":
        answer = plain(self, **request)
        check_answer(openapi_document(), request["REQUEST_METHOD"], request["PATH_INFO"], answer)
        return answer

    monkeypatch.setattr(Client, "request", checked)
