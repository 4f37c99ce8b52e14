"""Owners of companies along chains, as of a day, for a reader; and the shares of the State and others."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.access.callers import ALL_BODIES, EVERYBODY, Reader, reader_of_bodies
from institutions.models import Party
from institutions.parties.ownership.owners import Owners, owners_of
from institutions.parties.ownership.tree import owner_tree
from institutions.parties.ownership.ultimate_owners import chain_composition
from tests.institutions.parties.ownership.register import DAY, body, company, holds, person, stated

pytestmark = pytest.mark.django_db


def found(*companies: Party, on: date = DAY, reader: Reader = EVERYBODY) -> Owners:
    return owners_of([each.pk for each in companies], on=on, reader=reader)


def shares(owners: Owners, of: Party) -> dict[str, int | None]:
    return {each.party.name_en: each.share.share_bp if each.share else None for each in owners.owners(str(of.pk))}


def test_shares_multiply_along_chains_and_add_up_over_them() -> None:
    hikari, kita, oya = company("Hikari"), company("Kita"), company("Oya")
    holds(kita, hikari, 5000)
    holds(oya, kita, 6000)
    holds(oya, hikari, 1000)
    assert shares(found(hikari), hikari) == {"Kita": 5000, "Oya": 4000}


def test_a_loop_ends_and_counts_what_goes_round_once() -> None:
    hikari, kita, oya = company("Hikari"), company("Kita"), company("Oya")
    holds(kita, hikari, 4000)
    holds(hikari, kita, 3000)
    holds(oya, kita, 5000)
    assert shares(found(hikari), hikari) == {"Kita": 4000, "Oya": 2272}


def test_what_a_company_holds_of_itself_gives_nobody_control_and_takes_nobody_s_share() -> None:
    hikari, kita, oya = company("Hikari"), company("Kita"), company("Oya")
    holds(hikari, hikari, 5000)
    holds(kita, hikari, 3000)
    holds(oya, kita, 6000)
    owners = found(hikari)
    assert shares(owners, hikari) == {"Kita": 3000, "Oya": 1800}
    assert [each.party.name_en for each in owners.owners(str(hikari.pk)) if each.controls] == []
    assert owners.control.controllers_of(str(hikari.pk)) == []
    own = owners.treasury[str(hikari.pk)]
    assert (own.share_bp, own.partly_unknown) == (5000, False)
    assert [each.party.name_en for each in owners.owners(str(hikari.pk)) if each.ultimate] == ["Oya"]
    assert [each.party.name_en for each in owner_tree(owners, str(hikari.pk))] == ["Kita", "Oya"]


def test_a_company_that_holds_itself_and_nobody_else_does_has_no_owner() -> None:
    hikari, kita = company("Hikari"), company("Kita")
    holds(hikari, hikari, 9000)
    holds(hikari, kita, 6000)
    assert shares(found(hikari), hikari) == {}
    assert [each.party.name_en for each in found(kita).owners(str(kita.pk)) if each.ultimate] == ["Hikari"]


def test_only_what_is_true_on_the_day_counts() -> None:
    hikari, kita, oya = company("Hikari"), company("Kita"), company("Oya")
    holds(kita, hikari, 5000, until_on=DAY - timedelta(days=1))
    holds(oya, hikari, 6000, from_on=DAY)
    assert shares(found(hikari), hikari) == {"Oya": 6000}
    assert shares(found(hikari, on=DAY - timedelta(days=1)), hikari) == {"Kita": 5000}


def test_what_a_body_stated_about_people_is_read_by_its_own_readers_alone() -> None:
    hikari, sato, meti, mod = company("Hikari"), person("Sato"), body("METI"), body("MOD")
    holds(sato, hikari, 6000, of=meti)
    stated("recusal", person=sato, of=meti)
    assert shares(found(hikari), hikari) == {}
    assert shares(found(hikari, reader=reader_of_bodies([mod.pk], kin=True)), hikari) == {}
    assert shares(found(hikari, reader=reader_of_bodies([meti.pk], kin=False)), hikari) == {"Sato": 6000}
    assert shares(found(hikari, reader=ALL_BODIES), hikari) == {"Sato": 6000}


def test_what_belongs_to_one_case_is_nobody_elses() -> None:
    hikari, kita = company("Hikari"), company("Kita")
    holds(kita, hikari, 6000, reach="case")
    assert shares(found(hikari, reader=ALL_BODIES), hikari) == {}


def test_two_that_are_one_are_read_together() -> None:
    hikari, kita = company("Hikari"), company("Kita")
    twin = company("Kita Materials", same_as=kita)
    oya = company("Oya")
    holds(twin, hikari, 5000)
    holds(oya, kita, 5000)
    assert shares(found(hikari), hikari) == {"Kita": 5000, "Oya": 2500}
    second = company("Hikari K.K.", same_as=hikari)
    assert found(second).companies == (str(hikari.pk),)


def test_an_unknown_share_is_a_lower_bound_and_control_needs_none() -> None:
    hikari, kita, oya = company("Hikari"), company("Kita"), company("Oya")
    holds(kita, hikari, None)
    stated("group", parent=oya, company=kita)
    owners = found(hikari)
    kita_share, oya_share = owners.owners(str(hikari.pk))
    assert (kita_share.party.name_en, kita_share.share and kita_share.share.partly_unknown) == ("Kita", True)
    assert (oya_share.party.name_en, oya_share.share, oya_share.ultimate) == ("Oya", None, True)


def test_control_goes_over_half_of_the_votes_at_each_hop_or_with_the_votes_of_subsidiaries() -> None:
    hikari, kita, minami, oya = company("Hikari"), company("Kita"), company("Minami"), company("Oya")
    holds(oya, kita, 5100)
    holds(oya, minami, 5100)
    holds(kita, hikari, 3000)
    holds(minami, hikari, 3000)
    by_name = {each.party.name_en: each for each in found(hikari).owners(str(hikari.pk))}
    assert (by_name["Oya"].controls, by_name["Oya"].controls_with_others) == (False, True)
    assert not by_name["Kita"].controls_with_others
    holds(kita, hikari, 5100, from_on=DAY)
    by_name = {each.party.name_en: each for each in found(hikari).owners(str(hikari.pk))}
    assert by_name["Oya"].controls
    assert by_name["Kita"].controls


def test_companies_that_only_hold_each_other_have_no_ultimate_owner() -> None:
    hikari, kita = company("Hikari"), company("Kita")
    holds(kita, hikari, 10_000)
    holds(hikari, kita, 10_000)
    owners = found(hikari)
    assert shares(owners, hikari) == {"Kita": 10_000}
    assert not any(each.ultimate for each in owners.owners(str(hikari.pk)))
    assert chain_composition(owners, str(hikari.pk), owners.owners(str(hikari.pk))).unstated_bp == 10_000


def test_the_tree_unfolds_each_party_once_with_shares_and_days() -> None:
    hikari, kita, oya = company("Hikari"), company("Kita"), company("Oya")
    holds(kita, hikari, 3000, from_on=date(2020, 4, 1))
    holds(oya, hikari, 6000)
    holds(oya, kita, 2000)
    holds(kita, oya, 1000, from_on=date(2021, 4, 1), until_on=date(2030, 3, 31))
    rows = [
        (row.depth, row.party.name_en, row.share_bp, row.from_on, row.until_on, row.unfolded_above)
        for row in owner_tree(found(hikari), str(hikari.pk))
    ]
    assert rows == [
        (1, "Oya", 6000, None, None, False),
        (2, "Kita", 1000, "2021-04-01", "2030-03-31", False),
        (3, "Oya", 2000, None, None, True),
        (1, "Kita", 3000, "2020-04-01", None, True),
    ]


def test_more_owners_than_are_followed_are_said_to_be_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("institutions.parties.ownership.owners.MOST_OWNERS", 2)
    hikari = below = company("Hikari")
    for number in range(4):
        above = company(f"Owner {number}")
        holds(above, below, 6000)
        below = above
    owners = found(hikari)
    assert owners.cut
    assert len(owners.owners(str(hikari.pk))) == 3


def test_an_unknown_company_has_no_owners(django_assert_max_num_queries: object) -> None:
    assert owners_of([], on=DAY).companies == ()
    assert owners_of([person("Sato").pk], on=DAY).owners("nobody") == []


def test_the_number_of_queries_is_the_same_for_one_company_and_many_and_for_long_chains() -> None:
    first, second = company("First"), company("Second")
    holds(company("Owner"), first, 100)
    below = second
    for number in range(30):
        above = company(f"Owner {number}")
        holds(above, below, 6000)
        below = above
    counts = []
    for asked in ([first], [first, second]):
        with CaptureQueriesContext(connection) as queries:
            found(*asked)
        counts.append(len(queries))
    assert counts == [5, 5]
