"""A request for information is answered by the submitting body, with text and files, and waits for a reviewer again."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from institutions.audit.verify import verify_audit
from institutions.models import Account, AuditEvent, GovernmentBody, Partnership, Role
from rules.messages.notices.wording import notice_address, notice_text
from rules.models import Attachment, FindingDecision, FindingSummary, InformationAnswer, Notice, NoticeKind
from rules.review.casework.errors import BlockedError
from rules.review.casework.standing import StandingKind
from rules.review.correspondence.answering import answer_request, open_requests
from rules.review.summaries.verifying import summary_troubles
from rules.review.timeline.acts import acts_between
from rules.web.pages.cases.information_request import clock_words
from tests.rules.review.casework.building import decided, finding_of, soon, under_review, view_of
from tests.rules.review.correspondence.sample_files import upload
from tests.rules.web.pages.casework import shown
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")
ANSWER = "The shares were sold on 3 May."


@pytest.fixture
def asked(case: Partnership, first: Account) -> FindingDecision:
    """Return a request for information about a finding of the case."""
    under_review(case, first)
    return decided(case, "COI-01", first, "more_information", asked_of="METI")


def page_of(asked: FindingDecision) -> str:
    return f"/requests/{asked.pk}/"


def standing(case: Partnership) -> str:
    return finding_of(case, "COI-01").standing


def test_the_body_is_notified_answers_with_a_file_and_the_reviewer_is_notified_at_once(
    case: Partnership, asked: FindingDecision, first: Account, officer: Account, client: Client
) -> None:
    told = Notice.objects.get(kind=NoticeKind.INFORMATION_ASKED)
    assert (told.account, notice_address(told)) == (officer, page_of(asked))
    assert "COI-01" in notice_text(told)
    assert f'href="{page_of(asked)}"' in shown(client, f"/partnerships/{case.pk}/case/")
    page = shown(client, page_of(asked))
    assert "30 days are left" in page
    assert "Looked at the register of shares." in page
    answer = client.post(page_of(asked), {"text": ANSWER, "file": upload(name="contract.pdf")}, follow=True)
    assert "Your answer was saved" in answer.content.decode()
    row, file = InformationAnswer.objects.get(), Attachment.objects.get()
    assert (row.text, row.account, file.answer, file.audience) == (ANSWER, officer, row, "submitting_body")
    back = Notice.objects.get(kind=NoticeKind.INFORMATION_ANSWERED)
    assert (back.account, notice_address(back)) == (first, f"/findings/{asked.finding_id}/")
    reviewer = shown(signed_in(first), f"/findings/{asked.finding_id}/")
    assert ANSWER in reviewer
    assert "Information received: to be decided" in reviewer
    assert "contract.pdf" in shown(signed_in(first), page_of(asked))


def test_an_answered_request_is_a_finding_to_decide_and_the_answer_is_in_trail_timeline_and_summary(
    case: Partnership, asked: FindingDecision, first: Account, officer: Account
) -> None:
    assert standing(case) == StandingKind.ASKED
    assert [each.pk for each in open_requests(view_of(case))] == [asked.pk]
    row = answer_request(asked, ANSWER, [], account=officer)
    assert standing(case) == StandingKind.ANSWERED
    assert finding_of(case, "COI-01").in_force == ()
    assert open_requests(view_of(case)) == []
    assert FindingSummary.objects.get(finding=asked.finding_id).standing == StandingKind.ANSWERED
    event = AuditEvent.objects.get(verb="information_answered")
    assert event.after
    assert event.after["answer"] == row.pk
    assert ANSWER not in str(event.after)
    assert ("information_answered", ANSWER) in [(each.sort, each.text) for each in acts_between(case.pk, None, None)]
    assert verify_audit().troubles == ()
    assert list(summary_troubles()) == []
    again = answer_request(asked, "And the rest in June.", [], account=officer)
    assert again.number == 2
    decided(case, "COI-01", first, "dismissed")
    with pytest.raises(BlockedError, match="no longer open"):
        answer_request(asked, "Too late.", [], account=officer)


def test_only_the_submitting_body_answers_and_nothing_is_stored_of_a_refused_answer(
    case: Partnership, asked: FindingDecision, first: Account, digital_agency: GovernmentBody, client: Client
) -> None:
    other = Account.objects.create_user("other", role=Role.OFFICER, body=digital_agency)
    keeper = Account.objects.create_user("keeper", role=Role.ADMINISTRATOR)
    answers: list[tuple[Client, dict[str, Any], int]] = [
        (signed_in(other), {"text": ANSWER}, 404),
        (signed_in(first), {"text": ANSWER}, 403),
        (signed_in(keeper), {"text": ANSWER}, 403),
        (client, {"text": "  "}, 422),
        (client, {"text": ANSWER, "file": upload(b"MZ")}, 422),
    ]
    for who, sent, status in answers:
        assert who.post(page_of(asked), sent).status_code == status
    assert ANSWER in client.post(page_of(asked), {"text": ANSWER, "file": upload(b"MZ")}).content.decode()
    assert not InformationAnswer.objects.exists()
    assert not Attachment.objects.exists()
    assert "Looked at the register" not in shown(signed_in(keeper), page_of(asked))


def test_an_answer_over_rest(case: Partnership, asked: FindingDecision, client: Client, first: Account) -> None:
    address = f"/api/v1/findings/{asked.finding_id}/decisions/{asked.number}/answers/"
    answer = client.post(address, {"text": ANSWER, "file": upload()})
    assert answer.status_code == 201, answer.content
    said = answer.json()
    assert said["files"] == [Attachment.objects.get().pk]
    (decision,) = client.get(f"/api/v1/findings/{asked.finding_id}/decisions/").json()["decisions"]
    assert decision["answers"] == [said]
    assert signed_in(first).post(address, {"text": ANSWER}).status_code == 403
    assert client.post(address, {}).status_code == 422
    assert client.post(address.replace("decisions/1/", "decisions/7/"), {"text": ANSWER}).status_code == 404


def test_an_answer_with_a_marking_is_refused_until_its_author_confirms_that_it_holds_none(
    case: Partnership, asked: FindingDecision, client: Client
) -> None:
    text, address = "The memo is not 特定秘密.", page_of(asked)
    refused = client.post(address, {"text": text})
    assert refused.status_code == 422
    assert "I confirm that this text holds no protected security information" in refused.content.decode()
    rest = f"/api/v1/findings/{asked.finding_id}/decisions/{asked.number}/answers/"
    assert client.post(rest, {"text": text}, content_type="application/json").status_code == 422
    assert not InformationAnswer.objects.exists()
    named = client.post(address, {"text": ANSWER, "file": upload(name="特定秘密.pdf")})
    assert named.status_code == 422
    assert "give it a name without the marking" in named.content.decode()
    assert client.post(address, {"text": text, "declared_open": "1"}).status_code == 302
    assert client.post(rest, {"text": text, "declared_open": True}, content_type="application/json").status_code == 201
    assert client.post(rest, {"text": text, "declared_open": "true", "file": upload()}).status_code == 201
    assert [each.declared_open for each in InformationAnswer.objects.all()] == [True, True, True]
    assert client.post(address, {"text": ANSWER}).status_code == 302
    assert InformationAnswer.objects.latest("pk").declared_open is False
    assert verify_audit().troubles == ()


def test_the_clock_says_how_much_time_is_left() -> None:
    today = soon()
    assert clock_words(today, today) == "The answer is due today."
    assert clock_words(today + timedelta(days=1), today) == "1 day is left."
    assert clock_words(today - timedelta(days=2), today) == "The answer is 2 days late."
