"""The names of a party come in parts: a party that has had thousands of names has a page like any other."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from institutions.models import Party, PartyName, Source
from institutions.web import divided_list
from tests.institutions.parties.ownership.register import company
from tests.proportion import operations
from tests.rules.web.pages.register.parties.reading import html, part

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("meti")]
A_PART = 30
FOUNDED = date(1950, 1, 1)


def give_names(party: Party, first: int, until: int) -> list[str]:
    """Give a party names that it had for a day each, and return them."""
    names = [f"Former name {place:05} KK" for place in range(first, until)]
    source, _new = Source.objects.get_or_create(title="Registry extract (fictional)", publisher="Registry")
    PartyName.objects.bulk_create(
        PartyName(
            party=party,
            source=source,
            language="en",
            text=text,
            folded=text.lower(),
            from_on=FOUNDED + timedelta(days=place),
            until_on=FOUNDED + timedelta(days=place),
        )
        for place, text in enumerate(names, first)
    )
    return names


def listed(page: str) -> list[str]:
    return re.findall(r'<th scope="row">(Former name \d+ KK)</th>', part(page, 'id="names"', "</table>"))


def test_each_name_is_in_one_part(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(divided_list, "A_PART", A_PART)
    renamed = company("Renamed")
    PartyName.objects.filter(party=renamed).delete()
    given = give_names(renamed, 0, 2 * A_PART + 5)
    address = f"/companies/{renamed.pk}/?on=2026-07-01"
    pages = [html(client, f"{address}&names={number}") for number in (1, 2, 3)]
    assert [listed(page) for page in pages] == [given[:A_PART], given[A_PART : 2 * A_PART], given[2 * A_PART :]]
    assert "Page 2 of 3, 65 entries in all" in pages[1]
    assert 'href="?on=2026-07-01&amp;names=3#names"' in pages[1]
    assert listed(html(client, address)) == given[:A_PART]


def test_a_name_that_two_parties_had_who_were_found_to_be_one_is_listed_once(client: Client) -> None:
    one, other = company("Twice"), company("Twice")
    Party.objects.filter(pk=other.pk).update(same_as=one)
    PartyName.objects.filter(party__in=(one, other)).delete()
    for each in (one, other):
        give_names(each, 0, 3)
    page = html(client, f"/companies/{one.pk}/")
    assert listed(page) == [f"Former name {place:05} KK" for place in range(3)]


def test_a_name_without_a_first_day_comes_first_on_either_database(client: Client) -> None:
    renamed = company("Renamed")
    PartyName.objects.filter(party=renamed).delete()
    give_names(renamed, 0, 3)
    PartyName.objects.filter(text="Former name 00002 KK").update(from_on=None)
    assert [name[12:17] for name in listed(html(client, f"/companies/{renamed.pk}/"))] == ["00002", "00000", "00001"]


def test_the_page_takes_as_long_with_very_many_names(client: Client) -> None:
    """All were read, worded and shown."""
    renamed = company("Renamed often")
    done, counted = 0, []
    for number in (2 * divided_list.A_PART, 2 * divided_list.A_PART, 8 * divided_list.A_PART):
        give_names(renamed, done, number)
        done = number
        counted.append(operations(lambda: html(client, f"/companies/{renamed.pk}/"), lines=False))
    (_warm, (few, one), (more, many)) = counted
    assert more <= few
    assert many <= 1.1 * one
