"""Addresses to which messages are sent, and addresses that are refused."""

import threading
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from institutions.codes.wording import code_words
from rules.messages.webhooks.address import (
    UnreachableError,
    address_trouble,
    is_allowed_address,
    look_up_addresses,
    target_of,
    trouble_now,
)
from rules.models import DeliveryTrouble
from tests.every import every

pytestmark = pytest.mark.django_db


@every(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "192.168.1.1",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - not bound to
        "224.0.0.1",
        "240.0.0.1",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "fec0::1",  # networks of a site, of which Python knows nothing
        "192.0.0.8",  # and those that one version of Python takes for public, and another does not
        "192.88.99.1",
        "2001:1::1",
        "3fff::1",
        "5f00::1",
    ],
)
def test_private_addresses_are_known_in_every_form(address: str) -> None:
    import ipaddress

    assert not is_allowed_address(ipaddress.ip_address(address))


def test_public_addresses_are_sent_to() -> None:
    import ipaddress

    assert all(is_allowed_address(ipaddress.ip_address(each)) for each in ("8.8.8.8", "2001:4860:4860::8888"))


def test_a_name_is_looked_up_once_and_one_private_address_refuses_all(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [["8.8.8.8"], ["8.8.8.8", "127.0.0.1"], []]

    def look_up(*_args: Any, **_options: Any) -> list[Any]:
        return [(2, 1, 6, "", (each, 443)) for each in found.pop(0)]

    monkeypatch.setattr("socket.getaddrinfo", look_up)
    target = target_of("https://hooks.example.jp/x?y=1")
    assert (target.host, target.address, target.port, target.path) == ("hooks.example.jp", "8.8.8.8", 443, "/x?y=1")
    for expected in (DeliveryTrouble.ADDRESS, DeliveryTrouble.NAME):
        with pytest.raises(UnreachableError) as refused:
            target_of("https://hooks.example.jp/")
        assert refused.value.trouble == expected


@every(
    "text",
    [
        "http://hooks.example.jp/",
        "https:///x",
        "https://user:pass@hooks.example.jp/",
        "https://hooks.example.jp/#x",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://hooks.example.jp:99999/",
        "https://hooks.example.jp:0/",
        "https://hooks.example.jp/\0",
        "https://フック.example.jp/",
        "https://[::/",
        "ftp://x",
        "x" * 501,
    ],
)
def test_an_address_that_cannot_be_is_refused_when_it_is_entered(text: str) -> None:
    assert address_trouble(text)


@every(
    "host, code",
    [
        ("localhost", "webhook.this_machine"),
        ("LOCALHOST", "webhook.this_machine"),
        ("hooks.localhost", "webhook.this_machine"),
        ("localhost.localdomain", "webhook.this_machine"),
        ("localhost.", "webhook.dot_after_host"),
        ("hooks.example.jp.", "webhook.dot_after_host"),
        ("127.0.0.1.", "webhook.dot_after_host"),
        ("2130706433", "webhook.private_address"),  # 127.0.0.1 as one number, in octal and hexadecimal, and shortened
        ("017700000001", "webhook.private_address"),
        ("0x7f000001", "webhook.private_address"),
        ("0177.0.0.1", "webhook.private_address"),
        ("0x7F.0.0.1", "webhook.private_address"),
        ("127.1", "webhook.private_address"),
        ("0", "webhook.private_address"),
        ("10.258", "webhook.private_address"),
        ("[::ffff:127.0.0.1]", "webhook.private_address"),
        ("[::ffff:a01:203]", "webhook.private_address"),
        ("[0:0:0:0:0:0:0:1]", "webhook.private_address"),
        ("[::127.0.0.1]", "webhook.private_address"),
        ("[fe80::1%25eth0]", "webhook.private_address"),
        ("localhost..", "webhook.no_address"),
        ("hooks..example.jp", "webhook.no_address"),
        ("%6cocalhost", "webhook.no_address"),
        ("127%2e0%2e0%2e1", "webhook.no_address"),
    ],
)
def test_what_leads_to_this_machine_is_refused_without_a_look_up(
    monkeypatch: pytest.MonkeyPatch, host: str, code: str
) -> None:
    monkeypatch.setattr("socket.getaddrinfo", lambda *_args, **_options: pytest.fail("looked up"))
    for address in (f"https://{host}/", f"https://{host}:8443/x?y=1"):
        trouble = address_trouble(address)
        assert trouble
        assert trouble.code == code
        assert code_words(trouble, "en") != code_words(trouble, "ja")


def test_a_public_address_is_right_in_every_notation_and_so_is_a_machine_that_the_settings_allow(
    settings: Settings,
) -> None:
    public = ("8.8.8.8", "134744072", "0x8.010.8.8", "[2001:4860:4860::8888]", "hooks.example.jp", "a_b-1.example.jp")
    assert [each for each in public if address_trouble(f"https://{each}/")] == []
    settings.WEBHOOK_NETWORKS = ["127.0.0.0/8"]
    assert [each for each in ("localhost", "127.0.0.1", "2130706433") if address_trouble(f"https://{each}/")] == []


@pytest.mark.parametrize(
    ("found", "refused"),
    [
        (["8.8.8.8"], False),
        (["127.0.0.1"], True),
        (["8.8.8.8", "10.0.0.1"], True),
        (["::1"], True),
        (["fe80::1%eth0"], True),
        ([], False),
    ],
)
def test_a_name_that_leads_to_a_private_address_now_is_refused_when_it_is_entered(
    monkeypatch: pytest.MonkeyPatch, found: list[str], refused: bool
) -> None:
    def look_up(*_args: Any, **_options: Any) -> list[Any]:
        return [(2, 1, 6, "", (each, 443)) for each in found]

    monkeypatch.setattr("socket.getaddrinfo", look_up)
    trouble = trouble_now("https://hooks.example.jp/")
    assert bool(trouble) == refused
    if trouble:
        said = code_words(trouble, "en")
        assert "hooks.example.jp leads to a private address" in said
        assert "WEBHOOK_NETWORKS" in said


def test_a_network_that_is_allowed_is_allowed_then_too(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.getaddrinfo", lambda *_args, **_options: [(2, 1, 6, "", ("10.1.2.3", 443))])
    settings.WEBHOOK_NETWORKS = ["10.1.0.0/16"]
    assert trouble_now("https://hooks.example.jp/") is None


def test_a_name_that_is_not_known_or_not_answered_in_time_is_no_trouble_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()

    def unknown(*_args: Any, **_options: Any) -> list[Any]:
        raise OSError

    def slow(*_args: Any, **_options: Any) -> list[Any]:
        released.wait(30)
        return [(2, 1, 6, "", ("127.0.0.1", 443))]

    monkeypatch.setattr("socket.getaddrinfo", unknown)
    assert trouble_now("https://hooks.example.jp/") is None
    monkeypatch.setattr("socket.getaddrinfo", slow)
    try:
        assert look_up_addresses("hooks.example.jp", 443, seconds=0.01) == []
    finally:
        released.set()
