"""Two reviewers who decide differently hear of it, and so does who assigned them; the page says what resolves it."""

import pytest
from django.test import Client

from institutions.models import Account, Partnership
from rules.messages.notices.wording import notice_address, notice_text
from rules.models import Notice, NoticeKind
from rules.review.casework.act_table import Act
from rules.review.casework.assigning import assign_reviewer, declare_none
from tests.rules.messages.notices.test_notices import told
from tests.rules.review.casework.building import decided, do, finding_of, reviewer, under_review, version
from tests.rules.review.casework.test_screening import DECLARED, party, state_elsewhere
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewed(case: Partnership, first: Account, second: Account) -> Partnership:
    under_review(case, first, second)
    return case


def test_the_other_reviewers_are_told_that_the_decisions_differ(
    reviewed: Partnership, first: Account, second: Account
) -> None:
    decided(reviewed, "COI-01", first)
    assert told(NoticeKind.DECISIONS_DIFFER) == []
    decided(reviewed, "COI-01", second, "mitigated")
    notice = Notice.objects.get(kind=NoticeKind.DECISIONS_DIFFER)
    assert notice.account == first
    assert notice_address(notice) == f"/findings/{finding_of(reviewed, 'COI-01').match.finding_id}/"
    assert notice_text(notice).startswith("The reviewers have decided differently on a finding of COI-01")
    assert "It stays open until they agree" in page_of(first)
    decided(reviewed, "COI-01", first, "mitigated")
    assert told(NoticeKind.DECISIONS_DIFFER) == ["first"]
    assert "It stays open until they agree" not in page_of(first)
    assert "They now agree." in page_of(first)
    assert "現在は一致しています" in page_of(first, "ja")


def page_of(account: Account, language: str = "en") -> str:
    """Return the notices of an account as its page shows them."""
    client = Client(headers={"accept-language": language})
    client.force_login(account)
    return client.get("/notices/").content.decode()


def test_who_assigned_them_is_told_also_where_they_do_not_review_it(
    case: Partnership, first: Account, second: Account
) -> None:
    person = party(state_elsewhere(case, [DECLARED]), "mori")
    head = Account.objects.get(pk=reviewer("head", person_id=person).pk)
    do(case, Act.TAKE_IN, head)
    for each in (first, second):
        assign_reviewer(case, each, account=head, version=version(case))
    for each in (first, second):
        sign(case, each)
    do(case, Act.BEGIN, first)
    decided(case, "COI-01", first)
    decided(case, "COI-01", second, "mitigated")
    assert told(NoticeKind.DECISIONS_DIFFER) == ["first", "head"]


def sign(case: Partnership, account: Account) -> None:
    declare_none(case, signature=account.username, account=account, version=version(case))


def test_of_a_finding_that_needs_one_person_the_later_decision_counts_and_nobody_is_told(
    reviewed: Partnership, first: Account, second: Account
) -> None:
    decided(reviewed, "COL-01", first)
    decided(reviewed, "COL-01", second, "mitigated")
    assert told(NoticeKind.DECISIONS_DIFFER) == []


def test_the_page_of_the_case_says_who_said_what_and_what_resolves_it(
    reviewed: Partnership, first: Account, second: Account
) -> None:
    page = f"/partnerships/{reviewed.pk}/case/"
    client = signed_in(first)
    decided(reviewed, "COI-01", first)
    assert 'id="disagreements"' not in client.get(page).content.decode()
    decided(reviewed, "COI-01", second, "mitigated")
    said = client.get(page).content.decode()
    assert 'id="disagreements"' in said
    assert "first: Dismissed" in said
    assert "second: Mitigated" in said
    assert "The finding is settled once both reviewers have decided the same" in said
    decided(reviewed, "COI-01", second)
    assert 'id="disagreements"' not in client.get(page).content.decode()
