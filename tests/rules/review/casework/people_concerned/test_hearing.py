"""Persons concerned are heard before a finding is confirmed, and read only the part about themselves."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from institutions.models import Account, AuditEvent, GovernmentBody, Partnership
from rules.messages.notices.recipients import reviewers_of
from rules.messages.notices.wording import notice_text
from rules.models import Correction, Hearing, HearingAnswer, Notice, NoticeKind
from rules.review.casework.errors import BlockedError, InvalidError, NotYoursError
from rules.review.casework.people_concerned.answering import answer_hearing, keys_of_account
from rules.review.casework.people_concerned.hearing import (
    HearingState,
    hearings_of,
    keys_in_evidence,
    not_heard_reasons,
)
from rules.review.casework.people_concerned.own_facts import facts_about, finding_sentence
from tests.documents import small
from tests.people import reviewer_account
from tests.rules.review.casework.building import assess, decided, finding_of, registered, soon, under_review, view_of
from tests.rules.review.casework.naming import heard, named, people_of

pytestmark = pytest.mark.django_db
ASKED: dict[str, Any] = {"how": "asked", "answer_by": soon().isoformat(), "waiver": "", "note": ""}
TODAY = timezone.localdate


@pytest.fixture
def reviewed(case: Partnership, first: Account, second: Account) -> Partnership:
    under_review(case, first, second)
    return case


@pytest.fixture
def sato(case: Partnership) -> Account:
    return named(case)


def state(case: Partnership, code: str = "COI-01") -> str:
    return people_of(case, code)[0].state


def test_a_finding_is_confirmed_only_after_the_person_answered_and_dismissed_without(
    reviewed: Partnership, first: Account, sato: Account
) -> None:
    with pytest.raises(BlockedError, match=r"COI-01 names .*, who has not been heard"):
        decided(reviewed, "COI-01", first, "confirmed", hears=False)
    hearing = heard(reviewed, "COI-01", first, **ASKED)
    with pytest.raises(BlockedError, match="has until"):
        decided(reviewed, "COI-01", first, "confirmed", hears=False)
    answer_hearing(hearing, {"text": "I sold them in May."}, account=sato)
    assert state(reviewed) == "answered"
    decided(reviewed, "COI-01", first, "confirmed", hears=False)
    decided(reviewed, "COI-01", first, "dismissed")


def test_the_day_may_pass_or_it_is_waived_or_done_otherwise(
    reviewed: Partnership, first: Account, sato: Account
) -> None:
    hearing = heard(reviewed, "COI-01", first, **ASKED)
    match = finding_of(reviewed, "COI-01").match
    on_the_day, after = hearing.answer_by, soon() + timedelta(days=1)
    assert isinstance(on_the_day, date)
    for day, expected in ((on_the_day, HearingState.WAITING), (after, HearingState.SILENT)):
        assert hearings_of([match], day)[match.finding_id][0].state == expected
    assert not_heard_reasons([finding_of(reviewed, "COI-01")], after) == []
    heard(reviewed, "COI-01", first, how="otherwise", heard_on=TODAY().isoformat(), waiver="", note="Minutes of today.")
    assert state(reviewed) == "otherwise"
    heard(reviewed, "COI-01", first, waiver="inquiry", note="The prosecutor asked us to wait.")
    assert state(reviewed) == "waived"
    assert [each.number for each in Hearing.objects.all()] == [1, 2, 3]
    decided(reviewed, "COI-01", first, "confirmed", hears=False)


def test_a_hearing_says_how_completely(reviewed: Partnership, first: Account, sato: Account) -> None:
    today = TODAY()
    for given, field in (
        ({"how": "phoned"}, "how"),
        ({**ASKED, "answer_by": ""}, "answer_by"),
        ({**ASKED, "answer_by": (today + timedelta(days=6)).isoformat()}, "answer_by"),
        ({**ASKED, "answer_by": (today + timedelta(days=91)).isoformat()}, "answer_by"),
        ({**ASKED, "waiver": "urgent"}, "waiver"),
        ({"waiver": "did not feel like it"}, "waiver"),
        ({"note": ""}, "note"),
        ({"note": "On leave."}, "note"),
        ({"note": "\0"}, "note"),
        ({"how": "otherwise", "waiver": "", "heard_on": (today + timedelta(days=1)).isoformat()}, "heard_on"),
    ):
        with pytest.raises(InvalidError) as wrong:
            heard(reviewed, "COI-01", first, **given)
        assert list(wrong.value.errors) == [field]
    assert not Hearing.objects.exists()


def test_who_has_no_account_is_not_asked_on_a_page(reviewed: Partnership, first: Account, second: Account) -> None:
    with pytest.raises(BlockedError, match="no account"):
        heard(reviewed, "COI-01", first, **ASKED)
    outsider = reviewer_account("other-reviewer")
    with pytest.raises(NotYoursError):
        heard(reviewed, "COI-01", outsider)


def test_an_answer_stands_beside_the_finding_with_what_is_wrong_and_nothing_is_taken_back(
    reviewed: Partnership, first: Account, sato: Account
) -> None:
    hearing = heard(reviewed, "COI-01", first, **ASKED)
    facts = facts_about(finding_of(reviewed, "COI-01").match, keys_of_account(sato))
    place = next(place for place, fact in enumerate(facts) if fact["fact"] == "holds_stake")
    wrong = [{"place": place, "text": "I hold 0.1 %, not 6.2 %.", "document": "Statement of the bank, June"}]
    answer_hearing(hearing, {"text": "A figure is wrong.", "corrections": wrong}, account=sato)
    answer_hearing(hearing, {"text": "One thing more."}, account=sato)
    (person,) = people_of(reviewed, "COI-01")
    assert person.disputes
    assert [each.text for each in person.answers] == ["A figure is wrong.", "One thing more."]
    (correction,) = Correction.objects.all()
    assert (correction.kind, correction.document) == ("holds_stake", "Statement of the bank, June")
    event = AuditEvent.objects.filter(verb="hearing_answered").earliest("pk")
    assert event.after is not None
    assert (event.after["corrections"], event.object) == (1, f"hearing:{hearing.pk}")
    assert "bank" not in str([each.after for each in AuditEvent.objects.all()])
    told = Notice.objects.filter(kind=NoticeKind.PERSON_ANSWERED)
    reviewers = reviewers_of(reviewed)
    assert first.pk in reviewers
    assert {each.account_id for each in told} == reviewers
    assert told.count() == 2 * len(reviewers), "once an answer"
    assert "COI-01" in notice_text(told[0])
    assert not told[0].data.keys() - {"codes", "finding"}, "no words of theirs"
    with pytest.raises(BlockedError, match="already answered"):
        heard(reviewed, "COI-01", first)


def test_an_answer_is_checked_field_by_field(reviewed: Partnership, first: Account, sato: Account) -> None:
    hearing = heard(reviewed, "COI-01", first, **ASKED)
    for given, field in (
        ({"text": ""}, "text"),
        ({"text": "x" * 8_001}, "text"),
        ({"text": "x", "corrections": "all"}, "corrections"),
        ({"text": "x", "corrections": [{"place": 99, "text": "no"}]}, "corrections/0/place"),
        ({"text": "x", "corrections": [{"place": True, "text": "no"}]}, "corrections/0/place"),
        ({"text": "x", "corrections": [{"place": 0, "text": ""}]}, "corrections/0/text"),
        ({"text": "x", "corrections": [{"place": 0, "text": "no", "document": "d" * 501}]}, "corrections/0/document"),
        ({"text": "x", "corrections": [{"place": 0, "text": "a"}, {"place": 0, "text": "b"}]}, "corrections/1/place"),
    ):
        with pytest.raises(InvalidError) as wrong:
            answer_hearing(hearing, given, account=sato)
        assert list(wrong.value.errors) == [field]
    assert not HearingAnswer.objects.exists()
    other = Account.objects.create_user("nobody", role="named")
    with pytest.raises(NotYoursError):
        answer_hearing(hearing, {"text": "x"}, account=other)


def test_other_evidence_asks_anew(reviewed: Partnership, first: Account, sato: Account, officer: Account) -> None:
    from institutions.drafts.check import check_document
    from institutions.drafts.store import register_partnership
    from institutions.models import Submission

    hearing = heard(reviewed, "COI-01", first, **ASKED)
    document = Submission.objects.get(partnership=reviewed, superseded_at=None).document
    changed = [
        {**each, "share_bp": 700} if each["kind"] == "shareholding" and each["holder"] == "sato" else each
        for each in document["statements"]
    ]
    register_partnership(
        check_document({**document, "revision": 2, "statements": changed}), account=officer, way="form"
    )
    assess(reviewed)
    assert state(reviewed) == "open"
    with pytest.raises(BlockedError, match="now rests on other facts"):
        answer_hearing(hearing, {"text": "x"}, account=sato)


def test_the_person_reads_what_is_about_them_and_neither_kin_nor_who_reported_it(meti: GovernmentBody) -> None:
    people = [
        {"key": "sato", "name": {"en": "Sato Haruka"}},
        {"key": "mori", "name": {"en": "Mori Akira"}},
        {"key": "checker", "name": {"en": "Kato Nao"}},
    ]
    case = registered(
        small(
            people=people,
            officials=[{"person": "sato", "role": "decision_maker"}],
            sources=[{"key": "tip", "title": "Letter of a colleague", "publisher": "A colleague"}],
            assess_as_of="2026-06-20",
            statements=[
                {"kind": "declaration", "person": "sato", "on": "2026-06-01"},
                {"kind": "kinship", "person": "sato", "relative": "mori", "by": "spouse", "source": "tip"},
                {"kind": "shareholding", "holder": "mori", "company": "hikari", "share_bp": 777, "source": "tip"},
                {
                    "kind": "conduct",
                    "person": "sato",
                    "type": "leak",
                    "on": "2026-06-10",
                    "evidence": "A note",
                    "confirmed_by": "checker",
                    "source": "tip",
                },
            ],
        )
    )
    keys = keys_of_account(named(case))
    for code in ("COI-01", "COL-18"):
        match = finding_of(case, code).match
        shown = str(
            [facts_about(match, keys), finding_sentence(match, keys, "en"), finding_sentence(match, keys, "ja")]
        )
        assert facts_about(match, keys)
        shown = re.sub(r"[0-9a-f-]{36}", "", shown)  # a number may stand in an id by chance
        for secret in ("Mori", "Kato", "colleague", "777", "7.77"):
            assert secret not in shown, (code, secret)
        assert [each.person.name for each in people_of(case, code)] == ["Sato Haruka"]
    assert finding_sentence(finding_of(case, "COL-18").match, keys, "en")
    assert finding_sentence(finding_of(case, "COI-01").match, keys, "en") == ""


def test_a_finding_about_companies_names_nobody(reviewed: Partnership, first: Account) -> None:
    assert keys_in_evidence([{"fact": "participates", "id": "x", "company": "y"}]) == set()
    assert keys_in_evidence([{"fact": "of an earlier vocabulary", "id": "x", "person": "y"}]) == set()
    decided(reviewed, "COL-01", first, "confirmed", hears=False)


def test_the_hearings_of_many_findings_cost_as_many_queries_as_those_of_one(
    reviewed: Partnership, first: Account, sato: Account, django_assert_num_queries: Any
) -> None:
    hearing = heard(reviewed, "COI-01", first, **ASKED)
    answer_hearing(hearing, {"text": "x", "corrections": [{"place": 0, "text": "y"}]}, account=sato)
    view = view_of(reviewed)
    for matches in ([finding_of(reviewed, "COI-01").match], [each.match for each in view.findings]):
        with django_assert_num_queries(7):
            hearings_of(matches, view.today)
