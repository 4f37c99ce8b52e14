"""A question to a named person that is no longer open is shown as such, and the latest one alone asks."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Account, Partnership, Submission
from rules.models import Hearing, HearingAnswer
from rules.review.casework.act_table import Act
from rules.review.casework.people_concerned.answering import answer_hearing
from rules.review.casework.people_concerned.own_cases import my_hearings
from rules.review.casework.people_concerned.question_state import QuestionState, later_of, question_of
from tests.rules.review.casework.building import assess, do, soon, under_review
from tests.rules.review.casework.naming import declare, heard
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")
ASKED: dict[str, Any] = {"how": "asked", "answer_by": soon().isoformat(), "waiver": "", "note": ""}
FORM = '<button class="button">Send the answer</button>'


@pytest.fixture
def asked(case: Partnership, sato: Account, first: Account) -> Hearing:
    """Ask Sato, whom COI-01 names, and return the hearing."""
    under_review(case, first)
    return heard(case, "COI-01", first, **ASKED)


def revise(case: Partnership, statements: Callable[[list[dict[str, Any]]], list[dict[str, Any]]]) -> None:
    """Register and assess another revision."""
    document = Submission.objects.get(partnership=case, superseded_at=None).document
    changed = {**document, "revision": document["revision"] + 1, "statements": statements(document["statements"])}
    register_partnership(check_document(changed), account=None, way="file")
    assess(case)


def of_sato(each: dict[str, Any]) -> bool:
    return bool(each["kind"] == "shareholding" and each["holder"] == "sato")


def page(account: Account, address: str) -> str:
    answer = signed_in(account).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def standing(account: Account) -> dict[int, QuestionState]:
    return {each.pk: question_of(each) for each in my_hearings(account)}


def test_an_open_question_asks(asked: Hearing, sato: Account) -> None:
    assert standing(sato) == {asked.pk: QuestionState.OPEN}
    assert "Please answer by" in page(sato, "/my/")
    assert FORM in page(sato, f"/my/hearings/{asked.pk}/")
    assert "You are asked to answer" in page(sato, "/notices/")


def test_a_declaration_that_changes_the_facts_is_said_to_have_closed_the_question(
    case: Partnership, asked: Hearing, sato: Account, first: Account
) -> None:
    document = Submission.objects.get(partnership=case, superseded_at=None).document
    company = document["participants"][0]["company"]
    declare(case, sato, statements=[{"kind": "shareholding", "holder": "sato", "company": company, "share_bp": 444}])
    assess(case)
    assert standing(sato) == {asked.pk: QuestionState.CHANGED}
    mine, shown, notices = (page(sato, each) for each in ("/my/", f"/my/hearings/{asked.pk}/", "/notices/"))
    assert "No longer asked: the facts have changed" in mine
    assert "Please answer by" not in mine + shown
    assert FORM not in shown
    assert "You are asked again before it is confirmed." in shown
    assert "is no longer open" in notices
    assert "Please answer by" not in notices
    rest = signed_in(sato).get("/api/v1/my/").json()["hearings"]
    assert [(each["question"], each["asked_again"]) for each in rest] == [("changed", None)]
    # Whoever had the page open reads why, and what they typed.
    refused = signed_in(sato).post(f"/my/hearings/{asked.pk}/", {"text": "I sold them.", "wrong-0": "In May."})
    assert refused.status_code == 409
    for words in ("I sold them.", "In May.", "now rests on other facts", "not saved"):
        assert words in refused.content.decode()
    assert not HearingAnswer.objects.exists()

    anew = heard(case, "COI-01", first, **ASKED)
    assert standing(sato) == {anew.pk: QuestionState.OPEN, asked.pk: QuestionState.CHANGED}
    mine = page(sato, "/my/")
    assert mine.count("Please answer by") == 1
    assert f'<a href="/my/hearings/{anew.pk}/">Go to the later question</a>' in mine
    assert f'<a href="/my/hearings/{anew.pk}/">Go to the later question</a>' in page(sato, f"/my/hearings/{asked.pk}/")
    japanese = signed_in(sato).get(f"/my/hearings/{asked.pk}/", headers={"accept-language": "ja"}).content.decode()
    assert "回答不要（事実関係が変わったため）" in japanese


def test_asked_again_on_the_same_facts_the_later_question_alone_asks(
    case: Partnership, asked: Hearing, sato: Account, first: Account
) -> None:
    day = (soon() + timedelta(days=9)).isoformat()
    later = heard(case, "COI-01", first, **{**ASKED, "answer_by": day})
    last = heard(case, "COI-01", first, **{**ASKED, "answer_by": day})
    assert standing(sato) == {
        last.pk: QuestionState.OPEN,
        later.pk: QuestionState.ASKED_AGAIN,
        asked.pk: QuestionState.ASKED_AGAIN,
    }
    assert {later_of(each) for each in my_hearings(sato)} == {None, last.pk}
    assert page(sato, "/my/").count("Please answer by") == 1
    assert FORM not in page(sato, f"/my/hearings/{asked.pk}/")
    answer_hearing(asked, {"text": "Written before I saw the later one."}, account=sato)
    assert HearingAnswer.objects.count() == 1, "it counts: the facts are the same"


def test_a_finding_that_is_gone_asks_nothing(case: Partnership, asked: Hearing, sato: Account) -> None:
    revise(case, lambda rows: [each for each in rows if not of_sato(each)])
    assert standing(sato) == {asked.pk: QuestionState.GONE}
    assert "there is no such finding now" in page(sato, "/my/")
    assert "there is nothing to answer." in page(sato, f"/my/hearings/{asked.pk}/")


def test_a_case_that_is_not_reviewed_asks_nothing(
    case: Partnership, asked: Hearing, sato: Account, first: Account
) -> None:
    do(case, Act.RETURN, first)
    assert standing(sato) == {asked.pk: QuestionState.ENDED}
    assert "Please answer by" not in page(sato, "/my/")
    assert FORM not in page(sato, f"/my/hearings/{asked.pk}/")


def test_many_questions_cost_as_many_queries_as_one(
    case: Partnership, asked: Hearing, sato: Account, first: Account
) -> None:
    client = signed_in(sato)

    def queries(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        return len(caught)

    one = {address: queries(address) for address in ("/my/", "/notices/")}
    for _again in range(4):
        heard(case, "COI-01", first, **ASKED)
    assert {address: queries(address) for address in one} == one
