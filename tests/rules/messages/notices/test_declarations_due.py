"""People asked to declare or to answer are notified at once, before their day and after; e-mails name no reason."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from institutions.models import Account, Partnership, Person, Role
from rules.messages.mail.sending import try_mail
from rules.messages.notices.case_days import sweep_days
from rules.messages.notices.declarations_due import sweep_declarations
from rules.messages.notices.wording import notice_address, notice_text
from rules.messages.readable_notices import notices_for, unread_count
from rules.models import Hearing, Mail, Notice, NoticeKind
from rules.review.casework.act_table import Act
from rules.review.casework.people_concerned.answering import answer_hearing
from rules.review.casework.people_concerned.standing import last_day_of
from tests.rules.messages.mail.conftest import chosen, letters, server
from tests.rules.messages.mail.server import Letters
from tests.rules.messages.notices.test_notices import later, told
from tests.rules.review.casework.building import do, soon, under_review
from tests.rules.review.casework.naming import declare, heard, named
from tests.rules.web.pages.conftest import signed_in

__all__ = ["letters", "server"]
pytestmark = pytest.mark.django_db
ASKED = {"how": "asked", "answer_by": soon().isoformat(), "waiver": "", "note": ""}


@pytest.fixture
def sato(case: Partnership) -> Account:
    return named(case)


@pytest.fixture
def asked(case: Partnership, sato: Account, first: Account, second: Account) -> Hearing:
    """Ask Sato, whom COI-01 names, and return the hearing."""
    under_review(case, first, second)
    return heard(case, "COI-01", first, **ASKED)


def test_who_is_asked_about_a_finding_is_told_and_led_there(asked: Hearing, sato: Account) -> None:
    notice = Notice.objects.get(kind=NoticeKind.HEARING_ASKED)
    assert notice.account == sato
    assert notice_address(notice) == f"/my/hearings/{asked.pk}/"
    assert asked.finding.code not in notice_text(notice)
    client = signed_in(sato)
    page = client.get("/notices/")
    assert notice_text(notice) in page.content.decode()
    assert "1 unread" in page.content.decode()
    assert client.get(f"/notices/{notice.pk}/")["Location"] == f"/my/hearings/{asked.pk}/"
    assert client.get(f"/my/hearings/{asked.pk}/").status_code == 200
    assert unread_count(sato) == 0


def test_before_the_day_they_are_reminded_and_after_it_the_reviewers_hear_too(
    asked: Hearing, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(monkeypatch, 26)
    sweep_days()
    assert told(NoticeKind.HEARING_SOON) == []
    later(monkeypatch, 27)
    for _again in range(2):
        sweep_days()
    assert told(NoticeKind.HEARING_SOON) == ["sato"]
    assert told(NoticeKind.HEARING_OVERDUE) == []
    later(monkeypatch, 31)
    for _again in range(2):
        sweep_days()
    assert told(NoticeKind.HEARING_OVERDUE) == ["sato"]
    assert told(NoticeKind.ANSWER_OVERDUE) == ["first", "second"]


def test_who_has_answered_is_not_reminded(asked: Hearing, sato: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    answer_hearing(asked, {"text": "I sold them in May."}, account=sato)
    for days in (28, 31):
        later(monkeypatch, days)
        sweep_days()
    assert told(NoticeKind.HEARING_SOON) == told(NoticeKind.HEARING_OVERDUE) == []


def test_an_official_is_told_once_that_a_declaration_is_asked_of_them(case: Partnership, sato: Account) -> None:
    for _again in range(2):
        sweep_days()
    notice = Notice.objects.get(kind=NoticeKind.DECLARATION_ASKED, account=sato)
    assert notice_address(notice) == f"/my/cases/{case.pk}/declaration/"
    assert case.reference in notice_text(notice)


def test_who_has_declared_is_asked_nothing_until_the_declaration_ends(case: Partnership, sato: Account) -> None:
    row, today = declare(case, sato), timezone.localdate()
    last_day = last_day_of(row, today)
    for days in (timedelta(), timedelta(days=8)):
        sweep_declarations(today if not days else last_day - days)
    assert told(NoticeKind.DECLARATION_ASKED) == told(NoticeKind.DECLARATION_SOON) == []
    for _again in range(2):
        sweep_declarations(last_day - timedelta(days=7))
    assert told(NoticeKind.DECLARATION_SOON) == ["sato"]
    sweep_declarations(last_day)
    assert told(NoticeKind.DECLARATION_ASKED) == []
    for _again in range(2):
        sweep_declarations(last_day + timedelta(days=1))
    notice = Notice.objects.get(kind=NoticeKind.DECLARATION_ASKED)
    assert (notice.account, notice.matter) == (sato, f"declaration:{row.pk}")
    assert notice_text(notice).startswith(f"You are asked to declare again for case {case.reference}")


def test_an_account_that_is_linked_later_is_told_by_the_next_sweep(case: Partnership) -> None:
    sweep_days()
    assert told(NoticeKind.DECLARATION_ASKED) == []
    named(case)
    sweep_days()
    assert told(NoticeKind.DECLARATION_ASKED) == ["sato"]


def test_of_a_case_that_is_over_or_secret_nobody_is_told(case: Partnership, sato: Account, officer: Account) -> None:
    Partnership.objects.update(secret=True)
    sweep_days()
    assert told(NoticeKind.DECLARATION_ASKED) == []
    Partnership.objects.update(secret=False)
    do(case, Act.WITHDRAW, officer)
    sweep_days()
    assert told(NoticeKind.DECLARATION_ASKED) == []


def test_a_notice_is_gone_for_who_is_somebody_else_by_now_or_of_a_case_that_became_secret(
    asked: Hearing, sato: Account
) -> None:
    assert notices_for(sato).count() == 1
    Partnership.objects.update(secret=True)
    assert notices_for(sato).count() == 0
    Partnership.objects.update(secret=False)
    stranger = Person.objects.create(name_en="Kato Jun (fictional)", name_ja="加藤　潤（架空）")
    Account.objects.filter(pk=sato.pk).update(person=stranger)
    assert notices_for(Account.objects.get(pk=sato.pk)).count() == 0


def test_the_e_mail_comes_at_once_and_says_neither_what_nor_of_which_case(
    case: Partnership, sato: Account, first: Account, letters: Letters
) -> None:
    chosen(sato, "none")
    under_review(case, first)
    hearing = heard(case, "COI-01", first, **ASKED)
    (mail,) = Mail.objects.filter(account=sato)
    try_mail(mail.pk)
    (letter,) = letters.got
    notice = Notice.objects.get(kind=NoticeKind.HEARING_ASKED)
    said = letter.get_content().replace("\r\n", "\n")
    assert letter["Subject"] == "Partnership screening: Something is waiting for you"
    assert said.startswith(f"Something is waiting for you\nhttps://screening.example/notices/{notice.pk}/\n")
    for secret in (case.reference, hearing.finding.code, "finding", "answer"):
        assert secret not in letter["Subject"] + said


def test_they_may_choose_otherwise(case: Partnership, sato: Account, first: Account, letters: Letters) -> None:
    chosen(sato, "at_once", hearing_asked="none")
    under_review(case, first)
    heard(case, "COI-01", first, **ASKED)
    assert not Mail.objects.filter(account=sato).exists()


def test_a_named_person_chooses_about_what_waits_for_them_alone(sato: Account, letters: Letters) -> None:
    client = signed_in(sato)
    page = client.get("/notices/choices/").content.decode()
    assert "when-hearing_asked" in page
    assert "when-reopened" not in page
    assert 'name="every"' not in page
    assert "You get no e-mail" in client.get("/my/").content.decode()
    given = {"address": "sato@meti.example", "language": "ja", "when-hearing_asked": "at_once"}
    assert client.post("/notices/choices/", given | {"when-declaration_asked": "daily"}).status_code == 302
    sato.refresh_from_db()
    assert sato.mail_choice.own == {"declaration_asked": "daily"}


def test_a_named_person_sees_no_notice_about_the_work_on_a_case(case: Partnership, officer: Account) -> None:
    Notice.objects.create(account=officer, kind=NoticeKind.REOPENED, matter="move:1", partnership=case)
    assert notices_for(officer).count() == 1
    Account.objects.filter(pk=officer.pk).update(role=Role.NAMED)
    assert notices_for(Account.objects.get(pk=officer.pk)).count() == 0


def test_in_japanese_it_is_said_in_japanese(asked: Hearing) -> None:
    with translation.override("ja"):
        said = notice_text(Notice.objects.get(kind=NoticeKind.HEARING_ASKED))
    assert "回答" in said
    assert "令和" in said or "年" in said


def test_the_queries_of_a_sweep_do_not_grow_with_those_who_were_looked_at(case: Partnership, sato: Account) -> None:
    sweep_days()
    with CaptureQueriesContext(connection) as few:
        sweep_days()
    for place in range(5):
        Account.objects.create_user(f"other-{place}", role=Role.NAMED, person_id=sato.person_id)
    sweep_days()
    with CaptureQueriesContext(connection) as many:
        sweep_days()
    assert len(many) == len(few)
