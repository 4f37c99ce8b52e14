"""Infrastructure, acquisitions, items and orders of participants: as stated, while they are true."""

from typing import Any

import pytest

from rules.facts.gathering.mapping.infrastructure import sector_of
from rules.facts.gathering.mapping.us_country_groups import group_of
from rules.facts.kinds.base import OPEN_END
from tests.every import every
from tests.rules.facts.gathering.building import PARTIES, case_with, facts, said, values

pytestmark = pytest.mark.bare


def test_infrastructure_is_read_of_participants_and_a_notice_that_is_unstated_was_not_given() -> None:
    case = case_with(
        said("infrastructure", company="hikari", sector="electricity", designated=True, outsources_maintenance=False),
        said("infrastructure", company="hikari", sector="gas", notified=True),
        said("infrastructure", company="hikari", sector="oil", until="2026-06-19"),
        said("infrastructure", company="kita", sector="rail"),
    )
    names = ("sector", "designated", "installs_critical_facility", "outsources_maintenance", "notified")
    assert values(facts(case, "core_infrastructure"), *names) == [
        ("electricity", True, None, False, False),
        ("gas", None, None, None, True),
    ]


@every(
    "stated, sector",
    [
        ("electricity", "electricity"),
        ("電気", "electricity"),
        ("電気事業", "electricity"),
        ("Gas supply", "gas"),
        ("石油精製業", "oil"),
        ("water", "water"),
        ("railway", "rail"),
        ("truck_freight", "truck_freight"),
        ("貨物自動車運送事業", "truck_freight"),
        ("外航貨物", "ocean_cargo"),
        ("航空", "aviation"),
        ("空港", "airports"),
        ("Air transport", "aviation"),
        ("telecommunications", "telecoms"),
        ("電気通信", "telecoms"),
        ("放送", "broadcasting"),
        ("postal service", "postal"),
        ("Banking", "finance"),
        ("ｸﾚｼﾞｯﾄｶｰﾄﾞ", "credit_cards"),
        ("port_transport", "port_transport"),
        ("一般港湾運送事業", "port_transport"),
        ("Port-Transport", "port_transport"),
        ("medical", "other"),
        (None, None),
        ("", None),
    ],
)
def test_a_sector_is_read_from_its_text(stated: str | None, sector: str | None) -> None:
    assert sector_of(stated) == sector


def test_acquisitions_of_participants_are_read_with_whether_the_company_is_listed() -> None:
    parties = {**PARTIES, "hikari": {**PARTIES["hikari"], "listed": False}}
    given: dict[str, Any] = {"share_bp": 500, "before_bp": 100, "designated_sector": True, "specified_investor": False}
    case = case_with(
        said("foreign_acquisition", investor="CN", company="hikari", on="2026-05-01", **given),
        said("foreign_acquisition", investor="fund", company="hikari", on="2026-06-21"),
        said("foreign_acquisition", investor="fund", company="kita", on="2026-05-01"),
        parties=parties,
    )
    found, planned = facts(case, "foreign_acquisition")
    assert (found.planned, planned.planned, planned.on) == (False, True, "2026-06-21")
    assert (found.investor, found.country, found.on, found.listed) == ("CN", "CN", "2026-05-01", False)
    assert {name: getattr(found, name) for name in given} == given
    assert (found.exemption_claimed, found.notified) == (None, None)


def test_preservation_orders_of_participants_are_read_with_their_days() -> None:
    case = case_with(
        said("preservation_order", company="hikari", since="2025-11-01", blocks_use=True, partner_agreed=False),
        said("preservation_order", company="hikari", since="2026-06-21"),
        said("preservation_order", company="kita"),
    )
    names = ("company", "from_on", "until_on", "blocks_use", "partner_agreed", "compensation_budgeted")
    assert values(facts(case, "preservation_order"), *names) == [
        ("hikari", "2025-11-01", OPEN_END, True, False, None),
    ]


def test_items_are_read_with_the_group_of_their_destination() -> None:
    given: dict[str, Any] = {
        "us_controlled_bp": 100,
        "foreign_direct_product": False,
        "series_600": True,
        "licence_on": "2026-01-01",
    }
    case = case_with(
        said("export_item", company="hikari", item="motor", destination="CN", **given),
        said("export_item", company="hikari", item="disk"),
        said("export_item", company="hikari", item="coil", destination="US"),
        said("export_item", company="hikari", item="rotor", destination="VN", until="2026-06-19"),
        said("export_item", company="kita", item="rotor", destination="VN"),
    )
    assert values(facts(case, "export_item"), "item", "destination", "destination_group", *given) == [
        ("disk", None, None, None, None, None, None),
        ("motor", "CN", "d5", *given.values()),
    ]


@pytest.mark.parametrize(
    ("country", "day", "group"),
    [
        ("IR", "2026-06-15", "e1"),
        ("CU", "2026-06-15", "e1"),
        ("CN", "2026-06-15", "d5"),
        ("HK", "2026-06-15", "d5"),
        ("RU", "2026-06-15", "d5"),
        ("KH", "2026-02-02", "d5"),
        ("KH", "2026-02-03", "other"),
        ("VN", "2020-01-01", "other"),
    ],
)
def test_a_country_has_its_strictest_group_on_the_day(country: str, day: str, group: str) -> None:
    assert group_of(country, day) == group


def test_the_country_of_an_investor_is_that_of_the_party() -> None:
    parties = {**PARTIES, "fund": {"sort": "company", "country": "AU"}, "oya": {"sort": "company"}}
    given: dict[str, Any] = {"company": "hikari", "on": "2026-05-01"}
    of_unstated = said("foreign_acquisition", investor="oya", **given)
    by_company = said("foreign_acquisition", investor="fund", **given)
    by_person = said("foreign_acquisition", investor="mori", **given)
    found = facts(case_with(by_company, by_person, of_unstated, parties=parties), "foreign_acquisition")
    assert values(found, "investor", "country") == [("fund", "AU"), ("mori", None), ("oya", "JP")]


@pytest.mark.parametrize(
    ("stated", "listed", "barred"),
    [
        ({}, None, False),
        ({"core_sector": True}, False, True),
        ({"core_sector": True}, True, False),
        ({"core_sector": True}, None, None),
        ({"core_sector": False}, False, False),
        ({"state_owned_investor": True}, True, True),
        ({"state_owned_investor": True, "certified_fund": False}, True, True),
        ({"state_owned_investor": True, "certified_fund": True}, True, False),
        ({"state_owned_investor": True, "certified_fund": True, "core_sector": True}, False, True),
        ({"state_owned_investor": False}, False, False),
    ],
)
def test_no_exemption_is_left_to_state_owned_investors_and_in_unlisted_core_sectors(
    stated: dict[str, Any], listed: bool | None, barred: bool | None
) -> None:
    parties = {**PARTIES, "hikari": {**PARTIES["hikari"], **({} if listed is None else {"listed": listed})}}
    acquired = said("foreign_acquisition", investor="fund", company="hikari", on="2026-05-01", **stated)
    (found,) = facts(case_with(acquired, parties=parties), "foreign_acquisition")
    assert found.exemption_barred is barred
