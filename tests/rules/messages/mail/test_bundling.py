"""Notices that come close together share an e-mail, whatever they are about, and each is in it."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction
from django.utils import timezone

from institutions.jobs.claiming import claim_job
from institutions.models import Account, Partnership
from rules.messages.mail.bundling import APART, take_over_notices
from rules.messages.mail.outbox import MAILS
from rules.messages.mail.sending import MailAttempt, try_mail
from rules.messages.notices.writing import write_notices
from rules.models import Mail, MailedNotice, MailKind, MailState, Notice, NoticeKind
from tests.rules.messages.mail.conftest import chosen
from tests.rules.messages.mail.server import Letters

pytestmark = pytest.mark.django_db
KINDS = (
    NoticeKind.OFFICIAL_DECLARED,
    NoticeKind.RECUSAL_ENTERED,
    NoticeKind.HEARING_ASKED,
    NoticeKind.PERSON_ANSWERED,
    NoticeKind.CASE_DECIDED,
    NoticeKind.ASSIGNMENT_ENDED,
    NoticeKind.NEW_FINDINGS,
)


def told(kind: NoticeKind, account: Account, case: Partnership, matter: str) -> None:
    """Write a notice, as an act does."""
    with transaction.atomic():
        write_notices(kind, matter, {account.pk}, case)


def oldest(state: str = MailState.WAITING) -> UUID:
    return Mail.objects.filter(state=state).order_by("requested_at").values_list("pk", flat=True)[0]


@pytest.mark.parametrize("kind", KINDS)
def test_thirty_notices_of_an_act_after_the_other_come_in_two_emails(
    kind: NoticeKind, case: Partnership, officer: Account, letters: Letters
) -> None:
    chosen(officer, "at_once")
    told(kind, officer, case, "matter:0")
    assert try_mail(oldest()) == MailAttempt()
    for place in range(1, 30):
        told(kind, officer, case, f"matter:{place}")
    for mail in Mail.objects.filter(state=MailState.WAITING):
        assert try_mail(mail.pk) is None  # it waits for what else may come
    Mail.objects.filter(state=MailState.WAITING).update(next_at=timezone.now())
    for mail in Mail.objects.filter(state=MailState.WAITING):
        try_mail(mail.pk)
    first, second = letters.got
    assert second["Subject"] == "Partnership screening: 29 unread notices"
    said = first.get_content() + second.get_content()
    assert [said.count(f"/notices/{each.pk}/") for each in Notice.objects.all()] == [1] * 30


def test_several_acts_in_one_transaction_are_one_email_that_names_each(
    case: Partnership, officer: Account, letters: Letters
) -> None:
    chosen(officer, "at_once")
    with transaction.atomic():
        for kind in KINDS:
            write_notices(kind, "matter:1", {officer.pk}, case)
    try_mail(oldest())
    (letter,) = letters.got
    said = letter.get_content()
    for kind in (NoticeKind.OFFICIAL_DECLARED, NoticeKind.PERSON_ANSWERED, NoticeKind.CASE_DECIDED):
        assert f"{kind.label}: case {case.reference}" in said
    assert said.count("Something is waiting for you") == 2  # the recusal and the hearing of the reader
    assert not Mail.objects.filter(state=MailState.WAITING).exists()
    assert Mail.objects.filter(state=MailState.DROPPED).count() == len(KINDS) - 1


def test_a_notice_of_the_account_itself_never_waits_and_brings_the_others(
    case: Partnership, officer: Account, letters: Letters
) -> None:
    chosen(officer, "at_once")
    told(NoticeKind.REOPENED, officer, case, "move:1")
    try_mail(oldest())
    told(NoticeKind.REOPENED, officer, case, "move:2")
    with transaction.atomic():
        write_notices(NoticeKind.ACCOUNT_CHANGED, "event:1", {officer.pk}, None, what=["role"])
    assert [try_mail(each.pk) for each in Mail.objects.order_by("requested_at")] == [None, None, MailAttempt()]
    assert len(letters.got) == 2
    assert letters.got[1]["Subject"] == "Partnership screening: 2 unread notices"


def test_after_the_pause_the_next_notice_leaves_at_once(case: Partnership, officer: Account, letters: Letters) -> None:
    chosen(officer, "at_once")
    told(NoticeKind.REOPENED, officer, case, "move:1")
    try_mail(oldest())
    Mail.objects.update(ended_at=timezone.now() - APART - timedelta(seconds=1))
    told(NoticeKind.REOPENED, officer, case, "move:2")
    assert try_mail(oldest()) == MailAttempt()
    assert [each["Subject"] for each in letters.got] == ["Partnership screening: Case re-opened"] * 2


def test_a_second_attempt_says_what_the_first_one_said(case: Partnership, officer: Account, letters: Letters) -> None:
    chosen(officer, "at_once")
    told(NoticeKind.REOPENED, officer, case, "move:1")
    letters.answers += ["451 Try later"]
    mail = oldest()
    try_mail(mail)
    told(NoticeKind.REOPENED, officer, case, "move:2")
    Mail.objects.update(next_at=timezone.now())
    try_mail(mail)
    try_mail(oldest())
    assert [each.get_content().count("/notices/") for each in letters.got] == [2, 2]  # one notice and the choices each
    assert MailedNotice.objects.values("mail").distinct().count() == 2


def test_a_worker_that_was_overtaken_takes_no_notices(case: Partnership, officer: Account, letters: Letters) -> None:
    chosen(officer, "at_once")
    told(NoticeKind.REOPENED, officer, case, "move:1")
    late = claim_job(MAILS, oldest())
    assert late
    Mail.objects.filter(pk=late.job.pk).update(attempt=2)  # the lease was over, and another worker has it
    told(NoticeKind.REOPENED, officer, case, "move:2")
    take_over_notices(late)
    waiting = Mail.objects.get(state=MailState.WAITING, kind=MailKind.NOTICE)
    assert waiting.notices.count() == 1
    assert letters.got == []
