"""The list of companies: found by name, corporate number and LEI, in pages."""

import pytest
from django.test import Client

from institutions.models import Company, PartyName, Source
from institutions.parties.identities.name_keys import store_keys
from institutions.parties.names import fold_name
from tests.rules.web.pages.register.parties.reading import html, queries, registered, words

pytestmark = pytest.mark.usefixtures("meti")


@pytest.fixture
def hikari() -> str:
    """Return the address of Hikari Magnetics, which has both numbers."""
    numbered = {"corporate_number": "7000012050002", "lei": "5299000J2N45DDNE4Y28"}
    companies = [
        {"key": "hikari", "name": {"en": "Hikari Magnetics Co., Ltd.", "ja": "ヒカリ磁性株式会社"}, **numbered},
        {"key": "kita", "name": {"en": "Kita Materials Inc."}},
    ]
    return f"/companies/{registered(companies=companies)['hikari']}/"


@pytest.mark.parametrize(
    "typed",
    [
        *("", "hikari", "㈱ヒカリ磁性", "磁性", "ひかり", " HIKARI "),
        *("7000012050002", "７００００１２０５０００２", "5299000j2n45ddne4y28"),
    ],
)
def test_a_company_is_found_however_it_is_written(client: Client, hikari: str, typed: str) -> None:
    shown = html(client, f"/companies/?q={typed}")
    assert f'href="{hikari}"' in shown
    assert ("Kita Materials" in shown) is (not typed)


@pytest.mark.parametrize("typed", ["Yamada", "%00", "１２", "x" * 5000, "' OR 1=1", "%25", "株式会社"])
def test_what_nothing_is_called_finds_nothing(client: Client, hikari: str, typed: str) -> None:
    assert "No company has this name or number" in words(client, f"/companies/?q={typed}")


def test_a_former_name_finds_it_too(client: Client) -> None:
    hikari = Company.objects.create(name_en="Hikari")
    source = Source.objects.create(title="Registry")
    old = PartyName(party=hikari, language="en", text="Oldname", folded=fold_name("Oldname"), source=source)
    store_keys(PartyName.objects.bulk_create([old]))
    assert f"/companies/{hikari.pk}/" in html(client, "/companies/?q=oldname")


def test_one_that_was_found_to_be_another_is_not_listed(client: Client) -> None:
    hikari = Company.objects.create(name_en="Hikari")
    Company.objects.create(name_en="Hikari K.K.", same_as=hikari)
    assert "1 company" in words(client, "/companies/")


def test_the_list_is_in_pages_and_its_queries_do_not_grow(client: Client, hikari: str) -> None:
    queries(client, "/companies/")
    before = [queries(client, f"/companies/{query}") for query in ("", "?q=company", "?q=hikari")]
    for number in range(120):
        made = Company.objects.create(name_en=f"Company {number:03}")
        source, _ = Source.objects.get_or_create(title="Registry")
        text = made.name_en
        name = PartyName(party=made, language="en", text=text, folded=fold_name(text), source=source)
        store_keys(PartyName.objects.bulk_create([name]))
    shown = words(client, "/companies/?q=company&page=3")
    assert "Page 3 of 3" in shown
    assert "Company 119" in shown
    assert "Page 3 of 3" in words(client, "/companies/?page=9")
    assert queries(client, "/companies/") == before[0]
    assert queries(client, "/companies/?q=hikari") == before[2]


def test_the_pages_are_in_the_navigation(client: Client) -> None:
    shown = html(client, "/companies/")
    assert 'href="/companies/" aria-current="page"' in shown
    assert 'href="/people/" aria-current="page"' in html(client, "/people/")


def test_the_lists_speak_japanese(client: Client, hikari: str) -> None:
    shown = words(client, "/companies/", "ja")
    assert "企業" in shown
    assert "Name" not in shown
    assert "Country" not in shown
