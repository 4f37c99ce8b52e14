"""Statements that name a party: in any field, by kind, counted and in order, for their permitted readers."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.access.callers import ALL_BODIES, EVERYBODY, Reader, reader_of_bodies
from institutions.models import Party
from institutions.parties.naming_statements import NAMING, NamingStatements, statements_naming
from tests.institutions.parties.ownership.register import DAY, body, company, holds, person, stated

pytestmark = pytest.mark.django_db


def naming(party: Party, *, reader: Reader = EVERYBODY, most: int = 10, **rest: Any) -> list[NamingStatements]:
    return statements_naming([party.pk], NAMING, on=DAY, reader=reader, most=most, **rest)


def found(party: Party, reader: Reader = EVERYBODY) -> dict[str, int]:
    return {each.kind.name: each.in_all for each in naming(party, reader=reader)}


def test_a_party_is_found_in_every_field_and_in_lists() -> None:
    hikari, kita, meti = company("Hikari"), company("Kita"), body("METI")
    holds(hikari, kita, 100)
    holds(kita, hikari, 100)
    stated("dispute", claimant=kita, respondent=hikari)
    bid = stated("bid", company=kita, amount_yen=5)
    bid.members.add(hikari)  # type: ignore[attr-defined]  # made from the declaration
    stated("award", company=kita, body=meti)
    assert found(hikari) == {"shareholding": 2, "dispute": 1, "bid": 1}
    assert found(meti) == {"award": 1}


def test_what_is_true_on_the_day_comes_first_then_the_latest() -> None:
    hikari, kita = company("Hikari"), company("Kita")
    before = DAY - timedelta(days=1)
    ended = stated("competitor", company=hikari, of_id=kita.pk, from_on=date(2026, 1, 1), until_on=before)
    old = stated("competitor", company=hikari, of_id=kita.pk, from_on=date(2020, 1, 1), until_on=DAY)
    later = stated("competitor", company=hikari, of_id=kita.pk, from_on=DAY + timedelta(days=1))
    undated = stated("competitor", company=hikari, of_id=kita.pk)
    (group,) = naming(hikari)
    assert [each.pk for each in group.rows] == [old.pk, undated.pk, later.pk, ended.pk]
    assert group.on_day == {old.pk, undated.pk}
    assert (group.now, group.in_all) == (2, 4)


def test_events_are_in_the_order_of_their_day() -> None:
    hikari, meti = company("Hikari"), body("METI")
    first = stated("award", company=hikari, body=meti, on=date(2020, 1, 1))
    second = stated("award", company=hikari, body=meti, on=date(2021, 1, 1))
    (group,) = naming(hikari)
    assert [each.pk for each in group.rows] == [second.pk, first.pk]


def test_a_part_is_read_and_everything_counted() -> None:
    hikari, meti = company("Hikari"), body("METI")
    rows = [stated("award", company=hikari, body=meti, amount_yen=number) for number in range(7)]
    (group,) = naming(hikari, most=3)
    assert [each.pk for each in group.rows] == [each.pk for each in rows[:3:-1]]
    assert (len(group.on_day), group.now, group.in_all) == (3, 7, 7)
    (group,) = naming(hikari, first=6, most=3)
    assert [each.pk for each in group.rows] == [rows[0].pk]
    assert naming(hikari, first=7, most=3) == []


def test_what_a_body_stated_about_people_is_read_by_its_own_readers_alone() -> None:
    hikari, sato, meti, mod = company("Hikari"), person("Sato"), body("METI"), body("MOD")
    stated("directorship", person=sato, company=hikari, of=meti)
    assert found(hikari) == found(hikari, reader_of_bodies([mod.pk], kin=True)) == {}
    assert found(hikari, reader_of_bodies([meti.pk], kin=True)) == found(sato, ALL_BODIES) == {"directorship": 1}


def test_contact_details_are_read_by_the_body_that_stated_them() -> None:
    hikari, meti, mod = company("Hikari"), body("METI"), body("MOD")
    stated("contact_details", company=hikari, address="1-2-3", of=meti, reach="register")
    assert found(hikari) == found(hikari, reader_of_bodies([mod.pk], kin=True)) == {}
    assert found(hikari, reader_of_bodies([meti.pk], kin=True)) == found(hikari, ALL_BODIES) == {"contact_details": 1}


def test_what_belongs_to_one_case_or_is_no_longer_held_is_not_read() -> None:
    hikari = company("Hikari")
    stated("preservation_order", company=hikari, reach="case")
    stated("exposure", company=hikari, country="CN", superseded_at="2026-06-20T00:00:00+09:00")
    assert found(hikari, ALL_BODIES) == {}


def test_the_number_of_queries_does_not_grow_with_the_statements() -> None:
    hikari, kita, meti = company("Hikari"), company("Kita"), body("METI")
    counts: list[int] = []
    for _ in range(2):
        stated("bid", company=hikari).members.add(kita)  # type: ignore[attr-defined]  # made from the declaration
        for number in range(40 if counts else 1):
            stated("award", company=hikari, body=meti, amount_yen=number)
        with CaptureQueriesContext(connection) as captured:
            naming(hikari)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 5
