"""The pages of a case and of a finding: what each reader is offered, told and refused."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from institutions.models import Account, GovernmentBody, Partnership, Role
from rules.models import CaseCondition, CaseState, FindingDecision
from rules.review.casework.deciding import read_token
from tests.documents import small
from tests.rules.review.casework.building import (
    decided,
    finding_of,
    registered,
    settle,
    soon,
    under_review,
    view_of,
)
from tests.rules.web.pages.casework import post, shown, to_acknowledge
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


def test_the_page_of_a_partnership_leads_to_its_case_and_each_finding(client: Client, case: Partnership) -> None:
    page = shown(client, f"/partnerships/{case.pk}/")
    assert "6 findings to decide" in page
    assert f'href="/partnerships/{case.pk}/case/"' in page
    for each in view_of(case).findings:
        assert f'href="/findings/{each.match.finding_id}/"' in page


def test_an_officer_sees_what_is_to_be_done_and_why_they_cannot_do_it(client: Client, case: Partnership) -> None:
    page = shown(client, f"/partnerships/{case.pk}/case/")
    folded = page[page.index('<details id="not-now">') :].split("</details>")[0]
    assert "<dt>Accept the case</dt>" in folded
    assert page.count("not possible now") == 1, "what cannot be done takes one row together"
    assert "Only a reviewer can do this" in page
    assert "Withdraw the proposal" in page
    answer = post(client, case, "take_in")
    assert answer.status_code == 403
    assert "Only a reviewer can do this" in answer.content.decode()
    assert view_of(case).case.state == CaseState.SUBMITTED


def test_a_case_is_reviewed_and_cleared_over_its_pages(case: Partnership, first: Account, second: Account) -> None:
    one, other = signed_in(first), signed_in(second)
    post(one, case, "take_in")
    for client, account in ((one, first), (other, second)):
        post(client, case, "assign", reviewer=account.pk)
        page = post(client, case, "declare", signature=account.username).content.decode()
        assert "Declared on" in page
    post(one, case, "begin")
    for client in (one, other):
        for each in view_of(case).findings:
            address = f"/findings/{each.match.finding_id}/"
            if "Save the decision" not in shown(client, address) or each.settled:
                continue
            token = re.search(r'name="seen" value="(\w+)"', shown(client, address))
            assert token
            sent = {
                "seen": token[1],
                "decided": "dismissed",
                "reason": "They were sold.",
                "ends_on": soon().isoformat(),
            }
            assert "Your decision was saved" in client.post(address, sent, follow=True).content.decode()
    for lacking, codes in to_acknowledge(case).items():
        post(one, case, "acknowledge", codes=codes, lacking=lacking, reason="Asked for and not given.")
    page = post(other, case, "clear", reason="All is answered.").content.decode()
    assert "Cleared" in page
    assert "All is answered." in page
    assert view_of(case).case.state == CaseState.CLEARED


def test_what_is_wrong_with_a_decision_is_said_and_what_was_typed_stays(case: Partnership, first: Account) -> None:
    under_review(case, first)
    found = finding_of(case, "COL-01")
    address, client = f"/findings/{found.match.finding_id}/", signed_in(first)
    token = re.search(r'name="seen" value="(\w+)"', shown(client, address))
    assert token
    sent = {"seen": token[1], "decided": "mitigated", "reason": "A long reason", "measure-1-text": "Bar Sato"}
    answer = client.post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    for text in ("A long reason", "Bar Sato", 'href="#measure-1-owner"', 'href="#measure-1-due_on"'):
        assert text in page
    assert not FindingDecision.objects.exists()


@pytest.mark.parametrize(
    ("language", "decided", "said"),
    [
        ("en", "mitigated", ["Person responsible (2): Write something here.", "Deadline (2): Write a date:"]),
        ("en", "more_information", ["Asked of: Write something here.", "Answer by: Write a date:"]),
        ("en", "dismissed", ["Last day of the dismissal: Write a date:"]),
        ("ja", "more_information", ["照会先：記入してください。", "回答期限："]),
    ],
)
def test_the_summary_of_errors_names_the_field(
    case: Partnership, first: Account, language: str, decided: str, said: list[str]
) -> None:
    under_review(case, first)
    found = finding_of(case, "COL-01")
    sent = {
        "seen": read_token(found),
        "decided": decided,
        "reason": "Looked at the file.",
        "measure-1-text": "Bar Sato",
    }
    if decided != "mitigated":
        del sent["measure-1-text"]
    address = f"/findings/{found.match.finding_id}/"
    page = signed_in(first).post(address, sent, headers={"Accept-Language": language}).content.decode()
    for text in said:
        assert f">{text}" in page


@pytest.mark.parametrize(
    ("language", "least"), [("en", "at least 10 letters or digits"), ("ja", "漢字・仮名では5文字以上")]
)
def test_a_word_is_no_reason_and_stays_where_it_was_typed(
    case: Partnership, first: Account, language: str, least: str
) -> None:
    under_review(case, first)
    decided(case, "COL-01", first, "mitigated")
    client = signed_in(first)
    client.cookies["django_language"] = language
    address = f"/partnerships/{case.pk}/case/"
    assert least in client.get(address).content.decode(), "it is said before anybody types"
    refused = post(client, case, "return", reason="Late")
    assert refused.status_code == 422
    assert least in refused.content.decode()
    (row,) = view_of(case).conditions
    refused = post(client, case, "fulfil", condition=row.condition.pk, note="Done.")
    assert refused.status_code == 422
    assert ">Done.</textarea>" in refused.content.decode()


def test_a_condition_of_the_year_2999_is_refused_as_a_slip(case: Partnership, first: Account) -> None:
    under_review(case, first)
    page = post(
        signed_in(first), case, "add_condition", text="Report", owner="Personnel", due_on="2999-01-01"
    ).content.decode()
    assert "<li>Deadline: This day is too far ahead" in page
    assert not CaseCondition.objects.exists()


def test_the_page_of_a_case_names_the_field_of_an_error(case: Partnership, first: Account) -> None:
    under_review(case, first)
    client = signed_in(first)
    page = post(client, case, "add_condition", text="Report", owner=" ", due_on="x").content.decode()
    assert "<li>Person responsible: Write something here.</li>" in page
    assert "<li>Deadline: Write a date:" in page
    lacking, codes = next(iter(to_acknowledge(case).items()))
    page = post(client, case, "acknowledge", codes=codes, lacking=lacking, reason=" ").content.decode()
    assert "<li>Why can the case proceed? Write something here.</li>" in page


def test_a_stale_decision_is_refused_with_what_was_typed(case: Partnership, first: Account, second: Account) -> None:
    under_review(case, first, second)
    found = finding_of(case, "COL-01")
    decided(case, "COL-01", second)
    sent = {"seen": "f" * 32, "decided": "confirmed", "reason": "It is for me to say"}
    answer = signed_in(first).post(f"/findings/{found.match.finding_id}/", sent)
    assert answer.status_code == 409
    assert "Somebody else acted on this" in answer.content.decode()
    assert "It is for me to say" in answer.content.decode()
    assert FindingDecision.objects.count() == 1


def without_competition() -> dict[str, Any]:
    """Return a negotiated contract over every limit, on no ground: COL-02 and COL-05 ask about one selection."""
    selection = {"method": "negotiated", "object": "goods", "legal_ground": None}
    return small(selection=selection, value_yen=900_000_000, assess_as_of="2026-06-20")


def test_findings_with_one_cause_are_decided_together(first: Account, meti: GovernmentBody) -> None:
    GovernmentBody.objects.filter(pk=meti.pk).update(gpa_class="central")
    case = registered(without_competition())
    under_review(case, first)
    client, found = signed_in(first), finding_of(case, "COL-02")
    address = f"/findings/{found.match.finding_id}/"
    page = shown(client, address)
    also = re.findall(r'name="also" value="([^"]+)"', page)
    token = re.search(r'name="seen" value="(\w+)"', page)
    assert also
    assert token
    sent = {"seen": token[1], "also": also, "decided": "confirmed", "reason": "One and the same."}
    client.post(address, sent)
    assert FindingDecision.objects.count() == 1 + len(also)
    assert FindingDecision.objects.values("together").distinct().count() == 1
    assert "together with others of the same cause" in shown(client, address)


NO_ACTS: list[dict[str, str]] = [
    {"act": "unheard_of"},
    {},
    {"act": "lapse"},
    {"act": "take_in", "version": "x"},
    {"act": "fulfil", "condition": "-1", "note": "Seen in the file."},
    {"act": "assign", "reviewer": "9" * 30},
]


@pytest.mark.parametrize("sent", NO_ACTS)
def test_an_act_that_does_not_exist_is_no_fault(case: Partnership, first: Account, sent: dict[str, str]) -> None:
    answer = signed_in(first).post(f"/partnerships/{case.pk}/case/", sent)
    assert answer.status_code in (403, 409, 422)
    assert "Nothing was done" in answer.content.decode()


def test_the_case_of_another_body_is_as_if_it_were_not_there(
    case: Partnership, digital_agency: GovernmentBody, first: Account
) -> None:
    client = signed_in(Account.objects.create_user("other", role=Role.OFFICER, body=digital_agency))
    for address in (f"/partnerships/{case.pk}/case/", f"/findings/{view_of(case).findings[0].match.finding_id}/"):
        assert client.get(address).status_code == 404
        assert client.post(address, {"act": "take_in"}).status_code == 404


def test_who_keeps_rules_does_not_read_the_reasons(case: Partnership, first: Account) -> None:
    under_review(case, first)
    decided(case, "COL-01", first, reason="His wife sold them.")
    client = signed_in(Account.objects.create_user("editor", role=Role.RULEBOOK_EDITOR))
    page = shown(client, f"/findings/{finding_of(case, 'COL-01').match.finding_id}/")
    assert "His wife" not in page
    assert "His wife" in shown(signed_in(first), f"/findings/{finding_of(case, 'COL-01').match.finding_id}/")


def test_both_pages_speak_japanese_alone(
    case: Partnership, first: Account, second: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    for part in ("has_libraries", "has_font"):  # what a machine without them is told names packages
        monkeypatch.setattr(f"rules.web.report.requirements.{part}", lambda *_: True)
    under_review(case, first, second)
    client = signed_in(second)
    for address in (f"/partnerships/{case.pk}/case/", f"/findings/{finding_of(case, 'COI-01').match.finding_id}/"):
        page = shown(client, address, headers={"Accept-Language": "ja"})
        main = page[page.index("<main") : page.index("</main>")]
        main = re.sub(r'<span class="source">.*?</span>', " ", main, flags=re.S)  # titles of sources stay as they are
        main = re.sub(r'<(a|code) [^>]*lang="en"[^>]*>.*?</\1>', " ", main, flags=re.S)
        main = re.sub(r"<[^>]+>|EX-METI-001|first|second|METI", " ", main)
        assert re.findall(r"[A-Za-z]{4,}", main) == [], address


def test_the_numbers_of_queries_do_not_depend_on_the_case(case: Partnership, first: Account, second: Account) -> None:
    under_review(case, first, second)
    client = signed_in(first)
    pages = (f"/partnerships/{case.pk}/case/", f"/findings/{finding_of(case, 'COI-01').match.finding_id}/")

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            shown(client, address)
        return len(captured)

    decided(case, "COI-01", first, "mitigated")
    before = [queries(address) for address in pages]
    decided(case, "COL-01", first, "mitigated")
    settle(case, first, second)
    assert [queries(address) for address in pages] == before
