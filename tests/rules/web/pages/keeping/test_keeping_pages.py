"""The pages of retention and data protection: what is due, holds, and the acts of reviewers, in few queries."""

import html
import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from institutions.models import Account, GovernmentBody, Partnership, Role
from rules.models import LegalHold, RetentionCheck
from rules.review.data_protection.processing import FILES, document_lines
from rules.review.keeping.disposing import dispose_of_case
from rules.review.keeping.holds import set_hold
from tests.documents import small
from tests.people import reviewer_account
from tests.rules.review.casework.building import registered
from tests.rules.review.keeping.building import BASIS, REASON, checked, end_retention, ended_case, keeper
from tests.rules.web.pages.conftest import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]
WHY = "A court asked for the file."


@pytest.fixture(autouse=True)
def retention_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    end_retention(monkeypatch)


@pytest.fixture
def counsel(db: None) -> Account:
    return reviewer_account("counsel")


@pytest.fixture
def case(meti: GovernmentBody, digital_agency: GovernmentBody, counsel: Account) -> Partnership:
    return ended_case(meti, counsel)


def text_of(client: Client, address: str, status: int = 200, **posted: str) -> str:
    """Return the content of a page without its tags."""
    answer = client.post(address, posted) if posted else client.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    page = answer.content.decode().partition("<main")[2]
    return html.unescape(" ".join(re.sub(r"<[^>]*>", " ", page).split()))


def test_a_reviewer_sets_and_lifts_a_hold_and_chooses_a_measure(case: Partnership, counsel: Account) -> None:
    client, other = signed_in(counsel), signed_in(reviewer_account("second"))
    assert "No hold was set" in text_of(client, "/retention/")
    # No database stores NUL.
    assert "u0000" in text_of(client, "/retention/", 422, act="hold", cases="a\0b", reason=WHY)
    text_of(client, "/retention/", 302, act="hold", cases=f"{case.reference}\n", reason=WHY)
    hold = LegalHold.objects.get()
    text = text_of(client, "/retention/")
    assert WHY in text
    assert case.reference in text
    assert f"Legal hold {hold.pk} since" in text_of(client, f"/partnerships/{case.pk}/case/")
    refused = text_of(client, "/retention/", 422, act="lift", hold=str(hold.pk), reason="It is over, they say.")
    assert "Another person than who set a hold" in refused
    assert "It is over, they say." in refused
    text_of(other, "/retention/", 302, act="lift", hold=str(hold.pk), reason="The court returned the file.")
    assert "Lifted on" in text_of(client, "/retention/")
    assert "Legal hold" not in text_of(client, f"/partnerships/{case.pk}/case/")
    assert "No hold that you may see" in text_of(
        other, "/retention/", 422, act="lift", hold="999", reason="It is over now."
    )
    text_of(client, "/retention/", 302, act="check", case=str(case.pk), measure="transfer", reason=REASON)
    assert RetentionCheck.objects.get().measure == "transfer"
    assert "Transfer to the National Archives" in text_of(client, "/retention/")
    assert "is called NOBODY-1" in text_of(client, "/retention/", 422, act="hold", cases="NOBODY-1", reason=WHY)


def test_rest_tells_of_a_hold_to_those_who_may_know(case: Partnership, counsel: Account, meti: GovernmentBody) -> None:
    hold = set_hold([case], reason=WHY, account=counsel)
    address = f"/api/v1/partnerships/{case.pk}/case/"
    told = signed_in(counsel).get(address).json()["legal_hold"]
    assert (told["hold"], told["by"]) == (hold.pk, "counsel")
    officer = Account.objects.create_user("of-body", role=Role.OFFICER, body=meti)
    assert signed_in(officer).get(address).json()["legal_hold"] is None
    assert "Legal hold" not in text_of(signed_in(officer), f"/partnerships/{case.pk}/case/")


def test_the_overview_has_what_was_done(case: Partnership, counsel: Account) -> None:
    auditor = signed_in(Account.objects.create_user("auditor", role=Role.AUDITOR))
    text = text_of(auditor, "/data-protection/")
    assert "Cases whose retention is over 1" in text
    assert "Nobody was erased yet" in text
    for each in FILES:
        assert str(each.name) in text
    assert "Kinship" in text
    checked(case, counsel)
    dispose_of_case(case, basis=BASIS, account=keeper())
    text = text_of(auditor, "/data-protection/")
    assert "Cases whose retention is over 0" in text
    assert BASIS in text
    assert f"{case.reference} on" in text
    page = auditor.get("/audit/?verb=case_disposed").content.decode()
    assert "Documents of a case disposed of" in page


def test_the_pages_take_as_many_queries_for_many_cases(
    case: Partnership, counsel: Account, meti: GovernmentBody
) -> None:
    auditor = signed_in(Account.objects.create_user("auditor", role=Role.AUDITOR))
    set_hold([case], reason=WHY, account=counsel)
    addresses = ("/retention/", "/data-protection/")
    few = {each: queries(auditor, each) for each in addresses}
    for number in range(3):
        other = registered(small(reference=f"MORE-{number}"))
        set_hold([other, case], reason=WHY, account=counsel)
    assert {each: queries(auditor, each) for each in addresses} == few


def queries(client: Client, address: str) -> int:
    """Return the number of queries of a page that was opened before."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_document_of_the_register_is_what_the_program_declares() -> None:
    assert Path("docs/processing.md").read_text(encoding="utf-8") == "\n".join(document_lines()) + "\n"
