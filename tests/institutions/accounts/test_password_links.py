"""Owners set their passwords by links of one use; no administrator sets or sees one."""

import re
from datetime import datetime, timedelta
from io import StringIO
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from institutions.accounts.managing import AccountRefusedError, end_sessions
from institutions.accounts.password_links import (
    LINKS_A_DAY,
    MAILED,
    PRINTED,
    AnyLinkTokens,
    place_of_link,
    send_password_link,
    set_password_by_link,
)
from institutions.accounts.requests import make_account
from institutions.models import Account, AuditEvent, GovernmentBody, Role
from rules.messages.mail.choices import store_choice
from rules.messages.mail.sending import address_of, mail_to_send
from rules.messages.mail.wording import mail_text
from rules.models import Mail, MailChoice, MailKind
from tests.people import person_named

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]
PASSWORD = "nine green herons at dusk"  # noqa: S105 - of a test
LINK = re.compile(r"/sign-in/link/\S+/\S+/")


@pytest.fixture
def administrator(db: None) -> Account:
    return Account.objects.create_user("administrator", role=Role.ADMINISTRATOR)


@pytest.fixture
def officer(meti: GovernmentBody) -> Account:
    return Account.objects.create_user("officer", "a long pass phrase", body=meti)


def link_on_server(name: str) -> str:
    """Return the link that the command prints."""
    out = StringIO()
    call_command("password_link", name, stdout=out, stderr=StringIO())
    return LINK.search(out.getvalue())[0]  # type: ignore[index]  # the command prints one


def opened(link: str) -> tuple[Client, str]:
    """Open a link as somebody who is not signed in; return the client and the address of the form, empty without."""
    client = Client()
    answer = client.get(link)
    return client, answer["Location"] if answer.status_code == 302 else ""


def password_set(link: str, password: str = PASSWORD) -> bool:
    """Set a password by a link; return whether it was possible."""
    client, form = opened(link)
    if not form:
        return False
    assert link.split("/")[-2] not in form, "the token is not in the address of the form"
    return client.post(form, {"new_password1": password, "new_password2": password}).status_code == 302


def test_a_link_sets_a_password_once_and_leaves_events(officer: Account) -> None:
    there = Client()
    there.force_login(officer)
    link = link_on_server("officer")
    assert password_set(link)
    assert Account.objects.get(pk=officer.pk).check_password(PASSWORD)
    assert there.get("/partnerships/").status_code == 302, "every session has ended"
    assert not password_set(link, "another long pass phrase")
    assert "This link was used, has expired" in Client().get(link).content.decode()
    events = AuditEvent.objects.filter(object=f"account:{officer.pk}").order_by("pk")
    assert [(each.verb, each.actor) for each in events if "password" in each.verb] == [
        ("password_link_printed", "command"), ("password_set_by_link", f"account:{officer.pk}"),
    ]  # fmt: skip


def test_a_link_is_over_when_its_time_is_or_a_newer_one_was_made_or_the_owner_signed_in(officer: Account) -> None:
    late = link_on_server("officer")
    tomorrow = datetime.now() + timedelta(hours=25)  # noqa: DTZ005 - as Django's tokens have it
    with patch("institutions.accounts.password_links.LinkTokens._now", return_value=tomorrow):
        assert not opened(late)[1]
    former, newer = link_on_server("officer"), link_on_server("officer")
    assert not opened(former)[1]
    Account.objects.filter(pk=officer.pk).update(last_login=timezone.now())
    assert not opened(newer)[1]
    before = link_on_server("officer")
    end_sessions(officer, by=officer)
    assert not opened(before)[1]
    ended = link_on_server("officer")
    Account.objects.filter(pk=officer.pk).update(is_active=False)
    assert not opened(ended)[1]
    with pytest.raises(CommandError, match="switched off"):
        link_on_server("officer")
    with pytest.raises(CommandError, match="There is no account nobody"):
        link_on_server("nobody")


def test_a_weak_password_is_refused_with_the_reason(officer: Account) -> None:
    client, form = opened(link_on_server("officer"))
    for password, said in (("officer", "too similar|12 characters"), ("123456789012345", "entirely numeric")):
        page = client.post(form, {"new_password1": password, "new_password2": password}).content.decode()
        assert re.search(said, page), password
    assert Account.objects.get(pk=officer.pk).check_password("a long pass phrase")


def test_an_administrator_sees_neither_password_nor_link(
    administrator: Account, officer: Account, settings: Any
) -> None:
    settings.MAIL_CONFIGURED = True
    client = Client()
    client.force_login(administrator)
    store_choice(officer, address="officer@meti.example", language="en", every="none", own={})
    MailChoice.objects.update(confirmed="officer@meti.example")
    Mail.objects.all().delete()
    page = client.post(f"/accounts/{officer.pk}/link/", follow=True).content.decode()
    assert "The owner was sent a link" in page
    assert "/sign-in/link/" not in page
    mail = Mail.objects.get(kind=MailKind.LINK)
    text = mail_text(mail, MailChoice.objects.get(), [])
    assert password_set(LINK.search(text.body)[0])  # type: ignore[index]  # the e-mail has one
    assert "/sign-in/link/" not in str([each.content for each in AuditEvent.objects.all()])


