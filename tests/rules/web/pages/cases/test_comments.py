"""Comments reach the audience that their author chose, and stay on record."""

from typing import Any

import pytest
from django.test import Client, override_settings

from institutions.audit.verify import verify_audit
from institutions.models import Account, AuditEvent, GovernmentBody, Partnership, Role
from rules.messages.notices.wording import notice_address, notice_text
from rules.models import Comment, CommentWithdrawal, Notice, NoticeKind
from rules.review.casework.records import CASEWORK
from rules.review.correspondence.commenting import add_comment
from rules.review.correspondence.mentions import names_mentioned
from rules.review.correspondence.protected_information import marking_in
from tests.rules.review.casework.building import finding_of, soon, under_review
from tests.rules.review.casework.naming import heard
from tests.rules.web.pages.casework import shown
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")
TEXT = "Compare the register of 3 May."


def page_of(case: Partnership) -> str:
    return f"/partnerships/{case.pk}/papers/"


def write(client: Client, case: Partnership, text: str = TEXT, **sent: Any) -> Any:
    return client.post(page_of(case), {"act": "comment", "text": text, **sent}, follow=True)


def test_a_comment_is_for_reviewers_unless_its_author_chose_otherwise(
    case: Partnership, first: Account, second: Account, client: Client
) -> None:
    finding = finding_of(case, "COI-01").match.finding_id
    assert "Your comment was saved" in write(signed_in(first), case, finding=finding).content.decode()
    assert Comment.objects.get().audience == "reviewers"
    for place in (page_of(case), f"/findings/{finding}/"):
        assert TEXT in shown(signed_in(second), place)
        assert TEXT not in shown(client, place)
    write(signed_in(first), case, "Please send the memo.", audience="submitting_body")
    assert "Please send the memo." in shown(client, page_of(case))
    (told,) = Notice.objects.filter(kind=NoticeKind.COMMENTED)
    assert (told.account.username, notice_address(told)) == ("officer", f"{page_of(case)}#comments")
    keeper = Account.objects.create_user("keeper", role=Role.ADMINISTRATOR)
    assert TEXT not in shown(signed_in(keeper), page_of(case))
    assert "Your role may not read the comments" in shown(signed_in(keeper), page_of(case))
    write(client, case, "Here it is.")
    assert Comment.objects.latest("pk").audience == "submitting_body"


def test_a_mention_reaches_only_those_who_may_read_and_its_author_learns_of_the_others(
    case: Partnership, first: Account, second: Account, officer: Account
) -> None:
    page = write(signed_in(first), case, "@second, @officer and @nobody: look.").content.decode()
    assert "Notified: @second" in page
    assert "may not read this comment: @officer, @nobody" in page
    (told,) = Notice.objects.filter(kind=NoticeKind.MENTIONED)
    assert told.account == second
    assert notice_text(told) == "A comment on case EX-METI-001 mentions you."
    write(signed_in(first), case, "@officer: look.", audience="submitting_body")
    assert Notice.objects.filter(kind=NoticeKind.MENTIONED, account=officer).exists()
    assert not Notice.objects.filter(kind=NoticeKind.COMMENTED, account=officer).exists()


def test_a_comment_for_a_person_concerned_is_on_their_page_and_for_nobody_of_the_body(
    case: Partnership, first: Account, sato: Account, client: Client
) -> None:
    under_review(case, first)
    finding = finding_of(case, "COI-01").match.finding_id
    sent: dict[str, Any] = {"finding": finding, "audience": "person_concerned", "person": str(sato.person_id)}
    assert write(signed_in(first), case, **sent).status_code == 422  # nobody has asked her yet
    assert not Comment.objects.exists()
    heard(case, "COI-01", first, how="asked", answer_by=soon().isoformat(), waiver="", note="")
    assert write(signed_in(first), case, **sent).status_code == 200
    assert TEXT in shown(signed_in(sato), "/my/")
    assert TEXT not in shown(client, page_of(case))
    assert Notice.objects.get(kind=NoticeKind.COMMENT_FOR_PERSON).account == sato
    assert write(client, case, **sent).status_code == 422  # an officer is not offered this audience


