"""A grant is never asked for what only a procurement needs."""

import re
from typing import Any

import pytest
from django.test import Client

from institutions.models import FormDraft, GovernmentBody
from rules.web.pages.form.draft import draft_errors
from tests.documents import small
from tests.rules.web.pages.asked_draft import draft, shown  # noqa: F401 - a fixture

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")
OF_PROCUREMENT = (
    *("legal_ground", "notice_days", "urgent", "later_lot", "lots_total_yen", "qualified_firms", "market_survey_on"),
    "tax",
    *("reserve_price_yen", "reserve_basis", "mof_consulted", "secrecy_approved", "award_notified_on"),
)


@pytest.fixture
def grant(draft: FormDraft) -> FormDraft:  # noqa: F811
    """Return the draft of a grant of which nothing is said about the selection."""
    document = {name: value for name, value in draft.document.items() if name != "selection"}
    draft.store({**document, "scheme": "grant"}, version=draft.version, step="selection")
    return draft


def names(page: str) -> set[str]:
    """Return the names of the inputs of the selection."""
    return set(re.findall(r'name="/selection/([a-z_]+)"', page))


def sent(client: Client, draft: FormDraft, **selection: str) -> Any:  # noqa: F811
    """Send the page of the selection."""
    inputs = {f"/selection/{name}": value for name, value in selection.items()}
    answer = client.post(f"/propose/{draft.pk}/selection/", {**inputs, "version": draft.version, "action": "next"})
    draft.refresh_from_db()
    return answer


def test_it_is_asked_what_the_money_pays_for_in_the_words_of_a_call(client: Client, grant: FormDraft) -> None:
    page = shown(client, grant, "selection")
    assert names(page) & {*OF_PROCUREMENT} == set()
    assert {"method", "object", "eligible_applicants", "evaluation_published"} <= names(page)
    assert "What does the money pay for?" in page
    for word in ('value="negotiated"', 'value="small_value"', ">Object<", "Only contracts have this method"):
        assert word not in page
    assert "公募" in shown(client, grant, "selection", "ja")


def test_the_answer_is_kept_and_shown_in_the_words_of_the_question(client: Client, grant: FormDraft) -> None:
    sent(client, grant, method="open", object="research")
    assert grant.document["selection"] == {"method": "open", "object": "research"}
    assert "/selection/object" not in draft_errors(grant, "METI")
    check = shown(client, grant, "check")
    assert "What does the money pay for?" in check
    assert "Open call for applications" in check


def test_joint_research_is_research_without_a_question(client: Client, grant: FormDraft) -> None:
    grant.store({**grant.document, "scheme": "joint_research"}, version=grant.version, step="selection")
    page = shown(client, grant, "selection")
    assert '<input type="hidden" name="/selection/object" value="research">' in page
    assert 'value="negotiated"' in page, "it may be a contract"
    assert {"legal_ground", "method"} <= names(page)


def test_a_procurement_is_asked_for_its_object(client: Client, draft: FormDraft) -> None:  # noqa: F811
    page = shown(client, draft, "selection")
    assert {*OF_PROCUREMENT, "object"} <= names(page)
    assert "What does the money pay for?" not in page


def test_what_was_stated_before_stays_in_sight(client: Client, draft: FormDraft) -> None:  # noqa: F811
    selection = {"method": "negotiated", "object": "works", "legal_ground": "urgent"}
    draft.store({**draft.document, "scheme": "grant", "selection": selection}, version=draft.version, step="selection")
    page = shown(client, draft, "selection")
    for word in ("negotiated", "works", "urgent"):
        assert f'value="{word}" selected' in page
    assert "Only contracts have this method" in page
    assert "契約に特有の方式です" in shown(client, draft, "selection", "ja")


def test_a_grant_without_research_is_not_asked_for_ties_of_research_and_asks_who_applied(
    client: Client, grant: FormDraft
) -> None:
    sent(client, grant, method="open", object="goods")
    assert 'id="q-research_ties"' not in shown(client, grant, "people")
    rivals = shown(client, grant, "rivals")
    assert "Do you know who applied?" in rivals
    assert "Did anybody bid?" not in rivals
    sent(client, grant, method="open", object="research")
    assert 'id="q-research_ties"' in shown(client, grant, "people")


