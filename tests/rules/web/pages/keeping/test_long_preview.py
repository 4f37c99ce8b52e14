"""A preview of an erasure with very many places comes in parts, and only the part that is shown is put into words."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from institutions.models import Account, Person, Role
from institutions.web import divided_list
from rules.models import ErasurePreview, PreviewState
from rules.review.erasing.remaining_troubles import NameOfParty
from tests.proportion import operations
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.django_db
A_PART = 30


@pytest.fixture
def keeper(db: None) -> Account:
    return Account.objects.create_user("keeper", role=Role.ADMINISTRATOR, reads_secret=True)


def preview(account: Account, places: int) -> str:
    """Store a finished preview that lists so many names of parties; return the address of its page."""
    said = {"table": "institutions_partyname", "why": NameOfParty().stored(), "partnership": None, "party": None}
    row = ErasurePreview.objects.create(
        person=Person.objects.create(name_en="Sato (fictional)"),
        account=account,
        state=PreviewState.DONE,
        found={"cases": [str(uuid4())], "places": [{**said, "row": str(place)} for place in range(places)]},
        fingerprint="0" * 64,
    )
    return f"/person-data/erasure/{row.pk}/"


def listed(client: Client, address: str) -> list[int]:
    return [int(row) for row in re.findall(r"<td><code>(\d+)</code></td>", client.get(address).content.decode())]


def test_each_place_is_in_one_part(keeper: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(divided_list, "A_PART", A_PART)
    client, address = signed_in(keeper), preview(keeper, 65)
    assert [listed(client, f"{address}?places={part}") for part in (1, 2, 3)] == [
        [*range(30)],
        [*range(30, 60)],
        [*range(60, 65)],
    ]
    shown = client.get(address).content.decode()
    assert "would remain in 65 entries" in shown
    assert 'href="?places=2#remaining"' in shown


def test_places_of_other_parts_are_not_put_into_words(keeper: Account) -> None:
    """A person who is named in thousands of cases had a page of megabytes."""
    client = signed_in(keeper)
    addresses = [preview(keeper, number * divided_list.A_PART) for number in (2, 2, 8)]
    (_warm, (few, one), (more, many)) = [
        operations(lambda address=address: client.get(address), lines=False)  # type: ignore[misc]  # a default that a loop gives
        for address in addresses
    ]
    assert more <= few
    assert many - one <= 6 * 20 * divided_list.A_PART  # the rows are read, and what may be shown is looked for
