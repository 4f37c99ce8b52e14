"""A name that a document has already is one party of it, also where it is typed without its space or legal form."""

import pytest
from django.test import Client

from institutions.models import FormDraft
from rules.web.pages.form.named_in_place import same_name
from tests.rules.web.pages.asked_draft import draft  # noqa: F401 - a fixture
from tests.rules.web.pages.test_several_parties import sent

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


@pytest.mark.parametrize("typed", ["田中健一", "田中　健一", "田中 健一"])
def test_a_japanese_name_is_the_same_without_its_space(client: Client, draft: FormDraft, typed: str) -> None:  # noqa: F811
    officials = {"/officials/0/person": "田中 健一", "/officials/0/role": "decision_maker"}
    assert sent(client, draft, "officials", **officials) == 302
    (key,) = [row["key"] for row in draft.document["people"] if row["name"].get("ja") == "田中 健一"]
    before = len(draft.document["people"])
    again = {"/officials/0/person": "田中 健一", "/officials/0/role": "decision_maker"}
    again |= {"/officials/1/person": typed, "/officials/1/role": "evaluator"}
    assert sent(client, draft, "officials", **again) == 302
    assert len(draft.document["people"]) == before
    assert [row["person"] for row in draft.document["officials"]] == [key, key]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("田中健一", "田中 健一", True),
        ("青空磁材　株式会社", "青空磁材株式会社", True),
        ("森 下一", "森下 一", False),
        ("森下一", "森下 一", True),
        ("Mori Taro", "Moritaro", False),
        ("mori  TARO", "Mori Taro", True),
        ("田中 健二", "田中健一", False),
    ],
)
def test_spaces_count_in_latin_letters_and_where_both_have_them(one: str, other: str, *, same: bool) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same


@pytest.mark.parametrize("typed", ["㈱青空磁材", "青空磁材（株）", "青空磁材", "青空磁材合同会社"])
def test_a_company_under_another_legal_form_is_asked_about_and_not_added(
    client: Client,
    draft: FormDraft,  # noqa: F811
    typed: str,
) -> None:
    first = {"/participants/0/company": "青空磁材株式会社", "/participants/0/role": "lead_partner"}
    assert sent(client, draft, "partners", **first) == 302
    before = len(draft.document["companies"])
    second = {"/participants/1/company": typed, "/participants/1/role": "partner"}
    content = {"version": str(draft.version), "action": "next", "statements-shown": "0", **first, **second}
    answer = client.post(f"/propose/{draft.pk}/partners/", content)
    assert f"{typed} may be one of the entries below. Choose it, or add a new one." in answer.content.decode()
    draft.refresh_from_db()
    assert len(draft.document["companies"]) == before


def official(number: int, name: str, role: str, chosen: str = "") -> dict[str, str]:
    """Return an entry of the page of officials; `chosen` is the party that its input stood for when it was shown."""
    at = f"/officials/{number}"
    said = {f"{at}/person~chosen": chosen, f"{at}/person~called": "Mori Taro"} if chosen else {}
    return {f"{at}/person": name, f"{at}/role": role, **said}


def test_a_name_that_is_corrected_leaves_no_party_behind(client: Client, draft: FormDraft) -> None:  # noqa: F811
    assert sent(client, draft, "officials", **official(0, "Mori Taro", "decision_maker")) == 302
    (wrong,) = [row["key"] for row in draft.document["people"] if row["name"] == {"en": "Mori Taro"}]
    assert sent(client, draft, "officials", **official(0, "Mori Jiro", "decision_maker", wrong)) == 302
    names = [row["name"] for row in draft.document["people"]]
    assert {"en": "Mori Jiro"} in names
    assert {"en": "Mori Taro"} not in names


def test_an_entry_that_is_removed_leaves_no_party_behind(client: Client, draft: FormDraft) -> None:  # noqa: F811
    assert sent(client, draft, "officials", **official(0, "Mori Taro", "decision_maker")) == 302
    (key,) = [row["key"] for row in draft.document["people"] if row["name"] == {"en": "Mori Taro"}]
    removed = official(0, "Mori Taro", "decision_maker", key) | {"action": "remove:/officials/0"}
    sent(client, draft, "officials", **removed)
    assert {"en": "Mori Taro"} not in [row["name"] for row in draft.document.get("people", ())]


