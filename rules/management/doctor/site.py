"""The site as a reader meets it: its address, its certificate, the proxy in front, and the files of its pages."""

import ssl
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse

from institutions.models import Account, Role
from rules.management.doctor.diagnosis import Diagnosis, failed, warned, well

SECONDS: Final = 10  # for the site to answer
SOON: Final = timedelta(days=14)
# What an answer other than the sign-in page means.
REMEDIES: Final = {
    301: "It leads back to itself: set BEHIND_TLS_PROXY=true, and let the proxy send X-Forwarded-Proto.",
    400: "Add the host to ALLOWED_HOSTS, and let the proxy pass the header Host on.",
    502: "Start the web server, read its log, and compare WEB_BIND with the address in the proxy's settings.",
    504: "Read the log of the web server: it does not answer the proxy in time.",
}


def site_answers() -> Iterator[Diagnosis]:
    """Ask for the sign-in page by SITE_URL, as a browser would."""
    address = urlsplit(settings.SITE_URL)
    if not address.hostname:
        yield warned("site", "SITE_URL is not set", "Set it to the address of the site: links in messages need it.")
        return
    try:
        with closing(connection_to(address)) as connection:
            connection.connect()
            ends = certificate_end(connection)
            connection.request("GET", reverse(settings.LOGIN_URL))
            answer = connection.getresponse()
    except ssl.SSLCertVerificationError as trouble:
        remedy = "Renew the certificate, or let this machine trust its authority (update-ca-certificates)."
        yield failed("site", f"{settings.SITE_URL}: {trouble.verify_message}", remedy)
    except (HTTPException, OSError) as trouble:
        remedy = "Start the proxy, and look whether SITE_URL leads to it from here."
        yield failed("site", f"{settings.SITE_URL}: {type(trouble).__name__}: {trouble}", remedy)
    else:
        yield from answer_is_the_page(answer, ends)


def connection_to(address: SplitResult) -> HTTPConnection:
    """Return a connection to the site, which is not open yet."""
    host = str(address.hostname)
    if address.scheme == "https":
        return HTTPSConnection(host, address.port, timeout=SECONDS, context=ssl.create_default_context())
    return HTTPConnection(host, address.port, timeout=SECONDS)


def certificate_end(connection: HTTPConnection) -> datetime | None:
    """Return the moment at which the certificate of a connection ends; None if there is no certificate."""
    if not isinstance(connection.sock, ssl.SSLSocket):
        return None
    certificate = connection.sock.getpeercert() or {}
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(certificate["notAfter"])), UTC)


def answer_is_the_page(answer: HTTPResponse, ends: datetime | None) -> Iterator[Diagnosis]:
    """Judge the answer of the site, and the end of its certificate."""
    if answer.status != HTTPStatus.OK:
        remedy = REMEDIES.get(answer.status, "Read the logs of the proxy and of the web server.")
        yield failed("site", f"{settings.SITE_URL} answers {answer.status} to sign-in", remedy)
    elif ends is not None and ends < datetime.now(UTC) + SOON:
        yield warned("site", f"its certificate ends on {ends:%Y-%m-%d}", "Renew it, and reload the proxy.")
    else:
        until = f", certificate until {ends:%Y-%m-%d}" if ends else ""
        yield well("site", f"{settings.SITE_URL} answers{until}")


def static_files_are_collected() -> Iterator[Diagnosis]:
    """Compare the collected files of pages with the program's own."""
    own = {name: storage.path(name) for finder in finders.get_finders() for name, storage in finder.list([])}
    other = [name for name, path in own.items() if content(settings.STATIC_ROOT / name) != content(path)]
    if other:
        found = f"{len(other)} of {len(own)} files of pages are missing or older, {other[0]} among them"
        yield failed("files of pages", found, "Run `manage.py collectstatic --no-input`, and restart the web server.")
    else:
        yield well("files of pages", f"{len(own)}, as the program has them")


def content(path: str | Path) -> bytes | None:
    """Return the content of a file; None if it cannot be read."""
    try:
        return Path(path).read_bytes()
    except OSError:
        return None


def somebody_administers() -> Iterator[Diagnosis]:
    """Count the administrators."""
    number = Account.objects.filter(role=Role.ADMINISTRATOR, is_active=True).count()
    if number:
        yield well("administrators", str(number))
    else:
        yield warned("administrators", "there is none", "Run `manage.py administrator NAME`, and open the link.")
