"""The last post of somebody who joined a partner is asked for where the person is entered."""

import re
from typing import Any

import pytest
from django.test import Client

from institutions.models import FormDraft
from tests.rules.web.pages.asked_draft import draft, place_of, send, shown  # noqa: F401 - a fixture

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")
Json = dict[str, Any]


def beside(page: str, at: str) -> str:
    """Return the pointer of the statement that is written beside an entry."""
    found = re.search(rf'name="(/statements/\d+)~same" value="{at}/person"', page)
    assert found is not None
    return found[1]


def test_it_is_stated_with_the_person_in_one_go(client: Client, draft: FormDraft) -> None:  # noqa: F811
    page = shown(client, draft, "people")
    at = place_of(page, "joined")
    post = beside(page, at)
    typed = {
        "answer/joined": "yes",
        f"{at}/person": "Abe Jun",
        f"{at}/on": "2025-04-01",
        f"{post}/post": "Director",
        f"{post}/until": "2024-11-20",
    }
    answer = send(client, draft, "people", typed)
    assert answer["Location"] == f"/propose/{draft.pk}/rivals/"
    assert [row["key"] for row in draft.document["people"]] == ["sato", "abe-jun"]
    assert draft.document["statements"] == [
        {"kind": "re_employment", "person": "abe-jun", "company": "hikari", "on": "2025-04-01"},
        {"kind": "appointment", "person": "abe-jun", "body": "METI", "post": "Director", "until": "2024-11-20"},
    ]
    again = shown(client, draft, "people")
    assert "Abe Jun, Ministry of Economy, Trade and Industry (METI), Director, 20 November 2024" in again
    assert again.count("Their last post here") == 1, "a further person is asked for it too"


def test_a_post_that_is_left_empty_states_nothing_and_is_asked_for_again(client: Client, draft: FormDraft) -> None:  # noqa: F811
    page = shown(client, draft, "people")
    at = place_of(page, "joined")
    send(client, draft, "people", {"answer/joined": "yes", f"{at}/person": "Abe Jun"})
    assert [each["kind"] for each in draft.document["statements"]] == ["re_employment"]
    posts = shown(client, draft, "people")
    first, second = posts.index('value="Sato Haruka"'), posts.index('value="Abe Jun"')
    assert first < second, "both lack a post"


def test_nothing_is_doubled_by_automatic_saving(client: Client, draft: FormDraft) -> None:  # noqa: F811
    page = shown(client, draft, "people")
    at = place_of(page, "joined")
    typed = {"answer/joined": "yes", f"{at}/person": "Abe Jun", f"{beside(page, at)}/post": "Director"}
    inputs = dict(re.findall(r'name="(/[^"]*)" value="([^"]*)"', page)) | typed | {"statements-shown": "0"}
    version: Any = draft.version
    for action in ("autosave", "autosave", "next"):
        answer = client.post(f"/propose/{draft.pk}/people/", {**inputs, "version": version, "action": action})
        draft.refresh_from_db()
        version = draft.version
    assert answer.status_code == 302
    assert [each["kind"] for each in draft.document["statements"]] == ["re_employment", "appointment"]
    assert {each["person"] for each in draft.document["statements"]} == {"abe-jun"}
