"""The page of a partnership at a glance: rows that the address opens, gaps by who can supply them, when to sign."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from institutions.kinds import KINDS
from institutions.kinds.document import DOCUMENT
from institutions.models import Account, FormDraft, GovernmentBody, Partnership, Role
from rules.explaining.wording.asked_questions import question_about
from rules.explaining.wording.findings import chance_rows
from rules.explaining.wording.suppliers import SUPPLIES
from rules.facts.kinds.vocabulary import VOCABULARY
from rules.web.pages.cases import partnerships
from rules.web.pages.form.steps import BY_NAME
from tests.documents import example, small
from tests.rules.review.casework.building import decided, finding_of, registered, soon, under_review, view_of
from tests.rules.review.casework.naming import heard, named
from tests.rules.web.pages.casework import shown
from tests.rules.web.pages.conftest import signed_in

TAGS = re.compile(r"<[^>]*>")
OPEN = re.compile(r'<details data-finding="(\d+)" open>')

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


def row_of(page: str, case: Partnership, code: str) -> str:
    """Return the visible text beside the details of a finding: who has to do what by when."""
    anchor = f'id="{code}-{finding_of(case, code).match.finding_id}"'
    part = page[page.index(anchor) :].partition("</article>")[0]
    return " ".join(TAGS.sub(" ", part.rpartition('class="next-act"')[2].partition(">")[2]).split())


def test_the_address_opens_the_rows_that_it_names_and_says_where_one_is_gone(client: Client, case: Partnership) -> None:
    address = f"/partnerships/{case.pk}/"
    one, other = (str(finding_of(case, code).match.finding_id) for code in ("COL-01", "LIT-12"))
    assert OPEN.findall(shown(client, address)) == []
    page = shown(client, f"{address}?open={one},{other}")
    assert sorted(OPEN.findall(page)) == sorted([one, other])
    assert f'href="{address}?open={one}#COL-01-{one}"' in page, "each row has a link that opens it"
    gone = shown(client, f"{address}?open={one},999999")
    assert OPEN.findall(gone) == [one]
    assert "does not have every finding that this address opens" in gone
    assert client.get(f"{address}?open=first").status_code == 400


def test_each_row_says_who_has_to_do_what_by_when(
    client: Client, case: Partnership, first: Account, second: Account
) -> None:
    address, day = f"/partnerships/{case.pk}/", soon()
    assert "Open · A reviewer decides once the review has begun." in row_of(shown(client, address), case, "COL-01")
    under_review(case, first, second)
    named(case)
    heard(case, "COI-01", first, how="asked", answer_by=day.isoformat(), waiver="", note="")
    decided(case, "COL-01", first, "mitigated")
    decided(case, "COL-02", first)
    decided(case, "COL-14", first, "confirmed")
    decided(case, "LIT-12", first, "more_information", answer_by=(day - timedelta(days=1)).isoformat())
    page = shown(signed_in(first), address)
    said = {
        "COI-01": "Sato Haruka answers by",
        "COL-01": "Personnel division carries out the measure by",
        "COL-02": "Nobody: dismissed until",
        "COL-14": "Nobody: it is decided.",
        "LIT-12": "Hikari Magnetics (fictional) answers by",
    }
    for code, text in said.items():
        assert text in row_of(page, case, code), code
    editor = signed_in(Account.objects.create_user("editor", role=Role.RULEBOOK_EDITOR))
    assert "The person concerned answers by" in row_of(shown(editor, address), case, "COI-01")


def test_when_to_sign_is_one_sentence_everywhere(client: Client, case: Partnership, first: Account) -> None:
    sentence = re.compile(r'class="signing">\s*([^<]+?)\s*<')
    pages = [shown(client, f"/partnerships/{case.pk}/{part}") for part in ("", "case/", "calendar/")]
    found = [sentence.search(page) for page in pages]
    assert len({each[1] for each in found if each}) == 1
    assert all(found)


def test_what_stands_next_leads_the_reader_to_it(client: Client, case: Partnership, first: Account) -> None:
    address = f"/partnerships/{case.pk}/"
    assert "<strong>Next:</strong> A reviewer accepts the case." in shown(client, address)
    reader = signed_in(first)
    assert f'<strong>Next:</strong> <a href="{address}case/#acts">Accept the case</a>' in shown(reader, address)
    under_review(case, first)
    worst = finding_of(case, "COI-01").match.finding_id
    assert f'<strong>Next:</strong> <a href="/findings/{worst}/">Decide' in shown(reader, address)
    assert "Reviewers decide 6 findings." in shown(client, address)


def test_missing_data_is_grouped_by_who_has_it_and_leads_to_its_question(
    client: Client, officer: Account, first: Account
) -> None:
    document = small(officials=[{"person": "sato", "role": "decision_maker"}])
    case = registered(document, officer)
    address = f"/partnerships/{case.pk}/"
    page = shown(client, address)
    groups = page[page.index('id="not-assessable"') :]
    declared = groups.partition("The officials concerned")[2].partition("</details>")[0]
    assert "Declaration of interests (on:" in declared
    codes = {rule.outcome.code for rule in view_of(case).unassessed}
    assert codes <= set(re.findall(r'href="/rulebook/([A-Z0-9-]+)/"', groups))
    assert 'value="declaration"' in declared
    assert "Add this" not in shown(signed_in(first), address), "a reviewer cannot revise"
    answer = client.post(f"{address}add/", {"asked": "declaration"})
    draft = FormDraft.objects.get()
    assert answer["Location"] == f"/propose/{draft.pk}/people/#q-declarations"
    assert 'id="q-declarations"' in shown(client, answer["Location"].partition("#")[0])
    unasked = client.post(f"{address}add/", {"asked": "ex_officio_seat"})["Location"]
    place = len(document["statements"])
    assert unasked == f"/propose/{draft.pk}/statements/{place}/?kind=ex_officio_seat"
    assert client.get(unasked).status_code == 200
    found = client.post(f"{address}add/", {"asked": "selection/market_survey_on"})["Location"]
    assert found == f"/propose/{draft.pk}/selection/?asked=/selection/market_survey_on#f-selection-market_survey_on"
    assert 'id="f-selection-market_survey_on"' in shown(client, found.partition("#")[0])
    held = client.post(f"{address}add/", {"asked": "exposure/plants"})["Location"]
    assert held == f"/propose/{draft.pk}/record/?asked=/statements/1/plants#f-statements-1-plants"
    assert 'id="f-statements-1-plants"' in shown(client, held.partition("#")[0])
    assert client.post(f"{address}add/", {"asked": "nonsense"}).status_code == 404
    assert signed_in(first).post(f"{address}add/", {"asked": "declaration"}).status_code in (403, 404)


def test_missing_bids_and_periods_lead_to_their_own_question(client: Client, officer: Account) -> None:
    case = registered(small(selection={"method": "open", "object": "goods"}), officer)
    address = f"/partnerships/{case.pk}/add/"
    bids = client.post(address, {"asked": "bid"})["Location"]
    draft = FormDraft.objects.get()
    assert bids == f"/propose/{draft.pk}/rivals/#q-bids", "not to the one about who was excluded"
    for kind, asked, field in (
        ("notice_period", "days", "notice_days"),
        ("award_published", "awarded", "awarded_on"),
        ("planned_contract", "price_yen", "reserve_price_yen"),
    ):
        found = client.post(address, {"asked": question_about(kind, field=asked)})["Location"]
        assert found == f"/propose/{draft.pk}/selection/?asked=/selection/{field}#f-selection-{field}"
        assert f'id="f-selection-{field}"' in shown(client, found.partition("#")[0])
    assert question_about("choice_known", "choice_known()") == question_about("choice_known") == "selection/awarded_on"
    assert question_about("procurement_covered", field="covered") == "", "no proposal states the class of a body"


def test_every_kind_of_fact_has_somebody_who_can_supply_it_and_a_question_of_the_form() -> None:
    assert SUPPLIES.keys() == VOCABULARY.keys()
    questions = {each.asked for each in SUPPLIES.values()} - {""}
    assert questions <= {*KINDS, *DOCUMENT.by_name, *BY_NAME}


def test_chance_and_base_rate_stand_on_a_row_where_the_rule_knows_them() -> None:
    series: dict[str, Any] = {"fact": "tender_series", "id": "1", "chance_bp": 200, "expected_bp": 600}
    said = [(each["label"], each["text"]) for each in chance_rows([series], "en")]
    assert said == [("Chance of such an order", "2%"), ("Expected by chance in all series", "6%")]
    assert [*chance_rows([{"fact": "selection", "id": "2"}], "ja")] == []


def test_findings_of_one_cause_stand_in_one_group(client: Client, officer: Account, meti: GovernmentBody) -> None:
    GovernmentBody.objects.filter(pk=meti.pk).update(gpa_class="central")
    document = example("hikari_magnetics")
    document["selection"]["object"] = "goods"
    case = registered(document, officer)
    page = shown(client, f"/partnerships/{case.pk}/")
    group = page.partition('aria-label="One contract without open competition"')[2].partition("</section>")[0]
    codes = ("COL-02", "COL-05")
    assert [code for code in codes if f'id="{code}-' in group] == list(codes)


def test_a_case_of_many_findings_reads_the_details_of_the_others_when_they_are_opened(
    client: Client, officer: Account, first: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = registered(example("hikari_magnetics"), officer)
    address = f"/partnerships/{case.pk}/"
    whole = shown(client, address)
    monkeypatch.setattr(partnerships, "DETAILED", 1)
    page = shown(client, address)
    assert page.count("data-finding=") == whole.count("data-finding=") > 1
    assert page.count('class="evidence"') == 1
    last = re.findall(r'data-finding="(\d+)"', page)[-1]
    assert f'hx-get="/findings/{last}/details/"' in page
    details = shown(client, f"/findings/{last}/details/")
    assert "<html" not in details
    assert details.count('class="evidence"') == 1
    assert details.strip() in whole, "they are those of the page that has them all"
    assert shown(client, f"{address}?open={last}").count('class="evidence"') == 2, (
        "without a script an address opens them"
    )
    assert client.get("/findings/999999/details/").status_code == 404
