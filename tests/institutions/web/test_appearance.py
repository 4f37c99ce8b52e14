"""Light or dark pages: the device decides until somebody chooses, and the choice stays on the device."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def dark_media(client: Client) -> str:
    """Return the screens that the sign-in page is dark on."""
    found = re.search(r'dark\.css" media="([^"]+)"', client.get("/sign-in/").content.decode())
    assert found
    return found[1]


def pressed(client: Client) -> list[str]:
    """Return the choices that the page marks as chosen."""
    return re.findall(r'value="(\w+)" data-media="[^"]+" aria-pressed="true"', client.get("/sign-in/").content.decode())


def test_the_device_decides_first() -> None:
    client = Client()
    assert dark_media(client) == "screen and (prefers-color-scheme: dark)"
    assert pressed(client) == ["device"]


@pytest.mark.parametrize(("chosen", "media"), [("dark", "screen"), ("light", "not all")])
def test_a_choice_is_kept_and_leads_back(chosen: str, media: str) -> None:
    client = Client()
    answer = client.post("/appearance/", {"appearance": chosen, "next": "/rulebook/?q=a"})
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/rulebook/?q=a"
    assert int(answer.cookies["appearance"]["max-age"]) > 300 * 24 * 60 * 60
    assert answer.cookies["appearance"]["httponly"]
    assert dark_media(client) == media
    assert pressed(client) == [chosen]
    client.post("/appearance/", {"appearance": "device"})
    assert pressed(client) == ["device"]


def test_it_leads_to_no_other_site() -> None:
    answer = Client().post("/appearance/", {"appearance": "dark", "next": "https://example.com/"})
    assert answer.headers["Location"] == "/"


def test_an_unknown_choice_is_refused_by_name_and_a_forged_cookie_is_ignored() -> None:
    client = Client()
    answer = client.post("/appearance/", {"appearance": "purple"})
    assert answer.status_code == 400
    assert "purple" in answer.content.decode()
    assert "appearance" not in answer.cookies
    client.cookies["appearance"] = '"><script>'
    assert pressed(client) == ["device"]
