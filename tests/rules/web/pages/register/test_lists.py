"""The pages of official lists: which are held, what stands on each, and empty files to fill in."""

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from institutions.models import Account, GovernmentBody, ListEdition, Role
from institutions.seeding.folder import read_folder
from institutions.seeding.store import store_seed
from tests.institutions.lists.editions import LYRA, ORION, VEGA, bring, edition_file
from tests.rules.web.pages.conftest import OpenPage, signed_in


def page(client: Client, address: str, language: str = "en") -> str:
    answer = client.get(address, headers={"Accept-Language": language})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def edition(meti: GovernmentBody, tmp_path: Path) -> ListEdition:
    """Return the second edition of a list."""
    bring(edition_file(tmp_path, ORION, LYRA, VEGA), meti)
    found = bring(edition_file(tmp_path, ORION, VEGA, as_of="2026-09-01"), meti).taken
    assert found
    return found


def test_a_register_without_lists_says_so(client: Client) -> None:
    shown = page(client, "/lists/")
    assert "No list has been accepted yet." in shown
    assert "/lists/templates/meti_end_user.csv" in shown
    assert 'aria-current="page">Lists' in shown


def test_the_lists_are_shown_with_their_days(client: Client, edition: ListEdition) -> None:
    shown = page(client, "/lists/")
    for text in ("Fictional end user list", "1 September 2026", "Fictional Office of Lists", "METI Foreign End User"):
        assert text in shown
    japanese = page(client, "/lists/", "ja")
    for text in ("令和8年9月1日", "外国ユーザーリスト", "公的リスト"):
        assert text in japanese


def test_a_list_shows_who_is_on_it_and_who_was(client: Client, edition: ListEdition) -> None:
    address = f"/lists/{edition.official_list_id}/"
    today, every = page(client, address), page(client, f"{address}?every=yes")
    assert ("Orion Dynamics" in today, "Lyra Optics" in today) == (True, False)
    assert "Lyra Optics" in every
    assert "31 August 2026" in every
    assert "United Arab Emirates" in today
    assert "15 January 2026" in today
    assert "2 entries" in today
    narrowed = page(client, f"{address}?q=vega")
    assert ("Vega Sensors" in narrowed, "Orion Dynamics" in narrowed) == (True, False)
    assert "Nothing on the list matches." in page(client, f"{address}?q=nobody")
    assert "令和8年1月15日" in page(client, address, "ja")


def test_treaties_are_shown_wherever_each_is_from(db: None, tmp_path: Path) -> None:
    store_seed(read_folder())
    meti = GovernmentBody.objects.get(code="METI")
    client = signed_in(Account.objects.create_user("officer", "a long pass phrase", role=Role.OFFICER, body=meti))
    headings = "treaty,status,in_force_on,confidence"
    path = edition_file(
        tmp_path, "bit_zambia,in_force,2026-05-01,seen", headings=headings, list="investment_treaties", title="Treaties"
    )
    taken = bring(path, meti).taken
    assert taken
    shown = page(client, f"/lists/{taken.official_list_id}/?q=Zambia")
    assert "1 May 2026" in shown
    assert "Treaties (1 June 2026)" in shown
    assert "bit_egypt" in page(client, f"/lists/{taken.official_list_id}/")


@pytest.mark.parametrize("word", ["meti_end_user", "investment_treaties", "gpa_thresholds"])
def test_empty_files_are_there_to_fill_in(client: Client, word: str) -> None:
    shown = page(client, f"/lists/templates/{word}.csv")
    assert shown.startswith(f"\ufefflist,{word}\r\nas_of,\r\n")
    assert f"リスト,{word}" in page(client, f"/lists/templates/{word}.csv", "ja")


@pytest.mark.parametrize("address", ["/lists/templates/nothing.csv", "/lists/00000000-0000-0000-0000-000000000000/"])
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_an_edition_is_among_the_imports_under_the_name_of_its_list(client: Client, edition: ListEdition) -> None:
    assert '<span class="small quiet">METI Foreign End User List' in page(client, "/imports/")
    assert "METI Foreign End User List" in page(client, f"/imports/{edition.job_id}/")


def test_the_queries_do_not_depend_on_the_list(
    client: Client, meti: GovernmentBody, edition: ListEdition, tmp_path: Path
) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            page(client, address)
        return len(caught)

    addresses = ("/lists/", f"/lists/{edition.official_list_id}/")
    before = [queries(address) for address in addresses]
    rows = (ORION, VEGA, "7,,Altair Works,XA,,,", "8,,Deneb Systems,XB,,,")
    bring(edition_file(tmp_path, *rows, as_of="2026-10-01"), meti)
    bring(edition_file(tmp_path, LYRA, list="other", publisher="Office B"), meti)
    assert [queries(address) for address in addresses] == before
    assert max(before) <= 8


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_nothing_is_wider_than_a_telephone(open_page: OpenPage, edition: ListEdition, language: str) -> None:
    shown = open_page(width=360, language=language, scripts=False)
    for address in ("/lists/", f"/lists/{edition.official_list_id}/"):
        shown.goto(address)
        assert shown.evaluate("document.documentElement.scrollWidth") <= 360
        assert shown.locator("h1").count() == 1