@pytest.mark.parametrize("kept_by", ["another entry", "a statement", "a description", "a second name"])
def test_a_party_that_is_named_elsewhere_or_described_stays(
    client: Client,
    draft: FormDraft,  # noqa: F811
    kept_by: str,
) -> None:
    assert sent(client, draft, "officials", **official(0, "Mori Taro", "decision_maker")) == 302
    (row,) = [row for row in draft.document["people"] if row["name"] == {"en": "Mori Taro"}]
    document, others = {**draft.document}, {}
    if kept_by == "another entry":
        others = official(1, "Mori Taro", "evaluator", row["key"])
    elif kept_by == "a statement":
        document["statements"] = [{"kind": "declaration", "person": row["key"], "on": "2026-04-01"}]
    else:
        second = {"name": {**row["name"], "ja": "森 太郎"}}
        described = {**row, **({"corporate_number": ""} if kept_by == "a description" else second)}
        document["people"] = [described if each is row else each for each in document["people"]]
    draft.store(document, version=draft.version, step="officials")
    assert sent(client, draft, "officials", **official(0, "Mori Jiro", "decision_maker", row["key"]), **others) == 302
    assert row["key"] in [each["key"] for each in draft.document["people"]]


def test_a_party_that_may_be_meant_is_still_there_to_be_chosen(client: Client, draft: FormDraft) -> None:  # noqa: F811
    assert sent(client, draft, "officials", **official(0, "Mori Taro", "decision_maker")) == 302
    (key,) = [row["key"] for row in draft.document["people"] if row["name"] == {"en": "Mori Taro"}]
    again = official(0, "Mori", "decision_maker", key)
    page = client.post(f"/propose/{draft.pk}/officials/", {"version": str(draft.version), "action": "next", **again})
    content = page.content.decode()
    assert "Mori may be one of the entries below." in content
    assert f'value="{key}"' in content
    draft.refresh_from_db()
    assert key in [row["key"] for row in draft.document["people"]]


def test_of_two_names_that_differ_in_their_spaces_the_very_one_is_taken_and_neither_for_a_third(
    client: Client,
    draft: FormDraft,  # noqa: F811
) -> None:
    people = [{"key": "one", "name": {"ja": "森 下一"}}, {"key": "other", "name": {"ja": "森下 一"}}]
    draft.store({**draft.document, "people": people}, version=draft.version, step="officials")
    assert sent(client, draft, "officials", **official(0, "森下 一", "decision_maker")) == 302
    assert [row["person"] for row in draft.document["officials"]] == ["other"]
    third = official(0, "森下一", "decision_maker") | {"version": str(draft.version), "action": "next"}
    page = client.post(f"/propose/{draft.pk}/officials/", third).content.decode()
    assert "森下一 may be one of the entries below." in page


@pytest.mark.parametrize(("action", "left"), [("save", [{"en": "Mori Jiro"}]), ("remove", [])])
def test_a_name_corrected_or_removed_on_the_page_of_one_statement_leaves_no_party_behind(
    client: Client,
    draft: FormDraft,  # noqa: F811
    action: str,
    left: list[dict[str, str]],
) -> None:
    people = [{"key": "taro", "name": {"en": "Mori Taro"}}]
    statements = [{"kind": "declaration", "person": "taro", "on": "2026-04-01"}]
    draft.store(
        {**draft.document, "people": people, "statements": statements}, version=draft.version, step="statements"
    )
    at = "/statements/0/person"
    said = {at: "Mori Jiro", f"{at}~chosen": "taro", f"{at}~called": "Mori Taro", "/statements/0/on": "2026-04-01"}
    content = {"version": str(draft.version), "action": action, "kind": "declaration", **said}
    client.post(f"/propose/{draft.pk}/statements/0/", content)
    draft.refresh_from_db()
    assert [row["name"] for row in draft.document.get("people", ())] == left
