"""Direct holdings of a party, as of a day."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.access.callers import ALL_BODIES, EVERYBODY, Reader
from institutions.parties.ownership.direct_holdings import Holdings, holdings_of
from tests.institutions.parties.ownership.register import DAY, body, company, holds, person, stated

pytestmark = pytest.mark.django_db


def shares(found: Holdings) -> list[tuple[str, int | None, bool]]:
    return [(each.company.name_en, each.share_bp, each.controls) for each in found.held]


def test_holdings_control_and_groups_come_with_the_largest_share_first() -> None:
    oya, hikari, kita, minami = company("Oya"), company("Hikari"), company("Kita"), company("Minami")
    holds(oya, hikari, 1000)
    holds(oya, kita, 6000)
    holds(kita, minami, 6000)
    stated("group", parent=oya, company=minami)
    holds(oya, minami, 9000, until_on=DAY - timedelta(days=1))
    assert shares(holdings_of(oya.pk, on=DAY)) == [
        ("Kita", 6000, True),
        ("Hikari", 1000, False),
        ("Minami", None, True),
    ]


def test_what_was_stated_under_another_id_of_either_side_is_read_too() -> None:
    oya, hikari = company("Oya"), company("Hikari")
    holds(company("Oya K.K.", same_as=oya), company("Hikari K.K.", same_as=hikari), 1000)
    assert shares(holdings_of(oya.pk, on=DAY)) == [("Hikari", 1000, False)]


@pytest.mark.parametrize(("reader", "read"), [(EVERYBODY, []), (ALL_BODIES, [("Hikari", 1000, False)])])
def test_a_persons_holdings_are_read_as_far_as_the_reader_may(reader: Reader, read: list[object]) -> None:
    sato, hikari = person("Sato"), company("Hikari")
    holds(sato, hikari, 1000, of=body("METI"))
    assert shares(holdings_of(sato.pk, on=DAY, reader=reader)) == read


def test_more_than_is_read_is_said_to_be_cut_and_queries_do_not_grow() -> None:
    fund = company("Fund")
    counts = []
    for number in range(12):
        holds(fund, company(f"C{number}"), 100)
        with CaptureQueriesContext(connection) as queries:
            found = holdings_of(fund.pk, on=DAY, most=10)
        counts.append(len(queries))
    assert found.cut
    assert set(counts) == {6}
    assert not holdings_of(fund.pk, on=DAY).cut
