"""The shares of the State, foreign owners and owners at home in a company, by cases worked out by hand."""

import pytest

from institutions.models import Party
from institutions.parties.ownership.owners import Owners, owners_of
from institutions.parties.ownership.ultimate_owners import Composition, chain_composition
from tests.institutions.parties.ownership.register import DAY, body, company, holds, person, stated

pytestmark = pytest.mark.django_db


def owners(of: Party) -> Owners:
    return owners_of([of.pk], on=DAY)


def whole(of: Party) -> Composition:
    found = owners(of)
    return chain_composition(found, str(of.pk), found.owners(str(of.pk)))


def parts(of: Party) -> tuple[int, int, int, int, int]:
    """Return the parts: State, foreign, home, country unknown, nobody stated."""
    found = whole(of)
    return found.state_bp, found.foreign_bp, found.domestic_bp, found.country_unknown_bp, found.unstated_bp


def test_state_and_foreign_owners_are_added_up_where_the_chains_end() -> None:
    hikari, kita, oya = company("Hikari"), company("Kita"), company("Oya", country="US")
    meti, sato = body("METI"), person("Sato")
    holds(meti, kita, 5000)
    holds(oya, kita, 2500)
    holds(kita, hikari, 8000)
    holds(sato, hikari, 100)
    ends = [each for each in owners(hikari).owners(str(hikari.pk)) if each.ultimate]
    assert [each.party.name_en for each in ends] == ["METI", "Oya", "Sato"]
    # Of Kita's 80 %: 40 METI, 20 Oya, and 20 stay with Kita, since nobody is stated over them.
    assert parts(hikari) == (4000, 2000, 6000, 100, 1900)
    assert not whole(hikari).partly_unknown


def test_a_foreign_company_stays_one_where_somebody_holds_a_tenth_of_it() -> None:
    hikari, foreign, sato = company("Hikari"), company("Foreign", country="US"), person("Sato", country="JP")
    holds(foreign, hikari, 10_000)
    assert parts(hikari) == (0, 10_000, 0, 0, 0)
    holds(sato, foreign, 1000)
    assert parts(hikari) == (0, 9000, 1000, 0, 0)


def test_a_state_that_controls_the_chain_is_named_whatever_share_it_has() -> None:
    hikari, foreign = company("Hikari"), company("Foreign", country="CN")
    holds(foreign, hikari, 10_000)
    stated("control", controller_country="CN", company=foreign)
    found = whole(hikari)
    assert (found.state_bp, found.foreign_bp, found.unstated_bp, found.partly_unknown) == (0, 10_000, 0, True)
    assert [each.name_en for each in found.state_controls] == ["China"]


def test_what_a_company_has_is_nobodys_for_certain_where_another_country_controls_it() -> None:
    hikari, kita = company("Hikari"), company("Kita")
    holds(kita, hikari, 6000)
    stated("control", controller_country="CN", company=kita)
    found = whole(hikari)
    assert (found.domestic_bp, found.foreign_bp, found.unstated_bp, found.partly_unknown) == (0, 0, 10_000, True)
    assert [each.name_en for each in found.state_controls] == ["China"]


def test_an_unknown_share_of_somebody_abroad_leaves_open_whose_the_rest_is() -> None:
    hikari, kita, oya = company("Hikari"), company("Kita"), company("Oya", country="US")
    holds(kita, hikari, 6000)
    holds(oya, kita, None)
    assert parts(hikari) == (0, 0, 0, 0, 10_000)
    assert whole(hikari).partly_unknown


def test_own_shares_are_neither_anybodys_nor_unstated() -> None:
    hikari, minami = company("Hikari"), company("Minami")
    holds(hikari, hikari, 2000)
    holds(minami, hikari, 4500)
    assert parts(hikari) == (0, 0, 4500, 0, 3500)
    assert whole(hikari).own_bp == 2000


def test_the_parts_of_a_loop_come_to_the_whole() -> None:
    hikari, kita, oya = company("Hikari"), company("Kita"), company("Oya", country="US")
    holds(kita, hikari, 4000)
    holds(hikari, kita, 3000)
    holds(oya, kita, 5000)
    # Kita has 0.4 / (1 - 0.12) of Hikari, of which a fifth stays with it and half goes to Oya.
    assert parts(hikari) == (0, 2272, 909, 0, 6819)


def test_more_than_the_whole_is_scaled_down_and_makes_nobody_a_certain_controller() -> None:
    hikari, kita, minami, oya = company("Hikari"), company("Kita"), company("Minami"), company("Oya")
    holds(kita, hikari, 8000)
    holds(minami, hikari, 8000)
    stated("control", controller=oya, company=minami)
    holds(oya, kita, 6000)
    by_name = {each.party.name_en: each for each in owners(hikari).owners(str(hikari.pk))}
    assert {name: (each.controls, each.disputed) for name, each in by_name.items()} == {
        "Kita": (True, True),
        "Minami": (True, True),
        "Oya": (True, True),
    }
    assert whole(hikari).over_whole
    stated("control", controller=kita, company=hikari)
    by_name = {each.party.name_en: each for each in owners(hikari).owners(str(hikari.pk))}
    assert {name: each.disputed for name, each in by_name.items()} == {"Kita": False, "Minami": True, "Oya": False}
