"""A case of METI, and a mail server on this machine to which the settings point."""

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from institutions.models import Account
from rules.messages.mail.address_code import address_code
from rules.messages.mail.choices import confirm_address, store_choice
from rules.models import Mail, MailChoice, MailKind
from tests.rules.messages.mail.server import Letters, serving
from tests.rules.review.casework.conftest import case, first, officer, second, shared_case, without_broker

__all__ = ["case", "first", "officer", "second", "shared_case", "without_broker"]
ADDRESS = "officer@meti.example"


@pytest.fixture(scope="module")
def server() -> Iterator[Letters]:
    with serving() as found:
        yield found


@pytest.fixture
def letters(server: Letters, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Letters:
    """Return the letters that the server got in this test. The test sends them itself."""
    monkeypatch.setattr("institutions.jobs.dispatch.send_task", lambda *_args, **_kwargs: True)
    settings.MAIL_CONFIGURED = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.SITE_URL, settings.DEFAULT_FROM_EMAIL = "https://screening.example", "policyengine@screening.example"
    server.got.clear()
    server.answers.clear()
    return server


def chosen(account: Account, every: str, language: str = "en", **own: str) -> MailChoice:
    """Return a confirmed choice, without the letter for its code."""
    store_choice(account, address=ADDRESS, language=language, every=every, own=own)
    assert confirm_address(account, address_code(account.pk, ADDRESS).upper())
    Mail.objects.filter(kind=MailKind.CONFIRM).delete()
    return MailChoice.objects.get(account=account)
