"""A call, bid or award that becomes known asks anew for the cases whose rules read such ones."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from institutions.models import Account, IdentityLead
from institutions.parties.identities.deciding import decide_lead
from rules.facts.gathering.from_register import gather_cases
from tests.every import every, undone
from tests.rules.assessing.changing import (
    asked_again,
    assessed,
    bare,
    call,
    changed,
    company,
    key,
    partner,
    register,
    run,
)
from tests.rules.facts.gathering.conftest import Json

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


@pytest.mark.parametrize(
    ("stated", "touched"),
    [
        (call("2026-06-14"), {"T-1"}),
        (call("2026-06-15"), set()),
        (call("2026-01-10", body="DA"), set()),
        (call("2026-01-10", procured="works"), set()),
    ],
)
def test_an_earlier_call_of_the_sponsor_for_the_same_object_asks_again(stated: Json, touched: set[str]) -> None:
    assessed(bare("T-1"))
    assert changed(stated) == touched


def test_a_call_older_than_those_that_are_read_asks_nobody_again() -> None:
    days = [date(2026, 1, 31) - timedelta(days=number) for number in range(20)]
    calls = [{**call(day.isoformat()), "key": f"c{day}"} for day in days]
    assessed(bare("T-1", *calls))
    assert changed(call("2026-01-11")) == set()
    assert changed(call("2026-01-12"), reference="X-2") == {"T-1"}


def test_a_bid_in_a_call_that_is_read_asks_again() -> None:
    first = register(bare("X-0", call("2026-01-10")))
    assessed(bare("T-1"))
    (case,) = gather_cases([first.submission], timezone.now())
    (lineage,) = [each.lineage for each in case.statements if each.kind == "call"]
    bid = {"kind": "bid", "call": lineage, "company": key(company("Bidder")), "status": "valid"}
    assert changed(bid) == {"T-1"}


def award(**said: Any) -> Json:
    return {"kind": "award", "company": "hikari", "on": "2025-04-01", **said}


OF_METI: Json = {"body": "METI", "domain": "magnets"}


@every(
    "stated, touched",
    [
        (award(**OF_METI), {"T-1"}),
        (award(**{**OF_METI, "on": "2026-06-15"}), {"T-1"}),
        (award(**{**OF_METI, "on": "2026-06-16"}), {"T-1"}),
        (award(**{**OF_METI, "on": "2021-06-14"}), set()),
        ({"kind": "award", "company": "hikari", **OF_METI}, {"T-1"}),
        (award(body="METI", domain="cloud", object="goods"), set()),
        (award(body="METI", object="goods"), {"T-1"}),
        (award(body="METI", object="works"), set()),
        (award(body="DA", domain="magnets"), set()),
        ({"kind": "history_known", **OF_METI}, {"T-1"}),
        ({"kind": "history_known", "body": "METI", "domain": "cloud"}, set()),
        ({"kind": "market_known", "domain": "magnets"}, {"T-1"}),
        ({"kind": "market_known", "domain": "cloud"}, set()),
    ],
    within=undone,
)
def test_an_award_of_the_sponsor_asks_again_within_its_years_and_domain(stated: Json, touched: set[str]) -> None:
    assessed(bare("T-1"))
    assert changed(stated) == touched


def test_an_award_to_the_partner_asks_again_where_it_has_no_domain() -> None:
    first = assessed(bare("T-1"))
    to_partner = {**award(body="METI", object="works"), "company": key(partner(first))}
    assert changed({**to_partner, "domain": "cloud"}) == set()
    assert changed(to_partner, reference="X-2") == {"T-1"}


@pytest.mark.parametrize(
    ("body", "domain", "awarded_on", "touched"),
    [
        ("METI", "magnets", "2025-04-01", {"T-1"}),
        ("METI", "magnets", "2021-06-14", set()),
        ("METI", "cloud", "2025-04-01", set()),
        ("DA", "magnets", "2025-04-01", set()),
    ],
)
def test_a_partnership_that_was_awarded_asks_again_for_its_bodys_cases(
    body: str, domain: str, awarded_on: str, touched: set[str]
) -> None:
    assessed(bare("T-1"))
    selection = {"method": "open", "object": "goods"}
    other = bare("X-1", submitted_by=body, sponsor=body, domain=domain, selection=selection)
    register(other)
    assert asked_again() == set()
    register({**other, "revision": 2, "selection": {**selection, "awarded_on": awarded_on}})
    assert asked_again() == touched


def test_an_award_that_says_nothing_itself_is_what_its_call_says() -> None:
    assessed(bare("T-1"))
    old = {**call("2026-06-20", procured="works"), "domain": "cloud"}
    under: Json = {"kind": "award", "company": "hikari", "call": "c1"}
    assert changed(old, under) == set()
    assert changed({**old, "closed_on": "2026-06-01", "domain": "magnets"}, under, revision=2) == {"T-1"}
    run("T-1")
    assert changed(old, under, revision=3) == {"T-1"}


def test_the_match_of_two_winners_asks_again_for_the_cases_that_count_them() -> None:
    first, second = company("Winner One"), company("Winner Two")
    known_awards = [award(company=key(each), body="METI", domain="magnets") for each in (first, second)]
    register(bare("X-0", *known_awards, submitted_by="DA", sponsor="DA", domain="cloud"))
    assessed(bare("T-1"))
    lead = IdentityLead.objects.create(party=second, candidate=first, reasons=["same_name"], created_at=timezone.now())
    decide_lead(lead, same=True, reason="Same seat and president", account=Account.objects.create_user("officer"))
    assert asked_again() == {"T-1"}


def test_a_description_of_a_winner_asks_nobody_again() -> None:
    winner = company("Winner One")
    register(
        bare(
            "X-0",
            award(company=key(winner), body="METI", domain="magnets"),
            submitted_by="DA",
            sponsor="DA",
            domain="cloud",
        )
    )
    registered = assessed(bare("T-1"))
    (case,) = gather_cases([registered.submission], timezone.now())
    assert key(winner) in {each.values.get("company") for each in case.statements}
    assert key(winner) not in case.questions.places
    assert key(winner) not in case.parties


def test_where_an_association_is_stated_winners_are_described_since_one_may_be_it() -> None:
    winner = company("Guild of Magnets")
    won = award(company=key(winner), body="METI", domain="magnets")
    register(bare("X-0", won, submitted_by="DA", sponsor="DA", domain="cloud"))
    member = {"kind": "association_member", "company": "hikari", "association": "Guild of Magnets"}
    registered = assessed(bare("T-1", member))
    (case,) = gather_cases([registered.submission], timezone.now())
    assert key(winner) in case.parties
    assert "party" in case.questions.places[key(winner)]
