"""The seeded register on a given day: its bodies, their names, the treaties in force."""

from datetime import date
from uuid import UUID

import pytest

from institutions.models import BodyParent, BriefStatement, GovernmentBody, Mandate, PartyName, Treaty, TreatyParty
from institutions.seeding.folder import read_folder
from institutions.seeding.store import store_seed
from tests.every import every

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]


@pytest.fixture
def seeded() -> None:
    store_seed(read_folder(), today=date(2026, 11, 24))


def names_on(code: str, day: date, language: str = "ja") -> list[str]:
    rows = PartyName.objects.current().current_on(day).filter(party__code=code, language=language)
    return list(rows.values_list("text", flat=True))


def bound_on(treaty: str, country: str, day: date) -> bool:
    """Return whether a treaty binds between Japan and a country on a day: in force for both, ended for neither."""
    parties = TreatyParty.objects.current().filter(treaty=treaty, country__in=("JP", country))
    begun = parties.filter(in_force_on__lte=day).exclude(ended_on__lt=day)
    return begun.count() == 2


def test_the_economic_division_exists_from_april_2020_under_the_secretariat() -> None:
    division = GovernmentBody.objects.get(code="NSS-ECON")
    assert division.founded_on == date(2020, 4, 1)
    assert names_on("NSS-ECON", date(2020, 3, 31)) == []
    assert names_on("NSS-ECON", date(2020, 4, 1)) == ["国家安全保障局 経済班"]
    parents = BodyParent.objects.current().filter(body=division)
    assert not parents.current_on(date(2020, 3, 31)).exists()
    assert parents.current_on(date(2020, 4, 1)).get().parent.code == "NSS"


def test_the_digital_agency_did_not_exist_on_the_last_day_of_august_2021() -> None:
    assert names_on("DA", date(2021, 8, 31)) == []
    assert names_on("DA", date(2021, 9, 1)) == ["デジタル庁"]
    assert not Mandate.objects.current().current_on(date(2021, 8, 31)).filter(body__code="DA").exists()


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("METI-TESB", date(2024, 6, 30), "経済産業省 貿易経済協力局"),
        ("METI-TESB", date(2024, 7, 1), "経済産業省 貿易経済安全保障局"),
        ("JOGMEC", date(2022, 11, 13), "石油天然ガス・金属鉱物資源機構"),
        ("JOGMEC", date(2022, 11, 14), "エネルギー・金属鉱物資源機構"),
    ],
)
def test_a_renamed_body_has_one_name_on_each_day(code: str, day: date, name: str) -> None:
    assert names_on(code, day) == [name]


def test_a_body_shows_its_present_name() -> None:
    assert GovernmentBody.objects.get(code="JOGMEC").name_en == "Japan Organization for Metals and Energy Security"


def test_a_body_has_the_same_id_in_every_register() -> None:
    assert GovernmentBody.objects.get(code="METI").pk == UUID("f81fe3cc-dffb-5dc1-af64-e1d928821420")


@every(
    "treaty, country, day, bound",
    [
        ("cptpp", "AU", date(2018, 12, 29), False),
        ("cptpp", "AU", date(2018, 12, 30), True),
        ("cptpp", "CL", date(2023, 2, 20), False),
        ("cptpp", "CL", date(2023, 2, 21), True),
        ("cptpp", "GB", date(2024, 12, 14), False),
        ("cptpp", "GB", date(2024, 12, 15), True),
        ("tpp_2016", "US", date(2026, 11, 24), False),
        ("tia_china_korea", "CN", date(2014, 5, 16), False),
        ("tia_china_korea", "CN", date(2014, 5, 17), True),
        ("bit_china", "CN", date(1989, 5, 14), True),
        ("bit_hong_kong", "HK", date(1997, 6, 18), True),
        ("energy_charter", "GB", date(2025, 4, 26), True),
        ("energy_charter", "GB", date(2025, 4, 27), False),
        ("bit_mongolia", "MN", date(2016, 6, 6), True),
        ("bit_mongolia", "MN", date(2016, 6, 7), False),
        ("bit_zambia", "ZM", date(2026, 11, 24), False),
    ],
)
def test_a_treaty_binds_by_party_and_day_and_not_by_signature(
    treaty: str, country: str, day: date, bound: bool
) -> None:
    assert bound_on(treaty, country, day) is bound


def test_a_treaty_that_is_only_signed_has_no_day_of_entry_into_force() -> None:
    signed = Treaty.objects.current().filter(status="signed")
    assert signed.filter(code__in=("tpp_2016", "bit_argentina", "bit_paraguay", "epa_bangladesh")).count() == 4
    codes = signed.values_list("code", flat=True)
    assert not TreatyParty.objects.current().filter(treaty__in=codes, in_force_on__isnull=False).exists()


def test_no_period_for_claims_is_not_the_same_as_a_period_that_is_not_known() -> None:
    periods = {row.code: (row.limit_months, row.no_limit) for row in Treaty.objects.current()}
    assert periods["tia_china_korea"] == (36, False)
    assert periods["bit_china"] == (None, True)
    assert periods["bit_cambodia"] == (None, False)


def test_claims_of_the_brief_are_held_as_claims() -> None:
    assert BriefStatement.objects.current().get(code="E19").standing == "claim"
    assert BriefStatement.objects.current().get(code="E10").standing == "fact"
