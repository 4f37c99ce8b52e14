"""The summary at the head of a partnership: with whom, who decides, where the case stands, and what is due next."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Account, Company, GovernmentBody, Partnership, Person, Role
from rules.engine.language.statements import Language, date_text
from rules.explaining.wording.words import day_in_both_calendars
from rules.models import Match
from rules.review.calendar.calendar import calendar_of
from rules.review.calendar.review import WITHHELD
from rules.review.casework.case_view import CaseView, read_case
from rules.review.casework.deadlines import next_due, open_deadlines
from rules.review.casework.people_concerned.answering import answer_hearing
from rules.review.casework.people_concerned.hearing import hearings_of
from rules.review.casework.proposal import proposal_context
from rules.web.pages.cases.partnership_summary import first_and_others
from tests.documents import example, small
from tests.rules.review.casework.building import (
    decided,
    measure,
    registered,
    reviewer,
    soon,
    under_review,
    view_of,
)
from tests.rules.review.casework.naming import heard, named

TAGS = re.compile(r"<[^>]*>")
WHOLE = re.compile(r'<span class="whole">([^<]*)</span>')  # a date or a code that no line breaks

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


@pytest.fixture
def case(officer: Account, digital_agency: GovernmentBody) -> Partnership:
    document = example("hikari_magnetics")
    others = [{"key": f"c{n}", "name": {"en": f"Partner {n} (fictional)"}} for n in range(4)]
    document["companies"] += others
    document["participants"] += [{"company": each["key"], "role": "lender"} for each in others]
    return registered(document, officer)


def words(client: Client, partnership: Partnership, language: str = "en") -> str:
    answer = client.get(f"/partnerships/{partnership.pk}/", headers={"Accept-Language": language})
    text = answer.content.decode()
    summary = text[text.index('<div class="summary">') : text.index('<section id="assessment"')]
    return " ".join(TAGS.sub(" ", WHOLE.sub(r"\1", summary)).split())


def test_it_says_who_takes_part_where_the_case_stands_and_what_is_due(client: Client, case: Partnership) -> None:
    first, second = reviewer("first"), reviewer("second")
    under_review(case, first, second)
    for account in (first, second):
        decided(
            case, "COI-01", account, "mitigated", measures=[measure(due_on=(soon() + timedelta(days=900)).isoformat())]
        )
    decided(case, "COL-01", first)
    decided(case, "LIT-12", first, "more_information", answer_by=(soon() - timedelta(days=1)).isoformat())
    page = words(client, case)
    for text in (
        "Partner 0 (fictional) (Lender) Partner 1 (fictional) (Lender) and 2 more",
        "Decision maker Sato Haruka",
        "Public money 1,200,000,000 yen",
        "Review Under review 4 findings to decide",
        "Worst finding Critical",
        "Conflict of interest 0 1 ",
        "Competition and selection 2 High 1 ",
        "Litigation 1 Medium 0 ",
        "Assessed as of 20 June 2026 (令和8年6月20日)",
        "This day is set in the document",
        f"{day_in_both_calendars(soon() - timedelta(days=1), 'en')}: LIT-12 Answer of Hikari Magnetics (fictional)",
    ):
        assert text in page
    assert "Partner 3 (fictional)" in page, "everybody stands in the list below"
    japanese = words(client, case, "ja")
    assert "評価基準日 令和8年6月20日（2026年6月20日）" in japanese
    assert f"{date_text((soon() - timedelta(days=1)).isoformat(), 'ja')}" in japanese


def test_what_is_over_is_still_due_and_what_is_done_is_not(case: Partnership) -> None:
    first, second = reviewer("first"), reviewer("second")
    under_review(case, first, second)
    assert next_due(view_of(case), {}) is None
    decided(case, "COL-01", first)
    decided(case, "COL-02", first, "mitigated")
    found = [(each.what, each.code, each.on) for each in open_deadlines(view_of(case), {})]
    assert sorted(found) == [("condition", "COL-02", soon()), ("dismissal", "COL-01", soon())]


def test_a_person_who_was_asked_is_due_to_answer_until_they_have_and_is_named_to_reviewers(
    client: Client, case: Partnership
) -> None:
    first, sato = reviewer("first"), named(case)
    under_review(case, first)
    hearing = heard(case, "COI-01", first, how="asked", answer_by=soon().isoformat(), waiver="", note="")
    day = day_in_both_calendars(soon(), "en")
    client.force_login(first)
    assert f"{day}: COI-01 Answer in a hearing: Sato Haruka" in words(client, case)
    (entry,) = [each for each in calendar_of(case, first).entries if each.key == f"hearing/{hearing.pk}"]
    assert (entry.on, entry.code, entry.demands) == (soon().isoformat(), "COI-01", False)
    assert entry.duty.en.startswith("Sato Haruka")
    editor = Account.objects.create_user("editor", role=Role.RULEBOOK_EDITOR)
    client.force_login(editor)
    page = words(client, case)
    assert f"{day}: COI-01 Answer in a hearing: " in page
    assert "hearing: Sato" not in page
    assert [each.duty for each in calendar_of(case, editor).entries if each.key == entry.key] == [WITHHELD]
    after = soon() + timedelta(days=1)
    assert [each.on for each in calendar_of(case, first, after).entries if each.key == entry.key] == [entry.on]
    silent = read_case(case, today=after)
    assert "hearing" not in {each.what for each in open_deadlines(silent, hearings_of([*matches(silent)], after))}
    answer_hearing(hearing, {"text": "Read the register.", "corrections": []}, account=sato)
    assert "Answer in a hearing" not in words(client, case)
    assert entry.key not in {each.key for each in calendar_of(case, first).entries}


def matches(view: CaseView) -> Iterator[Match]:
    return (each.match for each in view.findings)


def test_before_an_assessment_nothing_is_said_of_findings(client: Client, case: Partnership) -> None:
    waiting = register_partnership(check_document(small()), account=None, way="file").partnership
    page = words(client, waiting)
    assert "Worst finding not assessed yet" in page
    assert "results of the previous one" not in page, "the first assessment has none before it"
    assert "Findings by family" not in page
    assert "Decision maker not stated" in page
    assert "Due next nothing is set" in page


def test_the_part_that_is_fetched_again_brings_the_standing_along(client: Client, case: Partnership) -> None:
    answer = client.get(f"/partnerships/{case.pk}/assessment/").content.decode()
    assert answer.count("hx-swap-oob") == 1
    assert "hx-swap-oob" not in client.get(f"/partnerships/{case.pk}/").content.decode()


@pytest.mark.parametrize(
    ("day", "english", "japanese"),
    [
        (date(2019, 5, 1), "1 May 2019 (令和元年5月1日)", "令和元年5月1日（2019年5月1日）"),
        (date(2019, 4, 30), "30 April 2019 (平成31年4月30日)", "平成31年4月30日（2019年4月30日）"),
    ],
)
def test_a_day_stands_in_both_calendars(day: date, english: str, japanese: str) -> None:
    assert (day_in_both_calendars(day, "en"), day_in_both_calendars(day, "ja")) == (english, japanese)


def test_more_than_three_are_counted() -> None:
    rows = [{"name": str(n)} for n in range(5)]
    assert first_and_others(rows) == {"rows": rows[:3], "more": 2}
    assert first_and_others(rows[:3])["more"] == 0


@pytest.mark.parametrize(("language", "name"), [("en", "Hikari Magnetics Co., Ltd."), ("ja", "ヒカリ磁性株式会社")])
def test_a_party_that_the_document_names_by_id_or_number_alone_shows_by_its_name_in_the_register(
    client: Client, officer: Account, language: Language, name: str
) -> None:
    registered(small(), officer)
    hikari = Company.objects.get(name_en__startswith="Hikari")
    Company.objects.filter(pk=hikari.pk).update(corporate_number="7000012050002")
    chosen = [{"id": str(hikari.pk)}, {"corporate_number": "7000012050002"}]
    for number, row in enumerate(chosen):
        document = small(
            reference=f"BY-{number}",
            companies=[{"key": "company", **row}],
            participants=[{"company": "company", "role": "lead_partner"}],
            people=[{"key": "person", "id": str(Person.objects.get().pk)}],
            officials=[{"person": "person", "role": "decision_maker"}],
            statements=[],
        )
        partnership = registered(document, officer)
        submission = partnership.submissions.get()
        shown = proposal_context(submission, language)
        assert [each["name"] for each in shown["participants"]] == [name]
        assert [each["name"] for each in shown["officials"]] == [{"en": "Sato Haruka", "ja": "佐藤 遥"}[language]]
        assert name in words(client, partnership, language)