def test_a_grant_is_asked_who_applied_and_not_for_prices(client: Client, grant: FormDraft) -> None:
    sent(client, grant, method="open", object="goods")
    rivals = shown(client, grant, "rivals")
    asked = rivals.partition('id="q-bids"')[2].partition('id="q-competitors"')[0]
    at_once, _mark, folded = asked.partition('<details class="folded"')
    assert "/company" in at_once
    assert "/amount_yen" not in at_once, "no rule compares the amounts of applications"
    assert "/amount_yen" in folded, "who wants to state it can"
    assert "The number of applicants shows whether there was competition" in at_once
    grant.store({**grant.document, "scheme": "procurement"}, version=grant.version, step="rivals")
    tender = shown(client, grant, "rivals").partition('id="q-bids"')[2].partition('id="q-competitors"')[0]
    assert "/amount_yen" in tender.partition('<details class="folded"')[0]


def test_its_days_and_its_method_are_asked_in_the_words_of_a_call(client: Client, grant: FormDraft) -> None:
    page = shown(client, grant, "selection")
    for label in ("How the partner is chosen", "Call opened on", "Call closed on", "Partner decided on"):
        assert f">{label}" in page
    japanese = shown(client, grant, "selection", "ja")
    for label in ("相手方の選び方", "募集開始日", "応募締切日", "相手方の決定日"):
        assert f">{label}" in japanese
    for word in (">契約方式", ">公告日", ">落札日"):
        assert word not in japanese


def test_a_procurement_keeps_the_words_of_a_contract(client: Client, draft: FormDraft) -> None:  # noqa: F811
    draft.store(
        {**draft.document, "selection": {"method": "open", "object": "goods"}}, version=draft.version, step="selection"
    )
    japanese = shown(client, draft, "selection", "ja")
    for label in (">契約方式", ">公告日", ">落札日"):
        assert label in japanese


@pytest.mark.parametrize("method", ["negotiated", "small_value", "none", None])
def test_what_is_not_tendered_is_not_knocked_down(client: Client, draft: FormDraft, method: str | None) -> None:  # noqa: F811
    selection = {"object": "goods"} | ({"method": method} if method else {})
    draft.store({**draft.document, "selection": selection}, version=draft.version, step="selection")
    japanese = shown(client, draft, "selection", "ja")
    assert ">相手方の決定日" in japanese
    assert ">落札日" not in japanese


@pytest.mark.parametrize(
    ("language", "said", "remark"),
    [
        (
            "en",
            "Scheme and method of the selection contradict each other: correct one of them",
            "Scheme (Grant) and method of the selection (Negotiated) contradict each other",
        ),
        ("ja", "方式と契約方式の矛盾（いずれかの訂正を要する）", "方式（補助金）は調達を伴わない"),
    ],
)
def test_the_check_beside_the_form_names_the_contradiction_and_not_the_ground_of_a_contract(
    client: Client,
    draft: FormDraft,  # noqa: F811
    meti: GovernmentBody,
    language: str,
    said: str,
    remark: str,
) -> None:
    GovernmentBody.objects.filter(pk=meti.pk).update(gpa_class="central")
    selection = {"method": "negotiated", "object": "goods"}
    content = small(reference="P-9", scheme="grant", value_yen=500_000_000, selection=selection)
    draft.store(content, version=draft.version, step="selection")
    address, headers = f"/propose/{draft.pk}/precheck/", {"Accept-Language": language}
    for page in (
        client.get(address, headers=headers).content.decode(),
        client.get(address, headers={**headers, "HX-Request": "true"}).content.decode(),
    ):
        lacking = page.partition(
            "Could not be assessed" if language == "en" else "評価できなかったルールと不足している情報"
        )[2]
        assert said in lacking
        assert remark in page
        for ground in ("Legal ground", "legal ground", "根拠条項"):
            assert ground not in lacking
        assert "new revision" not in page, "a draft has none"