def test_a_marking_of_protected_information_is_refused_until_the_author_confirms_that_there_is_none(
    case: Partnership, first: Account
) -> None:
    text = "The memo is not 特定秘密."
    answer = write(signed_in(first), case, text)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "a marking of protected security information" in page
    assert text in page
    assert "I confirm that this text holds no protected security information" in page
    assert not Comment.objects.exists()
    write(signed_in(first), case, text, declared_open="1")
    assert Comment.objects.get().declared_open is True
    with override_settings(APPROVED_FOR_PROTECTED_INFORMATION=True):
        assert write(signed_in(first), case, text).status_code == 200
    assert marking_in("ＴＯＰ ＳＥＣＲＥＴ") == "top secret"
    assert marking_in("The secret of this success") == ""


def test_a_withdrawn_comment_is_shown_to_auditors_alone_and_the_withdrawal_to_all(
    case: Partnership, first: Account, second: Account
) -> None:
    write(signed_in(first), case)
    row, sent = Comment.objects.get(), {"act": "withdraw_comment", "reason": "It was about another case."}
    other = signed_in(second).post(page_of(case), {**sent, "comment": row.pk})
    assert other.status_code == 403
    assert signed_in(first).post(page_of(case), {**sent, "comment": row.pk, "reason": "x"}).status_code == 422
    assert signed_in(first).post(page_of(case), {**sent, "comment": row.pk}).status_code == 302
    assert signed_in(first).post(page_of(case), {**sent, "comment": row.pk}).status_code == 409
    page = shown(signed_in(first), page_of(case))
    assert "It was about another case." in page
    assert TEXT not in page
    assert verify_audit().troubles == ()
    auditor = Account.objects.create_user("auditor", role=Role.AUDITOR)
    assert TEXT in shown(signed_in(auditor), page_of(case))
    assert Comment.objects.get().text == TEXT
    verbs = AuditEvent.objects.filter(object=f"comment:{row.pk}").values_list("verb", flat=True)
    assert list(verbs.order_by("pk")) == ["commented", "comment_withdrawn"]


def test_comments_over_rest(case: Partnership, client: Client, first: Account, meti: GovernmentBody) -> None:
    address = f"/api/v1/partnerships/{case.pk}/case/comments/"
    answer = client.post(address, {"text": TEXT}, content_type="application/json")
    assert answer.status_code == 201, answer.content
    said = answer.json()
    assert (said["audience"], said["by"], said["withdrawn"]) == ("submitting_body", "officer", None)
    assert signed_in(first).get(address).json() == {"comments": [said], "next": None, "previous": None}
    withdrawal = f"/api/v1/comments/{said['id']}/withdrawal/"
    sent = {"reason": "It was about another case."}
    assert signed_in(first).post(withdrawal, sent, content_type="application/json").status_code == 403
    assert client.post(withdrawal, sent, content_type="application/json").json()["text"] == ""
    for wrong in ({}, {"text": ""}, {"text": TEXT, "finding": 999_999}, {"text": TEXT, "audience": "reviewers"}):
        assert client.post(address, wrong, content_type="application/json").status_code == 422


def test_who_was_excluded_from_a_case_is_not_reached(case: Partnership, first: Account, second: Account) -> None:
    named = case.submissions.get().parties.get(key="sato").party_id
    Account.objects.filter(pk=second.pk).update(person=named)
    _row, missed = add_comment(case, {"text": "@second, look."}, account=first)
    assert missed == ["second"]


def test_an_erasure_finds_names_in_comments() -> None:
    assert CASEWORK[Comment].texts == ("text",)
    assert CASEWORK[CommentWithdrawal].texts == ("reason",)


def test_names_after_an_at_sign_are_mentions_and_addresses_are_not() -> None:
    assert names_mentioned("@sato.h, (@mori) and a@b.example, then @sato.h.") == ["sato.h", "mori"]
