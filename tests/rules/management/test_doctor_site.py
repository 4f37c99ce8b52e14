"""`manage.py doctor` asks for the site as a browser does, and says what stands between a reader and its pages."""

import shutil
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django.fixtures import Settings

from institutions.models import Account, Role
from rules.management.doctor.diagnosis import Health
from rules.management.doctor.site import REMEDIES, site_answers, somebody_administers, static_files_are_collected
from tests.policyengine.installing.proxies import make_certificate


@contextmanager
def a_site(status: int, certificate: Path | None = None) -> Iterator[str]:
    """Serve one answer to everything, on this machine; gives its address."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_given: object) -> None:
            """Print nothing."""

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        if certificate:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(certificate / "fullchain.pem", certificate / "privkey.pem")
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"{'https' if certificate else 'http'}://localhost:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def test_a_page_is_well_and_any_other_answer_has_a_remedy(settings: Settings) -> None:
    for status in (200, 500, *REMEDIES):
        with a_site(status) as settings.SITE_URL:
            (found,) = site_answers()
        assert (found.subject, found.health) == ("site", Health.OK if status == 200 else Health.FAILED)
        assert found.remedy == ("" if status == 200 else REMEDIES.get(status, found.remedy))


def test_no_address_is_a_warning_and_no_answer_a_failure(settings: Settings) -> None:
    settings.SITE_URL = ""
    assert [each.health for each in site_answers()] == [Health.WARNING]
    settings.SITE_URL = "https://localhost:1"
    (found,) = site_answers()
    assert (found.health, found.remedy[:15]) == (Health.FAILED, "Start the proxy")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_a_certificate_must_be_trusted_and_last(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_certificate(tmp_path)
    with a_site(200, tmp_path) as settings.SITE_URL:
        (found,) = site_answers()
        assert found.health is Health.FAILED
        assert "Renew the certificate" in found.remedy
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "fullchain.pem"))
        (found,) = site_answers()
        assert found.health is Health.WARNING
        assert found.found.startswith("its certificate ends on 20")
        monkeypatch.setattr("rules.management.doctor.site.SOON", timedelta(0))
        (found,) = site_answers()
        assert found.health is Health.OK


def test_files_of_pages_are_those_of_the_program(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    (found,) = static_files_are_collected()
    assert found.health is Health.FAILED
    call_command("collectstatic", "--no-input", "--verbosity", "0")
    (found,) = static_files_are_collected()
    assert found.health is Health.OK
    (tmp_path / "design" / "site.css").write_text("of an earlier version", encoding="utf-8")
    (found,) = static_files_are_collected()
    assert found.found.startswith("1 of ")
    assert "design/site.css" in found.found


@pytest.mark.django_db
def test_a_new_installation_needs_an_administrator() -> None:
    assert [each.health for each in somebody_administers()] == [Health.WARNING]
    Account.objects.create_user("kita-admin", role=Role.ADMINISTRATOR)
    assert [each.health for each in somebody_administers()] == [Health.OK]
