"""E-mail comes at once, in a digest or never, as an account chose; it says little, and only what may still be read."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from institutions.models import Account, AuditEvent, Partnership, Role
from rules.messages.mail.choices import CODES_A_DAY
from rules.messages.mail.digest import gather_digests
from rules.messages.mail.outbox import MOST_TRIES
from rules.messages.mail.sending import MailAttempt, try_mail
from rules.messages.mail.tasks import sweep_mails
from rules.messages.notices.writing import write_notices
from rules.models import (
    Mail,
    MailChoice,
    MailedNotice,
    MailKind,
    MailState,
    MailTrouble,
    Notice,
    NoticeKind,
)
from tests.ports import free_port
from tests.rules.messages.mail.conftest import ADDRESS, chosen
from tests.rules.messages.mail.server import Letters

pytestmark = pytest.mark.django_db


def told(case: Partnership, *accounts: Account, matter: str = "move:1") -> None:
    """Write a notice, as an act does."""
    with transaction.atomic():
        write_notices(NoticeKind.REOPENED, matter, {each.pk for each in accounts}, case)


def state(mail: Mail) -> str:
    return Mail.objects.get(pk=mail.pk).state


def let_it_be_due() -> None:
    """Let the waiting be over."""
    Mail.objects.update(next_at=timezone.now())


def test_a_notice_at_once_arrives_once_with_its_kind_case_and_link(
    case: Partnership, officer: Account, first: Account, letters: Letters
) -> None:
    chosen(officer, "at_once")
    told(case, officer, first)
    told(case, officer, first)
    (mail,) = Mail.objects.all()
    notice = Notice.objects.get(account=officer)
    assert try_mail(mail.pk) == MailAttempt()
    assert try_mail(mail.pk) is None
    (letter,) = letters.got
    assert (letter["To"], letter["Subject"]) == (ADDRESS, "Partnership screening: Case re-opened")
    assert letter["Message-ID"] == f"<{mail.pk}@screening.example>"
    said = letter.get_content().replace("\r\n", "\n")
    assert said.startswith(f"Case re-opened: case {case.reference}\nhttps://screening.example/notices/{notice.pk}/\n")
    assert officer.username not in said


def test_what_is_rolled_back_is_not_sent_and_what_was_not_chosen_neither(
    case: Partnership, officer: Account, letters: Letters
) -> None:
    chosen(officer, "at_once", assigned="daily", reopened="none")
    told(case, officer)
    assert not Mail.objects.exists()
    chosen(officer, "at_once")
    with transaction.atomic():
        told(case, officer, matter="move:2")
        transaction.set_rollback(True)
    assert not Mail.objects.exists()
    told(case, officer)  # known since before it was chosen
    assert not Mail.objects.exists()
    assert letters.got == []


@pytest.mark.parametrize("change", ["left", "other body", "named", "secret", "read", "none"])
def test_what_its_account_may_not_read_any_more_or_has_read_is_not_sent(
    case: Partnership, officer: Account, letters: Letters, change: str
) -> None:
    chosen(officer, "at_once")
    told(case, officer)
    accounts = Account.objects.filter(pk=officer.pk)
    {
        "left": lambda: accounts.update(is_active=False),
        "other body": lambda: accounts.update(body=None),
        "named": lambda: accounts.update(role=Role.NAMED),
        "secret": lambda: Partnership.objects.update(secret=True),
        "read": lambda: Notice.objects.update(read_at=timezone.now()),
        "none": lambda: MailChoice.objects.update(every="none"),
    }[change]()
    mail = Mail.objects.get()
    try_mail(mail.pk)
    assert (state(mail), letters.got) == (MailState.DROPPED, [])


def test_of_a_secret_case_its_reader_gets_the_link_alone(case: Partnership, officer: Account, letters: Letters) -> None:
    chosen(officer, "at_once", language="ja")
    told(case, officer)
    Account.objects.update(reads_secret=True)
    Partnership.objects.update(secret=True)
    try_mail(Mail.objects.get().pk)
    (letter,) = letters.got
    assert "再" in letter["Subject"]
    assert case.reference not in letter.as_string() + letter.get_content()
    assert "https://screening.example/notices/" in letter.get_content()


def test_a_digest_is_gathered_at_its_hour_once_a_day_without_what_was_read(
    case: Partnership, officer: Account, letters: Letters
) -> None:
    chosen(officer, "daily")
    for place in range(60):
        told(case, officer, matter=f"move:{place}")
    noon = datetime(2026, 6, 20, 12, tzinfo=ZoneInfo("Asia/Tokyo"))
    Notice.objects.update(at=noon)
    assert gather_digests(noon) == gather_digests(noon + timedelta(hours=19, minutes=59)) == 0
    assert gather_digests(noon + timedelta(hours=20)) == 1
    told(case, officer, matter="move:late")
    Notice.objects.filter(matter="move:late").update(at=noon)
    assert gather_digests(noon + timedelta(hours=21)) == 0  # today's has been made: it comes tomorrow
    Notice.objects.filter(matter__in=["move:0", "move:1"]).update(read_at=noon)
    mail = Mail.objects.get()
    try_mail(mail.pk)
    (letter,) = letters.got
    assert letter["Subject"] == "Partnership screening: 58 unread notices"
    assert letter.get_content().count(case.reference) == 50
    assert "8 more: https://screening.example/notices/" in letter.get_content()
    Notice.objects.update(read_at=noon)
    assert gather_digests(noon + timedelta(hours=44)) == 1
    last = Mail.objects.latest("requested_at")
    try_mail(last.pk)
    assert (state(last), len(letters.got)) == (MailState.DROPPED, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mail.objects.create(account=officer, kind=MailKind.DIGEST, day=mail.day, tries_left=1)


def test_a_server_that_refuses_for_a_while_is_tried_again_and_an_address_that_is_not_taken_is_not(
    case: Partnership, officer: Account, letters: Letters
) -> None:
    chosen(officer, "at_once")
    told(case, officer)
    mail = Mail.objects.get()
    letters.answers += ["451 Try later"]
    assert try_mail(mail.pk) == MailAttempt(MailTrouble.ANSWER)
    assert try_mail(mail.pk) is None  # not yet
    assert sweep_mails() == 0
    let_it_be_due()
    assert sweep_mails() == 1
    assert try_mail(mail.pk) == MailAttempt()
    told(case, officer, matter="move:2")
    let_it_be_due()
    other = Mail.objects.get(state=MailState.WAITING)
    letters.answers += ["550 No such user"]
    assert try_mail(other.pk) == MailAttempt(MailTrouble.ADDRESS)
    assert state(other) == MailState.SET_ASIDE
    assert len(letters.got) == 1


def test_while_no_server_is_there_all_rest_and_after_the_last_try_an_administrator_reads_it(
    case: Partnership, officer: Account, letters: Letters, settings: Settings, client: Client
) -> None:
    chosen(officer, "at_once")
    told(case, officer)
    mail = Mail.objects.get()
    settings.EMAIL_PORT = free_port()
    assert try_mail(mail.pk) == MailAttempt(MailTrouble.CONNECTION)
    told(case, officer, matter="move:2")
    other = Mail.objects.get(attempt=0)
    assert try_mail(other.pk) is None
    for _ in range(MOST_TRIES - 1):
        let_it_be_due()
        try_mail(mail.pk)
    assert state(mail) == MailState.SET_ASIDE
    assert state(other) == MailState.WAITING
    client.force_login(Account.objects.create_user("administrator", role=Role.ADMINISTRATOR, reads_secret=True))
    said = "1 e-mail of the last seven days could not be sent: The mail server could not be reached."
    assert said in client.get("/notices/").content.decode()
    client.force_login(officer)
    assert "1 e-mail to you could not be sent" in client.get("/notices/choices/").content.decode()


def test_what_lost_its_worker_is_sent_after_all(case: Partnership, officer: Account, letters: Letters) -> None:
    chosen(officer, "at_once")
    told(case, officer)
    past = timezone.now() - timedelta(seconds=1)
    Mail.objects.update(state=MailState.SENDING, lease_until=past, attempt=1)
    assert sweep_mails() == 1
    try_mail(Mail.objects.get().pk)
    mail = Mail.objects.get()
    assert (mail.state, mail.tries_left, len(letters.got)) == (MailState.SENT, MOST_TRIES - 1, 1)


def test_nothing_but_the_code_is_sent_to_an_address_before_its_code_was_entered(
    case: Partnership, officer: Account, letters: Letters, client: Client
) -> None:
    client.force_login(officer)
    given = {"address": ADDRESS, "language": "en", "every": "at_once", "when-reopened": "daily"}
    assert client.post("/notices/choices/", given).status_code == 302
    told(case, officer)
    (mail,) = Mail.objects.all()
    try_mail(mail.pk)
    (letter,) = letters.got
    code = letter.get_content().split("Your code is ")[1].split(".")[0]
    for wrong in ("", "0" * 10, "\0", "符号" * 9):
        client.post("/notices/choices/confirm/", {"code": wrong})
    assert MailChoice.objects.get().confirmed == ""
    assert "A code was sent to officer@meti.example" in client.get("/notices/choices/").content.decode()
    client.post("/notices/choices/confirm/", {"code": f" {code} "})
    choice = MailChoice.objects.get()
    assert (choice.confirmed, choice.own) == (ADDRESS, {"reopened": "daily"})
    events = AuditEvent.objects.filter(object=f"account:{officer.pk}")
    assert list(events.order_by("pk").values_list("verb", flat=True)) == [
        "mail_choices_changed",
        "mail_address_confirmed",
    ]
    assert ADDRESS not in str(list(events.values_list("before", "after")))
    for strange in ({"address": "no"}, {"every": "x"}, {"language": "\0"}, {"when-reopened": "x"}):
        assert client.post("/notices/choices/", given | strange).status_code == 422
    for place in range(CODES_A_DAY):
        answer = client.post("/notices/choices/", given | {"address": f"a{place}@meti.example"})
    assert answer.status_code == 422
    assert "Try again tomorrow" in answer.content.decode()
    assert MailChoice.objects.get().address == f"a{CODES_A_DAY - 2}@meti.example"


def test_without_a_server_the_page_says_so_and_nothing_is_put_out(
    case: Partnership, officer: Account, letters: Letters, settings: Settings, client: Client
) -> None:
    chosen(officer, "at_once")
    settings.MAIL_CONFIGURED = False
    told(case, officer)
    assert not Mail.objects.exists()
    client.force_login(officer)
    assert "no mail server is set up" in client.get("/notices/choices/").content.decode()
    assert letters.got == []


def test_queries_do_not_grow_with_those_who_are_told(case: Partnership, letters: Letters, officer: Account) -> None:
    def queries(matter: str) -> int:
        with CaptureQueriesContext(connection) as found:
            told(case, *Account.objects.all(), matter=matter)
        return len(found)

    chosen(officer, "at_once")
    few = queries("move:1")
    for place in range(8):
        chosen(Account.objects.create_user(f"officer-{place}"), "daily" if place % 2 else "at_once")
    assert queries("move:2") == few
    assert (Mail.objects.count(), MailedNotice.objects.count()) == (6, 10)  # two of the officer
    assert letters.got == []
