"""The ids behind an account are read without the rest of what the register joined."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.models import Person
from rules.access.account_ids import ids_of_account
from rules.facts.gathering.parties import read_identities, read_identities_near
from tests.people import reviewer_account
from tests.rules.facts.gathering.test_indexes import plans

pytestmark = pytest.mark.django_db


def person(name: str, same_as: Person | None = None) -> Person:
    return Person.objects.create(name_en=name, same_as=same_as)


def test_the_ids_near_a_person_are_those_of_the_whole_register() -> None:
    true = person("Abe")
    second = person("Abe J.", true)
    third = person("Abe Jun", second)
    beside = person("ABE", true)
    person("Ito K.", person("Ito"))
    for each in (true, second, third, beside):
        near, whole = read_identities_near([each.pk]), read_identities()
        assert near.true_id(each.pk) == whole.true_id(each.pk) == true.pk
        assert near.every_id([each.pk]) == whole.every_id([each.pk]) == {true.pk, second.pk, third.pk, beside.pk}
        assert set(near.same_as) == {second.pk, third.pk, beside.pk}, "nobody else is read"


def test_the_ids_of_an_account_cost_a_query_however_much_the_register_joined() -> None:
    account = reviewer_account("counsel")
    for number in range(5):
        person(f"Ito {number} K.", person(f"Ito {number}"))
    with CaptureQueriesContext(connection) as captured:
        assert ids_of_account(account) == {account.person_id}
    assert len(captured) == 1
    assert read_identities_near([]).same_as == {}
    if connection.vendor == "sqlite":
        steps = plans(captured[0]["sql"])
        assert not [step for step in steps if step.startswith("SCAN institutions_party")], steps
