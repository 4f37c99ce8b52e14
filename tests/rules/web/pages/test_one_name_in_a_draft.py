"""A name that a document has already is one party of it, also where it is typed without its space or legal form."""

import pytest
from django.test import Client

from institutions.models import FormDraft
from rules.web.pages.form.named_in_place import same_name
from tests.rules.web.pages.test_questions import draft  # noqa: F401 - a fixture
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
