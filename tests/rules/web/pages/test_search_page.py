"""The page of the one search, and the field for it on every page."""

import pytest
from django.test import Client

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from tests.documents import small

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


def html(client: Client, address: str, language: str = "en") -> str:
    """Return a page."""
    answer = client.get(address, headers={"Accept-Language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_page_has_the_field_and_it_keeps_what_was_typed(client: Client) -> None:
    for address in ("/", "/companies/", "/rulebook/"):
        shown = html(client, address)
        assert '<form class="page site-search" action="/search/" role="search">' in shown
        assert "design/search.js" in shown
    assert 'name="q" value="kita &amp; co"' in html(client, "/search/?q=kita+%26+co")


def test_results_come_by_kind_with_links_to_each_and_to_the_lists(client: Client) -> None:
    document = small(reference="METI-77", title={"en": "Hikari recycling", "ja": "ヒカリの再資源化"})
    submission = register_partnership(check_document(document), account=None, way="file")
    pk = submission.partnership.pk
    shown = html(client, "/search/?q=hikari")
    assert shown.index(f'href="/partnerships/{pk}/"') < shown.index('aria-labelledby="found-companies"')
    assert f'href="/partnerships/{pk}/case/">Case: Submitted</a>' in shown
    assert "METI-77" in shown
    assert "ヒカリの再資源化" in shown
    japanese = html(client, "/search/?q=ヒカリ", "ja")
    assert "検索：ヒカリ" in japanese
    assert japanese.index("ヒカリの再資源化") < japanese.index("Hikari recycling")
    assert 'href="/rulebook/?q=official"' in html(client, "/search/?q=official")


def test_a_page_without_results_says_what_can_be_typed(client: Client) -> None:
    assert "Nothing that you may see" in html(client, "/search/?q=zebra")
    assert "the code of a body (METI)" in html(client, "/search/")
    assert "Nothing that you may see" in html(client, "/search/?q=%25%00")
