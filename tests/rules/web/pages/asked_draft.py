"""A draft whose guided questions are answered as a browser answers them."""

import re
from typing import Any

import pytest
from django.test import Client

from institutions.models import FormDraft

Json = dict[str, Any]


@pytest.fixture
def draft(client: Client) -> FormDraft:
    """Return a draft of METI with one partner and one official who decides."""
    client.post("/propose/")
    draft = FormDraft.objects.get()
    parties = {
        "companies": [{"key": "hikari", "name": {"en": "Hikari Magnetics"}}],
        "people": [{"key": "sato", "name": {"en": "Sato Haruka"}}],
        "participants": [{"company": "hikari", "role": "lead_partner"}],
        "officials": [{"person": "sato", "role": "decision_maker"}],
        "domain": "magnets",
        "scheme": "procurement",
        "selection": {"method": "open", "object": "goods"},
    }
    draft.store({**draft.document, **parties}, version=draft.version, step="people")
    return draft


def shown(client: Client, draft: FormDraft, step: str, language: str = "en") -> str:
    """Return a page of the form."""
    answer = client.get(f"/propose/{draft.pk}/{step}/", headers={"Accept-Language": language})
    assert answer.status_code == 200
    return str(answer.content.decode())


def place_of(page: str, question: str) -> str:
    """Return the pointer of the first new entry of a question."""
    part = page[page.index(f'id="q-{question}"') :]
    part = part[part.index('class="opens"') :]
    found = re.search(rf'name="(/statements/\d+)~question" value="{question}"', part)
    assert found is not None
    return found[1]


def as_shown(page: str) -> dict[str, str]:
    """Return what the page sends if nothing is written: hidden inputs, and inputs with a value."""
    found = dict(re.findall(r'name="([^"]*)" value="([^"]*)"', page))
    return {name: text for name, text in found.items() if name[0] == "/" or name == "statements-shown"}


def send(client: Client, draft: FormDraft, step: str, inputs: dict[str, str], action: str = "next") -> Any:
    """Send a page as the browser does: as it is shown, with what was written."""
    page = shown(client, draft, step)
    draft.refresh_from_db()
    answer = client.post(
        f"/propose/{draft.pk}/{step}/",
        {**as_shown(page), **inputs, "version": draft.version, "action": action},
        headers={"Accept-Language": "en"},
    )
    draft.refresh_from_db()
    return answer
