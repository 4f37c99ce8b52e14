"""Headers and cookies that keep browsers careful, and settings of a server without a complaint."""

import os
import re
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from institutions.models import Account, GovernmentBody
from policyengine.headers import HeadersMiddleware

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("/sign-in/", "/partnerships/", "/rulebook/", "/account/", "/api/v1/docs/", "/nothing/", "/healthz")


@pytest.fixture
def client(meti: GovernmentBody) -> Client:
    """Return an officer, signed in."""
    client = Client()
    client.force_login(Account.objects.create_user("officer", body=meti))
    return client


@pytest.mark.parametrize("address", PAGES)
def test_no_page_lets_anything_foreign_or_inline_run_or_frame_it(client: Client, address: str) -> None:
    answer = client.get(address)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "object-src 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "form-action 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert {"camera=()", "geolocation=()", "microphone=()"} <= set(answer["Permissions-Policy"].split(", "))


def test_no_template_has_inline_script_or_style() -> None:
    for folder in ("policyengine", "institutions", "rules"):
        for file in (ROOT / folder).rglob("templates/**/*.html"):
            text = file.read_text(encoding="utf-8")
            assert not re.search(r"\son(?!e=)\w+=|\sstyle=|<style|hx-on|javascript:", text), file
            assert not re.search(r"<script(?![^>]*\ssrc=)", text), file


def test_what_somebody_saw_is_kept_by_no_cache(client: Client) -> None:
    assert client.get("/partnerships/")["Cache-Control"] == "private, no-store"
    assert client.get("/sign-in/switched-off/")["Cache-Control"] == "private, no-store"
    asked = RequestFactory().get("/static/design/site.css")
    asked.COOKIES["sessionid"] = client.cookies["sessionid"].value
    assert "Cache-Control" not in HeadersMiddleware(lambda _request: HttpResponse())(asked).headers
    assert client.get("/api/v1/partnerships/")["Cache-Control"] == "private, no-cache"


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(meti: GovernmentBody, settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.LANGUAGE_COOKIE_SECURE = True
    Account.objects.create_user("officer", "a long pass phrase", body=meti)
    client = Client()
    client.get("/sign-in/")
    client.post("/sign-in/", {"login": "officer", "password": "a long pass phrase"})
    client.post("/language/", {"language": "ja"})
    assert set(client.cookies) >= {"sessionid", "csrftoken", "django_language"}
    for name in ("sessionid", "csrftoken", "django_language"):
        cookie = client.cookies[name]
        assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "Lax"), name


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Return a command of the project, with this environment and nothing of ours."""
    inherited = {name: os.environ[name] for name in ("PATH", "POLICYENGINE_VAR", "HOME") if name in os.environ}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env={**inherited, **environment}, capture_output=True, text=True, check=False
    )


SERVER = {
    "SECRET_KEY": secrets.token_urlsafe(60),
    "ALLOWED_HOSTS": "screening.example.go.jp",
    "ATTACHMENT_SCANNER": "clamdscan --no-summary -",  # checked when a file is attached, and not before
}
EVERY_CHECK = ("check", "--deploy", "--fail-level", "WARNING")
SECURITY = (*EVERY_CHECK, "--tag", "security")  # in a third of the time; what the variables below change is among these


@pytest.mark.bare
def test_a_server_with_its_variables_has_nothing_to_complain_of() -> None:
    checked = manage(*EVERY_CHECK, **SERVER)
    assert (checked.returncode, checked.stderr) == (0, "")
    # Whether browsers carry the domain in their own lists is for its owner to say.
    assert checked.stdout == "System check identified no issues (1 silenced).\n"


@pytest.mark.bare
def test_a_server_behind_proxies_that_are_counted_has_nothing_to_complain_of() -> None:
    checked = manage(*SECURITY, BEHIND_TLS_PROXY="true", TRUSTED_PROXIES="1", **SERVER)
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.bare
def test_former_secret_keys_are_read_from_the_environment() -> None:
    former = {"SECRET_KEY_FALLBACKS": "the-former,the-one-before"}
    shown = manage("diffsettings", "--all", **SERVER, **former)
    assert "SECRET_KEY_FALLBACKS = ['the-former', 'the-one-before']" in shown.stdout


@pytest.mark.bare
def test_with_the_domains_owner_agreeing_nothing_is_silenced_either() -> None:
    checked = manage(*SECURITY, HSTS_PRELOAD="true", **SERVER)
    assert checked.stdout == "System check identified no issues (0 silenced).\n"


@pytest.mark.bare
@pytest.mark.parametrize(
    ("variable", "said"),
    [
        ({"SECOND_FACTOR_ROLES": "reviewer"}, "sign_in.W001"),
        ({"SECOND_FACTOR_ROLES": "reviewer,auditor,administrator"}, "sign_in.W001"),  # two editors put rules in force
        ({"SECOND_FACTOR_ROLES": "reviewer,auditor,administratr"}, "sign_in.E001"),
        ({"HTTPS": "false"}, "security.W012"),
        ({"SECRET_KEY": "short"}, "security.W009"),
        ({"BEHIND_TLS_PROXY": "true"}, "sign_in.E002"),
        ({"ATTACHMENT_SCANNER": ""}, "rules.W001"),
    ],
)
def test_what_is_not_fit_for_a_server_is_named(variable: dict[str, str], said: str) -> None:
    checked = manage(*SECURITY, **{**SERVER, **variable})
    assert checked.returncode == 1
    assert said in checked.stderr


def test_over_plain_http_a_server_answers_only_load_balancers(client: Client, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    answer = client.get("/partnerships/")
    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/partnerships/")
    assert client.get("/healthz").status_code == 200
    assert client.get("/partnerships/", secure=True)["Strict-Transport-Security"] == (
        "max-age=31536000; includeSubDomains"
    )
