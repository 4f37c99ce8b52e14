"""E-mails that a mail server refused are sent again by a button: one's own, or everybody's for an administrator."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from institutions.models import Account, AuditEvent, Partnership, Role
from rules.messages.mail.outbox import MOST_TRIES
from rules.messages.mail.sending import MailAttempt, try_mail
from rules.messages.mail.tasks import sweep_mails
from rules.models import Mail, MailState, MailTrouble, Notice
from tests.rules.messages.mail.conftest import chosen
from tests.rules.messages.mail.server import Letters
from tests.rules.messages.mail.test_mail import told

pytestmark = pytest.mark.django_db


def set_aside(case: Partnership, *accounts: Account) -> None:
    """Set aside an e-mail to each account, as if its server did not take it."""
    for account in accounts:
        chosen(account, "at_once")
    told(case, *accounts)
    now = timezone.now()
    Mail.objects.update(state=MailState.SET_ASIDE, tries_left=0, ended_at=now, trouble=MailTrouble.ANSWER)


def test_what_was_set_aside_is_sent_again_by_a_button_and_arrives(
    case: Partnership, officer: Account, first: Account, letters: Letters
) -> None:
    set_aside(case, officer, first)
    client = Client()
    client.force_login(officer)
    assert "Send again" in client.get("/notices/choices/").content.decode()
    page = client.post("/notices/again/", follow=True).content.decode()
    assert "1 e-mail is sent again." in page
    assert "could not be sent" not in page
    (mine,) = Mail.objects.filter(account=officer)
    assert (mine.state, mine.tries_left, mine.trouble) == (MailState.WAITING, MOST_TRIES, "")
    assert Mail.objects.get(account=first).state == MailState.SET_ASIDE  # somebody else's
    assert sweep_mails() == 1
    assert try_mail(mine.pk) == MailAttempt()
    assert len(letters.got) == 1
    assert AuditEvent.objects.get(verb="mails_sent_again").after == {"everybodys": False}
    assert "There is no e-mail to send again." in client.post("/notices/again/", follow=True).content.decode()


def test_an_administrator_sends_everybodys_again_and_what_was_read_meanwhile_is_dropped(
    case: Partnership, officer: Account, first: Account, letters: Letters
) -> None:
    set_aside(case, officer, first)
    Notice.objects.filter(account=first).update(read_at=timezone.now())
    client = Client()
    client.force_login(Account.objects.create_user("admin", role=Role.ADMINISTRATOR, reads_secret=True))
    assert "2 e-mails are sent again." in client.post("/notices/again/", follow=True).content.decode()
    for mail in Mail.objects.all():
        try_mail(mail.pk)
    assert len(letters.got) == 1
    assert Mail.objects.get(account=first).state == MailState.DROPPED


def test_an_administrator_sees_that_e_mail_fails_but_no_number_that_restricted_cases_are_part_of(
    case: Partnership, officer: Account, first: Account, letters: Letters
) -> None:
    """Read before and after an act, the number told that there is a restricted case, and when something happened."""
    client = Client()
    client.force_login(Account.objects.create_user("admin", role=Role.ADMINISTRATOR))
    set_aside(case, officer)
    told_of_one = [failure_on(client.get(address)) for address in ("/notices/", "/notices/choices/")]
    set_aside(case, first)
    assert Mail.objects.filter(state=MailState.SET_ASIDE).count() == 2
    assert [failure_on(client.get(address)) for address in ("/notices/", "/notices/choices/")] == told_of_one
    assert told_of_one[0] == (
        "E-mails of the last seven days could not be sent. Most often: The mail server refused the e-mail."
    )
    page = client.post("/notices/again/", follow=True).content.decode()
    assert "The e-mails are sent again." in page
    assert AuditEvent.objects.get(verb="mails_sent_again").after == {"everybodys": True}
    assert {each.state for each in Mail.objects.all()} == {MailState.WAITING}


def failure_on(page: Any) -> str:  # Any: an answer
    """Return the sentence about e-mails that could not be sent."""
    (said,) = re.findall(r"<p>([^<]*could not be sent[^<]*)</p>", page.content.decode())
    return str(said)
