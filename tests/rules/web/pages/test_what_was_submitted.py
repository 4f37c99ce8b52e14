"""After submitting, the page says whether it was a registration, a revision or the same again, and what it changed."""

import pytest
from django.test import Client

from institutions.models import Account, FormDraft
from tests.documents import small
from tests.rules.review.casework.building import registered
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


def submitted(client: Client, draft: FormDraft, language: str = "en") -> str:
    """Submit a draft, and return the page that follows."""
    answer = client.post(
        f"/propose/{draft.pk}/check/",
        {"version": draft.version},
        headers={"Accept-Language": language},
        follow=True,
    )
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_revision_is_named_with_what_it_changed_and_what_is_assessed_anew(officer: Account) -> None:
    client, case = signed_in(officer), registered(small(), account=officer)
    client.post(f"/partnerships/{case.pk}/revise/")
    draft = FormDraft.objects.get()
    statements = [*draft.document["statements"][:1], {"kind": "declaration", "person": "sato", "on": "2026-06-01"}]
    changed = {**draft.document, "value_yen": 2_000_000, "statements": statements}
    draft.store(changed, version=draft.version, step="proposal")
    page = submitted(client, draft)
    assert "Revision 2 is registered. Changed: Expected public money, " in page
    said = page[page.index("Revision 2 is registered.") :][:300]
    assert "Market exposure" in said or "Exposure" in said, "a statement that was removed"
    assert "Declaration" in said, "one that was added"
    assert "Shareholding" not in said, "one that stayed"
    assert "Every rule is being assessed anew" in said
    assert "The partnership is registered." not in page


def test_a_revision_without_a_change_says_so_in_both_languages(officer: Account) -> None:
    client, case = signed_in(officer), registered(small(), account=officer)
    for language, words in (
        ("en", "Revision 2 is registered, with the content of revision 1."),
        ("ja", "第3版を登録しました。内容は第2版と同じです。"),
    ):
        client.post(f"/partnerships/{case.pk}/revise/")
        assert words in submitted(client, FormDraft.objects.get(), language)