def test_a_link_goes_to_no_address_that_its_owner_did_not_confirm(
    administrator: Account, officer: Account, settings: Any
) -> None:
    settings.MAIL_CONFIGURED = True
    client = Client()
    client.force_login(administrator)
    Account.objects.filter(pk=officer.pk).update(last_login=timezone.now())
    for address, confirmed in (("", ""), ("officer@meti.example", "")):
        MailChoice.objects.update_or_create(account=officer, defaults={"address": address, "confirmed": confirmed})
        page = client.post(f"/accounts/{officer.pk}/link/", follow=True).content.decode()
        assert "manage.py password_link officer" in page, address
    MailChoice.objects.update(confirmed="officer@meti.example")
    settings.MAIL_CONFIGURED = False
    page = client.post(f"/accounts/{officer.pk}/link/", follow=True).content.decode()
    assert "manage.py password_link officer" in page
    assert not Mail.objects.filter(kind=MailKind.LINK).exists()
    assert Account.objects.get(pk=officer.pk).links_made == 0


def test_a_new_account_gets_its_link_by_e_mail_which_confirms_the_address(
    administrator: Account, meti: GovernmentBody, settings: Any
) -> None:
    settings.MAIL_CONFIGURED = True
    account = Account(username="tanaka", body=meti)
    assert make_account(account, by=administrator, address="tanaka@meti.example") is None
    mail, choice = Mail.objects.get(), MailChoice.objects.get()
    assert (mail.kind, address_of(mail, choice), choice.confirmed) == (MailKind.LINK, "tanaka@meti.example", "")
    text = mail_to_send(mail, choice)
    assert text
    assert "24" in text.body
    assert password_set(LINK.search(text.body)[0])  # type: ignore[index]  # as above
    assert MailChoice.objects.get().confirmed == "tanaka@meti.example"


def test_a_printed_link_confirms_no_address(officer: Account) -> None:
    MailChoice.objects.create(account=officer, address="officer@meti.example")
    assert password_set(link_on_server("officer"))
    assert MailChoice.objects.get().confirmed == ""


def test_the_former_address_learns_that_another_one_was_entered(officer: Account, settings: Any) -> None:
    settings.MAIL_CONFIGURED = True
    MailChoice.objects.create(account=officer, address="old@meti.example", confirmed="old@meti.example", language="ja")
    store_choice(officer, address="new@meti.example", language="ja", every="none", own={})
    mail, choice = Mail.objects.get(kind=MailKind.MOVED), MailChoice.objects.get()
    assert address_of(mail, choice) == "old@meti.example"
    text = mail_to_send(mail, choice)
    assert text
    assert "new@meti.example" not in text.body
    assert "メールアドレスが変更されました" in text.subject


def test_the_first_administrator_is_made_on_the_server_and_it_is_in_the_trail() -> None:
    out, err = StringIO(), StringIO()
    call_command("administrator", "first", stdout=out, stderr=err)
    assert password_set(LINK.search(out.getvalue())[0])  # type: ignore[index]  # as above
    assert Account.objects.get().role == Role.ADMINISTRATOR
    assert [each.verb for each in AuditEvent.objects.order_by("pk")][:2] == ["account_made", "password_link_printed"]
    assert "not linked to a person" in err.getvalue()
    call_command("administrator", "second", "--person", str(person_named("Second").pk), stdout=out, stderr=err)
    for arguments, said in ((("first",), "username"), (("third", "--person", "nobody"), "No person in the register")):
        with pytest.raises(CommandError, match=said):
            call_command("administrator", *arguments, stdout=out, stderr=err)


def test_a_link_of_one_account_opens_no_other(officer: Account, meti: GovernmentBody) -> None:
    other = Account.objects.create_user("other", body=meti)
    _uid, token = place_of_link(officer, MAILED)
    uid, _token = place_of_link(other, MAILED)
    assert not opened(f"/sign-in/link/{uid}/{token}/")[1]
    assert not opened(f"/sign-in/link/{uid}/nonsense/")[1]


def test_nobody_fills_a_mailbox_with_links(officer: Account, administrator: Account, settings: Any) -> None:
    settings.MAIL_CONFIGURED = True
    MailChoice.objects.create(account=officer, address="officer@example.jp", confirmed="officer@example.jp")
    for _ in range(LINKS_A_DAY):
        send_password_link(officer, by=administrator)
    made = Account.objects.get(pk=officer.pk).links_made
    with pytest.raises(AccountRefusedError, match=f"was sent {LINKS_A_DAY} links within a day"):
        send_password_link(officer, by=administrator)
    assert Account.objects.get(pk=officer.pk).links_made == made, "the newest link stays valid"
    assert Mail.objects.filter(account=officer, kind=MailKind.LINK).count() <= LINKS_A_DAY
    assert link_on_server("officer")


def test_of_two_requests_at_once_one_sets_the_password(officer: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    token = PRINTED.make_token(officer)
    set_password_by_link(officer, PASSWORD, token)
    with pytest.raises(AccountRefusedError, match="This link was used"):
        set_password_by_link(officer, "another long pass phrase", token)
    officer.refresh_from_db()
    link = link_on_server("officer")
    (first, form), (second, _same) = opened(link), opened(link)
    monkeypatch.setattr(AnyLinkTokens, "check_token", lambda *_args: True)  # both were looked at before either was used
    one, other = "seven blue herons at dawn", "eight red herons at noon"
    assert first.post(form, {"new_password1": one, "new_password2": one}).status_code == 302
    answer = second.post(form, {"new_password1": other, "new_password2": other})
    assert "This link was used, has expired, or was replaced" in answer.content.decode()
    officer.refresh_from_db()
    assert officer.check_password(one)
