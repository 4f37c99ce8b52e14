"""Officials see the data on record before they sign; differences from their declaration show afterwards."""

from typing import Any

import pytest

from institutions.models import Account, AuditEvent, GovernmentBody, Partnership, Role
from rules.messages.notices.wording import notice_text
from rules.models import Notice, NoticeKind, State
from rules.review.casework.people_concerned.standing import officials_with_declarations
from rules.review.casework.people_concerned.ties_on_record import differences_in
from tests.rules.review.casework.building import assess, registered, under_review, view_of
from tests.rules.review.casework.naming import declare, named
from tests.rules.review.casework.people_concerned.test_declaring import TIE, current, official_case
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.django_db
HOLDING = {"kind": "shareholding", "holder": "sato", "company": "hikari", "share_bp": 620, "from": "2021-04-01"}
GIFT = {"kind": "benefit", "person": "sato", "giver": "hikari", "type": "meal", "value_yen": 9_000, "on": "2026-05-01"}


@pytest.fixture
def case(meti: GovernmentBody, officer: Account) -> Partnership:
    """Return a case in which the body has stated a holding and a meal."""
    return registered(official_case(statements=[HOLDING, GIFT]), account=officer)


@pytest.fixture
def sato(case: Partnership) -> Account:
    return named(case)


def beside(case: Partnership) -> list[str]:
    view = view_of(case)
    found = differences_in(view, officials_with_declarations(current(case), view.today))
    return sorted(fact.type for facts in found.values() for fact in facts)


def page(case: Partnership, account: Account) -> str:
    return signed_in(account).get(f"/my/cases/{case.pk}/declaration/").content.decode()


def over_rest(case: Partnership, account: Account) -> Any:
    answer = signed_in(account).get(f"/api/v1/my/cases/{case.pk}/declaration/")
    assert answer.status_code == 200, answer.content
    return answer.json()["on_record"]


def test_before_signing_the_page_shows_the_holding_and_not_what_a_hearing_would_ask_about(
    case: Partnership, sato: Account
) -> None:
    shown = page(case, sato)
    assert "Data on record about you" in shown
    assert "6.2%" in shown
    assert "9,000" not in shown


def test_over_rest_the_same_is_listed(case: Partnership, sato: Account) -> None:
    (holding,) = over_rest(case, sato)
    assert (holding["fact"], holding["share_bp"]) == ("holds_stake", 620)
    assert holding["names"][holding["company"]]["en"] == "Hikari Magnetics Co., Ltd."
    assert not {"source", "sources", "from"} & holding.keys(), "nobody is told who reported it"


def test_before_an_assessment_has_finished_nothing_is_not_said_of_it(case: Partnership, sato: Account) -> None:
    case.assessments.update(state=State.QUEUED)
    assert over_rest(case, sato) is None


def test_a_claim_about_them_is_not_shown_and_makes_no_difference(meti: GovernmentBody, officer: Account) -> None:
    claimed = registered(official_case(statements=[{**HOLDING, "confidence": "claim"}]), account=officer)
    sato = named(claimed)
    assert "Data on record about you" not in page(claimed, sato)
    assert over_rest(claimed, sato) == []
    declare(claimed, sato)
    assert beside(claimed) == []


def test_nothing_to_declare_beside_a_holding_on_record_is_told_to_the_reviewers_as_a_fact(
    case: Partnership, sato: Account, first: Account
) -> None:
    under_review(case, first)
    declare(case, sato)
    assess(case)
    assert beside(case) == ["benefit", "holds_stake"]
    said = notice_text(Notice.objects.get(kind=NoticeKind.OFFICIAL_DECLARED, account=first))
    assert "The declaration and the register differ" in said
    shown = signed_in(first).get(f"/partnerships/{case.pk}/case/").content.decode()
    assert "On record and not named in the declaration" in shown
    assert "Holding (Hikari Magnetics Co., Ltd.)" in shown
    assert "Benefit (Hikari Magnetics Co., Ltd.)" in shown
    assert AuditEvent.objects.filter(verb="sensitive_read", actor__contains=str(first.pk)).exists()


def test_who_may_not_read_of_benefits_reads_that_there_is_an_entry(case: Partnership, sato: Account) -> None:
    declare(case, sato)
    assess(case)
    editor = Account.objects.create_user("editor", role=Role.RULEBOOK_EDITOR)
    shown = signed_in(editor).get(f"/partnerships/{case.pk}/case/").content.decode()
    assert "Holding (Hikari Magnetics Co., Ltd.)" in shown
    assert "Benefit (" not in shown
    assert "1 entry about kin, gifts, income or acts" in shown


@pytest.mark.parametrize("share", [620, 800])
def test_what_was_declared_is_no_difference_whatever_its_amount(case: Partnership, sato: Account, share: int) -> None:
    gift: dict[str, Any] = {**GIFT, "value_yen": 8_000}
    declare(case, sato, statements=[{**TIE, "share_bp": share}, gift])
    assess(case)
    assert beside(case) == []
    assert "differ" not in notice_text(Notice.objects.filter(kind=NoticeKind.OFFICIAL_DECLARED)[0])


def test_a_holding_that_is_over_and_one_in_another_company_make_none(meti: GovernmentBody, officer: Account) -> None:
    over = {**HOLDING, "until": "2026-01-31"}
    elsewhere = {**HOLDING, "company": "kita"}
    other = registered(official_case(statements=[over, elsewhere]), account=officer)
    declare(other, named(other))
    assess(other)
    assert beside(other) == []


def test_who_has_not_declared_is_compared_with_nothing(case: Partnership, sato: Account) -> None:
    assert beside(case) == []
