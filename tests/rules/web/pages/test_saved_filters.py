"""Filters that an account saves for its lists."""

from uuid import uuid4

import pytest
from django.test import Client

from institutions.models import Account, GovernmentBody, Role
from rules.models import SavedFilter
from rules.review.erasing.erased_person import ErasedPerson
from rules.review.erasing.saved_filters import delete_saved_filters
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


def save(client: Client, name: str, query: str = "q=hikari&order=-name&page=3", page: str = "companies") -> str:
    """Save a filter; return the page that follows."""
    answer = client.post("/filters/", {"page": page, "name": name, "query": query}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_filter_is_saved_listed_renamed_and_deleted(client: Client) -> None:
    shown = client.get("/companies/?q=hikari&order=-name").content.decode()
    assert '<input type="hidden" name="query" value="order=-name&amp;q=hikari">' in shown
    assert "The filter was saved as Our suppliers." in save(client, " Our  suppliers ")
    row = SavedFilter.objects.get()
    assert row.given == {"q": "hikari", "order": "-name"}
    listed = client.get("/companies/").content.decode()
    assert '<li><a href="/companies/?order=-name&amp;q=hikari" >Our suppliers</a></li>' in listed
    assert 'aria-current="true">Our suppliers' in client.get("/companies/?order=-name&q=hikari").content.decode()
    client.post(f"/filters/{row.pk}/", {"action": "rename", "name": "Magnets"})
    assert "Magnets" in client.get("/companies/").content.decode()
    assert "Magnets" not in client.get("/people/").content.decode()
    client.post(f"/filters/{row.pk}/", {"action": "delete"})
    assert not SavedFilter.objects.exists()


def test_the_same_name_replaces_and_another_ones_name_is_refused(client: Client) -> None:
    save(client, "Mine")
    save(client, "Mine", "q=kita")
    save(client, "Other")
    assert SavedFilter.objects.get(name="Mine").given == {"q": "kita"}
    other = SavedFilter.objects.get(name="Other")
    answer = client.post(f"/filters/{other.pk}/", {"action": "rename", "name": "Mine"}, follow=True)
    assert "another one of this list is called Mine" in answer.content.decode()
    assert SavedFilter.objects.filter(name="Other").exists()


@pytest.mark.parametrize(
    ("name", "query", "said"),
    [("", "q=x", "Give it a name"), ("x" * 61, "q=x", "at most 60"), ("All", "page=2", "the list is not filtered")],
)
def test_a_filter_that_cannot_be_saved_is_refused_with_the_remedy(
    client: Client, name: str, query: str, said: str
) -> None:
    assert said in save(client, name, query)
    assert not SavedFilter.objects.exists()


def test_nobody_reads_or_changes_the_filters_of_another_account(client: Client, meti: GovernmentBody) -> None:
    save(client, "Secret wishes")
    row = SavedFilter.objects.get()
    other = signed_in(Account.objects.create_user("other", role=Role.OFFICER, body=meti))
    assert "Secret wishes" not in other.get("/companies/").content.decode()
    assert other.post(f"/filters/{row.pk}/", {"action": "delete"}).status_code == 404
    assert SavedFilter.objects.exists()


def test_a_list_has_thirty_filters_at_most(client: Client) -> None:
    account = Account.objects.get(pk=client.session["_auth_user_id"])
    SavedFilter.objects.bulk_create(
        SavedFilter(account=account, page="companies", name=f"Filter {number}", given={"q": "x"})
        for number in range(30)
    )
    assert "this list has 30 already" in save(client, "One more")
    save(client, "Filter 7", "q=kita")
    assert SavedFilter.objects.get(name="Filter 7").given == {"q": "kita"}


def test_an_erasure_deletes_the_filters_with_a_part_of_the_name(client: Client) -> None:
    pk = uuid4()
    for name, query in (("Sato's seats", "q=x"), ("By name", "q=佐藤"), ("Magnets", "q=magnet")):
        save(client, name, query, "people")
    delete_saved_filters(ErasedPerson(person=pk, ids=frozenset({pk}), names=("Sato Haruka", "佐藤 遥")))
    assert [each.name for each in SavedFilter.objects.all()] == ["Magnets"]
